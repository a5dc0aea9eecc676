"""Ornament of four voices: suspensions, appoggiaturas, passing and neighbour notes, and inner voices that sing.

Each ornament is tried by itself in the whole fabric and dropped by itself where it would offend (``fabric``), so that one bad note does not
cost a voice its life. Suspensions are prepared by the chord before and resolve by step; passing notes fill thirds and fourths in the scale
that the chord makes; held inner voices take up one small motif of the cue, upright or upside down, against the way of the tune,
or lean on a neighbour and come home, so that tension comes and goes from beat to beat (``breath``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from originalscore.chance import Stream
from originalscore.composition.breath import Breath
from originalscore.composition.fabric import STEPS, Fabric, cell_of
from originalscore.composition.idioms import Idiom
from originalscore.measures.counterpoint import Sung
from originalscore.model.plan import ChordSpan
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

_HALF, _BEAT = Fraction(1, 2), Fraction(1)
#: Inner motifs: scale steps from the held note, and beats of each note; the last one holds on.
_MOTIFS: tuple[tuple[tuple[int, ...], tuple[Fraction, ...]], ...] = (
    ((0, 1, 0), (_BEAT, _HALF, _HALF)), ((0, -1, 0), (_BEAT, _BEAT, _BEAT)), ((0, 1, 2), (_BEAT, _HALF, _HALF)),
    ((0, 2, 1), (_BEAT, _BEAT, _HALF)), ((0, 1, -1, 0), (_BEAT, _HALF, _HALF, _HALF)), ((0, -1, -2), (_BEAT, _HALF, _HALF)),
    ((0, 2, 0), (_BEAT, _BEAT, _BEAT)), ((0, 1, 2, 1), (_BEAT, _HALF, _HALF, _BEAT)),
)  # fmt: skip
#: The chance in 1000 that a held inner voice looks for something to do, if its idiom does not sing more (ours).
_MOVING = 850
#: The shortest note that may be delayed, beats; one from which a chord arrives to stay, where gentle writing hardly goes without a suspension,
#: and the chance of one there (thousandths, ours).
_LEAST, _ARRIVED, _LEANING = Fraction(3, 2), 3, 900
#: A rest of a held note that is long enough, in beats, to move once more (ours).
_AGAIN = 2
#: What a note that was begun at its place in another bar is worth beside a move against another line (75), ours.
_FAMILIAR = 60
#: What one variance less of strain that only goes on is worth beside the same (ours).
_EASED = 45
#: What a beat outside the triad costs: colour and dissonance pass, the chord stays clear (ours).
_FOREIGN = 300


def decorated(
    lines: Sequence[Sequence[Sung]], chords: tuple[ChordSpan, ...], key: Key, above: Sequence[Sequence[Sung]], row: Idiom, draw: Stream,
    bar: Fraction = Fraction(4), spoken: Sequence[tuple[Fraction, Fraction]] = (),
) -> list[list[Sung]]:  # fmt: skip
    """The voices with their ornaments, bass first; ``bar`` is the beats of a bar, ``spoken`` the beats on which nothing is begun for ornament's sake alone."""
    fabric = Fabric(lines, above, planing=row.planing, bar=bar)
    scales = _Scales(chords, key)
    for voice in (3, 2, 1):
        _suspend(fabric, voice, row, scales, draw.split("suspensions", voice))
    for voice in (0, 3, 1, 2):
        _pass(fabric, voice, row, scales, draw.split("passing", voice))
    motif = draw.split("motif").choose(_MOTIFS)
    breath = Breath(fabric.rows, key)
    for voice in (2, 1, 3):
        _sing(fabric, voice, row, scales, breath, motif, spoken, draw.split("singing", voice))
    return fabric.lines


class _Scales:
    """The scale that holds at a beat: the key's, with the letters that the chord alters."""

    def __init__(self, chords: tuple[ChordSpan, ...], key: Key) -> None:
        self._known = [_scale_of(span.chord.root, span.chord.quality, key) for span in chords]
        starts = [cell_of(span.onset) for span in chords]
        ends = [*starts[1:], cell_of(chords[-1].onset + chords[-1].length)]
        self._places = [0] * starts[0] + [n for n, (start, end) in enumerate(zip(starts, ends, strict=True)) for _ in range(start, end)]

    def _place(self, cell: int) -> int:
        """The number of the chord at a sixteenth."""
        return self._places[min(cell, len(self._places) - 1)]

    def chord(self, beat: Fraction) -> frozenset[int]:
        """Pitch classes of the chord at a beat."""
        return self._known[self._place(cell_of(beat))][1]

    def hold(self, note: Sung) -> bool:
        """Whether every chord that sounds while a note is held has it."""
        start, end = cell_of(note[0]), cell_of(note[0] + note[1])
        return all(note[2] % 12 in self._known[n][1] for n in range(self._place(start), self._place(max(start, end - 1)) + 1))

    def foreign(self, notes: Sequence[Sung]) -> float:
        """Beats that notes after the first spend outside the root, third and fifth of the chord they begin on."""
        return sum(float(length) for onset, length, height in notes[1:] if height % 12 not in self._known[self._place(cell_of(onset))][2])

    def step(self, height: int, steps: int, beat: Fraction) -> int:
        """The height so many scale steps away at a beat."""
        scale = self._known[self._place(cell_of(beat))][0]
        way = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            height += way
            while height % 12 not in scale:
                height += way
        return height


