"""CMX 3600 edit decision lists: the film as one event, hits as ``* LOC:`` lines under it, cues as audio events.

Locators carry record timecode. An EDL does not say its frame rate, so readers must be told it; ``FCM:`` says whether
labels drop, and drop-frame labels are written with a semicolon. Names go out as plain ASCII on one line, since the
format knows nothing else; notes follow as comment lines.
Source: CMX 3600 conventions as read by OpenTimelineIO's adapter; locator lines as written by editing programs.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.files import write_whole
from originalscore.model.mark import Mark, mark_on
from originalscore.times import Clock

_LOCATOR = re.compile(r"^\*\s*LOC:\s*(\d\d:\d\d:\d\d[:;.]\d\d)\s+(\w*)\s*(.*)$")
_EVENT = re.compile(r"^(\d{3,6})\s+(\S+)\s+(\S+)\s+(\S+)\s+(?:\d+\s+)?([\d:;.]{11})\s+([\d:;.]{11})\s+([\d:;.]{11})\s+([\d:;.]{11})")
_CLIP_NAME = re.compile(r"^\*\s*FROM CLIP NAME:\s*(.*)$")
_NOTE = re.compile(r"^\*\s*NOTE:\s*(.*)$")


def write_edl(path: Path, marks: tuple[Mark, ...], clock: Clock, *, title: str, film: str, frames: int) -> None:
    """Write the marks of a film of ``frames`` frames; points become locators, ranges events on audio channel A."""
    lines = [f"TITLE: {_plain(title)}", f"FCM: {'DROP FRAME' if clock.frame_rate.drop else 'NON-DROP FRAME'}", ""]
    lines += [_event(clock, 1, "AX", "V", 0, frames), f"* FROM CLIP NAME: {_plain(film)}"]
    for mark in marks:
        if not mark.frames:
            lines.append(f"* LOC: {mark.label} {mark.color or 'WHITE':7} {_plain(mark.name)}")
            lines += _note(mark)
    for number, mark in enumerate((mark for mark in marks if mark.frames), start=2):
        lines += ["", _event(clock, number, "AX", "A", mark.frame, mark.frames), f"* FROM CLIP NAME: {_plain(mark.name)}", *_note(mark)]
    write_whole(path, "\r\n".join(lines) + "\r\n")


def read_edl(path: Path, clock: Clock) -> tuple[Mark, ...]:
    """Read locators as points and audio events as ranges, in the film's own labels.

    Raises
    ------
    FormatError
        If a timecode does not exist at the film's rate, with its line, or the file holds no event and no locator.
    """
    marks: list[Mark] = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        try:
            _read_line(line.strip(), clock, marks)
        except BriefError as fault:
            raise FormatError(f"{path.name} line {number}: {fault}") from None
    if not marks:
        raise FormatError(f"{path.name} holds no locator and no audio event", "export the marker list with locators")
    return tuple(sorted(marks, key=lambda mark: (mark.frame, -mark.frames)))


def _read_line(line: str, clock: Clock, marks: list[Mark]) -> None:
    if found := _LOCATOR.match(line):
        label, color, name = found.groups()
        marks.append(mark_on(clock, _frame(clock, label), name, color=color))
    elif found := _EVENT.match(line):
        if not found[3].startswith("V") and found[3] != "B":
            first, end = _frame(clock, found[7]), _frame(clock, found[8])
            marks.append(mark_on(clock, first, found[2], frames=max(1, end - first)))
    elif marks and (found := _CLIP_NAME.match(line)) and marks[-1].frames:
        marks[-1] = mark_on(clock, marks[-1].frame, found[1], frames=marks[-1].frames)
    elif marks and (found := _NOTE.match(line)):
        last = marks[-1]
        marks[-1] = mark_on(clock, last.frame, last.name, note=found[1], color=last.color, frames=last.frames)


def _frame(clock: Clock, label: str) -> int:
    return clock.frame_rate.frame(label) - clock.start_frame


def _event(clock: Clock, number: int, reel: str, channel: str, frame: int, frames: int) -> str:
    source = " ".join(clock.frame_rate.label(n) for n in (0, frames))
    record = " ".join(clock.frame_rate.label(clock.start_frame + frame + n) for n in (0, frames))
    return f"{number:03}  {reel:8} {channel:5} C        {source} {record}"


def _note(mark: Mark) -> list[str]:
    return [f"* NOTE: {_plain(mark.note)}"] if mark.note else []


def _plain(text: str) -> str:
    """One line of printable ASCII: accents are dropped, other signs become a question mark."""
    flat = unicodedata.normalize("NFKD", " ".join(text.split()))
    kept = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return kept.encode("ascii", "replace").decode()
