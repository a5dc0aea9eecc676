"""Marks on the film's timeline: hits as points, cues as ranges, ready for any editing program.

A mark sits on the frame that is shown at its time; ``frame`` counts from the film's first displayed frame and
``label`` is the timecode of that frame. Colours are OpenTimelineIO's names, which editing programs share.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.times import Clock, FrameRate

#: Class of a hit -> colour of its marker (our convention).
CLASS_COLORS: dict[str, str] = {"hard": "RED", "firm": "YELLOW", "soft": "GREEN", "avoid": "BLACK"}
CUE_COLOR = "BLUE"
_MUSIC = re.compile(r"\s*(?:\d{1,2}\s?m\s?\d{1,3}[a-z]?\b|cue\b|music\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """One mark.

    Parameters
    ----------
    at_s
        Picture time, exact seconds.
    frame, label
        The frame shown then, counted from the film's first, and its timecode.
    name, note, color
        Short name, longer note, colour name; the last two may be empty.
    frames
        Length in frames: 0 is a point (a hit), more is a range (a cue).
    hidden
        Whether it hangs on a part of its clip that was trimmed away, so that the editor does not see it in the sequence.
    """

    at_s: Fraction
    frame: int
    label: str
    name: str
    note: str = ""
    color: str = ""
    frames: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class MarkList:
    """What a list of marks from an editing program holds.

    Parameters
    ----------
    marks
        In order of time; ``frame`` and ``at_s`` count from the sequence's first frame.
    clock
        Rate and start label of the sequence; None where the file tells neither.
    remarks
        Lines for the user.
    is_placed
        False where the file tells no start: its labels may be the film's own, and the start label is a guess.
    end_s
        Where the sequence ends, where known.
    """

    marks: tuple[Mark, ...]
    clock: Clock | None
    remarks: tuple[str, ...] = ()
    is_placed: bool = True
    end_s: Fraction | None = None


def mark_at(clock: Clock, at_s: Fraction, name: str, *, note: str = "", color: str = "", end_s: Fraction | None = None) -> Mark:
    """A mark at picture time ``at_s``; with ``end_s`` a range of at least one frame."""
    frame = frame_shown(at_s, clock.frame_rate.rate)
    frames = max(1, frame_shown(end_s, clock.frame_rate.rate) - frame) if end_s is not None else 0
    return mark_on(clock, frame, name, note=note, color=color, frames=frames, at_s=at_s)


def mark_on(
    clock: Clock, frame: int, name: str, *, note: str = "", color: str = "", frames: int = 0, at_s: Fraction | None = None, hidden: bool = False
) -> Mark:  # fmt: skip
    """A mark on a frame number, counted from the film's first frame."""
    exact = frame / clock.frame_rate.rate if at_s is None else at_s
    return Mark(exact, frame, clock.frame_rate.label(clock.start_frame + frame), name, note, color, frames, hidden)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """By time, ranges before the points on their first frame; what picture and sound of a clip both carry is told once."""
    return tuple(sorted(dict.fromkeys(marks), key=lambda mark: (mark.frame, -mark.frames)))


def guessed_start(rate: FrameRate, first: int) -> int:
    """Where a sequence begins of which only marks are known, as a frame number: programs begin on a full hour (and at 0 before the first)."""
    hour = rate.frame("01:00:00:00")
    return rate.frame(f"{int(rate.label(first)[:2]):02}:00:00:00") if first >= hour else 0


def names_music(name: str) -> bool:
    """Whether a clip or range is named like a cue: by its number (``1m2 The Door``), or as ``cue`` or ``music``."""
    return bool(_MUSIC.match(name))


def marks_of_cues(cues: tuple[Cue, ...], clock: Clock) -> tuple[Mark, ...]:
    """Every cue as a range and every hit as a point, in order of time."""
    marks = []
    for cue in cues:
        title = f"{cue.number} {cue.title}".strip()
        marks.append(mark_at(clock, cue.start_s, title, note=cue.why, color=CUE_COLOR, end_s=cue.end_s))
        for hit in cue.hits:
            note = f"{cue.number} {hit.kind} {hit.landing}{' must' if hit.must else ''}"
            marks.append(mark_at(clock, hit.at_s, hit.what, note=note, color=CLASS_COLORS[hit.kind]))
    return tuple(sorted(marks, key=lambda mark: (mark.frame, -mark.frames)))


def frame_shown(at_s: Fraction, rate: Fraction) -> int:
    """The frame shown at a time; a thousandth of a frame early still counts as on it (as ``Clock.label`` does)."""
    return math.floor(at_s * rate + Fraction(1, 1000))
