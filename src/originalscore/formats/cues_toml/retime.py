"""A cue list laid over a new cut: times change, what is gone goes, and everything else of the user's file stays, comments and all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit

from originalscore.formats.cues_toml.edits import CueFile
from originalscore.formats.cues_toml.writer import curve_value, time_text
from originalscore.model.cue import Cue, CueList, Silence
from originalscore.model.picture import Picture

_BOM = "\ufeff"
_CURVES = ("force", "pace", "density")


def retimed(
    path: Path, cues: CueList, old: Picture, new: Picture, placed: CueList, hits: Mapping[str, Mapping[tuple[Fraction, str], Fraction]],
    silences: Mapping[Fraction, Silence],
) -> str:  # fmt: skip
    """The text of the cue list as it would be on the new cut; nothing is written.

    Parameters
    ----------
    cues, old
        The list as it is, and the film it was made for.
    placed, new
        The cues on the new cut, and that film.
    hits
        New times of the hits that stay, by cue, then by old time and name.
    silences
        Those that stay, by their old starts.
    """
    file = CueFile(path, old)
    stays = {cue.id: cue for cue in placed.cues}
    for cue in cues.cues:
        if cue.id not in stays:
            file.remove_cue(cue.id)
            continue
        for hit in cue.hits:
            if (hit.at_s, hit.what) not in hits[cue.id]:
                file.remove_hit(cue.id, hit)
    for silence in cues.silences:
        if silence.start_s not in silences:
            file.remove_silence(silence)
    bom = _BOM if file.text.startswith(_BOM) else ""
    document: Any = tomlkit.parse(file.text.removeprefix(_BOM))
    _retime_film(document, new)
    for table in document.get("cue", []):
        _retime_cue(table, stays[table["id"]], hits[table["id"]], old, new)
    for table in document.get("silence", []):
        silence = silences[_seconds(table["start"], old)]
        table["start"], table["end"] = time_text(silence.start_s, new), time_text(silence.end_s, new)
    return bom + tomlkit.dumps(document)


def _retime_film(document: Any, new: Picture) -> None:
    clock = new.film.clock
    facts = {
        "file": Path(new.film.file).name, "sha256": new.film.sha256, "frame_rate": str(clock.frame_rate),
        "start_timecode": clock.label(Fraction(0)),
    }  # fmt: skip
    for field, value in facts.items():
        if field in document.get("film", {}):
            document["film"][field] = value


def _retime_cue(table: Any, cue: Cue, hits: Mapping[tuple[Fraction, str], Fraction], old: Picture, new: Picture) -> None:
    table["start"], table["end"] = time_text(cue.start_s, new), time_text(cue.end_s, new)
    for field in _CURVES:
        points = curve_value(getattr(cue, field), new)
        if field in table and len(table[field]) == len(points):
            for place, point in enumerate(points):
                if [str(table[field][place][0]), float(table[field][place][1])] != point:
                    table[field][place][0], table[field][place][1] = point
        elif field in table:
            table[field] = points
    for hit in table.get("hit", []):
        hit["at"] = time_text(hits[_seconds(hit["at"], old), str(hit.get("what", "hit"))], new)


def _seconds(text: str, old: Picture) -> Fraction:
    return min(old.film.clock.seconds(str(text)), old.film.duration_s)
