"""The columns of a table of moments, whoever wrote it: hit lists for ``sync`` and marker lists of editing programs are read by the same headings.

Headings are compared in small letters without signs; of several for one thing the first in the row here counts. Comma, semicolon or tab; UTF-8, UTF-16
or a Western code page; RFC 4180.
"""

from __future__ import annotations

from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.safe_text import read_text
from originalscore.formats.table_text import numbered_rows, plain_heading

#: What a column holds -> its headings. ``timecode`` is the label of a frame, ``time`` is written in any way; ``frames`` is a length, and a
#: frame number only where nothing else tells the time.
COLUMNS: dict[str, tuple[str, ...]] = {
    "timecode": ("timecode", "tc", "record tc", "record in", "marker in", "start timecode"),
    "time": ("time", "in", "start", "position", "at", "timestamp", "start time"),
    "seconds": ("seconds", "at s", "sec", "time s", "start s", "time seconds", "seconds s", "s"),
    "frame": ("frame", "frame number", "frame no"),
    "end": ("out", "end", "record out", "end timecode", "end time"),
    "length": ("duration", "length"),
    "frames": ("frames", "length frames", "duration frames"),
    "name": (
        "what", "name", "marker name", "title", "label", "marker", "event", "text", "comment", "comments", "description", "notes", "note",
    ),
    "note": ("note", "notes", "comment", "comments", "description", "marker comment"),
    "color": ("color", "colour", "marker color", "marker colour"),
    "class": ("class", "kind"),
    "must": ("must", "must hit"),
    "landing": ("landing", "landing asked"),
    "mood": ("mood",),
    "music": ("cue in out", "type"),
}  # fmt: skip
TIMES = ("timecode", "time", "seconds", "frame")
_LARGEST_BYTES = 20_000_000


def read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Every row that is not empty with the line it ends on, divided at the sign that the first line has most of.

    Raises
    ------
    FormatError
        If the file cannot be read as a table, or is empty.
    """
    if path.is_file() and path.stat().st_size > _LARGEST_BYTES:
        raise FormatError(f"{path.name} is too large for a table of moments", "name a CSV of moments")
    rows = numbered_rows(path, read_text(path))
    if not rows:
        raise FormatError(f"{path.name} is empty", "write one moment a row under a row of column names")
    return rows


def find_columns(heads: list[str]) -> dict[str, int]:
    """Where each thing stands, by a row of headings."""
    places = {plain_heading(head): place for place, head in reversed(list(enumerate(heads)))}
    found = {what: places[name] for what, names in COLUMNS.items() for name in reversed(names) if name in places}
    if "frames" in found and not any(what in found for what in TIMES):
        found["frame"] = found.pop("frames")
    if found.get("note") == found.get("name"):
        found.pop("note", None)
    return found


def no_time(path: Path, heads: list[str]) -> FormatError:
    """What is said of a table without a time."""
    shown = ", ".join(head.strip() for head in heads if head.strip())[:120]
    return FormatError(f"{path.name}: no column tells a time ({shown})", "name one timecode, seconds or frame")


def cell_of(row: list[str], columns: dict[str, int], what: str) -> str:
    """A cell by what it holds, or nothing."""
    place = columns.get(what, len(row))
    return row[place].strip() if place < len(row) else ""
