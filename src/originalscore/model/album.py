"""The soundtrack album: what is wished of it, and what was made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.errors import BriefError
from originalscore.model.delivery import DeliveredFile

#: Order of the tracks: as in the film; opening, contrasts and the end titles last; or exactly the ``[[track]]`` rows of ``album.toml``.
ORDERS = ("film", "listening", "list")
#: Recordings in samples at a time: one frame of an ``album.cue`` is this part of a second (IEC 60908).
CUE_FRAMES_A_SECOND = 75
#: A disc, and so a cue file, has no more tracks than this (IEC 60908).
MOST_TRACKS = 99
TO_BE_ASSIGNED = "to be assigned"
#: Wish -> least and most: LUFS, seconds, decibels (ours; a gap of ten seconds is already a hidden track).
BOUNDS = {
    "loudness_lufs": (-30.0, -10.0), "gap_s": (0.0, 10.0), "short_s": (0.0, 600.0), "crossfade_s": (0.0, 10.0), "level_db": (-24.0, 12.0),
}  # fmt: skip


def _check_bounds(wish: object) -> None:
    for name, (least, most) in BOUNDS.items():
        value = getattr(wish, name, None)
        if value is not None and not least <= value <= most:
            raise BriefError(f"{name} of the album is {float(value):g}", f"give a number from {least:g} to {most:g}")


@dataclass(frozen=True)
class TrackWish:
    """What the user says of one track; numbers within :data:`BOUNDS`.

    Parameters
    ----------
    of
        Numbers of cues and ids of songs; more than one: a suite in this order.
    title
        Empty: one is found.
    leave_out
        Whether the track is not wanted.
    level_db
        How much louder or softer than in the film's mix it stands, decibels.
    gap_s
        Silence after it, seconds; None: as everywhere.
    performer, isrc, iswc
        Empty: a song's own as ``rights.toml`` has them; none for the score.
    """

    of: tuple[str, ...]
    title: str = ""
    leave_out: bool = False
    level_db: float = 0.0
    gap_s: Fraction | None = None
    performer: str = ""
    isrc: str = ""
    iswc: str = ""

    def __post_init__(self) -> None:
        _check_bounds(self)


@dataclass(frozen=True)
class AlbumWishes:
    """What is wished of the album; everything has a default, and numbers keep within :data:`BOUNDS`.

    Parameters
    ----------
    title, artist
        Empty: made from the film's title; the composer whom ``rights.toml`` names.
    order
        A name of :data:`ORDERS`.
    loudness_lufs
        Of the joined album; -14 is where most services play (rights.md 1.5). Never reached by pressing peaks down.
    gap_s
        Silence between tracks, seconds.
    short_s
        Cues of the score shorter than this are joined with their neighbours into suites, seconds; 0: none is.
    crossfade_s
        The longest overlap of a cue's ring with the next cue of its suite, seconds.
    performer
        Who plays the score; empty: nobody is named.
    label, catalogue, barcode, copyright
        Of the release; empty until somebody has entered them.
    cover
        A square picture of the user's own seen from the folder; empty: one is drawn.
    tracks
        What is said of single tracks.
    """

    title: str = ""
    artist: str = ""
    order: str = "film"
    loudness_lufs: float = -14.0
    gap_s: Fraction = Fraction(2)
    short_s: Fraction = Fraction(45)
    crossfade_s: Fraction = Fraction(3, 2)
    performer: str = ""
    label: str = ""
    catalogue: str = ""
    barcode: str = ""
    copyright: str = ""
    cover: str = ""
    tracks: tuple[TrackWish, ...] = ()

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            raise BriefError(f"an album in the order “{self.order}” is unknown", f"known are {', '.join(ORDERS)}")
        _check_bounds(self)


@dataclass(frozen=True)
class AlbumTrack:
    """One track as it lies on the album.

    Parameters
    ----------
    number
        From 1.
    title
        As on the sleeve.
    of
        Numbers of its cues, or the id of its song.
    kinds
        The kind of each, as the ledger has it.
    first_sample, music_end_sample, end_sample
        Where it begins on the album, where its music ends, and where its file ends: the silence before the next track is its own.
    lufs
        Integrated loudness; None where it is silent, or shorter than 0.4 s.
    true_peak_dbtp, gain_db
        Its peak, and the gain that brings it to -18 LUFS (ReplayGain 2.0), decibels.
    composers, performers
        Blank until ``rights.toml`` or ``album.toml`` names somebody.
    isrc, iswc
        As entered, or :data:`TO_BE_ASSIGNED`.
    """

    number: int
    title: str
    of: tuple[str, ...]
    kinds: tuple[str, ...]
    first_sample: int
    music_end_sample: int
    end_sample: int
    lufs: float | None
    true_peak_dbtp: float
    gain_db: float
    composers: tuple[str, ...]
    performers: tuple[str, ...]
    isrc: str
    iswc: str


@dataclass(frozen=True)
class LeftOut:
    """A piece of the film's music that is not on the album, and why; ``refused``: it was wanted."""

    id: str
    title: str
    reason: str
    refused: bool


@dataclass(frozen=True)
class Album:
    """The album as made.

    Parameters
    ----------
    title, artist
        As tagged; the artist may be empty.
    sample_rate
        Of the masters, hertz.
    release_types
        MusicBrainz: ``album``, ``soundtrack``, and ``compilation`` only where it is one.
    gain_db
        The one gain that every track got.
    lufs, loudest_lufs, true_peak_dbtp, album_gain_db
        Of all tracks joined: loudness, the loudest track's, true peak, and the gain to -18 LUFS.
    wanted_lufs, held_back
        The loudness wished for, and why it was not reached; empty where it was.
    minimum
        Whether it is long enough to count as an album, in words.
    barcode
        As entered, or :data:`TO_BE_ASSIGNED`.
    left_out
        What is not on it.
    files
        Everything that was written, paths seen from the folder.
    """

    SCHEMA: ClassVar[str] = "Album.1"

    title: str
    artist: str
    sample_rate: int
    release_types: tuple[str, ...]
    gain_db: float
    lufs: float | None
    loudest_lufs: float | None
    true_peak_dbtp: float
    album_gain_db: float
    wanted_lufs: float
    held_back: str
    minimum: str
    barcode: str
    tracks: tuple[AlbumTrack, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...] = ()
    files: tuple[DeliveredFile, ...] = ()

    @property
    def refused(self) -> tuple[LeftOut, ...]:
        """What was wanted and may not be on it."""
        return tuple(one for one in self.left_out if one.refused)

    @property
    def samples(self) -> int:
        """Its length."""
        return self.tracks[-1].end_sample if self.tracks else 0
