"""Making room for words: how far the music steps back under each spoken span, and when.

Written music is already thin under speech; what is missing to the wanted distance is ridden, no more. The ride begins 400 ms before a word,
holds across pauses under a second and a half and takes a second to come back; where nobody speaks the gain is exactly one.
Distances: at least 10 LU (Torcoli et al., JAES 67(12), 2019), 12 by default; times are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, to_lufs

WANTED_LU, MOST_LU = 12.5, 19.0
_BEFORE_S, _HOLD_S, _AFTER_S = 0.4, 1.5, 1.0


@dataclass(frozen=True)
class Ride:
    """A gain change in decibels from ``start_s`` to ``end_s`` (full depth), picture seconds."""

    start_s: float
    end_s: float
    depth_db: float


def span_lufs(energy: Energy, start_s: float, end_s: float) -> float | None:
    """Ungated loudness of a span; None where it is silent."""
    part = energy[max(0, int(start_s * STEPS_A_SECOND)) : int(end_s * STEPS_A_SECOND) + 1]
    if not len(part) or float(part.mean()) < 1e-9:
        return None
    return to_lufs(float(part.mean()))


def find_rides(
    spans: tuple[tuple[Fraction, Fraction], ...], music: Energy, film: Energy, *, wanted_lu: float = WANTED_LU
) -> tuple[Ride, ...]:
    """One ride for each talk (spans with short pauses between), as deep as its neediest span; ``music`` and ``film`` start at picture zero."""
    rides: list[Ride] = []
    for start, end in sorted(spans):
        start_s, end_s = float(start), float(end)
        speech, under = span_lufs(film, start_s, end_s), span_lufs(music, start_s, end_s)
        if speech is None or under is None:
            continue
        depth = -max(0.0, under - (speech - wanted_lu)) or max(0.0, min(6.0, speech - MOST_LU - under))
        if rides and start_s - rides[-1].end_s < _HOLD_S:
            last = rides[-1]
            depths = (last.depth_db, depth)
            rides[-1] = Ride(last.start_s, max(last.end_s, end_s), min(depths) if min(depths) < 0 else max(0.0, min(depths)))
        else:
            rides.append(Ride(start_s, end_s, depth))
    return tuple(ride for ride in rides if abs(ride.depth_db) > 0.05)


def ride_curve(rides: tuple[Ride, ...], first_s: float, count: int, rate: int) -> NDArray[np.float32]:
    """The gain of ``count`` samples from picture time ``first_s``, full scale 1."""
    curve = np.zeros(count, np.float64)
    if not rides:
        return np.ones(count, np.float32)
    times = first_s + np.arange(count) / rate
    for ride in rides:
        if ride.end_s + _AFTER_S < first_s or ride.start_s - _BEFORE_S > first_s + count / rate:
            continue
        xs = (ride.start_s - _BEFORE_S, ride.start_s, ride.end_s, ride.end_s + _AFTER_S)
        depth = np.interp(times, xs, (0.0, ride.depth_db, ride.depth_db, 0.0))
        curve = np.where(np.abs(depth) > np.abs(curve), depth, curve)
    return np.asarray(10 ** (curve / 20), np.float32)
