"""A held beat in short score: who moves stops and holds, so that nobody plays a slowed figure under a fermata.

What sounds at a held beat sounds to its end; what would begin inside it is left out. A tune goes on freely over the held chord. Strokes ring as
they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from originalscore.model.sketch import Line, LineNote
from originalscore.model.tempo import Hold


def held_over(line: Line, holds: Sequence[Hold]) -> Line:
    """A line as held beats leave it."""
    if line.theme or line.role == "melody":
        return line
    notes = list(line.notes)
    for hold in holds:
        notes = [_held(note, hold) for note in notes if not hold.beat < note.onset < hold.end_beat]
    return replace(line, notes=tuple(notes))


def _held(note: LineNote, hold: Hold) -> LineNote:
    sounds = note.onset <= hold.beat < note.onset + note.length < hold.end_beat
    return replace(note, length=hold.end_beat - note.onset) if sounds and note.pitch is not None else note
