"""Printed dynamics: a mark where a player enters or the level has truly changed, a hairpin over each real swell.

The level of a part follows its most important line at every moment. Within a phrase (no rest of two beats or more) it is
read from turning point to turning point: a change of more than half a mark over at least a beat is a hairpin that leads to
the next mark, a sudden one is a mark alone. Thresholds are ours.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from fractions import Fraction
from operator import attrgetter

from originalscore.model.score import Direction, Dynamic, Hairpin, Note
from originalscore.model.sketch import LinePoint, curve_level
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.touches import PRIORITY

#: Upper bound of each printed dynamic on the level scale of 0 to 1.
_MARKS = ((0.20, "ppp"), (0.30, "pp"), (0.40, "p"), (0.51, "mp"), (0.63, "mf"), (0.77, "f"), (0.92, "ff"), (9.0, "fff"))
_REST = Fraction(2)  # a rest that ends a phrase
_REMINDED = Fraction(16)  # a rest after which the mark is printed again even if it is the same
_TURN, _SWELL = 0.05, 0.09
#: A wave smaller than this that is over within so many beats is not printed; a larger one that comes back has hairpins alone.
_WAVE, _AT_ONCE = 0.17, Fraction(6)
_LONGEST_HAIRPIN = Fraction(16)
_GRID = Fraction(1, 12)
_SHOWN = 2  # like swells printed before ``simile``
_BEAT = attrgetter("beat")


def mark(level: float) -> str:
    """The printed dynamic of a level."""
    return next(name for bound, name in _MARKS if level < bound)


def part_level(passages: list[Passage], notes: list[Note]) -> tuple[LinePoint, ...]:
    """The part's own dynamic: at every moment the level of the most important line that sounds."""
    curves = {passage.line: passage.level for passage in passages}
    rank = {passage.line: PRIORITY.get(passage.role, 8) for passage in passages}
    points: dict[Fraction, float] = {}
    covered = _Covered()
    for note in sorted(notes, key=lambda note: (rank[note.line], note.onset)):
        start, end, curve = note.onset, note.onset + note.length, curves[note.line]
        if covered.holds(start, end):
            continue
        inner = curve[bisect_right(curve, start, key=_BEAT) : bisect_left(curve, end, key=_BEAT)]
        for beat in (start, end - _GRID, *(point.beat for point in inner)):
            if not covered.holds(beat, beat):
                points.setdefault(beat, curve_level(curve, beat))
        covered.add(start, end)
    return tuple(LinePoint(beat, round(min(1.0, max(0.0, level)), 3)) for beat, level in sorted(points.items())) or (
        LinePoint(Fraction(0), 0.3),
    )


class _Covered:
    """Stretches of beats that are spoken for, joined where they touch."""

    def __init__(self) -> None:
        self._starts: list[Fraction] = []
        self._ends: list[Fraction] = []

    def holds(self, start: Fraction, end: Fraction) -> bool:
        """Whether one stretch holds a whole span; of a moment, whether it begins before the stretch ends."""
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and (end <= self._ends[place] if end > start else start < self._ends[place])

    def add(self, start: Fraction, end: Fraction) -> None:
        """Take a span in."""
        first, last = bisect_left(self._ends, start), bisect_right(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last], self._ends[first:last] = [start], [end]


def printed_dynamics(notes: list[Note], level: tuple[LinePoint, ...]) -> tuple[tuple[Dynamic, ...], tuple[Hairpin, ...]]:
    """Marks and hairpins of a part."""
    marks: dict[Fraction, str] = {}
    hairpins: list[Hairpin] = []
    last, silent_since = "", Fraction(0)
    for phrase in _phrases(notes):
        start, end = phrase[0].onset, max(note.onset + note.length for note in phrase)
        now = mark(curve_level(level, start))
        if now != last or start - silent_since >= _REMINDED:
            marks[start] = now
            last = now
        onsets = sorted({note.onset for note in phrase} | {end})
        turns = _calm(_turning_points(onsets, end, level))
        bare = _there_and_back(turns)
        for (beat, before), (after_beat, after) in itertools.pairwise(turns):
            now = _change(beat, before, after_beat, after, end, last, {} if after_beat in bare else marks, hairpins)
            last = last if after_beat in bare else now
        silent_since = end
    return tuple(Dynamic(beat, name) for beat, name in sorted(marks.items())), tuple(hairpins)


