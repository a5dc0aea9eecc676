"""A voice by itself: what suits it, where in it a tune lies, and what is sung on.

A tune is given to a solo voice only where it can be sung without training for it: an eleventh in all, no leap beyond an octave and few wide ones,
no note shorter than a voice speaks. It lies as a whole in the octave nearest the middle of the voice; a single leap beyond an octave is turned in. Each breath
has one vowel, by how high and how loud it goes: open above the break and in loud singing, closed or hummed where it is low and soft
(practice of wordless voices in film; numbers ours, C4 = 60).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from originalscore.model.score import Note
from originalscore.model.sketch import LineNote, LinePoint, curve_level
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch

VOICE = "voice-solo"
_MIDDLE = 69
#: The widest tune and leap, the leap that counts as wide, and the share of wide leaps that is still vocal.
_SPAN, _WIDEST_LEAP, _WIDE, _WIDE_SHARE = 17, 12, 7, 0.2
#: Height above which a vowel opens, and below which a voice hums; levels likewise.
_OPEN, _LOUD, _HUMMED, _SOFT = 76, 0.6, 71, 0.3


def is_singable(notes: Sequence[LineNote]) -> bool:
    """Whether a line is a voice's, wherever it lies: its span, its leaps, and one note at a time."""
    heights = [note.pitch.height for note in notes if note.pitch]
    leaps = [abs(after - before) for before, after in pairwise(heights)]
    if not heights or max(heights) - min(heights) > _SPAN or len({note.onset for note in notes}) < len(heights):
        return False
    return max(leaps, default=0) <= _WIDEST_LEAP and sum(leap >= _WIDE for leap in leaps) <= max(1, _WIDE_SHARE * len(leaps))


def as_sung(notes: tuple[LineNote, ...]) -> tuple[LineNote, ...]:
    """A tune in the octave nearest the middle of the voice, inside its comfortable range as far as one octave can bring it there; leaps wider than an octave turned in."""
    heights = [note.pitch.height for note in notes if note.pitch]
    if not heights:
        return notes
    row = INSTRUMENTS[VOICE]
    low, high = Pitch.parse(row.low).height, Pitch.parse(row.high).height
    mean = sum(heights) / len(heights)
    shift = min(
        range(-3, 4), key=lambda octave: (sum(not low <= h + 12 * octave <= high for h in heights), abs(mean + 12 * octave - _MIDDLE))
    )
    found, last = [], 0
    for note in notes:
        if note.pitch is None:
            continue
        pitch = Pitch(note.pitch.name, note.pitch.octave + shift)
        while last and abs(pitch.height - last) > _WIDEST_LEAP:
            pitch = Pitch(pitch.name, pitch.octave + (1 if pitch.height < last else -1))
        last = pitch.height
        found.append(replace(note, pitch=pitch))
    return tuple(found)


def with_vowels(notes: Sequence[Note], level: tuple[LinePoint, ...]) -> list[Note]:
    """A solo voice's notes with a vowel to every breath."""
    found: list[Note] = []
    for breath in _breaths(notes):
        heights = [note.pitch.height for note in breath if note.pitch]
        loudest = max(curve_level(level, note.onset) for note in breath)
        top = max(heights, default=_MIDDLE)
        vowel = "ah" if top > _OPEN or loudest >= _LOUD else "mm" if top <= _HUMMED and loudest < _SOFT else "oo"
        found += [replace(note, lyric=vowel) for note in breath]
    return found


def _breaths(notes: Sequence[Note]) -> list[list[Note]]:
    """Notes that follow one another without a rest."""
    found: list[list[Note]] = []
    end = Fraction(-1)
    for note in notes:
        if note.onset > end or not found:
            found.append([])
        found[-1].append(note)
        end = note.onset + note.length
    return found
