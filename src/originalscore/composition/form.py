"""The form grid of a cue: its bars, what each is for, where the theme stands, and how much may happen.

Bars come from the tempo map. Statements are placed on bar lines near where the plan wants them, away from speech; must-hits get their
preparation and their consequence; what is left is introduction, answer, bridge, underscore and coda, in phrases of two, four and eight
bars, each with the cadence that its place in the story asks for.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.grid import CADENCES, Form, FormBar, Placed
from originalscore.composition.phrases import name_bars
from originalscore.composition.placing import place_statements
from originalscore.model.cue import Cue, level_at
from originalscore.model.plan import CuePlan, ScorePlan
from originalscore.model.sketch import Section
from originalscore.model.tempo import Bar, TempoMap

__all__ = ["CADENCES", "Form", "FormBar", "Placed", "lay_out", "sections"]


def lay_out(cue: Cue, plan: ScorePlan, asked: CuePlan, tempo: TempoMap) -> Form:
    """Give every bar of the cue its job."""
    bars = [bar for bar in tempo.bars if bar.start_beat < tempo.end_beat]
    grid = [_plain(bar, cue, asked, tempo) for bar in bars]
    spoken = [_spoken(bar.bar, cue, tempo) for bar in grid]
    placed, shortfalls = place_statements(grid, spoken, cue, plan, asked, tempo)
    for number, statement in enumerate(placed):
        for n in range(statement.bars):
            theme_bar = n // statement.per_bar
            grid[statement.first + n] = replace(grid[statement.first + n], section="statement", statement=number, theme_bar=theme_bar)
    return Form(tuple(name_bars(grid, placed, cue, asked)), tuple(placed), tuple(shortfalls))


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


def _plain(bar: Bar, cue: Cue, asked: CuePlan, tempo: TempoMap) -> FormBar:
    start_s, end_s = (cue.start_s + tempo.seconds(beat) for beat in (bar.start_beat, bar.end_beat))
    hits = tuple(hit for hit in tempo.landings if hit.kind != "avoid" and bar.start_beat <= hit.beat < bar.end_beat)
    middle = (start_s + end_s) / 2
    stop = any(hit.must and "black" in hit.what and "fade" not in hit.what for hit in hits)
    begins = bar.start_beat in tempo.phrases
    force = _share(level_at(cue.force, middle) + asked.force_shift)
    density = _share(level_at(cue.density, middle) + asked.density_shift)
    return FormBar(bar, "underscore", -1, 0, force, density, _spoken(bar, cue, tempo) * 4 > 1, hits, stop, begins=begins)


def _spoken(bar: Bar, cue: Cue, tempo: TempoMap) -> Fraction:
    """The share of a bar in which somebody speaks."""
    start_s, end_s = (cue.start_s + tempo.seconds(beat) for beat in (bar.start_beat, bar.end_beat))
    spoken_s = sum((min(end_s, b) - max(start_s, a) for a, b in cue.speech if a < end_s and b > start_s), Fraction(0))
    return spoken_s / (end_s - start_s)


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
