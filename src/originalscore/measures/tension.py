"""Tonal tension by the spiral array: how far a chord lies from the key's centre of effect.

A pitch at place k on the line of fifths stands at (sin k*pi/2, cos k*pi/2, k*h). A chord's centre weighs root, third and fifth;
*strain* is the distance of the chord's centre from that of the key, and *diameter* the widest distance between two members.
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
Point = tuple[float, float, float]


def _place(fifths: int) -> Point:
    return (sin(fifths * pi / 2), cos(fifths * pi / 2), fifths * _RISE)


def _centre(points: list[Point], weights: list[float]) -> Point:
    total = sum(weights)
    x, y, z = (sum(point[axis] * weight for point, weight in zip(points, weights)) / total for axis in range(3))
    return (x, y, z)


@cache
def key_centre(tonic: PitchName, minor: bool) -> Point:
    """The centre of effect of a key: its tonic, dominant and subdominant triads."""
    roots = (tonic.fifths, tonic.fifths + 1, tonic.fifths - 1)
    thirds = (-3, 4, -3) if minor else (4, 4, 4)
    chords = [_centre([_place(r), _place(r + 1), _place(r + t)], [0.536, 0.274, 0.19]) for r, t in zip(roots, thirds)]
    return _centre(chords, [0.536, 0.274, 0.19])


@cache
def chord_strain(root: PitchName, quality: str, tonic: PitchName, minor: bool) -> float:
    """Strain of a chord in a key, about 0.2 for the tonic to 3 for a remote or altered chord (the array's own unit)."""
    window = [_near(name.fifths, tonic.fifths) for name in members(root, quality)]
    weights = [0.5, 0.25, 0.25, 0.2, 0.15][: len(window)]
    strain = dist(_centre([_place(k) for k in window], weights), key_centre(tonic, minor))
    return strain + 0.15 * (diameter(window) - 2.0)


def diameter(fifths: list[int]) -> float:
    """The widest distance between two members."""
    points = [_place(k) for k in fifths]
    return max(dist(a, b) for a in points for b in points)


def tension(root: PitchName, quality: str, key: Key) -> float:
    """Strain brought to 0 (the tonic triad) to 1 (a remote cluster)."""
    strain = chord_strain(root, quality, key.tonic, key.is_minor)
    return min(1.0, max(0.0, (strain - 0.25) / 2.6))


def _near(fifths: int, tonic: int) -> int:
    while fifths < tonic - 5:
        fifths += 12
    while fifths > tonic + 6:
        fifths -= 12
    return fifths
