"""The joint search: tempo, bar lines and landings of one cue chosen together, by dynamic programming.

A state is a pulse that falls on a tick, the length of the pulse before it, and its place in a bar of one meter. From
pulse to pulse the length may change by two ticks at most (about 2 %), so every path is a playable, gradual tempo. The
cheapest path is found exactly; all prices are whole numbers. Ticks inside one shortest pulse do not depend on each
other and are worked out together.
Source of the method: Bellman's principle; beat tracking by dynamic programming in Ellis, JNMR 36(1), 2007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from originalscore.music.meter import Meter
from originalscore.timing.wishes import AVOID_PRICES, ERROR_PRICE, PICKUP_PRICE, Wish, pulse_of

Ints = npt.NDArray[np.int32]

_NEVER = 1 << 26
_STEEPEST = 0.0198  # largest change from pulse to pulse, as a ratio of the shortest
_STEP_BITS = 3  # the change of tempo rides in the lowest bits of a price while the cheapest is sought
_CHANGES = {0: 0, -1: 1, 1: 1, -2: 4, 2: 4}  # ticks from one pulse to the next -> multiple of the price
_TEMPO_PRICE, _FAR_PRICE = 9_000, 2_000_000  # times the second and fourth power of ln(tempo / wanted), per pulse


@dataclass(frozen=True)
class Task:
    """One cue in ticks: its length, shortest, wanted and longest pulse, bars, wishes, points to avoid, prices of the end and of a change."""

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


@dataclass(frozen=True)
class Path:
    """The cheapest path: tick of every pulse, and for each its bar choice and place in the bar."""

    ticks: tuple[int, ...]
    bar: tuple[int, ...]
    place: tuple[int, ...]
    price: int


class _Places:
    """All (bar choice, place in the bar) pairs, flattened, with their metric strengths."""

    def __init__(self, bars: tuple[tuple[Meter, int], ...]) -> None:
        pulse = pulse_of(bars[0][0])
        self.pairs = [(choice, place) for choice, (meter, _) in enumerate(bars) for place in range(int(meter.beats / pulse))]
        self.strength = np.array([bars[choice][0].strength(place * pulse) for choice, place in self.pairs])
        self.first = [n for n, (_, place) in enumerate(self.pairs) if place == 0]
        self.last = [n - 1 for n in [*self.first[1:], len(self.pairs)]]
        self.later = [n for n, (_, place) in enumerate(self.pairs) if place > 0]
        self.prices = np.array([price for _, price in bars], dtype=np.int32)


def search(task: Task) -> Path | None:
    """The cheapest path from a pulse at tick 0 to one near the cue's end, or None if no tempo in range reaches it."""
    places = _Places(task.bars)
    pulses = np.arange(task.shortest, task.longest + 1)
    ticks = int(task.length_ticks) + task.longest + 2
    on_pulse, between = _prices(task, places, ticks)
    best = np.full((ticks, len(pulses) + 4, len(places.pairs)), _NEVER, dtype=np.int32)
    from_change = np.zeros((ticks, len(pulses), len(places.pairs)), dtype=np.int8)
    from_bar = np.zeros((ticks, len(pulses)), dtype=np.int8)
    for place, (choice, position) in enumerate(places.pairs):
        if choice == 0:
            start = (PICKUP_PRICE if position else 0) + int(on_pulse[0, place])
            best[0, 2:-2, place] = start
        elif position == 0:
            best[0, 2:-2, place] = int(places.prices[choice]) + int(on_pulse[0, place])
    away = np.log(pulses / task.wanted) ** 2
    tempo = np.rint(_TEMPO_PRICE * away + _FAR_PRICE * away**2).astype(np.int32)
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
            task.change_price,
        )
    return _backtrack(task, best, from_change, from_bar, pulses, places)


def _prices(task: Task, places: _Places, ticks: int) -> tuple[Ints, Ints]:
    """What a pulse on a tick pays by place (negative: it earns), and what a half pulse on a half tick pays."""
    on_pulse = np.zeros((ticks, len(places.pairs)), dtype=np.int32)
    between = np.zeros(2 * ticks, dtype=np.int32)
    for wish in task.wishes:
        pays = np.array(wish.pays)[places.strength]
        for tick in range(max(0, int(np.ceil(wish.at_ticks + wish.early_ticks))), min(ticks, int(wish.at_ticks + wish.late_ticks) + 1)):
            on_pulse[tick] -= (pays - _error(wish, tick)).astype(np.int32)
        for half in range(
            max(0, int(np.ceil(2 * (wish.at_ticks + wish.early_ticks)))), min(2 * ticks, int(2 * (wish.at_ticks + wish.late_ticks)) + 1)
        ):
            between[half] -= max(0, wish.pays[1] - _error(wish, half / 2))
    for at in task.avoid_ticks:
        low, high = max(0, int(np.ceil(at - task.avoid_reach_ticks))), max(0, int(at + task.avoid_reach_ticks) + 1)
        for strength, price in AVOID_PRICES.items():
            on_pulse[low:high, places.strength == strength] += price
    return on_pulse, between


def _error(wish: Wish, tick: float) -> int:
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
    between: Ints,
    change_price: int,
) -> None:
    """Work out all states of the ticks ``at``, which depend on earlier ticks only."""
    before = at[:, None] - pulses[None, :]
    possible = before >= 0
    column = np.arange(len(pulses))[None, :] + 2
    source = np.maximum(before, 0)
    cheapest: Ints | None = None
    for number, (step, times) in enumerate(_CHANGES.items()):
        if abs(step) > pulses[0] * _STEEPEST:
            continue
        candidate = best[source, column + step]
        candidate <<= _STEP_BITS
        candidate += np.int32((times * change_price << _STEP_BITS) + number)
        cheapest = candidate if cheapest is None else np.minimum(cheapest, candidate, out=cheapest)
    assert cheapest is not None
    steps = np.array(list(_CHANGES), dtype=np.int8)
    change = steps[cheapest & ((1 << _STEP_BITS) - 1)]
    cheapest >>= _STEP_BITS
    cheapest[~possible] = _NEVER
    arrived = np.full(cheapest.shape, _NEVER, dtype=np.int32)
    arrived[:, :, places.later] = cheapest[:, :, [n - 1 for n in places.later]]
    from_change[at[:, None], np.arange(len(pulses))[None, :]] = change
    ends = cheapest[:, :, places.last]
    choice = ends.argmin(axis=2)
    from_bar[at] = choice
    ended = np.take_along_axis(ends, choice[:, :, None], axis=2)
    arrived[:, :, places.first] = ended + places.prices[None, None, :]
    middle = between[np.maximum(2 * at[:, None] - pulses[None, :], 0)]
    arrived += (tempo[None, :] + middle)[:, :, None] + on_pulse[at][:, None, :]
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
    final += miss[:, None, None]
    row, column, place = (int(n) for n in np.unravel_index(int(final.argmin()), final.shape))
    price = int(final[row, column, place])
    if price >= _NEVER // 2:
        return None
    tick = first + row
    track = [(tick, place)]
    while tick > 0:
        before = tick - int(pulses[column])
        if places.pairs[place][1] == 0:
            place = places.last[int(from_bar[tick, column])]
        else:
            place -= 1
        column += int(from_change[tick, column, place]) if before > 0 else 0
        tick = before
        track.append((tick, place))
    track.reverse()
    pairs = [places.pairs[place] for _, place in track]
    return Path(tuple(tick for tick, _ in track), tuple(bar for bar, _ in pairs), tuple(place for _, place in pairs), price)
