"""Tonal tension by the spiral array: how far a chord lies from the key's centre of effect.

A pitch at place k on the line of fifths stands at (sin k*pi/2, cos k*pi/2, k*h). A chord's centre is the mean of what sounds, the root
twice as in four-part writing; *strain* is the distance of that centre from the key's, so harmony is chosen by the same figure that checks
it on the written notes. *Diameter* is the widest distance between two members.
Spell on the line of fifths from -5 to +6 around the tonic, or minor keys read wrongly.

Source: E. Chew, *Mathematical and Computational Modeling of Tonality*, 2014, ch. 2; D. Herremans and E. Chew, "Tension ribbons", 2016.
"""

from __future__ import annotations

from functools import cache
from math import cos, dist, pi, sin, sqrt

from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

_RISE = sqrt(2 / 15)  # height of one fifth, as in the source
#: Strain of a tonic triad with its ninth, and of the remotest triads in use (ours, from a table of all chords in major and minor).
_HOME, _REMOTE = 0.15, 1.75
Point = tuple[float, float, float]


def _place(fifths: int) -> Point:
    return (sin(fifths * pi / 2), cos(fifths * pi / 2), fifths * _RISE)


def _centre(points: list[Point], weights: list[float]) -> Point:
    total = sum(weights)
    x, y, z = (sum(point[axis] * weight for point, weight in zip(points, weights)) / total for axis in range(3))
    return (x, y, z)


@cache
def class_places(tonic: PitchName) -> tuple[Point, ...]:
    """Where each pitch class stands, spelled from five fifths below to six above the tonic."""
    near = range(tonic.fifths - 5, tonic.fifths + 7)
    return tuple(_place(next(fifths for fifths in near if 7 * fifths % 12 == pitch_class)) for pitch_class in range(12))


@cache
def key_centre(tonic: PitchName, minor: bool) -> Point:
    """The centre of effect of a key: its tonic, dominant and subdominant triads."""
    roots = (tonic.fifths, tonic.fifths + 1, tonic.fifths - 1)
    thirds = (-3, 4, -3) if minor else (4, 4, 4)
    chords = [_centre([_place(r), _place(r + 1), _place(r + t)], [0.536, 0.274, 0.19]) for r, t in zip(roots, thirds)]
    return _centre(chords, [0.536, 0.274, 0.19])


@cache
def chord_strain(root: PitchName, quality: str, tonic: PitchName, minor: bool, added: tuple[PitchName, ...] = ()) -> float:
    """Strain of a chord in a key, about 0.1 for a tonic with its ninth to 2 for the most remote triads (the array's own unit).

    ``added`` are other notes that sound with it, such as a pedal or the tune.
    """
    names = members(root, quality)
    points = [_place(_near(name.fifths, tonic.fifths)) for name in (names[0], *names, *added)]
    return dist(_centre(points, [1.0] * len(points)), key_centre(tonic, minor))


def diameter(fifths: list[int]) -> float:
    """The widest distance between two members."""
    points = [_place(k) for k in fifths]
    return max(dist(a, b) for a in points for b in points)


def tension(root: PitchName, quality: str, key: Key, added: tuple[PitchName, ...] = ()) -> float:
    """Strain brought to 0 (the tonic triad) to 1 (the remotest triads in use)."""
    strain = chord_strain(root, quality, key.tonic, key.is_minor, added)
    return min(1.0, max(0.0, (strain - _HOME) / (_REMOTE - _HOME)))


def _near(fifths: int, tonic: int) -> int:
    while fifths < tonic - 5:
        fifths += 12
    while fifths > tonic + 6:
        fifths -= 12
    return fifths
