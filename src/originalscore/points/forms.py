"""Two forms of a test as a table of counts, or of people with their anchors, and the choice of how to equate them."""

from __future__ import annotations

from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.points.anchored import LINES, Group, group_of
from originalscore.points.equating import Equated, equipercentile_equating, linear_equating, mean_equating
from originalscore.points.presmoothing import smoothed_equating
from originalscore.points.table import read_table

Counts = tuple[int, ...]


def read_forms(path: Path) -> tuple[Counts, Counts]:
    """Counts of both forms from the columns points (0, 1, 2 ...), first and second.

    Raises
    ------
    FormatError
        If a column is missing, a count is no whole number or the points do not go up by one from 0.
    """
    rows = _whole_numbers(path, ("points", "first", "second"))
    if [row[0] for row in rows] != list(range(len(rows))):
        raise FormatError(f"{path.name}: the points do not go 0, 1, 2 and on", "write a row for every score, with 0 where nobody had it")
    return tuple(row[1] for row in rows), tuple(row[2] for row in rows)


def equate_forms(first: Counts, second: Counts, method: str, degree: int | None = None) -> Equated:
    """Equate by ``mean``, ``linear`` or ``equipercentile``, the last smoothed first where a ``degree`` is given.

    Raises
    ------
    BriefError
        If the method is unknown or the forms cannot be equated.
    """
    if method == "equipercentile":
        return smoothed_equating(first, second, degree) if degree else equipercentile_equating(first, second)
    if method in ("mean", "linear"):
        return mean_equating(first, second) if method == "mean" else linear_equating(first, second)
    raise BriefError(f"there is no equating “{method}”", "choose mean, linear or equipercentile")


def read_anchored(path: Path) -> tuple[Group, Group, int]:
    """Both groups, and the most points on the first form, from the columns form (1 or 2), points and anchor, one row a person.

    Raises
    ------
    FormatError
        If a column is missing, or holds something else.
    BriefError
        If a group is too small, or its anchor does not go with its points.
    """
    rows = _whole_numbers(path, ("form", "points", "anchor"))
    if {row[0] for row in rows} != {1, 2}:
        raise FormatError(f"{path.name}: the column form does not name two forms", "write 1 or 2 in every row")
    first, second = (group_of((row[1], row[2]) for row in rows if row[0] == form) for form in (1, 2))
    return first, second, max(row[1] for row in rows if row[0] == 1)


def equate_anchored(first: Group, second: Group, method: str) -> tuple[float, float]:
    """Slope and intercept by ``tucker``, ``levine`` or ``chained``."""
    return LINES[method](first, second)


def _whole_numbers(path: Path, names: tuple[str, ...]) -> list[list[int]]:
    """The named columns of a table of whole numbers."""
    table = read_table(path)
    heads = [head.strip().lower() for head in table.heads]
    if not set(names) <= set(heads):
        raise FormatError(f"{path.name} needs the columns {', '.join(names[:-1])} and {names[-1]}", f"it has {', '.join(table.heads)}")
    try:
        return [[int(row[heads.index(name)]) for name in names] for row in table.rows]
    except ValueError as fault:
        raise FormatError(f"{path.name}: {fault}", "write whole numbers") from None
