"""Idioms: the languages a cue can be written in, one readable row each.

An idiom is a habit of the film music department, not a mood: how sustained harmony is played, how the tune is coloured, how loud the
music stands. Moods and the film's style choose the idiom (``planning``); the rooms of composition read what they need from its row.
All numbers are ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Idiom:
    """A language of film music.

    Parameters
    ----------
    name
        One of :data:`IDIOMS`.
    level_base
        The level (0 to 1) from which dynamics grow with the force of the picture.
    pad_character, pad_color
        How its sustained harmony is played (``model.sketch.CHARACTERS``), and the colour it asks for.
    melody_color
        The colour of its tune.
    gentle
        Whether a hit is an arrival and not a blow.
    tonal
        Whether the measures of tonal music hold for it.
    """

    name: str
    level_base: float
    pad_character: str
    pad_color: str
    melody_color: str
    gentle: bool = False
    tonal: bool = True


IDIOMS: dict[str, Idiom] = {
    row.name: row
    for row in (
        Idiom("romantic", 0.25, "legato", "warm", "warm", gentle=True),
        Idiom("minimal", 0.24, "sustained", "glassy", "fragile", gentle=True),
        Idiom("thriller", 0.28, "sustained", "dark", "dark", tonal=False),
        Idiom("intimate", 0.22, "sustained", "warm", "fragile", gentle=True),
        Idiom("light", 0.26, "detached", "bright", "bright", gentle=True),
        Idiom("ambient", 0.20, "sustained", "glassy", "glassy", gentle=True),
        Idiom("underscore", 0.22, "sustained", "dark", "warm", gentle=True),
        Idiom("mystery", 0.22, "tremolo", "glassy", "glassy", gentle=True),
        Idiom("dread", 0.26, "tremolo", "dark", "dark", tonal=False),
        Idiom("action", 0.38, "detached", "heavy", "heavy"),
        Idiom("heroic", 0.36, "legato", "noble", "noble"),
    )
}


def idiom(name: str) -> Idiom:
    """The idiom of that name; ``KeyError`` if there is none."""
    return IDIOMS[name]
