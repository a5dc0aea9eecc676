"""Marks as a table: any program's marker list as CSV or tab-separated text, and ours.

Columns are known by their headings in whatever order; the first column that tells a time counts: a timecode (film or sequence labels),
a clock time (``1:23.5``, from the film's start), seconds, or a frame number counted from the film's start. Media Composer's marker text
has no headings and is known by its timecode in the second column. Extra columns that say a class, landing, mood or must are
words of the note. RFC 4180; comma, semicolon or tab; UTF-8, UTF-16 or a Western code page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.files import write_whole
from originalscore.formats.moment_table import TIMES, cell_of, find_columns, no_time, read_rows
from originalscore.formats.table_text import TIMECODE, frame_of
from originalscore.model.mark import Mark, MarkList, guessed_start, in_order, mark_on
from originalscore.times import Clock, FrameRate

HEADINGS = ("timecode", "frame", "seconds", "name", "note", "color", "frames")
#: Columns whose words are added to the note: they are words of the convention.
_WORDS = ("class", "must", "landing", "mood", "music")


def write_markers_csv(path: Path, marks: tuple[Mark, ...]) -> None:
    """Write marks, one a row; ``frames`` is the length of a range and 0 for a point."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for mark in marks:
        writer.writerow((mark.label, mark.frame, f"{float(mark.at_s):.6f}", mark.name, mark.note, mark.color, mark.frames))
    write_whole(path, text.getvalue())


def read_markers_csv_list(path: Path, clock: Clock) -> MarkList:
    """Read a table of marks.

    Parameters
    ----------
    clock
        The film's: timecodes and frame numbers count at its rate; labels with a semicolon drop.

    Raises
    ------
    FormatError
        If no column tells a time, or a time cannot be read, with its line.
    """
    rows = read_rows(path)
    columns = find_columns(rows[0][1])
    if any(what in columns for what in TIMES):
        return _Table(path, clock, columns).read(rows[1:])
    columns = _avid_columns(rows)
    if not columns:
        raise no_time(path, rows[0][1])
    return _Table(path, clock, columns).read(rows)


class _Table:
    """Rows of one file with its columns known."""

    def __init__(self, path: Path, clock: Clock, columns: dict[str, int]) -> None:
        self._path, self._clock, self._columns = path, clock, columns

    def read(self, rows: list[tuple[int, list[str]]]) -> MarkList:
        """All rows that tell a time."""
        drops = any(";" in cell for _, row in rows for cell in row if TIMECODE.fullmatch(cell.strip()))
        rate = (
            FrameRate(self._clock.frame_rate.rate, True) if drops and self._clock.frame_rate.nominal in (30, 60) else self._clock.frame_rate
        )
        found = list(self._marks(rows, rate))
        labels = [frame for is_label, frame, *_ in found if is_label]
        sequence = Clock(rate, guessed_start(rate, min(labels)) if labels else self._clock.start_frame)
        marks = [
            mark_on(sequence, frame - (sequence.start_frame if is_label else 0), name, note=note, color=color, frames=frames)
            for is_label, frame, name, note, color, frames in found
        ]
        return MarkList(in_order(marks), sequence, (), is_placed=not labels)

    def _marks(self, rows: list[tuple[int, list[str]]], rate: FrameRate) -> Iterator[tuple[bool, int, str, str, str, int]]:
        for number, row in rows:
            try:
                placed = self._time(row, rate)
                frames = self._frames(row, placed, rate) if placed else 0
            except (BriefError, ValueError, ZeroDivisionError) as fault:
                raise FormatError(f"{self._path.name} line {number}: {fault}", "write a timecode, seconds or a frame number") from None
            if placed:
                words = " ".join(said for what in _WORDS if (said := self._word(row, what)))
                note = "; ".join(part for part in (self._cell(row, "note"), words) if part)
                yield (*placed, self._cell(row, "name"), note, self._cell(row, "color").upper(), frames)

    def _time(self, row: list[str], rate: FrameRate) -> tuple[bool, int] | None:
        """Whether the row's time is a label, and its frame; None where the row tells none."""
        for what in TIMES:
            text = self._cell(row, what)
            if text:
                return (False, int(text)) if what == "frame" else frame_of(text, rate)
        if any(cell.strip() for cell in row):
            raise BriefError("no time")
        return None

    def _frames(self, row: list[str], placed: tuple[bool, int], rate: FrameRate) -> int:
        """Length of a range; a frame or less is a point."""
        told = self._cell(row, "frames")
        if told:
            return int(told)
        length, end = self._cell(row, "length"), self._cell(row, "end")
        frames = frame_of(length, rate)[1] if length else frame_of(end, rate)[1] - placed[1] if end else 0
        return frames if frames > 1 else 0

    def _word(self, row: list[str], what: str) -> str:
        """A cell as a word of a note: a must that is yes is called so."""
        cell = self._cell(row, what)
        yes = what if what == "must" else cell
        return {"yes": yes, "true": yes, "no": "", "false": ""}.get(cell.lower(), cell)

    def _cell(self, row: list[str], what: str) -> str:
        return cell_of(row, self._columns, what)


def _avid_columns(rows: list[tuple[int, list[str]]]) -> dict[str, int]:
    """Media Composer's marker text: who, timecode, track, colour, words."""
    avid = all(len(row) >= 5 and TIMECODE.fullmatch(row[1].strip()) for _, row in rows)
    return {"timecode": 1, "color": 3, "name": 4} if avid else {}
