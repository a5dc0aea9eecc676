"""Every timeline among the shared media gives its markers at the time where OpenTimelineIO finds them, or is refused in one line."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from originalscore.errors import FormatError
from originalscore.formats.edl import read_edl
from originalscore.formats.marker_files import read_marker_file
from originalscore.times import Clock, FrameRate

CLOCK = Clock(FrameRate(Fraction(24)))
#: How many marks lie in the files that hold any; all others hold none.
COUNTS = {
    "premiere_example.otio": 4, "screening_example.otio": 3, "marker-over-audio.aaf": 3, "multitrack.aaf": 3, "no_spaces_test.edl": 3,
    "screening_example.edl": 3, "fcpx_event.fcpxml": 8, "fcpx_example.fcpxml": 8, "fcpx_library.fcpxml": 8, "fcpx_project.fcpxml": 8,
}  # fmt: skip
#: What OpenTimelineIO cannot read and we can: markers of its own next version, and cut lists whose faults lie beside the record timecode.
OURS_ALONE = ("premiere_example.otio", "screening_example.otio", "dissolve_test_fail.edl", "timecode_mismatch.edl", "25fps.edl")
#: On a gap, where the other reader drops it.
ON_A_GAP = "Marker 9"


def timelines(media: Path) -> list[Path]:
    found = sorted(path for path in media.glob("timelines/**/*") if path.suffix in (".otio", ".edl", ".fcpxml", ".aaf"))
    assert len(found) >= 40
    return found


@pytest.mark.media
def test_every_timeline_gives_its_markers_at_the_time_opentimelineio_finds(media: Path) -> None:
    for path in timelines(media):
        found = read_marker_file(path, CLOCK)
        assert len(found.marks) == COUNTS.get(path.name, 0), path.name
        if path.name in OURS_ALONE:
            with pytest.raises((otio.exceptions.OTIOError, ValueError, AttributeError)):
                theirs(path)
            continue
        expected = theirs(path)
        ours = sorted((mark.name, float(mark.at_s)) for mark in found.marks if mark.name != ON_A_GAP)
        assert len(ours) == len(expected), path.name
        for mine, other in zip(ours, expected, strict=True):
            assert mine[0] in (other[0], ""), path.name  # a mark without words has no name with us
            assert mine[1] == pytest.approx(other[1], abs=1 / 60), path.name


@pytest.mark.media
def test_what_only_a_newer_opentimelineio_reads_lies_where_the_same_edl_says(media: Path) -> None:
    newer = read_marker_file(next(media.glob("timelines/**/screening_example.otio")), CLOCK)
    edl = read_marker_file(next(media.glob("timelines/**/screening_example.edl")), CLOCK)
    assert [(mark.label, mark.name, mark.color) for mark in newer.marks] == [(mark.label, mark.name, mark.color) for mark in edl.marks]
    assert [mark.label for mark in edl.marks] == ["01:00:01:14", "01:00:02:14", "01:00:15:13"]


@pytest.mark.media
def test_a_premiere_timeline_keeps_the_editors_comments(media: Path) -> None:
    path = next(media.glob("timelines/**/premiere_example.otio"))
    told = json.loads(path.read_text(encoding="utf-8"))["tracks"]["markers"]
    found = read_marker_file(path, CLOCK)
    on_sequence = [int(one["marked_range"]["start_time"]["value"]) for one in told]
    assert len(on_sequence) == 3 and set(on_sequence) < {mark.frame for mark in found.marks}
    assert {mark.note for mark in found.marks} >= {"so, this happened", "fsfsfs"}


@pytest.mark.media
def test_a_cut_list_at_another_rate_is_refused_with_its_line(media: Path) -> None:
    path = next(media.glob("timelines/**/25fps.edl"))
    slow = Clock(FrameRate(Fraction(12)))
    with pytest.raises(FormatError, match=r"25fps\.edl line \d+: timecode .* does not exist at 12 frames a second; export the list at"):
        read_edl(path, slow)


@pytest.mark.media
def test_nothing_else_among_the_media_is_taken_for_a_list_of_markers(media: Path) -> None:
    for path in (media / "README.md", media / "odd" / "no_header.mp4", media / "odd" / "zero_bytes.mp4", media / "film"):
        with pytest.raises(FormatError) as told:
            read_marker_file(path, CLOCK)
        assert "\n" not in str(told.value) and path.name in str(told.value)


def theirs(path: Path) -> list[tuple[str, float]]:
    """Name and sequence second of every marker, by OpenTimelineIO and its adapters alone."""
    if path.suffix == ".fcpxml":
        from otio_fcpx_xml_adapter import fcpx_xml

        document: Any = fcpx_xml.read_from_string(path.read_text(encoding="utf-8"))
    else:
        document = otio.adapters.read_from_file(str(path), **({"rate": 24} if path.suffix == ".edl" else {}))
    if not isinstance(document, otio.schema.Timeline):
        document = next((one for one in document if isinstance(one, otio.schema.Timeline)), otio.schema.Timeline())
    found = []
    for owner in (document.tracks, *document.find_children()):
        for marker in getattr(owner, "markers", ()):
            at = marker.marked_range.start_time
            if path.suffix == ".edl":  # the adapter hangs record timecode on the clip
                first = first_record(path)
                found.append((marker.name, at.to_seconds() - first))
            else:
                found.append((marker.name, owner.transformed_time(at, document.tracks).to_seconds()))
    return sorted((name if name != "DescriptiveMarker" else "", at_s) for name, at_s in found)


def first_record(path: Path) -> float:
    """Second of the first record-in of a cut list at 24."""
    labels = [line.split()[6] for line in path.read_text().splitlines() if line[:3].isdigit()]
    return min(otio.opentime.from_timecode(label, 24).to_seconds() for label in labels)
