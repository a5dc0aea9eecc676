"""What each file of the album says of itself, and what it is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from originalscore.album.credits import lyricists_of
from originalscore.album.level import Level, Levels
from originalscore.album.order import Planned
from originalscore.album.pressing import Sleeve
from originalscore.model.album import TO_BE_ASSIGNED, Album, AlbumTrack, AlbumWishes
from originalscore.model.ledger import Ledger
from originalscore.model.tags import Tags

GENRE = "Soundtrack"
#: Letters that some file system does not take in a name (Microsoft, "Naming files, paths, and namespaces"), and the longest name (ours).
_FORBIDDEN, _LONGEST = re.compile(r'[\x00-\x1f<>:"/\\|?*]'), 80


def sleeves_of(
    album: Album, tracks: tuple[Planned, ...], levels: Levels, ledger: Ledger, wishes: AlbumWishes
) -> tuple[Sleeve, tuple[Sleeve, ...]]:
    """The joined master's, and every track's."""
    common = _of_the_album(album, levels.album, ledger, wishes)
    composers = tuple(dict.fromkeys(name for track in album.tracks for name in track.composers))
    whole = Tags({**common, "title": (album.title,), "artist": (album.artist,), "composer": composers})
    each = zip(album.tracks, tracks, levels.tracks, strict=True)
    return Sleeve("album", whole), tuple(_of_a_track(album, track, planned, level, levels.album, common) for track, planned, level in each)


def _of_a_track(
    album: Album, track: AlbumTrack, planned: Planned, level: Level, whole: Level, common: Mapping[str, tuple[str, ...]]
) -> Sleeve:
    values = {
        **common,
        "title": (track.title,),
        "artist": track.performers or track.composers or (album.artist,),
        "composer": track.composers,
        "lyricist": lyricists_of(planned),
        "performer": track.performers,
        "isrc": _assigned(track.isrc),
        "iswc": _assigned(track.iswc),
        "track_gain": (_gain(level),),
        "track_peak": (_peak(level),),
    }
    name = f"{track.number:02} {file_name(track.title)}"
    return Sleeve(name, Tags(values, track.number, len(album.tracks)), (level.gain_db, whole.gain_db))


def _of_the_album(album: Album, whole: Level, ledger: Ledger, wishes: AlbumWishes) -> dict[str, tuple[str, ...]]:
    return {
        "album": (album.title,),
        "album_artist": (album.artist,),
        "date": (str(ledger.year),) if ledger.year else (),
        "genre": (GENRE,),
        "label": (wishes.label,),
        "catalogue": (wishes.catalogue,),
        "copyright": (wishes.copyright,),
        "barcode": _assigned(album.barcode),
        "release_type": album.release_types,
        "compilation": ("1",) if "compilation" in album.release_types else (),
        "album_gain": (_gain(whole),),
        "album_peak": (_peak(whole),),
    }


def file_name(title: str) -> str:
    """A title as the name of a file on any system; never empty."""
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", title))
    return " ".join(plain.split())[:_LONGEST].strip(" .") or "untitled"


def _assigned(number: str) -> tuple[str, ...]:
    """A registered number; none where it is still to be assigned."""
    return () if number == TO_BE_ASSIGNED else (number,)


def _gain(level: Level) -> str:
    return f"{level.gain_db:+.2f} dB"


def _peak(level: Level) -> str:
    return f"{level.peak:.6f}"
