"""What spotting makes of a film as a story: its scenes with their moods, its tension from end to end, its turns. Times are picture time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.cue import CurvePoint


@dataclass(frozen=True)
class SceneReading:
    """A stretch of one character.

    Parameters
    ----------
    start_s, end_s
        Picture time.
    mood
        A name of ``model.cue.MOODS``; ``neutral`` where the evidence is thin.
    next_mood
        What it would have been otherwise, or nothing.
    confidence
        The mood's share of what speaks for it and for the next: 0.5 where either might be right, 1 where the brief names it, 0 where neutral.
    tension
        Mean over the stretch, 0 to 1.
    talk
        Share of it that is spoken, 0 to 1.
    music
        The number of the cue that plays, or ``silence``.
    why
        Reasons in words for the mood, and for a silence.
    """

    start_s: Fraction
    end_s: Fraction
    mood: str
    next_mood: str
    confidence: float
    tension: float
    talk: float
    music: str
    why: str


@dataclass(frozen=True)
class StoryBeat:
    """A turn of the story: where it is, what turns, and why it is taken for one."""

    at_s: Fraction
    what: str
    why: str


@dataclass(frozen=True)
class FilmReading:
    """The whole film: scenes in order without gaps, tension as a curve, and the few turns that matter."""

    SCHEMA: ClassVar[str] = "FilmReading.1"

    scenes: tuple[SceneReading, ...]
    tension: tuple[CurvePoint, ...]
    beats: tuple[StoryBeat, ...]
