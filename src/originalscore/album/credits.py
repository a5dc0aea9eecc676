"""Who is named on the album, and what kind of release it is: from what people have entered alone. The software is nobody's composer."""

from __future__ import annotations

from collections.abc import Iterable

from originalscore.album.order import Planned
from originalscore.errors import BriefError
from originalscore.model.album import TO_BE_ASSIGNED, AlbumTrack, AlbumWishes
from originalscore.model.ledger import Entry, Ledger

VARIOUS = "Various Artists"
"""MusicBrainz's name for the artist of a release by several."""
_COMPOSING, _WRITING = ("C", "CA"), ("A", "CA")
_SCORE = ("score", "source")


def composers_of(track: Planned, ledger: Ledger) -> tuple[str, ...]:
    """Who composed a track: the writers entered for its pieces; the score's composer where none is and it is score."""
    return _once(name for piece in track.pieces for name in _composers(piece, ledger))


def _composers(piece: Entry, ledger: Ledger) -> tuple[str, ...]:
    named = tuple(writer.name for writer in piece.writers if writer.role in _COMPOSING)
    return named or ((ledger.composer,) if piece.kind in _SCORE and ledger.composer else ())


def lyricists_of(track: Planned) -> tuple[str, ...]:
    """Who wrote the words of a track's songs."""
    return _once(writer.name for piece in track.pieces if piece.lyric for writer in piece.writers if writer.role in _WRITING)


def performers_of(track: Planned, wishes: AlbumWishes) -> tuple[str, ...]:
    """Who plays a track: as ``album.toml`` says, a song's own performer, or who plays the score."""
    if track.wish.performer:
        return (track.wish.performer,)
    return _once(piece.performer or (wishes.performer if piece.kind in _SCORE else "") for piece in track.pieces)


def numbers_of(track: Planned) -> tuple[str, str]:
    """ISRC and ISWC of a track as they were entered; empty where they were not."""
    alone = track.pieces[0] if len(track.pieces) == 1 else None
    return track.wish.isrc or (alone.isrc if alone else ""), track.wish.iswc or (alone.iswc if alone else "")


def check_isrcs(tracks: tuple[AlbumTrack, ...]) -> None:
    """Refuse two recordings under one number.

    Raises
    ------
    BriefError
        If two tracks have the same ISRC.
    """
    seen: dict[str, AlbumTrack] = {}
    for track in tracks:
        other = seen.get(track.isrc)
        if other and track.isrc != TO_BE_ASSIGNED:
            raise BriefError(
                f"tracks {other.number} “{other.title}” and {track.number} “{track.title}” have the same ISRC {track.isrc}",
                "every recording has one of its own: look in rights.toml and album.toml",
            )
        seen[track.isrc] = track


def release_types(tracks: tuple[Planned, ...], wishes: AlbumWishes) -> tuple[str, ...]:
    """MusicBrainz types: a compilation is what holds nothing made for the film, by more than one performer."""
    pieces = [piece for track in tracks for piece in track.pieces]
    performers = {name for track in tracks for name in performers_of(track, wishes)}
    is_compilation = all(piece.kind == "pre-existing" for piece in pieces) and len(performers) > 1
    return ("album", "soundtrack", *(("compilation",) if is_compilation else ()))


def album_artist(ledger: Ledger, tracks: tuple[Planned, ...], wishes: AlbumWishes) -> str:
    """As wished, the composer, or several; empty where nobody is named."""
    if wishes.artist:
        return wishes.artist
    return VARIOUS if "compilation" in release_types(tracks, wishes) else ledger.composer


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
