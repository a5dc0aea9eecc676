"""From one scale to another: percent, straight lines, corrections and curves. Exact wherever the rule is.

Sources: Moodle's ``adjust_raw_grade`` (rescale, then multiplier, then offset); the correction for guessing is R - W/(k - 1), omitted
answers not counted (Thorndike, "Applied Psychometrics", 1982, chapter 7).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

from originalscore.errors import BriefError
from originalscore.points.raw import Raw

Scale = tuple[Fraction, Fraction]


def percent(raw: Raw) -> Fraction:
    """Share of the way from the minimum to the maximum, in percent.

    Examples
    --------
    >>> percent(Raw("42", "50"))
    Fraction(84, 1)

    Raises
    ------
    BriefError
        Without a maximum.
    """
    low, high = raw.scale
    return 100 * (raw.value - low) / (high - low)


def rescale(
    value: Fraction, scale: Scale, target: Scale, *, multiplier: Fraction = Fraction(1), offset: Fraction = Fraction(0)
) -> Fraction:
    """The same place on another scale, then times ``multiplier``, then plus ``offset``.

    Raises
    ------
    BriefError
        If a scale has no width.
    """
    (low, high), (least, most) = scale, target
    if high == low or most == least:
        raise BriefError("a scale whose ends are equal cannot be converted", "name a minimum below the maximum")
    return ((value - low) / (high - low) * (most - least) + least) * multiplier + offset


def clipped(value: Fraction, scale: Scale) -> Fraction:
    """The value held inside a scale: a step of its own, never done in silence."""
    return min(max(value, scale[0]), scale[1])


def corrected_for_guessing(right: Fraction, wrong: Fraction, choices: int) -> Fraction:
    """Right answers less the share that guessing would have brought; ``choices`` an item, at least 2.

    Raises
    ------
    BriefError
        If items have fewer than two choices or a count is negative.
    """
    if choices < 2:
        raise BriefError(f"items of {choices} choice{'s' * (choices != 1)} cannot be guessed", "give the number of choices, 2 or more")
    if right < 0 or wrong < 0:
        raise BriefError("numbers of right and wrong answers cannot be negative", "check the counts")
    return right - wrong / (choices - 1)


def curved_by_top(values: Sequence[Fraction], maximum: Fraction) -> tuple[Fraction, ...]:
    """Everybody lifted by one factor so that the best reaches the maximum.

    Raises
    ------
    BriefError
        If nobody has points.
    """
    best = max(values, default=Fraction(0))
    if best <= 0:
        raise BriefError("nobody has points, so the best cannot be made the maximum", "leave this curve out")
    return tuple(value * maximum / best for value in values)


def curved_by_root(share: Fraction) -> float:
    """The root curve: 10 times the root of a percent from 0 to 100.

    Examples
    --------
    >>> curved_by_root(Fraction(64))
    80.0

    Raises
    ------
    BriefError
        Outside 0 to 100 percent.
    """
    if not 0 <= share <= 100:
        raise BriefError(f"the root curve is for percents from 0 to 100, not {float(share):g}", "take the percent first")
    return 10 * math.sqrt(share)


def curved_to_bell(values: Sequence[Fraction], mean: float, sd: float) -> tuple[float, ...]:
    """The bell curve: everybody's place in the group, as the same place in a normal group of this mean and spread.

    Places are midpoint percentile ranks, so equal points stay equal.

    Raises
    ------
    BriefError
        If the spread asked for is not above zero, or the group is empty.
    """
    if sd <= 0 or not values:
        raise BriefError("a bell curve needs a group and a spread above zero", "give sd above 0")
    ranked = sorted(values)
    wanted = NormalDist(mean, sd)
    places = [(sum(other < value for other in ranked) + sum(other == value for other in ranked) / 2) / len(ranked) for value in values]
    return tuple(wanted.inv_cdf(place) for place in places)
