"""A bass that creeps: what it holds for long leans on the semitone above it and comes back.

Two notes a semitone apart in the deep are the oldest threat in film music. Only idioms whose bass is ``creeping`` have them, and only where
the picture is at least as forceful as in the middle of the cue: what leans all the time threatens nobody. The harmony above stays where it
is, so that every lean rubs against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from statistics import median

from originalscore.composition.grid import Form
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

#: A note of so many beats leans, and every so many beats of it again; how long it leans, beats (ours).
_HELD, _AGAIN, _LEANS = Fraction(3), Fraction(4), Fraction(1)


def crept(bass: Sequence[LineNote], form: Form, key: Key) -> list[LineNote]:
    """The bass with its leanings: in each of its long notes the last beat but one of every four."""
    middle = median(bar.force for bar in form.bars)
    forceful = [(bar.bar.start_beat, bar.bar.end_beat) for bar in form.bars if bar.force >= middle]
    found: list[LineNote] = []
    for note in bass:
        found += _leaning(note, key) if note.length >= _HELD and any(a <= note.onset < b for a, b in forceful) else [note]
    return found


def _leaning(note: LineNote, key: Key) -> list[LineNote]:
    if note.pitch is None:
        return [note]
    above = key.spell(note.pitch.height + 1)
    found: list[LineNote] = []
    at, end = note.onset, note.onset + note.length
    while end - at >= _HELD:
        last = end if end - at < _AGAIN + _HELD else at + _AGAIN
        leans = last - 2 * _LEANS
        found += [replace(note, onset=at, length=leans - at), replace(note, onset=leans, length=_LEANS, pitch=above, accent=0)]
        at = leans + _LEANS
        if last == end:
            break
    return [*found, replace(note, onset=at, length=end - at, accent=0)]
