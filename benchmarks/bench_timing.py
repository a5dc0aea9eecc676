"""Tempo maps against 200 random cues, beside the best constant tempo; exit code 0 only when every line holds.

Cues of 40 to 150 s with 4, 8, 12 and 20 hits at least 1 s apart, snapped to frames at 24; 30 % must; classes hard, firm,
soft 30/40/30; landings downbeat, strong, beat 60/20/20. Seeds are fixed. Random hits are harder than real spotting.

Times are processor seconds. A landing is as asked when it is at least as strong. The page ``docs/timing-measures.md`` is written by ``--page``.

    python benchmarks/bench_timing.py [--cues N a density, default 50] [--seed N] [--page FILE]
"""

from __future__ import annotations

import argparse
import itertools
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from originalscore.chance import Stream
from originalscore.model.cue import TOLERANCES_MS, Cue, CurvePoint, Hit
from originalscore.model.tempo import TempoMap
from originalscore.music.meter import Meter
from originalscore.timing import fit_tempo
from originalscore.timing.fit import largest_change

RATE = 24
FRAME_S = Fraction(1, RATE)
DENSITIES = (4, 8, 12, 20)
CUES, SEED = 50, 2024
HELD_CUES = 12
HELD_LINES = (
    "all hits landed", "landed where asked", "largest tempo change", "held beats", "bars off the base meter", "bars from must to must that make phrases",
)  # fmt: skip
RANK = {"downbeat": 3, "strong": 2, "beat": 1, "offbeat": 0}


def random_cue(stream: Stream, hits: int) -> tuple[Cue, int]:
    """A cue and its target tempo."""
    frames = stream.between(40 * RATE, 150 * RATE)
    slack = frames - RATE - hits * RATE
    gaps = sorted(stream.below(slack) for _ in range(hits))
    points = []
    for number, gap in enumerate(gaps):
        kind = stream.choose(("hard", "firm", "soft"), (30, 40, 30))
        landing = stream.choose(("downbeat", "strong", "beat"), (60, 20, 20))
        at_s = Fraction(gap + RATE + number * RATE, RATE)
        points.append(Hit(at_s, f"hit {number + 1}", kind, landing, stream.happens(300), stream.between(3, 10) / 10))
    flat = (CurvePoint(Fraction(0), 0.5),)
    ending = stream.choose(("close", "fade", "cut", "open"))
    cue = Cue(
        "c1", "1m1", 1, (), "composed", "", Fraction(0), Fraction(frames, RATE), ending, "underscore", "action", "orchestra",
        flat, flat, flat, (), tuple(points), (), "",
    )  # fmt: skip
    return cue, stream.between(72, 144)


@dataclass
class Tally:
    """Sums over the cues of one density."""

    cues: int = 0
    must: int = 0
    must_landed: int = 0
    must_exact: int = 0
    hard: int = 0
    hard_landed: int = 0
    hits: int = 0
    landed: int = 0
    asked: int = 0
    misses_said: int = 0
    worst_change: float = 0.0
    cues_unsteady: int = 0
    near_target: int = 0
    bars: int = 0
    odd_bars: int = 0
    seconds: float = 0.0
    worst_seconds: float = 0.0
    worst_must_ms: float = 0.0
    holds: int = 0
    structural: int = 0
    phrased: int = 0
    scan_must: int = 0
    scan_hard: int = 0
    scan_landed: int = 0
    scan_asked: int = 0


def add(tally: Tally, cue: Cue, target_bpm: int, tempo: TempoMap, seconds: float) -> None:
    tally.cues += 1
    tally.seconds += seconds
    tally.worst_seconds = max(tally.worst_seconds, seconds)
    for hit, landing in zip(cue.hits, tempo.landings, strict=True):
        tally.hits += 1
        tally.landed += landing.landed
        tally.asked += landing.landed and RANK[landing.place] >= RANK[hit.landing]
        tally.must += hit.must
        tally.must_landed += hit.must and landing.landed
        tally.must_exact += hit.must and landing.landed and abs(landing.planned_error_ms) <= 1
        tally.hard += hit.kind == "hard"
        tally.hard_landed += hit.kind == "hard" and landing.landed
        if hit.must and landing.landed:
            tally.worst_must_ms = max(tally.worst_must_ms, abs(landing.planned_error_ms))
        if not landing.landed:
            tally.misses_said += any(f"“{hit.what}”" in shortfall.wanted for shortfall in tempo.shortfalls)
    change = largest_change(tempo)
    tally.worst_change = max(tally.worst_change, change)
    tally.cues_unsteady += change > 0.02
    tally.holds += len(tempo.holds)
    tally.near_target += abs(tempo.mean_bpm / target_bpm - 1) <= 0.06
    inside = [bar for bar in tempo.bars if bar.start_beat < tempo.end_beat]
    spans = bars_between(tempo)
    tally.structural += len(spans)
    tally.phrased += sum(bars % 2 == 0 for bars in spans)
    tally.bars += len(inside)
    tally.odd_bars += sum(bar.meter != tempo.base_meter for bar in inside)


