"""The figures of a tune, as film themes were measured (craft notes, section 2), and how far a candidate is from what was aimed at."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.measures.melody import intervals
from originalscore.music.key import Key
from originalscore.planning.themes.rhythm import contrast
from originalscore.planning.themes.surprise import surprise

_LEAP, _WIDE, _OCTAVE = 5, 7, 12
#: Shares of steps between which, of ideas that return with their rhythm from which, and of leaps up to which a tune is sung easily (craft notes,
#: 4.1); share of leaps of a fifth and more from which it is a film's (craft notes, 2: 16 %), and of repeats and thirds up to which (12 and 19 %).
_STEPS, _IDEAS, _MOST_LEAPS, _WIDE_LEAPS, _REPEATS, _THIRDS = (0.45, 0.62), 0.30, 0.21, 0.12, 0.16, 0.24
#: Bits a note of a tune, and of its head, between which it is neither foreseen nor lost (estimated by ``surprise``; ours, inside the
#: middle of real music, craft notes 4.1: 2.6 to 5.5), and share of leaps below which there is none to remember.
_SURPRISE, _HEAD_SURPRISE, _FEWEST_LEAPS = (3.3, 3.6), (2.8, 3.5), 0.15
#: Share of steps below which a head only jumps about (ours; themes have 43 %, craft notes, 2).
_HEAD_STEPS = 0.45
#: Share of ideas from which a tune is a loop; notes that are sung in one breath, and how long a note lets breathe, in mean lengths (ours).
_LOOP, _BREATH, _LONG = 0.6, 10, 1.5


@dataclass(frozen=True)
class Figures:
    """Shares are of all moves, 0 to 1; ``peak`` is the place of the highest note in the theme's notes; ``span`` in semitones."""

    notes: int
    span: int
    repeats: float
    steps: float
    thirds: float
    leaps: float
    wide: float
    octaves: float
    mean: float
    turns_back: float
    leaps_early: bool
    peak: float
    peaks: int
    recurring: float
    rhythm_recurring: float
    ideas: float
    lengths: int
    contrast: float
    breath: int


def figures_of(heights: Sequence[int], lengths: Sequence[Fraction]) -> Figures:
    """Measure a tune of at least two notes."""
    moves = intervals(tuple(heights))
    count = len(moves)

    def share(low: int, high: int) -> float:
        return sum(low <= abs(move) <= high for move in moves) / count

    after = [(a, b) for a, b in itertools.pairwise(moves) if abs(a) >= _LEAP]
    top = max(heights)
    return Figures(
        len(heights), top - min(heights), share(0, 0), share(1, 2), share(3, 4), share(_LEAP, 99), share(_WIDE, 99), share(_OCTAVE, 99),
        sum(map(abs, moves)) / count, sum(a * b < 0 for a, b in after) / len(after) if after else 1.0,
        any(abs(move) >= _LEAP for move in moves[:4]), list(heights).index(top) / max(1, len(heights) - 1), list(heights).count(top),
        _recurring(moves, 4), _recurring(tuple(lengths), 6),
        _recurring(tuple(zip(moves, lengths)), 4), len(set(lengths)), contrast(list(lengths)), _breath(lengths),
    )  # fmt: skip


def _recurring(items: Sequence[object], size: int) -> float:
    """Share of the patterns of ``size`` neighbours that occur more than once."""
    patterns = [tuple(items[n : n + size]) for n in range(len(items) - size + 1)]
    return sum(patterns.count(pattern) > 1 for pattern in patterns) / len(patterns) if patterns else 0.0


def _breath(lengths: Sequence[Fraction]) -> int:
    """The most notes in a row up to one long enough to breathe in."""
    long = _LONG * float(sum(lengths)) / len(lengths)
    longest = run = 0
    for length in lengths:
        run += 1
        longest, run = (max(longest, run), 0) if length >= long else (longest, run)
    return max(longest, run)


@dataclass(frozen=True)
class Aim:
    """What one candidate is measured against: drawn inside the ranges of film themes, so that themes differ from each other.

    ``signature`` is the leap that the head is known by, signed semitones.
    """

    leaps: float
    recurring: float
    peak: float
    span: int
    leaps_early: bool
    signature: int


def head_cost(heights: Sequence[int], lengths: Sequence[Fraction]) -> int:
    """What keeps a head from being hummed: it stands still, wanders too far, has no interval or no rhythm to know it by."""
    moves = intervals(tuple(heights))
    span = max(heights) - min(heights)
    cost = 900 * max(0, sum(move == 0 for move in moves) - 1) + 400 * max(0, 4 - span) + 300 * max(0, span - 12)
    cost += 1500 * (not any(abs(move) >= 3 for move in moves)) + 1200 * (len(set(lengths)) < 2)
    cost += round(6000 * max(0.0, _HEAD_STEPS - sum(1 <= abs(move) <= 2 for move in moves) / len(moves)))
    return cost + 3000 * max(0, sum(abs(move) >= _LEAP for move in moves) - 1)


def shape_cost(found: Figures, aim: Aim) -> int:
    """How far a tune is from its aim and from what any listener minds, thousandths."""
    cost = 4000 * (found.peaks - 1) + round(3500 * max(0.0, abs(found.peak - aim.peak) - 0.06))
    cost += 350 * max(0, abs(found.span - aim.span) - 2) + 900 * max(0, found.span - 19)
    cost += round(9000 * max(0.0, abs(found.leaps - aim.leaps) - 0.03))
    cost += round(7000 * max(0.0, abs(found.recurring - aim.recurring) - 0.08))
    cost += round(3500 * max(0.0, abs(found.turns_back - 0.8) - 0.12)) + round(7000 * max(0.0, found.octaves - 0.08))
    cost += round(24000 * max(0.0, _STEPS[0] - found.steps, found.steps - _STEPS[1]))
    cost += round(12000 * max(0.0, found.repeats - _REPEATS)) + round(12000 * max(0.0, found.thirds - _THIRDS))
    cost += round(24000 * max(0.0, _IDEAS - found.ideas)) + round(12000 * max(0.0, found.ideas - _LOOP))
    cost += round(14000 * max(0.0, found.leaps - _MOST_LEAPS)) + round(30000 * max(0.0, _FEWEST_LEAPS - found.leaps))
    cost += round(12000 * max(0.0, _WIDE_LEAPS - found.wide)) + 250 * max(0, found.breath - _BREATH)
    cost += 2500 * (found.leaps_early != aim.leaps_early)
    return cost + 500 * max(0, 3 - found.lengths) + round(25 * max(0.0, found.contrast - 62))


def surprise_cost(heights: Sequence[int], head: int, key: Key) -> int:
    """How far a tune, and its first ``head`` notes, are from being followed with interest, thousandths."""
    whole, first = surprise(heights, key), surprise(heights[:head], key)
    cost = 6000 * max(0.0, _SURPRISE[0] - whole, whole - _SURPRISE[1])
    return round(cost + 3000 * max(0.0, _HEAD_SURPRISE[0] - first, first - _HEAD_SURPRISE[1]))
