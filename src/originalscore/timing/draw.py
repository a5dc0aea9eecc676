"""The tempo map of a path: its landings as anchors, the smoothed curve as whole microseconds a quarter, its bars, phrases and held beats.

Each length is rounded against what has already passed, so that nothing drifts.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

from originalscore.model.cue import TOLERANCES_MS, Cue
from originalscore.model.tempo import Bar, Hold, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.timing.choose import Asked, Chosen
from originalscore.timing.search import Path, error_price
from originalscore.timing.smooth import Anchor, Floats, smooth
from originalscore.timing.wishes import bar_choices, inner_places, pulse_of

_MICRO = 1_000_000
_OFF_US = 40
_AVOID_HOLD_S = 0.5  # bar lines this near to a moment to avoid stay where the search put them


def draw_map(asked: Asked, chosen: Chosen) -> TempoMap:
    """One smoothing of what the search chose; the ledger is still empty."""
    cue, meter, path, pulse = asked.cue, asked.meter, chosen.path, pulse_of(asked.meter)
    times = smooth(len(path.ticks) - 1, _anchors(asked, chosen), path.held)
    points = _points(times, pulse)
    end_beat = (len(path.ticks) - 1) * pulse
    bars = _bars(cue, meter, path, points, end_beat)
    begins = (n * pulse for n, (place, bar) in enumerate(zip(path.place, path.phrase_bar, strict=True)) if place == bar == 0)
    holds = tuple(Hold(n * pulse, (n + 1) * pulse) for n in path.held)
    phrases = tuple(beat for beat in begins if beat < end_beat)
    return TempoMap(cue.number, points, bars, end_beat, meter, float(asked.target_bpm), (), phrases=phrases, holds=holds)


def _anchors(asked: Asked, chosen: Chosen) -> tuple[Anchor, ...]:
    """The path's landings, to be met exactly (must) or within tolerance; the cue's end if a pulse is meant for it."""
    cue, meter, path, tick_s, anchors = asked.cue, asked.meter, chosen.path, asked.tick_s, []
    inner, pulse, meters = inner_places(meter), pulse_of(meter), [choice for choice, _ in bar_choices(meter)]
    places = [(float(tick), Fraction(n), meters[path.bar[n]].strength(path.place[n] * pulse)) for n, tick in enumerate(path.ticks)]
    for n, (tick, after) in enumerate(itertools.pairwise(path.ticks)):
        if n in path.held:
            continue
        places += [(tick + float(share) * (after - tick), n + share, strength) for share, strength in inner]
    for wish in chosen.wishes:
        near = [
            (wish.pays[strength] - error_price(wish, tick), strength, number)
            for tick, number, strength in places
            if wish.early_ticks - 0.5 <= tick - wish.at_ticks <= wish.late_ticks + 0.5
        ]
        if near:
            early, late = (limit / 1000 * 0.97 for limit in TOLERANCES_MS[wish.hit.kind])
            if wish.hit.must:
                early, late = max(early, -0.97 * float(asked.frame_s)), min(late, 0.97 * float(asked.frame_s))
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
