"""Remake ``measures/ranges.json``: every figure of the craft table on real music, half of the pieces held out.

    python benchmarks/measure_ranges.py

Needs music21's scores and the shared orchestral movements; reads them with the product's own reader. Stored are percentiles, never notes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from craft import controls, real, separation
from craft.lines import share

from originalscore import measures
from originalscore.measures.craft import with_information

PLACE = Path(measures.__path__[0]) / "ranges.json"


def main() -> int:
    """Measure and write."""
    model = real.expectation()
    if model is None or not all(real.pieces().values()):
        print("music21, its tunes or the shared movements are not there", file=sys.stderr)
        return 2
    table = with_information(model)
    found = separation.measure_real(table)
    names = [row.name for row in table]
    gates = [row for row in table if row.is_gate]

    def passing(**which: object) -> dict[str, float]:
        return {row.name: round(share(row.passes(v) for v in separation.values(found, row.name, **which)), 3) for row in gates}

    stored = {
        "made": "by benchmarks/measure_ranges.py; 5th, 50th, 95th percentile and number of excerpts",
        "music": "music21's Haydn, Mozart and Beethoven quartets and Bach chorales; orchestral movements of OpenScore (CC0)",
        "ranges": {name: summary(separation.values(found, name, held=False)) for name in names},
        "held_out": {name: summary(separation.values(found, name, held=True)) for name in names},
        "in_gate": passing(held=False),
        "held_out_in_gate": passing(held=True),
        "by_kind": {
            kind: {name: summary(separation.values(found, name, kind=kind)) for name in names} for kind in real.pieces()
        },
        "separates": {
            of: {name: round(separation.separation(found, name, of), 3) for name in names} for of in (*controls.CONTROLS, separation.TOY)
        },
    }  # fmt: skip
    PLACE.write_text(as_text(stored) + "\n", encoding="utf-8")
    print(f"{len(found)} excerpts: {PLACE.name}")
    return 0


def summary(values: list[float]) -> list[float]:
    """5th, 50th, 95th percentile and number."""
    return [*(round(float(q), 4) for q in np.percentile(values, (5, 50, 95))), len(values)] if values else [0, 0, 0, 0]


def as_text(stored: dict[str, object]) -> str:
    """JSON with a line a measure."""
    blocks = []
    for name, value in stored.items():
        if not isinstance(value, dict):
            blocks.append(f" {json.dumps(name)}: {json.dumps(value)}")
            continue
        rows = ",\n".join(f"  {json.dumps(one)}: {json.dumps(of)}" for one, of in value.items())
        blocks.append(f" {json.dumps(name)}: {{\n{rows}\n }}")
    return "{\n" + ",\n".join(blocks) + "\n}"


if __name__ == "__main__":
    sys.exit(main())
