"""The tempo map: the only bridge between beats and seconds. Zero is the cue's first frame in both."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.music.meter import Meter

_MICRO = 1_000_000
#: Bars in which phrases are counted: eight are two fours.
PHRASE_BARS = 4


@dataclass(frozen=True)
class TempoPoint:
    """From ``beat`` on a quarter note lasts ``us_per_quarter`` microseconds (integer, as MIDI stores it)."""

    beat: Fraction
    us_per_quarter: int

    @property
    def bpm(self) -> float:
        """Quarter notes a minute."""
        return 60 * _MICRO / self.us_per_quarter


@dataclass(frozen=True)
class Bar:
    """One bar: its number from 1 (0 is a pick-up bar), first beat and meter."""

    number: int
    start_beat: Fraction
    meter: Meter

    @property
    def end_beat(self) -> Fraction:
        """First beat after the bar."""
        return self.start_beat + self.meter.beats


@dataclass(frozen=True)
class Hold:
    """A beat that is held (a fermata): from ``beat`` to ``end_beat`` the music waits. How long is said by the map's own point at ``beat``."""

    beat: Fraction
    end_beat: Fraction


@dataclass(frozen=True)
class Landing:
    """Where a hit falls in the music. ``at_s`` is seconds from the cue's first frame; errors are music minus picture."""

    at_s: Fraction
    what: str
    kind: str
    must: bool
    beat: Fraction
    bar: int
    beat_in_bar: Fraction
    place: str
    planned_error_ms: float
    landed: bool


@dataclass(frozen=True)
class TempoMap:
    """Tempo, meters, bars and landings of one cue.

    ``points`` start at beat 0 and rise; ``bars`` are gapless from beat 0 and reach past the cue's end.
    ``end_beat`` is where the music's written part ends. ``base_meter`` and ``target_bpm`` are what was aimed at.
    ``phrases`` are the beats at which phrases begin (none where nothing is known of them); a hold ends with a phrase.
    """

    SCHEMA: ClassVar[str] = "TempoMap.1"

    cue: str
    points: tuple[TempoPoint, ...]
    bars: tuple[Bar, ...]
    end_beat: Fraction
    base_meter: Meter
    target_bpm: float
    landings: tuple[Landing, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    phrases: tuple[Fraction, ...] = ()
    holds: tuple[Hold, ...] = ()

    def __post_init__(self) -> None:
        if not self.points or self.points[0].beat != 0:
            raise ValueError("a tempo map starts at beat 0")

    @cached_property
    def _edges(self) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        """Beat and exact second at which each point begins."""
        seconds = [Fraction(0)]
        for point, after in zip(self.points, self.points[1:], strict=False):
            seconds.append(seconds[-1] + (after.beat - point.beat) * point.us_per_quarter / _MICRO)
        return tuple(point.beat for point in self.points), tuple(seconds)

    @cached_property
    def _bar_starts(self) -> tuple[Fraction, ...]:
        return tuple(bar.start_beat for bar in self.bars)

    def seconds(self, beat: Fraction) -> Fraction:
        """Exact seconds from the cue's first frame of a beat (beats before 0 keep the first tempo)."""
        beats, seconds = self._edges
        index = max(0, bisect_right(beats, beat) - 1)
        return seconds[index] + (beat - beats[index]) * self.points[index].us_per_quarter / _MICRO

    def beat(self, seconds: Fraction) -> Fraction:
        """The exact beat at a time in seconds from the cue's first frame; inverse of :meth:`seconds`."""
        beats, starts = self._edges
        index = max(0, bisect_right(starts, seconds) - 1)
        return beats[index] + (seconds - starts[index]) * _MICRO / self.points[index].us_per_quarter

    def bar_at(self, beat: Fraction) -> Bar:
        """The bar that holds ``beat``; the last bar for beats beyond it."""
        return self.bars[max(0, bisect_right(self._bar_starts, beat) - 1)]

    def hold_at(self, beat: Fraction) -> Hold | None:
        """The hold in which ``beat`` falls."""
        return next((hold for hold in self.holds if hold.beat <= beat < hold.end_beat), None)

    @cached_property
    def moving(self) -> tuple[TempoPoint, ...]:
        """The points at which music moves on: all but those of held beats."""
        return tuple(point for point in self.points if self.hold_at(point.beat) is None)

    @property
    def bpm_range(self) -> tuple[float, float]:
        """Slowest and fastest tempo in quarter notes a minute, held beats left out."""
        bpms = [point.bpm for point in self.moving]
        return min(bpms), max(bpms)

    @property
    def mean_bpm(self) -> float:
        """Quarter notes a minute over the written part (which is longer than nothing), held beats left out."""
        held_s = sum((self.seconds(hold.end_beat) - self.seconds(hold.beat) for hold in self.holds), Fraction(0))
        beats = self.end_beat - sum((hold.end_beat - hold.beat for hold in self.holds), Fraction(0))
        return float(60 * beats / (self.seconds(self.end_beat) - held_s))
