"""Comparison in pairs: how strong each version is, from who was preferred to whom (Bradley and Terry, 1952).

Strengths are fitted by the minorise-maximise steps of Hunter, "MM algorithms for generalized Bradley-Terry models", 2004, until
nothing moves any more. There is an answer only when everybody is connected by wins and losses; a version that never lost, or never
won, has none, and that is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from originalscore.errors import BriefError

_STILL, _MOST_STEPS = 1e-12, 100_000


def bradley_terry(wins: Sequence[tuple[str, str]]) -> tuple[tuple[str, float], ...]:
    """Log-strength of each version, mean 0, the strongest first; ``wins`` are (preferred, other).

    The chance that one is preferred to another is 1 / (1 + exp(theirs - its)).

    Raises
    ------
    BriefError
        Without pairs, or where wins do not connect everybody both ways.
    """
    names = sorted({name for pair in wins for name in pair})
    if len(names) < 2 or any(winner == loser for winner, loser in wins):
        raise BriefError("strengths need comparisons of two different versions", "give pairs of two names")
    _refuse_unconnected(names, wins)
    won = {name: sum(winner == name for winner, _ in wins) for name in names}
    met = {name: [sum({name, other} == set(pair) for pair in wins) if other != name else 0 for other in names] for name in names}
    strength = dict.fromkeys(names, 1.0)
    for _ in range(_MOST_STEPS):
        new = {
            name: won[name] / sum(count / (strength[name] + strength[other]) for other, count in zip(names, met[name]) if count)
            for name in names
        }
        middle = math.exp(sum(math.log(value) for value in new.values()) / len(names))
        new = {name: value / middle for name, value in new.items()}
        moved = max(abs(new[name] - strength[name]) / strength[name] for name in names)
        strength = new
        if moved < _STILL:
            break
    found = {name: math.log(value) for name, value in strength.items()}
    return tuple(sorted(found.items(), key=lambda had: (-had[1], had[0])))


def _refuse_unconnected(names: list[str], wins: Sequence[tuple[str, str]]) -> None:
    for pairs, what in ((wins, "lost to"), ([(loser, winner) for winner, loser in wins], "won against")):
        reached, todo = {names[0]}, [names[0]]
        while todo:
            here = todo.pop()
            new = {loser for winner, loser in pairs if winner == here} - reached
            reached |= new
            todo += new
        if len(reached) < len(names):
            apart = ", ".join(name for name in names if name not in reached)
            raise BriefError(f"{apart} never {what} any of the others, however far: strengths would be endless", "ask for more pairs")
