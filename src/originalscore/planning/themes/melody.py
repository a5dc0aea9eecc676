"""The pitches of a theme, segment by segment: a head found by search, then said again on other steps, broken off, turned, answered, closed.

New material comes from a beam search over heights; what returns is the head itself, moved by scale steps with its last note free, in the
version that sits best on the harmony and leads best along the arch. So recurrence is by construction and exact where a listener needs it.
Costs are thousandths, ours, tuned on the figures of film themes (craft notes, 2 and 3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from originalscore.chance import Stream
from originalscore.model.plan import Chord, ChordSpan
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.planning.themes.character import Character
from originalscore.planning.themes.rhythm import Cell
from originalscore.music.chord import QUALITIES

#: Semitones -> cost. Cheaper leaps than in vocal writing: film themes leap in a quarter of their moves.
_MOVES = (0, 420, 250, 400, 480, 500, 2300, 550, 1250, 1050, 2000, 3400, 900)
_BEAM, _REACH, _SIGNATURE = 6, 12, -4200
#: Semitones by which the head may be moved exactly, whatever the scale says.
_REAL = (-5, -4, -3, -2, 2, 3, 4, 5, 7)
#: A character whose outside notes cost less than this writes them at all.
_BOLD = 2000
_Slot = tuple[Fraction, Fraction, bool, frozenset[int], float, frozenset[int]]
#: A tune as (onset, length, height) of each note.
Tune = tuple[tuple[Fraction, Fraction, int], ...]


@dataclass(frozen=True)
class Ground:
    """What a line is laid on: key, meter, harmony, character, and the arch from ``low`` to ``high`` (heights), its top at ``peak`` (0 to 1)."""

    key: Key
    meter: Meter
    chords: tuple[ChordSpan, ...]
    character: Character
    low: int
    high: int
    peak: float
    beats: Fraction

    def slots(self, start: Fraction, cell: Cell) -> list[_Slot]:
        """Onset, length, strength, chord tones, wished height and the triad of each note of a cell that begins at ``start``."""
        made = []
        for offset, length in cell:
            onset = start + offset
            span = next((s for s in reversed(self.chords) if s.onset <= onset), self.chords[0])
            strong = length >= 2 or _is_strong(self.meter, onset % self.meter.beats)
            made.append((onset, length, strong, _tones(span.chord), self._arch(onset), _triad(span.chord)))
        return made

    def _arch(self, onset: Fraction) -> float:
        share = max(0.0, float(onset / self.beats))
        rise = share / self.peak if share <= self.peak else 1 - 0.85 * (share - self.peak) / (1 - self.peak)
        return self.low + (self.high - self.low) * (0.25 + 0.75 * rise)


def move_cost(before: int | None, last: int, height: int, slot: _Slot, leaves_chord: bool, character: Character) -> int:
    """Cost of singing ``height`` after ``last`` and ``before``; ``leaves_chord`` says that ``last`` waits for a step."""
    move = height - last
    size = abs(move)
    cost = _MOVES[size] if size < 13 else 4500
    if not move:
        cost += character.repeats
    if height % 12 not in slot[3]:
        cost += character.appoggiaturas if slot[2] and slot[1] < 2 else 2600 if slot[2] else 300
    if move in (-1, -2):
        cost -= character.sighs
    if leaves_chord and not 1 <= size <= 2:
        cost += 1400
    if before is not None:
        past = last - before
        if abs(past) >= 5:
            cost += (350 if size <= 4 else 1500) if past * move > 0 else -250 if move else 250
        elif past * move > 0 and size <= 2 and abs(past) <= 2:
            cost -= 150
        if before == height and move:
            cost += 800
    return cost + round(75 * abs(height - slot[4]))


def line_cost(ground: Ground, tune: Tune) -> int:
    """What a whole line costs to sing on its harmony, thousandths a move."""
    slots = ground.slots(Fraction(0), tuple((onset, length) for onset, length, _ in tune))
    heights = [height for _, _, height in tune]
    total = 0
    for n in range(1, len(tune)):
        waits = heights[n - 1] % 12 not in slots[n - 1][3]
        total += move_cost(heights[n - 2] if n > 1 else None, heights[n - 1], heights[n], slots[n], waits, ground.character)
    return total // max(1, len(tune) - 1)


def search_line(
    ground: Ground, slots: Sequence[_Slot], past: tuple[int, ...], draw: Stream, *, signature: tuple[int, int] = (0, 0), last: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """New heights for ``slots`` after the notes of ``past``.

    ``signature`` is (index of the note reached, signed semitones); ``last`` holds the pitch classes that the last note may take, if any.
    """
    character, scale = ground.character, _scale(ground.key)
    bold = character.chromatic < _BOLD
    tail = past[-2:]
    beam: list[tuple[int, tuple[int, ...]]] = [(0, tail)]
    at, sign = signature
    for n, slot in enumerate(slots):
        grown: list[tuple[int, tuple[int, ...]]] = []
        tones = slot[3]
        known = scale | tones
        jitter = [draw.below(420) for _ in range(26)]
        final = last if n == len(slots) - 1 else frozenset()
        for cost, line in beam:
            if not line:
                heights = range(round(slot[4]) - 7, round(slot[4]) + 8)
            else:
                heights = range(max(line[-1] - _REACH, ground.low - 4), min(line[-1] + _REACH, ground.high + 2) + 1)
            waits = len(line) > len(tail) and line[-1] % 12 not in slots[n - 1][3]
            for height in heights:
                tone = height % 12
                if tone not in known and not bold:
                    continue
                more = 0 if tone in known else character.chromatic
                if final and tone not in final:
                    more += 5000
                if not line:
                    grown.append((more + (0 if tone in slot[5] else 900) + 60 * abs(height - round(slot[4])) + jitter[height % 26], (height,)))
                    continue
                more += move_cost(line[-2] if len(line) > 1 else None, line[-1], height, slot, waits, character) + jitter[height % 26]
                if sign and n == at:
                    more += _SIGNATURE if height - line[-1] == sign else 900
                if len(line) >= 4 and _runs_on(line, height):
                    more += 1500
                grown.append((cost + more, (*line, height)))
        grown.sort()
        beam = grown[:_BEAM]
    return beam[0][1][len(tail) :]


def best_version(
    ground: Ground, slots: Sequence[_Slot], past: tuple[int, ...], versions: Sequence[tuple[int, tuple[int, ...]]], draw: Stream, last: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """The cheapest of several (own cost, heights) for the same slots."""
    scale = _scale(ground.key)
    best: tuple[int, tuple[int, ...]] | None = None
    for own, heights in versions:
        cost, line = own + draw.below(700), past[-2:]
        for n, (slot, height) in enumerate(zip(slots, heights)):
            tone = height % 12
            waits = n > 0 and line[-1] % 12 not in slots[n - 1][3]
            cost += move_cost(line[-2] if len(line) > 1 else None, line[-1], height, slot, waits, ground.character)
            cost += 0 if tone in scale or tone in slot[3] else ground.character.chromatic
            cost += 700 * max(0, height - ground.high, ground.low - 4 - height)
            line = (*line[-1:], height)
        if last and heights[-1] % 12 not in last:
            cost += 5000
        if best is None or (cost, heights) < best:
            best = (cost, heights)
    assert best is not None
    return best[1]


def versions_of(heights: tuple[int, ...], key: Key, *, home: int = 300) -> list[tuple[int, tuple[int, ...]]]:
    """The head on other steps of the scale, each with its last note free: (own cost, heights). ``home`` is the cost of staying where it was."""
    made = []
    for steps in range(-4, 5):
        moved = tuple(shifted(height, steps, key) for height in heights)
        own = home if not steps else 120 * max(0, abs(steps) - 2)
        made.append((own + (300 if not steps else 0), moved))
        if len(moved) > 2:
            made += [(own + 700, (*moved[:-1], shifted(moved[-1], by, key))) for by in (-2, -1, 1, 2, 3)]
    made += [(150, tuple(height + by for height in heights)) for by in _REAL]
    return made


def turned(heights: tuple[int, ...], key: Key) -> tuple[int, ...]:
    """The contour upside down, by scale steps round the first note."""
    first = _degree(heights[0], key)[0]
    return tuple(_height(2 * first - _degree(height, key)[0], 0, key) for height in heights)


def shifted(height: int, steps: int, key: Key) -> int:
    """A height moved by steps of the key's scale, an altered note keeping its alteration."""
    degree, altered = _degree(height, key)
    return _height(degree + steps, altered, key)


