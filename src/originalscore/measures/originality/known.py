"""Known melodies whose notes are at hand (the user's own files): likeness note for note, which finds copies that runs alone do not.

Edit similarity is one minus the edit distance over the length, where a note left out or put in costs 1 and a changed interval a third of a
semitone each, at most 1 (as in ``measures.melody.similarity``); here the best place of the other melody is sought (Sellers, "The theory
and computation of evolutionary distances", Journal of Algorithms 1, 1980), so it reads higher than of two whole lines. The skeleton is what
sounds at every second step of a line's commonest length (and, since ornaments shorten that, at every step and every fourth of the line that
is judged): heavy ornaments leave it standing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.counterpoint import Voice
from originalscore.measures.originality.figures import figure_name
from originalscore.measures.originality.grams import classes, heights, lengths, on_grid, tread
from originalscore.measures.originality.index import HOP, WINDOW

#: Steps of a skeleton that are compared, and the fewest that say anything (ours).
_SKELETON, _LEAST = 20, 10
_STEPS, _OWN_STEPS = 2, (1, 2, 4)
#: Costs in thirds: a whole operation, and how many empty intervals keep two melodies apart.
_WHOLE, _APART = 3, 30
#: An interval that no melody has, and a rhythm.
_NONE = 99


@dataclass(frozen=True)
class Compared:
    """The nearest of some known melodies.

    ``run`` and ``rhythm_run`` count intervals, ``edit_similarity`` and ``skeleton_similarity`` go from 0 to 1; ``nearest`` is the most similar
    one's name, empty if there is none, and ``nearest_run`` the one's with the longest run.
    """

    run: int
    rhythm_run: int
    edit_similarity: float
    skeleton_similarity: float
    nearest: str
    nearest_run: str


class KnownMelodies:
    """Some melodies laid end to end, so that all are searched at once."""

    def __init__(self, melodies: Sequence[tuple[str, Voice]]) -> None:
        self.names = tuple(name for name, _ in melodies)
        self.notes = sum(len(line) for _, line in melodies)
        rows = [_moves(heights(line)) for _, line in melodies]
        self._moves, self._owners = _end_to_end(rows)
        self._rhythm, _ = _end_to_end([np.asarray(classes(lengths(line)), np.int32) for _, line in melodies])
        self._skeletons, self._skeleton_owners = _end_to_end([_moves(_skeleton(line, _STEPS)) for _, line in melodies])

    def nearest(self, line: Voice) -> Compared:
        """The melodies that come nearest to a line in run and in likeness."""
        run, place = self._run(line, rhythm=False)
        rhythm_run, _ = self._run(line, rhythm=True)
        windows = [_moves(heights(line[first : first + WINDOW])) for first in _starts(len(line), WINDOW)]
        similar, owner = max((_likest(window, self._moves, self._owners) for window in windows), default=(0.0, 0))
        skeletons = [_moves(_skeleton(line, steps)) for steps in _OWN_STEPS]
        parts = [
            bones[first : first + _SKELETON] for bones in skeletons for first in _starts(len(bones), _SKELETON) if len(bones) >= _LEAST
        ]
        skeleton, _ = max((_likest(part, self._skeletons, self._skeleton_owners) for part in parts), default=(0.0, 0))
        name = self.names[owner] if similar > 0 else ""
        return Compared(run, rhythm_run, round(similar, 3), round(skeleton, 3), name, self.names[place] if run else "")

    def _run(self, line: Voice, *, rhythm: bool) -> tuple[int, int]:
        """The longest shared run that is no common figure, in intervals, and its melody."""
        moves, beats = _moves(heights(line)), classes(lengths(line))
        chain, best, owner = np.zeros(len(self._moves) + 1, np.int32), 0, 0
        for end, move in enumerate(moves):
            same = self._moves == move
            if rhythm:
                same &= self._rhythm == beats[end]
            chain[1:] = np.where(same, chain[:-1] + 1, 0)
            longest = int(chain.max(initial=0))
            if longest > best and not figure_name([int(m) for m in moves[end - longest + 1 : end + 1]]):
                best, owner = longest, int(self._owners[int(chain.argmax()) - 1])
        return best, owner


def _starts(count: int, window: int) -> range:
    return range(0, max(1, count - window + 1), HOP)


def _skeleton(line: Voice, steps: int) -> list[int]:
    return on_grid(line, steps * tread(line)) if len(line) > 1 else []


def _moves(seen: Sequence[int]) -> NDArray[np.int32]:
    return np.array([b - a for a, b in pairwise(seen)], np.int32)


def _end_to_end(rows: Sequence[NDArray[np.int32]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """All rows with a gap after each, and whose each place is."""
    gap = np.full(_APART, _NONE, np.int32)
    whole = np.concatenate([part for row in rows for part in (row, gap)]) if rows else np.zeros(0, np.int32)
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) + _APART for row in rows])
    return whole, owners


def _likest(window: NDArray[np.int32], text: NDArray[np.int32], owners: NDArray[Any]) -> tuple[float, int]:
    """Likeness (0 to 1) of a window to the best place of the text, and whose place it is."""
    if not len(window) or not len(text):
        return 0.0, 0
    slope = _WHOLE * np.arange(len(text), dtype=np.int32)
    before = np.zeros(len(text) + 1, np.int32)
    for row, move in enumerate(window, 1):
        best = np.minimum(before[:-1] + np.minimum(_WHOLE, np.abs(text - move)), before[1:] + _WHOLE)
        before = np.concatenate((np.array([_WHOLE * row], np.int32), np.minimum.accumulate(best - slope) + slope))
    place = int(before[1:].argmin())
    return 1 - int(before[1 + place]) / (_WHOLE * len(window)), int(owners[place])
