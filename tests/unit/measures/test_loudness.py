"""Our loudness against somebody else's, on sound that is not a sine."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from originalscore.measures.loudness import Meter, gated_lufs, true_peaks

RATE = 48_000


def music_like(seed: int) -> np.ndarray:
    """Coloured noise that swells and rests, wider than mono."""
    chance = np.random.default_rng(seed)
    noise = np.cumsum(chance.normal(0, 1, (2, 30 * RATE)), axis=1)
    noise -= np.apply_along_axis(lambda row: np.convolve(row, np.ones(200) / 200, "same"), 1, noise)
    swell = 0.02 + np.interp(np.arange(30 * RATE), np.arange(0, 31 * RATE, RATE), chance.uniform(0, 1, 31)) ** 3
    return (noise / np.abs(noise).max() * swell * 0.8).astype(np.float32)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pyloudnorm_measures_the_same(seed: int) -> None:
    sound = music_like(seed)
    meter = Meter()
    meter.measure(sound)
    theirs = pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(np.float64))
    assert gated_lufs(meter.energy()) == pytest.approx(theirs, abs=0.1)


def test_peaks_left_out_are_only_those_below_the_level_asked_for() -> None:
    sound = music_like(4)[:, : 3 * RATE]
    everything, loud = true_peaks(sound), true_peaks(sound, 0.1)
    assert everything.max() >= np.abs(sound).max() * 0.99
    assert np.array_equal(loud[everything > 0.1], everything[everything > 0.1])
    assert (loud == 0).any()


def test_silence_has_no_loudness() -> None:
    meter = Meter()
    meter.measure(np.zeros((2, RATE), np.float32))
    assert gated_lufs(meter.energy()) is None
    assert meter.peak == 0
