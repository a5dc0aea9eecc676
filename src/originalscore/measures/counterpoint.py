"""Figures of written lines that tell music from notes: dissonance, parallels, steps and leaps, recurrence.

A line is a list of ``(onset, length, height)`` in beats and semitones (C4 = 60), one note at a time. Every figure is two-sided: too
little is as suspicious as too much. Real ranges (string quartets and chorales) stand in the craft notes, section 4.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from originalscore.model.reading import Sung as Sung

Voice = Sequence[Sung]

_DISSONANT = (1, 2, 6, 10, 11)
_PERFECT = (0, 7)


def sounding(voice: Voice, beat: Fraction) -> int | None:
    """The height a line sounds at a beat, None in a rest."""
    return next((height for onset, length, height in voice if onset <= beat < onset + length), None)


def dissonant_share(voices: Sequence[Voice], step: Fraction = Fraction(1, 2)) -> float:
    """Share of sounding pairs (0 to 1) that are seconds, sevenths or tritones, sampled every ``step`` beats."""
    found = total = 0
    for beat in _samples(voices, step):
        heights = [height for voice in voices if (height := sounding(voice, beat)) is not None]
        for low, high in combinations(heights, 2):
            total += 1
            found += abs(high - low) % 12 in _DISSONANT
    return found / total if total else 0.0


def parallels_per_hundred(voices: Sequence[Voice], step: Fraction = Fraction(1, 2)) -> float:
    """Parallel fifths and octaves in every hundred moves of two voices together."""
    found = moves = 0
    heights = [[sounding(voice, beat) for voice in voices] for beat in _samples(voices, step)]
    for was, now in pairwise(heights):
        for i, j in combinations(range(len(voices)), 2):
            a, b, c, d = was[i], was[j], now[i], now[j]
            if a is None or b is None or c is None or d is None or a == c or b == d:
                continue
            moves += 1
            found += abs(a - b) % 12 in _PERFECT and abs(a - b) % 12 == abs(c - d) % 12 and (c - a) * (d - b) > 0
    return 100 * found / moves if moves else 0.0


def step_share(voice: Voice) -> float:
    """Share of moves (0 to 1) of one or two semitones."""
    moves = _moves(voice)
    return sum(1 <= abs(move) <= 2 for move in moves) / len(moves) if moves else 0.0


def leap_share(voice: Voice) -> float:
    """Share of moves (0 to 1) larger than a major third."""
    moves = _moves(voice)
    return sum(abs(move) > 4 for move in moves) / len(moves) if moves else 0.0


def recurrence(voice: Voice, length: int = 4) -> float:
    """Share of runs of ``length`` intervals (0 to 1) that sounded before in the line."""
    moves = _moves(voice)
    runs = [tuple(moves[n : n + length]) for n in range(len(moves) - length + 1)]
    return sum(run in runs[:n] for n, run in enumerate(runs)) / len(runs) if runs else 0.0


def _moves(voice: Voice) -> list[int]:
    return [after[2] - before[2] for before, after in pairwise(voice)]


def _samples(voices: Sequence[Voice], step: Fraction) -> list[Fraction]:
    end = max((onset + length for voice in voices for onset, length, _ in voice), default=Fraction(0))
    return [n * step for n in range(int(end / step))]
