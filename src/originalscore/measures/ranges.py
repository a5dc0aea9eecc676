"""The ranges of real music, measured by this project's own code on scores out of copyright; figures only, never notes.

``ranges.json`` is remade by ``benchmarks/measure_ranges.py``, which names the pieces and the halves they fall into. A range is the 5th to
the 95th percentile of all excerpts of the half that composers may be tuned on; the other half is held out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Range:
    """5th, 50th and 95th percentile of a figure in real music, and how many excerpts had it."""

    low: float
    middle: float
    high: float
    excerpts: int

    def holds(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high


@cache
def _stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("ranges.json").read_text(encoding="utf-8"))
    return found


@cache
def real_ranges() -> dict[str, Range]:
    """Range by name of the measure, from the half that may be tuned on."""
    return {name: Range(*row) for name, row in _stored()["ranges"].items()}


def gate_share(*, held_out: bool) -> dict[str, float]:
    """Share of real excerpts (0 to 1) that pass each gate, in the held-out half or in the other."""
    shares: dict[str, float] = _stored()["held_out_in_gate" if held_out else "in_gate"]
    return shares


def share_inside(figures: dict[str, float | None]) -> float | None:
    """Share of a piece's figures (0 to 1) that lie inside the ranges of real music; None if it has none."""
    ranges = real_ranges()
    found = [ranges[name].holds(value) for name, value in figures.items() if value is not None and name in ranges]
    return sum(found) / len(found) if found else None
