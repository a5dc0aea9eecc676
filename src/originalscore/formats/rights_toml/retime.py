"""``rights.toml`` laid over a new cut: the times of songs change, songs that are gone go, everything else stays, comments and all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit

from originalscore.formats.cues_toml.kept import KeptText
from originalscore.formats.cues_toml.writer import time_text
from originalscore.formats.rights_toml.writer import plain_number
from originalscore.model.picture import Picture
from originalscore.model.rights import Rights


def retimed_rights(path: Path, placed: Rights, new: Picture) -> str:
    """The text of the file as it would be on the new cut; nothing is written.

    Parameters
    ----------
    path
        The file as it is.
    placed
        What it says on the new cut.
    new
        That cut.
    """
    kept = KeptText.read(path)
    document: Any = tomlkit.parse(kept.text)
    stays = {song.id: song for song in placed.songs}
    if document.get("film", {}).get("end_credits"):
        document["film"]["end_credits"] = "" if placed.credits_s is None else time_text(placed.credits_s, new)
    tables = document.get("song", [])
    for place in reversed([place for place, table in enumerate(tables) if table["id"] not in stays]):
        del tables[place]
    for table in tables:
        song = stays[table["id"]]
        table["start"], table["end"] = time_text(song.start_s, new), time_text(song.end_s, new)
        if song.from_s or "from" in table:
            table["from"] = plain_number(song.from_s)
    if not tables and "song" in document:
        del document["song"]
    return kept.whole(tomlkit.dumps(document))
