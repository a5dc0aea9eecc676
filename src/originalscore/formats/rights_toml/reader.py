"""Reading ``rights.toml``: every field checked against what it may say, every fault with its line."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats.toml_table import Table, read_table
from originalscore.model.identifiers import checked_ipi, checked_isrc, checked_iswc
from originalscore.model.ledger import (
    LICENCE_STATES,
    ORIGINS,
    PUBLISHER_ROLES,
    USAGES,
    WRITER_ROLES,
    Licence,
    Party,
    Permissions,
)
from originalscore.model.picture import Film
from originalscore.model.rights import Rights, Song, ThemeOrigin

_TOP = ("film", "score", "theme", "song")
_FILM = ("title", "year", "end_credits")
_SCORE = ("composer", "human", "writer", "publisher")
_THEME = ("theme", "origin", "writer", "first_heard_in")
_PARTY = ("name", "role", "share", "society", "ipi")
_LICENCES = ("sync", "master", "album_composition", "album_recording")
_LICENCE = ("status", "licensor", "territory", "term", "media", "fee", "most_favoured", "document", "sha256")
_SONG = (
    "id", "title", "performer", "file", "sha256", "start", "end", "from", "level_db", "fade_in", "fade_out", "usage", "origin", "lyric",
    "wordless", "on_screen", "over_score", "writer", "publisher", "isrc", "iswc", *_LICENCES,
)  # fmt: skip
_LEVELS_DB = (-60.0, 24.0)
_FIRST_YEAR, _LAST_YEAR = 1888, 2999


def read_rights(path: Path, film: Film) -> Rights:
    """Read the file; one that is not there says nothing.

    Raises
    ------
    FormatError
        If it is no TOML, or says something unknown or of the wrong kind, with its line.
    BriefError
        If a song lies outside the film, shares pass 100 per cent, or a registered number cannot be one.
    """
    if not path.exists():
        return Rights()
    top = read_table(path, "the list of rights")
    top.check(_TOP, "the key")
    said, score = top.table("film"), top.table("score")
    score.check(_SCORE, "the key")
    year = said.whole("year", 0, _LAST_YEAR, 0)
    if 0 < year < _FIRST_YEAR:
        raise said.fault("year", f"a year from {_FIRST_YEAR}, or 0")
    credits_s = _time(said, "end_credits", film) if said.text("end_credits") else None
    songs = tuple(_song(table, film) for table in top.rows("song"))
    _check_songs(songs, top)
    return Rights(
        title=said.text("title"), year=year, credits_s=credits_s, facts=tuple((name, said.text(name)) for name in said.values if name not in _FILM),
        composer=score.text("composer"), human=score.text("human"), writers=_parties(score, "writer", WRITER_ROLES),
        publishers=_parties(score, "publisher", PUBLISHER_ROLES), themes=tuple(_theme(table) for table in top.rows("theme")), songs=songs,
    )  # fmt: skip


def _theme(table: Table) -> ThemeOrigin:
    table.check(_THEME, "the key")
    return ThemeOrigin(
        _needed(table, "theme"), table.one_of("origin", ORIGINS, ORIGINS[0]), table.text("writer"), table.text("first_heard_in")
    )


def _song(table: Table, film: Film) -> Song:
    table.check(_SONG, "the key")
    start_s, end_s = (_time(table, name, film) for name in ("start", "end"))
    if not 0 <= start_s < end_s <= film.duration_s:
        label = film.clock.label
        raise BriefError(
            f"{table.place('start')}: {label(start_s)} to {label(end_s)} is no span of the film, which ends at {label(film.duration_s)}",
            "give times inside the film, start before end",
        )
    return Song(
        id=_needed(table, "id"), title=_needed(table, "title"), performer=table.text("performer"), file=table.text("file"),
        sha256=table.text("sha256"), start_s=start_s, end_s=end_s, from_s=_seconds(table, "from"), level_db=table.number("level_db", *_LEVELS_DB, 0.0),
        fade_in_s=_seconds(table, "fade_in"), fade_out_s=_seconds(table, "fade_out"), usage=table.one_of("usage", tuple(USAGES), "BV"),
        origin=table.one_of("origin", ORIGINS, "pre-existing"), lyric=table.flag("lyric", True), wordless=table.flag("wordless", False),
        on_screen=table.flag("on_screen", False), over_score=table.flag("over_score", False), writers=_parties(table, "writer", WRITER_ROLES),
        publishers=_parties(table, "publisher", PUBLISHER_ROLES),
        permissions=Permissions(*(_licence(table.table(name)) for name in _LICENCES)),
        isrc=_number(table, "isrc", checked_isrc), iswc=_number(table, "iswc", checked_iswc),
    )  # fmt: skip


def _check_songs(songs: tuple[Song, ...], top: Table) -> None:
    ids = [song.id for song in songs]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise FormatError(f"{top.place('song')}: two songs are called {name}", "give each an id of its own")


def _parties(table: Table, name: str, roles: tuple[str, ...]) -> tuple[Party, ...]:
    parties = []
    for row in table.rows(name):
        row.check(_PARTY, "the key")
        share = None if "share" not in row.values else Fraction(str(row.number("share", 0, 100, None)))
        parties.append(
            Party(_needed(row, "name"), row.one_of("role", roles, roles[0]), share, row.text("society"), _number(row, "ipi", checked_ipi))
        )
    total = sum((party.share or Fraction(0) for party in parties), Fraction(0))
    if total > 100:
        raise BriefError(f"{table.place(name)}: the shares of {name}s come to {float(total):g} per cent", "they may be 100 at most")
    return tuple(parties)


def _licence(table: Table) -> Licence:
    table.check(_LICENCE, "the key")
    values = {name: table.text(name) for name in _LICENCE if name not in ("status", "most_favoured")}
    return Licence(table.one_of("status", LICENCE_STATES, ""), most_favoured=table.flag("most_favoured", False), **values)


def _needed(table: Table, name: str) -> str:
    if not table.text(name):
        raise table.fault(name, "text in quotes")
    return table.text(name)


def _time(table: Table, name: str, film: Film) -> Fraction:
    try:
        return film.clock.seconds(_needed(table, name))
    except BriefError as fault:
        raise BriefError(f"{table.place(name)}: {fault.args[0]}", fault.advice) from None


def _seconds(table: Table, name: str) -> Fraction:
    return Fraction(str(table.number(name, 0, 86_400, 0.0)))


def _number(table: Table, name: str, checked: Callable[[str], str]) -> str:
    try:
        return checked(table.text(name))
    except BriefError as fault:
        raise BriefError(f"{table.place(name)}: {fault.args[0]}", fault.advice) from None
