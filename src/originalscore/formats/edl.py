"""CMX 3600 edit decision lists: the film as one event, hits as ``* LOC:`` lines under it, cues as audio events.

Locators carry record timecode. An EDL does not say its frame rate, so readers must be told it; ``FCM:`` says whether
labels drop, and drop-frame labels are written with a semicolon. Names go out as plain ASCII on one line, since the
format knows nothing else; notes follow as comment lines.
Source: CMX 3600 conventions as read by OpenTimelineIO's adapter; locator lines as written by editing programs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

from originalscore.files import write_whole
from originalscore.formats.edl_read import read_edl_list
from originalscore.model.mark import Mark
from originalscore.times import Clock


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
    """The marks alone of ``edl_read.read_edl_list``, as frames of a film whose labels the list is in."""
    found = read_edl_list(path, clock)
    start = found.clock.start_frame if found.clock else 0
    return tuple(replace(mark, **_moved(mark, start - clock.start_frame, clock)) for mark in found.marks)


def _moved(mark: Mark, by: int, clock: Clock) -> dict[str, Any]:
    return {"frame": mark.frame + by, "at_s": (mark.frame + by) / clock.frame_rate.rate}


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
