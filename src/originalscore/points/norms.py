"""A place in a group: z, T, IQ, NCE, stanine, sten and percentile rank.

A normed figure says nothing without its group, so every function takes the group whole. Spread is that of a population (n) unless a
sample (n - 1) is asked for by name. NCE = 50 + 21.063 z with z taken from the percentile rank, 21.063 = 49 / z(0.99); stanines and
stens are bands of half a deviation; a z on an edge belongs to the upper band.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

from originalscore.errors import BriefError

Number = Fraction | float

_NORMAL = NormalDist()
_NCE_WIDTH = 49 / _NORMAL.inv_cdf(0.99)
SPREADS = ("n", "n-1")
#: How equal values count in a percentile rank.
KINDS = ("mean", "rank", "weak", "strict")


def mean_and_spread(group: Sequence[Number], spread: str = "n") -> tuple[float, float]:
    """Mean and standard deviation of a group; ``spread`` is ``n`` or ``n-1``.

    Raises
    ------
    BriefError
        If the group is too small or everybody has the same points.
    """
    if spread not in SPREADS:
        raise BriefError(f"spread “{spread}” is unknown", "choose n (a population) or n-1 (a sample)")
    if len(group) < 2:
        raise BriefError(f"a group of {len(group)} has no spread", "a place in a group needs two or more")
    exact = [Fraction(value) for value in group]
    mean = sum(exact, Fraction(0)) / len(group)
    squares = sum(((value - mean) ** 2 for value in exact), Fraction(0))
    if squares == 0:
        raise BriefError(f"all {len(group)} have the same points: there is no spread to measure a place by", "use percent instead of z")
    return float(mean), math.sqrt(squares / (len(group) - (spread == "n-1")))


def z_scores(group: Sequence[Number], spread: str = "n") -> tuple[float, ...]:
    """Deviations above the mean of everybody in a group.

    Raises
    ------
    BriefError
        As :func:`mean_and_spread`.
    """
    mean, sd = mean_and_spread(group, spread)
    return tuple((float(value) - mean) / sd for value in group)


def percentile_ranks(group: Sequence[Number], kind: str = "mean") -> tuple[Fraction, ...]:
    """Percentile ranks of everybody in a group; see :func:`percentile_rank`."""
    ranked = sorted(group)
    return tuple(percentile_rank(value, ranked, kind, ranked=True) for value in group)


def percentile_rank(value: Number, group: Sequence[Number], kind: str = "mean", *, ranked: bool = False) -> Fraction:
    """Percent of the group below a value, equal ones counted by ``kind``: half of them (``mean``), averaged ranks, all or none.

    ``ranked`` says that the group is sorted already.

    Examples
    --------
    >>> [str(percentile_rank(3, [1, 2, 3, 3, 4], kind)) for kind in ("mean", "rank", "weak", "strict")]
    ['60', '70', '80', '40']

    Raises
    ------
    BriefError
        If there is no group or the kind is unknown.
    """
    if not group:
        raise BriefError("a percentile rank needs a group to rank in", "name the group")
    if kind not in KINDS:
        raise BriefError(f"percentile kind “{kind}” is unknown", f"choose one of {', '.join(KINDS)}")
    ordered = group if ranked else sorted(group)
    below, upto = bisect_left(ordered, value), bisect_right(ordered, value)
    twice = {"mean": below + upto, "rank": below + upto + (below < upto), "weak": 2 * upto, "strict": 2 * below}[kind]
    return Fraction(50 * twice, len(group))


def z_from_percentile(rank: Number) -> float:
    """The z below which a percent of a normal group lies.

    Raises
    ------
    BriefError
        Outside 0 to 100, ends left out: there the normal curve has no end.
    """
    if not 0 < rank < 100:
        raise BriefError(f"a percentile rank of {float(rank):g} has no place on the normal curve", "take ranks between 0 and 100")
    return _NORMAL.inv_cdf(float(rank) / 100)


def t_of(z: float) -> float:
    """T: 50 + 10 z."""
    return 50 + 10 * z


def iq_of(z: float) -> float:
    """IQ scale: 100 + 15 z."""
    return 100 + 15 * z


def nce_of(z: float) -> float:
    """Normal curve equivalent, where ``z`` comes from a percentile rank: 1, 50 and 99 agree with it."""
    return 50 + _NCE_WIDTH * z


def stanine_of(z: float) -> int:
    """Standard nine, 1 to 9: bands of half a deviation, 5 in the middle."""
    return min(9, max(1, math.floor(2 * z + 5.5)))


def sten_of(z: float) -> int:
    """Standard ten, 1 to 10: bands of half a deviation about 5.5; z = 0 belongs to 6."""
    return min(10, max(1, math.floor(2 * z + 6)))
