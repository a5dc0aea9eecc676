"""From rough pulses to a pulse that breathes: the smoothest run of pulse times through the moments to be met.

Unknown are the times of all pulses. Wanted are small second differences (steady lengths), exact times at must-hits and
at the cue's start, and the other hits inside their tolerance. Weighted least squares on a banded system; rows that
break their limit (a change of more than 2 %, a hit outside its tolerance) are weighted up and the system solved again.
A constant tempo is kept when it meets everything as well. A held pulse has whatever length is left for it: the pulses on either side of it are
alike. Where must-hits contradict a steady pulse, the one nearest to the lurch is met inside its tolerance only.
Source of the method: iteratively reweighted least squares, as in Holland & Welsch, 1977; limits are our own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.linalg import solveh_banded

Floats = npt.NDArray[np.float64]

STEADY_RATIO = 0.018  # largest change aimed at from one pulse to the next; 0.02 is promised
_PROMISED_RATIO = 0.0199  # above it a must-hit gives way
_ROUNDS = 40
_GIVING = 3  # so many must-hits at most may be met inside their tolerance instead of exactly
_EXACT = 1e5  # weight of a row that must hold
_LOOSE_S = 0.05


@dataclass(frozen=True)
class Anchor:
    """The music's time at ``pulse`` (between two, on a straight line) should be ``at_s``, from ``early_s`` (negative) to ``late_s``; ``exact`` ones must."""

    pulse: Fraction
    at_s: float
    early_s: float
    late_s: float
    exact: bool


def smooth(pulses: int, anchors: tuple[Anchor, ...], held: tuple[int, ...] = ()) -> Floats:
    """Times in seconds of pulses 0 to ``pulses``; pulse 0 lies at 0, those of ``held`` are lengthened."""
    constant = None if held else _constant(pulses, anchors)
    if constant is not None:
        return constant
    moving = np.array([n for n in range(pulses) if n not in held])
    first: Floats | None = None
    for _ in range(_GIVING + 1):
        times = _settled(pulses, anchors, moving)
        first = times if first is None else first
        change = _change(np.diff(times)[moving])
        if (change <= _PROMISED_RATIO).all():
            return times
        exact = [n for n, anchor in enumerate(anchors) if anchor.exact]
        if not exact:
            break
        lurch = int(moving[int(change.argmax()) + 1])
        gives = min(exact, key=lambda n: abs(anchors[n].pulse - lurch))
        anchors = tuple(replace(anchor, exact=anchor.exact and n != gives) for n, anchor in enumerate(anchors))
    assert first is not None
    return first


def _settled(pulses: int, anchors: tuple[Anchor, ...], moving: npt.NDArray[np.int64]) -> Floats:
    """Weights raised until every limit holds, or it is plain that they cannot all."""
    curve, hold = np.ones(max(0, len(moving) - 1)), np.ones(len(anchors))
    times = np.zeros(pulses + 1)
    for _ in range(_ROUNDS):
        times = _solve(pulses, anchors, curve, hold, moving)
        change, misses = _change(np.diff(times)[moving]) / STEADY_RATIO, _misses(times, anchors)
        if (change <= 1.02).all() and (misses <= 1).all():
            break
        curve *= np.clip(change, 1, 3) ** 2
        hold *= np.where(misses > 1, 4.0, 1.0)
    return times


def _change(lengths: Floats) -> Floats:
    """How much each length differs from the one before it, as a ratio."""
    return np.asarray(np.abs(np.diff(lengths)) / np.minimum(lengths[1:], lengths[:-1]).clip(1e-3), dtype=np.float64)


def _constant(pulses: int, anchors: tuple[Anchor, ...]) -> Floats | None:
    """Even pulses, if they meet every exact anchor within 0.3 ms and every other in its tolerance."""
    exact = [anchor for anchor in anchors if anchor.exact and anchor.pulse] or [anchor for anchor in anchors if anchor.pulse]
    if not exact:
        return None
    pulse = np.array([float(anchor.pulse) for anchor in exact])
    at_s = np.array([anchor.at_s for anchor in exact])
    times: Floats = np.arange(pulses + 1, dtype=np.float64) * (float(pulse @ at_s) / float(pulse @ pulse))
    return times if (_misses(times, anchors) <= 1).all() else None


def heard_s(times: Floats, pulse: Fraction) -> float:
    """Time of a pulse or of a moment between two."""
    index, share = int(pulse), float(pulse % 1)
    return float(times[index] + share * (times[index + 1] - times[index])) if share else float(times[index])


def _misses(times: Floats, anchors: tuple[Anchor, ...]) -> Floats:
    """Each anchor's error as a multiple of what it allows; exact ones allow 0.3 ms."""
    found = []
    for anchor in anchors:
        error = heard_s(times, anchor.pulse) - anchor.at_s
        limit = 0.0003 if anchor.exact else (anchor.late_s if error > 0 else -anchor.early_s)
        found.append(abs(error) / max(limit, 1e-6))
    return np.array(found)


def _solve(pulses: int, anchors: tuple[Anchor, ...], curve: Floats, hold: Floats, moving: npt.NDArray[np.int64]) -> Floats:
    """Banded normal equations of all rows (at most four neighbouring unknowns each); ``moving`` are the pulses whose lengths are compared."""
    band, right = np.zeros((4, pulses + 1)), np.zeros(pulses + 1)

    def add(first: int, factors: tuple[float, ...], value: float, weight: float) -> None:
        for i, a in enumerate(factors):
            right[first + i] += weight * a * value
            for j, b in enumerate(factors[i:]):
                band[3 - j, first + i + j] += weight * a * b

    for weight, (first, second) in zip(curve, itertools.pairwise(moving), strict=True):
        row = (1.0, -2.0, 1.0) if second == first + 1 else (1.0, -1.0, -1.0, 1.0)
        add(int(first), row, 0.0, float(weight))
    add(0, (1.0,), 0.0, _EXACT * float(curve.max(initial=1.0)))
    for anchor, weight in zip(anchors, hold, strict=True):
        index, share = int(anchor.pulse), float(anchor.pulse % 1)
        width = min(-anchor.early_s, anchor.late_s)
        strength = _EXACT * float(curve.max(initial=1.0)) if anchor.exact else float(weight) * (0.002 / max(width, 0.005)) ** 2
        add(index, (1 - share, share) if share else (1.0,), anchor.at_s, strength)
    return np.asarray(solveh_banded(band, right, check_finite=False), dtype=np.float64)
