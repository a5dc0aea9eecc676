"""Loudness from 10 ms energies, and true peaks by oversampling.

Integrated loudness is gated twice over 400 ms blocks that overlap by 75 %; short-term loudness is a 3 s window centred
on its moment. A true peak is the largest value of four-times oversampled sound. Sources: ITU-R BS.1770-5 annexes 1 and 2;
EBU Tech 3341 clause 2. The standard's filters are given at 48 kHz; at other rates the analogue filters behind them are
transformed anew (De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 145, 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from originalscore.model.picture import Curve

Energy = NDArray[np.float32]

STEPS_A_SECOND = 100
_BLOCK_STEPS, _HOP_STEPS = 40, 10
_ABSOLUTE_LUFS, _RELATIVE_LU = -70.0, -10.0
_SHORT_TERM_S = 3.0
CURVE_STEP_S = Fraction(1, 4)
"""Step of a film's curves, seconds (ours)."""
SILENCE_LUFS = -70.0
"""Floor of the loudness curve."""
RATE = 48000
"""Samples a second that is measured at where nothing else is said."""
K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Head and high-pass filters at 48 kHz, BS.1770-5 tables 1 and 2."""
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773
_SHELF_SLOPE = 0.4996667741545416
"""The analogue filters whose bilinear transforms at 48 kHz are the tables' (De Man 2018)."""
_REACH = 12
"""Samples to either side that one oversampled value is made of."""
_OVERSAMPLING = (4 * signal.firwin(8 * _REACH + 1, 0.25, window=("kaiser", 7.0))).astype(np.float32)
"""Four times oversampling (our design, 24 taps a phase; BS.1770-5 annex 2 asks for at least 12)."""
_LARGEST_GAIN = max(float(np.abs(_OVERSAMPLING[phase::4]).sum()) for phase in range(4))
"""Most by which an oversampled value can exceed the samples around it: where they are lower, nothing need be computed."""
_SPAN = 256
"""Samples that are looked at together in search of peaks (ours)."""


@cache
def k_weighting(rate: int) -> NDArray[np.float64]:
    """Both filters of the K-weighting as second-order sections at ``rate`` samples a second."""
    if rate == RATE:
        return K_WEIGHTING
    k, top = np.tan(np.pi * _SHELF_HZ / rate), 10 ** (_SHELF_DB / 20)
    middle, below = top**_SHELF_SLOPE, 1 + k / _SHELF_Q + k * k
    shelf = [top + middle * k / _SHELF_Q + k * k, 2 * (k * k - top), top - middle * k / _SHELF_Q + k * k]
    shelf += [below, 2 * (k * k - 1), 1 - k / _SHELF_Q + k * k]
    k = np.tan(np.pi * _PASS_HZ / rate)
    above = 1 + k / _PASS_Q + k * k
    high = [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / above, (1 - k / _PASS_Q + k * k) / above]
    return np.array([[value / below for value in shelf], high])


def to_lufs(energy: float) -> float:
    """Loudness of a K-weighted mean square."""
    return -0.691 + 10 * float(np.log10(max(energy, 1e-12)))


def gated_lufs(energy: Energy, spans_s: Sequence[tuple[Fraction, Fraction]] | None = None) -> float | None:
    """Integrated loudness; where ``spans_s`` are given of the blocks that lie in one wholly, or in the middle of one too short for that.

    None where all is silent.
    """
    if len(energy) < _BLOCK_STEPS:
        return None
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    starts = np.arange(0, len(energy) - _BLOCK_STEPS + 1, _HOP_STEPS)
    blocks = (sums[starts + _BLOCK_STEPS] - sums[starts]) / _BLOCK_STEPS
    if spans_s is not None:
        middles = (starts + _BLOCK_STEPS / 2) / STEPS_A_SECOND
        blocks = blocks[within(middles, [_narrowed(start, end) for start, end in spans_s])]
    lufs = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-12))
    loud = blocks[lufs > _ABSOLUTE_LUFS]
    if not len(loud):
        return None
    gate = to_lufs(float(loud.mean())) + _RELATIVE_LU
    kept = loud[-0.691 + 10 * np.log10(loud) > gate]
    return round(to_lufs(float(kept.mean())), 2)


def _narrowed(start_s: Fraction, end_s: Fraction) -> tuple[Fraction, Fraction]:
    """Where the middles of blocks lie that reach over neither end of a span; the tenth of a second around its own middle of a short one."""
    half = Fraction(_BLOCK_STEPS, 2 * STEPS_A_SECOND)
    middle, step = (start_s + end_s) / 2, Fraction(_HOP_STEPS, 2 * STEPS_A_SECOND)
    return min(start_s + half, middle - step), max(end_s - half, middle + step)


