"""The writing, measured: our cues beside real music, a naive toy and destroyed music; exit code 0 only when every line holds.

    python benchmarks/bench_craft.py [--quick] [--moods MOOD ...] [--seeds N] [--ensemble NAME ...]

``--quick`` composes fourteen moods for one ensemble and two seeds, and prints every measure's share of cues inside its gate and inside the
range of real music, and the worst moods. Ranges, controls and reasons: ``measures/ranges.json`` and the docstrings of ``measures/craft.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from craft import controls, ours, real
from craft.ours import Row
from rich.console import Console
from rich.table import Table

from originalscore.measures.craft import CLOSED_END, MEASURES, Measure, measure, with_information
from originalscore.measures.ranges import Range, real_ranges, share_inside
from originalscore.model.cue import ENSEMBLES, MOODS

#: What the issue asks for.
GATE_SHARE, INSIDE_SHARE, TENSION = 0.85, 0.90, 0.6
_TOYS = 12
_table: tuple[Measure, ...] = MEASURES


@dataclass(frozen=True)
class Verdict:
    """A line of the issue: what, its value, whether it holds."""

    what: str
    value: str
    holds: bool


def main() -> int:
    """Print the tables; 0 when every line holds, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one ensemble, two seeds")
    parser.add_argument("--seeds", type=int, help="films an ensemble")
    parser.add_argument("--ensemble", nargs="+", choices=ENSEMBLES)
    parser.add_argument("--moods", nargs="+", choices=MOODS, help="show these moods alone")
    parser.add_argument("--json", help="write every cue's figures to this file")
    asked = parser.parse_args()
    ensembles = asked.ensemble or (ENSEMBLES[:1] if asked.quick else ENSEMBLES[:3])
    seeds = asked.seeds or (2 if asked.quick else 10)
    begun = time.perf_counter()
    rows = compose_all(ensembles, range(1, seeds + 1))
    if asked.moods:
        rows = [row for row in rows if row.mood in asked.moods]
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump([vars(row) for row in rows], file)
    console = Console(width=None if sys.stdout.isatty() else 190)
    show_measures(rows, console)
    show_moods(rows, console)
    verdicts = gate_lines(rows)
    for line in verdicts:
        console.print(f"{'holds      ' if line.holds else 'FALLS SHORT'}  {line.what}: {line.value}", markup=False, highlight=False)
    print(f"{len(rows)} cues, {time.perf_counter() - begun:.0f} s; {sum(v.holds for v in verdicts)} of {len(verdicts)} lines hold")
    return 0 if all(line.holds for line in verdicts) else 1


def compose_all(ensembles: Iterable[str], seeds: Iterable[int]) -> list[Row]:
    """Compose and measure films on two processes."""
    global _table
    model = real.expectation()
    if model is None:
        print("information is not measured: music21's tunes or their reader are not there", file=sys.stderr)
    else:
        _table = with_information(model)
    films = [(seed, name) for name in ensembles for seed in seeds]
    with ProcessPoolExecutor(2) as pool:
        return [row for rows in pool.map(_film, films) for row in rows]


def _film(job: tuple[int, str]) -> list[Row]:
    return ours.rows_of(*job, _table)


def tonal(rows: list[Row]) -> list[Row]:
    """Cues of moods that hold a key."""
    return [row for row in rows if row.mood in ours.TONAL]


def show_measures(rows: list[Row], console: Console) -> None:
    """Every measure: gate, range of real music, ours, how many pass, the toy, and what control it rejects."""
    ranges = real_ranges()
    toys = [measure(controls.toy(seed), _table) for seed in range(_TOYS)]
    table = Table(
        "measure", "gate", "real 5-50-95 %", "ours 10-50-90 %", "in gate", "in range", "real in gate", "toy", "ours", title="Tonal cues"
    )
    for line in _table:
        found = figures(tonal(rows), line.name)
        if not found:
            continue
        low, middle, high = np.percentile(found, (10, 50, 90))
        real_range = ranges.get(line.name)
        passing = share(line.passes(value) for value in found)
        side = (
            ""
            if passing >= GATE_SHARE or not line.is_gate
            else line.below
            if middle < np.clip(middle, line.low, line.high) or low < line.low
            else line.above
        )
        toy = [one[line.name] for one in toys if one[line.name] is not None]
        table.add_row(
            line.name, gate(line), span(real_range), f"{low:.2f} {middle:.2f} {high:.2f}", f"{passing:.0%}" if line.is_gate else "",
            f"{share(real_range.holds(v) for v in found):.0%}" if real_range else "", "", f"{np.median(toy):.2f}" if toy else "-", side,
            style="bold" if side else "",
        )  # fmt: skip
    console.print(table)


