"""Two forms taken by two groups that are not alike, tied together by an anchor: items that both groups had (linear equating).

*Tucker* takes the line from anchor to points to be the same in both groups, *Levine* the line from anchor to true points, *chained* goes from the first form to the
anchor and from the anchor to the second. Source: Kolen and Brennan, "Test Equating, Scaling, and Linking", chapter 4 (internal anchor, observed scores); moments
are divided by the number of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from originalscore.errors import BriefError

_FEWEST = 2


@dataclass(frozen=True)
class Group:
    """One group: its form and the anchor in it.

    Parameters
    ----------
    people
        How many took the form, from 2.
    mean, variance
        Of the points on the whole form, the anchor included.
    anchor_mean, anchor_variance
        Of the points on the anchor alone.
    covariance
        Of both.

    Raises
    ------
    BriefError
        If there are too few people, or form or anchor do not tell them apart.
    """

    people: int
    mean: float
    variance: float
    anchor_mean: float
    anchor_variance: float
    covariance: float

    def __post_init__(self) -> None:
        if self.people < _FEWEST:
            raise BriefError(f"{self.people} people took a form: there is no spread to equate by", "give more people")
        if self.variance <= 0 or self.anchor_variance <= 0 or self.covariance <= 0:
            raise BriefError("points and anchor do not go together in a group: the anchor cannot tie the forms", "look at the columns")


def group_of(pairs: Iterable[tuple[int, int]]) -> Group:
    """Of every person's points on the form and on the anchor."""
    people = points = anchor = squares = anchor_squares = products = 0
    for whole, part in pairs:
        people, points, anchor = people + 1, points + whole, anchor + part
        squares, anchor_squares, products = squares + whole * whole, anchor_squares + part * part, products + whole * part
    return group_from_sums(people, points, anchor, squares, anchor_squares, products)


def group_from_sums(people: int, points: int, anchor: int, squares: int, anchor_squares: int, products: int) -> Group:
    """Of sums over all people: points, anchor, squares of both, and their products."""
    if not people:
        raise BriefError("nobody took a form", "give its people")
    mean, anchor_mean = points / people, anchor / people
    return Group(
        people, mean, (squares - points * points / people) / people, anchor_mean, (anchor_squares - anchor * anchor / people) / people,
        (products - points * anchor / people) / people,
    )  # fmt: skip


def tucker_line(first: Group, second: Group, weight: float = 0.5) -> tuple[float, float]:
    """Slope and intercept from the first form to the second; ``weight`` is that of the first group in the two together, 0 to 1."""
    return _synthetic(first, second, weight, *(group.covariance / group.anchor_variance for group in (first, second)))


def levine_line(first: Group, second: Group, weight: float = 0.5) -> tuple[float, float]:
    """The same by Levine's observed-score method, for an anchor that is part of the form."""
    return _synthetic(first, second, weight, *(group.variance / group.covariance for group in (first, second)))


def chained_line(first: Group, second: Group) -> tuple[float, float]:
    """The same by way of the anchor."""
    there, back = ((group.variance / group.anchor_variance) ** 0.5 for group in (first, second))
    slope = back / there
    return slope, second.mean + back * (first.anchor_mean - second.anchor_mean) - slope * first.mean


#: Name of a method -> its line.
LINES: dict[str, Callable[[Group, Group], tuple[float, float]]] = {"tucker": tucker_line, "levine": levine_line, "chained": chained_line}


def _synthetic(first: Group, second: Group, weight: float, gamma: float, other: float) -> tuple[float, float]:
    """The linear line in the two groups together, where points go with the anchor at ``gamma`` in the first and ``other`` in the second."""
    rest, apart = 1 - weight, first.anchor_mean - second.anchor_mean
    spread = first.anchor_variance - second.anchor_variance
    mean, second_mean = first.mean - rest * gamma * apart, second.mean + weight * other * apart
    variance = first.variance - rest * gamma**2 * spread + weight * rest * gamma**2 * apart**2
    second_variance = second.variance + weight * other**2 * spread + weight * rest * other**2 * apart**2
    slope = float((second_variance / variance) ** 0.5)
    return slope, second_mean - slope * mean
