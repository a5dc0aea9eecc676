"""The joint search: tempo, bar lines and landings of one cue chosen together, by dynamic programming.

A state is a pulse that falls on a tick, the length of the pulse before it, its place in a bar of one meter, and how many bars of its
phrase have passed (counted in fours). From pulse to pulse the length changes by about 2 % at most, so every path is a playable, gradual
tempo; only the last pulse of a whole phrase may be held. The cheapest path is found exactly; all prices are whole numbers. Ticks inside
one shortest pulse do not depend on each other and are worked out together; only the ticks that a pulse can reach back to are kept.
Source of the method: Bellman's principle; beat tracking by dynamic programming in Ellis, JNMR 36(1), 2007.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from originalscore.model.tempo import PHRASE_BARS
from originalscore.music.meter import Meter
from originalscore.timing.phrases import Holding
from originalscore.timing.wishes import AVOID_PRICES, ERROR_PRICE, PICKUP_PRICE, Wish, pulse_of

Ints = npt.NDArray[np.int32]

_NEVER = 1 << 26
_STEEPEST = 0.0198  # largest change from pulse to pulse, as a ratio of the shortest
_FINE = 12  # parts of a tick by which places inside a pulse are told apart
_HAIR = 1e-9
_STEP_BITS = 3  # the change of tempo rides in the lowest bits of a price while the cheapest is sought
_CHANGES = {0: 0, -1: 1, 1: 1, -2: 4, 2: 4}  # ticks from one pulse to the next -> multiple of the price
_STEPS = np.array(list(_CHANGES), dtype=np.int8)
_MARGIN = 2  # lengths beside the range that no change reaches into
_TEMPO_PRICE, _FAR_PRICE = 3_000, 300_000  # times the second and fourth power of ln(tempo / wanted), per pulse


@dataclass(frozen=True)
class Task:
    """One cue in ticks: its length, shortest, wanted and longest pulse, bars, wishes, points to avoid, prices of the end and of a change;
    ``inner`` are the places inside a pulse (as a share of it) where a hit may land as rhythm, with their metric strength; ``homeward``
    multiplies the price of every pulse away from the wanted length; ``broken`` are the prices of a phrase that ends after one, two, three or
    four bars; a wish of ``begins`` earns so much where a phrase begins with it; ``holding`` says which pulses may be held.
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
    broken: tuple[int, int, int, int] = (0, 0, 0, 0)
    begins: tuple[tuple[Wish, int], ...] = ()
    holding: Holding | None = None


@dataclass(frozen=True)
class Path:
    """The cheapest path: tick of every pulse, and for each its bar choice, place in the bar and bar of the phrase (from 0); the pulses that are held."""

    ticks: tuple[int, ...]
    bar: tuple[int, ...]
    place: tuple[int, ...]
    phrase_bar: tuple[int, ...]
    held: tuple[int, ...]
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


