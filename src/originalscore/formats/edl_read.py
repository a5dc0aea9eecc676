"""The marks of an edit decision list: ``* LOC:`` lines, DaVinci Resolve's marker comments, and cues on audio channels.

All of them stand in record timecode, so neither in-points nor speed effects (``M2``) move them. A list does not say its frame rate: it
is the film's, unless ``FCM:`` or a semicolon says that labels drop. Where it holds edits, the sequence begins at the first of them; a
list of markers alone does not say where its sequence begins. Source: CMX 3600 conventions as read by OpenTimelineIO's adapter; locator
lines and marker comments as written by editing programs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats.safe_text import read_text
from originalscore.model.mark import MarkList, guessed_start, in_order, mark_on, names_music
from originalscore.times import Clock, FrameRate

_TC = r"(\d\d:\d\d:\d\d[:;.,]\d\d)"
_LOCATOR = re.compile(rf"^\*?\s*LOC:\s*{_TC}\s*(.*)$", re.IGNORECASE)
_EVENT = re.compile(rf"^(\d{{3,6}})\s+(\S+)\s+(\S+)\s+(\S+)\s+(?:\d+\s+)?{_TC}\s+{_TC}\s+{_TC}\s+{_TC}")
_RESOLVE = re.compile(r"^\*?\s*(.*?)\s*\|C:\s*(?:ResolveColor)?(\w+)\s*\|M:(.*?)\s*\|D:\s*(\d+)\s*$")
_CLIP_NAME = re.compile(r"^\*\s*FROM CLIP NAME:\s*(.*)$", re.IGNORECASE)
_NOTE = re.compile(r"^\*\s*NOTE:\s*(.*)$")
_FCM = re.compile(r"^FCM:\s*(NON[- ]?)?DROP", re.IGNORECASE)
#: Words that a locator may give as its colour: those of Avid, OpenTimelineIO and Resolve.
_COLORS = (
    "red", "green", "blue", "cyan", "magenta", "yellow", "black", "white", "pink", "orange", "purple", "violet", "fuchsia", "rose", "lavender",
    "sky", "mint", "lemon", "sand", "cocoa", "cream", "gold", "plum", "denim", "brown", "grey", "gray",
)  # fmt: skip


@dataclass
class _Entry:
    """A mark in record frames; ``frames`` above 0 for a range; ``kind`` is ``point``, ``cue`` or ``cut`` (an edit, no mark)."""

    first: int
    name: str = ""
    note: str = ""
    color: str = ""
    frames: int = 0
    kind: str = "point"


@dataclass
class _Reading:
    """What is known while reading on: the rate, and everything found so far."""

    rate: FrameRate
    entries: list[_Entry] = field(default_factory=list)


def is_edl(text: str) -> bool:
    """Whether a text is an edit decision list: it has a title, an event or a locator like one."""
    lines = [line.strip() for line in text.splitlines()]
    return any(line.startswith(("TITLE:", "FCM:")) or _EVENT.match(line) or _LOCATOR.match(line) for line in lines)


def read_edl_list(path: Path, clock: Clock) -> MarkList:
    """Read locators and markers as points, cues as ranges.

    Parameters
    ----------
    clock
        The film's: the list's rate is taken to be the film's.

    Raises
    ------
    FormatError
        If a record timecode does not exist at that rate, with its line, or the file holds neither event nor locator.
    """
    lines = [line.strip() for line in read_text(path).splitlines()]
    rate = _rate(lines, clock.frame_rate)
    reading = _Reading(rate)
    for number, line in enumerate(lines, start=1):
        try:
            _read_line(line, reading)
        except BriefError as fault:
            raise FormatError(f"{path.name} line {number}: {fault}", "export the list at the film's frame rate") from None
    if not reading.entries:
        raise FormatError(f"{path.name} holds no locator and no event of an edit decision list", "export the marker list with locators")
    edits = [entry for entry in reading.entries if entry.kind == "cut"]
    first = min(entry.first for entry in edits or reading.entries)
    sequence = Clock(rate, first if edits else guessed_start(rate, first))
    marks = [
        mark_on(sequence, entry.first - sequence.start_frame, entry.name, note=entry.note, color=entry.color, frames=entry.frames)
        for entry in reading.entries
        if entry.kind == "point" or (entry.kind == "cue" and names_music(entry.name))
    ]
    remark = f"{path.name} counts in drop-frame at {rate.rate}, the film at {clock.frame_rate}"
    end = max((entry.first + entry.frames for entry in edits), default=None)
    return MarkList(
        in_order(marks), sequence, (remark,) if rate.rate != clock.frame_rate.rate else (), is_placed=False,
        end_s=None if end is None else (end - sequence.start_frame) / rate.rate,
    )  # fmt: skip


def _rate(lines: list[str], film: FrameRate) -> FrameRate:
    """The film's rate, with labels that drop or not as the list says; a list that drops beside a film that cannot is at 30000/1001."""
    told = next((found for line in lines if (found := _FCM.match(line))), None)
    drops = told[1] is None if told else any(";" in line for line in lines if _EVENT.match(line) or _LOCATOR.match(line))
    if drops and film.nominal not in (30, 60):
        return FrameRate(Fraction(30000, 1001), True)
    return FrameRate(film.rate, drops) if told or drops else film


def _read_line(line: str, reading: _Reading) -> None:
    entries = reading.entries
    last = entries[-1] if entries else None
    if found := _LOCATOR.match(line):
        first, _, rest = found[2].partition(" ")
        known = first.lower() in _COLORS
        entries.append(_Entry(_frame(reading, found[1]), rest.strip() if known else found[2].strip(), color=first.upper() if known else ""))
    elif found := _EVENT.match(line):
        first, end = _frame(reading, found[7]), _frame(reading, found[8])
        sound = not found[3].upper().startswith("V") and found[3].upper() != "B"
        entries.append(_Entry(first, found[2], frames=max(1, end - first), kind="cue" if sound else "cut"))
    elif last and (found := _RESOLVE.match(line)):
        length = int(found[4])
        entries[-1] = _Entry(last.first, found[3].strip(), found[1], found[2].upper(), length if length > 1 else 0)
    elif last and (found := _CLIP_NAME.match(line)) and last.kind == "cue":
        last.name = found[1]
    elif last and (found := _NOTE.match(line)) and last.kind != "cut":
        last.note = found[1]


def _frame(reading: _Reading, label: str) -> int:
    return reading.rate.frame(label.replace(",", ":"))
