"""Grading scales: tables and formulas by name, read from data, each with its source and the day it was looked at.

A grade is a word on a named scale; it never replaces the points it came from. Quota scales grade a place in a group, so one person
alone has no grade on them. A file of the user's own in the form of ``scales.toml`` is a scale like any other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from originalscore.errors import BriefError, FormatError
from originalscore.points.rounding import DEFAULT, RULES, written

_KINDS = ("bands", "line", "quota")


@dataclass(frozen=True)
class GradingScale:
    """One scale.

    Parameters
    ----------
    name, title
        Its short name, and what people call it.
    kind
        ``bands``, ``line`` or ``quota``.
    steps
        (percent, grade) from the best down: where a band begins, or how much of those who passed a quota takes.
    passing
        The least percent that passes, for ``line`` and ``quota``.
    ends
        Figures of a line at ``passing`` and at 100 percent.
    decimals, rounding
        Of a line's figure.
    failed
        The grade below ``passing``; empty on lines that have none.
    source, checked
        Where it is from, and the day it was looked at.
    """

    name: str
    title: str
    kind: str
    steps: tuple[tuple[Fraction, str], ...]
    passing: Fraction
    ends: tuple[Fraction, Fraction]
    decimals: int
    rounding: str
    failed: str
    source: str
    checked: str

    def grade(self, percent: Fraction | float, *, passing: Fraction | None = None) -> str:
        """The grade of a percent, compared unrounded; ``passing`` is another pass mark than the scale's own.

        Raises
        ------
        BriefError
            If the scale grades groups only, or the pass mark leaves no room.
        """
        exact = Fraction(percent)
        if self.kind == "quota":
            raise BriefError(f"the scale {self.name} grades a place in a group, not one person", "grade the whole class at once")
        if self.kind == "bands":
            return next((grade for least, grade in self.steps if exact >= least), self.steps[-1][1])
        least = self.passing if passing is None else passing
        if not 0 <= least < 100:
            raise BriefError(f"a pass mark of {float(least):g} % leaves no room above it", "give one from 0 to below 100")
        if self.failed and exact < least:
            return self.failed
        bottom, top = self.ends
        figure = bottom + (top - bottom) * (exact - least) / (100 - least)
        return written(figure, self.decimals, self.rounding, strip=False)

    def grades(self, percents: Sequence[Fraction | float], *, passing: Fraction | None = None) -> tuple[str, ...]:
        """The grades of a group, in its order. On a quota scale equal percents share the better grade.

        Raises
        ------
        BriefError
            If the group is empty.
        """
        if not percents:
            raise BriefError("there is nobody to grade", "give at least one percent")
        if self.kind != "quota":
            return tuple(self.grade(percent, passing=passing) for percent in percents)
        least = self.passing if passing is None else passing
        passed = sorted((percent for percent in percents if percent >= least), reverse=True)
        better = {percent: len(passed) - 1 - place for place, percent in enumerate(reversed(passed))}
        return tuple(self._by_quota(better[percent], len(passed)) if percent >= least else self.failed for percent in percents)

    def _by_quota(self, better: int, passed: int) -> str:
        taken = Fraction(0)
        for share, grade in self.steps:
            taken += share
            if Fraction(100 * better, passed) < taken:
                return grade
        return self.steps[-1][1]


@cache
def shipped_scales() -> dict[str, GradingScale]:
    """The scales that come with the program, by name."""
    table = tomllib.loads((files(__package__) / "scales.toml").read_text(encoding="utf-8"))
    return {name: _scale(name, row) for name, row in table.items()}


def open_scale(name: str) -> GradingScale:
    """A shipped scale, or the first one in a TOML file of the user's own (``file.toml``, or ``file.toml#name``).

    Raises
    ------
    BriefError
        If there is no such scale.
    FormatError
        If the file is not a scale.
    """
    if name in shipped_scales():
        return shipped_scales()[name]
    file, _, wanted = name.partition("#")
    if not file.endswith(".toml"):
        raise BriefError(f"there is no scale “{name}”", f"choose one of {', '.join(shipped_scales())}, or name a .toml file")
    try:
        table = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as fault:
        raise BriefError(f"the scale {file} cannot be read: {fault.strerror}", "check its name") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FormatError(f"{file} is not TOML: {fault}", "write it like the shipped scales.toml") from None
    chosen = wanted or next(iter(table), "")
    if chosen not in table:
        raise BriefError(f"{file} has no scale “{chosen}”", f"it has {', '.join(table) or 'none'}")
    return _scale(chosen, table[chosen])


def _scale(name: str, row: dict[str, Any]) -> GradingScale:
    try:
        kind = row["kind"]
        steps = tuple((Fraction(str(percent)), str(grade)) for percent, grade in row.get("bands", row.get("quotas", ())))
        scale = GradingScale(
            name, str(row.get("name", name)), kind, steps, Fraction(str(row.get("pass", 0))),
            (Fraction(str(row.get("from", 0))), Fraction(str(row.get("to", 100)))), int(row.get("decimals", 2)),
            str(row.get("rounding", DEFAULT)), str(row.get("failed", "")), str(row.get("source", "")), str(row.get("checked", "")),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise FormatError(f"the scale {name} is not complete: {fault}", "write it like the shipped scales.toml") from None
    falling = [percent for percent, _ in steps]
    if kind not in _KINDS or scale.rounding not in RULES or (kind != "line" and not steps):
        raise FormatError(f"the scale {name}: kind, rounding or its table is not known", "write it like the shipped scales.toml")
    if kind == "bands" and falling != sorted(set(falling), reverse=True):
        raise FormatError(f"the scale {name}: its bands do not fall from the best down", "put the highest percent first")
    return scale
