"""Ranked ballots counted by rules that have names. The same ballots may have three winners, so they are kept and the rule is named.

A ballot is a tuple of candidates, best first; candidates left out rank below all that are on it. Ties between candidates are never
broken by chance: they are reported, and where a rule must put somebody out, everybody tied goes out together; where that would end
the count, it is refused. Source: the worked examples of capital-of-Tennessee ballots; thresholds as the Academy counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError

Ballot = tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """What a rule made of the ballots: winners (several when tied), what each candidate had at the end, and the rounds in words."""

    winners: tuple[str, ...]
    tally: tuple[tuple[str, Fraction], ...]
    rounds: tuple[str, ...] = ()


def candidates_of(ballots: Sequence[Ballot]) -> tuple[str, ...]:
    """Everybody who is named on a ballot, in alphabetical order.

    Raises
    ------
    BriefError
        If there is no ballot, or one names somebody twice.
    """
    if not ballots:
        raise BriefError("there are no ballots to count", "give at least one")
    for place, ballot in enumerate(ballots, 1):
        if not ballot or len(set(ballot)) != len(ballot):
            raise BriefError(f"ballot {place} is empty or names somebody twice", "write each candidate once, best first")
    return tuple(sorted({name for ballot in ballots for name in ballot}))


def plurality(ballots: Sequence[Ballot]) -> Count:
    """First places alone."""
    names = candidates_of(ballots)
    return _most({name: Fraction(sum(ballot[0] == name for ballot in ballots)) for name in names})


def borda(ballots: Sequence[Ballot]) -> Count:
    """A point for everybody ranked below; candidates left off a ballot share what is left of its points."""
    names = candidates_of(ballots)
    tally = dict.fromkeys(names, Fraction(0))
    for ballot in ballots:
        for place, name in enumerate(ballot):
            tally[name] += len(names) - 1 - place
        left = [name for name in names if name not in ballot]
        for name in left:
            tally[name] += Fraction(len(left) - 1, 2)
    return _most(tally)


def condorcet(ballots: Sequence[Ballot]) -> Count:
    """Whoever beats everybody else in pairs; nobody wins where the pairs go in a circle. The tally counts pairs won."""
    names = candidates_of(ballots)
    won = {name: Fraction(sum(_prefer(ballots, name, other) > 0 for other in names if other != name)) for name in names}
    winners = tuple(name for name in names if won[name] == len(names) - 1)
    pairs = tuple(
        f"{name} against {other}: {_for(ballots, name, other)} to {_for(ballots, other, name)}"
        for place, name in enumerate(names)
        for other in names[place + 1 :]
    )
    return Count(winners, _ordered(won), pairs)


def instant_runoff(ballots: Sequence[Ballot]) -> Count:
    """The candidate with the fewest first places goes out until somebody has more than half of the ballots that still count."""
    return _knock_out(ballots, lambda standing, live: {name: -sum(ballot[0] == name for ballot in live) for name in standing})


def coombs(ballots: Sequence[Ballot]) -> Count:
    """As instant run-off, but the candidate with the most last places goes out."""

    def lasts(standing: list[str], live: list[Ballot]) -> dict[str, int]:
        whole = [[*ballot, *(name for name in standing if name not in ballot)] for ballot in live]
        return {name: sum(ballot[-1] == name for ballot in whole) for name in standing}

    return _knock_out(ballots, lasts)


def quota(ballots: int, places: int) -> int:
    """Votes that surely take one of several places: the ballots divided by places + 1, rounded up when not whole, else one more.

    Examples
    --------
    >>> quota(375, 5), quota(1000, 1)
    (63, 501)
    """
    if ballots < 1 or places < 1:
        raise BriefError("a quota needs ballots and places", "give one or more of each")
    return ballots // (places + 1) + 1


def _knock_out(ballots: Sequence[Ballot], against: Callable[[list[str], list[Ballot]], dict[str, int]]) -> Count:
    standing, rounds = list(candidates_of(ballots)), list[str]()
    while True:
        live = [kept for ballot in ballots if (kept := tuple(name for name in ballot if name in standing))]
        firsts = {name: Fraction(sum(ballot[0] == name for ballot in live)) for name in standing}
        rounds.append(f"round {len(rounds) + 1}: " + ", ".join(f"{name} {int(votes)}" for name, votes in _ordered(firsts)))
        if max(firsts.values()) * 2 > len(live) or len(standing) == 1:
            return Count(_most(firsts).winners, _ordered(firsts), tuple(rounds))
        weight = against(standing, live)
        out = [name for name in standing if weight[name] == max(weight.values())]
        if len(out) == len(standing):
            return Count(tuple(standing), _ordered(firsts), (*rounds, "all that are left are tied"))
        rounds.append(f"out: {', '.join(out)}")
        standing = [name for name in standing if name not in out]


def _for(ballots: Sequence[Ballot], name: str, other: str) -> int:
    return sum(name in ballot and (other not in ballot or ballot.index(name) < ballot.index(other)) for ballot in ballots)


def _prefer(ballots: Sequence[Ballot], name: str, other: str) -> int:
    return _for(ballots, name, other) - _for(ballots, other, name)


def _most(tally: dict[str, Fraction]) -> Count:
    best = max(tally.values())
    return Count(tuple(name for name in tally if tally[name] == best), _ordered(tally))


def _ordered(tally: dict[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    return tuple(sorted(tally.items(), key=lambda had: (-had[1], had[0])))
