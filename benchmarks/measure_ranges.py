"""Remake ``measures/ranges.json``: every figure of the craft table on real music, half of the pieces held out.

    python benchmarks/measure_ranges.py

Needs music21's scores and the shared orchestral movements; reads them with the product's own reader. Stored are percentiles, never notes.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from craft import controls, real

from originalscore import measures
from originalscore.chance import Stream
from originalscore.measures.craft import INFORMATION, MEASURES, measure, with_information

PLACE = Path(measures.__path__[0]) / "ranges.json"
MODEL = None


def main() -> int:
    """Measure and write."""
    global MODEL
    MODEL = real.expectation()
    jobs = [(kind, path) for kind, paths in real.pieces().items() for path in paths]
    if len({kind for kind, _ in jobs}) < 3 or MODEL is None:
        print("music21, its tunes or the shared movements are not there", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(2) as pool:
        rows = [row for found in pool.map(figures_of, jobs, chunksize=2) for row in found]
    names = [row.name for row in MEASURES] + [INFORMATION]
    stored = {
        "made": "by benchmarks/measure_ranges.py; 5th, 50th, 95th percentile and number of excerpts",
        "music": "music21's Haydn, Mozart and Beethoven quartets and Bach chorales; orchestral movements of OpenScore (CC0)",
        "ranges": {name: summary(rows, name, held=False) for name in names},
        "held_out": {name: summary(rows, name, held=True) for name in names},
        "by_kind": {kind: {name: summary(rows, name, kind=kind) for name in names} for kind in ("quartet", "chorale", "orchestra")},
        "controls": {of: {name: summary(rows, name, control=of) for name in names} for of in controls.CONTROLS},
        "auc": {of: {name: separation(rows, name, of) for name in names} for of in controls.CONTROLS},
    }
    text = json.dumps(stored, indent=1)
    PLACE.write_text(compact(text) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows from {len(jobs)} pieces: {PLACE.name}")
    return 0


def figures_of(job: tuple[str, Path]) -> list[tuple[str, str, bool, dict[str, float | None]]]:
    """Kind, control (empty for the real thing), held out, figures: of every excerpt of a piece."""
    kind, path = job
    table = with_information(MODEL) if MODEL else MEASURES
    rows = []
    for n, voices in enumerate(real.music(path)):
        rows.append((kind, "", real.held_out(path), measure(voices, table)))
        if n == 0:
            for name, destroy in controls.CONTROLS.items():
                broken = destroy(voices, Stream(1, "control", name, path.stem))
                rows.append((kind, name, real.held_out(path), measure(broken, table)))
    return rows


def values(rows, name, *, held=None, kind=None, control=""):
    return [
        row[3][name] for row in rows
        if row[1] == control and held in (None, row[2]) and kind in (None, row[0]) and row[3][name] is not None
    ]  # fmt: skip


def summary(rows, name, **which):
    found = values(rows, name, **which)
    return [*(round(float(q), 4) for q in np.percentile(found, (5, 50, 95))), len(found)] if found else [0, 0, 0, 0]


def separation(rows, name, control):
    return round(controls.auc(values(rows, name), values(rows, name, control=control)), 3)


def compact(text: str) -> str:
    """Lists of numbers on one line."""
    import re

    return re.sub(r"\[\s+([^\[\]]+?)\s+\]", lambda found: "[" + ", ".join(found[1].split(",\n")).replace("\n", "") + "]", text).replace(
        "  ", ""
    )


if __name__ == "__main__":
    sys.exit(main())
