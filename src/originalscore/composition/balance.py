"""How evenly a cue uses its triads: a harmony that is everywhere says nothing, and so do too many that are heard once.

What is counted is the triad whatever its colours, as a listener groups them; how many are in use is 2 to the power of their entropy over
beats. Where there are few, the ones that have had most of the cue cost; where there are many, another new one does. Numbers ours, inside
the 5 to 11 triads of real music (2.3 to 3.5 bits, craft notes 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

#: A triad: semitones of its root above the tonic, and ``M``, ``m`` or neither for its third.
Triad = tuple[int, str]
#: Triads in use below which the worn ones cost, and above which a new one does.
_FEW, _MANY = 6.5, 8.0
#: Share of the beats from which a triad is worn, beats that are taken as if others had had them, what a full share more costs, and what a new one
#: costs (thousandths).
_WORN_FROM, _UNHEARD, _WORN, _NEW = 0.22, 12, 12000, 900


class Balance:
    """What each triad costs next after ``heard``: the triads so far, each with its beats."""

    def __init__(self, heard: Sequence[tuple[Triad, float]]) -> None:
        beats: dict[Triad, float] = {}
        for triad, length in heard:
            beats[triad] = beats.get(triad, 0.0) + length
        total, in_use = sum(beats.values()), triads_in_use(list(beats.values()))
        room = total + _UNHEARD
        self._worn = {
            triad: round(_WORN * max(0.0, had / room - _WORN_FROM)) if in_use < _FEW else 0 for triad, had in beats.items()
        }  # fmt: skip
        self._new = _NEW if in_use > _MANY else 0

    def cost(self, triad: Triad) -> int:
        """What it costs to say a triad next, thousandths."""
        return self._worn.get(triad, self._new)


def triads_in_use(beats: Sequence[float]) -> float:
    """How many harmonies are in use, each counted by its share of the beats; 0 where nothing has sounded."""
    total = sum(beats)
    return 2.0 ** -sum(had / total * log2(had / total) for had in beats) if beats else 0.0
