"""Fitting a tempo map to a cue: the steadiest tempo and the plainest bars that meet its hit points.

Three steps. ``search`` chooses tempo, bar lines and landings together on a coarse grid; ``smooth`` draws the gentlest
tempo curve through them, exact at must-hits; here the curve becomes whole microseconds a quarter, each rounded against
what has already passed so that nothing drifts. Hits are in picture time; the map's zero is the cue's first frame.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import TOLERANCES_MS, Cue
from originalscore.model.shortfall import Shortfall
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.timing.ledger import fill_ledger
from originalscore.timing.search import Path, Task, error_price, search
from originalscore.timing.smooth import Anchor, Floats, smooth
from originalscore.timing.wishes import (
    CLOSE_MUST_TICKS,
    END_PRICE,
    END_PRICES,
    MUST_TICKS,
    Wish,
    bar_choices,
    inner_places,
    pulse_of,
    wishes_of,
)

_MICRO = 1_000_000
_FINE, _COARSE, _MANY_PULSES = 120, 60, 420  # ticks a pulse; long cues are searched more coarsely
_RANGE = 0.15  # how far the tempo may leave the target when no range is given
_ODD_SHARE = 0.3  # largest share of bars out of the base meter, where there is a hit in nearly every bar
_ODD_FACTORS = (1.3, 1.7, 2.2, 3.0, 4.0, 7.0, 15.0)
_SPARSE_HITS, _DEAREST = 0.35, 4.0  # below so many hits a bar odd bars grow dearer, up to this factor
_OFF_US = 40
_AVOID_HOLD_S = 0.5  # bar lines this near to a moment to avoid stay where the search put them
_AVOID_MARGIN_TICKS = 3  # smoothing may move a bar line by this much
PROMISED_CHANGE = 0.02
#: A must-hit farther off than so many milliseconds weighs so much: missed, met by chance, moved a little.
_LOOSE = ((1e5, 100), (10.0, 10), (1.0, 1))
_MISS = {"hard": 3}  # a miss counts as so many weak places besides its own
_STRAY = 0.06  # how far the mean tempo may stray from the wanted one before it is called back


@dataclass(frozen=True)
class _Manner:
    """How one search is made: the price of changing the tempo by one tick a pulse, and the largest change in ticks; how much dearer than usual it
    is to leave the wanted tempo; how many ticks a pulse may lie from a must-hit."""

    change_price: int
    homeward: float = 1.0
    must_ticks: float = MUST_TICKS
    largest_step: int = 2


#: A steady pulse is tried first, and kept when it is as good as a freer one.
_STEADY, _FREE = _Manner(1_500), _Manner(10)
#: Tried where musts crowd: smoothing leaves too large a change, or a must is met by chance only.
_CROWDED = (_Manner(10, must_ticks=CLOSE_MUST_TICKS), _Manner(1_500, must_ticks=CLOSE_MUST_TICKS), _Manner(10, largest_step=1))
#: Tried when the whole cue strays from its tempo.
_HOMEWARD = (_Manner(10, 3.0), _Manner(10, 10.0))


def fit_tempo(
    cue: Cue, *, meter: Meter, target_bpm: int, frame_s: Fraction, slowest_bpm: int | None = None, fastest_bpm: int | None = None
) -> TempoMap:
    """Find the steadiest tempo and the plainest bars whose beats meet the cue's hit points.

    Parameters
    ----------
    cue
        Hits in picture seconds, sorted, inside the cue's span.
    meter
        The base meter; bars of other lengths are used where they put a hit on the place it asks for.
    target_bpm
        Wanted tempo in quarter notes a minute, 30 to 240.
    frame_s
        One nominal frame in seconds.
    slowest_bpm, fastest_bpm
        Limits in quarter notes a minute; by default 15 % to either side of the target.

    Returns
    -------
    TempoMap
        Beat 0 at the cue's first frame. What could not be met is listed as shortfalls, with its error.

    Raises
    ------
    BriefError
        If the limits contradict each other or the cue has no length.
    """
    limits = _limits(cue, target_bpm, slowest_bpm, fastest_bpm)

    def fit(manner: _Manner) -> TempoMap:
        tempo = _fit(cue, meter, target_bpm, limits, frame_s, manner)
        landings, shortfalls = fill_ledger(tempo, cue, frame_s)
        return replace(tempo, landings=landings, shortfalls=tuple(shortfalls))

    def better(tempo: TempoMap, manner: _Manner) -> TempoMap:
        return min(tempo, fit(manner), key=lambda one: _worth(one, target_bpm))

    tempo = fit(_STEADY)
    if not _is_good(tempo, target_bpm):
        tempo = better(tempo, _FREE)
    for manner in _CROWDED:
        if largest_change(tempo) > PROMISED_CHANGE or _loose_musts(tempo):
            tempo = better(tempo, manner)
    for manner in _HOMEWARD:
        if _stray(tempo, target_bpm) > _STRAY:
            tempo = better(tempo, manner)
    return replace(tempo, shortfalls=(*tempo.shortfalls, *_unsteady(cue, tempo)))


def _is_good(tempo: TempoMap, target_bpm: int) -> bool:
    """Nothing is left to wish for."""
    return (
        not tempo.shortfalls
        and not _loose_musts(tempo)
        and largest_change(tempo) <= PROMISED_CHANGE
        and _stray(tempo, target_bpm) <= _STRAY
    )


def _worth(tempo: TempoMap, target_bpm: int) -> tuple[int, bool, int, bool, int, float]:
    """Smaller is better: must-hits missed, a lurching pulse, must-hits met by chance, a cue that strays from its tempo, other shortfalls, the largest change."""
    change = largest_change(tempo)
    missed = sum(_MISS.get(landing.kind, 1) for landing in tempo.landings if not landing.landed)
    loose = _loose_musts(tempo)
    return (
        loose // _LOOSE[0][1],
        change > PROMISED_CHANGE,
        loose,
        _stray(tempo, target_bpm) > _STRAY,
        len(tempo.shortfalls) + missed,
        change,
    )


def _loose_musts(tempo: TempoMap) -> int:
    """How far must-hits are from being met exactly: nothing where all are, most for one that is missed."""
    errors = [abs(landing.planned_error_ms) if landing.landed else 1e6 for landing in tempo.landings if landing.must]
    return sum(next((price for limit, price in _LOOSE if error > limit), 0) for error in errors)


def _stray(tempo: TempoMap, target_bpm: int) -> float:
    """How far the mean tempo lies from the wanted one, as a share of it."""
    return abs(float(60 * tempo.end_beat / tempo.seconds(tempo.end_beat)) / target_bpm - 1) if tempo.end_beat else 0.0


def _fit(cue: Cue, meter: Meter, target_bpm: int, limits: tuple[float, float], frame_s: Fraction, manner: _Manner) -> TempoMap:
    """One search and one smoothing; the ledger is still empty."""
    pulse = pulse_of(meter)
    path, wishes, tick_s = _choose(cue, meter, pulse, target_bpm, limits, frame_s, manner)
    times = smooth(len(path.ticks) - 1, _anchors(cue, meter, path, wishes, tick_s))
    points = _points(times, pulse)
    end_beat = (len(path.ticks) - 1) * pulse
    return TempoMap(cue.number, points, _bars(cue, meter, path, points, end_beat), end_beat, meter, float(target_bpm), ())


def largest_change(tempo: TempoMap) -> float:
    """The largest change of tempo from one point to the next, as a ratio (0.02 is two per cent)."""
    lengths = [point.us_per_quarter for point in tempo.points]
    return max((abs(b - a) / min(a, b) for a, b in itertools.pairwise(lengths)), default=0.0)


def _limits(cue: Cue, target_bpm: int, slowest_bpm: int | None, fastest_bpm: int | None) -> tuple[float, float]:
    slowest = target_bpm * (1 - _RANGE) if slowest_bpm is None else float(slowest_bpm)
    fastest = target_bpm * (1 + _RANGE) if fastest_bpm is None else float(fastest_bpm)
    if slowest > fastest:
        raise BriefError(f"{cue.number}: the slowest tempo {slowest:g} is above the fastest {fastest:g}", "swap the limits or drop one")
    if not slowest <= target_bpm <= fastest:
        raise BriefError(f"{cue.number}: the tempo {target_bpm} lies outside {slowest:g} to {fastest:g}", "widen the limits")
    if cue.length_s <= 0:
        raise BriefError(f"{cue.number} has no length", "set its end after its start")
    return slowest, fastest


def _choose(
    cue: Cue, meter: Meter, pulse: Fraction, target_bpm: int, limits: tuple[float, float], frame_s: Fraction, manner: _Manner
) -> tuple[Path, tuple[Wish, ...], float]:
    """The cheapest path whose odd bars stay within their share; the range of tempo widens if nothing fits.

    When odd bars take too large a share, coarse searches find how dear they must be before the fine one is repeated.
    """
    wanted_s = float(pulse) * 60 / target_bpm
    per_pulse = _FINE if float(cue.length_s) / wanted_s <= _MANY_PULSES else _COARSE

    def find(ticks_per_pulse: int, factor: float, widen: int) -> tuple[Path | None, tuple[Wish, ...], float]:
        tick_s = wanted_s / ticks_per_pulse
        wishes = wishes_of(cue, tick_s, frame_s, ticks_per_pulse, meter, manner.must_ticks)
        range_bpm = (limits[0] * 0.8**widen, limits[1] * 1.25**widen)
        task = _task(cue, meter, target_bpm, range_bpm, ticks_per_pulse, tick_s, wishes, factor, manner)
        return search(task), wishes, tick_s

    bars = max(1.0, float(cue.length_s) / wanted_s * float(pulse / meter.beats))
    start = min(_DEAREST, max(1.0, _SPARSE_HITS * bars / max(1, len(cue.hits))))
    for widen in range(8):
        path, wishes, tick_s = find(per_pulse, start, widen)
        if path is not None and _odd_share(path) > _ODD_SHARE:
            for factor in _ODD_FACTORS:
                rough, _, _ = find(_COARSE, start * factor, widen)
                if rough is not None and _odd_share(rough) <= _ODD_SHARE:
                    break
            path, wishes, tick_s = find(per_pulse, start * factor, widen)
        if path is not None:
            return path, wishes, tick_s
    raise BriefError(f"{cue.number}: {float(cue.length_s):.2f} s is too short for a single beat", "lengthen the cue")


def _task(
    cue: Cue,
    meter: Meter,
    target_bpm: int,
    range_bpm: tuple[float, float],
    ticks_per_pulse: int,
    tick_s: float,
    wishes: tuple[Wish, ...],
    factor: float,
    manner: _Manner,
) -> Task:
    """The cue in ticks; odd bars cost ``factor`` times their price."""
    shortest = max(2, round(ticks_per_pulse * target_bpm / range_bpm[1]))
    return Task(
        length_ticks=float(cue.length_s) / tick_s,
        shortest=shortest,
        wanted=ticks_per_pulse,
        longest=max(shortest, round(ticks_per_pulse * target_bpm / range_bpm[0])),
        bars=tuple((choice, round(price * factor)) for choice, price in bar_choices(meter)),
        wishes=wishes,
        avoid_ticks=tuple(float(hit.at_s - cue.start_s) / tick_s for hit in cue.hits if hit.kind == "avoid"),
        avoid_reach_ticks=TOLERANCES_MS["avoid"][1] / 1000 / tick_s + _AVOID_MARGIN_TICKS,
        end_price=END_PRICES.get(cue.ending, END_PRICE),
        change_price=manner.change_price,
        inner=inner_places(meter),
        homeward=manner.homeward,
        largest_step=manner.largest_step,
    )


def _odd_share(path: Path) -> float:
    starts = [bar for bar, place in zip(path.bar, path.place, strict=True) if place == 0]
    odd = sum(bar != 0 for bar in starts)
    return 0.0 if odd <= 1 else odd / len(starts)


def _anchors(cue: Cue, meter: Meter, path: Path, wishes: tuple[Wish, ...], tick_s: float) -> tuple[Anchor, ...]:
    """The path's landings, to be met exactly (must) or within tolerance; the cue's end if a pulse is meant for it."""
    anchors = []
    inner, pulse, meters = inner_places(meter), pulse_of(meter), [choice for choice, _ in bar_choices(meter)]
    places = [(float(tick), Fraction(n), meters[path.bar[n]].strength(path.place[n] * pulse)) for n, tick in enumerate(path.ticks)]
    for n, (tick, after) in enumerate(itertools.pairwise(path.ticks)):
        places += [(tick + float(share) * (after - tick), n + share, strength) for share, strength in inner]
    for wish in wishes:
        near = [
            (wish.pays[strength] - error_price(wish, tick), strength, number)
            for tick, number, strength in places
            if wish.early_ticks - 0.5 <= tick - wish.at_ticks <= wish.late_ticks + 0.5
        ]
        if near:
            early, late = (limit / 1000 * 0.97 for limit in TOLERANCES_MS[wish.hit.kind])
            anchors.append(Anchor(max(near)[2], wish.at_ticks * tick_s, early, late, wish.hit.must))
    avoided = [float(hit.at_s - cue.start_s) for hit in cue.hits if hit.kind == "avoid"]
    for n, (tick, place) in enumerate(zip(path.ticks, path.place, strict=True)):
        if place == 0 and any(abs(tick * tick_s - at_s) <= _AVOID_HOLD_S for at_s in avoided):
            anchors.append(Anchor(Fraction(n), tick * tick_s, -0.01, 0.01, False))
    end_s = float(cue.length_s)
    meant = abs(path.ticks[-1] * tick_s - end_s) <= 1.6 * tick_s
    end = Anchor(Fraction(len(path.ticks) - 1), end_s if meant else path.ticks[-1] * tick_s, -0.25, 0.25, meant and cue.ending == "cut")
    return (*anchors, end)


def _points(times: Floats, pulse: Fraction) -> tuple[TempoPoint, ...]:
    """Whole microseconds a quarter, corrected against what has passed: no pulse is off by more than 40 microseconds.

    A length is kept while it stays inside that, so a steady passage is one point and not one a beat.
    """
    steady = round(float(times[-1]) / (len(times) - 1) / float(pulse) * _MICRO)
    even_s = max(abs(n * steady * float(pulse) / _MICRO - float(time)) for n, time in enumerate(times))
    if even_s < 0.0004:
        return (TempoPoint(Fraction(0), steady),)
    due = [float(time) * _MICRO for time in times]
    points: list[TempoPoint] = []
    passed, index = Fraction(0), 0
    while index + 1 < len(due):
        run, length = _longest_run(due[index:], passed, pulse)
        if not points or points[-1].us_per_quarter != length:
            points.append(TempoPoint(index * pulse, length))
        passed += run * length * pulse
        index += run
    return tuple(points)


def _longest_run(due: list[float], passed: Fraction, pulse: Fraction) -> tuple[int, int]:
    """How many pulses one length can serve from here (a power of two, or all that are left), and that length."""
    run = len(due) - 1
    while True:
        length = round((Fraction(due[run]) - passed) / pulse / run)
        step, start = float(length * pulse), float(passed)
        if run == 1 or all(abs(start + n * step - due[n]) <= _OFF_US for n in range(1, run + 1)):
            return run, length
        run = 1 << ((run - 1).bit_length() - 1)


def _bars(cue: Cue, base: Meter, path: Path, points: tuple[TempoPoint, ...], end_beat: Fraction) -> tuple[Bar, ...]:
    """The path's bars, the last one completed, then base bars until two lie wholly past the end."""
    pulse, meters = pulse_of(base), [meter for meter, _ in bar_choices(base)]
    bars: list[Bar] = []
    if path.place[0]:
        whole = meters[path.bar[0]]
        left = int(whole.beats / pulse) - path.place[0]
        bars.append(Bar(0, Fraction(0), Meter(int(whole.count * left * pulse / whole.beats), base.unit)))
    for n, (choice, place) in enumerate(zip(path.bar, path.place, strict=True)):
        if place == 0 and n * pulse < end_beat:
            number = bars[-1].number + 1 if bars else 1
            bars.append(Bar(number, n * pulse, meters[choice]))
    shell = TempoMap(cue.number, points, (), end_beat, base, 0.0, ())
    edge = max(end_beat, shell.beat(cue.length_s)) + 2 * base.beats
    while not bars or bars[-1].end_beat < edge:
        bars.append(Bar(bars[-1].number + 1 if bars else 1, bars[-1].end_beat if bars else Fraction(0), base))
    return tuple(bars)


def _unsteady(cue: Cue, tempo: TempoMap) -> list[Shortfall]:
    change = largest_change(tempo)
    if change <= PROMISED_CHANGE:
        return []
    given = f"one beat changes by {100 * change:.1f} %"
    return [Shortfall(cue.number, "a pulse that changes by at most 2 % a beat", given, "must-hits lie too close together for it")]
