"""Adding to ``rights.toml``: a blank one with its comments, and songs at its end. What stands there is never touched."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit

from originalscore.files import write_whole
from originalscore.formats.cues_toml.kept import KeptText
from originalscore.formats.cues_toml.writer import time_text
from originalscore.model.ledger import LICENCE_STATES, ORIGINS, PUBLISHER_ROLES, WRITER_ROLES, Licence, Party
from originalscore.model.picture import Picture
from originalscore.model.rights import Rights, Song

_BLANK = f"""\
# What only people know of this film's music: who wrote it, and what may be done with it. Nothing here is ever filled in or overwritten by the
# program; cue sheet, album, award figures and credits all read it. The software is never credited: leave writers out until somebody has written.

[film]
title = ""                # as it is released; empty: the name of the film's file
year = 0                  # of its release
end_credits = ""          # timecode at which they begin
# company = ""            # any further fact of the production, as the cue sheet shows it

[score]
composer = ""             # who is put forward as its composer
human = ""                # what people wrote, chose and edited, in your words

# [[score.writer]]        # shares are per cent of the writers' side
# name = ""
# role = "C"              # {", ".join(WRITER_ROLES)}: composer, author of words, both, arranger
# share = 100
# society = ""
# ipi = ""

# [[score.publisher]]
# name = ""
# role = "E"              # {", ".join(PUBLISHER_ROLES)}: original publisher, sub-publisher
# share = 100

# [[theme]]               # where a theme of your own comes from
# theme = ""              # its name in cues.toml
# origin = "{ORIGINS[0]}"   # {", ".join(ORIGINS[1:])}
# writer = ""
# first_heard_in = ""

# Songs are added with: originalscore album DIR add SONG.wav --title ... --at ...
# The four permissions of a song (sync, master, album_composition, album_recording) are: {", ".join(state for state in LICENCE_STATES if state)}; empty: nobody has said.
"""
_FLAGS = ("lyric", "wordless", "on_screen", "over_score")


def write_blank(path: Path) -> None:
    """Write the file as it is before anybody has entered anything; one that is there stays."""
    if not path.exists():
        write_whole(path, _BLANK)


def new_song_id(rights: Rights) -> str:
    """``s1``, or the first number after all those that are there."""
    numbers = [int(song.id[1:]) for song in rights.songs if song.id[:1] == "s" and song.id[1:].isdigit()]
    return f"s{max(numbers, default=0) + 1}"


def add_song(path: Path, song: Song, picture: Picture) -> None:
    """Put a song at the end of the file, which need not be there yet."""
    write_blank(path)
    kept = KeptText.read(path)
    document = tomlkit.document()
    songs = tomlkit.aot()
    songs.append(_song_table(song, picture))
    document.append("song", songs)
    kept.write(f"{kept.text.rstrip()}\n\n{tomlkit.dumps(document).strip()}\n")


def _song_table(song: Song, picture: Picture) -> Any:
    table = tomlkit.table()
    for name, value in _song_row(song, picture).items():
        table.add(name, value)
    for name, parties in (("writer", song.writers), ("publisher", song.publishers)):
        if parties:
            rows = tomlkit.aot()
            for party in parties:
                rows.append(_filled(_party_row(party)))
            table.append(name, rows)
    for field in dataclasses.fields(song.permissions):
        table.append(field.name, _filled(_licence_row(getattr(song.permissions, field.name))))
    return table


def _song_row(song: Song, picture: Picture) -> dict[str, Any]:
    texts = {name: getattr(song, name) for name in ("id", "title", "performer", "file", "sha256")}
    times = {"start": time_text(song.start_s, picture), "end": time_text(song.end_s, picture)}
    numbers = {
        "from": plain_number(song.from_s),
        "level_db": song.level_db,
        "fade_in": plain_number(song.fade_in_s),
        "fade_out": plain_number(song.fade_out_s),
    }
    flags = {name: getattr(song, name) for name in _FLAGS}
    return {**texts, **times, **numbers, "usage": song.usage, "origin": song.origin, **flags, "isrc": song.isrc, "iswc": song.iswc}


def _party_row(party: Party) -> dict[str, Any]:
    share = {} if party.share is None else {"share": plain_number(party.share)}
    return {"name": party.name, "role": party.role, **share, "society": party.society, "ipi": party.ipi}


def _licence_row(licence: Licence) -> dict[str, Any]:
    return {
        **{"status": licence.status},
        **{name: value for name, value in dataclasses.asdict(licence).items() if value and name != "status"},
    }


def _filled(row: dict[str, Any]) -> Any:
    table = tomlkit.table()
    for name, value in row.items():
        table.add(name, value)
    return table


def plain_number(value: Fraction) -> int | float:
    """A whole number where it is one."""
    return int(value) if value.denominator == 1 else float(value)
