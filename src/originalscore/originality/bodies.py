"""Bodies of music that a score is compared with note for note: the user's files, the notes of a temp track, the user's own earlier films.

Each says in words what it is, and what could not be compared: a temp track that is sound has no notes until somebody writes them down, and nobody
does so here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from originalscore.episodes import Episode
from originalscore.errors import BriefError
from originalscore.measures.originality import KnownMelodies
from originalscore.originality.catalogue import Entry
from originalscore.originality.lines import theme_line
from originalscore.originality.reading import ENDINGS, Melody, find_files, read_melodies


@dataclass(frozen=True)
class Body:
    """Melodies with their notes, and what they are, in words.

    Parameters
    ----------
    words
        What was searched (or why it could not be).
    melodies
        None where nothing could be compared.
    own
        Whether they are the user's own films': then themes that are carried on from them on purpose are not compared.
    """

    words: str
    melodies: KnownMelodies | None = None
    own: bool = False


def of_files(place: Path) -> Body:
    """A file or folder of the user's.

    Raises
    ------
    BriefError, FormatError
        If something cannot be found or read.
    """
    known = KnownMelodies([melody for file in find_files(place) for melody in read_melodies(file)])
    return Body(f"{counted(len(known.names), 'melody')} of {place}, note for note", known)


def of_temp(temp: Path) -> Body:
    """A temp track: its notes where it is notes; where it is sound, the plain statement that it was not compared.

    Raises
    ------
    BriefError, FormatError
        If there is no such file, or it cannot be read.
    """
    if not temp.is_file():
        raise BriefError(f"there is no temp track {temp}", "check the name")
    if temp.suffix.lower() not in ENDINGS:
        return unheard(temp.name)
    known: list[Melody] = list(read_melodies(temp))
    return Body(f"{counted(len(known), 'melody')} of the temp track {temp.name}, note for note", KnownMelodies(known))


def unheard(temp: str) -> Body:
    """What is said of a temp track that is sound."""
    return Body(
        f"the temp track {temp} is sound, which is never written down as notes here: not compared (give its MIDI or MusicXML with --temp)"
    )


def of_episodes(episodes: Sequence[Episode], whose: str) -> Body:
    """The themes of earlier score folders; ``whose`` says which, in words."""
    known = [(f"“{theme.name}” of {episode.name}", theme_line(theme)) for episode in episodes for theme in episode.plan.themes]
    return Body(
        f"{counted(len(known), 'theme')} of {counted(len(episodes), 'film')} {whose}, note for note", KnownMelodies(known), own=True
    )


def of_catalogue(entries: Sequence[Entry], place: Path) -> Body:
    """The themes of the films that were looked at before."""
    known = [(f"“{entry.theme}” of {entry.title}", entry.notes) for entry in entries]
    return Body(
        f"{counted(len(known), 'theme')} of other films in your own catalogue ({place}), note for note", KnownMelodies(known), own=True
    )


def counted(number: int, word: str) -> str:
    """A number of things in words: 1 melody, 2 melodies."""
    return f"{number} {word if number == 1 else word.removesuffix('y') + 'ies' if word.endswith('y') else word + 's'}"
