"""The measures of music under words, and mixes that must fail them: one without rides, one that pumps, one that can hardly be heard."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.loudness import STEPS_A_SECOND
from originalscore.measures.under_speech import (
    beside_speech_lu,
    line_differences_lu,
    mean_ride_db,
    measured_gain_db,
    pumping_db,
)  # fmt: skip

LINES = ((4.0, 8.0), (9.0, 14.0))
SECONDS = 30


def level(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def film() -> np.ndarray:
    energy = np.full(SECONDS * STEPS_A_SECOND, level(-70))
    for start, end in LINES:
        energy[int(start * STEPS_A_SECOND) : int(end * STEPS_A_SECOND)] = level(-20)
    return energy


def music(lufs: float = -24.0) -> np.ndarray:
    """Unsteady music around a level."""
    wave = 2 * np.sin(np.arange(SECONDS * STEPS_A_SECOND) / 37) + np.random.default_rng(1).normal(0, 1, SECONDS * STEPS_A_SECOND)
    return np.asarray(level(lufs) * 10 ** (wave / 10))


def smooth_ride() -> np.ndarray:
    """Down by 9 dB over 0.6 s before the first word, back within a second after the last."""
    times = np.arange(SECONDS * STEPS_A_SECOND) / STEPS_A_SECOND
    share = np.clip((times - 3.4) / 0.6, 0, 1) - np.clip((times - 14) / 1.0, 0, 1)
    return np.asarray(-9 * (0.5 - 0.5 * np.cos(np.pi * share)))


def with_gain(energy: np.ndarray, gain_db: np.ndarray) -> np.ndarray:
    return energy * 10 ** (gain_db / 10)


def test_the_gain_is_read_from_two_versions_of_one_music() -> None:
    wanted = smooth_ride()
    found = measured_gain_db(with_gain(music(), wanted), music())
    assert np.abs(found - wanted)[100:-100].max() < 1.6  # the means blur the slopes
    assert np.abs(found - wanted)[450:1350].max() < 0.01
    silent = measured_gain_db(np.zeros(200), np.zeros(200))
    assert np.isnan(silent).all() and mean_ride_db(silent, LINES) == 0.0 == pumping_db(silent, LINES)


def test_a_good_mix_passes_every_measure() -> None:
    mixed = with_gain(music(), smooth_ride())
    gain_db = measured_gain_db(mixed, music())
    assert all(found is not None and 12 <= found <= 20 for found in line_differences_lu(film(), mixed, LINES))
    assert mean_ride_db(gain_db, LINES) == pytest.approx(9.0, abs=0.2)
    assert pumping_db(gain_db, LINES) <= 0.1
    assert beside_speech_lu(film(), mixed, LINES) == pytest.approx(-3, abs=1.5)


def test_a_mix_without_rides_fails_the_differences() -> None:
    assert all(found is not None and found < 10 for found in line_differences_lu(film(), music(), LINES))


def test_a_mix_that_can_hardly_be_heard_fails_the_differences_and_the_touch_with_the_words() -> None:
    faint = music(-55)
    assert all(found is not None and found > 20 for found in line_differences_lu(film(), faint, LINES))
    beside = beside_speech_lu(film(), faint, LINES)
    assert beside is not None and beside < -12


def test_a_line_without_music_or_without_voice_has_no_difference() -> None:
    assert line_differences_lu(film(), np.zeros(SECONDS * STEPS_A_SECOND), LINES) == (None, None)
    assert line_differences_lu(np.zeros(SECONDS * STEPS_A_SECOND), music(), LINES) == (None, None)


@pytest.mark.parametrize("hz", [1.6, 3.0, 6.0])
def test_a_gain_that_pumps_is_found_whether_or_not_somebody_speaks(hz: float) -> None:
    times = np.arange(SECONDS * STEPS_A_SECOND) / STEPS_A_SECOND
    for where in ((times > 5.3) & (times < 6.7), times > 18):
        pumping = smooth_ride() + np.where(where, -2.5 + 2.5 * np.cos(2 * np.pi * hz * times), 0)
        assert pumping_db(pumping, LINES) > 2


def test_a_slow_gain_does_not_pump() -> None:
    times = np.arange(SECONDS * STEPS_A_SECOND) / STEPS_A_SECOND
    assert pumping_db(smooth_ride() + 2 * np.sin(2 * np.pi * 0.1 * times), LINES) < 1.0
