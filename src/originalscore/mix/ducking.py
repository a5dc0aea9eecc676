"""Making room for words: how far the music steps back under each spoken span, and when.

Written music is already thin under speech; what is missing to the wanted distance is ridden, no more. The ride begins 400 ms before a word,
holds across pauses under two seconds and takes a second to come back; where nobody speaks the gain is exactly one.
Distances: at least 10 LU (Torcoli et al., JAES 67(12), 2019), 12 by default; times are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, to_lufs

WANTED_LU, MOST_LU = 12.5, 19.0
_BEFORE_S, _HOLD_S, _AFTER_S = 0.4, 2.0, 1.0
#: Start and end, picture seconds.
Span = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Ride:
    """A gain change in decibels from ``start_s`` to ``end_s`` (full depth), picture seconds."""

    start_s: float
    end_s: float
    depth_db: float


def talks(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """Spoken spans gathered into talks: a pause that the music holds through does not end one."""
    gathered: list[list[Span]] = []
    for span in sorted(spans):
        if gathered and span[0] - gathered[-1][-1][1] < _HOLD_S:
            gathered[-1].append(span)
        else:
            gathered.append([span])
    return tuple(tuple(talk) for talk in gathered)


def spans_lufs(energy: Energy, spans: tuple[Span, ...]) -> float | None:
    """Ungated loudness of several spans together; None where all are silent."""
    steps = [energy[max(0, int(start * STEPS_A_SECOND)) : int(end * STEPS_A_SECOND) + 1] for start, end in spans]
    together = np.concatenate(steps) if steps else np.zeros(0)
    if not len(together) or float(together.mean()) < 1e-9:
        return None
    return to_lufs(float(together.mean()))


def find_rides(spans: tuple[Span, ...], music: Energy, film: Energy, *, wanted_lu: float = WANTED_LU) -> tuple[Ride, ...]:
    """One ride for each talk, as deep as its loudness asks; ``music`` and ``film`` start at picture zero."""
    rides = []
    for talk in talks(spans):
        speech, under = spans_lufs(film, talk), spans_lufs(music, talk)
        if speech is None or under is None:
            continue
        depth = -max(0.0, under - (speech - wanted_lu)) or max(0.0, min(6.0, speech - MOST_LU - under))
        rides.append(Ride(float(talk[0][0]), float(talk[-1][1]), depth))
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
