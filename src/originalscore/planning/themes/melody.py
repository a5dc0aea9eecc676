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
from originalscore.music.chord import QUALITIES
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.planning.themes.character import Character
from originalscore.planning.themes.rhythm import Cell

#: Semitones -> cost. Cheaper leaps than in vocal writing: film themes leap in a quarter of their moves.
_MOVES = (0, 380, 230, 520, 600, 560, 2300, 500, 950, 800, 2000, 3400, 850)
_BEAM, _REACH, _SIGNATURE = 6, 12, -4200
#: A leap of so many semitones and more is aimed: what each end of it costs that is no note of the home triad, and going its way by a step before it.
_LEAP, _AIMLESS, _RUN_UP = 5, 700, 500
#: What a wider leap costs, and leaving a note outside its chord by other than a step.
_WILD, _UNRESOLVED, _NO_PAST = 4500, 1400, 99
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


@cache
def _moving(character: Character) -> dict[tuple[int, int], int]:
    """(The move before, this move) -> cost of making it, thousandths; a past of 99 is none."""
    table = {}
    for past in (*range(-24, 25), _NO_PAST):
        for move in range(-_REACH, _REACH + 1):
            size = abs(move)
            cost = _MOVES[size] + (0 if move else character.repeats) - (character.sighs if move in (-1, -2) else 0)
            if past != _NO_PAST and abs(past) >= 5:
                cost += (350 if size <= 4 else 1500) if past * move > 0 else 250 if not move else -450 if size <= 2 else -100
            elif past != _NO_PAST and past * move > 0 and abs(past) <= 2:
                cost += -150 if size <= 2 else _RUN_UP if size >= _LEAP else 0
            table[past, move] = cost + (800 if move and past == -move else 0)
    return table


@cache
def _aimed(key: Key) -> dict[tuple[int, int], int]:
    """(Pitch class left, pitch class reached) -> cost of a leap between them: a goal is heard where both belong to home."""
    home = {(key.tonic.pitch_class + step) % 12 for step in (0, 3 if key.is_minor else 4, 7)}
    return {(a, b): _AIMLESS * ((a not in home) + (b not in home)) for a in range(12) for b in range(12)}


def _standing(height: int, slot: _Slot, character: Character) -> int:
    """Cost of a height in its place: outside the chord, and off the arch."""
    cost = round(75 * abs(height - slot[4]))
    if height % 12 not in slot[3]:
        cost += character.appoggiaturas if slot[2] and slot[1] < 2 else 2600 if slot[2] else 300
    return cost


def sung_cost(ground: Ground, slots: Sequence[_Slot], past: Sequence[int], heights: Sequence[int]) -> int:
    """What ``heights`` cost to sing in their slots after the notes of ``past``, thousandths."""
    table, aimed, character = _moving(ground.character), _aimed(ground.key), ground.character
    total, last = 0, past[-1] if past else None
    before = past[-1] - past[-2] if len(past) > 1 else _NO_PAST
    waits = False
    for slot, height in zip(slots, heights):
        total += _standing(height, slot, character)
        if last is not None:
            move = height - last
            total += table[max(-24, min(24, before)) if before != _NO_PAST else before, move] if abs(move) <= _REACH else _WILD
            total += aimed[last % 12, height % 12] if abs(move) >= _LEAP else 0
            total += _UNRESOLVED if waits and not 1 <= abs(move) <= 2 else 0
            before = move
        waits, last = height % 12 not in slot[3], height
    return total


def line_cost(ground: Ground, tune: Tune) -> int:
    """What a whole line costs to sing on its harmony, thousandths a note."""
    slots = ground.slots(Fraction(0), tuple((onset, length) for onset, length, _ in tune))
    return sung_cost(ground, slots, (), [height for _, _, height in tune]) // max(1, len(tune))


def search_line(
    ground: Ground,
    slots: Sequence[_Slot],
    past: tuple[int, ...],
    draw: Stream,
    *,
    signature: tuple[int, int] = (0, 0),
    last: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """New heights for ``slots`` after the notes of ``past``.

    ``signature`` is (index of the note reached, signed semitones); ``last`` holds the pitch classes that the last note may take, if any.
    """
    grown: list[tuple[int, tuple[int, ...], int]]
    if not past:
        first = _first_notes(ground, slots[0], draw)
        grown = [(cost, (height,), _NO_PAST) for cost, height in first]
    else:
        grown = [(0, (past[-1],), max(-24, min(24, past[-1] - past[-2])) if len(past) > 1 else _NO_PAST)]
    table, aimed, begun = _moving(ground.character), _aimed(ground.key), 0 if past else 1
    at, sign = signature
    for n in range(begun, len(slots)):
        slot, final = slots[n], last if n == len(slots) - 1 else frozenset()
        offered = _offered(ground, slot, final, draw)
        beam, grown = sorted(grown)[:_BEAM], []
        leading = sign if n == at else 0
        for cost, line, before in beam:
            here = line[-1]
            waits = n > begun and here % 12 not in slots[n - 1][3]
            long = line if len(line) >= 4 else None
            for height, standing in offered:
                move = height - here
                if not -_REACH <= move <= _REACH:
                    continue
                more = cost + standing + table[before, move]
                if not -_LEAP < move < _LEAP:
                    more += aimed[here % 12, height % 12]
                if (waits and not -2 <= move <= 2) or (waits and not move):
                    more += _UNRESOLVED
                if leading:
                    more += _SIGNATURE if move == leading else 900
                if long and _runs_on(long, height):
                    more += 1500
                grown.append((more, (*line, height), move))
    best = min(grown)[1]
    return best[len(best) - len(slots) :]


def _first_notes(ground: Ground, slot: _Slot, draw: Stream) -> list[tuple[int, int]]:
    """Where a theme may begin: near the arch, on the triad if it can."""
    near = round(slot[4])
    scale = _scale(ground.key)
    return [
        ((0 if height % 12 in slot[5] else 900) + 60 * abs(height - near) + draw.below(420), height)
        for height in range(near - 7, near + 8) if height % 12 in scale | slot[3]
    ]  # fmt: skip


def _offered(ground: Ground, slot: _Slot, final: frozenset[int], draw: Stream) -> list[tuple[int, int]]:
    """The heights that may stand in a slot, each with what it costs there."""
    character = ground.character
    known = _scale(ground.key) | slot[3]
    bold = character.chromatic < _BOLD
    offered = []
    for height in range(ground.low - 4, ground.high + 3):
        tone = height % 12
        if tone in known or bold:
            own = 0 if tone in known else character.chromatic
            own += 5000 if final and tone not in final else 0
            offered.append((height, own + _standing(height, slot, character) + draw.below(420)))
    return offered


def best_version(
    ground: Ground, slots: Sequence[_Slot], past: tuple[int, ...], versions: Sequence[tuple[int, tuple[int, ...]]], draw: Stream
) -> tuple[int, ...]:
    """The cheapest of several (own cost, heights) for the same slots."""
    scale = _scale(ground.key)
    best: tuple[int, tuple[int, ...]] | None = None
    for own, heights in versions:
        cost = own + draw.below(700) + sung_cost(ground, slots, past[-2:], heights)
        for slot, height in zip(slots, heights):
            cost += 0 if height % 12 in scale or height % 12 in slot[3] else ground.character.chromatic
            cost += 700 * max(0, height - ground.high, ground.low - 4 - height)
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