def short_term_lufs(energy: Energy, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loudness of the 3 s around each moment, not below -70; shorter at both ends of the film."""
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    half = _SHORT_TERM_S / 2
    low = np.clip(np.round((at_s - half) * STEPS_A_SECOND), 0, len(energy)).astype(int)
    high = np.clip(np.round((at_s + half) * STEPS_A_SECOND), 0, len(energy)).astype(int)
    mean = (sums[high] - sums[low]) / np.maximum(1, high - low)
    return np.asarray(np.maximum(SILENCE_LUFS, -0.691 + 10 * np.log10(np.maximum(mean, 1e-12))), np.float64)


def loudness_curve(energy: Energy, length_s: Fraction) -> Curve:
    """Short-term loudness every quarter of a second, LUFS, each of the middle of its step."""
    step_s = float(CURVE_STEP_S)
    moments = np.arange(max(1, -(-length_s // CURVE_STEP_S))) * step_s + step_s / 2
    levels = short_term_lufs(energy, np.asarray(moments, np.float64))
    return Curve("loudness_lufs", CURVE_STEP_S, tuple(round(float(level), 2) for level in levels))


def loudness_range_lu(energy: Energy) -> float:
    """Loudness range: the span from the 10th to the 95th percentile of gated 3 s windows (EBU Tech 3342)."""
    window = round(_SHORT_TERM_S * STEPS_A_SECOND)
    if len(energy) < window:
        return 0.0
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    starts = np.arange(0, len(energy) - window + 1, 10)
    means = (sums[starts + window] - sums[starts]) / window
    loud = means[-0.691 + 10 * np.log10(np.maximum(means, 1e-12)) > _ABSOLUTE_LUFS]
    if not len(loud):
        return 0.0
    kept = loud[10 * np.log10(loud) > 10 * np.log10(loud.mean()) - 20]
    low, high = np.percentile(10 * np.log10(kept), (10, 95))
    return round(float(high - low), 2)


def highest_lufs(energy: Energy, window_s: float) -> float | None:
    """The loudest window of so many seconds: 0.4 for momentary, 3 for short-term loudness. None where the sound is shorter, or silent."""
    steps = round(window_s * STEPS_A_SECOND)
    if len(energy) < steps:
        return None
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    highest = to_lufs(float((sums[steps:] - sums[:-steps]).max()) / steps)
    return round(highest, 2) if highest > _ABSOLUTE_LUFS else None


def to_dbtp(peak: float) -> float:
    """A peak (full scale 1) in decibels, -200 for silence."""
    return -200.0 if peak <= 0 else round(20 * float(np.log10(peak)), 2)


def within(moments_s: NDArray[np.float64], spans_s: Sequence[tuple[Fraction, Fraction]]) -> NDArray[np.bool_]:
    """Which moments lie inside any of the spans."""
    mask = np.zeros(len(moments_s), bool)
    for start_s, end_s in spans_s:
        mask |= (moments_s >= float(start_s)) & (moments_s < float(end_s))
    return mask


def true_peaks(sound: NDArray[np.float32], at_least: float = 0.0) -> NDArray[np.float32]:
    """The true peak of each sample's own instant and the three quarters after it, the largest of all channels.

    Parameters
    ----------
    sound
        (channels, n); silence is assumed outside it.
    at_least
        Peaks below this level may be given as 0, which saves their computation.

    Returns
    -------
    NDArray
        n values, full scale 1.
    """
    count = sound.shape[1]
    spans = -(-count // _SPAN)
    padded = np.zeros((sound.shape[0], spans * _SPAN + 2 * _REACH), np.float32)
    padded[:, _REACH : _REACH + count] = sound
    windows = np.lib.stride_tricks.sliding_window_view(padded, _SPAN + 2 * _REACH, axis=1)[:, ::_SPAN]
    peaks = np.zeros((spans, _SPAN), np.float32)
    loud = np.flatnonzero(np.maximum(windows.max(axis=(0, 2)), -windows.min(axis=(0, 2))) * _LARGEST_GAIN > at_least)
    if len(loud):
        fine = np.abs(signal.upfirdn(_OVERSAMPLING, windows[:, loud], up=4, axis=2))
        first = 8 * _REACH  # four for each sample of reach, and the filter's own delay
        peaks[loud] = fine[:, :, first : first + 4 * _SPAN].reshape(len(fine), -1, _SPAN, 4).max(axis=(0, 3))
    return peaks.reshape(-1)[:count]


class Meter:
    """K-weighted energies and the true peak, block after block; ``rate`` is a multiple of 100 samples a second."""

    def __init__(self, rate: int = RATE) -> None:
        self._weighting, self._step = k_weighting(rate), rate // STEPS_A_SECOND
        self._state: NDArray[np.float64] = np.zeros((2, 2, 2))
        self._rest = np.zeros((2, 0))
        self._tail = np.zeros((2, 2 * _REACH), np.float32)
        self._energies: list[NDArray[np.float32]] = []
        self._peak = 0.0

    def measure(self, block: NDArray[np.float32]) -> None:
        """Take in the next samples, (2, n)."""
        weighted, self._state = signal.sosfilt(self._weighting, block.astype(np.float64), axis=1, zi=self._state)
        if self._rest.shape[1]:
            weighted = np.concatenate((self._rest, weighted), axis=1)
        whole = weighted.shape[1] // self._step * self._step
        self._rest = weighted[:, whole:]
        steps = weighted[:, :whole].reshape(2, -1, self._step)
        self._energies.append(np.square(steps).mean(axis=2).sum(axis=0).astype(np.float32))
        joined = np.concatenate((self._tail, block), axis=1)
        self._tail = joined[:, -2 * _REACH :]
        self._peak = max(self._peak, float(true_peaks(joined, self._peak)[_REACH:-_REACH].max(initial=0.0)))

    @property
    def peak(self) -> float:
        """Largest true peak so far, full scale 1."""
        return max(self._peak, float(true_peaks(self._tail, self._peak)[_REACH:].max()))

    def energy(self) -> NDArray[np.float32]:
        """K-weighted mean square, summed over channels, of every whole 10 ms so far."""
        return np.concatenate(self._energies) if self._energies else np.zeros(0, np.float32)
