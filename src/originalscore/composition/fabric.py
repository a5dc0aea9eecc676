"""Voices woven together on a grid of sixteenths, so that one changed note can be judged against all that sounds with it.

The four voices of the harmony come first (bass up), then lines that are fixed: the tune, the counter-line. ``tries`` puts new notes in the
place of one stretch of a voice and keeps them only if nothing is offended: no parallel fifth or octave more than before, no crossing, no
thirds in the depth, no semitone that grinds longer than it should.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from originalscore.measures.counterpoint import Sung

STEPS, REST = 4, -1
#: Sixteenths that a semitone or minor ninth may sound in a passing note (ours), and height below which thirds growl.
_GRIND, _NO_THIRDS = 2, 48
_VOICES = 4


class Fabric:
    """Four voices and what sounds with them."""

    def __init__(
        self, lines: Sequence[Sequence[Sung]], above: Sequence[Sequence[Sung]], *, planing: bool, bar: Fraction = Fraction(4)
    ) -> None:
        self.lines = [list(line) for line in lines]
        self._planing, self._bar = planing, bar
        self._begun = Counter((self._place(onset), height % 12) for line in (*lines, *above) for onset, _, height in line)
        self._end = max((onset + length for line in (*lines, *above) for onset, length, _ in line), default=Fraction(0))
        self.rows = [self._row(line) for line in (*lines, *above)]

    def _row(self, line: Sequence[Sung]) -> list[int]:
        row = [REST] * (cell_of(self._end) + 1)
        for onset, length, height in line:
            for cell in range(cell_of(onset), max(cell_of(onset) + 1, cell_of(onset + length))):
                row[cell] = height
        return row

    def at(self, row: int, beat: Fraction) -> int:
        """What a row sounds at a beat, or :data:`REST`."""
        return self.rows[row][min(len(self.rows[row]) - 1, max(0, cell_of(beat)))]

    def tries(self, voice: int, first: int, notes: list[Sung], *, held: int = 0, also: int = 1) -> bool:
        """Put ``notes`` in the place of ``also`` notes of a voice from the one numbered ``first``, if nothing minds.

        ``held`` sixteenths from the start may clash: a prepared suspension or an appoggiatura, which resolves.
        """
        start, stop = cell_of(notes[0][0]), cell_of(notes[-1][0] + notes[-1][1])
        old = self.rows[voice][start:stop]
        before = self._parallels(voice, start, stop)
        for onset, length, height in notes:
            for cell in range(cell_of(onset), cell_of(onset + length)):
                self.rows[voice][cell] = height
        if self._offends(voice, start, stop, old, held) or (not self._planing and self._parallels(voice, start, stop) > before):
            self.rows[voice][start:stop] = old
            return False
        self._begun.update((self._place(onset), height % 12) for onset, _, height in notes[1:])
        self.lines[voice][first : first + also] = notes
        return True

    def motion(self, voice: int, notes: list[Sung]) -> int:
        """What new notes do for the way the lines move from beat to beat: opposite ways gain, alone or the same way lose (hundredths)."""
        old = self.rows[voice]
        new = list(old)
        start, stop = cell_of(notes[0][0]), min(len(old), cell_of(notes[-1][0] + notes[-1][1]))
        for onset, length, height in notes:
            first, end = cell_of(onset), cell_of(onset + length)
            new[first:end] = [height] * (end - first)
        others = [row for other, row in enumerate(self.rows) if other != voice]
        gain = 0
        for cell in range(max(STEPS, -(-start // STEPS) * STEPS), min(len(old), stop + STEPS), STEPS):
            now, before = new[cell] - new[cell - STEPS], old[cell] - old[cell - STEPS]
            if now == before or REST in (old[cell], old[cell - STEPS]):
                continue
            for row in others:
                if row[cell] != REST and row[cell - STEPS] != REST:
                    way = row[cell] - row[cell - STEPS]
                    gain += _worth(way, now) - _worth(way, before)
        return gain

    def familiar(self, notes: list[Sung]) -> int:
        """How often the new notes after the first were begun at their place in other bars, at most twice each."""
        return sum(min(2, self._begun[self._place(onset), height % 12]) for onset, _, height in notes[1:])

    def _place(self, onset: Fraction) -> Fraction:
        """Where a note stands in its bar."""
        return onset % self._bar

    def _offends(self, voice: int, start: int, stop: int, old: list[int], held: int) -> bool:
        grinding = 0
        row = self.rows[voice]
        for cell in range(start, stop):
            height = row[cell]
            if height == old[cell - start]:
                continue
            if self._crosses(voice, cell, height, old[cell - start]):
                return True
            if cell - start < held:
                if self._meets_its_goal(voice, cell, stop):
                    return True
                continue
            others = (line[cell] for n, line in enumerate(self.rows) if n != voice and line[cell] != REST)
            grinding += any((height - other) % 12 in (1, 11) for other in others)
        return grinding > _GRIND

    def _meets_its_goal(self, voice: int, cell: int, stop: int) -> bool:
        """Whether a suspended note sounds against its own resolution in another upper voice or the tune."""
        goal = self.rows[voice][stop - 1] % 12
        return any(row[cell] != REST and row[cell] % 12 == goal for n, row in enumerate(self.rows) if n not in (voice, 0))

    def _crosses(self, voice: int, cell: int, height: int, old: int) -> bool:
        below = self.rows[voice - 1][cell] if voice else REST
        above = self.rows[voice + 1][cell] if voice < _VOICES - 1 else self.rows[_VOICES][cell] if len(self.rows) > _VOICES else REST
        if below != REST and (height <= below or (height - below < 5 and below < _NO_THIRDS)):
            return True
        if above != REST and voice == 0 and above - height < 5 and height < _NO_THIRDS:
            return True
        tune = self.rows[_VOICES][cell] if len(self.rows) > _VOICES else REST
        return (above != REST and height >= above and height > old) or (tune != REST and height >= tune and height > old)

    def _parallels(self, voice: int, start: int, stop: int) -> int:
        found = 0
        row = self.rows[voice]
        for cell in range(max(1, start), min(len(row), stop + 1)):
            move = row[cell] - row[cell - 1]
            if not move or REST in (row[cell], row[cell - 1]):
                continue
            for other, line in enumerate(self.rows):
                if other != voice and line[cell] - line[cell - 1] == move and REST not in (line[cell], line[cell - 1]):
                    found += abs(row[cell] - line[cell]) % 12 in (0, 7)
        return found


def _worth(one: int, other: int) -> int:
    """A move of two lines: opposite ways are worth three times what any other move costs, as they are a quarter of all in real music."""
    return 75 if one * other < 0 else -25 if one or other else 0


def cell_of(beat: Fraction) -> int:
    """The sixteenth nearest to a beat."""
    whole, rest = divmod(STEPS * beat.numerator, beat.denominator)
    return whole + (2 * rest >= beat.denominator)
