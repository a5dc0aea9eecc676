"""Raw points: what somebody gave, of how much. They are read exactly, kept as they were written, and never converted in place.

A number is a decimal string to the reader and a ``Fraction`` to the arithmetic, so 0.1 is a tenth and nothing is rounded
before the last step, whose rule is named (:mod:`~originalscore.points.rounding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_OF = re.compile(r"\s*(\S+?)\s*(?:/|\bof\b|\bout of\b)\s*(\S+)\s*")


def number(text: str, what: str) -> Fraction:
    """A decimal number, exact; a comma may stand for the point.

    Raises
    ------
    BriefError
        If it is no decimal number; ``what`` names it.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise BriefError(f"{what}: “{text.strip()}” is not a number", "write digits, such as 42 or 42.5")
    return Fraction(text.strip().replace(",", "."))


@dataclass(frozen=True)
class Raw:
    """Points given, as written, with the scale they were given on.

    Parameters
    ----------
    points
        A decimal string; it may lie outside the scale only if ``allow_outside``.
    maximum
        Decimal string, or empty where nobody said it: then no percent can be taken.
    minimum
        Decimal string; 0 unless told.
    allow_outside
        For bonus points beyond the maximum.

    Raises
    ------
    BriefError
        If a value is no number, the scale is empty or upside down, or the points lie outside it.
    """

    points: str
    maximum: str = ""
    minimum: str = "0"
    allow_outside: bool = False

    def __post_init__(self) -> None:
        value, low = number(self.points, "points"), number(self.minimum, "minimum")
        high = number(self.maximum, "maximum") if self.maximum else None
        if high is not None and high <= low:
            raise BriefError(f"a maximum of {self.maximum} is not above the minimum of {self.minimum}", "name a larger maximum")
        if not self.allow_outside and (value < low or (high is not None and value > high)):
            scale = f"{self.minimum} to {self.maximum}" if self.maximum else f"{self.minimum} upwards"
            raise BriefError(f"{self.points} points lie outside the scale of {scale}", "check the points, or allow bonus points")

    @property
    def value(self) -> Fraction:
        """The points, exact."""
        return number(self.points, "points")

    @property
    def scale(self) -> tuple[Fraction, Fraction]:
        """Least and most points.

        Raises
        ------
        BriefError
            If there is no maximum: a percent of nothing means nothing.
        """
        if not self.maximum:
            raise BriefError(f"{self.points} points of how many? There is no percent without a maximum", "say 42/50, or give --maximum")
        return number(self.minimum, "minimum"), number(self.maximum, "maximum")

    def __str__(self) -> str:
        return f"{self.points} of {self.maximum}" if self.maximum else self.points


def read_raw(text: str, maximum: str = "", minimum: str = "0", *, allow_outside: bool = False) -> Raw:
    """Points from words such as ``42/50``, ``42 of 50`` or, with a ``maximum`` given apart, ``42``.

    Raises
    ------
    BriefError
        As :class:`Raw`; or if the words name another maximum than the one given.
    """
    found = _OF.fullmatch(text)
    if found is None:
        return Raw(_plain(text), _plain(maximum), _plain(minimum), allow_outside)
    points, of = found.groups()
    if maximum and number(maximum, "maximum") != number(of, "maximum"):
        raise BriefError(f"“{text.strip()}” says a maximum of {of}, but {maximum} was given", "leave one of them out")
    return Raw(_plain(points), _plain(of), _plain(minimum), allow_outside)


def _plain(text: str) -> str:
    return text.strip().replace(",", ".")
