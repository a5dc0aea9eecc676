"""Finding the bars for a statement: near where the plan wants it, whole phrases only, never on words or on a stop.

A whole theme that does not fit is said to the end of its first half, or of its idea: a phrase is never cut in mid-air.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.grid import FormBar, Placed
from originalscore.model.cue import Cue
from originalscore.model.plan import WHOLE_GUISES, CuePlan, ScorePlan, Statement, Theme
from originalscore.model.shortfall import Shortfall
from originalscore.model.tempo import TempoMap

#: Theme bars of each guise, the wanted length first, then what may stand for it.
GUISE_LENGTHS: dict[str, tuple[int, ...]] = {
    "head": (2,), "fragment": (2, 1), "bass": (4, 2), "augmented": (4,), "diminished": (2,), "sequence": (4, 2), "ostinato": (4, 2),
    "inverted": (2,),
}  # fmt: skip
#: Costs in seconds of distance: a theme bar left out, an odd start, a bar of another length inside and in the head, a must-hit inside (ours).
#: No room for the theme's pick-up costs as much as three seconds.
_SHORT, _ODD_START, _ODD_BAR, _ODD_HEAD, _HIT_INSIDE, _NO_PICKUP = 3.0, 0.5, 0.8, 4.0, 0.6, 3.0
#: Guises that are answered by themselves where so many bars after them are free, but not where they only hint; the answer leaves one (ours).
_ASKING, _FREE_AFTER = ("head", "inverted"), 3
#: Share of a bar that may be spoken over before no statement stands in it.
_HEARD = Fraction(1, 20)
#: Register of a tune (C4 = 60): the mood's centre draws it from this one by so much of the way, so that it stays above the harmony; a theme
#: in the bass stands lower (ours).
_TUNE_CENTRE, _MOOD_PULL, _BASS_CENTRE = 71, 0.6, 50


def place_statements(
    grid: list[FormBar], spoken: list[Fraction], cue: Cue, plan: ScorePlan, asked: CuePlan, tempo: TempoMap
) -> tuple[list[Placed], list[Shortfall]]:
    """Bars for every planned statement, sorted; what found no place, or only a part of it, is a shortfall."""
    placed: list[Placed] = []
    shortfalls: list[Shortfall] = []
    taken = [bar.stop or share > _HEARD for bar, share in zip(grid, spoken, strict=True)]
    for statement in asked.statements:
        theme = plan.theme(statement.theme)
        if statement.guise == "as-written":
            first = 1 if theme.notes[0].onset < 0 else 0
            if first + theme.bars <= len(grid):
                placed.append(Placed(theme, statement.guise, first, theme.bars, theme_bars=theme.bars, pickup=first > 0))
                taken[first : first + theme.bars] = [True] * theme.bars
            else:
                wanted = f"the melody “{theme.name}”, {first + theme.bars} bars as written"
                shortfalls.append(Shortfall(cue.number, wanted, "no statement", f"the cue has {len(grid)} bars"))
            continue
        lengths = tuple(n for n in lengths_of(statement.guise, theme) if not statement.bars or n <= statement.bars)
        found = _best(grid, taken, statement, theme, lengths, asked, tempo)
        wanted = f"the theme “{theme.name}” ({statement.guise})"
        if found is None:
            why = "no bars free of speech" if any(share > _HEARD for share in spoken) else "the cue is too short for it"
            shortfalls.append(Shortfall(cue.number, wanted, "no statement", why))
            continue
        first, theme_bars, per_bar = found
        if theme_bars < lengths[0]:
            given = f"its first {theme_bars} bars"
            shortfalls.append(Shortfall(cue.number, wanted, given, "no more bars in a row are free of speech and of other statements"))
        partner = plan.theme(statement.partner) if statement.partner and theme_bars >= 4 else None
        centre = _BASS_CENTRE if statement.guise == "bass" else round(_TUNE_CENTRE + _MOOD_PULL * (asked.centre - 67))
        pickup = first > 0 and not taken[first - 1]
        placed.append(
            Placed(theme, statement.guise, first, theme_bars * per_bar, statement.variation, partner, statement.stage, centre, theme_bars, per_bar, pickup)
        )  # fmt: skip
        for n in range(first, first + theme_bars * per_bar):
            taken[n] = True
    return [_answered(one, grid, taken) for one in sorted(placed, key=lambda p: p.first)], shortfalls


def _answered(one: Placed, grid: list[FormBar], taken: list[bool]) -> Placed:
    """A motif with twice its bars where they are free and no must-hit falls into them; the bars are taken."""
    after = range(one.first + one.bars, one.first + one.bars + _FREE_AFTER * one.per_bar)
    wanted = one.guise in _ASKING and one.stage != "hinted" and one.theme_bars == 2
    if not wanted or after.stop > len(grid) or any(taken[n] or any(hit.must for hit in grid[n].hits) for n in after):
        return one
    taken[after.start : after.start + one.bars] = [True] * one.bars
    return replace(one, bars=2 * one.bars, theme_bars=2 * one.theme_bars)


def lengths_of(guise: str, theme: Theme) -> tuple[int, ...]:
    """Theme bars a guise may take, the wanted number first; all end where a phrase ends."""
    if guise not in WHOLE_GUISES and guise in GUISE_LENGTHS:
        return tuple(dict.fromkeys(min(length, max(2, 2 * theme.bars)) for length in GUISE_LENGTHS[guise]))
    halves = [theme.bars]
    while halves[-1] % 2 == 0 and halves[-1] > 2:
        halves.append(halves[-1] // 2)
    return tuple(halves)


def _best(
    grid: list[FormBar], taken: list[bool], statement: Statement, theme: Theme, lengths: tuple[int, ...], asked: CuePlan, tempo: TempoMap
) -> tuple[int, int, int] | None:
    """First bar, theme bars, and cue bars a theme bar, of the cheapest place; None if there is none."""
    per_bar = max(1, round(theme.meter.beats / asked.meter.beats))
    begins_before = theme.notes[0].onset < 0
    counted = any(bar.begins for bar in grid)
    best: tuple[float, int, int] | None = None
    for length in lengths:
        for first in range(len(grid) - length * per_bar + 1):
            span = range(first, first + length * per_bar)
            if any(taken[n] for n in span):
                continue
            off_s = abs(float(tempo.seconds(grid[first].bar.start_beat) - statement.near_s))
            odd = [n - first for n in span if grid[n].bar.meter.beats != asked.meter.beats]
            bent = sum(_ODD_HEAD if n < 2 * per_bar else _ODD_BAR for n in odd)
            hits = sum(hit.must for n in span[1:] for hit in grid[n].hits)
            cost = (
                off_s
                + _SHORT * (lengths[0] - length)
                + _ODD_START * (not grid[first].begins if counted else first % 2)
                + bent
                + _HIT_INSIDE * hits
            )
            if begins_before and (first == 0 or taken[first - 1]):
                cost += _NO_PICKUP
            if best is None or cost < best[0]:
                best = (cost, first, length)
    return (best[1], best[2], per_bar) if best else None
