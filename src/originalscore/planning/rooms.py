"""Room for a theme: the stretches of a cue in which nobody speaks, and how many bars fit into them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.model.plan import WHOLE_GUISES, Theme
from originalscore.music.meter import Meter

#: Bars of the theme's own meter that each guise takes; whole guises take the whole theme.
GUISE_BARS = {"head": 2, "fragment": 2, "bass": 4, "augmented": 4, "diminished": 2, "sequence": 4, "ostinato": 4, "inverted": 2}
#: A statement keeps this far from words before and after it, seconds (ours); at most so many bars of a whole theme may be left out at its end.
_BREATH_S = Fraction(1, 4)


@dataclass
class Room:
    """The free stretches of a cue, used up as statements are put in (seconds from its first frame)."""

    free: list[tuple[Fraction, Fraction]]
    bar_s: Fraction

    def take(self, wanted_s: Fraction, near_s: Fraction) -> Fraction | None:
        """Where a statement of this length may begin, as near as possible to a moment; the stretch is used up."""
        spots = [
            (abs(start - near_s), start, n)
            for n, (a, b) in enumerate(self.free)
            if b - a >= wanted_s
            for start in {min(max(near_s, a), b - wanted_s)}
        ]
        if not spots:
            return None
        _, start, n = min(spots)
        a, b = self.free.pop(n)
        self.free[n:n] = [(x, y) for x, y in ((a, start), (start + wanted_s, b)) if y - x >= self.bar_s]
        return start

    def leaves(self, wanted_s: Fraction, near_s: Fraction, head_s: Fraction, others: int) -> bool:
        """Whether after a statement of this length, as near as possible to a moment, so many heads still find room."""
        trial = Room(list(self.free), self.bar_s)
        return all(trial.take(length_s, near_s) is not None for length_s in (wanted_s, *[head_s] * others))

    @property
    def longest_s(self) -> Fraction:
        """The longest free stretch, seconds."""
        return max((b - a for a, b in self.free), default=Fraction(0))


def room_of(cue: Cue, meter: Meter, bpm: int) -> Room:
    """All that is not spoken over, in stretches of a bar or more."""
    bar_s = meter.beats * 60 / bpm
    edges, at = [], Fraction(0)
    for start_s, end_s in cue.speech:
        edges.append((at, start_s - cue.start_s - _BREATH_S))
        at = end_s - cue.start_s + _BREATH_S
    edges.append((at, cue.length_s))
    return Room([(a, b) for a, b in edges if b - a >= bar_s], bar_s)


def bars_of(guise: str, theme: Theme) -> int:
    """Bars of its own meter that a guise of a theme takes."""
    return theme.bars if guise in WHOLE_GUISES else min(GUISE_BARS[guise], 2 * theme.bars)


def length_s(guise: str, theme: Theme, meter: Meter, bpm: int) -> Fraction:
    """How long a guise lasts in a cue's own meter and tempo."""
    per_bar = max(1, round(theme.meter.beats / meter.beats))
    return bars_of(guise, theme) * per_bar * meter.beats * 60 / bpm


def fits_whole(theme: Theme, cue: Cue, meter: Meter, bpm: int, *, half: bool = False) -> bool:
    """Whether a cue has room for the whole theme, or for its first ``half``."""
    whole_s = length_s("full", theme, meter, bpm)
    return room_of(cue, meter, bpm).longest_s >= (whole_s / 2 if half and theme.bars >= 8 else whole_s)
