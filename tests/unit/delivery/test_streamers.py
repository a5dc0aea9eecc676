"""The conductor's film and the click sheet: what is met on which frame, and what a frame-click says."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from originalscore.delivery.documents import _click_rows
from originalscore.delivery.streamers import COLORS, deliver_streamers, draw, signals_of
from originalscore.formats.click_csv import HEADINGS, frame_click, write_click_csv
from originalscore.mix import click_sound, click_times
from originalscore.model.cue import Cue, CueList, CurvePoint, Hit
from originalscore.model.tempo import TempoMap
from originalscore.music.meter import Meter
from originalscore.picture import blank_picture
from originalscore.times import Clock, FrameRate
from originalscore.timing import fit_tempo

RATE = FrameRate(Fraction(24))
CLOCK = Clock(RATE, RATE.frame("01:00:00:00"))
BLACK = np.zeros((360, 640, 3), np.uint8)


def scene() -> tuple[CueList, tuple[TempoMap, ...]]:
    flat = (CurvePoint(Fraction(1), 0.5),)
    hits = (
        Hit(Fraction(13, 2), "door", "hard", "downbeat", True, 1.0),
        Hit(Fraction(9), "smile", "soft", "beat", False, 0.5),
    )
    cue = Cue(
        "c1", "1m1", 1, (), "composed", "", Fraction(1), Fraction(12), "close", "underscore", "action", "orchestra",
        flat, flat, flat, (), hits, (), "",
    )  # fmt: skip
    tempo = fit_tempo(cue, meter=Meter(4), target_bpm=120, frame_s=RATE.frame_s)
    return CueList("", 1, (), (cue,), ()), (tempo,)


def share_of(image: np.ndarray, kind: str) -> np.ndarray:
    """Columns in which the colour of a kind stands from top to bottom (text at the foot left out)."""
    return np.flatnonzero((image[:300] == np.array(COLORS[kind], np.uint8)).all(axis=2).all(axis=0))


def test_a_streamer_reaches_the_edge_and_a_punch_flashes_on_the_frame_of_the_hit() -> None:
    cues, tempos = scene()
    signals = signals_of(CLOCK, cues, tempos)
    at = 156  # 6.5 s at 24
    assert any(signal.frame == at and signal.kind == "hard" and signal.sweep_frames == 72 for signal in signals)
    columns = [share_of(draw(BLACK, frame, CLOCK, signals, cues, tempos), "hard") for frame in (at - 72, at - 71, at - 36, at, at + 1)]
    assert not len(columns[0]) and not len(columns[4])
    assert columns[1].max() < 20 and 300 < columns[2].mean() < 340 and columns[3].max() == 639
    middle = [draw(BLACK, frame, CLOCK, signals, cues, tempos)[180, 320] for frame in (at - 1, at, at + 2, at + 3)]
    assert [tuple(pixel) == COLORS["hard"] for pixel in middle] == [False, True, True, False]


def test_the_film_has_the_pictures_length_timecode_and_a_click_on_every_pulse(tmp_path: Path) -> None:
    cues, tempos = scene()
    picture = blank_picture(Fraction(13))
    picture = replace(picture, film=replace(picture.film, clock=CLOCK))
    clicks = list(click_times(cues.cues[0], tempos[0]))
    deliver_streamers(
        tmp_path, picture=picture, cues=cues, tempos=tempos, film=None, sound=click_sound(clicks, Fraction(13), 48_000), sample_rate=48_000
    )
    with av.open(str(tmp_path / "documents" / "streamers.mp4")) as film:
        frames = [frame.pts * frame.time_base for frame in film.decode(video=0)]
        tagged = {**film.metadata, **film.streams.video[0].metadata}
    assert len(frames) == 13 * 24 and tagged.get("timecode") == "01:00:00:00"
    with av.open(str(tmp_path / "documents" / "streamers.mp4")) as film:
        sound = np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)[0]
    first = np.flatnonzero(np.abs(sound) > 0.1)[0] / 48_000
    assert first == pytest.approx(float(clicks[0][0]), abs=0.03)


@pytest.mark.parametrize(
    ("bpm", "rate", "value"),
    [(120, "24", "12-0"), (100, "24", "14-3"), (120, "25", "12-4"), (144, "24", "10-0"), (90, "24000/1001", "16-0")],
)
def test_frame_clicks_are_frames_and_eighths(bpm: int, rate: str, value: str) -> None:
    assert frame_click(Fraction(60, bpm), FrameRate.parse(rate).frame_s) == value


def test_the_click_sheet_names_every_click_with_its_label(tmp_path: Path) -> None:
    cues, tempos = scene()
    picture = blank_picture(Fraction(13))
    picture = replace(picture, film=replace(picture.film, clock=CLOCK))
    rows = _click_rows(picture, cues, tempos)
    write_click_csv(tmp_path / "click.csv", rows)
    with (tmp_path / "click.csv").open(encoding="utf-8", newline="") as text:
        read = list(csv.DictReader(text))
    assert tuple(read[0]) == HEADINGS
    assert len(read) == len(list(click_times(cues.cues[0], tempos[0])))
    assert (read[0]["timecode"], read[0]["bar"], read[0]["beat"], read[0]["frame"]) == (
        "01:00:01:00",
        str(tempos[0].bars[0].number),
        "1",
        "24",
    )
    door = next(row for row in read if row["frame"] == "156")
    assert door["beat"] == "1" and door["timecode"] == "01:00:06:12"
