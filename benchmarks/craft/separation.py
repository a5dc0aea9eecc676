"""Do the measures tell music from destroyed music? Real scores in two halves, their controls, and the toy, measured by the product's code."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from craft import controls, real
from craft.lines import Verdict, share
from originalscore.chance import Stream
from originalscore.measures.craft import MEASURES, Measure, measure
from originalscore.measures.ranges import share_inside

TOY, TOYS = "toy", 24
#: Which destroyed music each gate should reject; a gate of rates and spreads is matched with what it moves most.
MATCHING = {
    "dissonance": "misaligned", "triad fit": "walk", "steps": "walk", "leaps": "walk", "ideas": "looped", "rhythmic ideas": "looped",
    "bars repeated": "looped", "bars alike": "looped", "bar lines": "bars shuffled", "chord variety": "looped", "chord changes": TOY,
    "bar variety": TOY, "bass steps": "walk", "bass fourths": "walk", "contrary motion": TOY, "parallels": "planed", "tension memory": TOY,
    "top notes": "looped", "information": "walk",
}  # fmt: skip
#: From here on a measure separates (craft notes 4.4); a gate rejects a control when it lets through at most this share of it (ours).
SEPARATES, REJECTS = 0.9, 0.5
_table: tuple[Measure, ...] = MEASURES


@dataclass(frozen=True)
class Excerpt:
    """Figures of an excerpt: ``control`` is empty for the real thing, ``held`` whether its piece is kept from tuning."""

    kind: str
    control: str
    held: bool
    figures: dict[str, float | None]


def measure_real(table: tuple[Measure, ...]) -> list[Excerpt]:
    """Every excerpt, a destroyed version of each piece's first by every control, and toys; two processes."""
    global _table
    _table = table
    jobs = [(kind, path) for kind, paths in real.pieces().items() for path in paths]
    with ProcessPoolExecutor(2) as pool:
        found = [excerpt for part in pool.map(_piece, jobs, chunksize=2) for excerpt in part]
    return found + [Excerpt(TOY, TOY, bool(seed % 2), measure(controls.toy(seed), table)) for seed in range(TOYS)]


def _piece(job: tuple[str, Path]) -> list[Excerpt]:
    kind, path = job
    held, found = real.held_out(path), []
    for n, voices in enumerate(real.music(path)):
        found.append(Excerpt(kind, "", held, measure(voices, _table)))
        for name, destroy in controls.CONTROLS.items() if n == 0 else ():
            found.append(Excerpt(kind, name, held, measure(destroy(voices, Stream(1, "control", name, path.stem)), _table)))
    return found


def values(found: list[Excerpt], name: str, *, control: str = "", held: bool | None = None, kind: str = "") -> list[float]:
    """The figures there are of one measure."""
    return [
        value for one in found
        if one.control == control and held in (None, one.held) and kind in ("", one.kind) and (value := one.figures.get(name)) is not None
    ]  # fmt: skip


def separation(found: list[Excerpt], name: str, control: str) -> float:
    """Chance (0.5 to 1) that the measure tells real excerpts from destroyed ones."""
    auc = controls.auc(values(found, name), values(found, name, control=control))
    return max(auc, 1 - auc)


def lines(found: list[Excerpt], table: tuple[Measure, ...]) -> list[Verdict]:
    """Every gate against its control: how well the measure separates, and how many real and destroyed excerpts the gate lets through."""
    verdicts = []
    for row in table:
        if not row.is_gate:
            continue
        control = MATCHING[row.name]
        apart = separation(found, row.name, control)
        passed = [share(row.passes(v) for v in values(found, row.name, held=held)) for held in (False, True)]
        through = share(row.passes(v) for v in values(found, row.name, control=control))
        told = f"AUC {apart:.2f}; gate passes tuning half {passed[0]:.0%}, held-out half {passed[1]:.0%}, control {through:.0%}"
        verdicts.append(Verdict(f"{row.name} rejects {control}", told, apart >= SEPARATES and through <= REJECTS))
    return [*verdicts, inside(found)]


def inside(found: list[Excerpt]) -> Verdict:
    """Share of figures inside the ranges: held-out music beside destroyed music. Blind to order and to coordination, so only shown."""
    means = {}
    for control in ("", *controls.CONTROLS, TOY):
        shares = [share_inside(one.figures) for one in found if one.control == control and (control or one.held)]
        means[control or "held-out real music"] = float(np.mean([value for value in shares if value is not None]))
    return Verdict("figures inside the range of real music", ", ".join(f"{name} {value:.0%}" for name, value in means.items()), None)
