"""What only people know of a film's music: writers, licences, songs, and what they did themselves. Nothing of it is ever guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from originalscore.model.ledger import Party, Permissions


@dataclass(frozen=True)
class Song:
    """Music that is not ours and is heard in the film.

    Parameters
    ----------
    id
        ``s1``, ``s2``, ...; never changes.
    title, performer
        As its recording names them.
    file, sha256
        The recording seen from the folder, and its checksum; empty: it is already in the film's own sound.
    start_s, end_s
        Picture time.
    from_s
        Where in the recording it begins, seconds.
    level_db
        How much louder or softer than the recording it is laid in, decibels.
    fade_in_s, fade_out_s
        Length of the fades at its ends, seconds.
    usage, origin
        Names of ``ledger.USAGES`` and ``ledger.ORIGINS``.
    lyric, wordless, on_screen
        Whether words are sung; whether voices sing without words; whether the people in the film hear it.
    over_score
        Whether the score may sound at the same time.
    writers, publishers, permissions, isrc, iswc
        As in ``ledger.Entry``.
    """

    id: str
    title: str
    file: str
    sha256: str
    start_s: Fraction
    end_s: Fraction
    usage: str
    origin: str
    performer: str = ""
    from_s: Fraction = Fraction(0)
    level_db: float = 0.0
    fade_in_s: Fraction = Fraction(0)
    fade_out_s: Fraction = Fraction(0)
    lyric: bool = True
    wordless: bool = False
    on_screen: bool = False
    over_score: bool = False
    writers: tuple[Party, ...] = ()
    publishers: tuple[Party, ...] = ()
    permissions: Permissions = field(default_factory=Permissions)
    isrc: str = ""
    iswc: str = ""


@dataclass(frozen=True)
class ThemeOrigin:
    """Where a theme of the user's comes from: its name in the cue list, a name of ``ledger.ORIGINS``, who wrote it, and its first use."""

    theme: str
    origin: str
    writer: str = ""
    first_heard_in: str = ""


@dataclass(frozen=True)
class Rights:
    """Everything in ``rights.toml``.

    Parameters
    ----------
    title, year
        Of the film; empty and 0 where nobody has said.
    credits_s
        Picture time at which the end credits begin; None where nobody has said.
    facts
        Further facts of the production, name and value.
    composer
        Who is put forward as the score's composer.
    human
        What people wrote, chose and edited of the score, in their words.
    writers, publishers
        Of the score.
    themes
        Where themes of the user's come from.
    songs
        In the order of the file.
    """

    SCHEMA: ClassVar[str] = "Rights.1"

    title: str = ""
    year: int = 0
    credits_s: Fraction | None = None
    facts: tuple[tuple[str, str], ...] = ()
    composer: str = ""
    human: str = ""
    writers: tuple[Party, ...] = ()
    publishers: tuple[Party, ...] = ()
    themes: tuple[ThemeOrigin, ...] = ()
    songs: tuple[Song, ...] = ()
