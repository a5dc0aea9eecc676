"""The joint search finds the very cheapest path: small cases against trying everything."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.chance import Stream
from originalscore.model.cue import Hit
from originalscore.model.tempo import PHRASE_BARS
from originalscore.music.meter import Meter
from originalscore.timing.phrases import Holding
from originalscore.timing.search import Task, search
from originalscore.timing.wishes import AVOID_PRICES, ERROR_PRICE, PICKUP_PRICE, Wish

BARS = ((Meter(4), 0), (Meter(3), 700), (Meter(2), 800))
TEMPO_PRICE, FAR_PRICE = 3_000, 300_000
INNER = ((Fraction(1, 4), 0), (Fraction(1, 2), 1), (Fraction(3, 4), 0))


def error(wish: Wish, tick: float) -> int:
    distance = tick - wish.at_ticks
    return round(ERROR_PRICE * (distance / (wish.late_ticks if distance > 0 else wish.early_ticks)) ** 2)


def pulse_price(task: Task, tick: int, meter: Meter, place: int) -> int:
    strength, price = meter.strength(Fraction(place)), 0
    for wish in task.wishes:
        if wish.early_ticks <= tick - wish.at_ticks <= wish.late_ticks:
            price -= wish.pays[strength] - error(wish, tick)
    near = sum(abs(tick - at) <= task.avoid_reach_ticks for at in task.avoid_ticks)
    return price + near * AVOID_PRICES.get(strength, 0)


def between_price(task: Task, tick: int, length: int) -> int:
    price = 0
    for share, strength in task.inner:
        at = tick + float(share) * length
        near = (wish for wish in task.wishes if wish.early_ticks <= at - wish.at_ticks <= wish.late_ticks)
        price -= sum(max(0, wish.pays[strength] - error(wish, at)) for wish in near)
    return price


def end_price(task: Task, tick: int) -> float:
    distance = abs(tick - task.length_ticks)
    if distance > 0.55 * task.wanted or tick < int(task.length_ticks - task.longest / 2):
        return math.inf
    return min(task.end_price, round(task.end_price * max(0.0, distance - 0.6) / 3))


def cheapest_by_trying_everything(task: Task) -> float:
    best = math.inf

    def next_bar(at: int, length: int, phrase_bar: int, price: float) -> None:
        begins = sum(worth for wish, worth in task.begins if wish.early_ticks <= at - wish.at_ticks <= wish.late_ticks)
        for other, (bar, price_of_bar) in enumerate(task.bars):
            here = price + price_of_bar + pulse_price(task, at, bar, 0)
            walk(at, length, other, 0, 0, here + task.broken[phrase_bar] - begins)
            if phrase_bar + 1 < PHRASE_BARS:
                walk(at, length, other, 0, phrase_bar + 1, here)

    def hold(tick: int, length: int, price: float) -> None:
        assert task.holding is not None
        for extra in range(task.holding.least, task.holding.most + 1):
            at = tick + length + extra
            if task.holding.arrivals.get(at, math.inf) <= tick:
                next_bar(at, length, PHRASE_BARS - 1, price + tempo_price(length) + task.holding.price + task.holding.tick_price * extra)

    def walk(tick: int, length: int | None, choice: int, place: int, phrase_bar: int, price: float) -> None:
        nonlocal best
        if tick:
            best = min(best, price + end_price(task, tick))
        if tick > task.length_ticks + task.wanted:
            return
        last = place + 1 == task.bars[choice][0].beats
        if last and task.holding and length and phrase_bar == PHRASE_BARS - 1:
            hold(tick, length, price)
        for longer in range(task.shortest, task.longest + 1):
            if length is not None and abs(longer - length) > 1:
                continue
            changed = 0 if length is None else task.change_price * abs(longer - length)
            moved = price + changed + tempo_price(longer) + between_price(task, tick, longer)
            at = tick + longer
            if last:
                next_bar(at, longer, phrase_bar, moved)
            else:
                walk(at, longer, choice, place + 1, phrase_bar, moved + pulse_price(task, at, task.bars[choice][0], place + 1))

    def tempo_price(length: int) -> int:
        away = math.log(length / task.wanted) ** 2
        return round(TEMPO_PRICE * away + FAR_PRICE * away**2)

    for choice, (meter, price_of_bar) in enumerate(task.bars):
        begins = sum(worth for wish, worth in task.begins if wish.early_ticks <= -wish.at_ticks <= wish.late_ticks)
        walk(0, None, choice, 0, 0, price_of_bar + pulse_price(task, 0, meter, 0) - begins)
        for place in range(1, int(meter.beats)):  # a pick-up is the tail of any bar, before the first phrase
            walk(0, None, choice, place, PHRASE_BARS - 1, PICKUP_PRICE + price_of_bar + pulse_price(task, 0, meter, place))
    return best


def random_task(seed: int) -> Task:
    stream = Stream(seed, "task")
    length = stream.between(215, 300)
    wishes = []
    for _ in range(stream.between(0, 3)):
        asked = stream.between(1, 4)
        hit = Hit(Fraction(0), "hit", "firm", "beat", False, 1.0)
        pays = [6_000 + 500 * (strength > 0) if strength < asked else 12_000 for strength in range(5)]
        reach = stream.between(1, 9)
        wishes.append(Wish(hit, stream.between(0, 10 * length) / 10, -reach, reach, (pays[0], pays[1], pays[2], pays[3], pays[4])))
    avoid = (float(stream.below(length)),) if stream.happens(400) else ()
    begins = tuple((wish, 2_000) for wish in wishes[:2])
    arrivals = {round(wish.at_ticks) + n: stream.below(length // 2) for wish in wishes for n in (-1, 0, 1)}
    holding = Holding(arrivals, 20, 60, stream.choose((500, 4_000)), 5) if stream.happens(700) else None
    return Task(
        float(length), 51, 52.0, 53, BARS, tuple(wishes), avoid, 14, stream.choose((1_500, 8_000)), inner=INNER,
        broken=(1_500, 300, 1_200, 0), begins=begins, holding=holding,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_search_is_as_cheap_as_trying_everything(seed: int) -> None:
    task = random_task(seed)
    path = search(task)
    best = cheapest_by_trying_everything(task)
    if path is None:
        assert best == math.inf
    else:
        assert path.price == best


def test_a_path_changes_its_pulse_gently_and_fills_its_bars() -> None:
    task = random_task(3)
    path = search(task)
    assert path is not None and path.ticks[0] == 0
    lengths = [b - a for a, b in zip(path.ticks, path.ticks[1:], strict=False)]
    assert all(51 <= length <= 53 for length in lengths)
    for bar, place, place_after in zip(path.bar, path.place, path.place[1:], strict=False):
        assert place_after == (place + 1) % int(task.bars[bar][0].beats)


def test_no_path_is_said_when_no_tempo_reaches_the_end() -> None:
    assert search(Task(20.0, 51, 52.0, 53, BARS, (), (), 14.0, 1_500)) is None


def test_a_pulse_is_held_only_at_the_end_of_a_whole_phrase() -> None:
    hit = Hit(Fraction(0), "hit", "hard", "downbeat", True, 1.0)
    wish = Wish(hit, 16 * 52.0 + 30, -1.0, 1.0, (0, 0, 0, 0, 90_000))
    task = Task(1300.0, 51, 52.0, 53, ((Meter(4), 0),), (wish,), (), 14.0, 1_500, 1_500, holding=Holding({862: 0}, 26, 104, 4_000, 40))
    path = search(task)
    assert path is not None and path.held == (15,) and path.ticks[16] == 862
    assert path.place[16] == path.phrase_bar[16] == 0 and path.phrase_bar[15] == PHRASE_BARS - 1
    early = replace(task, wishes=(replace(wish, at_ticks=12 * 52.0 + 30),), holding=Holding({654: 0}, 26, 104, 4_000, 40))
    shorter = search(early)
    assert shorter is not None and not shorter.held


def test_a_phrase_begins_where_a_structural_hit_falls_if_the_bars_can_bear_it() -> None:
    hit = Hit(Fraction(0), "hit", "hard", "downbeat", True, 1.0)
    wish = Wish(hit, 20 * 52.0, -1.0, 1.0, (0, 0, 0, 0, 9_000))
    free = Task(40 * 52.0, 51, 52.0, 53, ((Meter(4), 0),), (wish,), (), 14.0, 1_500, 1_500, broken=(9_000, 9_000, 9_000, 0))
    path = search(free)
    asked = search(replace(free, broken=(1_000, 200, 800, 0), begins=((wish, 3_000),)))
    assert path is not None and path.phrase_bar[20] == 1
    assert asked is not None and asked.phrase_bar[20] == asked.place[20] == 0
