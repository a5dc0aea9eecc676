"""The index of known tunes: which folded patterns occur in which tune, and nothing else; no melody can be read from it.

It is made by ``tools/build_tune_index.py`` from books out of copyright and shipped as ``tunes.npz``. A pattern of 16 bits stands for
thousands of different ones, so a single agreement means nothing: every value belongs to some five tunes. What counts is how many patterns a line shares with *one* tune, the
rarer the more: the sum of their rarities in bits, over a power of the tune's length, since a long tune shares more by chance. Patterns in
a row that all occur in one tune make the longest shared run; three in a row agree by chance about once in 4,000 lines of thirty notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.counterpoint import Voice
from originalscore.measures.originality.figures import figure_name
from originalscore.measures.originality.grams import PATTERNS, RHYTHM_RUN, RUN, Pattern, grams, heights

#: Windows that likeness is measured on, notes, and how far each begins after the last.
WINDOW, HOP = 24, 4
#: The patterns that likeness weighs. Seven notes in a row are left to the runs: one changed note spoils all seven of them, and where they do
#: agree the shorter ones have said so already (chosen on planted copies; docs/originality.md).
_WEIGHED = tuple(place for place, pattern in enumerate(PATTERNS) if pattern is not RUN)
#: Larger intervals count as this one, semitones.
_WIDEST = 12
#: How a tune's length weighs, notes: likeness is divided by ((40 + length) / 100) to the 0.3 (ours, best of five tried on planted copies).
_LENGTH_OFFSET, _LENGTH_UNIT, _LENGTH_POWER = 40, 100, 0.3
#: Patterns in a row from which a run is believed.
_SURE = 3
_FILE = Path(__file__).with_name("tunes.npz")

Table = tuple[NDArray[np.uint16], NDArray[np.uint16]]


@dataclass(frozen=True)
class Nearness:
    """How near a line comes to the tunes of an index.

    ``run`` and ``rhythm_run`` count intervals: the longest run shared with one tune, and the longest whose rhythm is shared too; 0 where it
    is shorter than three patterns in a row (8 and 6). ``run_bits`` is the information of the weightiest shared run, ``likeness`` the rarity of all that is
    shared with the nearest tune, both in bits; ``nearest`` names that tune, empty if there is none.
    """

    run: int
    rhythm_run: int
    run_bits: float
    likeness: float
    nearest: str


class TuneIndex:
    """Patterns of known tunes, sorted for search."""

    def __init__(self, tunes: Sequence[str], lengths: Sequence[int], tables: Sequence[Table], move_bits: NDArray[Any]) -> None:
        self.tunes, self.lengths, self.tables = tuple(tunes), np.asarray(lengths, np.uint16), tuple(tables)
        self.move_bits = np.asarray(move_bits, np.uint16)
        self._weight = ((_LENGTH_OFFSET + self.lengths.astype(np.float64)) / _LENGTH_UNIT) ** -_LENGTH_POWER

    @classmethod
    def build(cls, tunes: Iterable[tuple[str, Voice]]) -> TuneIndex:
        """The index of named melodies, in their order."""
        named = list(tunes)
        tables = []
        for pattern in PATTERNS:
            pairs = sorted({(gram, number) for number, (_, line) in enumerate(named) for gram in grams(line, pattern) if gram is not None})
            tables.append((np.array([gram for gram, _ in pairs], np.uint16), np.array([number for _, number in pairs], np.uint16)))
        return cls([name for name, _ in named], [len(line) for _, line in named], tables, _surprise([heights(line) for _, line in named]))

    def save(self, path: Path) -> None:
        """Write the index; the file is a few bits a pattern, since hashes are kept as distances in bytes."""
        arrays: dict[str, NDArray[Any]] = {
            "tunes": np.frombuffer("\n".join(self.tunes).encode(), np.uint8),
            "lengths": self.lengths,
            "move_bits": self.move_bits,
        }
        for place, (hashes, owners) in enumerate(self.tables):
            steps = np.diff(hashes.astype(np.int64), prepend=0)
            if len(steps) and steps.max() > 255:
                raise ValueError("too few patterns: hashes lie more than 255 apart")
            arrays |= {f"steps{place}": steps.astype(np.uint8), f"low{place}": owners.astype(np.uint8)}
            arrays[f"high{place}"] = (owners >> 8).astype(np.uint8)
        np.savez_compressed(path, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> TuneIndex:
        """Read what :meth:`save` has written."""
        with np.load(path, allow_pickle=False) as stored:
            tables = []
            for place in range(len(PATTERNS)):
                hashes = np.cumsum(stored[f"steps{place}"], dtype=np.int64).astype(np.uint16)
                tables.append((hashes, stored[f"low{place}"] | stored[f"high{place}"].astype(np.uint16) << 8))
            return cls(bytes(stored["tunes"]).decode().split("\n"), stored["lengths"], tables, stored["move_bits"])

    def nearness(self, line: Voice, *, without: NDArray[np.bool_] | None = None) -> Nearness:
        """How near a line comes to these tunes.

        Parameters
        ----------
        line
            One note at a time, sorted by onset.
        without
            Tunes that are passed over, one flag a tune.
        """
        heard = np.ones(len(self.tunes)) if without is None else (~without).astype(np.float64)
        moves = [b - a for a, b in pairwise(heights(line))]
        shared = self._shared_runs(line, RUN, heard)
        counted = [(first, count) for first, count in shared if not figure_name(moves[first : first + count])]
        rhythm = self._shared_runs(line, RHYTHM_RUN, heard)
        bits = [self.bits(moves[first : first + count]) for first, count in counted]
        likeness, nearest = self._likest(line, heard)
        return Nearness(
            max((count for _, count in counted), default=0),
            max((count for first, count in rhythm if not figure_name(moves[first : first + count])), default=0),
            round(max(bits, default=0.0), 1), round(likeness, 1), self.tunes[nearest] if likeness > 0 else "",
        )  # fmt: skip

    def bits(self, moves: Sequence[int]) -> float:
        """Information of a run of intervals, given each one before, in bits; repeated notes say nothing."""
        clipped = [_clipped(move) for move in moves if move]
        before = [2 * _WIDEST + 1, *clipped]
        return sum(int(self.move_bits[a, b]) for a, b in zip(before, clipped)) / 1000

    def _owners(self, place: int, gram: int | None) -> NDArray[np.uint16]:
        """The tunes that hold a pattern."""
        hashes, owners = self.tables[place]
        if gram is None:
            return owners[:0]
        first, last = np.searchsorted(hashes, np.array([gram, gram + 1], np.int64))
        return owners[first:last]

    def _shared_runs(self, line: Voice, pattern: Pattern, heard: NDArray[np.float64]) -> list[tuple[int, int]]:
        """(first interval, intervals) of the runs shared with any one tune, the longest that ends at each place and those within it."""
        place, moves = PATTERNS.index(pattern), len(pattern.shape) - 1
        chain, found = np.zeros(len(self.tunes), np.int32), []
        for start, gram in enumerate(grams(line, pattern)):
            here = np.zeros(len(self.tunes), np.int32)
            owners = self._owners(place, gram)
            here[owners] = (chain[owners] + 1) * (heard[owners] > 0)
            chain = here
            found += [(start - count + 1, moves + count - 1) for count in range(int(chain.max(initial=0)), _SURE - 1, -1)]
        return found

    def _likest(self, line: Voice, heard: NDArray[np.float64]) -> tuple[float, int]:
        """The largest likeness of any window, and its tune."""
        best = (0.0, 0)
        for first in range(0, max(1, len(line) - WINDOW + HOP), HOP):
            window = line[max(0, min(first, len(line) - WINDOW)) :][:WINDOW]
            rarity = np.zeros(len(self.tunes))
            for place in _WEIGHED:
                for gram in sorted({gram for gram in grams(window, PATTERNS[place]) if gram is not None}):
                    owners = self._owners(place, gram)
                    if len(owners):
                        rarity[owners] += np.log2(len(self.tunes) / len(owners))
            rarity *= self._weight * heard
            tune = int(rarity.argmax()) if len(rarity) else 0
            best = max(best, (float(rarity[tune]) if len(rarity) else 0.0, tune), key=lambda item: item[0])
        return best


def _surprise(melodies: Iterable[Sequence[int]]) -> NDArray[np.uint16]:
    """Thousandths of a bit of every interval after every other (last row: at the beginning), each seen half a time more than it was."""
    size = 2 * _WIDEST + 1
    counts = np.full((size + 1, size), 0.5)
    for melody in melodies:
        moves = [_clipped(b - a) for a, b in pairwise(melody) if a != b]
        for a, b in pairwise([size, *moves]):
            counts[a, b] += 1
            if a != size:
                counts[size, b] += 1
    return np.asarray(np.round(-1000 * np.log2(counts / counts.sum(axis=1, keepdims=True))), np.uint16)


def _clipped(move: int) -> int:
    """The place of an interval in the table of surprise."""
    return max(-_WIDEST, min(_WIDEST, move)) + _WIDEST


@cache
def shipped_index() -> TuneIndex:
    """The index that comes with the product, read once."""
    return TuneIndex.load(_FILE)
