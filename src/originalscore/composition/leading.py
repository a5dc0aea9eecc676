"""What it costs four voices to go from one chord to the next: small moves, opposite ways, no parallels, a bass with direction.

All ways so far and all voicings that may follow are weighed in one go. Costs are thousandths, ours unless the craft notes have them (3.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from originalscore.composition.idioms import Spacing

#: How a bass goes -> cost of its moves by semitones.
_BASS_MOVES = {
    "singing": {0: 500, 1: 160, 2: 120, 3: 420, 4: 450, 5: 150, 6: 1100, 7: 300, 8: 800, 9: 850, 12: 600},
    "stepping": {0: 500, 1: 60, 2: 30, 3: 450, 4: 500, 5: 280, 6: 1100, 7: 480, 8: 900, 9: 950, 12: 700},
    "striding": {0: 450, 1: 250, 2: 200, 3: 450, 4: 450, 5: 0, 6: 900, 7: 50, 8: 700, 9: 800, 12: 400},
    "creeping": {0: 100, 1: 0, 2: 250, 3: 400, 4: 450, 5: 200, 6: 500, 7: 350, 8: 800, 9: 850, 12: 500},
}
#: Fourths and fifths; their share of the moves before any passing note, by how the bass goes; what one too many or too few of them in the last
#: so many chords is worth (ours).
_STRIDES, _WEIGHED, _BALANCE = (5, 7), 10, 350
_STRIDING = {"singing": 0.3, "stepping": 0.3, "striding": 0.33, "creeping": 0.25}
#: What two voices earn for going opposite ways, and pay for going the same way.
_CONTRARY, _SIMILAR = 260, 60
#: What an upper voice earns that steps down from a note which the new chord lacks: it can be suspended.
_SUSPENDABLE = 250
Voicing = tuple[int, int, int, int]  # bass, low, middle, high
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """What a change of chord must respect: the tune before and at it, whether it is a cadence, the last chord, the idiom's manner.

    ``tones`` are those of the new chord, all twelve where it is too short for a suspension.
    """

    tune: tuple[int | None, int | None]
    cadence: bool
    last: bool
    smooth: int
    parallel: int
    tones: frozenset[int]
    spacing: Spacing
    bass: str


def move_costs(paths: Sequence[tuple[Voicing, ...]], after: Integers, step: Step) -> Integers:
    """What it costs to go on from each path to each voicing, shape (paths, voicings)."""
    before = np.array([path[-1] for path in paths])
    moves = after[None] - before[:, None]
    upper = moves[..., 1:]
    cost: Integers = 200 * abs(upper).sum(-1) + step.smooth * (upper != 0).sum(-1) + _bass_costs(paths, moves[..., 0], after[:, 0], step)
    left = ~np.isin(before[:, None, 1:] % 12, list(step.tones))
    cost -= _SUSPENDABLE * (((upper == -1) | (upper == -2)) & left).sum(-1)
    for i, j in combinations(range(4), 2):
        interval = ((before[:, j] - before[:, i]) % 12)[:, None]
        same = (interval % 7 == 0) & (moves[..., i] != 0) & (interval == (after[:, j] - after[:, i]) % 12)
        way = moves[..., i] * moves[..., j]
        cost += step.parallel * same - _CONTRARY * (way < 0) + _SIMILAR * (way > 0)
    cost += 900 * ((moves > 0).all(-1) | (moves < 0).all(-1))
    was, now = step.tune
    if was is not None and now is not None and was != now:
        interval = ((was - before) % 12)[:, None]
        same = (interval % 7 == 0) & (moves != 0) & (interval == (now - after) % 12)
        cost += (step.parallel * same - _CONTRARY * (~same & (moves * (now - was) < 0))).sum(-1)
    return cost


def _bass_costs(paths: Sequence[tuple[Voicing, ...]], moves: Integers, after: Integers, step: Step) -> Integers:
    """Steps first; leaps turn back, a line goes on, the note of two chords ago is stale, cadences leap by fourth or fifth."""
    size = abs(moves)
    cost: Integers = _bass_table(step.bass)[np.minimum(size, 127)]
    if step.cadence:
        cost = cost + 350 * ~np.isin(size, _STRIDES)
    if len(paths[0]) > 1:
        past = np.array([path[-2][0] for path in paths])[:, None]
        last = np.array([path[-1][0] for path in paths])[:, None] - past
        onward = moves * last > 0
        cost = cost + 350 * (onward & (abs(last) > 4)) - 150 * (onward & (abs(last) <= 2) & (size <= 2))
        cost = cost + 350 * ((moves != 0) & (after == past))
    surplus = np.array([_surplus([voicing[0] for voicing in path[-_WEIGHED:]], step.bass) for path in paths])
    cost += surplus[:, None] * np.isin(size, _STRIDES)
    return cost


def _surplus(bass: list[int], manner: str) -> int:
    """What one more fourth or fifth costs (thousandths) after a bass that strode much, or earns after one that did not."""
    moves = [abs(b - a) for a, b in pairwise(bass) if a != b]
    return round(_BALANCE * (sum(move in _STRIDES for move in moves) - _STRIDING[manner] * len(moves)))


@cache
def _bass_table(bass: str) -> Integers:
    """The cost of every size of move."""
    return np.array([_BASS_MOVES[bass].get(size, 1200) for size in range(128)])
