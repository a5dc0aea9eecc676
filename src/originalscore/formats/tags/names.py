"""What each tag is called in each format: one table.

Vorbis names: the field recommendations of Xiph and MusicBrainz Picard's tag mapping. ID3: id3.org, "ID3 tag version 2.4.0 - Native Frames"; ``TXXX:`` is
a user's own text frame with that description. MP4: the atoms that iTunes writes; ``----:`` is a free-form atom of its namespace with that name.
"""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """One tag in the three formats."""

    vorbis: str
    id3: str
    mp4: str


NAMES = {
    "title": Names("TITLE", "TIT2", "©nam"),
    "album": Names("ALBUM", "TALB", "©alb"),
    "artist": Names("ARTIST", "TPE1", "©ART"),
    "album_artist": Names("ALBUMARTIST", "TPE2", "aART"),
    "composer": Names("COMPOSER", "TCOM", "©wrt"),
    "lyricist": Names("LYRICIST", "TEXT", "----:LYRICIST"),
    "performer": Names("PERFORMER", "TMCL", "----:PERFORMER"),
    "date": Names("DATE", "TDRC", "©day"),
    "genre": Names("GENRE", "TCON", "©gen"),
    "label": Names("LABEL", "TPUB", "----:LABEL"),
    "catalogue": Names("CATALOGNUMBER", "TXXX:CATALOGNUMBER", "----:CATALOGNUMBER"),
    "copyright": Names("COPYRIGHT", "TCOP", "cprt"),
    "isrc": Names("ISRC", "TSRC", "----:ISRC"),
    "iswc": Names("ISWC", "TXXX:ISWC", "----:ISWC"),
    "barcode": Names("BARCODE", "TXXX:BARCODE", "----:BARCODE"),
    "release_type": Names("RELEASETYPE", "TXXX:MusicBrainz Album Type", "----:MusicBrainz Album Type"),
    "compilation": Names("COMPILATION", "TCMP", "cpil"),
    "track_gain": Names("REPLAYGAIN_TRACK_GAIN", "TXXX:REPLAYGAIN_TRACK_GAIN", "----:replaygain_track_gain"),
    "track_peak": Names("REPLAYGAIN_TRACK_PEAK", "TXXX:REPLAYGAIN_TRACK_PEAK", "----:replaygain_track_peak"),
    "album_gain": Names("REPLAYGAIN_ALBUM_GAIN", "TXXX:REPLAYGAIN_ALBUM_GAIN", "----:replaygain_album_gain"),
    "album_peak": Names("REPLAYGAIN_ALBUM_PEAK", "TXXX:REPLAYGAIN_ALBUM_PEAK", "----:replaygain_album_peak"),
}
MIME = "image/jpeg"
FRONT_COVER = 3
"""Picture type of a front cover, in ID3 and FLAC alike."""
