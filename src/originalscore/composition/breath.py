"""Tension and release inside a bar: whether the strain of what sounds comes and goes from beat to beat, or only drifts.

Real music leans on one beat and rests on the next; a chord under which nothing moves stays as tense as it is. Ornament is therefore asked what
it does to that: how far every beat goes on in the way of the beat before, by the same strain that the checker measures (``measures.sonority``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist

from originalscore.composition.fabric import REST, STEPS
from originalscore.measures.tension import Point, class_places, key_centre
from originalscore.music.key import Key

_Sum = tuple[float, float, float, int]
_SILENCE: _Sum = (0.0, 0.0, 0.0, 0)


class Breath:
    """The strain of every beat of some rows of sixteenths, beside its mean."""

    def __init__(self, rows: Sequence[Sequence[int]], key: Key) -> None:
        self._places, self._centre = class_places(key.tonic), key_centre(key.tonic, key.is_minor)
        self._mean, self._width = 0.0, 1.0
        beats = range(min(map(len, rows)) // STEPS)
        found = [self._strain(self._sum(rows, beat)) for beat in beats]
        if found:
            self._mean = sum(found) / len(found)
            self._width = max(0.05, (sum((one - self._mean) ** 2 for one in found) / len(found)) ** 0.5)

    def beneath(self, rows: Sequence[Sequence[int]], voice: int, first: int, last: int) -> list[_Sum]:
        """What the other rows sound on the beats from ``first`` to ``last``, both included."""
        others = [row for n, row in enumerate(rows) if n != voice]
        return [self._sum(others, beat) for beat in range(first, last + 1)]

    def drift(self, others: Sequence[_Sum], row: Sequence[int]) -> float:
        """How far each beat goes on in the way of the beat before, variances of strain; ``row`` is a voice's sixteenths of these beats."""
        found = []
        for n, beneath in enumerate(others):
            total = _added(beneath, self._voice(row, n))
            found.append((self._strain(total) - self._mean) / self._width)
        return sum(a * b for a, b in pairwise(found))

    def _sum(self, rows: Sequence[Sequence[int]], beat: int) -> _Sum:
        total = _SILENCE
        for row in rows:
            total = _added(total, self._voice(row, beat))
        return total

    def _voice(self, row: Sequence[int], beat: int) -> _Sum:
        """What one row sounds in a beat."""
        total = _SILENCE
        for height, cells in _runs(row[beat * STEPS : (beat + 1) * STEPS]):
            if height != REST:
                x, y, z = self._places[height % 12]
                total = _added(total, (cells * x, cells * y, cells * z, cells))
        return total

    def _strain(self, total: _Sum) -> float:
        x, y, z, count = total
        centre: Point = (x / count, y / count, z / count) if count else self._centre
        return dist(centre, self._centre) if count else self._mean


def _added(one: _Sum, other: _Sum) -> _Sum:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _runs(cells: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Heights with the sixteenths that they last, in order."""
    if len(set(cells)) == 1:
        return ((cells[0], len(cells)),)
    return tuple((height, 1) for height in cells)
