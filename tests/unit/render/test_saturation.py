"""Low brass bends when it is loud, and nothing folds back."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.render.saturation import KNEE_RATIO, Saturation
from originalscore.render.stage import sides

RATE = 48_000
SOFT, LOUD = 0.03 * KNEE_RATIO, 0.5 * KNEE_RATIO  # piano and fortissimo of the tuba, measured on the render


def bent(hz: float, amplitude: float, rate: int = RATE) -> np.ndarray:
    """The second second of a sine through the saturation, at its louder side."""
    sine = amplitude * np.sin(2 * np.pi * hz * np.arange(2 * rate) / rate)
    left, right = sides("tuba")
    return Saturation("tuba", rate).add(np.stack([left * sine, right * sine]).astype(np.float32))[1, rate:].astype(np.float64) / right


def lines(sound: np.ndarray) -> np.ndarray:
    """Amplitude of each whole hertz."""
    window = np.blackman(len(sound))
    return np.abs(np.fft.rfft(sound * window)) / window.sum() * 2


def distortion(hz: int, amplitude: float) -> float:
    """Harmonics beside the fundamental, amplitude."""
    found = lines(bent(hz, amplitude))
    return float(np.sqrt(np.sum(found[2 * hz : 9 * hz : hz] ** 2)) / found[hz])


def test_nothing_is_bent_at_piano_and_a_little_at_fortissimo() -> None:
    assert distortion(120, SOFT) < 0.0002
    assert 0.01 < distortion(120, LOUD) < 0.03
    assert distortion(120, 2 * LOUD) > 0.05  # the measure sees distortion where there is some


@pytest.mark.parametrize("amplitude", [SOFT, LOUD, 1.5 * LOUD])
def test_the_level_is_kept(amplitude: float) -> None:
    assert 20 * np.log10(lines(bent(233, amplitude))[233] / amplitude) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("hz", [61, 1009, 4999, 6997, 9001, 15013])
def test_nothing_folds_back(hz: int, rate: int) -> None:
    found = lines(bent(hz, LOUD, rate))
    true = np.zeros(len(found), bool)
    for harmonic in range(hz, len(found), hz):
        true[harmonic - 4 : harmonic + 5] = True
    assert 20 * np.log10(found[~true][20:].max() / found[hz]) < -80
    folded = lines((bent(hz, LOUD, rate) / LOUD) ** 3)  # the same cube without the filter: above a sixth of the rate it must fail
    if hz > rate / 6 and hz != rate / 4:
        assert 20 * np.log10(folded[~true][20:].max() / folded[hz]) > -20


def test_blocks_may_be_cut_anywhere() -> None:
    sound = np.random.default_rng(1).normal(0, 0.05, (2, 30_000)).astype(np.float32)
    whole, cut = Saturation("trombones", RATE), Saturation("trombones", RATE)
    first = whole.add(sound)
    parts = [cut.add(sound[:, a:b]) for a, b in ((0, 1), (1, 20_011), (20_011, 30_000))]
    assert np.abs(first - np.concatenate(parts, axis=1)).max() < 1e-6
    assert not np.allclose(first, sound, atol=1e-4)
