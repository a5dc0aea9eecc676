"""The pianist's right foot: under ``con ped.`` a string rings until the pedal is changed, with every harmony and every bar.

The pedal is changed a little after the new chord is struck, as pianists do, lifted where the hands rest for a beat or more, and before a hit
lifted with the hands, so that a silence in front of it stays one. A key that is struck again ends its own ringing. The times are ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from originalscore.model.performance import PlayedNote
from originalscore.model.score import Part

WORDS = "con ped."
#: How long after a chord the pedal is changed, and how near a note may be before a change and still belong to what follows, seconds.
_LATE_S, _EARLY_S = 0.06, 0.1
#: The shortest gap between a note and its repetition, seconds.
_REPEATED_S = 0.03


def is_pedalled(part: Part) -> bool:
    """Whether a part asks for the pedal."""
    return any(direction.words == WORDS for direction in part.directions)


def under_pedal(notes: Sequence[PlayedNote], changes_s: Sequence[float], hits_s: Sequence[float], beat_s: float) -> list[PlayedNote]:
    """The notes of a pianist, ringing as the pedal lets them.

    Parameters
    ----------
    notes
        Sorted by onset.
    changes_s
        When the pedal is changed: with harmonies and bars, and at the end; sorted.
    hits_s
        Those changes before which it is lifted with the hands.
    beat_s
        A beat: a rest of that length lifts it.
    """
    lifts = _lifts(notes, beat_s)
    again: dict[object, float] = {}
    found = []
    for note in reversed(notes):
        place = bisect_right(changes_s, note.onset_s + _EARLY_S)
        change_s = changes_s[place] if place < len(changes_s) else note.onset_s
        end_s = note.onset_s + note.length_s
        dry = any(abs(change_s - hit_s) < _EARLY_S for hit_s in hits_s)
        lift_s = next((lift for lift in lifts if lift > note.onset_s), inf)
        rings_s = end_s if dry or note.technique == "staccato" else max(end_s, min(change_s + _LATE_S, lift_s))
        rings_s = min(rings_s, max(end_s, again.get(note.pitch, rings_s + 1.0) - _REPEATED_S))
        again[note.pitch] = note.onset_s
        found.append(replace(note, length_s=round(rings_s - note.onset_s, 6)))
    return found[::-1]


def _lifts(notes: Sequence[PlayedNote], beat_s: float) -> list[float]:
    """The moments at which the hands have left the keys for a beat or more."""
    found, end_s = [], inf
    for note in notes:
        if note.onset_s - end_s >= beat_s:
            found.append(end_s)
        end_s = note.onset_s + note.length_s if end_s == inf else max(end_s, note.onset_s + note.length_s)
    return found
