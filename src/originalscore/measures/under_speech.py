"""How music lies under words: the distance of every line, and the gain that made it, as anybody can measure them on finished sound.

Loudness comes as K-weighted energies of 10 ms (``measures.loudness.Meter``); spans are picture seconds. The gain is measured, not asked
for: the finished music against the same music without rides. Modulation counts as pumping where the gain moves faster than once a
second while nobody begins or stops speaking. Limits in the field: speech at least 10 LU above music (Torcoli et al., JAES 67(12), 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, gated_lufs, to_lufs

Gain = NDArray[np.float64]
"""Decibels, one value every 10 ms; not a number where nothing sounded that could be ridden."""
Span = tuple[Fraction | float, Fraction | float]
"""Start and end, picture seconds."""

_SILENT = 1e-10
"""Energy below which there is no music to measure a gain on: -100.7 LUFS."""
_MEAN_S = 0.4
"""The gain is read on means of so long, the momentary window of BS.1770: single steps of quiet music are rounding (ours)."""
_FAST_HZ = 1.0
_SIGMA_S = float(np.sqrt(np.log(2)) / (2 * np.pi * _FAST_HZ))
"""A bell of this width passes half the power at 1 Hz."""
EDGE_S = 1.25
"""So near to the start or end of a line the gain may move: the ride's own second, and the bell's skirt (ours)."""


def measured_gain_db(ridden: Energy, unridden: Energy, *, seams_s: Sequence[Fraction | float] = ()) -> Gain:
    """The gain between two versions of one music, one of them without rides.

    Parameters
    ----------
    ridden, unridden
        From picture zero.
    seams_s
        Where either is put together from pieces (the starts and ends of cues): nothing is read within ``EDGE_S`` of them.
    """
    count = min(len(ridden), len(unridden))
    window = round(_MEAN_S * STEPS_A_SECOND)
    after, before = (ndimage.uniform_filter1d(part[:count].astype(np.float64), window, mode="nearest") for part in (ridden, unridden))
    gain = np.full(count, np.nan)
    heard = ndimage.minimum_filter1d(unridden[:count], window, mode="nearest") > _SILENT  # no mean that begins or ends in silence
    heard &= ~_inside(count, [(float(seam) - EDGE_S, float(seam) + EDGE_S) for seam in seams_s])
    gain[heard] = 10 * np.log10(np.maximum(after[heard], 1e-16) / before[heard])
    return gain


def mean_ride_db(gain_db: Gain, lines: Sequence[Span]) -> float:
    """The mean depth of the gain while somebody speaks and music sounds, decibels; 0 where nobody does."""
    under = np.abs(gain_db[_inside(len(gain_db), lines)])
    under = under[np.isfinite(under)]
    return round(float(under.mean()), 2) if len(under) else 0.0


def pumping_db(gain_db: Gain, lines: Sequence[Span]) -> float:
    """The largest swing of the gain faster than 1 Hz within one second, decibels from peak to peak, away from the edges of lines."""
    known = np.isfinite(gain_db)
    if known.sum() < STEPS_A_SECOND:
        return 0.0
    places = np.arange(len(gain_db))
    gain = np.interp(places, places[known], gain_db[known])
    fast = gain - ndimage.gaussian_filter1d(gain, _SIGMA_S * STEPS_A_SECOND, mode="nearest")
    fast[~known | _inside(len(gain), [(float(edge) - EDGE_S, float(edge) + EDGE_S) for line in lines for edge in line])] = 0.0
    swing = ndimage.maximum_filter1d(fast, STEPS_A_SECOND) - ndimage.minimum_filter1d(fast, STEPS_A_SECOND)
    return round(float(swing.max()), 2)


def line_differences_lu(speech: Energy, music: Energy, lines: Sequence[Span]) -> tuple[float | None, ...]:
    """How far every line stands above the music under it, LU, ungated; None where the line itself is silent or no music sounds."""
    found = []
    for line in lines:
        spoken, under = span_lufs(speech, line), span_lufs(music, line)
        found.append(None if spoken is None or under is None else round(spoken - under, 2))
    return tuple(found)


def beside_speech_lu(speech: Energy, music: Energy, lines: Sequence[Span]) -> float | None:
    """How far the music stands above the speech where nobody speaks, LU (negative: below it); both gated. None without either."""
    outside = music[~_inside(len(music), [(float(start) - EDGE_S, float(end) + EDGE_S) for start, end in lines])]
    spoken, alone = gated_lufs(speech[_inside(len(speech), lines)]), gated_lufs(outside)
    return None if spoken is None or alone is None else round(alone - spoken, 2)


def span_lufs(energy: Energy, *spans: Span) -> float | None:
    """Ungated loudness of spans together; None where they are silent (-90 LUFS)."""
    part = energy[_inside(len(energy), spans)]
    return to_lufs(float(part.mean(dtype=np.float64))) if len(part) and float(part.mean(dtype=np.float64)) > 1e-9 else None


def _inside(count: int, spans: Sequence[Span]) -> NDArray[np.bool_]:
    mask = np.zeros(count, bool)
    for start, end in spans:
        mask[max(0, round(float(start) * STEPS_A_SECOND)) : max(0, round(float(end) * STEPS_A_SECOND))] = True
    return mask
