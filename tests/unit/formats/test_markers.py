"""Marks go out to OTIO, EDL and FCPXML and come back on the same frames."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.edl import read_edl, write_edl
from originalscore.formats.fcpxml import read_fcpxml, write_fcpxml
from originalscore.formats.otio import read_otio, write_otio
from originalscore.formats.otio_walk import exact_rate
from originalscore.model.mark import Mark, mark_at
from originalscore.times import Clock, FrameRate

RATES = ["24000/1001", "24", "25", "30000/1001", "29.97 DF", "30", "50", "59.94 DF", "60"]
HOUR = "01:00:00:00"
FRAMES = 9000


def clock_of(rate: str) -> Clock:
    frame_rate = FrameRate.parse(rate)
    return Clock(frame_rate, frame_rate.frame(HOUR))


def marks_of(clock: Clock) -> tuple[Mark, ...]:
    frame_s = clock.frame_rate.frame_s
    cue = mark_at(clock, 12 * frame_s, "1m1 The Light", note="no words for 41 s", color="BLUE", end_s=1900 * frame_s)
    points = [mark_at(clock, n * frame_s, f"hit {n}", note="hard downbeat", color="RED") for n in (12, 777, 1799, 1801, 3601)]
    last = mark_at(clock, 1900 * frame_s, "1m2", color="BLUE", end_s=4001 * frame_s)
    return (cue, *points[:4], last, points[4])


def frames_of(marks: tuple[Mark, ...]) -> list[tuple[int, int, str, str]]:
    return [(mark.frame, mark.frames, mark.label, mark.name) for mark in marks]


@pytest.mark.parametrize("rate", RATES)
def test_otio_marks_come_back_whole(tmp_path: Path, rate: str) -> None:
    clock, path = clock_of(rate), tmp_path / "markers.otio"
    write_otio(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    assert read_otio(path) == marks_of(clock)


@pytest.mark.parametrize("rate", RATES)
def test_otio_file_says_the_same_frames_and_labels_to_opentimelineio(tmp_path: Path, rate: str) -> None:
    clock, path = clock_of(rate), tmp_path / "markers.otio"
    write_otio(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    timeline = otio.adapters.read_from_file(str(path))
    start = timeline.global_start_time
    hits = [mark for mark in marks_of(clock) if not mark.frames]
    cues = [mark for mark in marks_of(clock) if mark.frames]
    assert [marker.marked_range.start_time.value for marker in timeline.tracks.markers] == [mark.frame for mark in hits]
    labels = [
        otio.opentime.to_timecode(start + marker.marked_range.start_time, start.rate, clock.frame_rate.drop)
        for marker in timeline.tracks.markers
    ]
    assert labels == [mark.label for mark in hits]
    clips = timeline.find_clips()[1:]
    assert [(clip.name, clip.range_in_parent().start_time.value, clip.duration().value) for clip in clips] == [
        (mark.name, mark.frame, mark.frames) for mark in cues
    ]


@pytest.mark.parametrize("rate", RATES)
def test_edl_marks_come_back_on_their_frames(tmp_path: Path, rate: str) -> None:
    clock, path = clock_of(rate), tmp_path / "markers.edl"
    write_edl(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    back = read_edl(path, clock)
    assert sorted(frames_of(back)) == sorted(frames_of(marks_of(clock)))
    assert [mark.note for mark in back if not mark.frames] == ["hard downbeat"] * 5


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30"])
def test_edl_opens_in_opentimelineio_with_the_same_frames(tmp_path: Path, rate: str) -> None:
    clock, path = clock_of(rate), tmp_path / "markers.edl"
    write_edl(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    seen_rate = float(clock.frame_rate.rate)
    timeline = otio.adapters.read_from_file(str(path), rate=seen_rate)
    film, *cues = timeline.find_clips()
    seen = [round(marker.marked_range.start_time.value) - clock.start_frame for marker in film.markers]
    assert seen == [mark.frame for mark in marks_of(clock) if not mark.frames]
    assert [marker.name for marker in film.markers] == [mark.name for mark in marks_of(clock) if not mark.frames]
    assert [clip.name for clip in cues] == ["1m1 The Light", "1m2"]
    assert [round(clip.duration().value) for clip in cues] == [1888, 2101]


def test_drop_frame_edl_says_so_and_uses_semicolons(tmp_path: Path) -> None:
    clock, path = clock_of("29.97 DF"), tmp_path / "markers.edl"
    write_edl(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    text = path.read_text()
    assert "FCM: DROP FRAME" in text
    assert "* LOC: 01:00:59;29 RED" in text
    assert "* LOC: 01:01:00;03 RED" in text


def test_edl_names_lose_accents_but_stay_on_one_line(tmp_path: Path) -> None:
    clock, path = clock_of("25"), tmp_path / "markers.edl"
    write_edl(path, (mark_at(clock, Fraction(1), "Éclair\nde chaleur"),), clock, title="Film", film="film.mp4", frames=FRAMES)
    assert [mark.name for mark in read_edl(path, clock)] == ["Eclair de chaleur"]


@pytest.mark.parametrize("rate", RATES)
def test_fcpxml_marks_come_back_on_their_frames(tmp_path: Path, rate: str) -> None:
    clock, path = clock_of(rate), tmp_path / "markers.fcpxml"
    write_fcpxml(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    assert frames_of(read_fcpxml(path)) == frames_of(marks_of(clock))


def test_fcpxml_times_lie_on_the_frame_grid(tmp_path: Path) -> None:
    clock, path = clock_of("24000/1001"), tmp_path / "markers.fcpxml"
    write_fcpxml(path, marks_of(clock), clock, title="Film", film="film.mp4", frames=FRAMES)
    root = etree.fromstring(path.read_bytes())
    starts = [Fraction(marker.get("start").removesuffix("s")) for marker in root.iter("marker")]
    assert len(starts) == 5
    assert all((start * clock.frame_rate.rate).denominator == 1 for start in starts)
    assert root.find(".//sequence").get("tcStart") == "86486400/24000s"


def test_fcpxml_does_not_open_outside_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("stolen")
    path = tmp_path / "evil.fcpxml"
    path.write_text(
        f'<!DOCTYPE fcpxml [<!ENTITY e SYSTEM "{secret.as_uri()}">]><fcpxml version="1.10"><resources>'
        '<format id="r1" frameDuration="1/24s"/></resources><sequence format="r1"><spine><gap offset="0s" start="0s">'
        '<marker start="1s" value="&e;"/></gap></spine></sequence></fcpxml>'
    )
    try:
        names = [mark.name for mark in read_fcpxml(path)]
    except FormatError:
        names = []
    assert "stolen" not in "".join(names)


@pytest.mark.parametrize("text", ["", "not a timeline", "{}", "<fcpxml/>", '{"OTIO_SCHEMA": "Clip.1"}'])
def test_files_that_are_no_timeline_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong"
    path.write_text(text)
    for read in (read_otio, read_fcpxml, lambda file: read_edl(file, clock_of("24"))):
        with pytest.raises(FormatError, match="wrong"):
            read(path)


def test_edl_timecode_that_does_not_exist_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.edl"
    path.write_text("TITLE: x\n* LOC: 01:00:00:29 RED too late\n")
    with pytest.raises(FormatError, match=r"bad\.edl line 2: timecode 01:00:00:29 does not exist"):
        read_edl(path, clock_of("24"))


def test_rounded_rates_are_recognised() -> None:
    assert exact_rate(23.976) == exact_rate(24000 / 1001) == Fraction(24000, 1001)
    assert exact_rate(25.0) == 25
    assert exact_rate(59.94) == Fraction(60000, 1001)
    assert exact_rate(12.5) == Fraction(25, 2)


@pytest.mark.media
def test_locators_of_a_real_edl_are_read_at_their_record_time(media: Path) -> None:
    paths = sorted(media.glob("timelines/**/screening_example.edl"))
    assert paths
    clock = Clock(FrameRate.parse("24"), FrameRate.parse("24").frame("01:00:00:00"))
    points = [mark for mark in read_edl(paths[0], clock) if not mark.frames]
    assert len(points) == 3
    assert points[0].label == "01:00:01:14"


@pytest.mark.media
def test_markers_of_a_real_fcpxml_lie_inside_its_150_seconds(media: Path) -> None:
    paths = sorted(media.glob("timelines/**/fcpx_project.fcpxml"))
    assert paths
    marks = [mark for mark in read_fcpxml(paths[0]) if not mark.frames]
    assert [mark.name for mark in marks] == [f"Marker {n}" for n in (1, 5, 2, 9, 3, 4, 7, 8)]
    assert marks[0].at_s == 6 and marks[1].at_s == 22
    assert all(0 <= mark.at_s <= 150 for mark in marks)
