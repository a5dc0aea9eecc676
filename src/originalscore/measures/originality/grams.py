"""Short patterns of a line, each folded into a small number: what an index of tunes can hold without holding the tunes.

A pattern looks at a few notes in a row, leaving some out, so that a changed note spoils only those that look at it. What it sees are
semitones from its first note and, where it heeds rhythm, whether each note lasts shorter than, as long as, or longer than the one before;
so it is blind to key and tempo. Patterns of the *grid* look at what sounds at every step of the line's commonest length instead: an
ornament between two steps does not touch them. Leaving places out is an old idea of sequence search (Ma, Tromp & Li, "PatternHunter",
Bioinformatics 18(3), 2002); which places, and all sizes, are ours, chosen by planted copies (docs/originality.md).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from originalscore.measures.counterpoint import Voice

#: Bits of a folded pattern (ours): few enough that each stands for thousands of different patterns.
HASH_BITS = 16
#: Lengths within this ratio of each other count as the same (ours; printed lengths differ by more).
_SAME_RATIO = Fraction(105, 100)


@dataclass(frozen=True)
class Pattern:
    """Which of the notes in a row are looked at (``1``) and which left out (``0``).

    ``grid`` looks at steps of time in place of notes, ``rhythm`` at lengths besides heights. ``least`` is how many different heights it
    must see to be worth anything.
    """

    shape: str
    rhythm: bool = False
    grid: bool = False
    least: int = 3


#: Seven notes in a row, five in a row with their rhythm: chained, they give the longest shared runs.
RUN, RHYTHM_RUN = Pattern("1111111", least=2), Pattern("11111", rhythm=True, least=2)
#: All patterns that are kept in an index.
PATTERNS = (
    RUN, RHYTHM_RUN, Pattern("1101011"), Pattern("1101011", rhythm=True), Pattern("1111", rhythm=True), Pattern("1101101011", grid=True),
)  # fmt: skip


def lengths(line: Voice) -> list[Fraction]:
    """Beats from each onset to the next, the last note's own: how long a note counts whether or not it is held."""
    return [after[0] - note[0] for note, after in pairwise(line)] + [note[1] for note in line[-1:]]


def heights(line: Voice) -> list[int]:
    """Semitones, C4 = 60."""
    return [height for _, _, height in line]


def tread(line: Voice) -> Fraction:
    """The commonest length of a line, the shortest of several: the unit that does not change when it is written twice as slow."""
    counted = Counter(lengths(line))
    return min(counted, key=lambda length: (-counted[length], length))


def on_grid(line: Voice, step: Fraction) -> list[int]:
    """The height that sounds, or sounded last, at every step from the first on which most onsets fall."""
    if not line or step <= 0:
        return []
    phases = Counter(onset % step for onset, _, _ in line)
    phase = min(phases, key=lambda at: (-phases[at], at))
    first = line[0][0]
    at = phase + step * -((phase - first) // step)
    end, place, found = line[-1][0] + line[-1][1], 0, []
    while at < end:
        while place + 1 < len(line) and line[place + 1][0] <= at:
            place += 1
        found.append(line[place][2])
        at += step
    return found


def grams(line: Voice, pattern: Pattern) -> list[int | None]:
    """The pattern at every note (or step) where it fits, folded to ``HASH_BITS`` bits; None where it sees too little.

    Parameters
    ----------
    line
        One note at a time, sorted by onset.
    """
    if len(line) < 2:
        return []
    seen = on_grid(line, tread(line)) if pattern.grid else heights(line)
    steps = classes(lengths(line)) if pattern.rhythm else []
    places = [place for place, mark in enumerate(pattern.shape) if mark == "1"]
    found: list[int | None] = []
    for start in range(len(seen) - len(pattern.shape) + 1):
        first = seen[start]
        moves = [seen[start + place] - first for place in places[1:]]
        beats = [steps[start + place] for place in places[:-1]] if pattern.rhythm else []
        found.append(_fold(pattern, moves, beats) if len({0, *moves}) >= pattern.least else None)
    return found


def classes(spans: Sequence[Fraction]) -> list[int]:
    """Of each note but the last: whether the next lasts shorter (0), as long (1) or longer (2)."""
    return [0 if after * _SAME_RATIO < span else 2 if after > span * _SAME_RATIO else 1 for span, after in pairwise(spans)]


def _fold(pattern: Pattern, moves: Sequence[int], beats: Sequence[int]) -> int:
    text = f"{pattern.shape}{pattern.grid:d}:{','.join(map(str, moves))}:{','.join(map(str, beats))}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") >> (32 - HASH_BITS)
