"""Hit lists of anybody's as CSV: one row a moment, a column that tells its time, and optionally class, must and what it is.

The first row names the columns, in any order, large or small; commas, semicolons or tabs divide them; columns nobody reads are let be, so
our own ``hits.csv`` is such a list. Times are picture time from the film's first frame:

- ``timecode`` or ``tc``: the label of a frame, ``01:00:21:05``;
- ``seconds``, ``at_s``, ``time_s`` or ``s``: seconds, ``21.208``;
- ``frame``, or ``frames`` where nothing else tells the time: a frame number, 0 is the film's first;
- ``time``, ``at``, ``start`` or ``position``: any of timecode, ``01:21.208``, ``21.208s`` or ``21.208``.

Of several the most exact decides: seconds, then frame, then timecode. All headings are in ``moment_table``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats.moment_table import cell_of, find_columns, no_time, read_rows
from originalscore.model.cue import HIT_CLASSES
from originalscore.times import Clock

#: Class of a moment whose list names none (ours): a scene cut's.
DEFAULT_CLASS = "firm"
_YES, _NO = ("yes", "true", "1", "x", "must", "y"), ("no", "false", "0", "", "n", "-")
_CLOCK_TIME = re.compile(r"^(?:(\d+):)?(\d+):(\d{1,2}(?:[.,]\d+)?)$")
#: The most exact first.
_EXACT = ("seconds", "frame", "timecode", "time")


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
    rows = read_rows(path)
    heads = rows[0][1]
    columns = find_columns(heads)
    timed = next((what for what in _EXACT if what in columns), None)
    if timed is None:
        raise no_time(path, heads)
    if clock is None and timed in ("frame", "timecode"):
        raise BriefError(f"{path.name} counts in {timed}s and nothing tells the film's frame rate", "give --frame-rate")
    hits = tuple(_hit(f"{path.name} line {line}", line, row, columns, timed, clock) for line, row in rows[1:])
    if not hits:
        raise FormatError(f"{path.name} lists no moment", "write one a row")
    return hits


def _hit(place: str, line: int, row: list[str], columns: dict[str, int], timed: str, clock: Clock | None) -> ListedHit:
    text = cell_of(row, columns, timed)
    try:
        at_s = _READERS[timed](text, clock)
    except BriefError as fault:
        raise FormatError(f"{place}: {fault.args[0]}", fault.advice) from None
    except ValueError:
        raise FormatError(f"{place}: “{text}” is not a time", "write it like 01:00:21:05, 21.208 or a frame number") from None
    kind, must = cell_of(row, columns, "class").casefold() or DEFAULT_CLASS, cell_of(row, columns, "must").casefold()
    if kind not in HIT_CLASSES:
        raise FormatError(f"{place}: the class “{kind}” is unknown", f"known are {', '.join(HIT_CLASSES)}")
    if must not in (*_YES, *_NO):
        raise FormatError(f"{place}: must is yes or no, not “{must}”")
    return ListedHit(at_s, cell_of(row, columns, "name") or f"hit {line}", kind, must in _YES, place)


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
