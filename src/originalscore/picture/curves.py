"""The film's curves in steps of a quarter of a second: brightness, motion, saturation, warmth and loudness.

Each value is the mean over its step (of the frames shown in it). Motion is change a 24th of a second, cuts left out;
warmth is red against blue about 0.5. All but loudness run from 0 to 1. Scales are ours: they put ordinary films in the
middle of the range.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.loudness import CURVE_STEP_S, Energy, loudness_curve
from originalscore.model.picture import Curve
from originalscore.picture.changes import Edit, Edits
from originalscore.picture.looks import Looks

STEP_S = CURVE_STEP_S
_FULL_MOTION = 25.0
"""Levels of change in a 24th of a second that count as motion 1."""
_FULL_SATURATION = 64.0
_FULL_WARMTH = 80.0


def motion_of(looks: Looks, found: Edits) -> NDArray[np.float64]:
    """Motion of every frame, 0 to 1: its change a 24th of a second, without that of edits, flashes and lights."""
    change = looks.change.astype(np.float64)
    for frame in (moment.frame for moment in found.moments if not (isinstance(moment, Edit) and moment.kind == "dissolve")):
        change[frame] = change[frame - 1] if frame else 0.0
    lengths_s = np.maximum(1e-3, np.diff(looks.seconds, prepend=-1 / 24))
    return np.asarray(np.clip(change / (lengths_s * 24) / _FULL_MOTION, 0, 1), np.float64)


def warmth_of(looks: Looks) -> NDArray[np.float64]:
    """Warmth of every frame, 0 (blue) to 1 (orange)."""
    return np.asarray(np.clip(0.5 + (looks.red - looks.blue) / (2 * _FULL_WARMTH), 0, 1), np.float64)


def film_curves(looks: Looks | None, found: Edits | None, energy: Energy, end_s: Fraction) -> tuple[Curve, ...]:
    """All curves the film has; those of the picture only with picture, loudness only with sound."""
    count = max(1, -(-end_s // STEP_S))
    curves = []
    if looks is not None and found is not None:
        pictures = {
            "brightness": looks.luma / 255.0,
            "motion": motion_of(looks, found),
            "saturation": np.clip(looks.saturation / _FULL_SATURATION, 0, 1),
            "warmth": warmth_of(looks),
        }
        curves = [Curve(name, STEP_S, _means(looks, np.asarray(values, np.float64), count)) for name, values in pictures.items()]
    if len(energy):
        curves.append(loudness_curve(energy, end_s))
    return tuple(curves)


def _means(looks: Looks, values: NDArray[np.float64], count: int) -> tuple[float, ...]:
    """Mean of the frames shown in each step; a step without a new frame keeps the last one's value."""
    edges = np.searchsorted(looks.seconds, np.arange(count + 1) * float(STEP_S) - 1e-9)
    sums = np.concatenate(([0.0], values.cumsum()))
    sizes = edges[1:] - edges[:-1]
    shown = values[np.clip(edges[:-1] - 1, 0, looks.count - 1)]
    means = np.where(sizes > 0, (sums[edges[1:]] - sums[edges[:-1]]) / np.maximum(1, sizes), shown)
    return _rounded(means, 4)


def _rounded(values: NDArray[np.float64], digits: int) -> tuple[float, ...]:
    return tuple(round(float(value), digits) for value in values)
