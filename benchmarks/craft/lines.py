"""A line of the bench: what was asked, what came out, whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """``holds`` is None for a figure that is only shown; what was not measured never holds."""

    what: str
    value: str
    holds: bool | None

    @property
    def word(self) -> str:
        """What the table says."""
        return "shown" if self.holds is None else "holds" if self.holds else "FALLS SHORT"


def missing(what: str, why: str) -> Verdict:
    """A line that could not be measured."""
    return Verdict(what, f"MISSED: {why}", False)


def share(answers: Iterable[bool]) -> float:
    """Share of true answers, 0 without any."""
    found = list(answers)
    return sum(found) / len(found) if found else 0.0
