"""Derivations: what is made of raw points, in named steps with parameters, traceable down to the rows, the same bytes every time.

A recipe is steps in the order in which they are taken, written as people say them::

    percent | standardise spread=n | drop high=2 low=2 | mean | rank

A figure knows the step and the figures it was made from, so :func:`explain` tells its whole chain. Nothing is rounded on the way;
``round`` is a step like any other. The steps are in :mod:`~originalscore.points.steps`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.points.ledger import Row
from originalscore.points.rounding import written

Value = Fraction | float | str
VERSION = 1


@dataclass(frozen=True)
class Figure:
    """A number (or a grade) that belongs to a judge, an item and a criterion, each empty once they are merged.

    Parameters
    ----------
    value
        Exact where the steps were; a string for grades and verdicts.
    scale
        Least and most that ``value`` can be; None where it has no such ends.
    step, of
        What made it, in words, and what it was made from; a figure straight from the ledger has its row instead.
    note
        What the step has to say besides.
    """

    judge: str
    item: str
    criterion: str
    value: Value
    scale: tuple[Fraction, Fraction] | None = None
    step: str = ""
    of: tuple[Figure, ...] = field(default=(), repr=False)
    row: Row | None = None
    note: str = ""

    @property
    def number(self) -> Fraction | float:
        """The value as a number.

        Raises
        ------
        BriefError
            If it is a grade.
        """
        if isinstance(self.value, str):
            raise BriefError(f"{self.name}: “{self.value}” is a grade, and grades are not counted with", "put the grade step last")
        return self.value

    @property
    def exact(self) -> Fraction:
        """The value as a fraction; a float's is its own."""
        return Fraction(self.number)

    @property
    def name(self) -> str:
        """Whose it is, in words."""
        return ", ".join(part for part in (self.item, self.criterion, self.judge and f"judge {self.judge}") if part) or "all"

    def shown(self) -> str:
        """The value as it is printed: up to four decimals, half-up; the value itself stays as it is."""
        return self.value if isinstance(self.value, str) else written(self.value, 4)

    def rows(self) -> tuple[int, ...]:
        """Numbers of all raw rows below it."""
        if self.row is not None:
            return (self.row.id,)
        return tuple(sorted({number for figure in self.of for number in figure.rows()}))


Figures = tuple[Figure, ...]
#: A step: figures and parameters in, figures out.
Step = Callable[..., Figures]


@dataclass(frozen=True)
class Result:
    """A recipe's outcome: the recipe as it was read, and the last step's figures."""

    recipe: str
    figures: Figures

    def as_json(self) -> str:
        """The result with the raw rows of every figure, the same bytes for the same rows and recipe."""
        made = [
            {
                "judge": figure.judge, "item": figure.item, "criterion": figure.criterion, "value": _plain(figure.value),
                "shown": figure.shown(), "note": figure.note, "rows": figure.rows(),
            }
            for figure in self.figures
        ]  # fmt: skip
        return json.dumps({"recipe": self.recipe, "version": VERSION, "figures": made}, ensure_ascii=False, indent=1)


def raw_figures(rows: Sequence[Row]) -> Figures:
    """The figures of raw rows, as they stand in the ledger."""
    found = []
    for row in rows:
        raw = row.entry.raw
        scale = raw.scale if raw.maximum else None
        found.append(Figure(row.entry.judge, row.entry.item, row.entry.criterion, raw.value, scale, row=row))
    return tuple(found)


def derive(rows: Sequence[Row], recipe: str) -> Result:
    """Take the steps of a recipe on raw rows.

    Raises
    ------
    BriefError
        If there are no rows, or a step or parameter is unknown or refuses.
    """
    from originalscore.points.steps import read_step  # the steps know figures, not the other way round

    steps = [read_step(part) for part in recipe.split("|")]
    figures = raw_figures(rows)
    if not figures:
        raise BriefError("there are no points to derive anything from", "append some first")
    for step in steps:
        figures = step.take(figures)
    return Result(" | ".join(step.words for step in steps), figures)


def explain(figure: Figure, depth: int = 0) -> tuple[str, ...]:
    """How a figure came about, line by line, down to the raw rows."""
    indent = "  " * depth
    if figure.row is not None:
        entry = figure.row.entry
        corrected = f", corrects row {entry.replaces}" if entry.replaces else ""
        return (f"{indent}row {figure.row.id}: {figure.name}: {entry.raw} (raw{corrected}; {entry.time})",)
    note = f" ({figure.note})" if figure.note else ""
    head = f"{indent}{figure.name}: {figure.shown()} = {figure.step}{note}"
    return (head, *(line for below in figure.of for line in explain(below, depth + 1)))


def _plain(value: Value) -> str:
    return str(value) if not isinstance(value, float) else repr(value)
