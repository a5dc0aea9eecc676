"""Redrawing a curve of a cue: higher or lower as a whole or in a span, and rising towards a moment."""

from __future__ import annotations

from fractions import Fraction

from originalscore.model.cue import Cue, CurvePoint, level_at

Curve = tuple[CurvePoint, ...]
#: A change inside a curve takes so long, seconds (ours): a step in the writing, not in the sound.
_EDGE_S = Fraction(1, 2)


def shifted(curve: Curve, cue: Cue, by: float, start_s: Fraction | None = None, end_s: Fraction | None = None) -> Curve:
    """A curve moved up or down, in all of the cue or between two moments of it."""
    a = max(cue.start_s, start_s if start_s is not None else cue.start_s)
    b = min(cue.end_s, end_s if end_s is not None else cue.end_s)
    if a <= cue.start_s and b >= cue.end_s:
        return tuple(_point(point.at_s, point.level + by) for point in curve)
    inside = [_point(point.at_s, point.level + by) for point in curve if a < point.at_s < b]
    edges = [_point(a, level_at(curve, a) + by), _point(b, level_at(curve, b) + by)]
    outside = [point for point in curve if point.at_s <= a - _EDGE_S or point.at_s >= b + _EDGE_S]
    if a > cue.start_s:
        edges.append(_point(a - _EDGE_S, level_at(curve, a - _EDGE_S)))
    if b < cue.end_s:
        edges.append(_point(b + _EDGE_S, level_at(curve, b + _EDGE_S)))
    return _in_order([*outside, *inside, *edges])


def rising(curve: Curve, cue: Cue, to_s: Fraction, by: float) -> Curve:
    """A curve that climbs from the cue's beginning to a moment, there ``by`` higher than it was, and then goes on as before."""
    to_s = min(cue.end_s, to_s)
    count = 4
    steps = [cue.start_s + (to_s - cue.start_s) * n / count for n in range(count + 1)]
    climb = [_point(at_s, level_at(curve, at_s) - by / 2 + 1.5 * by * n / count) for n, at_s in enumerate(steps)]
    after = [_point(to_s + _EDGE_S, level_at(curve, to_s + _EDGE_S)), *(point for point in curve if point.at_s > to_s + _EDGE_S)]
    return _in_order([*climb, *(after if to_s + _EDGE_S < cue.end_s else [])])


def mean(curve: Curve) -> float:
    """The mean of its points."""
    return sum(point.level for point in curve) / len(curve)


def _point(at_s: Fraction, level: float) -> CurvePoint:
    return CurvePoint(at_s, round(min(1.0, max(0.0, level)), 3))


def _in_order(points: list[CurvePoint]) -> Curve:
    return tuple({point.at_s: point for point in sorted(points, key=lambda one: one.at_s)}.values())
