"""Meters: how many beats a bar holds and which of them are strong. One beat is a quarter note."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Meter:
    """A time signature such as 4/4, 6/8 or 7/8.

    Parameters
    ----------
    count
        Upper figure, 1 to 24.
    unit
        Lower figure: 2, 4, 8 or 16.
    """

    count: int
    unit: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.count <= 24 or self.unit not in (2, 4, 8, 16):
            raise ValueError(f"no such meter: {self.count}/{self.unit}")

    @classmethod
    def parse(cls, text: str) -> Meter:
        """Read ``"4/4"``; raises ``ValueError`` on anything else."""
        count, _, unit = text.partition("/")
        return cls(int(count), int(unit))

    @property
    def beats(self) -> Fraction:
        """Length of one bar in quarter notes."""
        return Fraction(4 * self.count, self.unit)

    @property
    def groups(self) -> tuple[Fraction, ...]:
        """Lengths in beats of the pulse groups, in order: 4/4 has four of 1, 6/8 two of 3/2, 7/8 is 1+1+3/2."""
        if self.unit >= 8:
            if self.count % 3 == 0 and self.count > 3:
                return (Fraction(12, self.unit),) * (self.count // 3)
            if self.count % 2:
                pairs = (self.count - 3) // 2
                return (Fraction(8, self.unit),) * pairs + (Fraction(12, self.unit),)
            return (Fraction(8, self.unit),) * (self.count // 2)
        return (Fraction(4, self.unit),) * self.count

    def strength(self, offset_beats: Fraction) -> int:
        """Metric weight of an onset ``offset_beats`` into the bar: 4 downbeat, 3 half bar, 2 pulse, 1 half pulse, 0 less."""
        if offset_beats == 0:
            return 4
        edges = [sum(self.groups[:n], Fraction(0)) for n in range(len(self.groups))]
        if offset_beats in edges:
            middle = len(self.groups) % 2 == 0 and offset_beats == edges[len(edges) // 2]
            return 3 if (middle and len(self.groups) > 2) or len(self.groups) == 2 else 2
        return 1 if (offset_beats * 2).denominator == 1 else 0

    def __str__(self) -> str:
        return f"{self.count}/{self.unit}"