def show_moods(rows: list[Row], console: Console) -> None:
    """The moods from the worst: gates passed, figures inside the range of real music, tension, and what fails most."""
    table = Table("mood", "idiom", "in gates", "in range", "tension", "fails most", title="Moods, the worst first")
    lines = []
    for mood in dict.fromkeys(row.mood for row in rows):
        own = [row for row in rows if row.mood == mood]
        passed = {
            line.name: share(line.passes(v) for v in figures(own, line.name)) for line in _table if line.is_gate and figures(own, line.name)
        }
        worst = sorted((name for name in passed if passed[name] < GATE_SHARE), key=lambda name: passed[name])
        words = ", ".join(f"{name} {np.median(figures(own, name)):.2f}" for name in worst[:5])
        lines.append((np.mean(list(passed.values())), mood, own[0].idiom, inside(own), middle_tension(own), words))
    for passed_share, mood, idiom, within, tension, words in sorted(lines):
        table.add_row(mood, idiom, f"{passed_share:.0%}", f"{within:.0%}", f"{tension:.2f}", words)
    console.print(table)


def gate_lines(rows: list[Row]) -> list[Verdict]:
    """The lines of the issue that hold on written music alone."""
    own = tonal(rows)
    verdicts = []
    for line in _table:
        found = figures(own, line.name)
        if line.is_gate and found:
            passing = share(line.passes(value) for value in found)
            verdicts.append(
                Verdict(
                    f"{line.words}, {gate(line)}, in {GATE_SHARE:.0%} of tonal cues",
                    f"{passing:.0%} of {len(found)}",
                    passing >= GATE_SHARE,
                )
            )
    closing = [held for row in own if (held := ours.closes(row)) is not None]
    verdicts.append(
        Verdict(
            f"closed endings come home, end at most {CLOSED_END}", f"{share(closing):.0%} of {len(closing)}", share(closing) >= GATE_SHARE
        )
    )
    verdicts.append(
        Verdict(f"figures inside the range of real music, {INSIDE_SHARE:.0%}", f"{inside(own):.1%}", inside(own) >= INSIDE_SHARE)
    )
    verdicts.append(
        Verdict(f"tension goes with its target, median {TENSION}", f"{middle_tension(rows):.2f}", middle_tension(rows) >= TENSION)
    )
    planned = float(np.median([row.tension_planned or 0.0 for row in rows]))
    verdicts.append(Verdict("  the same by the chords alone, for comparison", f"{planned:.2f}", True))
    outside = sum(row.out_of_range for row in rows)
    verdicts.append(Verdict("notes out of range, 0", str(outside), outside == 0))
    shared = shared_chords(rows)
    verdicts.append(Verdict("pairs of cues in a film with the same chords, 0", str(shared), shared == 0))
    return verdicts


def shared_chords(rows: list[Row]) -> int:
    """Pairs of cues of one film whose whole chord sequence, counted from the tonic, is the same."""
    films: dict[tuple[int, str], list[tuple[tuple[int, str], ...]]] = {}
    for row in rows:
        films.setdefault((row.seed, row.ensemble), []).append(row.chords)
    return sum(len(cues) - len(set(cues)) for cues in films.values())


def figures(rows: list[Row], name: str) -> list[float]:
    """The figures of one measure that there are."""
    return [value for row in rows if (value := row.figures.get(name)) is not None]


def inside(rows: list[Row]) -> float:
    """Mean share of figures inside the range of real music."""
    return float(np.mean([share_inside(row.figures) or 0.0 for row in rows]))


def middle_tension(rows: list[Row]) -> float:
    """Median correlation of tension with its target; a cue whose tension does not move counts as 0."""
    return float(np.median([row.tension or 0.0 for row in rows]))


def share(answers: Iterable[bool]) -> float:
    """Share of true answers."""
    found = list(answers)
    return sum(found) / len(found) if found else 0.0


def gate(line: Measure) -> str:
    """A gate in figures."""
    if not line.is_gate:
        return ""
    return f"<= {line.high:g}" if np.isinf(line.low) else f"{line.low:g} to {line.high:g}"


def span(found: Range | None) -> str:
    """A range in figures."""
    return f"{found.low:.2f} {found.middle:.2f} {found.high:.2f}" if found else ""


if __name__ == "__main__":
    sys.exit(main())
