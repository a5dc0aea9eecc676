"""The hit ledger as CSV: one row a hit, times as timecode, frame and seconds; errors signed, late is positive.

RFC 4180, UTF-8 without byte-order mark, comma-separated, first row names the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.files import write_whole


@dataclass(frozen=True)
class HitRow:
    """One row of the ledger.

    ``at_s`` is picture time in seconds, ``frame`` counts from the film's first frame, ``beat`` from 1 within the bar.
    Errors are music minus picture in milliseconds; ``rendered_error_ms`` is None where no sound was measured.
    """

    cue: str
    timecode: str
    frame: int
    at_s: Fraction
    what: str
    kind: str
    must: bool
    asked: str
    bar: int
    beat: Fraction
    place: str
    planned_error_ms: float
    rendered_error_ms: float | None
    landed: bool


#: Field of ``HitRow`` -> heading of the column.
HEADINGS = {
    field.name: {"kind": "class", "asked": "landing_asked", "place": "landing"}.get(field.name, field.name) for field in fields(HitRow)
}


def write_hits_csv(path: Path, rows: Iterable[HitRow]) -> None:
    """Write the ledger; seconds with six decimals, errors with two."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS.values())
    for row in rows:
        writer.writerow(_print(name, getattr(row, name)) for name in HEADINGS)
    write_whole(path, text.getvalue())


def read_hits_csv(path: Path) -> tuple[HitRow, ...]:
    """Read what :func:`write_hits_csv` wrote.

    Raises
    ------
    FormatError
        If a column is missing or a figure is none, with its line.
    """
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        missing = [heading for heading in HEADINGS.values() if heading not in (reader.fieldnames or ())]
        if missing:
            raise FormatError(f"{path.name}: the column “{missing[0]}” is missing", "export the hit ledger again")
        return tuple(_row(path, reader.line_num, line) for line in reader)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise FormatError(f"{path.name} is not CSV text: {fault}") from None


def _print(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "at_s" and isinstance(value, Fraction):
        return f"{float(value):.6f}"
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return f"{value:+.2f}" if isinstance(value, float) else str(value)


def _row(path: Path, line_number: int, line: dict[str, str]) -> HitRow:
    cell = {name: line[heading] or "" for name, heading in HEADINGS.items()}
    try:
        return HitRow(
            cell["cue"], cell["timecode"], int(cell["frame"]), Fraction(cell["at_s"]), cell["what"], cell["kind"],
            cell["must"] == "yes", cell["asked"], int(cell["bar"]), Fraction(cell["beat"]), cell["place"],
            float(cell["planned_error_ms"]), float(cell["rendered_error_ms"]) if cell["rendered_error_ms"] else None,
            cell["landed"] == "yes",
        )  # fmt: skip
    except ValueError as fault:
        raise FormatError(f"{path.name} line {line_number}: {fault}", "correct the figure or export the ledger again") from None
