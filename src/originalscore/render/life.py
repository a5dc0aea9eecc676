"""How a sounding note moves: the part's expression since it began, a swell and an uneven wave of its own, and its parting.

Nothing here knows what makes the sound; levels are on the scale of 0 to 1, of which an instrument has ``span_db`` decibels.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

from originalscore.model.performance import Control

HIT_STILL_S = 0.4
"""A hit keeps its attack as measured for so long before it begins to move."""
_ARCH_DB, _WAVE_DB, _RIPPLE_DB = 1.4, 0.9, 0.45
"""A held note's own swell over its length, and its slow uneven wave (periods of 2.9 and 1.3 s): at least 1 dB in all."""
_SETTLE_DB = 0.9
"""After its attack a long note settles by so much, so that its swell lies around its level and not above it."""
_PARTING_S, _PARTING_DB = 0.3, 4.0
"""A note that ends into silence leaves: this much softer over its last moments."""
_ABOVE_DB = 2.5
"""Even a note at full level may swell by so much."""
_DRIFT_CENTS = 2.5
"""How far a held note strays from its pitch to either side, slowly."""


class Dynamic:
    """A part's expression over time; a held note follows its change since the note began."""

    def __init__(self, controls: tuple[Control, ...], name: str) -> None:
        points = [(control.at_s, control.value) for control in controls if control.name == name]
        self._times = [at_s for at_s, _ in points]
        self._values = [value for _, value in points]

    def at(self, time_s: float, otherwise: float = 0.0) -> float:
        """The value at a time, between points in a straight line."""
        if not self._times:
            return otherwise
        after = bisect_right(self._times, time_s)
        if after == 0 or after == len(self._times):
            return self._values[min(after, len(self._values) - 1)]
        start_s, end_s = self._times[after - 1], self._times[after]
        share = (time_s - start_s) / (end_s - start_s) if end_s > start_s else 1.0
        return self._values[after - 1] + share * (self._values[after] - self._values[after - 1])


@dataclass(frozen=True)
class Life:
    """One held note's movement.

    Parameters
    ----------
    onset_s, length_s, level
        Of the note.
    span_db
        Decibels between level 0 and 1.
    phase
        Where its own wave begins, radians.
    still_s
        It does not move before (a hit).
    parts
        It ends into silence.
    """

    onset_s: float
    length_s: float
    level: float
    span_db: float
    phase: float
    still_s: float
    parts: bool

    def change(self, expression: Dynamic, now_s: float) -> float:
        """Level against the note's beginning, at a time of the cue."""
        since_s = now_s - self.onset_s
        if since_s < self.still_s:
            return 0.0
        change = expression.at(now_s) - expression.at(self.onset_s) + self._own_db(since_s) / max(1.0, self.span_db)
        change *= min(1.0, (since_s - self.still_s) / 0.4) if self.still_s else 1.0
        if self.parts:
            left = (self.onset_s + self.length_s - now_s) / _PARTING_S
            change -= _PARTING_DB / max(1.0, self.span_db) * min(1.0, max(0.0, 1.0 - left))
        return max(0.02 - self.level, min(max(_ABOVE_DB / max(1.0, self.span_db), 1.0 - self.level), change))

    def drift_cents(self, now_s: float) -> float:
        """How far the pitch has strayed: nothing at first, then slowly to either side."""
        since_s = now_s - self.onset_s
        wave = math.sin(2 * math.pi * since_s / 3.7 + self.phase) - math.sin(self.phase)
        return 0.5 * _DRIFT_CENTS * wave * min(1.0, max(0.0, since_s - self.still_s) / 1.5)

    def _own_db(self, since_s: float) -> float:
        arch = _ARCH_DB * math.sin(math.pi * min(1.0, since_s / max(0.5, self.length_s)))
        if self.length_s <= 1.2:
            return 0.5 * arch
        arch -= _SETTLE_DB * min(1.0, since_s / 0.6)
        wave = _WAVE_DB * math.sin(2 * math.pi * since_s / 2.9 + self.phase)
        ripple = _RIPPLE_DB * math.sin(2 * math.pi * since_s / 1.3 + 2 * self.phase)
        return arch + (wave + ripple) * min(1.0, since_s / 1.5)
