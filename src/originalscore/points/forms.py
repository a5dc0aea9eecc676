"""Two forms of a test as a table of counts, and the choice of how to equate them."""

from __future__ import annotations

from pathlib import Path

from originalscore.errors import BriefError, FormatError
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
    table = read_table(path)
    heads = [head.strip().lower() for head in table.heads]
    if not {"points", "first", "second"} <= set(heads):
        raise FormatError(f"{path.name} needs the columns points, first and second", f"it has {', '.join(table.heads)}")
    try:
        rows = [[int(row[heads.index(name)]) for name in ("points", "first", "second")] for row in table.rows]
    except ValueError as fault:
        raise FormatError(f"{path.name}: {fault}", "write whole numbers") from None
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
