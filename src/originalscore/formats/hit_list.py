"""Hit lists of anybody's as CSV: one row a moment, a column that tells its time, and optionally class, must and what it is.

The first row names the columns, in any order, large or small; commas, semicolons or tabs divide them; columns nobody reads are let be, so
our own ``hits.csv`` is such a list. Times are picture time from the film's first frame:

- ``timecode`` or ``tc``: the label of a frame, ``01:00:21:05``;
- ``seconds``, ``at_s``, ``time_s`` or ``s``: seconds, ``21.208``;
- ``frame`` or ``frames``: a frame number, 0 is the film's first;
- ``time``, ``at``, ``start`` or ``position``: any of timecode, ``01:21.208``, ``21.208s`` or ``21.208``.

Of several the most exact decides: seconds, then frame, then timecode.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.model.cue import HIT_CLASSES
from originalscore.times import Clock

#: Class of a moment whose list names none (ours): a scene cut's.
DEFAULT_CLASS = "firm"
_SECONDS = ("seconds", "at_s", "time_s", "s", "time (s)", "seconds (s)")
_FRAMES = ("frame", "frames", "frame number")
_TIMECODES = ("timecode", "tc", "record tc", "record in")
_TIMES = ("time", "at", "start", "position", "in")
_CLASSES = ("class", "kind")
_MUSTS = ("must", "must-hit", "must_hit")
_NAMES = ("what", "name", "description", "marker name", "event", "title", "note", "notes", "comment")
_YES, _NO = ("yes", "true", "1", "x", "must", "y"), ("no", "false", "0", "", "n", "-")
_CLOCK_TIME = re.compile(r"^(?:(\d+):)?(\d+):(\d{1,2}(?:[.,]\d+)?)$")
_LARGEST_BYTES = 20_000_000


@dataclass(frozen=True)
class ListedHit:
    """A moment of a list: picture time, what it is, its class (a name of ``HIT_CLASSES``), whether it is a must, and where it stands."""

    at_s: Fraction
    what: str
    kind: str
    must: bool
    place: str = ""


def read_hit_list(path: Path, clock: Clock | None) -> tuple[ListedHit, ...]:
    """Read a list in its own order.

    Parameters
    ----------
    clock
        Of the film; None where nobody knows its frame rate: then the list must count in seconds.

    Raises
    ------
    FormatError
        If the file is no table, no column tells a time, or a cell cannot be read, with its line.
    BriefError
        If it counts in frames or timecode and nobody knows the frame rate.
    """
    rows = _rows(path)
    heads = [head.strip().casefold() for head in rows[0][1]]
    column = {
        what: next((heads.index(name) for name in names if name in heads), None)
        for what, names in {
            "seconds": _SECONDS,
            "frame": _FRAMES,
            "timecode": _TIMECODES,
            "time": _TIMES,
            "class": _CLASSES,
            "must": _MUSTS,
            "what": _NAMES,
        }.items()
    }
    timed = next((what for what in ("seconds", "frame", "timecode", "time") if column[what] is not None), None)
    if timed is None:
        shown = ", ".join(head for head in heads if head)[:120]
        raise FormatError(f"{path.name}: no column tells a time ({shown})", "name one timecode, seconds or frame")
    if clock is None and timed in ("frame", "timecode"):
        raise BriefError(f"{path.name} counts in {timed}s and nothing tells the film's frame rate", "give --frame-rate")
    hits = tuple(_hit(path.name, line, cells, column, _READERS[timed], clock) for line, cells in rows[1:] if any(map(str.strip, cells)))
    if not hits:
        raise FormatError(f"{path.name} lists no moment", "write one a row")
    return hits


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Every row with the line it ends on."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise FormatError(f"{path.name} is too large for a hit list", "name a CSV of moments")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FormatError(f"{path.name} is no UTF-8 text", "export the list as CSV in UTF-8") from None
    except OSError as fault:
        raise FormatError(f"the hit list {path} cannot be read: {fault.strerror}", "check the name") from None
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as fault:
        raise FormatError(f"{path.name} is not CSV text: {fault}", "export the list again") from None
    if not rows:
        raise FormatError(f"{path.name} is empty", "write one moment a row under a row of column names")
    return rows


def _hit(
    file: str, line: int, cells: list[str], column: Mapping[str, int | None], read: Callable[[str, Clock | None], Fraction], clock: Clock | None
) -> ListedHit:  # fmt: skip
    place = f"{file} line {line}"

    def cell(what: str) -> str:
        number = column[what]
        return cells[number].strip() if number is not None and number < len(cells) else ""

    text = next(cell(what) for what in ("seconds", "frame", "timecode", "time") if column[what] is not None)
    try:
        at_s = read(text, clock)
    except BriefError as fault:
        raise FormatError(f"{place}: {fault.args[0]}", fault.advice) from None
    except ValueError:
        raise FormatError(f"{place}: “{text}” is not a time", "write it like 01:00:21:05, 21.208 or a frame number") from None
    kind, must = cell("class").casefold() or DEFAULT_CLASS, cell("must").casefold()
    if kind not in HIT_CLASSES:
        raise FormatError(f"{place}: the class “{kind}” is unknown", f"known are {', '.join(HIT_CLASSES)}")
    if must not in (*_YES, *_NO):
        raise FormatError(f"{place}: must is yes or no, not “{must}”")
    return ListedHit(at_s, cell("what") or f"hit {line}", kind, must in _YES, place)


def _read_seconds(text: str, clock: Clock | None) -> Fraction:
    return Fraction(text.removesuffix("s").strip().replace(",", "."))


def _read_frame(text: str, clock: Clock | None) -> Fraction:
    return int(text) * _known(clock).frame_rate.frame_s


def _read_timecode(text: str, clock: Clock | None) -> Fraction:
    return _known(clock).seconds(text)


def _read_time(text: str, clock: Clock | None) -> Fraction:
    """``1:21.208`` and ``1:02:21`` are minutes and hours; four parts are timecode."""
    if found := _CLOCK_TIME.match(text):
        hours, minutes, seconds = found.groups()
        return Fraction(int(hours or 0) * 3600 + int(minutes) * 60) + Fraction(seconds.replace(",", "."))
    return _read_seconds(text, clock) if ":" not in text else _read_timecode(text, clock)


def _known(clock: Clock | None) -> Clock:
    if clock is None:
        raise BriefError("timecode, and nothing tells the film's frame rate", "give --frame-rate")
    return clock


_READERS = {"seconds": _read_seconds, "frame": _read_frame, "timecode": _read_timecode, "time": _read_time}
