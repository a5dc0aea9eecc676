"""Projects without film, and short ones."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.errors import PictureError
from originalscore.model.codec import dumps, loads
from originalscore.model.picture import Picture
from originalscore.picture import blank_picture, check_film, read_picture


def test_a_blank_project_is_one_shot_and_one_scene() -> None:
    blank = blank_picture(Fraction(90))
    assert blank.film.duration_s == 90 and not blank.film.has_picture and not blank.film.has_sound
    assert [(shot.start_s, shot.end_s) for shot in blank.shots] == [(0, 90)]
    assert blank.film.clock.frame_rate.rate == 25


def test_less_than_two_seconds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="two seconds"):
        blank_picture(Fraction(1))
    soundfile.write(tmp_path / "short.wav", np.zeros((48000, 2)), 48000)
    for read in (read_picture, check_film):
        with pytest.raises(PictureError, match="two seconds"):
            read(tmp_path / "short.wav")


def test_a_sound_file_is_read_and_survives_its_own_json(tmp_path: Path) -> None:
    sound = np.random.default_rng(4).standard_normal((48000 * 3, 2)) * 0.1
    soundfile.write(tmp_path / "noise.wav", sound, 48000)
    shares: list[float] = []
    read = read_picture(tmp_path / "noise.wav", progress=shares.append)
    assert read.film.duration_s == 3 and read.film.container == "wav" and not read.film.has_picture
    assert read.film_lufs is not None and read.curve("loudness_lufs") is not None and read.curve("brightness") is None
    assert shares[-1] == 1.0 and shares == sorted(shares)
    assert loads(Picture, dumps(read)) == read
