"""Rounding by a rule that has a name, once, at the end.

Python's own ``round`` is half-to-even on binary fractions (2.675 becomes 2.67); people who grade mean decimal numbers and usually
half-up. So every rounding here is exact and says which rule it follows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from originalscore.errors import BriefError

#: Name of a rule -> what it makes of a number scaled to whole units.
RULES: dict[str, Callable[[Fraction], int]] = {
    "half-up": lambda value: math.floor(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1),
    "half-even": round,
    "down": math.trunc,
    "up": lambda value: math.ceil(abs(value)) * (1 if value >= 0 else -1),
}
DEFAULT = "half-up"
_MOST_DECIMALS = 12


def rounded(value: Fraction | float, decimals: int, rule: str = DEFAULT) -> Fraction:
    """A value rounded to ``decimals`` places, 0 to 12; ``half-up`` and ``up`` go away from zero, ``down`` towards it.

    Examples
    --------
    >>> str(rounded(Fraction("2.675"), 2)), str(rounded(Fraction("2.5"), 0, "half-even"))
    ('67/25', '2')

    Raises
    ------
    BriefError
        If the rule is unknown or the places are out of range.
    """
    if rule not in RULES:
        raise BriefError(f"there is no rounding rule “{rule}”", f"choose one of {', '.join(RULES)}")
    if not 0 <= decimals <= _MOST_DECIMALS:
        raise BriefError(f"{decimals} decimals cannot be shown", f"choose 0 to {_MOST_DECIMALS}")
    return Fraction(RULES[rule](Fraction(value) * 10**decimals), 10**decimals)


def written(value: Fraction | float, decimals: int = 2, rule: str = DEFAULT, *, strip: bool = True) -> str:
    """A number as people write it: rounded by a named rule, without zeros that say nothing unless ``strip`` is off.

    Examples
    --------
    >>> written(Fraction(84)), written(Fraction(25, 3), 4), written(Fraction(1, 2), 2, strip=False)
    ('84', '8.3333', '0.50')
    """
    whole = rounded(value, decimals, rule)
    units = abs(whole.numerator * 10**decimals // whole.denominator)
    text = str(units).rjust(decimals + 1, "0")
    text = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    if strip and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if whole < 0 else text
