"""Many judges, one item: extremes dropped, judges made comparable, criteria weighted, and the music branch's own rule.

Sources: dropping of extremes as in diving (the rule has editions: two high and two low of seven; one and one of five); the branch's
rule for songs as reported for 2008 and 2009: 6 to 10 in half points, a mean of at least 8.25.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.points.norms import z_scores

_FEWEST_JUDGES = 3
BRANCH_LOW, BRANCH_HIGH, BRANCH_STEP, BRANCH_MEAN = Fraction(6), Fraction(10), Fraction(1, 2), Fraction("8.25")
MISSING = ("refuse", "ignore", "zero")


def drop_extremes(values: Sequence[Fraction], high: int, low: int) -> tuple[Fraction, ...]:
    """The values without the ``high`` largest and the ``low`` smallest, in their order.

    Raises
    ------
    BriefError
        With fewer than three judges, or if nobody would be left.
    """
    if len(values) < _FEWEST_JUDGES:
        raise BriefError(f"{len(values)} judge{'s' * (len(values) != 1)}: extremes are dropped from three or more", "keep all of them")
    if high < 0 or low < 0 or high + low >= len(values):
        raise BriefError(f"dropping {high} high and {low} low of {len(values)} leaves nobody", "drop fewer")
    places = sorted(range(len(values)), key=lambda place: values[place])
    kept = sorted(places[low : len(places) - high])
    return tuple(values[place] for place in kept)


def standardised(values: Sequence[Fraction], judge: str, spread: str = "n") -> tuple[float, ...]:
    """One judge's points as deviations from that judge's own mean, so that a strict and a mild judge weigh the same.

    Raises
    ------
    BriefError
        If the judge gave everybody the same.
    """
    try:
        return z_scores(values, spread)
    except BriefError as fault:
        raise BriefError(f"judge {judge}: {fault.args[0]}", "leave this judge out, or do not standardise") from None


def weighted(shares: Mapping[str, Fraction | None], weights: Mapping[str, Fraction], missing: str = "refuse") -> Fraction:
    """A rubric: the weighted mean of criteria, each a share of its own maximum. What is missing is not zero unless told so.

    Parameters
    ----------
    shares
        Criterion -> percent or share; None where nobody gave points.
    weights
        Criterion -> weight, from 0.
    missing
        ``refuse``, ``ignore`` (the other weights share its place) or ``zero``.

    Raises
    ------
    BriefError
        If a criterion has no points and ``missing`` refuses, or no weight counts.
    """
    if missing not in MISSING:
        raise BriefError(f"“{missing}” is no way to treat missing points", f"choose one of {', '.join(MISSING)}")
    absent = [name for name in weights if shares.get(name) is None]
    if absent and missing == "refuse":
        raise BriefError(f"no points for {', '.join(absent)}", "give them, or say missing=ignore or missing=zero")
    counted = {name: weight for name, weight in weights.items() if missing == "zero" or name not in absent}
    total = sum(counted.values())
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise BriefError("the weights add up to nothing", "give weights from 0, one of them above")
    return sum((weight * (shares.get(name) or 0) for name, weight in counted.items()), Fraction(0)) / total


def branch_mean(points: Sequence[Fraction]) -> tuple[Fraction, bool]:
    """Mean of a song's points by the branch's rule, and whether it reaches 8.25.

    Raises
    ------
    BriefError
        If somebody gave points off the scale of 6 to 10 in halves, or nobody gave any.
    """
    if not points:
        raise BriefError("nobody has voted on this song", "give points from 6 to 10 in half points")
    for value in points:
        if not BRANCH_LOW <= value <= BRANCH_HIGH or value % BRANCH_STEP:
            raise BriefError(f"{float(value):g} is not on the branch's scale", "give points from 6 to 10 in half points")
    mean = sum(points, Fraction(0)) / len(points)
    return mean, mean >= BRANCH_MEAN