class _Table:
    """The prices of all states of the last ticks, and of every state where it came from."""

    def __init__(self, task: Task) -> None:
        self.task, self.places = task, _Places(task.bars)
        self.pulses = np.arange(task.shortest, task.longest + 1)
        self.ticks = int(task.length_ticks) + task.longest + 2
        lengths, places = len(self.pulses), len(self.places.parent)
        most = task.holding.most if task.holding else 0
        self.rows = min(self.ticks, 2 * task.longest + task.shortest + most + 2)
        self.best = np.full((self.rows, lengths + 2 * _MARGIN, places, PHRASE_BARS), _NEVER, dtype=np.int32)
        self.from_change = np.zeros((self.ticks, lengths, places, PHRASE_BARS), dtype=np.int8)
        self.from_bar = np.zeros((self.ticks, lengths, PHRASE_BARS), dtype=np.int8)
        self.from_phrase_bar = np.zeros((self.ticks, lengths), dtype=np.int8)
        self.held: dict[int, npt.NDArray[np.int64]] = {}  # tick -> by length: extra ticks (0 where not held) and bar choice
        self.on_pulse, self.between = _prices(task, self.places, self.ticks)
        self.begins = np.zeros(self.ticks, dtype=np.int32)
        for wish, worth in task.begins:
            self.begins[slice(*_window(wish, 1, self.ticks))] -= worth
        away = np.log(self.pulses / task.wanted) ** 2
        self.tempo = np.rint(task.homeward * (_TEMPO_PRICE * away + _FAR_PRICE * away**2)).astype(np.int32)
        self.changes = {step: price for step, times in _CHANGES.items() if (price := self._change(step, times)).min() < _NEVER}

    def _change(self, step: int, times: int) -> Ints:
        """The price of each length's change by ``step``, with the number of the step in its lowest bits."""
        allowed = abs(step) <= np.minimum(self.pulses, self.pulses + step) * _STEEPEST
        number = list(_CHANGES).index(step)
        return np.where(allowed, (times * self.task.change_price << _STEP_BITS) + number, _NEVER << _STEP_BITS).astype(np.int32)

    def begin(self) -> None:
        """A pulse at tick 0: the first of a phrase, or inside a pick-up to one."""
        first = self.best[0, _MARGIN:-_MARGIN]
        first[:, 0, 0] = self.on_pulse[0, 0] + self.begins[0]
        first[:, 1:, PHRASE_BARS - 1] = self.on_pulse[0, 1:] + PICKUP_PRICE

    def advance(self, at: npt.NDArray[np.int64]) -> None:
        """Work out all states of the ticks ``at``, which depend on earlier ticks only."""
        pulses, places = self.pulses, self.places
        before = at[:, None] - pulses[None, :]
        cheapest = self._after_change(at, before)
        arrived = np.empty_like(cheapest)
        arrived[:, :, places.later] = cheapest[:, :, places.before]
        arrived[:, :, 0] = self._next_bar(at, cheapest)
        inside = np.broadcast_to(self.tempo, before.shape).copy()
        for twelfths, price in self.between:
            inside += price[np.maximum(_FINE * at[:, None] - twelfths * pulses[None, :], 0)]
        arrived += (inside[:, :, None] + self.on_pulse[at][:, None, :])[..., None]
        arrived[:, :, 0, 0] += self.begins[at][:, None]
        if self.task.holding:
            for row, tick in enumerate(at):
                if int(tick) in self.task.holding.arrivals:
                    self._hold(int(tick), arrived[row, :, 0, 0])
        self.best[at % self.rows, _MARGIN:-_MARGIN] = np.minimum(arrived, _NEVER)

    def _after_change(self, at: npt.NDArray[np.int64], before: npt.NDArray[np.int64]) -> Ints:
        """The cheapest way to the pulse before, over all changes of length."""
        source, column = np.maximum(before, 0) % self.rows, np.arange(len(self.pulses))[None, :] + _MARGIN
        cheapest: Ints | None = None
        for step, price in self.changes.items():
            candidate = self.best[source, column + step]
            candidate <<= _STEP_BITS
            candidate += price[None, :, None, None]
            cheapest = candidate if cheapest is None else np.minimum(cheapest, candidate, out=cheapest)
        assert cheapest is not None
        self.from_change[at] = _STEPS[cheapest & ((1 << _STEP_BITS) - 1)]
        cheapest >>= _STEP_BITS
        cheapest[before < 0] = _NEVER
        return cheapest

    def _next_bar(self, at: npt.NDArray[np.int64], cheapest: Ints) -> Ints:
        """The price of a bar that begins here, by its place in the phrase: the next of the same phrase, or the first of another."""
        ends = cheapest[:, :, self.places.ends] + self.places.prices[:, None]
        self.from_bar[at] = ends.argmin(axis=2)
        ended = ends.min(axis=2)
        first = ended + np.array(self.task.broken, dtype=np.int32)
        self.from_phrase_bar[at] = first.argmin(axis=2)
        return np.concatenate((first.min(axis=2)[..., None], ended[:, :, :-1]), axis=2)

    def _hold(self, tick: int, arrived: Ints) -> None:
        """Where it is cheaper, a phrase begins here after a held pulse; the tempo goes on as before it."""
        holding = self.task.holding
        assert holding is not None
        extra = np.arange(holding.least, holding.most + 1)
        began = tick - self.pulses[:, None] - extra[None, :]
        possible = began >= max(1, holding.arrivals[tick])
        before = self.best[np.maximum(began, 0) % self.rows, np.arange(len(self.pulses))[:, None] + _MARGIN]
        ends = before[:, :, self.places.ends, PHRASE_BARS - 1] + self.places.prices
        ways = (ends + (holding.price + holding.tick_price * extra)[None, :, None]).reshape(len(self.pulses), -1)
        ways[~np.repeat(possible, len(self.places.ends), axis=1)] = _NEVER
        chosen = ways.argmin(axis=1)
        price = ways.min(axis=1) + self.tempo + self.on_pulse[tick, 0] + self.begins[tick]
        better = price < arrived
        arrived[better] = price[better]
        self.held[tick] = np.stack((np.where(better, extra[chosen // len(self.places.ends)], 0), chosen % len(self.places.ends)))

    def back(self) -> Path | None:
        """The cheapest path, followed back from the cue's end."""
        task, places = self.task, self.places
        first = max(1, int(task.length_ticks - task.longest / 2))
        ends = np.arange(first, self.ticks)
        final = self.best[ends % self.rows, _MARGIN:-_MARGIN].astype(np.int64)
        distance = np.abs(ends - task.length_ticks)
        miss = np.minimum(task.end_price, np.rint(task.end_price * np.maximum(0, distance - 0.6) / 3)).astype(np.int64)
        miss += np.where(distance > 0.55 * task.wanted, _NEVER, 0)
        completed = [places.cheapest(place) for place in range(len(places.parent))]
        final += miss[:, None, None, None] + places.prices[completed][None, None, :, None]
        row, column, place, phrase_bar = (int(n) for n in np.unravel_index(int(final.argmin()), final.shape))
        price = int(final[row, column, place, phrase_bar])
        if price >= _NEVER // 2:
            return None
        return self._followed(first + row, column, place, phrase_bar, completed[place], price)

    def _followed(self, tick: int, column: int, place: int, phrase_bar: int, choice: int, price: int) -> Path:
        places = self.places
        track, held = [(tick, choice, places.ways[choice].index(place), phrase_bar)], []
        while tick > 0:
            extra, held_bar = self.held[tick][:, column] if place == phrase_bar == 0 and tick in self.held else (0, 0)
            before = tick - int(self.pulses[column]) - int(extra)
            if place == 0:
                came = PHRASE_BARS - 1 if extra else int(self.from_phrase_bar[tick, column])
                phrase_bar = phrase_bar - 1 if phrase_bar else came
                choice = int(held_bar if extra else self.from_bar[tick, column, phrase_bar])
                place = places.ends[choice]
            else:
                place = places.parent[place]
            if extra:
                held.append(len(track))
            elif before > 0:
                column += int(self.from_change[tick, column, place, phrase_bar])
            tick = before
            track.append((tick, choice, places.ways[choice].index(place), phrase_bar))
        ticks, bars, in_bars, phrase_bars = (tuple(column) for column in zip(*reversed(track), strict=True))
        return Path(ticks, bars, in_bars, phrase_bars, tuple(len(track) - 1 - n for n in reversed(held)), price)


def search(task: Task) -> Path | None:
    """The cheapest path from a pulse at tick 0 to one near the cue's end, or None if no tempo in range reaches it."""
    table = _Table(task)
    table.begin()
    for first in range(1, table.ticks, task.shortest):
        table.advance(np.arange(first, min(first + task.shortest, table.ticks)))
    return table.back()


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