@cache
def _scale_of(root: PitchName, quality: str, key: Key) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Pitch classes of the scale that a chord makes in a key, of the chord, and of its first three members."""
    letters = {name.step: name.pitch_class for name in (key.spell(60 + key.tonic.pitch_class + step).name for step in key.scale)}
    chord = members(root, quality)
    letters |= {name.step: name.pitch_class for name in chord}
    return frozenset(letters.values()), frozenset(name.pitch_class for name in chord), frozenset(name.pitch_class for name in chord[:3])


def _suspend(fabric: Fabric, voice: int, row: Idiom, scales: _Scales, draw: Stream) -> None:
    """Suspensions where the voice steps down into a chord (now and then up), appoggiaturas where it leaps in."""
    n = 0
    while n + 1 < len(fabric.lines[voice]):
        before, note = fabric.lines[voice][n : n + 2]
        move, n = note[2] - before[2], n + 1
        if before[0] + before[1] != note[0] or note[1] < _LEAST:
            continue
        steps = move in (-1, -2) or (move == 1 and draw.happens(350))
        delay = _HALF if note[1] < 2 else 2 * _BEAT if note[1] >= 4 and draw.happens(300) else _BEAT
        leaning = row.gentle and row.decoration.suspension and note[1] >= _ARRIVED
        if steps and before[1] >= 1 and draw.happens(max(row.decoration.suspension, _LEANING if leaning else 0)):
            if before[2] % 12 not in scales.chord(note[0]):
                for late in dict.fromkeys((delay, _BEAT, _HALF)):
                    held = [(before[0], before[1] + late, before[2]), (note[0] + late, note[1] - late, note[2])]
                    if fabric.tries(voice, n - 1, held, held=int(STEPS * (before[1] + late)), also=2):
                        break
        elif abs(move) > 2 and voice > 1 and draw.happens(row.decoration.appoggiatura):
            lean = scales.step(note[2], 1, note[0])
            if lean % 12 not in scales.chord(note[0]):
                leant = [(note[0], _BEAT, lean), (note[0] + _BEAT, note[1] - _BEAT, note[2])]
                n += fabric.tries(voice, n, leant, held=STEPS)


def _pass(fabric: Fabric, voice: int, row: Idiom, scales: _Scales, draw: Stream) -> None:
    """Passing notes between two notes a third or fourth apart, in the bass also a fifth; chromatic ones in a whole tone."""
    chance = row.decoration.passing if voice else row.decoration.bass // 2
    n = 0
    while n + 1 < len(fabric.lines[voice]):
        note, following = fabric.lines[voice][n : n + 2]
        n += 1
        move, end = following[2] - note[2], note[0] + note[1]
        if end != following[0] or note[1] < 2 or not draw.happens(chance):
            continue
        way = 1 if move > 0 else -1
        between: list[int] = []
        if abs(move) in (3, 4, 5, 7):
            at = scales.step(note[2], way, end - _HALF)
            while (following[2] - at) * way > 0:
                between.append(at)
                at = scales.step(at, way, end - _HALF)
        elif abs(move) == 2 and draw.happens(row.decoration.chromatic):
            between = [note[2] + way]
        if not 1 <= len(between) <= (3 if voice == 0 else 2):
            continue
        lengths = [_BEAT, _HALF] if len(between) == 1 and note[1] >= 3 else [_BEAT] if len(between) == 2 and note[1] >= 4 else [_HALF]
        for length in lengths:
            total = length * len(between)
            if note[1] - total < _BEAT:
                continue
            run = [(end - total + m * length, length, height) for m, height in enumerate(between)]
            if fabric.tries(voice, n - 1, [(note[0], note[1] - total, note[2]), *run]):
                n += len(run)
                break


def _sing(
    fabric: Fabric, voice: int, row: Idiom, scales: _Scales, breath: Breath, motif: tuple[tuple[int, ...], tuple[Fraction, ...]],
    spoken: Sequence[tuple[Fraction, Fraction]], draw: Stream,
) -> None:  # fmt: skip
    """A held voice moves: the cue's inner motif or its mirror, a neighbour, or a step to another note of the chord, against the tune."""
    n, last = 0, max(note[0] for note in fabric.lines[0])
    while n < len(fabric.lines[voice]):
        note = fabric.lines[voice][n]
        n += 1
        if note[1] < 2 or note[0] + note[1] > last:
            continue
        wanted = max(row.decoration.singing, _MOVING)
        if not draw.happens(wanted):
            continue
        shapes = [_shaped(note, motif, way, scales) for way in (1, -1)]
        if draw.happens(row.decoration.neighbour):
            shapes += [_shaped(note, ((0, way, 0), (note[1] - _BEAT, _HALF, _HALF)), 1, scales) for way in (1, -1)]
        for at in range(1, int(note[1])):
            for way in (1, -1):
                shapes += [other := _other_tone(note, at * _BEAT, way, scales), _and_back(other)]
                shapes.append(_shaped(note, ((0, way, 0), (at * _BEAT, _BEAT, _BEAT)), 1, scales))
        shapes = [shape for shape in shapes if shape and not any(a <= onset < b for onset, _, _ in shape[1:] for a, b in spoken)]
        worth = _Worth(fabric, voice, note, breath, scales)
        for shape in sorted(shapes, key=lambda shape: (-worth.of(shape), draw.below(100))):
            if fabric.tries(voice, n - 1, shape):
                n += len(shape) - (2 if shape[-1][1] >= _AGAIN else 1)
                break


