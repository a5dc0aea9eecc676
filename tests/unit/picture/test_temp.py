"""A temp track is read for its borders, pulse and density, and for nothing else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.errors import PictureError
from originalscore.model.brief import Brief
from originalscore.model.cue import CueList
from originalscore.model.picture import Film, Picture, Scene, Shot, TempTrack
from originalscore.picture.temp import read_temp
from originalscore.spotting import spot
from originalscore.times import Clock, FrameRate

RATE = 48_000
A_MAJOR, G_MINOR = (220.0, 277.18, 329.63), (196.0, 233.08, 293.66)


def temp(
    path: Path, *, bpm: float = 92, notes: tuple[float, ...] = A_MAJOR, pad: bool = True, start: float = 10, stop: float = 30, noise: float = 0
) -> Path:  # fmt: skip
    """A pad and a click on every beat from ``start`` to ``stop`` of forty seconds."""
    times = np.arange(40 * RATE) / RATE
    envelope = np.clip((times - start) / 0.2, 0, 1) * np.clip((stop - times) / 0.3, 0, 1)
    sound = sum(np.sin(2 * np.pi * note * times) for note in notes) * 0.05 * envelope * pad
    click_times = np.arange(int(0.05 * RATE)) / RATE
    for n in range(int((stop - start) * bpm / 60)):
        first = int((start + n * 60 / bpm) * RATE)
        pitch = notes[n % len(notes)] * 4
        sound[first : first + len(click_times)] += 0.3 * np.exp(-80 * click_times) * np.sin(2 * np.pi * pitch * click_times)
    if noise:
        sound = sound + noise * np.sin(np.cumsum(np.arange(len(times)) % 7919 * 1.7))
    soundfile.write(path, np.stack([sound, sound], axis=1), RATE)
    return path


def spotted(found: TempTrack) -> CueList:
    shot, scene = Shot(1, Fraction(0), Fraction(40), "start", 0.3, 0.1, 0.0, 0.3), Scene(1, Fraction(0), Fraction(40), 1, 1)
    info = Film("film.mp4", "abc", Fraction(40), Clock(FrameRate(Fraction(24))), 640, 360, True, True, Fraction(0), "mp4")
    times = tuple(Fraction(n, 24) for n in range(960))
    return spot(Picture(info, times, (shot,), (scene,), (), (), (), (), None, None, None, False, (), None, temp=found), Brief())


def test_a_temp_at_92_from_10_to_30_seconds_gives_that_cue(tmp_path: Path) -> None:
    cues = spotted(read_temp(temp(tmp_path / "temp.wav"), Fraction(40)))
    assert len(cues.cues) == 1
    cue = cues.cues[0]
    assert abs(cue.start_s - 10) < 1 and abs(cue.end_s - 30) < 1
    assert abs(cue.bpm - 92) <= 1


def test_other_notes_in_the_same_rhythm_give_the_same_cue_list(tmp_path: Path) -> None:
    first = read_temp(temp(tmp_path / "temp.wav"), Fraction(40))
    other = read_temp(temp(tmp_path / "temp.wav", notes=G_MINOR), Fraction(40))
    assert first == other
    assert spotted(first) == spotted(other)


@pytest.mark.parametrize("bpm", [60, 76, 120, 150])
def test_tempo_and_density_follow_the_clicks(tmp_path: Path, bpm: int) -> None:
    (span,) = read_temp(temp(tmp_path / "temp.wav", bpm=bpm, notes=(220.0,)), Fraction(40)).spans
    assert abs(span.bpm - bpm) <= 1
    assert np.median(span.density) == pytest.approx(bpm / 60, abs=0.3)


def test_a_pad_without_pulse_has_no_tempo(tmp_path: Path) -> None:
    (span,) = read_temp(temp(tmp_path / "temp.wav", bpm=1), Fraction(40)).spans
    assert span.bpm == 0
    assert spotted(read_temp(tmp_path / "temp.wav", Fraction(40))).cues[0].bpm == 0


def test_clicks_alone_are_music_too(tmp_path: Path) -> None:
    (span,) = read_temp(temp(tmp_path / "temp.wav", pad=False), Fraction(40)).spans
    assert abs(span.start_s - 10) < 1 and abs(span.end_s - 29) < 1  # where the last of them has rung


def test_noise_before_and_after_is_not_music(tmp_path: Path) -> None:
    (span,) = read_temp(temp(tmp_path / "temp.wav", noise=0.004), Fraction(40)).spans
    assert abs(span.start_s - 10) < 1 and abs(span.end_s - 30) < 1.5


def test_noise_alone_guides_nothing_and_says_so(tmp_path: Path) -> None:
    found = read_temp(temp(tmp_path / "temp.wav", bpm=1, pad=False, start=39.9, stop=40, noise=0.1), Fraction(40))
    assert found.spans == ()
    assert found.remarks == ("no music is heard in temp.wav: it guides nothing",)


def test_a_temp_of_another_length_is_laid_at_the_films_start_and_says_so(tmp_path: Path) -> None:
    found = read_temp(temp(tmp_path / "temp.wav"), Fraction(25))
    assert found.spans[0].end_s == 25
    assert "15.0 s longer than the film" in found.remarks[0]


def test_a_temp_without_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "temp.wav").write_text("not sound")
    with pytest.raises(PictureError, match=r"temp\.wav"):
        read_temp(tmp_path / "temp.wav", Fraction(40))
