"""Loudness of the film's own sound and of its spoken spans, from 10 ms energies.

Integrated loudness is gated twice over 400 ms blocks that overlap by 75 %; short-term loudness is a 3 s window centred
on its moment. Sources: ITU-R BS.1770-5 annex 1; EBU Tech 3341 clause 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Energy = NDArray[np.float32]

STEPS_A_SECOND = 100
_BLOCK_STEPS, _HOP_STEPS = 40, 10
_ABSOLUTE_LUFS, _RELATIVE_LU = -70.0, -10.0
_SHORT_TERM_S = 3.0
SILENCE_LUFS = -70.0
"""Floor of the loudness curve."""


def to_lufs(energy: float) -> float:
    """Loudness of a K-weighted mean square."""
    return -0.691 + 10 * float(np.log10(max(energy, 1e-12)))


def gated_lufs(energy: Energy, spans_s: Sequence[tuple[Fraction, Fraction]] | None = None) -> float | None:
    """Integrated loudness; of the blocks whose middle lies in ``spans_s`` where given. None where all is silent."""
    if len(energy) < _BLOCK_STEPS:
        return None
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    starts = np.arange(0, len(energy) - _BLOCK_STEPS + 1, _HOP_STEPS)
    blocks = (sums[starts + _BLOCK_STEPS] - sums[starts]) / _BLOCK_STEPS
    if spans_s is not None:
        middles = (starts + _BLOCK_STEPS / 2) / STEPS_A_SECOND
        blocks = blocks[within(middles, spans_s)]
    lufs = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-12))
    loud = blocks[lufs > _ABSOLUTE_LUFS]
    if not len(loud):
        return None
    gate = to_lufs(float(loud.mean())) + _RELATIVE_LU
    kept = loud[-0.691 + 10 * np.log10(loud) > gate]
    return round(to_lufs(float(kept.mean())), 2)


def short_term_lufs(energy: Energy, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loudness of the 3 s around each moment, not below -70; shorter at both ends of the film."""
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    half = _SHORT_TERM_S / 2
    low = np.clip(np.round((at_s - half) * STEPS_A_SECOND), 0, len(energy)).astype(int)
    high = np.clip(np.round((at_s + half) * STEPS_A_SECOND), 0, len(energy)).astype(int)
    mean = (sums[high] - sums[low]) / np.maximum(1, high - low)
    return np.asarray(np.maximum(SILENCE_LUFS, -0.691 + 10 * np.log10(np.maximum(mean, 1e-12))), np.float64)


def within(moments_s: NDArray[np.float64], spans_s: Sequence[tuple[Fraction, Fraction]]) -> NDArray[np.bool_]:
    """Which moments lie inside any of the spans."""
    mask = np.zeros(len(moments_s), bool)
    for start_s, end_s in spans_s:
        mask |= (moments_s >= float(start_s)) & (moments_s < float(end_s))
    return mask
