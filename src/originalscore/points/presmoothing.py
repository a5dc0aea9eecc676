"""Smoothing a form before it is equated: a log-linear model that keeps the first moments (Holland and Thayer, 1987).

The counts are fitted as a Poisson regression on powers of the score by Newton's steps; a fit of degree d keeps d moments exactly.
Powers are taken of the score brought to -1 to 1 and made orthogonal, which changes nothing but the arithmetic's health.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from originalscore.errors import BriefError
from originalscore.points.equating import Equated, equipercentile_equating

_STEPS, _STILL = 200, 1e-12


@dataclass(frozen=True)
class Smoothed:
    """Fitted counts, the deviance that is left, and the criteria by which a degree is chosen (less is better; ``caic`` is Bozdogan's, of the deviance)."""

    degree: int
    counts: tuple[float, ...]
    deviance: float
    aic: float
    bic: float
    caic: float


def smooth(counts: Sequence[float], degree: int) -> Smoothed:
    """Fit ``degree`` moments, 1 to 10.

    Raises
    ------
    BriefError
        If the degree is out of range or the model does not settle.
    """
    seen = np.asarray(counts, dtype=np.float64)
    if not 1 <= degree <= min(10, len(seen) - 2):
        raise BriefError(f"a log-linear fit of degree {degree} is not possible here", "choose 1 to 10, fewer than there are points")
    points = np.linspace(-1, 1, len(seen))
    powers = np.vander(points, degree + 1, increasing=True)
    design, _ = np.linalg.qr(powers)
    weights = np.zeros(degree + 1)
    weights[:] = np.linalg.lstsq(design, np.log(seen + 0.5), rcond=None)[0]
    for _ in range(_STEPS):
        fitted = np.exp(design @ weights)
        gradient = design.T @ (seen - fitted)
        step = np.linalg.solve(design.T @ (design * fitted[:, None]), gradient)
        weights += step
        if float(np.abs(step).max()) < _STILL * (1 + float(np.abs(weights).max())):
            break
    else:
        raise BriefError(f"the log-linear fit of degree {degree} does not settle", "choose a lower degree")
    fitted = np.exp(design @ weights)
    some = seen > 0
    deviance = float(2 * np.sum(seen[some] * np.log(seen[some] / fitted[some])) - 2 * np.sum(seen - fitted))
    loglikelihood = float(np.sum(seen * np.log(fitted) - fitted) - sum(_log_factorial(int(count)) for count in seen))
    likely = 2 * (degree + 1) - 2 * loglikelihood, np.log(len(seen)) * (degree + 1) - 2 * loglikelihood
    consistent = deviance + (1 + float(np.log(seen.sum()))) * (degree + 1)
    return Smoothed(degree, tuple(fitted.tolist()), deviance, float(likely[0]), float(likely[1]), consistent)


def _log_factorial(count: int) -> float:
    return float(np.sum(np.log(np.arange(1, count + 1)))) if count > 1 else 0.0


def smoothed_equating(first: Sequence[float], second: Sequence[float], degree: int) -> Equated:
    """Both forms smoothed with ``degree`` moments, then equated by percentile ranks; errors are Lord's, of the smoothed shares."""
    plain = equipercentile_equating(smooth(first, degree).counts, smooth(second, degree).counts)
    return replace(plain, method=f"log-linear of degree {degree}, then equipercentile")
