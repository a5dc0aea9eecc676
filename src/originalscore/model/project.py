"""What a folder was made for: the film and the wishes of the run, so that the folder alone can be carried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from originalscore.model.brief import Brief


@dataclass(frozen=True)
class Project:
    """The film and the options of a folder.

    Parameters
    ----------
    film
        Path of the film, relative to the folder where possible; empty for a project made of a length alone.
    film_sha256
        Of the film; of nothing for a project made of a length alone.
    subtitles
        Path of the subtitle file, or empty.
    sound
        ``keep``, ``mute`` or the path of dialogue and effects without music.
    dialogue
        Path of the dialogue alone, or empty.
    loudness
        Name of a loudness profile.
    brief
        Wishes in words, seed, ensemble, length.
    distance_lu
        How far the music stays below every spoken line.
    sample_rate
        Of all sound that is made, hertz.
    two_pop, click
        Whether stems and masters begin with a two-pop, and whether a click is written.
    streamers
        Whether the conductor's film is drawn.
    palette
        Name of a shipped palette, or the path of a palette file seen from the folder.
    series
        Path of the folder of earlier episodes seen from the folder, or empty.
    theme, melody
        Path of the user's own theme seen from the folder, to be developed or to stay as written; at most one is set.
    markers
        Paths of the editor's lists of marks seen from the folder.
    temp
        Path of the temp track seen from the folder, or empty.
    """

    SCHEMA: ClassVar[str] = "Project.1"

    film: str
    film_sha256: str
    subtitles: str
    sound: str
    loudness: str
    brief: Brief
    distance_lu: int = 12
    sample_rate: int = 48_000
    two_pop: bool = False
    click: bool = False
    palette: str = "orchestra"
    series: str = ""
    theme: str = ""
    melody: str = ""
    markers: tuple[str, ...] = ()
    temp: str = ""
    streamers: bool = False


@dataclass(frozen=True)
class StageTime:
    """How long a stage took, or that its product was already there."""

    name: str
    cue: str
    seconds: float
    cached: bool
