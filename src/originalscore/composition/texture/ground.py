"""The ground a figure stands on: one bar with its harmony, its accents, the theme's motif, and the chances of the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from originalscore.chance import Stream
from originalscore.composition.form import FormBar
from originalscore.composition.statements.tones import chord_at
from originalscore.model.plan import ChordSpan, Theme
from originalscore.model.sketch import LineNote
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
_LOWEST, _HIGHEST = 20, 110


@dataclass(frozen=True)
class Site:
    """One bar as a figure sees it.

    Parameters
    ----------
    bar
        The bar and its job.
    turn
        Bars since the figure began to play.
    phrase
        Four-bar groups since the cue began.
    chords, key
        The cue's harmony.
    motif
        Scale steps of the theme's head from its first note, and whether each is held; empty without a theme.
    draw
        The chances of this bar.
    """

    bar: FormBar
    turn: int
    phrase: int
    chords: tuple[ChordSpan, ...]
    key: Key
    motif: tuple[tuple[int, bool], ...]
    draw: Stream

    @property
    def start(self) -> Fraction:
        """The beat of the bar line."""
        return self.bar.bar.start_beat

    @property
    def end(self) -> Fraction:
        """The beat of the next bar line."""
        return self.bar.bar.end_beat

    @property
    def beats(self) -> Fraction:
        """Quarter notes in the bar."""
        return self.bar.bar.meter.beats

    def steps(self, step: Fraction) -> list[Fraction]:
        """Beats at equal steps through the bar."""
        return [self.start + n * step for n in range(int(self.beats / step))]

    def tones(self, at: Fraction, low: int, count: int) -> list[Pitch]:
        """Chord tones at a beat, rising from ``low``."""
        return ladder(chord_at(self.chords, at), low, count)

    def root(self, at: Fraction, low: int) -> Pitch:
        """The root at a beat, at or above ``low``."""
        return lowest(chord_at(self.chords, at).chord.root, low)

    def bass(self, at: Fraction, low: int) -> Pitch:
        """The bass note of the chord at a beat, at or above ``low``."""
        return lowest(chord_at(self.chords, at).chord.bass, low)

    def walk(self, base: int, steps: int) -> Pitch:
        """The scale note so many steps from the one nearest to ``base``."""
        heights = _scale_heights(self.key)
        place = min(range(len(heights)), key=lambda n: (abs(heights[n] - base), n))
        return self.key.spell(heights[max(0, min(len(heights) - 1, place + steps))])

    def accents(self, variant: int) -> frozenset[Fraction]:
        """Offsets of the accents of this bar: groups of two and three eighths that fill its meter."""
        ways = groupings(self.bar.bar.meter)
        found, at = [], Fraction(0)
        for group in ways[variant % len(ways)]:
            found.append(at)
            at += group * HALF
        return frozenset(found)


@cache
def _scale_heights(key: Key) -> tuple[int, ...]:
    classes = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    return tuple(height for height in range(_LOWEST, _HIGHEST) if height % 12 in classes)


#: Meter -> ways to group its eighths; the first is the usual one.
_GROUPINGS: dict[str, tuple[tuple[int, ...], ...]] = {
    "4/4": ((3, 3, 2), (3, 2, 3), (2, 3, 3), (3, 3, 2)),
    "3/4": ((3, 3), (2, 2, 2), (3, 3), (2, 4)),
    "2/4": ((2, 2), (3, 1)),
    "6/8": ((3, 3), (3, 3), (2, 2, 2)),
    "5/4": ((3, 3, 2, 2), (2, 3, 3, 2), (3, 2, 3, 2)),
    "7/8": ((2, 2, 3), (3, 2, 2), (2, 3, 2)),
    "9/8": ((3, 3, 3), (2, 2, 2, 3)),
    "12/8": ((3, 3, 3, 3), (3, 3, 2, 2, 2)),
}


@cache
def groupings(meter: Meter) -> tuple[tuple[int, ...], ...]:
    """Ways to group the eighths of a bar; other meters by their pulse groups."""
    usual = tuple(int(group * 2) for group in meter.groups)
    return _GROUPINGS.get(str(meter), (usual,) if all(usual) and sum(usual) == meter.beats * 2 else ((max(1, int(meter.beats * 2)),),))


def ladder(chord: ChordSpan, low: int, count: int) -> list[Pitch]:
    """Chord tones rising from the first at or above ``low``."""
    names = members(chord.chord.root, chord.chord.quality)
    found = []
    for height in range(low, low + 60):
        for name in names:
            if name.pitch_class == height % 12:
                found.append(Pitch.at(height, name))
                break
        if len(found) == count:
            break
    return found


def lowest(name: PitchName, low: int) -> Pitch:
    """The pitch of that name at or above ``low``."""
    return Pitch.at(low + (name.pitch_class - low) % 12, name)


def motif_of(theme: Theme | None) -> tuple[tuple[int, bool], ...]:
    """The head of a theme as scale steps from its first note; a note is held that is longer than the shortest around it."""
    if theme is None or not theme.notes:
        return ()
    heights = _scale_heights(theme.key)
    head = [note for note in theme.notes if note.onset >= 0][: max(3, theme.motif_notes)]
    places = [min(range(len(heights)), key=lambda n: (abs(heights[n] - note.pitch.height), n)) for note in head]
    shortest = min(note.length for note in head) if head else Fraction(1)
    return tuple((place - places[0], note.length > shortest) for place, note in zip(places, head, strict=True))


Writer = Callable[[Site], list[LineNote]]
"""Writes one bar of a figure."""
RunWriter = Callable[[Sequence[Site]], list[LineNote]]
"""Writes a figure over a run of bars."""
