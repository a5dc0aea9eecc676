"""Tempo, meter and bar lines of one cue, chosen so that its hits land."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import Cue
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.timing.ledger import fill_ledger

_MICRO = 1_000_000


def fit_tempo(
    cue: Cue, *, meter: Meter, target_bpm: int, frame_s: Fraction, slowest_bpm: int | None = None, fastest_bpm: int | None = None
) -> TempoMap:
    """Find the steadiest tempo and the plainest bars that meet the cue's hit points (first version: must-hits on beats)."""
    if slowest_bpm and fastest_bpm and slowest_bpm > fastest_bpm:
        raise BriefError(f"{cue.number}: slowest tempo {slowest_bpm} is above fastest {fastest_bpm}")
    anchors = [
        Fraction(0),
        *(h.at_s - cue.start_s for h in cue.hits if h.must and h.kind != "avoid" and h.at_s > cue.start_s),
        cue.length_s,
    ]
    times = sorted({time for time in anchors if 0 <= time <= cue.length_s})
    points, beat = [], Fraction(0)
    for start, end in itertools.pairwise(times):
        count = max(1, round((end - start) * target_bpm / 60))
        first, last = round(start * _MICRO), round(end * _MICRO)
        for index in range(count):
            a, b = (first + (last - first) * index // count), (first + (last - first) * (index + 1) // count)
            points.append(TempoPoint(beat, b - a))
            beat += 1
    merged = [p for n, p in enumerate(points) if n == 0 or p.us_per_quarter != points[n - 1].us_per_quarter]
    bars: list[Bar] = []
    at = Fraction(0)
    while at < beat or len(bars) < 2:
        bars.append(Bar(len(bars) + 1, at, meter))
        at += meter.beats
    tempo = TempoMap(cue.number, tuple(merged), tuple(bars), beat, meter, float(target_bpm), ())
    landings, shortfalls = fill_ledger(tempo, cue, frame_s)
    return replace(tempo, landings=landings, shortfalls=shortfalls)
