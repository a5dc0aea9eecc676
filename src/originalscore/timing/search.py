"""The joint search: tempo, bar lines and landings of one cue chosen together, by dynamic programming.

A state is a pulse that falls on a tick, the length of the pulse before it, and its place in a bar of one meter. From
pulse to pulse the length may change by two ticks at most (about 2 %), so every path is a playable, gradual tempo. The
cheapest path is found exactly; all prices are whole numbers. Ticks inside one shortest pulse do not depend on each
other and are worked out together.
Source of the method: Bellman's principle; beat tracking by dynamic programming in Ellis, JNMR 36(1), 2007.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from originalscore.music.meter import Meter
from originalscore.timing.wishes import AVOID_PRICES, ERROR_PRICE, PICKUP_PRICE, Wish, pulse_of

Ints = npt.NDArray[np.int32]

_NEVER = 1 << 26
_STEEPEST = 0.0198  # largest change from pulse to pulse, as a ratio of the shortest
_FINE = 12  # parts of a tick by which places inside a pulse are told apart
_HAIR = 1e-9
_STEP_BITS = 3  # the change of tempo rides in the lowest bits of a price while the cheapest is sought
_CHANGES = {0: 0, -1: 1, 1: 1, -2: 4, 2: 4}  # ticks from one pulse to the next -> multiple of the price
_TEMPO_PRICE, _FAR_PRICE = 3_000, 300_000  # times the second and fourth power of ln(tempo / wanted), per pulse


@dataclass(frozen=True)
class Task:
    """One cue in ticks: its length, shortest, wanted and longest pulse, bars, wishes, points to avoid, prices of the end and of a change;
    ``inner`` are the places inside a pulse (as a share of it) where a hit may land as rhythm, with their metric strength; ``homeward``
    multiplies the price of every pulse away from the wanted length; ``largest_step`` is the largest change in ticks from pulse to pulse.
    """

    length_ticks: float
    shortest: int
    wanted: float
    longest: int
    bars: tuple[tuple[Meter, int], ...]
    wishes: tuple[Wish, ...]
    avoid_ticks: tuple[float, ...]
    avoid_reach_ticks: float
    end_price: int
    change_price: int = 50
    inner: tuple[tuple[Fraction, int], ...] = ((Fraction(1, 2), 1),)
    homeward: float = 1.0
    largest_step: int = 2


@dataclass(frozen=True)
class Path:
    """The cheapest path: tick of every pulse, and for each its bar choice and place in the bar."""

    ticks: tuple[int, ...]
    bar: tuple[int, ...]
    place: tuple[int, ...]
    price: int


class _Places:
    """The places a pulse may have in a bar, as a tree: bars that begin alike share their first places until they differ.

    Place 0 is the downbeat of every bar. ``strength`` and ``parent`` are of each place, ``ends`` the last place of each bar choice,
    ``ways`` the places of each bar choice in order.
    """

    def __init__(self, bars: tuple[tuple[Meter, int], ...]) -> None:
        pulse = pulse_of(bars[0][0])
        known: dict[tuple[int, ...], int] = {}
        self.parent: list[int] = []
        self.ways: list[list[int]] = []
        for meter, _ in bars:
            strengths = tuple(meter.strength(place * pulse) for place in range(int(meter.beats / pulse)))
            way: list[int] = []
            for depth in range(1, len(strengths) + 1):
                if strengths[:depth] not in known:
                    known[strengths[:depth]] = len(known)
                    self.parent.append(way[-1] if way else -1)
                way.append(known[strengths[:depth]])
            self.ways.append(way)
        self.strength = np.array([strengths[-1] for strengths in known])
        self.ends = [way[-1] for way in self.ways]
        self.prices = np.array([price for _, price in bars], dtype=np.int32)
        self.later = list(range(1, len(known)))
        self.before = self.parent[1:]

    def cheapest(self, place: int) -> int:
        """The cheapest bar choice that holds a place."""
        return min((choice for choice, way in enumerate(self.ways) if place in way), key=lambda choice: int(self.prices[choice]))


def search(task: Task) -> Path | None:
    """The cheapest path from a pulse at tick 0 to one near the cue's end, or None if no tempo in range reaches it."""
    places = _Places(task.bars)
    pulses = np.arange(task.shortest, task.longest + 1)
    ticks = int(task.length_ticks) + task.longest + 2
    on_pulse, between = _prices(task, places, ticks)
    best = np.full((ticks, len(pulses) + 4, len(places.parent)), _NEVER, dtype=np.int32)
    from_change = np.zeros((ticks, len(pulses), len(places.parent)), dtype=np.int8)
    from_bar = np.zeros((ticks, len(pulses)), dtype=np.int8)
    best[0, 2:-2] = on_pulse[0] + PICKUP_PRICE * (np.arange(len(places.parent)) > 0)
    away = np.log(pulses / task.wanted) ** 2
    tempo = np.rint(task.homeward * (_TEMPO_PRICE * away + _FAR_PRICE * away**2)).astype(np.int32)
    for first in range(1, ticks, task.shortest):
        _advance(
            best,
            from_change,
            from_bar,
            np.arange(first, min(first + task.shortest, ticks)),
            pulses,
            tempo,
            places,
            on_pulse,
            between,
            task,
        )
    return _backtrack(task, best, from_change, from_bar, pulses, places)


