"""The music ledger: every piece of music that is heard in the film, ours or not, with where it comes from and what may be done with it.

The music cue sheet, the album, the award figures and the credits are all read off it; nothing of it is typed twice. Times are whole frames of
the film, counted from its first one, the last one not included. Facts that only people know (who wrote it, who gave which licence) come from ``rights.toml``
and stay blank until somebody has entered them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.times import Clock

#: How a piece is used, by the codes of music cue sheets: background, visual, featured; instrumental, vocal, source; themes, logo, public domain.
USAGES = {
    "BI": "background instrumental", "BV": "background vocal", "VI": "visual instrumental", "VV": "visual vocal", "VS": "visual source",
    "FI": "featured instrumental", "FV": "featured vocal", "OT": "opening theme", "CT": "closing theme", "EE": "logo",
    "PD": "public domain",
}  # fmt: skip
#: Where a piece comes from: written by this project; written before by the same hand; existed or was performed before; a free melody adapted here.
ORIGINS = ("composed here", "composed earlier", "pre-existing", "public domain adapted")
#: What a piece is, decided by six questions asked in order (``ledger.classify``).
KINDS = ("score", "song", "source", "pre-existing", "logo")
#: How far a permission has come. Only ``granted`` and ``not needed`` let music be used.
LICENCE_STATES = ("", "asked", "granted", "refused", "not needed")
#: What a writer did (composer, author of words, both, arranger), and what a publisher is (original, sub-publisher).
WRITER_ROLES, PUBLISHER_ROLES = ("C", "A", "CA", "AR"), ("E", "SE")


@dataclass(frozen=True)
class Party:
    """A writer or publisher.

    Parameters
    ----------
    name
        As the society knows it.
    role
        A name of :data:`WRITER_ROLES` or :data:`PUBLISHER_ROLES`.
    share
        Per cent of the writers' (the publishers') side, exact; None where nobody has said.
    society, ipi
        Performing-rights society and its number of the party; empty where unknown.
    """

    name: str
    role: str
    share: Fraction | None = None
    society: str = ""
    ipi: str = ""


@dataclass(frozen=True)
class Licence:
    """A permission to use a piece.

    Parameters
    ----------
    status
        A name of :data:`LICENCE_STATES`; empty: nobody has said.
    licensor, territory, term, media, fee
        As the document says it.
    most_favoured
        Whether it must be raised to what any other licensor gets (most favoured nations).
    document, sha256
        The document's file seen from the folder, and its checksum when it was entered.
    """

    status: str = ""
    licensor: str = ""
    territory: str = ""
    term: str = ""
    media: str = ""
    fee: str = ""
    most_favoured: bool = False
    document: str = ""
    sha256: str = ""

    @property
    def holds(self) -> bool:
        """Whether the music may be used by it."""
        return self.status in ("granted", "not needed")


@dataclass(frozen=True)
class Permissions:
    """The four permissions of a piece: composition and recording in the film (``sync``, ``master``), and both on an album."""

    sync: Licence = Licence()
    master: Licence = Licence()
    album_composition: Licence = Licence()
    album_recording: Licence = Licence()

    @property
    def in_film(self) -> bool:
        """Whether both film rights are there."""
        return self.sync.holds and self.master.holds

    @property
    def on_album(self) -> bool:
        """Whether both album rights are there."""
        return self.album_composition.holds and self.album_recording.holds


@dataclass(frozen=True)
class Reuse:
    """Music of this piece that an earlier film had: its folder or title, the theme, and the bars of the piece that say it."""

    film: str
    theme: str
    bars: int


@dataclass(frozen=True)
class Entry:
    """One piece of music in the film.

    Parameters
    ----------
    id
        Number of the cue (``1m1``), or of the song (``s1``).
    title
        As the cue sheet names it.
    first_frame, end_frame
        Where it is heard: from, and up to but not including; 0 is the film's first frame.
    usage
        A name of :data:`USAGES`.
    kind, reasons
        A name of :data:`KINDS`, and the answer to each question that led to it, in order.
    origin
        A name of :data:`ORIGINS`.
    lyric, wordless
        Whether words are sung; whether voices sing without words.
    on_screen
        Whether the people in the film hear it.
    writers, publishers
        Blank until a person has entered them.
    permissions
        Of our own music everything is ``not needed`` as far as licences go.
    bars, reuse
        How many bars it has (0: unknown), and which of them an earlier film had.
    file, sha256
        Its sound seen from the folder: the cue alone, or the song's own file; with its checksum.
    performer, isrc, iswc
        Empty until somebody has entered them: they are given by registrars, never made up.
    """

    id: str
    title: str
    first_frame: int
    end_frame: int
    usage: str
    kind: str
    reasons: tuple[str, ...]
    origin: str
    lyric: bool = False
    wordless: bool = False
    on_screen: bool = False
    writers: tuple[Party, ...] = ()
    publishers: tuple[Party, ...] = ()
    permissions: Permissions = Permissions()
    bars: int = 0
    reuse: tuple[Reuse, ...] = ()
    file: str = ""
    sha256: str = ""
    performer: str = ""
    isrc: str = ""
    iswc: str = ""

    @property
    def frames(self) -> int:
        """How long it is heard."""
        return self.end_frame - self.first_frame

    @property
    def reused_bars(self) -> int:
        """How many of its bars an earlier film had; never more than it has."""
        return min(self.bars, sum(one.bars for one in self.reuse))


@dataclass(frozen=True)
class Ledger:
    """All music of a film, in the order in which it begins.

    Parameters
    ----------
    title
        Of the film.
    year
        Of the film's release; 0 until somebody has entered it.
    clock
        Of the film: rate and label of its first frame.
    frames
        Length of the film.
    entries
        Sorted by first frame.
    composer
        Who is put forward as the score's composer; empty until a person has entered one. It is never the software.
    facts
        What else the production has entered of itself (company, contact, production number), name and value.
    credits_frame
        Where the end credits begin; None: nobody has said.
    undeclared
        Spans of frames in which the film's own sound carries music of which nobody has said what it is.
    """

    SCHEMA: ClassVar[str] = "Ledger.1"

    title: str
    year: int
    clock: Clock
    frames: int
    entries: tuple[Entry, ...]
    composer: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    credits_frame: int | None = None
    undeclared: tuple[tuple[int, int], ...] = ()

    def entry(self, name: str) -> Entry | None:
        """The piece with an id, if there is one."""
        return next((one for one in self.entries if one.id == name), None)

    def label(self, frame: int) -> str:
        """The timecode of a frame."""
        return self.clock.label(Fraction(frame) * self.clock.frame_rate.frame_s)
