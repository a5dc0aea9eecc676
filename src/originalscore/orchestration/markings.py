"""A part's marks and hairpins while it is read, phrase by phrase and move by move.

A hairpin ends in a mark, or in its opposite at once (Gould, *Behind Bars*, 2011, on hairpins). Marks stand under notes; what falls inside one struck
or accented note is that note's own affair. Thresholds on the level scale of 0 to 1 are ours.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from fractions import Fraction

from originalscore.model.score import DYNAMICS, Hairpin, Note

#: Upper bound of each printed dynamic on the level scale of 0 to 1.
_MARKS = ((0.20, "ppp"), (0.30, "pp"), (0.40, "p"), (0.51, "mp"), (0.63, "mf"), (0.77, "f"), (0.92, "ff"), (9.0, "fff"))
#: The least change that is printed, and that is printed at the very end of a phrase.
SWELL, _END = 0.09, 0.15
_LONGEST_HAIRPIN = Fraction(16)
#: How far from a note's beginning its mark may have been meant; and how long before its end a held note says where it has come to.
_SEAT, _BEFORE_END = Fraction(1), Fraction(1, 2)
#: A mark holds for so many times as long as a player needs to follow one, unless the change is as great as at a phrase's end.
_STEADY = 3
_HARD = ("marcato", "accent")
_NEARLY = 0.03  # how far a level may be from where a hairpin begins or ends and still count as there
Point = tuple[Fraction, float]
"""A beat, and the level there."""


def mark(level: float) -> str:
    """The printed dynamic of a level."""
    return next(name for bound, name in _MARKS if level < bound)


def leads(pin: Hairpin, before: str, after: str) -> bool:
    """Whether a hairpin goes the way from one mark to another."""
    louder = DYNAMICS.index(after) - DYNAMICS.index(before)
    return louder > 0 if pin.kind == "crescendo" else louder < 0


class MarkedPage:
    """What is printed under a part while it is read; ``last`` is the mark that holds, ``near`` the beats in which a player follows a change."""

    def __init__(self, dies_away: bool, near: Fraction) -> None:
        self.marks: dict[Fraction, str] = {}
        self.hairpins: list[Hairpin] = []
        self.last = ""
        self._dies_away, self._near = dies_away, near
        self._phrase: list[Note] = []
        self._onsets: list[Fraction] = []
        self._end = Fraction(0)
        self._points: list[Point] = []

    def turn_to(self, phrase: list[Note], end: Fraction, points: list[Point]) -> None:
        """Go on to a phrase, of which ``points`` is the level."""
        self._phrase, self._onsets, self._end, self._points = phrase, sorted({note.onset for note in phrase}), end, points

    def say(self, beat: Fraction, name: str) -> None:
        """Print a mark; one that stood there goes, and with it a hairpin that led to it and not to this one."""
        pin = self.hairpins[-1] if self.hairpins else None
        before = max((at for at in self.marks if at < beat), default=None)
        if pin and pin.end_beat == beat and before is not None and not leads(pin, self.marks[before], name):
            self.hairpins.pop()
        self.marks[beat] = self.last = name

    def move(self, start: Point, goal: Point) -> None:
        """Print one move of the level: a hairpin with its goal, or the goal alone where it comes at once or lies inside one struck note."""
        change, arrived = goal[1] - start[1], mark(goal[1])
        here, there = map(self._seat, self._slope(start, goal))
        there = max(there, min(self._seat(goal[0]), self._seat(here + self._near)))
        closes = there > self._onsets[-1]
        soon = there - max(self.marks) < _STEADY * self._near
        if abs(change) < (_END if closes or soon else SWELL) or arrived == self.last:
            return
        here = max(here, there - _LONGEST_HAIRPIN, self.hairpins[-1].end_beat if self.hairpins else here)
        if self._inside_one_note(here, there):
            after = next((onset for onset in self._onsets if onset >= there), None)
            if after is not None:
                self.say(after, arrived)
            return
        pin = Hairpin(here, there, "crescendo" if change > 0 else "diminuendo")
        if there - here >= 1 and leads(pin, self.last, arrived):
            self.hairpins.append(pin)
        elif closes:
            return
        self.say(there, arrived)

    def swell(self, start: Point, peak: Point, end: Point) -> None:
        """Print a swell that comes back to where it began: two hairpins, no mark."""
        places = [self._seat(turn[0]) for turn in (start, peak, end)]
        places[0] = max(places[0], self.hairpins[-1].end_beat if self.hairpins else places[0])
        halves = list(itertools.pairwise(places))
        if any(after - before < 1 or self._inside_one_note(before, after) for before, after in halves):
            return
        kinds = ("crescendo", "diminuendo") if peak[1] > start[1] else ("diminuendo", "crescendo")
        self.hairpins += [Hairpin(before, after, kind) for (before, after), kind in zip(halves, kinds)]

    def _slope(self, start: Point, goal: Point) -> tuple[Fraction, Fraction]:
        """Where a move really begins and has arrived: a level that waits before it goes, or stays where it came to, has no hairpin there."""
        way = [point for point in self._points if start[0] <= point[0] <= goal[0]]
        waits = list(itertools.takewhile(lambda point: abs(point[1] - start[1]) <= _NEARLY, way))
        stays = list(itertools.takewhile(lambda point: abs(point[1] - goal[1]) <= _NEARLY, reversed(way)))
        return (waits or [start])[-1][0], (stays or [goal])[-1][0]

    def _seat(self, beat: Fraction) -> Fraction:
        """Where a turn at a beat is printed: under the note it is meant for, else inside a held one, half a beat before its end at the latest."""
        place = bisect_right(self._onsets, beat)
        near = [onset for onset in self._onsets[max(0, place - 1) : place + 1] if abs(onset - beat) < _SEAT]
        if near:
            return min(near, key=lambda onset: (abs(onset - beat), -onset))
        if beat < self._end - _BEFORE_END:
            return Fraction(round(2 * beat), 2)
        return max(self._onsets[-1], self._end - _BEFORE_END)

    def _inside_one_note(self, start: Fraction, end: Fraction) -> bool:
        """Whether a stretch lies inside one note that shapes itself: one that was struck, or is hit and let go."""
        if any(start < onset <= end for onset in self._onsets):
            return False
        held = [note for note in self._phrase if note.onset <= start < note.onset + note.length]
        if any(note.articulation in ("roll", "tremolo") for note in held):
            return False
        return self._dies_away or any(note.articulation in _HARD for note in held)