class _Worth:
    """What shapes on a held note are worth: moves against other lines, notes known from other bars, tension that comes and goes."""

    def __init__(self, fabric: Fabric, voice: int, note: Sung, breath: Breath, scales: _Scales) -> None:
        self._fabric, self._voice, self._breath, self._scales = fabric, voice, breath, scales
        row, (start, stop) = fabric.rows[voice], (cell_of(note[0]), cell_of(note[0] + note[1]))
        self._first = max(0, start // STEPS - 1)
        last = min(len(row) // STEPS - 1, (stop - 1) // STEPS + 1)
        self._row = row[self._first * STEPS : (last + 1) * STEPS]
        self._beneath = breath.beneath(fabric.rows, voice, self._first, last)
        self._now = breath.drift(self._beneath, self._row)

    def of(self, shape: list[Sung]) -> float:
        row, offset = list(self._row), self._first * STEPS
        for onset, length, height in shape:
            first, end = cell_of(onset) - offset, cell_of(onset + length) - offset
            row[first:end] = [height] * (end - first)
        eased = self._now - self._breath.drift(self._beneath, row)
        known = _FAMILIAR * self._fabric.familiar(shape)
        return self._fabric.motion(self._voice, shape) + known + _EASED * eased - _FOREIGN * self._scales.foreign(shape)


def _shaped(note: Sung, motif: tuple[tuple[int, ...], tuple[Fraction, ...]], way: int, scales: _Scales) -> list[Sung]:
    """The motif on a held note, which keeps its head; empty if there is no room. Ends on a note of the chord or by a step."""
    steps, lengths = motif
    if note[1] < sum(lengths[:-1], Fraction(0)) + _HALF:
        return []
    notes: list[Sung] = []
    at = note[0]
    for m, (step, length) in enumerate(zip(steps, lengths, strict=True)):
        rest = note[0] + note[1] - at
        height = scales.step(note[2], step * way, at) if step else note[2]
        last = m == len(steps) - 1
        notes.append((at, rest if last else length, height))
        at += length
    return notes if scales.hold(notes[-1]) else []


def _other_tone(note: Sung, after: Fraction, way: int, scales: _Scales) -> list[Sung]:
    """The rest, from so many beats on, on the nearest other note of the chord."""
    at = note[0] + after
    for distance in range(2, 6):
        height = note[2] + way * distance
        rest = (at, note[0] + note[1] - at, height)
        if scales.hold(rest):
            return [(note[0], after, note[2]), rest]
    return []


def _and_back(shape: list[Sung]) -> list[Sung]:
    """A note and another, the first one again a beat later; empty if there is no room."""
    if not shape or shape[1][1] < 2:
        return []
    note, (onset, length, height) = shape
    return [note, (onset, _BEAT, height), (onset + _BEAT, length - _BEAT, note[2])]
