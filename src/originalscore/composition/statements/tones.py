"""The notes of a statement before they have pitches in the cue: heights as the theme's own key has them, and marks for what may bend."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from originalscore.model.plan import ChordSpan, Theme
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.meter import Meter


@dataclass(frozen=True)
class Tone:
    """A note in theme time (beats from the theme's first downbeat) or cue time.

    ``lift`` asks for this note to stand so many semitones above where the theme has it (a changed interval); ``free`` notes are
    ornaments without a height of their own: they go where their neighbours and the chord let them.
    """

    onset: Fraction
    length: Fraction
    height: int
    lift: int = 0
    free: bool = False


def theme_tones(theme: Theme) -> list[Tone]:
    """The whole theme, its pick-up included (negative onsets)."""
    return [Tone(note.onset, note.length, note.pitch.height) for note in theme.notes]


def chord_at(chords: tuple[ChordSpan, ...], beat: Fraction) -> ChordSpan:
    """The chord sounding at a beat; the last one beyond the end."""
    for span in chords:
        if span.onset <= beat < span.onset + span.length:
            return span
    return chords[-1] if beat >= chords[-1].onset else chords[0]


def chord_classes(chords: tuple[ChordSpan, ...], beat: Fraction) -> frozenset[int]:
    """Pitch classes of the chord sounding at a beat."""
    chord = chord_at(chords, beat).chord
    return frozenset(name.pitch_class for name in members(chord.root, chord.quality))


#: A tune keeps above this height, so that harmony has room below it, unless that would lift it above the other one (C4 = 60; ours).
_FLOOR, _LOW_FLOOR, _ROOF = 60, 57, 88
#: Leaps that another mode may not turn into a tritone, and the tritone, semitones.
_PERFECT, _TRITONE = (5, 7), 6
#: Centres below this one belong to low moods, whose tunes may dip a little deeper.
_LOW_CENTRE = 69


def in_key(tones: list[Tone], source: Key, target: Key, centre: int) -> list[Tone]:
    """Move tones by scale degree, so that a major theme turns minor with its contour kept, to the octave nearest to ``centre``.

    A fourth or fifth that would become a tritone stays itself, as a singer of minor raises the sixth: what is known by it would be lost.
    A tune (``centre`` 60 or more) that would dip below the harmony goes up an octave where it can.
    """
    shift = (target.tonic.pitch_class - source.tonic.pitch_class) % 12
    shift -= 12 if shift > 6 else 0
    moved = []
    for tone in tones:
        octave, step = divmod(tone.height - source.tonic.pitch_class, 12)
        degree = max(n for n, s in enumerate(source.scale) if s <= step)
        altered = step - source.scale[degree]
        moved.append(source.tonic.pitch_class + 12 * octave + target.scale[degree] + altered + shift)
    moved = _leaps_kept(moved, [tone.height + shift for tone in tones], (target.tonic.pitch_class + target.scale[2]) % 12)
    solid = [height for height, tone in zip(moved, tones, strict=True) if not tone.free] or moved
    lift = 12 * round((centre - sum(solid) / max(1, len(solid))) / 12)
    floor = _LOW_FLOOR if centre < _LOW_CENTRE else _FLOOR
    if solid and centre >= _FLOOR and min(solid) + lift < floor and max(solid) + lift + 12 <= _ROOF:
        lift += 12
    return [Tone(tone.onset, tone.length, height + lift, tone.lift, tone.free) for tone, height in zip(tones, moved, strict=True)]


def _leaps_kept(moved: list[int], exact: list[int], third: int) -> list[int]:
    """The heights of a turned tune, no fourth or fifth of it (``exact``: not turned) a tritone; the mode's ``third`` is never given up."""
    kept = list(moved)
    for n, (one, other) in enumerate(pairwise(exact)):
        if abs(other - one) not in _PERFECT or abs(moved[n + 1] - moved[n]) != _TRITONE:
            continue
        if moved[n] % 12 == third:
            kept[n + 1] = moved[n] + other - one
        elif moved[n + 1] % 12 == third:
            kept[n] = moved[n + 1] - other + one
        else:
            kept[n : n + 2] = one, other
    return kept


def is_strong(onset: Fraction, length: Fraction, bar_start: Fraction, meter: Meter) -> bool:
    """Whether the ear takes a note for harmony: on a strong place, or long."""
    return length >= 2 or (length >= 1 and meter.strength(onset - bar_start) >= 2) or meter.strength(onset - bar_start) >= 3
