"""The ceiling holds by somebody else's oversampling, and below it nothing is touched."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from originalscore.mix.limiter import limited

RATE = 48_000


def peak_dbtp(sound: np.ndarray) -> float:
    """True peak by eight-fold resampling with a filter that is not ours."""
    return 20 * float(np.log10(max(np.abs(signal.resample_poly(row.astype(np.float64), 8, 1)).max() for row in sound)))


def held(sound: np.ndarray, gain: float, ceiling_dbtp: float, block: int = 1 << 16) -> np.ndarray:
    blocks = (sound[:, first : first + block] for first in range(0, sound.shape[1], block))
    return np.concatenate(list(limited(blocks, gain, ceiling_dbtp)), axis=1)


def bursts(seed: int) -> np.ndarray:
    """Noise with drum-like blows: fast edges from quiet to far above full scale."""
    chance = np.random.default_rng(seed)
    level = np.full(6 * RATE, 0.05)
    for at in chance.integers(0, 6 * RATE - 4800, 25):
        level[at : at + 4800] += np.exp(-np.arange(4800) / 900) * chance.uniform(0.2, 2)
    return (chance.normal(0, 0.35, (2, 6 * RATE)) * level).astype(np.float32)


@pytest.mark.parametrize("ceiling_dbtp", [-1.0, -2.0, -9.0])
@pytest.mark.parametrize("gain", [1.0, 12.0])
def test_no_peak_passes_the_ceiling(ceiling_dbtp: float, gain: float) -> None:
    assert peak_dbtp(held(bursts(1), gain, ceiling_dbtp)) <= ceiling_dbtp


def test_peaks_between_samples_are_held_too() -> None:
    t = np.arange(2 * RATE)
    tone = np.sin(np.pi / 2 * t + np.pi / 4) * np.minimum(1, np.minimum(t, t[::-1]) / 2400)  # samples at 0.71, peaks at 1
    sound = np.stack([tone, tone]).astype(np.float32)
    assert np.abs(sound).max() < 0.72
    assert peak_dbtp(held(sound, 1.0, -1.0)) <= -1.0


def test_sound_below_the_ceiling_passes_untouched() -> None:
    sound = bursts(2)
    sound *= 0.8 / np.abs(sound).max() * 10 ** (-1 / 20)
    assert np.array_equal(held(sound, 1.0, -0.2), sound)


def test_only_the_neighbourhood_of_a_peak_is_turned_down_and_smoothly() -> None:
    loud = np.full((2, 2 * RATE), 0.1, np.float32)
    loud[:, RATE : RATE + 100] = 1.5
    gain = held(loud, 1.0, -1.0)[0] / loud[0]
    changed = np.flatnonzero(gain < 0.9999)
    assert RATE - 500 <= changed[0] < RATE  # down before the peak comes
    assert changed[-1] < RATE + 100 + 3400
    assert np.abs(np.diff(gain)).max() < 0.002


def test_where_the_blocks_are_cut_makes_no_difference() -> None:
    sound = bursts(3)
    assert np.allclose(held(sound, 4.0, -1.0, block=997), held(sound, 4.0, -1.0, block=6 * RATE), atol=1e-7)
