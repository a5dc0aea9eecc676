"""What a temp track asks of a cue: its tempo, its pace and its density. Its notes were never read."""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction

from originalscore.model.cue import Cue, CurvePoint
from originalscore.model.picture import TempSpan, TempTrack

#: Tempos that a cue may be asked for, quarter notes a minute; a temp beyond them is taken at half or double (ours).
_SLOWEST_BPM, _FASTEST_BPM = 44, 190
#: Beats a minute that mean a pace of 0 and of 1; onsets a second that mean a density of 1 (ours).
_STILL_BPM, _FAST_BPM, _FULL_ONSETS = 45.0, 165.0, 8.0


def with_temp(cue: Cue, temp: TempTrack | None) -> Cue:
    """The cue with the tempo and the curves of the stretch of temp that lies under most of it; as it is where none does."""
    span = _under(cue, temp)
    if span is None:
        return cue
    guided = dataclasses.replace(cue, density=_density(cue, span, temp.step_s if temp else Fraction(1)))
    told = "density"
    if span.bpm:
        bpm = playable(span.bpm)
        level = round(min(1.0, max(0.0, (bpm - _STILL_BPM) / (_FAST_BPM - _STILL_BPM))), 2)
        guided = dataclasses.replace(guided, bpm=bpm, pace=(CurvePoint(cue.start_s, level),))
        told = f"tempo ({bpm} beats a minute) and density"
    return dataclasses.replace(guided, why=f"{cue.why}; {told} as in the temp track")


def playable(bpm: float) -> int:
    """A tempo within reach, an octave away if need be."""
    while bpm > _FASTEST_BPM:
        bpm /= 2
    while bpm < _SLOWEST_BPM:
        bpm *= 2
    return round(bpm)


def _under(cue: Cue, temp: TempTrack | None) -> TempSpan | None:
    shared = [(min(cue.end_s, s.end_s) - max(cue.start_s, s.start_s), s) for s in (temp.spans if temp else ())]
    most = max(shared, key=lambda pair: pair[0], default=None)
    return most[1] if most and 2 * most[0] > cue.length_s else None


def _density(cue: Cue, span: TempSpan, step_s: Fraction) -> tuple[CurvePoint, ...]:
    """The onsets a second as levels of a curve inside the cue, in steps of a twentieth."""
    points = [
        CurvePoint(max(cue.start_s, span.start_s + n * step_s), _level(rate))
        for n, rate in enumerate(span.density)
        if cue.start_s - step_s < span.start_s + n * step_s < cue.end_s
    ]
    kept = [
        point
        for n, point in enumerate(points)
        if n in (0, len(points) - 1) or not points[n - 1].level == point.level == points[n + 1].level
    ]
    return tuple(kept) or cue.density


def _level(rate: float) -> float:
    return round(20 * min(1.0, math.log1p(rate) / math.log1p(_FULL_ONSETS))) / 20
