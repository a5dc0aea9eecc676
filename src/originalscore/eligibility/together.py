"""Which pieces are heard together, and for how many frames, under the choices that decide what is heard at all.

Thousands of combinations look at a few dozen of these. Pieces that no way of counting tells apart stand for one another, so that a film of two hours is as quickly
counted as one of ten minutes.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from originalscore.ledger import Counting, music_frames
from originalscore.ledger.heard import heard_spans
from originalscore.model.ledger import Entry, Ledger

#: Options and facts that decide what is heard -> the choices that change it; all others only decide what is original.
_SHAPING = {
    "overlaps": "each piece", "end credits": "left out", "logos": "left out", "source music": "left out", "inaudible tails": "left out",
    "undeclared music": "pre-existing",
}  # fmt: skip


@dataclass(frozen=True)
class Together:
    """What is heard.

    Parameters
    ----------
    whole
        Frames of music.
    pieces
        Those that are heard, each standing for all like it.
    frames
        Places in ``pieces`` of those that are heard at the same time -> for how many frames; where each piece counts, every piece alone.
    """

    whole: int
    pieces: tuple[Entry, ...]
    frames: tuple[tuple[frozenset[int], int], ...]


class Alike:
    """The pieces of a ledger, each by one that stands for all like it.

    Parameters
    ----------
    is_by_others
        Whether a piece is by none of those who are put forward.
    """

    def __init__(self, ledger: Ledger, is_by_others: Callable[[Entry], bool]) -> None:
        self._ledger, self._is_by_others = ledger, is_by_others
        self._first: dict[tuple[object, ...], int] = {}
        self._pieces: list[Entry] = []
        self._known: dict[tuple[str, ...], Together] = {}

    def heard(self, reading: Mapping[str, str]) -> Together:
        """What is heard under one combination."""
        shape = tuple(name for name, choice in _SHAPING.items() if reading.get(name) == choice)
        if shape not in self._known:
            self._known[shape] = self._together(shape)
        return self._known[shape]

    def _together(self, shape: tuple[str, ...]) -> Together:
        ledger = self._as_heard(shape)
        counting = Counting(
            each_piece="overlaps" in shape, end_credits="end credits" not in shape, logo="logos" not in shape,
            source="source music" not in shape,
        )  # fmt: skip
        spans = [(span, self._stands_for(entry)) for span, entry in heard_spans(ledger, counting)]
        found: Counter[frozenset[int]] = Counter()
        for pieces, frames in (
            ((frozenset((piece,)), end - first) for (first, end), piece in spans) if counting.each_piece else _stretches(spans)
        ):
            found[pieces] += frames
        return Together(music_frames(ledger, counting), tuple(self._pieces), tuple(found.items()))

    def _as_heard(self, shape: tuple[str, ...]) -> Ledger:
        """The ledger without inaudible tails, and with undeclared music as pieces of their own, where the shape says so."""
        pieces = self._ledger.entries
        if "inaudible tails" in shape:
            pieces = tuple(replace(one, end_frame=one.end_frame - one.tail_frames) for one in pieces)
        if "undeclared music" in shape:
            pieces += tuple(Entry("", "", first, end, "", "", (), "pre-existing") for first, end in self._ledger.undeclared)
        return replace(self._ledger, entries=pieces)

    def _stands_for(self, entry: Entry) -> int:
        """The place of the first piece that no way of counting tells from this one."""
        looks = (entry.origin, entry.lyric, entry.on_screen, bool(entry.reuse), entry.reused_bars, entry.bars, self._is_by_others(entry))
        if looks not in self._first:
            self._first[looks] = len(self._pieces)
            self._pieces.append(entry)
        return self._first[looks]


def _stretches(spans: Iterable[tuple[tuple[int, int], int]]) -> Iterable[tuple[frozenset[int], int]]:
    """Every stretch between two edges, with the pieces that are heard in it."""
    waiting = sorted(spans)
    edges = sorted({edge for span, _ in waiting for edge in span})
    sounding: list[tuple[tuple[int, int], int]] = []
    begun = 0
    for start, end in itertools.pairwise(edges):
        while begun < len(waiting) and waiting[begun][0][0] <= start:
            sounding.append(waiting[begun])
            begun += 1
        sounding = [one for one in sounding if one[0][1] > start]
        if sounding:
            yield frozenset(piece for _, piece in sounding), end - start
