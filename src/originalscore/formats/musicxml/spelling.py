"""What the page shows of a pitch: transposition, key signature and accidentals.

Scores in C keep octave transpositions only (basses, piccolo, celesta, glockenspiel); parts are written for the player.
Transposition moves along the line of fifths, so spelling survives it; a part whose key would need more than seven sharps
or flats is turned enharmonically as a whole. An accidental holds for its octave until the bar line.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.music.instrument import Instrument
from originalscore.music.key import Key
from originalscore.music.pitch import STEPS, Pitch, PitchName

_ACCIDENTALS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}
#: Semitones up (within the octave) -> fifths on the line.
_FIFTHS = {0: 0, 1: -5, 2: 2, 3: -3, 4: 4, 5: -1, 6: 6, 7: 1, 8: -4, 9: 3, 10: -2, 11: 5}
_SIGNATURE_LIMIT = 7


@dataclass(frozen=True)
class Writing:
    """How sounding pitches become written ones in one part.

    ``semitones`` and ``fifths`` are written minus sounding; ``signature`` is the printed key signature.
    """

    semitones: int
    fifths: int
    signature: int

    def write(self, pitch: Pitch) -> Pitch:
        """The written pitch of a sounding one."""
        return _shift(pitch, self.semitones, self.fifths)

    @property
    def diatonic(self) -> int:
        """Staff steps of the transposition."""
        middle = Pitch.parse("C4")
        return self.write(middle).diatonic - middle.diatonic


def _shift(pitch: Pitch, semitones: int, fifths: int) -> Pitch:
    place, height = pitch.name.fifths + fifths, pitch.height + semitones
    return Pitch.at(height, PitchName.from_fifths(place)) if -15 <= place <= 19 else Pitch.near(height)


def sounding(pitch: Pitch, diatonic: int, chromatic: int, octaves: int) -> Pitch:
    """The sounding pitch of a written one under MusicXML's ``<transpose>`` figures."""
    height = pitch.height + chromatic + 12 * octaves
    steps = pitch.diatonic + diatonic + 7 * octaves
    octave, step = divmod(steps, 7)
    natural = Pitch(PitchName(STEPS[step]), octave)
    alter = height - natural.height
    return Pitch(PitchName(STEPS[step], alter), octave) if abs(alter) <= 2 else Pitch.near(height)


def fifths_of(diatonic: int, chromatic: int) -> int:
    """Places on the line of fifths of an interval in staff steps and semitones: (1, 2) is 2, (4, 7) is 1."""
    return 7 * chromatic - 12 * diatonic


def writing_for(instrument: Instrument, key: Key, *, transposed: bool) -> Writing:
    """How a part is written in the score in C or, ``transposed``, on the player's own stand."""
    semitones = instrument.transposition
    if not transposed:
        semitones = semitones if semitones % 12 == 0 else 0
    fifths = _FIFTHS[semitones % 12]
    signature = printed_signature(key)
    while signature + fifths > _SIGNATURE_LIMIT:
        fifths -= 12
    while signature + fifths < -_SIGNATURE_LIMIT:
        fifths += 12
    return Writing(semitones, fifths, signature + fifths)


def printed_signature(key: Key) -> int:
    """The key signature, held to seven sharps or flats."""
    return max(-_SIGNATURE_LIMIT, min(_SIGNATURE_LIMIT, key.signature))


class Accidentals:
    """What is in force on one staff of one bar."""

    def __init__(self, signature: int) -> None:
        sharps = [PitchName.from_fifths(n).step for n in range(-1, 6)]
        self._key = dict.fromkeys(STEPS, 0)
        self._key.update(dict.fromkeys(sharps[: max(0, signature)], 1))
        self._key.update(dict.fromkeys(sharps[::-1][: max(0, -signature)], -1))
        self._set: dict[tuple[str, int], int] = {}

    def needed(self, pitch: Pitch, *, tied_back: bool) -> str:
        """The accidental to print before a written pitch, or nothing; a note tied over the bar line needs none."""
        place = (pitch.name.step, pitch.octave)
        if self._set.get(place, self._key[pitch.name.step]) == pitch.name.alter or tied_back:
            return ""
        self._set[place] = pitch.name.alter
        return _ACCIDENTALS[pitch.name.alter]
