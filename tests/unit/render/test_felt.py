"""What a note sounds like from its place."""

import numpy as np
import pytest

from originalscore.music.instrument import INSTRUMENTS
from originalscore.render.calibration import Calibration, loudest_lufs
from originalscore.render.felt import heard_from, lift_db
from originalscore.render.palette import shipped

RATE = 48_000


def tone(seconds: float = 2.0) -> np.ndarray:
    """Many partials: a hall favours or swallows a single one by several decibels."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = 0.02 * sum(np.sin(2 * np.pi * 131 * n * t + n * n) for n in range(1, 25)) * np.minimum(1.0, t / 0.1)
    return np.stack([wave, wave]).astype(np.float32)


def test_the_hall_lifts_the_back_more_than_the_front() -> None:
    assert all(-0.5 < lift_db(name) < 3.0 for name in INSTRUMENTS)
    assert lift_db("choir-women") > lift_db("violins-1") + 0.5


def test_a_note_is_raised_and_put_in_the_hall_without_being_delayed() -> None:
    sound = tone()
    heard = heard_from("oboe", sound, RATE, gain_db=6.0)
    assert heard.shape == sound.shape
    assert loudest_lufs(heard) == pytest.approx(loudest_lufs(sound) + 6.0, abs=2.5)
    assert int(np.argmax(np.abs(heard[0]) > 0.001)) <= int(np.argmax(np.abs(sound[0]) > 0.001))


def test_the_lift_of_a_patch_is_measured_once_and_below_what_bends_it(tmp_path) -> None:
    known = Calibration(tmp_path / "calibration.json")
    patch = shipped().patch_for("tuba", "sustain").patch
    first = known.lift_db("tuba", patch, (36, 43, 48))
    assert -3 < first < 4
    known.save()
    assert Calibration(tmp_path / "calibration.json").lift_db("tuba", patch, (36, 43, 48)) == first
