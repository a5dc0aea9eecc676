"""The values of the form grid: a bar with its job, a statement in its place, and the form of a cue."""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.model.plan import Theme
from originalscore.model.shortfall import Shortfall
from originalscore.model.tempo import Bar, Landing

#: What the end of a phrase may say.
CADENCES = ("", "half", "closing", "question", "reveal", "threat", "loss", "triumph", "unresolved")


@dataclass(frozen=True)
class FormBar:
    """A bar and its job.

    ``section`` is a name of ``model.sketch.Section``; ``statement`` numbers the placed statement or is -1, ``theme_bar`` is the bar of the
    theme that falls here. ``force`` and ``density`` are 0 to 1. ``stop`` asks for silence after its hit. ``phrase_bar`` counts from 0
    within a phrase of ``phrase_bars``; ``cadence`` (a name of :data:`CADENCES`) is what the phrase that ends here says.
    ``begins``: the tempo map counts a phrase from here.
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
    cadence: str = ""
    phrase_bar: int = 0
    phrase_bars: int = 1
    begins: bool = False


@dataclass(frozen=True)
class Placed:
    """A statement that found its place: bars ``first`` to ``first + bars`` - 1 of the form.

    ``theme_bars`` is how many bars of the theme's own meter they hold, ``per_bar`` how many bars of the cue one of them takes.
    ``variation``, ``partner`` and ``stage`` are the plan's; ``centre`` is the middle of its register (C4 = 60); ``pickup`` says that the
    bar before is free for notes before the first downbeat.
    """

    theme: Theme
    guise: str
    first: int
    bars: int
    variation: int = 0
    partner: Theme | None = None
    stage: str = ""
    centre: int = 70
    theme_bars: int = 0
    per_bar: int = 1
    pickup: bool = False


@dataclass(frozen=True)
class Form:
    """The grid, the statements, and what did not fit."""

    bars: tuple[FormBar, ...]
    placed: tuple[Placed, ...]
    shortfalls: tuple[Shortfall, ...]
