"""Putting new bars, or one new part, into a score that stays as it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from originalscore.model.score import Note, Part, Score
from originalscore.model.sketch import Line, LineNote, Sketch
from originalscore.music.instrument import INSTRUMENTS

_Any = TypeVar("_Any", Note, LineNote)


def bars_renewed(old: Score, new: Score, start: Fraction, end: Fraction) -> Score:
    """The old score with the new one's notes between two beats; what is outside stays, notes that ring into the new bars too."""
    before, after = ({part.instrument: part for part in score.parts} for score in (old, new))
    parts = []
    for name in sorted({*before, *after}, key=lambda name: INSTRUMENTS[name].score_order):
        ours, theirs = before.get(name), after.get(name)
        kept = [note for note in ours.notes if not start <= note.onset < end] if ours else []
        fresh = [note for note in theirs.notes if start <= note.onset < end] if theirs else []
        notes = _together(kept, [_ended(note, end) for note in fresh])
        shape = ours or theirs
        assert shape is not None
        if notes:
            parts.append(_marked(replace(shape, notes=tuple(notes)), ours, theirs, start, end))
    return replace(old, parts=tuple(parts), shortfalls=(*old.shortfalls, *new.shortfalls))


def part_renewed(old: Score, new: Score, instruments: Collection[str], tunes: Collection[str]) -> Score:
    """The old score with the new parts of some instruments; a tune (``tunes``: names of lines) that they alone had stays with them."""
    others = [part for part in old.parts if part.instrument not in instruments]
    elsewhere = {(note.line, note.onset) for part in others for note in part.notes}
    parts = list(others)
    for name in instruments:
        ours = next((part for part in old.parts if part.instrument == name), None)
        theirs = next((part for part in new.parts if part.instrument == name), None)
        sung = [note for note in ours.notes if note.line in tunes and (note.line, note.onset) not in elsewhere] if ours else []
        notes = _together(sung, list(theirs.notes) if theirs else [])
        shape = theirs or ours
        if notes and shape:
            parts.append(replace(shape, notes=tuple(notes)))
    parts.sort(key=lambda part: INSTRUMENTS[part.instrument].score_order)
    return replace(old, parts=tuple(parts))


def lines_renewed(old: Sketch, new: Sketch, start: Fraction, end: Fraction) -> Sketch:
    """The old sketch with the new one's lines between two beats."""
    before, after = ({line.name: line for line in sketch.lines} for sketch in (old, new))
    lines: list[Line] = []
    for name in dict.fromkeys([*before, *after]):
        ours, theirs = before.get(name), after.get(name)
        kept = [note for note in ours.notes if not start <= note.onset < end] if ours else []
        fresh = [note for note in theirs.notes if start <= note.onset < end] if theirs else []
        notes = sorted([*kept, *(_ended(note, end) for note in fresh)], key=lambda note: note.onset)
        shape = ours or theirs
        if notes and shape:
            lines.append(replace(shape, notes=tuple(notes)))
    return replace(old, lines=tuple(lines))


def _ended(note: _Any, end: Fraction) -> _Any:
    """A note that does not reach into the bars that stay."""
    return note if note.onset + note.length <= end else replace(note, length=end - note.onset)


def _together(kept: list[Note], fresh: list[Note]) -> list[Note]:
    """The kept notes, and of the fresh ones those whose voice is free, without slurs that now lead nowhere."""
    placed = [
        note
        for note in fresh
        if not any(
            note.onset < other.onset + other.length
            and other.onset < note.onset + note.length
            and (note.staff, note.voice) == (other.staff, other.voice)
            for other in kept
        )
    ]
    return sorted([*kept, *(replace(note, slur="") for note in placed)], key=lambda note: note.onset)


def _marked(part: Part, ours: Part | None, theirs: Part | None, start: Fraction, end: Fraction) -> Part:
    """Dynamics and words as in the old part, those of the new bars from the new one."""
    if ours is None or theirs is None:
        return part

    def outside(beat: Fraction) -> bool:
        return not start <= beat < end

    return replace(
        part,
        dynamics=tuple(
            sorted(
                [*(d for d in ours.dynamics if outside(d.beat)), *(d for d in theirs.dynamics if not outside(d.beat))], key=lambda d: d.beat
            )
        ),
        hairpins=tuple(h for h in ours.hairpins if h.end_beat <= start or h.start_beat >= end)
        + tuple(h for h in theirs.hairpins if start <= h.start_beat and h.end_beat <= end),
        directions=tuple(
            sorted(
                [*(d for d in ours.directions if outside(d.beat)), *(d for d in theirs.directions if not outside(d.beat))],
                key=lambda d: d.beat,
            )
        ),
        level=tuple(
            sorted([*(p for p in ours.level if outside(p.beat)), *(p for p in theirs.level if not outside(p.beat))], key=lambda p: p.beat)
        )
        or ours.level,
    )
