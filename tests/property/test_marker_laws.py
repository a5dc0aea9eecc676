"""Marks that are written come back identical, at every rate and start label: by our readers, and by OpenTimelineIO and its adapters."""

from __future__ import annotations

import csv
import tempfile
import unicodedata
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from originalscore.formats.edl import read_edl, write_edl
from originalscore.formats.fcpxml import read_fcpxml, write_fcpxml
from originalscore.formats.marker_files import read_marker_file
from originalscore.formats.markers_csv import write_markers_csv
from originalscore.formats.otio import read_otio, write_otio
from originalscore.model.mark import CLASS_COLORS, CUE_COLOR, Mark, mark_on
from originalscore.times import Clock, FrameRate

RATES = ("24000/1001", "24", "25", "30000/1001", "29.97 DF", "30", "50", "60000/1001", "59.94 DF", "60")
STARTS = ("00:00:00:00", "00:59:58:00", "01:00:00:00", "09:59:50:00", "22:00:00:00")
FRAMES = 20_000
TITLE = {"title": "Film music", "film": "film.mp4", "frames": FRAMES}
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=24).map(
    lambda text: " ".join(text.split())
)
notes = st.sampled_from(("", "1m1 hard downbeat must", "why, in words", "“so”"))


@st.composite
def films(draw: st.DrawFn) -> tuple[Clock, tuple[Mark, ...]]:
    """A clock, and cues and hits on it in the order in which our documents have them."""
    rate = FrameRate.parse(draw(st.sampled_from(RATES)))
    clock = Clock(rate, rate.frame(draw(st.sampled_from(STARTS))))
    edges = sorted(draw(st.sets(st.integers(0, FRAMES - 1), min_size=2, max_size=6)))
    cues = [
        mark_on(clock, first, f"1m{n} {draw(words)}".strip(), note=draw(notes), color=CUE_COLOR, frames=last - first)
        for n, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=False), 1)
    ]
    frames = draw(st.sets(st.integers(0, FRAMES - 1), max_size=8))
    colors = st.sampled_from(tuple(CLASS_COLORS.values()))
    hits = [mark_on(clock, frame, draw(words), note=draw(notes), color=draw(colors)) for frame in frames]
    return clock, tuple(sorted([*cues, *hits], key=lambda mark: (mark.frame, -mark.frames)))


def ascii_of(text: str) -> str:
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", " ".join(text.split())) if not unicodedata.combining(sign))
    return flat.encode("ascii", "replace").decode().strip()


@settings(max_examples=40, deadline=None)
@given(films())
def test_marks_come_back_identical_from_every_format(film: tuple[Clock, tuple[Mark, ...]]) -> None:
    clock, marks = film
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_otio(place / "m.otio", marks, clock, **TITLE)
        assert read_otio(place / "m.otio") == marks
        write_markers_csv(place / "m.csv", marks)
        back = read_marker_file(place / "m.csv", clock)
        assert back.clock is not None
        assert [(m.label, m.name, m.note, m.color, m.frames) for m in back.marks] == [
            (m.label, m.name, m.note, m.color, m.frames) for m in marks
        ]
        write_fcpxml(place / "m.fcpxml", marks, clock, **TITLE)
        assert [(m.frame, m.label, m.name, m.note, m.frames) for m in read_fcpxml(place / "m.fcpxml")] == [
            (m.frame, m.label, m.name, m.note, m.frames) for m in marks
        ]
        write_edl(place / "m.edl", marks, clock, **TITLE)
        expected = sorted((m.frame, m.label, ascii_of(m.name), ascii_of(m.note), "" if m.frames else m.color, m.frames) for m in marks)
        assert sorted((m.frame, m.label, m.name, m.note, m.color, m.frames) for m in read_edl(place / "m.edl", clock)) == expected


@settings(max_examples=20, deadline=None)
@given(films())
def test_other_readers_find_the_same_frames_names_and_colors(film: tuple[Clock, tuple[Mark, ...]]) -> None:
    clock, marks = film
    hits = [mark for mark in marks if not mark.frames]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_otio(place / "m.otio", marks, clock, **TITLE)
        timeline = otio.adapters.read_from_file(str(place / "m.otio"))
        found = [(round(m.marked_range.start_time.value), m.name, m.color) for m in timeline.tracks.markers]
        assert found == [(mark.frame, mark.name, mark.color) for mark in hits]
        assert round(timeline.global_start_time.value) == clock.start_frame
        write_fcpxml(place / "m.fcpxml", marks, clock, **TITLE)
        exact = clock.frame_rate.rate
        assert times_of_markers(place / "m.fcpxml") == [((mark.frame + clock.start_frame) / exact, mark.name) for mark in hits]
        write_markers_csv(place / "m.csv", marks)
        with (place / "m.csv").open(newline="", encoding="utf-8") as file:
            assert [(int(row["frame"]), row["name"], row["color"]) for row in csv.DictReader(file)] == [
                (mark.frame, mark.name, mark.color) for mark in marks
            ]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("start", STARTS[1:])
def test_edl_opens_elsewhere_with_the_same_frames_at_every_rate(tmp_path: Path, rate: str, start: str) -> None:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame(start))
    marks = tuple(mark_on(clock, frame, f"hit {frame}", color="RED") for frame in (0, 1, 777, 1799, 1800, 3601, 17_982))
    write_edl(tmp_path / "m.edl", marks, clock, **TITLE)
    if frame_rate.drop:  # the adapter knows no locators that drop; its library knows the labels
        labels = [line.split()[2] for line in (tmp_path / "m.edl").read_text().splitlines() if line.startswith("* LOC:")]
        frames = [round(otio.opentime.from_timecode(label, float(frame_rate.rate)).value) for label in labels]
        assert frames == [mark.frame + clock.start_frame for mark in marks]
        return
    timeline = otio.adapters.read_from_file(str(tmp_path / "m.edl"), rate=float(frame_rate.rate))
    found = [
        (round(m.marked_range.start_time.value) - clock.start_frame, m.name, m.color) for c in timeline.find_clips() for m in c.markers
    ]
    assert found == [(mark.frame, mark.name, "RED") for mark in marks]


def times_of_markers(path: Path) -> list[tuple[Fraction, str]]:
    """Times and names of the markers as they stand in the file."""
    root = etree.fromstring(path.read_bytes())
    return [(Fraction(str(one.get("start")).removesuffix("s")), str(one.get("value"))) for one in root.iter("marker")]
