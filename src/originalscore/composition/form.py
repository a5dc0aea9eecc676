"""The form grid of a cue: its bars, what each is for, where the theme stands, and how much may happen.

Bars come from the tempo map. Statements are placed on bar lines near where the plan wants them, away from speech; must-hits split
the cue into approach, hit and aftermath; what is left is introduction, underscore, bridge and coda.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.model.cue import Cue, level_at
from originalscore.model.plan import CuePlan, ScorePlan, Theme
from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import Section
from originalscore.model.tempo import Bar, Landing, TempoMap

#: Bars of a theme that each guise needs.
_GUISE_BARS = {"head": 2, "fragment": 2, "bass": 4, "augmented": 4, "diminished": 2, "sequence": 4}
#: Idiom -> the level (0 to 1) from which its dynamics grow with the force of the picture (ours).
LEVEL_BASES = {
    "intimate": 0.22, "romantic": 0.25, "underscore": 0.22, "mystery": 0.22, "thriller": 0.28, "dread": 0.26, "action": 0.38, "light": 0.26,
    "heroic": 0.36,
}  # fmt: skip


@dataclass(frozen=True)
class FormBar:
    """A bar and its job.

    ``section`` is a name of ``model.sketch.Section``; ``statement`` numbers the placed statement or is -1, ``theme_bar`` is the bar of the
    theme that falls here. ``force`` and ``density`` are 0 to 1. ``stop`` asks for silence after its hit.
    """

    bar: Bar
    section: str
    statement: int
    theme_bar: int
    force: float
    density: float
    speech: bool
    hits: tuple[Landing, ...]
    stop: bool = False


@dataclass(frozen=True)
class Placed:
    """A statement that found its place: bars ``first`` to ``first + bars`` - 1 of the form."""

    theme: Theme
    guise: str
    first: int
    bars: int


@dataclass(frozen=True)
class Form:
    """The grid, the statements, and what did not fit."""

    bars: tuple[FormBar, ...]
    placed: tuple[Placed, ...]
    shortfalls: tuple[Shortfall, ...]


def lay_out(cue: Cue, plan: ScorePlan, asked: CuePlan, tempo: TempoMap) -> Form:
    """Give every bar of the cue its job."""
    bars = [bar for bar in tempo.bars if bar.start_beat < tempo.end_beat]
    grid = [_plain(bar, cue, tempo) for bar in bars]
    placed, shortfalls = _place_statements(grid, cue, plan, asked, tempo)
    for number, statement in enumerate(placed):
        for n in range(statement.bars):
            grid[statement.first + n] = replace(grid[statement.first + n], section="statement", statement=number, theme_bar=n)
    return Form(tuple(_around_hits(_ends(grid))), tuple(placed), tuple(shortfalls))


def sections(form: Form) -> tuple[Section, ...]:
    """The form as runs of bars with one job."""
    found: list[Section] = []
    for bar in form.bars:
        if found and found[-1].name == bar.section and found[-1].under_speech == bar.speech:
            last = found[-1]
            found[-1] = replace(last, end_beat=bar.bar.end_beat, force=max(last.force, bar.force), density=max(last.density, bar.density))
        else:
            found.append(Section(bar.section, bar.bar.start_beat, bar.bar.end_beat, bar.force, bar.density, bar.speech))
    return tuple(found)


def _plain(bar: Bar, cue: Cue, tempo: TempoMap) -> FormBar:
    start_s, end_s = (cue.start_s + tempo.seconds(beat) for beat in (bar.start_beat, bar.end_beat))
    spoken = sum((min(end_s, b) - max(start_s, a) for a, b in cue.speech if a < end_s and b > start_s), Fraction(0))
    hits = tuple(hit for hit in tempo.landings if hit.kind != "avoid" and bar.start_beat <= hit.beat < bar.end_beat)
    middle = (start_s + end_s) / 2
    stop = any(hit.must and "black" in hit.what and "fade" not in hit.what for hit in hits)
    return FormBar(
        bar, "underscore", -1, 0, level_at(cue.force, middle), level_at(cue.density, middle), spoken * 4 > end_s - start_s, hits, stop
    )


def _place_statements(
    grid: list[FormBar], cue: Cue, plan: ScorePlan, asked: CuePlan, tempo: TempoMap
) -> tuple[list[Placed], list[Shortfall]]:
    placed: list[Placed] = []
    shortfalls: list[Shortfall] = []
    taken = [bar.speech or bar.stop for bar in grid]
    for statement in asked.statements:
        theme = plan.theme(statement.theme)
        if statement.guise == "as-written":
            first = 1 if theme.notes[0].onset < 0 else 0
            if first + theme.bars <= len(grid):
                placed.append(Placed(theme, statement.guise, first, theme.bars))
                taken[first : first + theme.bars] = [True] * theme.bars
            else:
                wanted_bars = f"{first + theme.bars} bars as written"
                shortfalls.append(
                    Shortfall(cue.number, f"the melody “{theme.name}”, {wanted_bars}", "no statement", f"the cue has {len(grid)} bars")
                )
            continue
        wanted = min(_GUISE_BARS.get(statement.guise, theme.bars), theme.bars)
        starts = [n for n in range(len(grid)) if not taken[n]]
        best: tuple[float, int, int] | None = None
        for first in starts:
            free = next((n for n in range(first, len(grid)) if taken[n]), len(grid)) - first
            length = min(wanted, free)
            if length < min(2, wanted):
                continue
            off_s = abs(float(tempo.seconds(grid[first].bar.start_beat) - statement.near_s))
            cost = off_s + 3.0 * (wanted - length) + (0.0 if first % 2 == 0 else 0.5)
            if best is None or cost < best[0]:
                best = (cost, first, length)
        if best is None:
            shortfalls.append(
                Shortfall(
                    cue.number, f"the theme “{theme.name}” ({statement.guise})", "no statement", "no two bars free of speech and hits"
                )
            )
            continue
        _, first, length = best
        placed.append(Placed(theme, statement.guise, first, length))
        for n in range(first, first + length):
            taken[n] = True
    return sorted(placed, key=lambda p: p.first), shortfalls


def _ends(grid: list[FormBar]) -> list[FormBar]:
    named = list(grid)
    if len(named) > 3 and named[0].section == "underscore":
        for n in range(min(2, len(named))):
            if named[n].section == "underscore":
                named[n] = replace(named[n], section="intro")
    if len(named) > 2 and named[-1].section == "underscore":
        named[-1] = replace(named[-1], section="coda")
    return named


def _around_hits(grid: list[FormBar]) -> list[FormBar]:
    """The bar before a must-hit builds, the hit's own bar strikes, the one after lets go."""
    named = list(grid)
    for n, bar in enumerate(grid):
        if not any(hit.must for hit in bar.hits):
            continue
        if bar.section in ("underscore", "intro", "coda", "bridge"):
            named[n] = replace(named[n], section="hit")
        if n and named[n - 1].section in ("underscore", "bridge", "intro") and not grid[n - 1].hits and not bar.speech:
            named[n - 1] = replace(named[n - 1], section="build")
        if n + 1 < len(named) and named[n + 1].section == "underscore" and not grid[n + 1].hits:
            named[n + 1] = replace(named[n + 1], section="aftermath", force=0.8 * named[n + 1].force)
    return named
