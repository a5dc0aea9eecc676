"""Phrases in the search: which hits had better begin one, what a broken phrase costs, and what a held beat at its end costs.

Bars are counted in fours; eight bars are two fours, and two bars are a short phrase. A structural hit is a downbeat that begins something: there a
phrase should begin. A held beat (a fermata) lengthens the last pulse of a whole phrase so that the next one begins with a hit: gentle music breathes
there by itself, action does not stop for it. All prices are thousandths of one plain wish and our own design values, like those of ``wishes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.timing.wishes import Wish

#: What a phrase costs that ends after one, two, three and four bars.
BROKEN_PRICES = (2_000, 300, 1_600, 0)
#: What it is worth that a phrase begins with a structural hit; the least weight of one that is no must; how many bars lie between two.
BEGINS_PRICE = 5_000
_STRUCTURAL, _APART_BARS = 0.7, 3.5
#: Least and most time that a held pulse is longer, in pulses; its price by mood, and for each pulse more.
HELD_PULSES = (Fraction(1, 2), Fraction(2))
HOLD_PRICES = {
    "tender": 8_000,
    "romance": 8_000,
    "sorrow": 8_000,
    "wonder": 10_000,
    "mystery": 10_000,
    "action": 40_000,
    "conflict": 40_000,
}
HOLD_PRICE, _LONGER_PRICE = 14_000, 2_500


@dataclass(frozen=True)
class Holding:
    """Where a held pulse may end (tick, and the earliest tick at which it may then have begun), how many ticks it may be longer, and its price."""

    arrivals: dict[int, int]
    least: int
    most: int
    price: int
    tick_price: int


def beginnings(wishes: tuple[Wish, ...], bar_ticks: float) -> tuple[tuple[Wish, int], ...]:
    """The structural hits, each with what it is worth that a phrase begins there: musts before others, heavy ones first, some bars apart."""
    able = [wish for wish in wishes if wish.hit.landing == "downbeat" and (wish.hit.must or wish.hit.weight >= _STRUCTURAL)]
    chosen: list[Wish] = []
    for wish in sorted(able, key=lambda one: (not one.hit.must, -one.hit.weight, one.at_ticks)):
        if all(abs(wish.at_ticks - other.at_ticks) >= _APART_BARS * bar_ticks for other in chosen):
            chosen.append(wish)
    return tuple((wish, BEGINS_PRICE) for wish in sorted(chosen, key=lambda one: one.at_ticks))


def find_holding(cue: Cue, wishes: tuple[Wish, ...], ticks_per_pulse: int) -> Holding | None:
    """Held pulses that end on a hit which asks for a downbeat; no other hit falls into one."""
    arrivals: dict[int, int] = {}
    after = 0.0
    for wish in sorted(wishes, key=lambda one: one.at_ticks):
        if wish.hit.landing == "downbeat":
            ticks = [round(wish.at_ticks) + n for n in (-1, 0, 1)]
            arrivals |= {tick: int(after) for tick in ticks if wish.early_ticks <= tick - wish.at_ticks <= wish.late_ticks}
        after = wish.at_ticks + wish.early_ticks
    least, most = (int(pulses * ticks_per_pulse) for pulses in HELD_PULSES)
    price = HOLD_PRICES.get(cue.mood, HOLD_PRICE)
    return Holding(arrivals, least, most, price, round(_LONGER_PRICE / ticks_per_pulse)) if arrivals else None
