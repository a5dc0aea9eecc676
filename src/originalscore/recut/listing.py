"""The change list as an editor reads it: old timecode in and out, new timecode in and out, what happened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from fractions import Fraction

from originalscore.model.recut import Change
from originalscore.times import Clock

COLUMNS = ("what", "name", "change", "old_in", "old_out", "new_in", "new_out", "remark")


def change_rows(changes: Iterable[Change], old: Clock, new: Clock) -> list[tuple[str, ...]]:
    """One row a change, in the order of :data:`COLUMNS`; the out is the first frame after."""

    def label(clock: Clock, at_s: Fraction | None) -> str:
        return "" if at_s is None else clock.label(at_s)

    return [
        (
            one.what, one.name, one.change, label(old, one.old_start_s), label(old, one.old_end_s), label(new, one.new_start_s),
            label(new, one.new_end_s), one.remark,
        )
        for one in changes
    ]  # fmt: skip


def changes_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows as CSV (RFC 4180) under their column names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()
