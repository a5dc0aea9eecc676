"""The lines of a score that are compared: its themes, and all that sings in each cue. Ostinati, figures and harmony are common property."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from originalscore.measures.counterpoint import Sung
from originalscore.model.plan import ScorePlan, Theme
from originalscore.model.sketch import Line, Sketch


@dataclass(frozen=True)
class ScoreLine:
    """A line: what it is called, its notes, the cue that it sounds in (empty for a theme itself) and the theme that it is or states, if any."""

    name: str
    notes: tuple[Sung, ...]
    cue: str = ""
    theme: str = ""


def theme_lines(plan: ScorePlan) -> tuple[ScoreLine, ...]:
    """Every theme."""
    return tuple(ScoreLine(theme.name, theme_line(theme), theme=theme.name) for theme in plan.themes)


def free_lines(sketches: Iterable[tuple[str, Sketch]]) -> tuple[ScoreLine, ...]:
    """Of every cue (number, sketch) the longest counter-line and the longest melody that states no theme."""
    found = []
    for number, sketch in sketches:
        for name in ("counter-line", "free melody"):
            lines = [line for line in sung_lines(number, sketch) if line.name == f"{name} of {number}"]
            if lines and len((longest := max(lines, key=lambda line: len(line.notes))).notes) > 1:
                found.append(longest)
    return tuple(found)


def sung_lines(number: str, sketch: Sketch) -> tuple[ScoreLine, ...]:
    """All that sings in a cue: statements of themes, melodies that state none, counter-lines."""
    return tuple(
        ScoreLine(f"{_kind(line)} {'in' if line.theme else 'of'} {number}", sung_line(line), number, line.theme)
        for line in sketch.lines
        if line.role in ("melody", "counter")
    )


def theme_line(theme: Theme) -> tuple[Sung, ...]:
    """A theme as the measures take it."""
    return tuple((note.onset, note.length, note.pitch.height) for note in theme.notes)


def sung_line(line: Line) -> tuple[Sung, ...]:
    """A line as the measures take it."""
    return tuple((note.onset, note.length, note.pitch.height) for note in line.notes if note.pitch)


def _kind(line: Line) -> str:
    if line.theme:
        return f"theme {line.theme}" if line.role == "melody" else f"theme {line.theme} below"
    return "counter-line" if line.role == "counter" else "free melody"
