"""Marks of any list come to the film's own time, and whatever is not plain is said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from originalscore.errors import PictureError
from originalscore.external.encode import encode_film
from originalscore.model.mark import MarkList, mark_on
from originalscore.model.picture import Film
from originalscore.picture.marks import lay, read_marks
from originalscore.times import Clock, FrameRate

F = Fraction
FILM = Film("film.mp4", "", F(60), Clock(FrameRate(F(24)), 0), 640, 360, True, True, F(0), "mp4")
HOUR = replace(FILM, clock=Clock(FrameRate(F(24)), 86_400))


def listed(*frames: int, rate: str = "24", start: str = "01:00:00:00", placed: bool = True, end_s: Fraction | None = None) -> MarkList:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame(start))
    return MarkList(tuple(mark_on(clock, frame, f"at {frame}") for frame in frames), clock, (), placed, end_s)


def test_a_sequence_that_begins_elsewhere_is_laid_from_its_own_start_and_says_so() -> None:
    laid = lay(listed(48, 240), FILM, "reel.otio")
    assert [mark.at_s for mark in laid.markers] == [2, 10]
    assert laid.remarks == ("reel.otio begins at 01:00:00:00 and the film at 00:00:00:00: its markers are placed from its own start",)
    assert lay(listed(48, 240), HOUR, "reel.otio").remarks == ()


def test_another_rate_is_placed_by_time_and_says_so() -> None:
    laid = lay(listed(250, rate="25"), HOUR, "reel.otio")
    assert laid.markers[0].at_s == 10
    assert laid.remarks == ("reel.otio counts 25 frames a second and the film 24: its markers are placed by time",)
    slowed = lay(listed(24, rate="24000/1001"), HOUR, "reel.otio")
    assert slowed.markers[0].at_s == F(1001, 1000)


def test_a_list_without_start_is_in_the_films_timecode_where_it_fits_into_the_film() -> None:
    late = replace(FILM, clock=Clock(FrameRate(F(24)), 86_400 - 240))
    laid = lay(listed(48, placed=False), late, "marks.edl")
    assert laid.markers[0].at_s == 12
    assert laid.remarks == ("marks.edl is read in the film's own timecode, which begins at 00:59:50:00",)


def test_a_list_without_start_that_does_not_fit_begins_with_its_first_edit() -> None:
    feature = replace(FILM, duration_s=F(7200))
    laid = lay(listed(48, placed=False, end_s=F(7200)), feature, "cut.edl")
    assert laid.markers[0].at_s == 2
    assert "placed from its own start" in laid.remarks[0]


def test_marks_outside_the_film_are_left_out_and_all_of_them_is_refused() -> None:
    laid = lay(listed(24, 24 * 90), HOUR, "reel.otio")
    assert len(laid.markers) == 1
    assert laid.remarks == ("1 of 2 markers of reel.otio lie outside the film and are left out",)
    with pytest.raises(
        PictureError, match=r"all 1 markers of reel\.otio lie outside the film: the first at 01:01:30:00, the film runs from 01:00:00:00"
    ):
        lay(listed(24 * 90), HOUR, "reel.otio")


def test_marks_on_trimmed_material_are_left_out_and_counted() -> None:
    found = listed(24, 48)
    found = replace(found, marks=(replace(found.marks[0], hidden=True), found.marks[1]))
    laid = lay(found, HOUR, "reel.otio")
    assert [mark.name for mark in laid.markers] == ["at 48"]
    assert laid.remarks == ("1 of 2 markers of reel.otio hang on what was trimmed away and are left out",)


def test_a_list_without_marks_says_so() -> None:
    assert lay(listed(), HOUR, "reel.otio").remarks == ("reel.otio holds no markers",)


def test_the_films_own_chapters_are_read_with_it(tmp_path: Path) -> None:
    plain, film = tmp_path / "plain.mp4", tmp_path / "film.mp4"
    encode_film(plain, (np.full((36, 64, 3), n, np.uint8) for n in range(96)), frame_rate=F(24))
    with av.open(str(plain)) as source, av.open(str(film), "w") as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        times = ((0, 1000, "Opening"), (1000, 2500, "The Door"), (2500, 4000, ""))
        target.set_chapters(
            [
                {"id": n, "start": a, "end": b, "time_base": F(1, 1000), "metadata": {"title": title}}
                for n, (a, b, title) in enumerate(times, 1)
            ]
        )
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)
    marks = read_marks(replace(FILM, duration_s=F(4)), film, ()).markers
    assert [(mark.at_s, mark.name, mark.source) for mark in marks] == [(1, "The Door", "chapter"), (F(5, 2), "chapter", "chapter")]
    assert read_marks(replace(FILM, duration_s=F(4)), plain, ()).markers == ()
