"""The continuous dynamic behind printed marks: what a reader of dynamics and hairpins hears."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.model.score import DYNAMICS, Dynamic, Hairpin
from originalscore.model.sketch import LinePoint

#: Level of each mark, 0 to 1; evenly spaced by us.
MARK_LEVELS = {mark: round(0.12 + 0.12 * place, 2) for place, mark in enumerate(DYNAMICS)}
#: How far a hairpin goes when no mark follows it.
_STEP = 0.2
_REACH_BEATS = Fraction(1)


def level_curve(dynamics: Sequence[Dynamic], hairpins: Sequence[Hairpin]) -> tuple[LinePoint, ...]:
    """Steps at dynamics, slopes along hairpins towards the mark that follows; mezzo-forte before the first mark."""
    level = MARK_LEVELS[dynamics[0].mark] if dynamics else MARK_LEVELS["mf"]
    points = [LinePoint(Fraction(0), level)]
    marks = sorted(dynamics, key=lambda mark: mark.beat)
    events: list[tuple[Fraction, int, Dynamic | Hairpin]] = [(mark.beat, 1, mark) for mark in marks]
    events += [(pin.start_beat, 2, pin) for pin in hairpins]
    for beat, _, event in sorted(events, key=lambda event: event[:2]):
        if beat < points[-1].beat:
            continue
        points.append(LinePoint(beat, level))
        if isinstance(event, Dynamic):
            level = MARK_LEVELS[event.mark]
            points.append(LinePoint(beat, level))
        else:
            level = _goal(event, marks, level)
            points.append(LinePoint(event.end_beat, level))
    return tuple(dict.fromkeys(points))


def _goal(hairpin: Hairpin, marks: Sequence[Dynamic], level: float) -> float:
    """Where a hairpin leads: to the mark at its end, else a step up or down."""
    for mark in marks:
        if hairpin.end_beat <= mark.beat <= hairpin.end_beat + _REACH_BEATS:
            return MARK_LEVELS[mark.mark]
    return min(1.0, max(0.05, level + (_STEP if hairpin.kind.startswith("cresc") else -_STEP)))