def bars_between(tempo: TempoMap) -> list[int]:
    """Bars from one must-hit on a downbeat to the next, where there is room for a phrase: two bars or more."""
    bars = [landing.bar for landing in tempo.landings if landing.must and landing.landed and landing.place == "downbeat"]
    return [after - before for before, after in itertools.pairwise(bars) if after - before >= 2]


def scan_constant(tally: Tally, cue: Cue, target_bpm: int) -> None:
    """The baseline: the best constant tempo within 10 % in 0.25 steps and start offsets of 20 ms up to half a second."""
    at_s = np.array([float(hit.at_s) for hit in cue.hits])
    early = np.array([TOLERANCES_MS[hit.kind][0] / 1000 for hit in cue.hits])
    late = np.array([TOLERANCES_MS[hit.kind][1] / 1000 for hit in cue.hits])
    must = np.array([hit.must for hit in cue.hits])
    frame_s = float(FRAME_S)
    early, late = np.where(must, np.maximum(early, -frame_s), early), np.where(must, np.minimum(late, frame_s), late)
    weights = np.array([hit.weight + 2 * hit.must for hit in cue.hits])
    step = np.array([{"downbeat": 4, "strong": 2, "beat": 1}[hit.landing] for hit in cue.hits])
    best = (-1.0, at_s > 1e9, at_s > 1e9)
    for bpm in np.arange(target_bpm * 0.9, target_bpm * 1.1, 0.25):
        for offset_s in np.arange(-0.5, 0.5, 0.02):
            beats = np.round((at_s - offset_s) * bpm / 60)
            error = beats * 60 / bpm + offset_s - at_s
            landed = (error >= early) & (error <= late)
            score = float(weights[landed].sum())
            if score > best[0]:
                best = (score, landed, landed & (beats % step == 0))
    hard = np.array([hit.kind == "hard" for hit in cue.hits])
    tally.scan_must += int((best[1] & must).sum())
    tally.scan_hard += int((best[1] & hard).sum())
    tally.scan_landed += int(best[1].sum())
    tally.scan_asked += int(best[2].sum())


def lines(tally: Tally) -> list[tuple[str, float, float, bool]]:
    """Name, ours in per cent (or seconds), the baseline's, and whether the aim holds."""
    must, hard, hits = max(1, tally.must), max(1, tally.hard), tally.hits
    missed = tally.hits - tally.landed
    return [
        ("must-hits landed, % (>= 99)", 100 * tally.must_landed / must, 100 * tally.scan_must / must, tally.must_landed >= 0.99 * must),
        ("must-hits within 1 ms, % (>= 99)", 100 * tally.must_exact / must, float("nan"), tally.must_exact >= 0.99 * must),
        ("worst landed must, ms (within a frame)", tally.worst_must_ms, float("nan"), tally.worst_must_ms <= 1000 * float(FRAME_S)),
        ("hard hits landed, % (>= 97)", 100 * tally.hard_landed / hard, 100 * tally.scan_hard / hard, tally.hard_landed >= 0.97 * hard),
        ("all hits landed, %", 100 * tally.landed / hits, 100 * tally.scan_landed / hits, True),
        ("landed where asked, % (>= 90)", 100 * tally.asked / hits, 100 * tally.scan_asked / hits, tally.asked >= 0.9 * hits),
        ("misses reported, %", 100 * tally.misses_said / max(1, missed) if missed else 100, float("nan"), tally.misses_said == missed),
        ("largest tempo change, % (<= 2)", 100 * tally.worst_change, 0.0, tally.worst_change <= 0.02),
        ("cues above 2 % change", tally.cues_unsteady, 0.0, tally.cues_unsteady == 0),
        (
            "cues within 6 % of target, % (>= 95)",
            100 * tally.near_target / tally.cues,
            float("nan"),
            tally.near_target >= 0.95 * tally.cues,
        ),
        ("bars from must to must that make phrases, %", 100 * tally.phrased / max(1, tally.structural), float("nan"), True),
        ("held beats", tally.holds, float("nan"), True),
        ("bars off the base meter, % (<= 15)", 100 * tally.odd_bars / tally.bars, 0.0, tally.odd_bars <= 0.15 * tally.bars),
        ("mean seconds a cue", tally.seconds / tally.cues, float("nan"), True),
        ("slowest cue, s (< 1)", tally.worst_seconds, float("nan"), tally.worst_seconds < 1),
    ]


