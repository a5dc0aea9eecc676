"""What players lean on: notes that pull away from their chord, and chords that pull away from home.

Melodic and harmonic charge after the performance grammar of the KTH group (Friberg, Bresin and Sundberg 2006, after Sundberg, Askenfelt and
Frydén 1983): remarkable notes are played a little louder and longer, and the whole ensemble swells towards a remarkable chord. Decibels
become our level scale at .03 a decibel.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.model.plan import ChordSpan
from originalscore.model.tempo import TempoMap
from originalscore.music.chord import members
from originalscore.music.key import Key

#: Charge of a note by semitones above the chord's root.
_CHARGE = (0.0, 6.5, 2.0, 4.5, 4.0, 2.5, 6.0, 1.0, 5.5, 3.0, 3.5, 5.0)
_LEVEL_A_DB = 0.03
_NOTE_DB, _NOTE_LONGER = 0.2, 0.0067
"""Louder and longer by so much for each unit of melodic charge (KTH, k = 1)."""
_CHORD_DB, _GROWS_S, _SHARE = 1.5, 1.9, 0.5
"""A chord stands out by so many decibels for the root of its charge, the crescendo to it begins so long before (KTH); half of it is played (ours)."""
_SUNG = ("melody", "counter", "theme")


@dataclass(frozen=True)
class Charges:
    """The harmony as the players feel it: when each chord begins, its root, and how far it stands out on the level scale."""

    onsets_s: tuple[float, ...] = ()
    roots: tuple[int, ...] = ()
    lifts: tuple[float, ...] = ()

    def lift(self, at_s: float) -> float:
        """What the whole ensemble adds to its level: grows for 1.9 s towards a charged chord, and lets go as gently."""
        place = self._place(at_s)
        if place < 0:
            return 0.0
        here = self.lifts[place]
        if place + 1 == len(self.lifts):
            return here
        next_s = self.onsets_s[place + 1]
        share = max(0.0, 1 - (next_s - at_s) / min(_GROWS_S, next_s - self.onsets_s[place]))
        return here + share * (self.lifts[place + 1] - here)

    def lean(self, line: str, height: int, at_s: float) -> tuple[float, float]:
        """What one sung note adds to its level, and the factor of its length."""
        place = self._place(at_s)
        if place < 0 or not line.startswith(_SUNG):
            return 0.0, 1.0
        charge = _CHARGE[(height - self.roots[place]) % 12]
        return charge * _NOTE_DB * _LEVEL_A_DB, 1 + charge * _NOTE_LONGER

    def _place(self, at_s: float) -> int:
        low, high = 0, len(self.onsets_s)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.onsets_s[middle] <= at_s + 1e-6 else (low, middle)
        return low - 1


def find_charges(chords: tuple[ChordSpan, ...], key: Key, tempo: TempoMap) -> Charges:
    """The charges of a cue's harmony; its home triad stands out by nothing."""
    home = _charge_of((0, 3 if key.is_minor else 4, 7))
    tonic = key.tonic.pitch_class
    lifts = []
    for span in chords:
        away = _charge_of([(name.pitch_class - tonic) % 12 for name in members(span.chord.root, span.chord.quality)]) - home
        lifts.append(round(_SHARE * _CHORD_DB * max(0.0, away) ** 0.5 * _LEVEL_A_DB, 4))
    return Charges(
        tuple(float(tempo.seconds(span.onset)) for span in chords), tuple(span.chord.root.pitch_class for span in chords), tuple(lifts)
    )  # fmt: skip


def _charge_of(steps: tuple[int, ...] | list[int]) -> float:
    return sum(_CHARGE[step] for step in steps) / len(steps)
