"""The theme plan read row by row: which theme, where, as what, and why; and how much of the music earlier episodes brought."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import CueList
from originalscore.model.plan import ScorePlan
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap


@dataclass(frozen=True)
class ThemeRow:
    """One planned statement: theme and its subject, number of the cue, picture time, and the plan's words for it."""

    theme: str
    subject: str
    cue: str
    at_s: Fraction
    stage: str
    guise: str
    partner: str
    why: str


def theme_rows(cues: CueList, plan: ScorePlan) -> tuple[ThemeRow, ...]:
    """Every statement of the film, theme by theme in the order of the book, each in the order of time."""
    rows = []
    for theme in plan.themes:
        for cue in cues.cues:
            for said in plan.cue(cue.id).statements:
                if theme.name in (said.theme, said.partner):
                    partner = said.partner if said.theme == theme.name else said.theme
                    rows.append(
                        ThemeRow(theme.name, theme.subject, cue.number, cue.start_s + said.near_s, said.stage, said.guise, partner, said.why)
                    )  # fmt: skip
    return tuple(rows)


def carried_bars(sketch: Sketch, tempo: TempoMap, plan: ScorePlan) -> tuple[int, ...]:
    """Numbers of the bars of a cue in which a theme of an earlier episode sounds."""
    return bars_of_theme(sketch, tempo, {name for name, _ in plan.carried})


def bars_of_theme(sketch: Sketch, tempo: TempoMap, names: Set[str]) -> tuple[int, ...]:
    """Numbers of the bars of a cue in which one of these themes sounds."""
    spans = [(note.onset, note.onset + note.length) for line in sketch.lines if line.theme in names for note in line.notes]
    return tuple(
        bar.number for bar in tempo.bars
        if bar.start_beat < tempo.end_beat and any(start < bar.end_beat and bar.start_beat < end for start, end in spans)
    )  # fmt: skip
