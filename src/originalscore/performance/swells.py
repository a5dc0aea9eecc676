"""What moves while a note is held: the part's level, a swell on every long note, vibrato where the instrument has it.

A player cannot hold a sound still, and a listener hears at once when a machine does. A note longer than about a bar swells again and
again, as bows turn and breath is renewed, each part in a rhythm of its own so that the orchestra does not pump together. Swells begin and
end at nothing: where one note follows another the level does not jump. Depths are ours; .03 of our scale is about 1 dB.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import pi, sin

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.performance import Control, PlayedNote
from originalscore.model.score import Part
from originalscore.model.sketch import curve_level
from originalscore.model.tempo import TempoMap
from originalscore.performance.touch import LEADING_ROLL, STRUCK, written_level

#: A control point every so often while a held note sounds, seconds.
_CONTROL_S = 0.08
#: Shortest note that swells; shortest and longest single swell, seconds.
_SWELLS_FROM_S, _SHORTEST_S, _LONGEST_S = 0.8, 2.0, 4.5
#: A note that carries a hit and is shorter than this dies away and does not swell again, seconds.
_STRUCK_S = 4.0
#: Instrument -> depth of its vibrato, 0 to 1. Section strings have theirs in the recording; horns, tuba and clarinets use none.
_VIBRATO = {
    "piccolo": 0.5, "flute": 0.7, "oboe": 0.6, "english-horn": 0.6, "bassoon": 0.45, "trumpets": 0.35, "trombones": 0.25,
    "violin-solo": 0.7, "cello-solo": 0.7, "voice-solo": 0.5, "choir-women": 0.3, "choir-men": 0.3,
}  # fmt: skip
_VIBRATO_FROM_S, _VIBRATO_GROWS_S = 0.6, 1.2
_STILL = ("struck", "staccato", "pizzicato")


@dataclass(frozen=True)
class _Swell:
    """A rise and fall over a span of one note: ``lean`` below 1 peaks early, above 1 late."""

    start_s: float
    end_s: float
    depth: float
    lean: float

    def at(self, at_s: float) -> float:
        share = min(1.0, max(0.0, (at_s - self.start_s) / (self.end_s - self.start_s)))
        return self.depth * sin(pi * share**self.lean)


def find_controls(
    part: Part,
    played: list[PlayedNote],
    tempo: TempoMap,
    cue: Cue,
    tail_s: float,
    stream: Stream,
    lift: Callable[[float], float] | None = None,
) -> tuple[Control, ...]:
    """Expression, then vibrato, while notes of a part sound, each in order of time; a fade takes all down.

    ``lift`` is what the whole ensemble adds to its level at a moment of the cue.
    """
    if part.instrument in STRUCK and not any(note.technique == "roll" for note in played):
        return ()
    held = [note for note in played if note.technique not in _STILL]
    swells = _swells(held, tempo, stream)
    length_s = float(cue.length_s)
    faded_s = length_s - min(4.0, 0.3 * length_s)
    rolls = [note for note in part.notes if note.line.startswith(LEADING_ROLL)]
    points = []
    for at_s in _moments(held):
        beat = tempo.beat(Fraction(round(at_s * 1000), 1000))
        roll = next((note for note in rolls if note.onset <= beat <= note.onset + note.length), None)
        value = written_level(part, beat, roll) if roll else curve_level(part.level, beat) + _swell_at(swells, at_s)
        value += lift(at_s) if lift else 0.0
        if cue.ending == "fade" and at_s > faded_s:
            value *= max(0.0, 1 - (at_s - faded_s) / (length_s + tail_s - faded_s))
        points.append(Control(at_s, "expression", round(min(1.0, max(0.02, value)), 4)))
    return (*points, *_vibrato(part.instrument, held))


def _moments(held: list[PlayedNote]) -> list[float]:
    """When a control is set: at the start and end of every held note and every 80 ms between."""
    found: set[float] = set()
    for note in held:
        steps = max(1, int(note.length_s / _CONTROL_S))
        found.update(round(note.onset_s + note.length_s * step / steps, 3) for step in range(steps + 1))
    return sorted(found)


def _swells(held: list[PlayedNote], tempo: TempoMap, stream: Stream) -> list[_Swell]:
    """The swells of the leading player's long notes, those of others where he is silent; in order, none overlapping."""
    own_pace = stream.between(85, 120) / 100
    found: list[_Swell] = []
    for note in sorted(held, key=lambda note: (note.onset_s, note.player)):
        start_s = max(note.onset_s, found[-1].end_s if found else 0.0)
        end_s = note.onset_s + note.length_s
        if note.carries_hit and note.length_s < _STRUCK_S:
            continue
        if note.length_s <= _SWELLS_FROM_S or end_s - start_s <= _SWELLS_FROM_S / 2:
            continue
        bar = tempo.bar_at(tempo.beat(Fraction(round(note.onset_s * 1000), 1000)))
        bar_s = float(tempo.seconds(bar.end_beat) - tempo.seconds(bar.start_beat))
        one_s = own_pace * min(_LONGEST_S, max(_SHORTEST_S, 1.25 * bar_s))
        count = max(1, round((end_s - start_s) / one_s))
        depth = min(0.10, 0.035 + 0.02 * note.length_s)
        for number in range(count):
            span_s = (end_s - start_s) / count
            share = 1.0 if count == 1 else stream.between(65, 90) / 100
            lean = 0.8 if (len(found) + number) % 2 else 1.15
            found.append(_Swell(start_s + number * span_s, start_s + (number + 1) * span_s, depth * share, lean))
    return found


def _swell_at(swells: list[_Swell], at_s: float) -> float:
    index = bisect_right(swells, at_s, key=lambda swell: swell.start_s) - 1
    return swells[index].at(at_s) if index >= 0 and at_s <= swells[index].end_s else 0.0


def _vibrato(instrument: str, held: list[PlayedNote]) -> tuple[Control, ...]:
    """Vibrato that comes in late and grows, on the long notes of instruments that have it."""
    depth = _VIBRATO.get(instrument, 0.0)
    points: dict[float, float] = {}
    for note in held if depth else ():
        if note.length_s < _VIBRATO_FROM_S or note.technique == "tremolo":
            continue
        grown_s = min(note.length_s, _VIBRATO_GROWS_S)
        for at_s, share in ((0.0, 0.0), (0.25 * grown_s, 0.0), (grown_s, min(1.0, note.length_s / 2.0)), (note.length_s, 0.35)):
            points[round(note.onset_s + at_s, 3)] = round(depth * share, 3)
    return tuple(Control(at_s, "vibrato", value) for at_s, value in sorted(points.items()))
