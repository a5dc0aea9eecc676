"""What a sound file says of itself, before any format's own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What may be said of a recording; each format has its own name for it (``formats.tags.names``).
TAGS = (
    "title", "album", "artist", "album_artist", "composer", "lyricist", "performer", "date", "genre", "label", "catalogue", "copyright",
    "isrc", "iswc", "barcode", "release_type", "compilation", "track_gain", "track_peak", "album_gain", "album_peak",
)  # fmt: skip


@dataclass(frozen=True)
class Tags:
    """What is said of one track.

    Parameters
    ----------
    values
        By names of :data:`TAGS`, in their order; each may be said several times. What nobody knows is not there.
    track, tracks
        Its number, and how many there are; 0: it is the whole album.
    disc, discs
        Likewise.
    """

    values: Mapping[str, tuple[str, ...]]
    track: int = 0
    tracks: int = 0
    disc: int = 1
    discs: int = 1

    def __post_init__(self) -> None:
        for name in self.values:
            if name not in TAGS:
                raise ValueError(f"nobody knows a tag “{name}”")

    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everything that is said, in the order of :data:`TAGS`, nothing empty."""
        told = ((name, tuple(one for one in self.values.get(name, ()) if one)) for name in TAGS)
        return tuple((name, values) for name, values in told if values)
