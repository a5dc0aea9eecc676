"""``album.toml``: what the user wishes of the soundtrack album. It is written once, with its comments, and never touched again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.files import write_whole
from originalscore.formats.toml_table import Table, read_table
from originalscore.model.album import BOUNDS, ORDERS, AlbumWishes, TrackWish
from originalscore.model.identifiers import checked_barcode, checked_isrc, checked_iswc

_TOP = ("album", "track")
_ALBUM = (
    "title", "artist", "order", "loudness_lufs", "gap", "short", "crossfade", "performer", "label", "catalogue", "barcode", "copyright", "cover",
)  # fmt: skip
_TRACK = ("of", "title", "leave_out", "level_db", "gap", "performer", "isrc", "iswc")
_PLAIN = AlbumWishes()
_BLANK = f"""\
# The soundtrack album: what you wish of it. Nothing here is ever filled in or overwritten by the program; run originalscore album again after a change.
# What may be on it is decided by rights.toml.

[album]
title = ""              # empty: the film's title (Original Motion Picture Soundtrack)
artist = ""             # empty: the composer whom rights.toml names
order = "{_PLAIN.order}"          # {", ".join(ORDERS)}; list: exactly the tracks below
loudness_lufs = {_PLAIN.loudness_lufs:g}     # of the joined album, {BOUNDS["loudness_lufs"][0]:g} to {BOUNDS["loudness_lufs"][1]:g}; peaks are never pressed down for it
gap = {float(_PLAIN.gap_s):g}                 # seconds of silence between tracks
short = {float(_PLAIN.short_s):g}              # cues shorter than so many seconds are joined into suites; 0: none
crossfade = {float(_PLAIN.crossfade_s):g}         # within a suite: the longest overlap of a cue's ring with the next, seconds
performer = ""          # who plays the score
label = ""
catalogue = ""
barcode = ""            # UPC or EAN, as its registrar gave it
copyright = ""
cover = ""              # a square picture of your own (JPEG or PNG); empty: one is drawn from the film

# [[track]]             # of one track; cues that are named together become a suite, a cue named alone stays alone
# of = ["1m1", "1m2"]   # numbers of cues, or the id of a song
# title = ""            # empty: one is found
# leave_out = false
# level_db = 0          # louder or softer than in the film's mix
# gap = 2               # seconds of silence after it
# performer = ""
# isrc = ""             # as their registrars gave them; never made up
# iswc = ""
"""


def write_blank_album(path: Path) -> None:
    """Write the file as it is before anybody has wished for anything; one that is there stays."""
    if not path.exists():
        write_whole(path, _BLANK)


def read_album_wishes(path: Path) -> AlbumWishes:
    """Read the file; one that is not there wishes nothing.

    Raises
    ------
    FormatError
        If it is no TOML, or says something unknown or of the wrong kind, with its line.
    BriefError
        If a registered number cannot be one, or a cue or song is named twice.
    """
    if not path.exists():
        return AlbumWishes()
    top = read_table(path, "the wishes for the album")
    top.check(_TOP, "the key")
    said = top.table("album")
    said.check(_ALBUM, "the key")
    tracks = tuple(_track(row) for row in top.rows("track"))
    _check_once(tracks, top)
    texts = {name: said.text(name) for name in ("title", "artist", "performer", "label", "catalogue", "copyright", "cover")}
    return AlbumWishes(
        order=said.one_of("order", ORDERS, _PLAIN.order),
        loudness_lufs=said.number("loudness_lufs", *BOUNDS["loudness_lufs"], _PLAIN.loudness_lufs),
        gap_s=_seconds(said, "gap", _PLAIN.gap_s),
        short_s=_seconds(said, "short", _PLAIN.short_s),
        crossfade_s=_seconds(said, "crossfade", _PLAIN.crossfade_s),
        barcode=said.checked("barcode", checked_barcode),
        tracks=tracks,
        **texts,
    )


def _track(row: Table) -> TrackWish:
    row.check(_TRACK, "the key")
    of = row.texts("of")
    if not of:
        raise row.fault("of", "a list of numbers of cues, or the id of a song,")
    return TrackWish(
        of=of,
        title=row.text("title"),
        leave_out=row.flag("leave_out", False),
        level_db=row.number("level_db", *BOUNDS["level_db"], 0.0),
        gap_s=_seconds(row, "gap", Fraction(0)) if "gap" in row.values else None,
        performer=row.text("performer"),
        isrc=row.checked("isrc", checked_isrc),
        iswc=row.checked("iswc", checked_iswc),
    )


def _check_once(tracks: tuple[TrackWish, ...], top: Table) -> None:
    named = [name for track in tracks for name in track.of]
    twice = next((name for place, name in enumerate(named) if name in named[:place]), None)
    if twice:
        raise BriefError(f"{top.place('track')}: {twice} is named twice", "a piece is on the album once")


def _seconds(table: Table, name: str, default: Fraction) -> Fraction:
    return Fraction(str(table.number(name, *BOUNDS[f"{name}_s"], float(default))))
