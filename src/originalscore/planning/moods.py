"""Mood to music: one row a mood. Tempo, mode, register, dynamics, articulation and texture, in the order of their importance.

Directions follow Eerola, Friberg and Bresin 2013 and the summaries named in the craft notes; every number is ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoodRow:
    """How a mood is composed.

    ``slow_bpm`` to ``fast_bpm`` in quarter notes a minute; ``modes`` with integer weights; ``meters`` with weights; ``idiom``
    names the texture's vocabulary.
    """

    slow_bpm: int
    fast_bpm: int
    modes: tuple[tuple[str, int], ...]
    meters: tuple[tuple[str, int], ...]
    idiom: str


_MAJOR = (("major", 3), ("lydian", 1))
_MINOR = (("minor", 3), ("dorian", 1))
_COMMON = (("4/4", 4), ("3/4", 1))

MOOD_ROWS: dict[str, MoodRow] = {
    "neutral": MoodRow(60, 76, (("dorian", 2), ("major", 1), ("mixolydian", 1)), (("4/4", 1),), "underscore"),
    "daily": MoodRow(84, 104, (("major", 3), ("mixolydian", 2)), _COMMON, "light"),
    "tender": MoodRow(60, 80, _MAJOR, (("4/4", 2), ("3/4", 2)), "intimate"),
    "romance": MoodRow(62, 82, _MAJOR, (("3/4", 2), ("4/4", 2)), "romantic"),
    "comic": MoodRow(112, 138, (("major", 2), ("mixolydian", 1)), (("4/4", 2), ("2/4", 1)), "light"),
    "joy": MoodRow(112, 138, (("major", 3), ("mixolydian", 1)), _COMMON, "light"),
    "wonder": MoodRow(72, 96, (("lydian", 2), ("major", 2)), _COMMON, "romantic"),
    "mystery": MoodRow(60, 84, (("minor", 2), ("phrygian", 1), ("dorian", 1)), _COMMON, "mystery"),
    "suspense": MoodRow(84, 112, (("minor", 2), ("phrygian", 1)), (("4/4", 1),), "thriller"),
    "horror": MoodRow(48, 66, (("phrygian", 2), ("minor", 1)), (("4/4", 1),), "dread"),
    "conflict": MoodRow(80, 112, _MINOR, (("4/4", 1),), "action"),
    "action": MoodRow(126, 160, _MINOR, (("4/4", 1),), "action"),
    "sorrow": MoodRow(50, 66, _MINOR, _COMMON, "intimate"),
    "triumph": MoodRow(96, 126, (("major", 3), ("mixolydian", 2)), (("4/4", 1),), "heroic"),
}
