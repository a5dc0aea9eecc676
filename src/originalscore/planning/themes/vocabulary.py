"""The chords a theme may stand on, by mode: function first, colour at a price that a mood's own two-chord moves pay back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.measures.tension import tension
from originalscore.model.plan import Chord, ChordSpan
from originalscore.music.chord import QUALITIES
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

#: (semitones above the tonic, label, quality, cost in thousandths, function). Functions: ``t`` home, ``s`` away, ``d`` wants home,
#: ``c`` colour. Costs ours, from common in film (craft notes, 2) to rare.
Row = tuple[int, str, str, int, str]

_MAJOR: tuple[Row, ...] = (
    (0, "I", "maj", 0, "t"), (0, "I", "add9", 250, "t"), (0, "I", "maj7", 600, "t"), (2, "ii", "min", 50, "s"), (2, "ii", "min7", 350, "s"),
    (4, "iii", "min", 100, "t"), (4, "iii", "min7", 500, "t"), (5, "IV", "maj", 250, "s"), (5, "IV", "maj7", 450, "s"), (5, "IV", "add9", 500, "s"),
    (7, "V", "maj", 250, "d"), (7, "V", "7", 450, "d"), (7, "V", "sus4", 100, "d"), (9, "vi", "min", 0, "t"), (9, "vi", "min7", 400, "t"),
    (9, "vi", "min9", 700, "t"), (10, "bVII", "maj", 400, "d"), (5, "iv", "min", 600, "s"), (5, "iv", "min6", 850, "s"), (7, "v", "min", 550, "c"),
    (8, "bVI", "maj", 850, "c"), (8, "bVI", "maj7", 1000, "c"), (3, "bIII", "maj", 850, "c"), (2, "II", "maj", 750, "c"), (4, "III", "maj", 950, "c"),
    (9, "VI", "maj", 950, "c"), (6, "#IV", "maj", 1700, "c"), (1, "bII", "maj", 1300, "c"), (2, "ii", "halfdim", 900, "s"), (0, "i", "min", 1400, "c"),
)  # fmt: skip
_MINOR: tuple[Row, ...] = (
    (0, "i", "min", 0, "t"), (0, "i", "minadd9", 300, "t"), (0, "i", "min7", 600, "t"), (5, "iv", "min", 0, "s"), (5, "iv", "min7", 400, "s"),
    (5, "iv", "min9", 650, "s"), (8, "bVI", "maj", 300, "t"), (8, "bVI", "maj7", 450, "t"), (3, "bIII", "maj", 400, "t"), (3, "bIII", "maj7", 600, "t"),
    (10, "bVII", "maj", 350, "d"), (10, "bVII", "sus4", 250, "d"), (7, "v", "min", 100, "d"), (7, "v", "min7", 500, "d"), (7, "V", "maj", 450, "d"),
    (7, "V", "7", 650, "d"), (7, "V", "sus4", 200, "d"), (2, "ii", "halfdim", 600, "s"), (1, "bII", "maj", 800, "s"), (1, "bII", "maj7", 850, "s"),
    (5, "IV", "maj", 700, "s"), (2, "II", "maj", 1100, "c"), (9, "vi", "min", 1050, "c"), (8, "bvi", "min", 950, "c"), (6, "#iv", "min", 1400, "c"),
    (3, "biii", "min", 1100, "c"), (4, "iii", "min", 1250, "c"), (11, "VII", "maj", 1500, "c"), (11, "vii", "dim7", 1000, "d"), (1, "bii", "min", 1400, "c"),
    (0, "i", "minmaj7", 1300, "c"), (0, "I", "maj", 1500, "c"),
)  # fmt: skip
_FIFTHS = {0: 0, 1: -5, 2: 2, 3: -3, 4: 4, 5: -1, 6: 6, 7: 1, 8: -4, 9: 3, 10: -2, 11: 5}
_MINOR_LIKE = frozenset(("min", "min7", "min9", "minadd9", "min6", "minmaj7", "halfdim"))
_NEITHER = frozenset(("sus2", "sus4", "open", "dim7", "cluster"))


@dataclass(frozen=True)
class Option:
    """A chord of the vocabulary in a key: its tones, and the tension that the cue's harmony measures by."""

    chord: Chord
    label: str
    semitones: int
    function: str
    kind: str
    cost: int
    tones: frozenset[int]
    tension: float


def options_in(key: Key) -> tuple[Option, ...]:
    """Every chord a theme in this key may stand on."""
    made = []
    for semitones, label, quality, cost, function in _MINOR if key.is_minor else _MAJOR:
        fifths = key.tonic.fifths + _FIFTHS[semitones]
        root = PitchName.from_fifths(fifths if -9 <= fifths <= 12 else fifths + (12 if fifths < 0 else -12))
        tones = frozenset((root.pitch_class + step) % 12 for step, _ in QUALITIES[quality])
        kind = "m" if quality in _MINOR_LIKE else "" if quality in _NEITHER else "M"
        made.append(Option(Chord(root, quality, root), label, semitones, function, kind, cost, tones, tension(root, quality, key)))
    return tuple(made)


def span_of(option: Option, onset: Fraction, length: Fraction) -> ChordSpan:
    """The chord in time."""
    return ChordSpan(onset, length, option.chord, option.label, round(option.tension, 3))
