"""What makes a line singable: the cost of each step of a melody, in thousandths, shared by those who invent and those who restate.

Interval costs and their reasons are those of the craft notes (section 3.2), themselves fitted to film themes: steps and thirds are
cheap, a leap wants to turn back, an unresolved dissonance wants a step.
"""

from __future__ import annotations

from itertools import pairwise

#: Semitones of an interval -> cost (thousandths).
INTERVALS = {0: 1300, 1: 450, 2: 300, 3: 900, 4: 1100, 5: 1000, 6: 3400, 7: 1500, 8: 2300, 9: 2500, 12: 2300}
_WILD = 4200
_LEAP = 5


def step_cost(before: int | None, last: int, height: int, *, chord_tone: bool, strong: bool, last_in_chord: bool) -> int:
    """Cost of going from ``last`` to ``height`` (semitones, C4 = 60) after ``before``.

    ``chord_tone`` and ``strong`` describe the new note, ``last_in_chord`` the one it leaves.
    """
    move = height - last
    cost = INTERVALS.get(abs(move), _WILD)
    if not chord_tone:
        cost += 2200 if strong else 350
    if before is not None:
        past = last - before
        same_way = past * move > 0
        if abs(past) >= _LEAP and same_way:
            cost += 1200 if abs(move) <= 2 else 2600
        elif abs(past) >= _LEAP and abs(move) <= 2 and move:
            cost -= 500
        elif same_way and abs(past) <= 2 and abs(move) <= 2:
            cost -= 250
        if before == height and move:
            cost += 1000
    if not last_in_chord and abs(move) > 2:
        cost += 1300
    return cost


def contour_cost(height: int, centre: int, span: int, share: float, peak: float) -> int:
    """Pull towards an arch that peaks at ``peak`` of the line; ``share`` is the note's place in it (both 0 to 1)."""
    rise = share / peak if share <= peak else max(0.0, 1 - 0.75 * (share - peak) / (1 - peak))
    return round(110 * abs(height - (centre + span * (rise - 0.4))))


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Likeness of two interval sequences, 0 to 1: one minus Levenshtein over length, a substitution costs min(1, |difference| / 3)."""
    if not one or not other:
        return 0.0
    row = [float(n) for n in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], float(i)
        for j, b in enumerate(other, 1):
            swap = diagonal + min(1.0, abs(a - b) / 3)
            diagonal = row[j]
            row[j] = min(row[j] + 1, row[j - 1] + 1, swap)
    return 1 - row[-1] / max(len(one), len(other))


def intervals(heights: tuple[int, ...]) -> tuple[int, ...]:
    """Semitones from each note to the next."""
    return tuple(b - a for a, b in pairwise(heights))
