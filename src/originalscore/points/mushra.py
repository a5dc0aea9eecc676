"""Listening tests with a hidden reference: who is to be left out, and what is left.

Screening as ITU-R BS.1534-3 describes it: a listener is left out who gives the hidden reference less than 90 in more than 15 % of the
trials, or the middle anchor (low-passed at 7 kHz) more than 90 in more than 15 %. What they gave stays in the ledger; leaving out is a
view of it. The method presumes that the reference is the best there can be: two versions of a cue have none, and are compared in pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError

_LEAST_REFERENCE, _MOST_ANCHOR, _ALLOWED = 90, 90, Fraction(15, 100)

#: Trial -> stimulus -> points 0 to 100.
Trials = Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True)
class Screened:
    """A listener's verdict: shares of trials with a low reference and with a high anchor, and whether the listener stays."""

    listener: str
    low_reference: Fraction
    high_anchor: Fraction
    kept: bool


def screen(listeners: Mapping[str, Trials], *, reference: str = "reference", anchor: str = "anchor70") -> tuple[Screened, ...]:
    """Every listener, in the order given; a test without the middle anchor is screened by the reference alone.

    Raises
    ------
    BriefError
        If a trial has no hidden reference or points off the scale of 0 to 100.
    """
    return tuple(_screen(name, trials, reference, anchor) for name, trials in listeners.items())


def _screen(name: str, trials: Trials, reference: str, anchor: str) -> Screened:
    if not trials:
        raise BriefError(f"listener {name} has no trials", "leave the listener out")
    for trial, given in trials.items():
        if reference not in given:
            raise BriefError(f"listener {name}, trial {trial}: no hidden reference “{reference}”", "name it with reference=")
        if any(not 0 <= points <= 100 for points in given.values()):
            raise BriefError(f"listener {name}, trial {trial}: points off the scale of 0 to 100", "check the points")
    anchored = [given[anchor] for given in trials.values() if anchor in given]
    low = Fraction(sum(given[reference] < _LEAST_REFERENCE for given in trials.values()), len(trials))
    high = Fraction(sum(points > _MOST_ANCHOR for points in anchored), len(anchored)) if anchored else Fraction(0)
    return Screened(name, low, high, low <= _ALLOWED and high <= _ALLOWED)
