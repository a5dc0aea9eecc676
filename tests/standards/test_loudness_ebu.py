"""The loudness meter on the test signals of EBU Tech 3341 (2023) and Tech 3342, with their own tolerances.

Cases 1 to 5 and 9 of Tech 3341 are sines whose loudness is known; case 6 has five channels, which this house does not deliver; 7 and 8 are
recordings. Cases 15 to 19 are sines whose peaks fall between the samples; 20 to 23 are one pulse shape sampled at four phases.
"""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.loudness import Meter, gated_lufs, loudness_range_lu, short_term_lufs

RATE = 48_000


def sine(level_dbfs: float, seconds: float, *, hz: float = 1000.0, phase_deg: float = 0.0) -> np.ndarray:
    t = np.arange(round(seconds * RATE)) / RATE
    mono = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * hz * t + np.radians(phase_deg))
    return np.stack([mono, mono]).astype(np.float32)


def steps(*levels: tuple[float, float], hz: float = 1000.0) -> np.ndarray:
    return np.concatenate([sine(level, seconds, hz=hz) for level, seconds in levels], axis=1)


def metered(sound: np.ndarray, block: int = 10_007) -> Meter:
    meter = Meter()
    for first in range(0, sound.shape[1], block):
        meter.measure(sound[:, first : first + block])
    return meter


@pytest.mark.parametrize(
    ("case", "levels", "wanted_lufs"),
    [
        (1, [(-23, 20)], -23.0),
        (2, [(-33, 20)], -33.0),
        (3, [(-36, 10), (-23, 60), (-36, 10)], -23.0),
        (4, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        (5, [(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_integrated_loudness_of_ebu_tech_3341(case: int, levels: list[tuple[float, float]], wanted_lufs: float) -> None:
    measured = gated_lufs(metered(steps(*levels)).energy())
    assert measured == pytest.approx(wanted_lufs, abs=0.1), f"case {case}"


def test_short_term_loudness_of_ebu_tech_3341_case_9() -> None:
    sound = steps(*[(-20, 1.34), (-30, 1.66)] * 5)
    curve = short_term_lufs(metered(sound).energy(), np.arange(1.5, 13.5, 0.1))
    assert np.abs(curve + 23.0).max() <= 0.1


@pytest.mark.parametrize(
    ("levels", "wanted_lu"),
    [
        ([(-20, 20), (-30, 20)], 10),
        ([(-20, 20), (-15, 20)], 5),
        ([(-40, 20), (-20, 20)], 20),
        ([(-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)], 15),
    ],
)
def test_loudness_range_of_ebu_tech_3342(levels: list[tuple[float, float]], wanted_lu: float) -> None:
    assert loudness_range_lu(metered(steps(*levels)).energy()) == pytest.approx(wanted_lu, abs=1.0)


def faded(sound: np.ndarray) -> np.ndarray:
    """A sine that is switched on and off has peaks of its own there; the standard's signals fade."""
    ramp = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, 2400))
    sound = sound.copy()
    sound[:, :2400] *= ramp
    sound[:, -2400:] *= ramp[::-1]
    return sound


@pytest.mark.parametrize(
    ("case", "part_of_rate", "phase_deg", "amplitude", "wanted_dbtp"),
    [(15, 4, 0.0, 0.50, -6.0), (16, 4, 45.0, 0.50, -6.0), (17, 6, 60.0, 0.50, -6.0), (18, 8, 67.5, 0.50, -6.0), (19, 4, 45.0, 1.41, 3.0)],
)
def test_true_peak_of_ebu_tech_3341(case: int, part_of_rate: int, phase_deg: float, amplitude: float, wanted_dbtp: float) -> None:
    sound = faded(sine(20 * np.log10(amplitude), 1.0, hz=RATE / part_of_rate, phase_deg=phase_deg))
    measured = 20 * np.log10(metered(sound).peak)
    assert wanted_dbtp - 0.4 <= measured <= wanted_dbtp + 0.2, f"case {case}"


@pytest.mark.parametrize("offset", range(4))
def test_true_peak_of_a_pulse_between_samples_as_in_cases_20_to_23(offset: int) -> None:
    at = np.arange(-2000, 2000)
    pulse = np.sinc(at / 4 / 1.25) * np.hanning(len(at))  # band-limited to 0.8 of the half rate, peak 1, at four times the rate
    mono = pulse[offset::4].astype(np.float32)
    measured = 20 * np.log10(metered(np.stack([mono, mono]), block=77).peak)
    assert -0.4 <= measured <= 0.2


def test_the_true_peak_does_not_depend_on_the_blocks() -> None:
    sound = np.random.default_rng(3).normal(0, 0.1, (2, 30_000)).astype(np.float32)
    peaks = [metered(sound, block).peak for block in (64, 1000, 30_000)]
    assert peaks == pytest.approx([peaks[0]] * 3, rel=1e-5)