def _degree(height: int, key: Key) -> tuple[int, int]:
    octave, step = divmod(height - key.tonic.pitch_class, 12)
    place = max(n for n, s in enumerate(key.scale) if s <= step)
    return 7 * octave + place, step - key.scale[place]


def _height(degree: int, altered: int, key: Key) -> int:
    octave, place = divmod(degree, 7)
    return key.tonic.pitch_class + 12 * octave + key.scale[place] + altered


@cache
def _is_strong(meter: Meter, offset: Fraction) -> bool:
    return meter.strength(offset) >= 3


@cache
def _tones(chord: Chord) -> frozenset[int]:
    return frozenset((chord.root.pitch_class + step) % 12 for step, _ in QUALITIES[chord.quality])


@cache
def _triad(chord: Chord) -> frozenset[int]:
    return frozenset((chord.root.pitch_class + step) % 12 for step, _ in QUALITIES[chord.quality][:3])


@cache
def _scale(key: Key) -> frozenset[int]:
    return frozenset((key.tonic.pitch_class + step) % 12 for step in key.scale)


def _runs_on(line: tuple[int, ...], height: int) -> bool:
    """Whether the last four moves and this one all go the same way: a scale, not a tune."""
    a, b, c, d = line[-4:]
    return a < b < c < d < height or a > b > c > d > height
