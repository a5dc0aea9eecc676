"""Conflicts of interest: who has a stake in what. A declaration is a row of the ledger like any other, and stays.

The row has the criterion :data:`CONFLICT` and one point of one; taken back, it is corrected to 0. It is a flag and no points: recipes do not
count it. Points of a judge with a stake are never removed; results are shown with them and without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from originalscore.points.ledger import Entry, Row

CONFLICT = "conflict of interest"
_NONE = "0"


def declaration(judge: str, item: str, *, holds: bool, note: str = "", replaces: int | None = None) -> Entry:
    """The entry that says that a judge has a stake in an item, or has none after all."""
    return Entry(item, "1" if holds else _NONE, judge, CONFLICT, "0", "1", note, replaces)


def declared(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The declarations that hold."""
    return tuple(row for row in rows if row.entry.criterion == CONFLICT and row.entry.points != _NONE)


def points_given(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that are points, not declarations."""
    return tuple(row for row in rows if row.entry.criterion != CONFLICT)


def without_conflicts(rows: Sequence[Row], *, compares: bool = False) -> tuple[Row, ...]:
    """The points of judges who have no stake in what they judged.

    Parameters
    ----------
    rows
        Standing rows, declarations among them.
    compares
        Whether a criterion is a comparison of items: then all of it goes when the judge has a stake in one of them.
    """
    stakes = {(row.entry.judge, row.entry.item) for row in declared(rows)}
    given = points_given(rows)
    touched = {(row.entry.judge, row.entry.criterion) for row in given if (row.entry.judge, row.entry.item) in stakes}
    return tuple(
        row
        for row in given
        if (row.entry.judge, row.entry.item) not in stakes and not (compares and (row.entry.judge, row.entry.criterion) in touched)
    )