def _prices(task: Task, places: _Places, ticks: int) -> tuple[Ints, list[tuple[int, Ints]]]:
    """What a pulse on a tick pays by place (negative: it earns), and what lies inside a pulse: twelfths before its end, price by twelfth tick."""
    on_pulse = np.zeros((ticks, len(places.parent)), dtype=np.int32)
    strengths = sorted({strength for _, strength in task.inner})
    within = {strength: np.zeros(_FINE * ticks, dtype=np.int32) for strength in strengths}
    for wish in task.wishes:
        pays = np.array(wish.pays)[places.strength]
        for tick in range(*_window(wish, 1, ticks)):
            on_pulse[tick] -= (pays - error_price(wish, tick)).astype(np.int32)
        for strength in strengths:
            for fine in range(*_window(wish, _FINE, ticks)) if wish.pays[strength] else ():
                within[strength][fine] -= max(0, wish.pays[strength] - error_price(wish, fine / _FINE))
    for at in task.avoid_ticks:
        low, high = max(0, int(np.ceil(at - task.avoid_reach_ticks))), max(0, int(at + task.avoid_reach_ticks) + 1)
        for strength, price in AVOID_PRICES.items():
            on_pulse[low:high, places.strength == strength] += price
    return on_pulse, [(round(_FINE * (1 - share)), within[strength]) for share, strength in task.inner]


def _window(wish: Wish, fine: int, ticks: int) -> tuple[int, int]:
    """First and past-the-last step, ``fine`` a tick, at which a wish is met."""
    first = math.ceil(fine * (wish.at_ticks + wish.early_ticks) - _HAIR)
    return max(0, first), min(fine * ticks, math.floor(fine * (wish.at_ticks + wish.late_ticks) + _HAIR) + 1)


def error_price(wish: Wish, tick: float) -> int:
    """What the distance of a landing from its hit costs."""
    distance = tick - wish.at_ticks
    return round(ERROR_PRICE * (distance / (wish.late_ticks if distance > 0 else wish.early_ticks)) ** 2)


def _advance(
    best: Ints,
    from_change: npt.NDArray[np.int8],
    from_bar: npt.NDArray[np.int8],
    at: npt.NDArray[np.int64],
    pulses: npt.NDArray[np.int64],
    tempo: Ints,
    places: _Places,
    on_pulse: Ints,
    between: list[tuple[int, Ints]],
    task: Task,
) -> None:
    """Work out all states of the ticks ``at``, which depend on earlier ticks only."""
    before = at[:, None] - pulses[None, :]
    possible = before >= 0
    column = np.arange(len(pulses))[None, :] + 2
    source = np.maximum(before, 0)
    cheapest: Ints | None = None
    for number, (step, times) in enumerate(_CHANGES.items()):
        if abs(step) > min(task.largest_step, task.shortest * _STEEPEST):
            continue
        candidate = best[source, column + step]
        candidate <<= _STEP_BITS
        candidate += np.int32((times * task.change_price << _STEP_BITS) + number)
        cheapest = candidate if cheapest is None else np.minimum(cheapest, candidate, out=cheapest)
    assert cheapest is not None
    steps = np.array(list(_CHANGES), dtype=np.int8)
    change = steps[cheapest & ((1 << _STEP_BITS) - 1)]
    cheapest >>= _STEP_BITS
    cheapest[~possible] = _NEVER
    arrived = np.empty_like(cheapest)
    arrived[:, :, places.later] = cheapest[:, :, places.before]
    from_change[at[:, None], np.arange(len(pulses))[None, :]] = change
    ends = cheapest[:, :, places.ends] + places.prices
    choice = ends.argmin(axis=2)
    from_bar[at] = choice
    arrived[:, :, 0] = np.take_along_axis(ends, choice[:, :, None], axis=2)[:, :, 0]
    inside = np.broadcast_to(tempo, before.shape).copy()
    for twelfths, price in between:
        inside += price[np.maximum(_FINE * at[:, None] - twelfths * pulses[None, :], 0)]
    arrived += inside[:, :, None] + on_pulse[at][:, None, :]
    best[at, 2:-2] = np.minimum(arrived, _NEVER)


def _backtrack(
    task: Task,
    best: Ints,
    from_change: npt.NDArray[np.int8],
    from_bar: npt.NDArray[np.int8],
    pulses: npt.NDArray[np.int64],
    places: _Places,
) -> Path | None:
    first = max(1, int(task.length_ticks - task.longest / 2))
    final = best[first:, 2:-2].astype(np.int64)
    distance = np.abs(np.arange(first, best.shape[0]) - task.length_ticks)
    miss = np.minimum(task.end_price, np.rint(task.end_price * np.maximum(0, distance - 0.6) / 3)).astype(np.int64)
    miss += np.where(distance > 0.55 * task.wanted, _NEVER, 0)
    completed = [places.cheapest(place) for place in range(len(places.parent))]
    final += miss[:, None, None] + places.prices[completed][None, None, :]
    row, column, place = (int(n) for n in np.unravel_index(int(final.argmin()), final.shape))
    price = int(final[row, column, place])
    if price >= _NEVER // 2:
        return None
    tick, choice = first + row, completed[place]
    track = [(tick, choice, places.ways[choice].index(place))]
    while tick > 0:
        before = tick - int(pulses[column])
        if place == 0:
            choice = int(from_bar[tick, column])
            place = places.ends[choice]
        else:
            place = places.parent[place]
        column += int(from_change[tick, column, place]) if before > 0 else 0
        tick = before
        track.append((tick, choice, places.ways[choice].index(place)))
    track.reverse()
    return Path(tuple(tick for tick, _, _ in track), tuple(bar for _, bar, _ in track), tuple(place for _, _, place in track), price)
