"""What keeps a creeping line from being one: the tune of a thriller goes by steps in a narrow space, comes back to where it was, and hardly ever leaps.

It is the opposite of what makes a tune sung (``shape``), so it is judged by itself: nothing of it is to be remembered but that it moves.
"""

from __future__ import annotations

from originalscore.planning.themes.shape import Aim, Figures

#: Shares of steps from which, and of leaps and repeats up to which, a line creeps; share of ideas from which it is a loop (ours).
_STEPS, _LEAPS, _REPEATS, _LOOP = 0.75, 0.05, 0.1, 0.7


def creeping_cost(found: Figures, aim: Aim) -> int:
    """How far a line is from creeping as it is aimed at, thousandths."""
    cost = 3000 * (found.peaks - 1) + round(3500 * max(0.0, abs(found.peak - aim.peak) - 0.06))
    cost += 500 * max(0, found.span - aim.span)
    cost += round(20000 * max(0.0, _STEPS - found.steps)) + round(30000 * max(0.0, found.leaps - _LEAPS))
    cost += round(12000 * max(0.0, found.repeats - _REPEATS)) + round(12000 * max(0.0, found.ideas - _LOOP))
    return cost + round(7000 * max(0.0, abs(found.recurring - aim.recurring) - 0.08)) + 500 * max(0, 3 - found.lengths)
