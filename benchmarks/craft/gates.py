"""The writing of single cues: every figure of the craft table over all of ours, the moods from the worst, and the lines they answer."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.table import Table

from craft import controls, ours
from craft.lines import Verdict, share
from craft.ours import Row
from originalscore.measures.craft import CLOSED_END, Measure, measure
from originalscore.measures.ranges import gate_share, real_ranges, share_inside

#: What the issue asks for.
GATE_SHARE, INSIDE_SHARE, TENSION = 0.85, 0.90, 0.6
_TOYS = 12


def tonal(rows: list[Row]) -> list[Row]:
    """Cues of moods that hold a key."""
    return [row for row in rows if row.mood in ours.TONAL]


def show_measures(rows: list[Row], measures: tuple[Measure, ...], console: Console) -> None:
    """Every measure: gate, range of real music, ours, how many pass, held-out real music, the toy."""
    ranges, real_pass = real_ranges(), gate_share(held_out=True)
    toys = [measure(controls.toy(seed), measures) for seed in range(_TOYS)]
    heads = (
        "measure",
        "gate",
        "real 5-50-95 %",
        "ours 10-50-90 %",
        "ours in gate",
        "held-out in gate",
        "ours in range",
        "toy",
        "ours is often",
    )
    table = Table(*heads, title="Tonal cues", title_justify="left")
    for line in measures:
        found = figures(tonal(rows), line.name)
        if not found:
            continue
        low, middle, high = np.percentile(found, (10, 50, 90))
        known = ranges[line.name]
        passing = share(line.passes(value) for value in found)
        toy = [value for one in toys if (value := one[line.name]) is not None]
        said = "" if passing >= GATE_SHARE or not line.is_gate else outside(line, found)
        table.add_row(
            line.name, gate(line), f"{known.low:.2f} {known.middle:.2f} {known.high:.2f}", f"{low:.2f} {middle:.2f} {high:.2f}",
            f"{passing:.0%}" if line.is_gate else "", f"{real_pass[line.name]:.0%}" if line.is_gate else "",
            f"{share(known.holds(value) for value in found):.0%}", f"{np.median(toy):.2f}" if toy else "-", said,
            style="bold" if said else "",
        )  # fmt: skip
    console.print(table)


def show_moods(rows: list[Row], measures: tuple[Measure, ...], console: Console) -> None:
    """The moods from the worst: gates passed, figures inside the range of real music, tension, and what fails most."""
    table = Table("mood", "idiom", "in gates", "in range", "tension", "fails most", title="Moods, the worst first", title_justify="left")
    found_of = []
    for mood in dict.fromkeys(row.mood for row in rows):
        own = [row for row in rows if row.mood == mood]
        found = {line.name: figures(own, line.name) for line in measures if line.is_gate and figures(own, line.name)}
        passed = {line.name: share(line.passes(value) for value in found[line.name]) for line in measures if line.name in found}
        worst = sorted((name for name in passed if passed[name] < GATE_SHARE), key=lambda name: passed[name])
        words = ", ".join(f"{name} {np.median(found[name]):.2f}" for name in worst[:5])
        idiom = " ".join(dict.fromkeys(row.idiom for row in own))
        found_of.append((float(np.mean(list(passed.values()))), mood, idiom, inside(own), middle([row.tension for row in own]), words))
    for passed_share, mood, idiom, within, tension, words in sorted(found_of):
        table.add_row(mood, idiom, f"{passed_share:.0%}", f"{within:.0%}", f"{tension:.2f}", words)
    console.print(table)


def lines(rows: list[Row], measures: tuple[Measure, ...]) -> list[Verdict]:
    """The lines of the issue that the written music of single cues answers."""
    own, verdicts = tonal(rows), []
    for line in measures:
        found = figures(own, line.name)
        if line.is_gate and found:
            passing = share(line.passes(value) for value in found)
            what = f"{line.words}: {gate(line)} in {GATE_SHARE:.0%} of tonal cues"
            verdicts.append(Verdict(what, f"{passing:.0%} of {len(found)}", passing >= GATE_SHARE))
    closing = [held for row in own if (held := ours.closes(row)) is not None]
    what = f"closed endings come home, at most {CLOSED_END} deviations, {GATE_SHARE:.0%}"
    verdicts.append(Verdict(what, f"{share(closing):.0%} of {len(closing)}", share(closing) >= GATE_SHARE))
    verdicts.append(
        Verdict(f"figures inside the range of real music, {INSIDE_SHARE:.0%}", f"{inside(own):.1%}", inside(own) >= INSIDE_SHARE)
    )
    tension = middle([row.tension for row in rows])
    wrong = middle([row.tension_elsewhere for row in rows])
    told = f"{tension:.2f}; {share((row.tension or 0.0) >= TENSION for row in rows):.0%} of cues reach it; with another cue's target {wrong:.2f}"
    verdicts.append(Verdict(f"tension goes with its target, median of all cues, {TENSION}", told, tension >= TENSION > wrong))
    verdicts.append(Verdict("  the same as planned chord by chord", f"{middle([row.tension_planned for row in rows]):.2f}", None))
    outside_notes = sum(row.out_of_range for row in rows)
    verdicts.append(Verdict("notes out of an instrument's range, 0", str(outside_notes), outside_notes == 0))
    return verdicts


def figures(rows: list[Row], name: str) -> list[float]:
    """The figures of one measure that there are."""
    return [value for row in rows if (value := row.figures.get(name)) is not None]


def inside(rows: list[Row]) -> float:
    """Mean share of figures inside the range of real music."""
    return float(np.mean([share_inside(row.figures) or 0.0 for row in rows])) if rows else 0.0


def middle(values: list[float | None]) -> float:
    """Median; what does not move counts as 0."""
    return float(np.median([value or 0.0 for value in values])) if values else 0.0


def outside(line: Measure, found: list[float]) -> str:
    """On which side of the gate ours falls more often, in words."""
    below = sum(value < line.low for value in found)
    return line.below if below * 2 > sum(not line.passes(value) for value in found) else line.above


def gate(line: Measure) -> str:
    """A gate in figures."""
    if not line.is_gate:
        return ""
    return f"<= {line.high:g}" if np.isinf(line.low) else f"{line.low:g} to {line.high:g}"
