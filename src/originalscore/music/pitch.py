"""Spelled pitch: what is written on the page, before anybody counts keys on a piano.

C4 is middle C; ``height`` counts semitones with C4 = 60. A spelling lives on the line of fifths
(... F C G D A E B ...; C = 0, G = 1, F = -1), which is where keys, intervals and tension are measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

STEPS = "CDEFGAB"
_STEP_HEIGHT = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_FIFTHS = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
_BY_FIFTHS = "FCGDAEB"
_NAME = re.compile(r"^([A-G])(#{0,2}|b{0,2})(-?\d+)?$")


@dataclass(frozen=True)
class PitchName:
    """A pitch without its octave, such as C, F# or Bb.

    Parameters
    ----------
    step
        One of C D E F G A B.
    alter
        Semitones of alteration, -2 to 2 (sharp is positive).
    """

    step: str
    alter: int = 0

    def __post_init__(self) -> None:
        if self.step not in _FIFTHS or not -2 <= self.alter <= 2:
            raise ValueError(f"no such pitch name: {self.step}{self.alter:+}")

    @classmethod
    def parse(cls, text: str) -> PitchName:
        """Read ``"Eb"``, ``"F#"``, ``"C"``; raises ``ValueError`` on anything else."""
        match = _NAME.match(text)
        if not match or match[3] is not None:
            raise ValueError(f"“{text}” is not a pitch name")
        return cls(match[1], len(match[2]) * (-1 if "b" in match[2] else 1))

    @classmethod
    def from_fifths(cls, fifths: int) -> PitchName:
        """The name at a place on the line of fifths, -15 (Fbb) to 19 (Bx)."""
        return cls(_BY_FIFTHS[(fifths + 1) % 7], (fifths + 1) // 7)

    @property
    def fifths(self) -> int:
        """Place on the line of fifths; C is 0."""
        return _FIFTHS[self.step] + 7 * self.alter

    @property
    def pitch_class(self) -> int:
        """Semitones above C, 0 to 11."""
        return (_STEP_HEIGHT[self.step] + self.alter) % 12

    def __str__(self) -> str:
        return self.step + ("#" * self.alter if self.alter > 0 else "b" * -self.alter)


@total_ordering
@dataclass(frozen=True)
class Pitch:
    """A spelled pitch in an octave; ``str`` gives ``"Eb4"``. Ordered by height."""

    name: PitchName
    octave: int

    @classmethod
    def parse(cls, text: str) -> Pitch:
        """Read ``"Eb4"``; raises ``ValueError`` on anything else."""
        match = _NAME.match(text)
        if not match or match[3] is None:
            raise ValueError(f"“{text}” is not a pitch")
        return cls(PitchName.parse(match[1] + match[2]), int(match[3]))

    @classmethod
    def at(cls, height: int, name: PitchName) -> Pitch:
        """The pitch named ``name`` that sounds at ``height``; raises ``ValueError`` if it cannot."""
        octave, rest = divmod(height - _STEP_HEIGHT[name.step] - name.alter, 12)
        if rest:
            raise ValueError(f"{name} does not sound at height {height}")
        return cls(name, octave - 1)

    @classmethod
    def near(cls, height: int, tonic_fifths: int = 0) -> Pitch:
        """Spell ``height`` by the twelve fifths from the flat second to the sharp fourth of a tonic (craft: -5 to +6)."""
        pitch_class = height % 12
        for fifths in range(tonic_fifths - 5, tonic_fifths + 7):
            name = PitchName.from_fifths(fifths)
            if name.pitch_class == pitch_class:
                return cls.at(height, name)
        raise AssertionError("twelve fifths hold every pitch class")

    @property
    def height(self) -> int:
        """Semitones, C4 = 60."""
        return 12 * (self.octave + 1) + _STEP_HEIGHT[self.name.step] + self.name.alter

    @property
    def diatonic(self) -> int:
        """Staff steps, C0 = 0: the height of the notehead."""
        return 7 * self.octave + STEPS.index(self.name.step)

    def __str__(self) -> str:
        return f"{self.name}{self.octave}"

    def __lt__(self, other: Pitch) -> bool:
        return (self.height, self.diatonic) < (other.height, other.diatonic)
