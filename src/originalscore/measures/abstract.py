"""Abstract voices: music before doubling, as the craft measures take it, from a sketch of ours or from anybody's file.

A sketch has its voices by role: foreground lines are the melody, counter-line and harmony are inner voices, the bass is the bass; figures
stand in only where there is no harmony. A file's parts are cut into single lines, doublings at the unison or octave are left out, and the
highest line is the melody, the lowest the bass, the busiest of the others the inner voices.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from originalscore.model.reading import Reading, ReadPart, Sung
from originalscore.model.sketch import Line, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.key import Key

Voice = tuple[Sung, ...]
#: Music is sampled every sixteenth; -1 is a rest.
STEPS_A_BEAT, REST = 4, -1
#: The most inner voices that are measured, and from which share of common moments a line counts as a doubling (ours).
_MOST_INNER, _DOUBLING = 3, 0.75
#: Semitones over which a line goes on without looking for a nearer one (ours).
_REACH = 9
#: A melody or a bass sounds and moves at least this share of what the fullest line does (ours).
_LEADING = 0.35
#: Bars of an excerpt, as in the craft notes; a remainder shorter than half of it joins the one before (ours).
EXCERPT_BARS = 16


@dataclass(frozen=True)
class Voices:
    """Melody, inner voices (top first) and bass, each one note at a time; bar lines in beats, the last one included.

    ``foreground`` is False where nothing is a melody of its own: then ``melody`` is the top of the harmony. ``doubled`` is True for music
    as players have it, in which lines may go in octaves for a while; ours is measured before anybody doubles it.
    """

    melody: Voice
    inner: tuple[Voice, ...]
    bass: Voice
    bars: tuple[Fraction, ...]
    key: Key | None = None
    foreground: bool = True
    doubled: bool = False

    @property
    def all(self) -> tuple[Voice, ...]:
        """Every voice that has notes, from the top."""
        return tuple(voice for voice in (self.melody, *self.inner, self.bass) if voice)

    @property
    def beats_a_bar(self) -> float:
        """The commonest length of a bar."""
        lengths = [b - a for a, b in itertools.pairwise(self.bars)]
        return float(max(set(lengths), key=lengths.count)) if lengths else 4.0

    @cached_property
    def grid(self) -> npt.NDArray[np.int16]:
        """Heights, shape (voices, sixteenths) from the first bar line to the last."""
        return sampled(self.all, self.bars[0], self.bars[-1])

    def between(self, first: int, last: int) -> Voices:
        """The bars ``first`` to ``last`` (not included), notes cut at their lines."""
        start, end = self.bars[first], self.bars[last]
        inner = tuple(found for voice in self.inner if (found := _cut(voice, start, end)))
        ends = _cut(self.melody, start, end), _cut(self.bass, start, end)
        return replace(self, melody=ends[0], inner=inner, bass=ends[1], bars=self.bars[first : last + 1])


def _cut(voice: Voice, start: Fraction, end: Fraction) -> Voice:
    inside = ((max(a, start), min(a + n, end), h) for a, n, h in voice if a < end and a + n > start)
    return tuple((a, b - a, h) for a, b, h in inside)


def sampled(voices: Sequence[Voice], start: Fraction, end: Fraction) -> npt.NDArray[np.int16]:
    """Heights of each voice every sixteenth, shape (voices, sixteenths)."""
    grid = np.full((len(voices), max(1, round((end - start) * STEPS_A_BEAT))), REST, np.int16)
    for row, voice in zip(grid, voices, strict=True):
        for onset, length, height in voice:
            first = round((onset - start) * STEPS_A_BEAT)
            row[max(0, first) : max(0, max(first + 1, round((onset + length - start) * STEPS_A_BEAT)))] = height
    return grid


def excerpts(voices: Voices, bars: int = EXCERPT_BARS) -> tuple[Voices, ...]:
    """The music in stretches of ``bars`` bars."""
    return tuple(voices.between(first, last) for first, last in _stretches(len(voices.bars) - 1, bars))


def _stretches(count: int, bars: int) -> list[tuple[int, int]]:
    edges = list(range(0, count, bars)) or [0]
    if len(edges) > 1 and count - edges[-1] < bars / 2:
        edges.pop()
    return [(first, last) for first, last in itertools.pairwise([*edges, count]) if last > first]


def voices_of(sketch: Sketch, tempo: TempoMap) -> Voices:
    """The abstract voices of a sketch of ours, before anybody doubles them."""
    end = max([tempo.end_beat, *(note.onset + note.length for line in sketch.lines for note in line.notes[-1:])])
    bars = [bar.start_beat for bar in tempo.bars if bar.start_beat < tempo.end_beat]
    bars.append(next((bar.end_beat for bar in tempo.bars if bar.end_beat >= tempo.end_beat), max(end, tempo.end_beat)))
    lines = [line for line in sketch.lines if any(note.pitch for note in line.notes)]
    front = [line for line in lines if line.layer == "foreground" and line.role in ("melody", "bass")]
    counter = [line for line in lines if line.role == "counter" or (line.role == "melody" and line.layer != "foreground")]
    harmony = [line for line in lines if line.role == "harmony"] or [line for line in lines if line.role in ("figure", "pulse")]
    bass = [line for line in lines if line.role == "bass" and line.layer != "foreground"] or [
        line for line in lines if line.role == "pedal"
    ]
    tunes = _in_turn(front)
    inner = [*tunes[1:], *_in_turn(counter)[:1], *_by_stem(harmony)]
    inner = sorted(inner, key=_mean_height, reverse=True)
    low = next(iter(_in_turn(bass)), ())
    if not tunes and not inner:
        return Voices((), (), low, tuple(bars), sketch.key, False)
    return Voices(tunes[0] if tunes else inner.pop(0), tuple(inner), low, tuple(bars), sketch.key, bool(tunes))


def voices_of_reading(reading: Reading) -> Voices:
    """The abstract voices of a file, doublings left out."""
    lines = [line for part in reading.parts for line in single_lines(part.notes)]
    lines = _without_doublings(lines, reading.bars[0], reading.bars[-1])
    fullest, most = max(map(_sounding, lines), default=0), max(map(len, lines), default=0)
    leading = [line for line in lines if _sounding(line) >= _LEADING * fullest and len(line) >= _LEADING * most]
    if not leading:
        return Voices((), (), (), reading.bars, reading.key, False, True)
    melody, bass = max(leading, key=_mean_height), min(leading, key=_mean_height)
    rest = [line for line in lines if line is not melody and line is not bass]
    inner = sorted(sorted(rest, key=lambda line: -_sounding(line))[:_MOST_INNER], key=_mean_height, reverse=True)
    return Voices(melody, tuple(inner), bass if bass is not melody else (), reading.bars, reading.key, doubled=True)


def excerpts_of(reading: Reading, bars: int = EXCERPT_BARS, *, most: int = 0) -> tuple[Voices, ...]:
    """A file in stretches of ``bars`` bars, the voices of each found anew: in an orchestra the tune wanders.

    ``most`` takes so many of the stretches, spread evenly; 0 takes all.
    """
    found = []
    stretches = _stretches(len(reading.bars) - 1, bars)
    if 0 < most < len(stretches):
        stretches = [stretches[n * len(stretches) // most] for n in range(most)]
    for first, last in stretches:
        start, end = reading.bars[first], reading.bars[last]
        parts = [ReadPart(part.name, _cut(part.notes, start, end)) for part in reading.parts]
        here = replace(reading, parts=tuple(part for part in parts if part.notes), bars=reading.bars[first : last + 1])
        found.append(voices_of_reading(here))
    return tuple(found)


def single_lines(notes: Sequence[Sung]) -> list[Voice]:
    """Cut a part into lines of one note at a time, the highest first: a note goes on in the first free line within reach, or the nearest."""
    lines: list[list[Sung]] = []
    for onset, length, height in sorted(notes, key=lambda note: (note[0], -note[2])):
        free = [line for line in lines if line[-1][0] + line[-1][1] <= onset]
        near = next((line for line in free if abs(line[-1][2] - height) <= _REACH), None)
        line = near or min(free, key=lambda line: abs(line[-1][2] - height), default=None)
        if line is None:
            lines.append(line := [])
        line.append((onset, length, height))
    return [tuple(line) for line in lines]


def _without_doublings(lines: list[Voice], start: Fraction, end: Fraction) -> list[Voice]:
    """The lines, fullest first, without those that go with an earlier one at the unison or octave most of the time."""
    order = sorted((line for line in lines if len(line) > 1), key=lambda line: -_sounding(line))
    chosen: list[Voice] = []
    rows: list[npt.NDArray[np.int16]] = []
    for line in order:
        row = sampled([line], start, end)[0]
        doubled = any(_common_share(row, other) > _DOUBLING for other in rows)
        if not doubled:
            chosen.append(line)
            rows.append(row)
    return chosen


def _common_share(row: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> float:
    """Share of the moments of ``row`` at which ``other`` sounds the same pitch class."""
    sounding = row != REST
    return float(((row % 12 == other % 12) & (other != REST))[sounding].mean()) if sounding.any() else 1.0


def _mean_height(line: Voice) -> float:
    return float(sum(length * height for _, length, height in line) / _sounding(line)) if line else 0.0


def _sounding(line: Voice) -> float:
    return float(sum(length for _, length, _ in line))


def _in_turn(lines: Iterable[Line]) -> list[Voice]:
    """Lines that follow each other as one voice; what overlaps an earlier one goes to the next."""
    return _joined(sorted((voice for line in lines for voice in single_lines(_sung(line))), key=lambda voice: voice[0][0]))


def _joined(voices: Sequence[Voice]) -> list[Voice]:
    """Join whole voices end to end where they do not overlap."""
    joined: list[Voice] = []
    for voice in voices:
        place = next((n for n, had in enumerate(joined) if had[-1][0] + had[-1][1] <= voice[0][0]), None)
        if place is None:
            joined.append(voice)
        else:
            joined[place] += voice
    return joined


def _by_stem(lines: Iterable[Line]) -> list[Voice]:
    """Voices that go on from passage to passage under one name."""
    named: dict[str, list[Line]] = {}
    for line in lines:
        named.setdefault(line.name, []).append(line)
    return [voice for same in named.values() for voice in _in_turn(same)]


def _sung(line: Line) -> list[Sung]:
    return [(note.onset, note.length, note.pitch.height) for note in line.notes if note.pitch]
