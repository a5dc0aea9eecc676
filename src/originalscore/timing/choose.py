"""Choosing a path for a cue: the search asked with the cue's wishes in ticks, until it finds one whose odd bars stay within their share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import TOLERANCES_MS, Cue
from originalscore.music.meter import Meter
from originalscore.timing.phrases import BROKEN_PRICES, beginnings, find_holding
from originalscore.timing.search import Path, Task, search
from originalscore.timing.wishes import END_PRICE, END_PRICES, MUST_TICKS, Wish, bar_choices, inner_places, pulse_of, wishes_of

TICKS = 60  # of a pulse at the wanted tempo: a change of one is 1.7 %
_ODD_SHARE = 0.25  # largest share of bars out of the base meter, where there is a hit in nearly every bar
_ODD_FACTORS = (1.3, 1.7, 2.2, 3.0, 4.0, 7.0, 15.0)
_SPARSE_HITS, _DEAREST = 0.35, 4.0  # below so many hits a bar odd bars grow dearer, up to this factor
_AVOID_MARGIN_TICKS = 3  # smoothing may move a bar line by this much


@dataclass(frozen=True)
class Manner:
    """How one search is made: the price of changing the tempo by one tick a pulse; how much dearer than usual it is to leave the wanted tempo;
    how many ticks a pulse may lie from a must-hit; whether beats may be held."""

    change_price: int
    homeward: float = 1.0
    must_ticks: float = MUST_TICKS
    may_hold: bool = True


@dataclass(frozen=True)
class Chosen:
    """A path, and the wishes it was searched for."""

    path: Path
    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Asked:
    """A cue with the meter and tempo it is to have, its limits in quarter notes a minute, and one nominal frame in seconds."""

    cue: Cue
    meter: Meter
    target_bpm: int
    limits_bpm: tuple[float, float]
    frame_s: Fraction

    @property
    def tick_s(self) -> float:
        """The length of a tick in seconds."""
        return float(pulse_of(self.meter)) * 60 / self.target_bpm / TICKS

    @property
    def bar_ticks(self) -> float:
        """The length of a base bar at the wanted tempo."""
        return TICKS * float(self.meter.beats / pulse_of(self.meter))


def choose(asked: Asked, manner: Manner) -> Chosen:
    """The cheapest path whose odd bars stay within their share; the range of tempo widens if nothing fits.

    Raises
    ------
    BriefError
        If the cue is too short for a beat.
    """
    cue = asked.cue
    wishes = wishes_of(cue, asked.tick_s, asked.frame_s, TICKS, asked.meter, manner.must_ticks)
    bars = max(1.0, float(cue.length_s) / asked.tick_s / asked.bar_ticks)
    start = min(_DEAREST, max(1.0, _SPARSE_HITS * bars / max(1, len(cue.hits))))
    for widen in range(8):
        task = _task(asked, manner, wishes, (asked.limits_bpm[0] * 0.8**widen, asked.limits_bpm[1] * 1.25**widen))
        path = _with_few_odd_bars(task, start)
        if path is not None:
            return Chosen(path, wishes)
    raise BriefError(f"{cue.number}: {float(cue.length_s):.2f} s is too short for a single beat", "lengthen the cue")


def _with_few_odd_bars(task: Task, start: float) -> Path | None:
    """The cheapest path where odd bars cost ``start`` times their price, or more where they would take too large a share."""
    path = None
    for factor in (1.0, *_ODD_FACTORS):
        path = search(replace(task, bars=tuple((meter, round(price * start * factor)) for meter, price in task.bars)))
        if path is None or _odd_share(path) <= _ODD_SHARE:
            break
    return path


def _task(asked: Asked, manner: Manner, wishes: tuple[Wish, ...], range_bpm: tuple[float, float]) -> Task:
    """The cue in ticks."""
    cue, tick_s = asked.cue, asked.tick_s
    shortest = max(2, round(TICKS * asked.target_bpm / range_bpm[1]))
    return Task(
        length_ticks=float(cue.length_s) / tick_s,
        shortest=shortest,
        wanted=TICKS,
        longest=max(shortest, round(TICKS * asked.target_bpm / range_bpm[0])),
        bars=bar_choices(asked.meter),
        wishes=wishes,
        avoid_ticks=tuple(float(hit.at_s - cue.start_s) / tick_s for hit in cue.hits if hit.kind == "avoid"),
        avoid_reach_ticks=TOLERANCES_MS["avoid"][1] / 1000 / tick_s + _AVOID_MARGIN_TICKS,
        end_price=END_PRICES.get(cue.ending, END_PRICE),
        change_price=manner.change_price,
        inner=inner_places(asked.meter),
        homeward=manner.homeward,
        broken=BROKEN_PRICES,
        begins=beginnings(wishes, asked.bar_ticks),
        holding=find_holding(cue, wishes, TICKS) if manner.may_hold else None,
    )


def _odd_share(path: Path) -> float:
    starts = [bar for bar, place in zip(path.bar, path.place, strict=True) if place == 0]
    odd = sum(bar != 0 for bar in starts)
    return 0.0 if odd <= 1 else odd / len(starts)
