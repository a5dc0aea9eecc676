"""Moving a motif by steps of the scale, and finding the steps on which it stays itself.

A motif moved by steps of a scale changes the size of its intervals: a major third may become a minor one. On some steps it keeps them all.
What comes again is known by its intervals, so these steps are taken first; and a leap is sung where it goes from one note of the home triad
to another, so among them those that keep its leaps at home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from originalscore.composition.statements.tones import Tone
from originalscore.music.key import Key

#: A leap, semitones, and one that no home triad holds.
_LEAP, _TRITONE = 5, 6
#: Steps of a scale that make its home triad.
_HOME = (0, 2, 4)


def degree(height: int, key: Key) -> int:
    """Steps of the scale above the tonic in octave 0; a note between two degrees counts as the lower one."""
    octave, step = divmod(height - key.tonic.pitch_class, 12)
    return 7 * octave + max(n for n, semitones in enumerate(key.scale) if semitones <= step)


def degree_height(steps: int, key: Key) -> int:
    """The height of so many steps of the scale above the tonic in octave 0."""
    octave, step = divmod(steps, 7)
    return key.tonic.pitch_class + 12 * octave + key.scale[step]


def by_steps(tones: list[Tone], steps: int, key: Key) -> list[Tone]:
    """Moved by steps of the scale."""
    return [replace(tone, height=degree_height(degree(tone.height, key) + steps, key)) for tone in tones]


def moved_true(motif: list[Tone], wanted: Sequence[int], number: int, key: Key) -> list[Tone]:
    """The motif on one of the wanted steps of the scale, the ``number``-th of those on which it keeps its intervals.

    Where it keeps them on none it is moved as it is: a real sequence, which leaves the scale for a note or two.
    """
    moved = [by_steps(motif, steps, key) for steps in wanted]
    true = best_aimed([tones for tones in moved if _intervals(tones) == _intervals(motif)], key)
    if true:
        return true[number % len(true)]
    shift = moved[number % len(moved)][0].height - motif[0].height
    return [replace(tone, height=tone.height + shift) for tone in motif]


def best_aimed(versions: list[list[Tone]], key: Key) -> list[list[Tone]]:
    """Those whose leaps are the best aimed: from home to home, and none a tritone."""
    missed = [_missed(tones, key) for tones in versions]
    return [tones for tones, count in zip(versions, missed, strict=True) if count == min(missed)]


def _missed(tones: list[Tone], key: Key) -> int:
    """Ends of leaps that are no note of the home triad; a tritone counts as two more."""
    home = {(key.tonic.pitch_class + key.scale[step]) % 12 for step in _HOME}
    leaps = [(a.height, b.height) for a, b in pairwise(tones) if abs(b.height - a.height) >= _LEAP and not (a.free or b.free)]
    return sum((a % 12 not in home) + (b % 12 not in home) + 2 * (abs(b - a) % 12 == _TRITONE) for a, b in leaps)


def turned_over(tones: list[Tone], key: Key) -> list[Tone]:
    """Upside down by steps of the scale round the third of the key, so that tonic and fifth change places and home stays home."""
    axis = 7 * round((degree(tones[0].height, key) - _HOME[1]) / 7) + _HOME[1]
    return [replace(tone, height=degree_height(2 * axis - degree(tone.height, key), key)) for tone in tones]


def _intervals(tones: list[Tone]) -> list[int]:
    """Of the notes that have heights of their own."""
    return [b.height - a.height for a, b in pairwise([tone for tone in tones if not tone.free])]
