"""Whole classes: a table of raw points in, the same table with derived columns beside it out. The raw column is never touched.

CSV (RFC 4180, comma or semicolon) and XLSX. The raw column is the one named, or the only one whose head says points, raw, marks or
score, or the only one of numbers. New columns say what they are: ``percent``, ``grade (de)``.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.files import whole_file, write_whole
from originalscore.points.raw import read_raw
from originalscore.points.rescale import percent
from originalscore.points.rounding import DEFAULT, written
from originalscore.points.scales import GradingScale

#: Heads by which a column of raw points is known.
RAW_HEADS = ("points", "raw", "marks", "raw points", "raw score", "score", "punkte")
_MAXIMUM_HEADS = ("maximum", "max", "of", "out of")
#: Without leading zeros, which numbers of people and rooms have.
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")
_SHEETS, _TEXTS = (".xlsx",), (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Table:
    """Heads and rows of text, as they were read."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(path: Path) -> Table:
    """A CSV or XLSX file; the first row names the columns.

    Raises
    ------
    BriefError
        If there is no such file.
    FormatError
        If it is no table, or has no rows.
    """
    try:
        lines = _read_sheet(path) if path.suffix.lower() in _SHEETS else _read_text(path)
    except OSError as fault:
        raise BriefError(f"{path} cannot be read: {fault.strerror}", "check its name") from None
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise FormatError(f"{path.name} has no rows of points", "name the columns in the first row and write one person a row")
    heads, *rows = lines
    for place, row in enumerate(rows, 2):
        if len(row) > len(heads):
            raise FormatError(f"{path.name}, row {place}: {len(row)} cells under {len(heads)} heads", "check the separators")
    return Table(tuple(heads), tuple((*row, *[""] * (len(heads) - len(row))) for row in rows))


def _read_text(path: Path) -> list[tuple[str, ...]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FormatError(f"{path.name} is not UTF-8 text", "save it as CSV UTF-8") from None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        return [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True)]
    except csv.Error as fault:
        raise FormatError(f"{path.name} is not CSV: {fault}", "check the quotation marks") from None


def _read_sheet(path: Path) -> list[tuple[str, ...]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise FormatError(f"{path.name} is not an XLSX file", "save it again, or use CSV") from None
    sheet = book.worksheets[0]
    found = [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    book.close()
    return found


def raw_column(table: Table, asked: str = "") -> int:
    """Which column holds the raw points.

    Raises
    ------
    BriefError
        If the column asked for is not there, or none or several could be it.
    """
    if asked:
        if asked not in table.heads:
            raise BriefError(f"there is no column “{asked}”", f"the columns are {', '.join(table.heads)}")
        return table.heads.index(asked)
    named = [place for place, head in enumerate(table.heads) if head.strip().lower() in RAW_HEADS]
    numeric = [place for place in range(len(table.heads)) if all(_is_number(row[place]) for row in table.rows if row[place].strip())]
    for found in (named, numeric):
        if len(found) == 1:
            return found[0]
    raise BriefError("which column holds the raw points?", f"say --column with one of {', '.join(table.heads)}")


def _is_number(text: str) -> bool:
    try:
        read_raw(text, allow_outside=True)
    except BriefError:
        return False
    return True


def convert_table(
    table: Table, *, maximum: str = "", minimum: str = "0", column: str = "", scale: GradingScale | None = None,
    passing: Fraction | None = None, decimals: int = 2, rounding: str = DEFAULT, bonus: bool = False,
) -> Table:  # fmt: skip
    """The table with percents, and grades on a scale, in columns of their own. Who has no points gets none: nobody is given a zero.

    Raises
    ------
    BriefError, FormatError
        Naming the row whose points cannot be converted.
    """
    place = raw_column(table, column)
    of = next((where for where, head in enumerate(table.heads) if head.strip().lower() in _MAXIMUM_HEADS and where != place), None)
    shares: list[Fraction | None] = []
    for number, row in enumerate(table.rows, 2):
        if not row[place].strip():
            shares.append(None)
            continue
        try:
            shares.append(percent(read_raw(row[place], maximum or (row[of] if of is not None else ""), minimum, allow_outside=bonus)))
        except BriefError as fault:
            raise BriefError(f"row {number}, {row[0]}: {fault.args[0]}", fault.advice) from None
    columns = [("percent", ["" if share is None else written(share, decimals, rounding) for share in shares])]
    if scale is not None:
        graded = iter(scale.grades([share for share in shares if share is not None], passing=passing))
        columns.append((f"grade ({scale.name})", ["" if share is None else next(graded) for share in shares]))
    taken = [head for head, _ in columns if head in table.heads]
    if taken:
        raise BriefError(f"the table has a column “{taken[0]}” already", "rename it: nothing of yours is overwritten")
    rows = tuple((*row, *(values[number] for _, values in columns)) for number, row in enumerate(table.rows))
    return Table((*table.heads, *(head for head, _ in columns)), rows)


def write_table(path: Path, table: Table, source: Path) -> None:
    """Write CSV or XLSX by the file's ending; numbers are numbers in a sheet.

    Raises
    ------
    BriefError
        If that would overwrite the raw points, or the ending is unknown.
    DeliveryError
        If it cannot be written.
    """
    if path.exists() and path.resolve() == source.resolve():
        raise BriefError(f"{path.name} holds the raw points and is not overwritten", "choose another name with --out")
    if path.suffix.lower() in _SHEETS:
        _write_sheet(path, table)
    elif path.suffix.lower() in _TEXTS:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([table.heads, *table.rows])
        write_whole(path, text.getvalue())
    else:
        raise BriefError(f"tables are not written as “{path.suffix or path.name}”", "choose .csv or .xlsx")


def _write_sheet(path: Path, table: Table) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, texts in enumerate((table.heads, *table.rows), 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column, _cell(text))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
    for head in sheet[1]:
        head.font = Font(bold=True)
    with whole_file(path) as partial:
        book.save(partial)


def _cell(text: str) -> str | float | int:
    """A number for what is plainly one; what begins like a formula stays text."""
    if _PLAIN_NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text