def said_once(marks: tuple[Dynamic, ...], hairpins: tuple[Hairpin, ...]) -> tuple[tuple[Hairpin, ...], tuple[Direction, ...]]:
    """The hairpins with a row of like swells printed twice and then as ``simile``."""
    beats, kept, words, row = [mark.beat for mark in marks], list[Hairpin](), list[Direction](), list[list[Hairpin]]()
    swells = _swells(hairpins)
    for place, swell in enumerate(swells):
        row = [*row, swell] if row and _like(row[-1], swell, beats) else [swell]
        more = place + 1 < len(swells) and _like(swell, swells[place + 1], beats)
        if len(row) == _SHOWN + 1 and more:
            words.append(Direction(swell[0].start_beat, "simile"))
        silent = len(row) > _SHOWN + 1 or (len(row) == _SHOWN + 1 and more)
        kept += [] if silent else swell
    return tuple(kept), tuple(words)


def _swells(hairpins: tuple[Hairpin, ...]) -> list[list[Hairpin]]:
    """A crescendo with the diminuendo that answers it; other hairpins alone."""
    found: list[list[Hairpin]] = []
    for pin in hairpins:
        last = found[-1] if found else []
        if len(last) == 1 and (last[0].kind, pin.kind) == ("crescendo", "diminuendo") and pin.start_beat - last[0].end_beat < 1:
            last.append(pin)
        else:
            found.append([pin])
    return found


def _like(first: list[Hairpin], second: list[Hairpin], marks: list[Fraction]) -> bool:
    """Whether a whole swell follows another at once, as long as it, with no mark between."""
    if len(first) != 2 or len(second) != 2 or second[0].start_beat - first[1].end_beat > 1:
        return False
    lengths = [pair[1].end_beat - pair[0].start_beat for pair in (first, second)]
    return abs(lengths[0] - lengths[1]) <= 1 and bisect_right(marks, first[0].start_beat) == bisect_right(marks, second[1].end_beat)


def _phrases(notes: list[Note]) -> list[list[Note]]:
    phrases: list[list[Note]] = []
    end = Fraction(-100)
    for note in notes:
        if note.onset >= end + _REST or not phrases:
            phrases.append([])
        phrases[-1].append(note)
        end = max(end, note.onset + note.length)
    return phrases


def _turning_points(onsets: list[Fraction], end: Fraction, level: tuple[LinePoint, ...]) -> list[tuple[Fraction, float]]:
    """The beats of a phrase where the level stops rising or falling, ripples smaller than the least turn left out."""
    inner = [point.beat for point in level if onsets[0] < point.beat < end]
    beats = sorted({*onsets[:-1], end - _GRID, *inner})
    points = [(beat, curve_level(level, beat)) for beat in beats]
    turns = [points[0]]
    extreme = points[0]
    for point in points[1:]:
        rising = extreme[1] >= turns[-1][1]
        if (point[1] >= extreme[1]) == rising or (len(turns) == 1 and abs(extreme[1] - turns[0][1]) < _TURN):
            extreme = point if (point[1] >= extreme[1]) == rising or abs(point[1] - turns[0][1]) >= _TURN else extreme
        elif abs(point[1] - extreme[1]) >= _TURN:
            turns.append(extreme)
            extreme = point
    return [*turns, extreme] if extreme[0] > turns[-1][0] else turns


def _calm(turns: list[tuple[Fraction, float]]) -> list[tuple[Fraction, float]]:
    """The turns without small waves that are over at once: no player reads three marks in two bars."""
    kept = list(turns)
    place = 1
    while place + 1 < len(kept):
        before, here, after = kept[place - 1 : place + 2]
        if after[0] - before[0] <= _AT_ONCE and abs(here[1] - before[1]) < _WAVE and abs(here[1] - after[1]) < _WAVE:
            del kept[place]
            place = max(1, place - 1)
        else:
            place += 1
    return kept


def _there_and_back(turns: list[tuple[Fraction, float]]) -> set[Fraction]:
    """Turns of swells that return to where they came from: a pair of hairpins says it without a mark."""
    found: set[Fraction] = set()
    for before, here, after in zip(turns, turns[1:], turns[2:]):
        if after[0] - before[0] <= _AT_ONCE and abs(after[1] - before[1]) < _SWELL and before[0] not in found:
            found.add(here[0])
    return found


def _change(
    beat: Fraction, before: float, after_beat: Fraction, after: float, end: Fraction, last: str,
    marks: dict[Fraction, str], hairpins: list[Hairpin],
) -> str:  # fmt: skip
    """Print one move of the level; returns the mark that now holds."""
    arrived = mark(after)
    if abs(after - before) < _SWELL:
        return last
    if after_beat - beat >= 1:
        start = max(beat, after_beat - _LONGEST_HAIRPIN, hairpins[-1].end_beat if hairpins else beat)
        stop = min(end, after_beat + _GRID) if after_beat == end - _GRID else after_beat
        if stop - start >= 1:
            hairpins.append(Hairpin(start, stop, "crescendo" if after > before else "diminuendo"))
    if arrived != last and after_beat < end - _GRID:
        marks[after_beat] = arrived
        return arrived
    return last
