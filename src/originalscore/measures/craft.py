"""The craft table: every figure that tells music from filler, with the gate that our own writing must pass, in plain words.

All gates are two-sided where both sides fail in practice; they are those of the craft notes, section 4.1, save where ours were found to
tell nothing (``docs/decisions/0024``), and stand beside the ranges of real music (``ranges``), which this project measures itself. A figure
that a piece does not have (no melody, no bass) is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from originalscore.measures import lines, sonority
from originalscore.measures.abstract import Voices
from originalscore.measures.information import Expectation, information


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    ``low`` and ``high`` are the gate, infinite where there is none. ``below`` and ``above`` say what lies outside; ``melodic`` marks what
    only a melody in the foreground has.
    """

    name: str
    words: str
    figure: Callable[[Voices], float | None]
    low: float
    high: float
    below: str
    above: str
    melodic: bool = False

    @property
    def is_gate(self) -> bool:
        """Whether our own writing is held to it."""
        return not (math.isinf(self.low) and math.isinf(self.high))

    def passes(self, value: float) -> bool:
        """Whether a value lies inside the gate."""
        return self.low <= value <= self.high


_ANY = math.inf
_M = Measure
MEASURES: tuple[Measure, ...] = (
    _M("dissonance", "dissonant pairs, share", sonority.dissonant_share, 0.08, 0.24, "bland: everything is a chord tone", "harsh or misaligned"),
    _M("triad fit", "best triad explains, share", sonority.triad_fit, 0.78, 0.93, "the harmony is unclear", "block chords"),
    _M("steps", "melody: steps, share", lines.step_share, 0.35, 0.75, "the tune jumps about", "the tune only walks", True),
    _M("leaps", "melody: leaps over a third, share", lines.leap_share, 0.08, 0.30, "no leap to remember", "the tune jumps about", True),
    _M("ideas", "melody: four-interval ideas that return, share", lines.recurrence, 0.15, 0.70, "aimless: nothing returns", "a loop", True),
    _M("rhythmic ideas", "melody: the same with rhythm, share", lines.rhythm_recurrence, 0.08, 0.60, "aimless: nothing returns", "a loop", True),
    _M("bars repeated", "bars equal to an earlier one, share", lines.bars_repeated, -_ANY, 0.20, "", "a loop"),
    _M("bars alike", "likeness to the nearest earlier bar, 0 to 1", lines.bars_alike, 0.25, 0.55, "no bar knows another", "a loop"),
    _M("bar lines", "moves across bar lines less those inside, semitones", lines.bar_line_moves, -_ANY, 1.5, "", "bars do not join"),
    _M("chord variety", "entropy of chords, bits", sonority.chord_entropy, 2.3, 3.5, "few chords, a loop", "no harmonic centre"),
    _M("chord changes", "beats with a new chord, share", sonority.chord_changes, 0.35, 0.80, "static inside the bar", "restless"),
    _M("bar variety", "pitch-class entropy of a bar, bits", sonority.bar_entropy, 1.6, 2.5, "bare bars", "crowded bars"),
    _M("bass steps", "bass: steps, share of moves", lines.bass_steps, 0.25, 0.70, "a lumpy bass of roots", "a bass that never cadences"),
    _M("bass fourths", "bass: fourths and fifths, share of moves", lines.bass_fourths, 0.12, 0.40, "a bass that never cadences", "a lumpy bass of roots"),
    _M("contrary motion", "voices going opposite ways, %", lines.contrary_share, 20, 42, "voices move as a block", "voices fan out all the time"),
    _M("parallels", "parallel fifths and octaves a hundred moves", lines.parallels, -_ANY, 2, "", "voices double each other"),
    _M("tension spread", "strain, standard deviation", sonority.strain_deviation, -_ANY, _ANY, "nothing at stake", "wild"),
    _M("tension memory", "strain of a beat with the one before, correlation", sonority.strain_memory, -_ANY, 0.55, "", "tension only drifts"),
    _M("tension at the end", "strain of the end beside the mean, deviations", sonority.strain_at_end, -_ANY, _ANY, "home", "open"),
    _M("top notes", "melody: times the top note is reached", lines.top_notes, 1, 3, "", "a climax everywhere", True),
    _M("turned leaps", "melody: leaps that turn back, share", lines.turned_leaps, -_ANY, _ANY, "leaps run away", "every leap is corrected", True),
    _M("range", "melody: range, semitones", lines.melody_range, -_ANY, _ANY, "a narrow tune", "beyond a singer", True),
    _M("melody notes", "melody: notes a beat", lines.melody_notes_a_beat, -_ANY, _ANY, "a slow tune", "a busy tune", True),
    _M("durations", "melody: different durations", lines.melody_durations, -_ANY, _ANY, "one rhythm only", "no rhythmic idea", True),
    _M("inner notes", "inner voices: notes a beat", lines.inner_notes_a_beat, -_ANY, _ANY, "the inside stands still", "a busy inside"),
)  # fmt: skip
#: The figure that needs tunes to learn from, and its gate.
INFORMATION = "information"
INFORMATION_GATE = (2.5, 5.0)
#: A closed ending is at most this many deviations from the mean strain (craft notes 4.1).
CLOSED_END = -0.8


def with_information(model: Expectation) -> tuple[Measure, ...]:
    """The table with the surprise of the melody too."""
    low, high = INFORMATION_GATE
    words = "melody: surprise of a note, bits"
    more = Measure(INFORMATION, words, lambda voices: information(voices, model), low, high, "predictable", "random", True)
    return (*MEASURES, more)


def measure(voices: Voices, table: tuple[Measure, ...] = MEASURES) -> dict[str, float | None]:
    """Every figure of the table by name; a melodic one is None where nothing stands in the foreground."""
    return {row.name: None if row.melodic and not voices.foreground else row.figure(voices) for row in table}
