"""Printed dynamics: a mark where a player enters or the level has truly changed, a hairpin over each real swell.

The level of a part follows its most important line at every moment. Within a phrase (no rest of two beats or more) it is
read from turning point to turning point: a change of more than half a mark over at least a beat is a hairpin that leads to
the next mark, a sudden one is a mark alone (``markings``). Thresholds are ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from operator import attrgetter

from originalscore.model.score import Direction, Dynamic, Hairpin, Note
from originalscore.model.sketch import LinePoint, curve_level
from originalscore.orchestration.markings import SWELL, MarkedPage, Point, mark
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.touches import PRIORITY

_REST = Fraction(2)  # a rest that ends a phrase
_REMINDED = Fraction(8)  # a rest after which the mark is printed again even if it is the same
_TURN, _SUDDEN = 0.05, 0.25  # the least change of a turning point, and one that is followed however fast
#: A wave smaller than this that is over within so many beats is not printed; a larger one that comes back has hairpins alone.
_WAVE, _AT_ONCE = 0.17, Fraction(6)
#: The same in seconds, for quick music; and how soon after a turn a player follows another.
_AT_ONCE_S, _NEAR_S = 5.0, 1.6
GRID = Fraction(1, 12)
_SHOWN = 2  # like swells printed before ``simile``
_BEAT = attrgetter("beat")


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
        for beat in (start, end - GRID, *(point.beat for point in inner)):
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


def printed_dynamics(
    notes: list[Note], level: tuple[LinePoint, ...], *, beat_s: float = 0.6, dies_away: bool = False
) -> tuple[tuple[Dynamic, ...], tuple[Hairpin, ...]]:
    """Marks and hairpins of a part: every hairpin leads to a mark, or is answered at once by its opposite.

    Parameters
    ----------
    beat_s
        Seconds a beat lasts where the cue is fastest, above 0: the quicker the music, the fewer beats a change may be followed in.
    dies_away
        Whether a note of this instrument, once struck, dies away by itself: a hairpin over a single one asks for what cannot be done.
    """
    near = Fraction(round(_NEAR_S / beat_s))
    page = MarkedPage(dies_away, near)
    silent_since = Fraction(0)
    for phrase in _phrases(notes):
        start, end = phrase[0].onset, max(note.onset + note.length for note in phrase)
        onsets = sorted({note.onset for note in phrase} | {end})
        turns = _calm(_turning_points(onsets, end, level), max(_AT_ONCE, Fraction(round(_AT_ONCE_S / beat_s))))
        turns = _followed(turns, near)
        if mark(turns[0][1]) != page.last or start - silent_since >= _REMINDED:
            page.say(start, mark(turns[0][1]))
        bare = _there_and_back(turns)
        page.turn_to(phrase, end, _points(onsets, end, level))
        place = 0
        while place + 1 < len(turns):
            pair = turns[place + 1][0] in bare and place + 2 < len(turns)
            if pair:
                page.swell(*turns[place : place + 3])
            else:
                page.move(turns[place], turns[place + 1])
            place += 2 if pair else 1
        silent_since = end
    return tuple(Dynamic(beat, name) for beat, name in sorted(page.marks.items())), tuple(page.hairpins)


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


def _turning_points(onsets: list[Fraction], end: Fraction, level: tuple[LinePoint, ...]) -> list[Point]:
    """The beats of a phrase where the level stops rising or falling, ripples smaller than the least turn left out."""
    points = _points(onsets, end, level)
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


def _points(onsets: list[Fraction], end: Fraction, level: tuple[LinePoint, ...]) -> list[Point]:
    """The level of a phrase where a note begins and where it bends."""
    inner = [point.beat for point in level if onsets[0] < point.beat < end]
    return [(beat, curve_level(level, beat)) for beat in sorted({*onsets[:-1], end - GRID, *inner})]


def _calm(turns: list[Point], at_once: Fraction) -> list[Point]:
    """The turns without small waves that are over within ``at_once`` beats: no player reads three marks in two bars."""
    kept = list(turns)
    place = 1
    while place + 1 < len(kept):
        before, here, after = kept[place - 1 : place + 2]
        if after[0] - before[0] <= at_once and abs(here[1] - before[1]) < _WAVE and abs(here[1] - after[1]) < _WAVE:
            del kept[place]
            place = max(1, place - 1)
        else:
            place += 1
    return kept


def _followed(turns: list[Point], near: Fraction) -> list[Point]:
    """The turns without those that come sooner after another than a player follows, unless they are as sudden as they are great."""
    kept = turns[:1]
    for place, turn in enumerate(turns[1:], 1):
        if turn[0] - kept[-1][0] >= near or abs(turn[1] - kept[-1][1]) >= _SUDDEN or place == len(turns) - 1:
            kept.append(turn)
    return kept


def _there_and_back(turns: list[Point]) -> set[Fraction]:
    """Turns of swells that return to where they came from: a pair of hairpins says it without a mark."""
    found: set[Fraction] = set()
    for before, here, after in zip(turns, turns[1:], turns[2:]):
        if after[0] - before[0] <= _AT_ONCE and abs(after[1] - before[1]) < SWELL and before[0] not in found:
            found.add(here[0])
    return found
