"""Single transferable vote: several places, one vote each that moves on (weighted inclusive Gregory transfers, exact fractions).

Whoever reaches the quota is in, and the surplus moves on to each ballot's next name at the share by which the quota was exceeded;
when nobody reaches it, the last goes out. Rules differ in their transfers: this one is named, and every round is told. A tie for
going out is broken by the earlier rounds' votes; where these are equal too it is refused, not drawn by lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.points.ballots import Ballot, Count, candidates_of, quota


def single_transferable_vote(ballots: Sequence[Ballot], places: int) -> Count:
    """The winners of ``places`` places in the order in which they were elected; the tally is of the last round each was in.

    Raises
    ------
    BriefError
        If there are fewer candidates than places, or a tie cannot be broken.
    """
    names = candidates_of(ballots)
    if not 1 <= places < len(names):
        raise BriefError(f"{places} place{'s' * (places != 1)} for {len(names)} candidates need no vote", "ask for fewer places")
    needed = quota(len(ballots), places)
    weights = [Fraction(1)] * len(ballots)
    standing, elected = list(names), list[str]()
    tally: dict[str, Fraction] = {}
    history: list[dict[str, Fraction]] = []
    rounds = [f"quota {needed}"]
    while len(elected) < places:
        if len(standing) <= places - len(elected):
            rounds.append(f"the last places: {', '.join(standing)}")
            elected += standing
            break
        votes = _votes(ballots, weights, standing)
        history.append(votes)
        tally |= votes
        rounds.append(f"round {len(history)}: " + ", ".join(f"{name} {float(votes[name]):g}" for name in _best_first(votes)))
        best = _best_first(votes)[0]
        if votes[best] >= needed:
            share = (votes[best] - needed) / votes[best]
            weights = [weight * share if _top(ballot, standing) == best else weight for ballot, weight in zip(ballots, weights)]
            elected.append(best)
            standing.remove(best)
            rounds.append(f"elected: {best}; its ballots move on at {float(share):.4f} of their weight")
        else:
            out = _last(history, standing)
            standing.remove(out)
            rounds.append(f"out: {out}")
    return Count(tuple(elected), tuple(sorted(tally.items(), key=lambda had: (-had[1], had[0]))), tuple(rounds))


def _top(ballot: Ballot, standing: list[str]) -> str | None:
    return next((name for name in ballot if name in standing), None)


def _votes(ballots: Sequence[Ballot], weights: list[Fraction], standing: list[str]) -> dict[str, Fraction]:
    votes = dict.fromkeys(standing, Fraction(0))
    for ballot, weight in zip(ballots, weights):
        top = _top(ballot, standing)
        if top is not None:
            votes[top] += weight
    return votes


def _best_first(votes: dict[str, Fraction]) -> list[str]:
    return sorted(votes, key=lambda name: (-votes[name], name))


def _last(history: list[dict[str, Fraction]], standing: list[str]) -> str:
    tied = standing
    for votes in reversed(history):
        fewest = min(votes[name] for name in tied)
        tied = [name for name in tied if votes[name] == fewest]
        if len(tied) == 1:
            return tied[0]
    raise BriefError(f"{', '.join(tied)} are tied in every round for going out", "settle the tie by a vote or by lot, and count again")
