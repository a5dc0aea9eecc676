"""Moving a motif by steps of the scale, and finding the steps on which it stays itself.

A motif moved by steps of a scale changes the size of its intervals: a major third may become a minor one. On some steps it keeps them all.
What comes again is known by its intervals, so these steps are taken first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from originalscore.composition.statements.tones import Tone
from originalscore.music.key import Key


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
    true = [tones for tones in moved if _intervals(tones) == _intervals(motif)]
    if true:
        return true[number % len(true)]
    shift = moved[number % len(moved)][0].height - motif[0].height
    return [replace(tone, height=tone.height + shift) for tone in motif]


def _intervals(tones: list[Tone]) -> list[int]:
    """Of the notes that have heights of their own."""
    return [b.height - a.height for a, b in pairwise([tone for tone in tones if not tone.free])]
