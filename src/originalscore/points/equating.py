"""Two forms of one test: what a score on the one is worth on the other (mean, linear and equipercentile equating; random groups).

A form is its counts: how many people had 0, 1, 2 ... points. Percentile ranks are those of Kolen and Brennan, "Test Equating,
Scaling, and Linking", chapter 2: below plus half of equal, so a score stands for the span half a point to each side. Equated scores
may leave the scale; they are clipped only as a named step. Standard errors: linear, Braun and Holland, 1982, by the delta method;
equipercentile, Lord, 1982.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import BriefError

Floats = NDArray[np.float64]
_FEWEST = 30


@dataclass(frozen=True)
class Moments:
    """Mean, deviation (n and n-1), skewness and kurtosis (both with n) of a form."""

    mean: float
    sd: float
    sample_sd: float
    skewness: float
    kurtosis: float


@dataclass(frozen=True)
class Equated:
    """For every score of the first form its equivalent on the second, with a standard error, and remarks on how far to trust them."""

    method: str
    equivalents: tuple[float, ...]
    errors: tuple[float, ...]
    remarks: tuple[str, ...] = ()


def moments(counts: Sequence[float]) -> Moments:
    """Of a form.

    Raises
    ------
    BriefError
        If nobody took it, or everybody has the same.
    """
    share, points = _shares(counts), np.arange(len(counts), dtype=np.float64)
    mean = float(share @ points)
    central = [float(share @ (points - mean) ** power) for power in (2, 3, 4)]
    if central[0] <= 0:
        raise BriefError("everybody has the same points on this form: there is no spread to equate by", "give more people")
    n = float(np.sum(counts))
    return Moments(mean, central[0] ** 0.5, (central[0] * n / (n - 1)) ** 0.5, central[1] / central[0] ** 1.5, central[2] / central[0] ** 2)


def mean_equating(first: Sequence[float], second: Sequence[float]) -> Equated:
    """The same distance from the mean."""
    x, y = moments(first), moments(second)
    error = (x.sample_sd**2 / np.sum(first) + y.sample_sd**2 / np.sum(second)) ** 0.5
    moved = np.arange(len(first)) + y.mean - x.mean
    return Equated("mean", tuple(moved.tolist()), (float(error),) * len(first), _remarks(first, second))


def linear_line(first: Sequence[float], second: Sequence[float], *, sample: bool = True) -> tuple[float, float]:
    """Slope and intercept: the same number of deviations from the mean, with n-1 (``sample``) or n."""
    x, y = moments(first), moments(second)
    slope = y.sample_sd / x.sample_sd if sample else y.sd / x.sd
    return slope, y.mean - slope * x.mean


def linear_equating(first: Sequence[float], second: Sequence[float], *, sample: bool = True) -> Equated:
    """The same number of deviations from the mean."""
    x, y = moments(first), moments(second)
    slope, intercept = linear_line(first, second, sample=sample)
    points = np.arange(len(first), dtype=np.float64)
    z = (points - x.mean) / (x.sample_sd if sample else x.sd)
    sizes = 1 / float(np.sum(first)), 1 / float(np.sum(second))
    skew, kurtosis = 0.0, 0.0
    for form, size in zip((x, y), sizes):
        narrow = form.sd / form.sample_sd if sample else 1.0  # moments by the same deviation as the line
        skew += size * form.skewness * narrow**3
        kurtosis += size * (form.kurtosis * narrow**4 - 1)
    variance = (y.sample_sd if sample else y.sd) ** 2 * (sum(sizes) + skew * z + kurtosis * z**2 / 4)
    errors = np.sqrt(np.maximum(variance, 0))
    return Equated("linear", tuple((slope * points + intercept).tolist()), tuple(errors.tolist()), _remarks(first, second))


def percentile_ranks(counts: Sequence[float]) -> Floats:
    """Percent below each score plus half of those who have it."""
    share = _shares(counts)
    return np.asarray(100 * (np.cumsum(share) - share / 2))


def equipercentile_equating(first: Sequence[float], second: Sequence[float]) -> Equated:
    """The same percentile rank."""
    equivalents = _at_ranks(percentile_ranks(first) / 100, _shares(second))
    errors = _lord_errors(first, second)
    return Equated("equipercentile", tuple(equivalents.tolist()), tuple(errors.tolist()), _remarks(first, second))


def _at_ranks(ranks: Floats, share: Floats) -> Floats:
    """The (fractional) score of a form that has each rank; a rank of 0 is half a point below the scale."""
    above = np.cumsum(share)
    found = np.empty(len(ranks))
    for place, rank in enumerate(ranks):
        score = int(np.searchsorted(above, rank, side="right"))
        score = min(score, len(share) - 1)
        while share[score] <= 0 and score > 0:
            score -= 1
        below = above[score] - share[score]
        found[place] = -0.5 if rank <= 0 else (rank - below) / share[score] + score - 0.5
    return found


def _lord_errors(first: Sequence[float], second: Sequence[float]) -> Floats:
    """Lord's standard error of an unsmoothed equivalent; 0 where nobody is below."""
    ranks, share = percentile_ranks(first) / 100, _shares(second)
    above, sizes = np.cumsum(share), (float(np.sum(first)), float(np.sum(second)))
    errors = np.zeros(len(ranks))
    for place, rank in enumerate(ranks):
        score = min(int(np.searchsorted(above, rank, side="right")), len(share) - 1)
        own = share[score]
        if own <= 0 or rank <= 0:
            continue
        below = above[score] - own
        spread = rank * (1 - rank) * sum(sizes) / (sizes[0] * sizes[1]) - (above[score] - rank) * (rank - below) / (sizes[1] * own)
        errors[place] = np.sqrt(max(0.0, spread)) / own
    return errors


def _shares(counts: Sequence[float]) -> Floats:
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim != 1 or values.size < 2 or np.any(values < 0) or values.sum() < 2:
        raise BriefError("a form needs the counts of two or more points, none negative, of two or more people", "check the counts")
    return np.asarray(values / values.sum())


def _remarks(*forms: Sequence[float]) -> tuple[str, ...]:
    small = [int(np.sum(form)) for form in forms if np.sum(form) < _FEWEST]
    return tuple(f"only {size} people took a form: figures from fewer than {_FEWEST} are hardly worth equating" for size in small)
