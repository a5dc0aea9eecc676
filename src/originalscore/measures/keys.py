"""The key of a melody: the tonic and mode whose profile its notes fit best.

Each pitch class is weighed by how long it sounds; the weights are correlated with the probe-tone profiles of the twelve major and twelve
minor keys. A printed signature, and a last note on the tonic, count as evidence. Modes beside major and minor are read from the degrees
that tell them apart.

Source: C. L. Krumhansl and E. J. Kessler, "Tracing the dynamic changes in perceived tonal organization", 1982, printed in C. L.
Krumhansl, *Cognitive Foundations of Musical Pitch*, 1990, ch. 2 and 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from originalscore.music.key import MODES, Key
from originalscore.music.pitch import PitchName

_PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
#: What other evidence is worth beside a correlation of -1 to 1 (ours): the printed signature, a printed mode, the last and first note.
_SIGNATURE, _MODE, _LAST, _FIRST = 0.20, 0.10, 0.15, 0.03
#: Mode -> (semitones it must have, semitones it must not have) against major or minor.
_TELLING = {"lydian": ("major", 6, 5), "mixolydian": ("major", 10, 11), "dorian": ("minor", 9, 8), "phrygian": ("minor", 1, 2)}


def find_key(notes: Sequence[tuple[Fraction, Fraction, int]], signature: int | None = None, mode: str = "") -> Key:
    """The key of a line of (onset, length, height); ``signature`` (sharps positive) and ``mode`` are what its page prints, if anything."""
    weights = [0.0] * 12
    for _, length, height in notes:
        weights[height % 12] += float(length)
    best: tuple[float, str, int] | None = None
    for name, profile in _PROFILES.items():
        for tonic in range(12):
            fit = _correlation([weights[(tonic + step) % 12] for step in range(12)], profile)
            fit += _LAST * (notes[-1][2] % 12 == tonic) + _FIRST * (notes[0][2] % 12 == tonic)
            if signature is not None:
                fit += _SIGNATURE * ((_fifths(tonic, name) + MODES[name][1] - signature) % 12 == 0) + _MODE * (mode == name)
            if best is None or fit > best[0]:
                best = (fit, name, tonic)
    assert best is not None
    _, name, tonic = best
    fifths = _fifths(tonic, name)
    if signature is not None and (fifths + MODES[name][1] - signature) % 12 == 0:
        fifths = signature - MODES[name][1]
    return Key(PitchName.from_fifths(fifths), _mode(name, {(height - tonic) % 12 for _, _, height in notes}))


def _mode(name: str, degrees: set[int]) -> str:
    for mode, (family, has, lacks) in _TELLING.items():
        if family == name and has in degrees and lacks not in degrees:
            return mode
    return name


def _fifths(tonic: int, mode: str) -> int:
    """The tonic's place on the line of fifths whose signature has the fewest accidentals."""
    shift = MODES[mode][1]
    place = (7 * tonic) % 12
    return min((place, place - 12), key=lambda fifths: (abs(fifths + shift), -fifths))


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    a, b = sum(one) / len(one), sum(other) / len(other)
    over = sum((x - a) * (y - b) for x, y in zip(one, other))
    under = sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))
    return over / under if under else 0.0
