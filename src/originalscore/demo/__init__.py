"""Films that draw themselves, and the truth about them: *The Keeper* (ninety seconds) and the three scenes everybody knows (a minute each).

They are the product's own examples and its first test films: cuts, events and spoken lines are known because they are drawn and spoken here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from originalscore.demo.battle import BATTLE
from originalscore.demo.film import FRAME_RATE, ON, Film
from originalscore.demo.goodbye import GOODBYE
from originalscore.demo.keeper import KEEPER
from originalscore.demo.thriller import THRILLER
from originalscore.external.encode import encode_film
from originalscore.files import write_whole

__all__ = ["FILMS", "ON", "Film", "draw_demo", "draw_film", "truth"]

#: Every film by name, the demo first.
FILMS: dict[str, Film] = {film.name: film for film in (KEEPER, THRILLER, GOODBYE, BATTLE)}


def draw_demo(path: Path, *, progress: Callable[[float], None] | None = None, film: str = "keeper") -> None:
    """Draw a film to ``path`` (MP4, 24 frames a second, from 01:00:00:00), with its subtitles (``.srt``) and truth (``.truth.json``) beside it.

    Raises
    ------
    ToolError
        If espeak-ng is missing.
    """
    drawn = FILMS[film]
    sound = drawn.sound()
    if drawn.lines:
        write_whole(path.with_suffix(".srt"), drawn.subtitles())
    write_whole(path.with_suffix(".truth.json"), json.dumps(drawn.truth(), indent=1) + "\n")
    encode_film(path, drawn.frames(progress), frame_rate=Fraction(FRAME_RATE), sound=sound, start_timecode="01:00:00:00")


def draw_film(name: str, folder: Path, *, progress: Callable[[float], None] | None = None) -> Path:
    """Draw the film of that name into a folder, unless it is there; gives its path, ready to be scored.

    Raises
    ------
    ToolError
        If espeak-ng is missing.
    """
    path = folder / f"{name}.mp4"
    if not path.exists():
        draw_demo(path, progress=progress, film=name)
    return path


def truth(film: str = "keeper") -> dict[str, object]:
    """Cuts, events and spoken spans of a film, in seconds."""
    return FILMS[film].truth()