def measure(hits: int, cues: int, seed: int) -> Tally:
    """Fit and scan all cues of one density."""
    tally = Tally()
    for number in range(cues):
        cue, target_bpm = random_cue(Stream(seed, "bench", hits, number), hits)
        start = time.process_time()
        tempo = fit_tempo(cue, meter=Meter(4, 4), target_bpm=target_bpm, frame_s=FRAME_S)
        add(tally, cue, target_bpm, tempo, time.process_time() - start)
        scan_constant(tally, cue, target_bpm)
    return tally


def held(hits: int, cues: int, seed: int) -> tuple[Tally, Tally]:
    """The same cues in a gentle mood, with beats that may be held and without."""
    tallies = (Tally(), Tally())
    for number in range(cues):
        cue, target_bpm = random_cue(Stream(seed, "held", hits, number), hits)
        cue = replace(cue, mood="tender")
        for tally, may_hold in zip(tallies, (True, False), strict=True):
            start = time.process_time()
            tempo = fit_tempo(cue, meter=Meter(4, 4), target_bpm=target_bpm, frame_s=FRAME_S, may_hold=may_hold)
            add(tally, cue, target_bpm, tempo, time.process_time() - start)
    return tallies


def held_table(cues: int, seed: int) -> str:
    """With and without held beats as a table of a document."""
    pairs = {hits: held(hits, cues, seed) for hits in DENSITIES}
    rows = ["| | " + " | ".join(f"{hits} hits" for hits in pairs) + " |", "|---" * (len(pairs) + 1) + "|"]
    for n, (name, *_) in enumerate(lines(next(iter(pairs.values()))[0])):
        if name.partition(",")[0] in HELD_LINES:
            cells = [" / ".join(show(lines(tally)[n][1]) for tally in pair) for pair in pairs.values()]
            rows.append(f"| {name.partition(' (')[0]} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def show(figure: float) -> str:
    """Two decimals, or a dash where there is none."""
    return "-" if figure != figure else f"{figure:.2f}"


PAGE = """# Tempo maps, measured

`make bench-timing` fits tempo, meter and bar lines to {count} random cues and prints the table below beside the best constant tempo (every tempo
within 10 % in steps of 0.25, every start within half a second in steps of 20 ms). It ends with 0 only when every line holds. Each density has {each}
cues of 40 to 150 s, hits at least 1 s apart on frames at 24, 30 % of them musts; classes hard, firm, soft 30/40/30; landings downbeat, strong,
beat 60/20/20; seed {seed}. *Landed* is inside the tolerance of the class, a must also within a frame; *where asked* is on a place at least
as strong. Seconds are of the processor. The table was written by

```sh
python benchmarks/bench_timing.py --page docs/timing-measures.md
```

Each cell is ours / constant tempo.

{table}

*Bars from must to must that make phrases*: an even count, where there is room for two bars or more.

## With and without held beats

{held_cues} cues of each density in a tender mood, where a held beat (a fermata at a phrase's end) costs least; each cell is with / without.

{held}

How it is done: [How it works](how-it-works.md), `timing/`. What cannot be met is a shortfall in the report, with its error in milliseconds
and frames and what it would have cost.
"""


def page(tallies: dict[int, Tally], seed: int) -> str:
    """The table as a document."""
    columns = [lines(tally) for tally in tallies.values()]
    rows = ["| | " + " | ".join(f"{hits} hits" for hits in tallies) + " |", "|---" * (len(columns) + 1) + "|"]
    for cells in zip(*columns, strict=True):
        texts = [f"{show(ours)} / {show(baseline)}{'' if held else ' **falls short**'}" for _, ours, baseline, held in cells]
        rows.append(f"| {cells[0][0]} | " + " | ".join(texts) + " |")
    each = next(iter(tallies.values())).cues
    return PAGE.format(
        count=each * len(tallies), each=each, seed=seed, table="\n".join(rows), held_cues=HELD_CUES, held=held_table(HELD_CUES, seed)
    )


def main() -> int:
    """Print the table; 0 when every line holds, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cues", type=int, default=CUES, help="cues a density")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--page", type=Path, help="write the table as a document too")
    asked = parser.parse_args()
    tallies: dict[int, Tally] = {}
    holds = True
    for hits in DENSITIES:
        tally = tallies[hits] = measure(hits, asked.cues, asked.seed)
        print(f"\n{hits} hits, {tally.cues} cues{'':26}ours   constant tempo")
        for name, ours, baseline, held in lines(tally):
            print(f"  {name:40}{ours:7.2f}   {show(baseline):>10}  {'' if held else 'FALLS SHORT'}")
            holds = holds and held
    if asked.page:
        asked.page.write_text(page(tallies, asked.seed), encoding="utf-8")
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
