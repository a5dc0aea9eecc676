"""Writing ``cues.toml``: a fresh list with its comments, and single values changed in place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from originalscore.errors import BriefError, FormatError
from originalscore.files import write_whole
from originalscore.formats.cues_toml.directed import directed_row
from originalscore.formats.cues_toml.kept import KeptText
from originalscore.model.cue import STYLES, Cue, CueList, CurvePoint, Hit, Silence, ThemeWish
from originalscore.model.picture import Picture

_HEAD = """# The cue list. Edit freely: nothing here is overwritten unless you ask for a new spotting.
# Times are timecode of the film, or seconds as "3.5s". Save, then run: originalscore score <this folder>
"""


def write_cues(path: Path, cues: CueList, picture: Picture) -> None:
    """Write a fresh cue list with its comments."""
    document = tomlkit.parse(_HEAD)
    film = tomlkit.table()
    film["file"] = Path(picture.film.file).name
    film["sha256"] = cues.film_sha256
    film["frame_rate"] = str(picture.film.clock.frame_rate)
    film["start_timecode"] = picture.film.clock.label(Fraction(0))
    film["seed"] = cues.seed
    if cues.style:
        film["style"] = cues.style
    else:
        film.add(tomlkit.comment(f'style = "{STYLES[0]}"   # or: {", ".join(STYLES[1:])}; without it one is drawn'))
    document["film"] = film
    document["theme"] = _tables([_table(_theme_row(theme)) for theme in cues.themes])
    document["cue"] = _tables([_cue_table(cue, picture) for cue in cues.cues])
    document["silence"] = _tables([_table(silence_row(silence, picture)) for silence in cues.silences])
    write_whole(path, tomlkit.dumps(document))


def _theme_row(theme: ThemeWish) -> dict[str, Any]:
    row = dataclasses.asdict(theme)
    return row if theme.as_written else {name: value for name, value in row.items() if name != "as_written"}


def set_theme_source(path: Path, source: str, as_written: bool) -> None:
    """Give the first theme of the list another source and keep everything else as it is.

    Raises
    ------
    BriefError
        If the list has no theme.
    """
    kept, document = _open(path)
    themes: Any = document.get("theme", [])
    if not themes:
        raise BriefError(f"{path.name} lists no theme", "add a [[theme]] with a name, and name it in the cues that state it")
    themes[0]["source"] = source
    if as_written or "as_written" in themes[0]:
        themes[0]["as_written"] = as_written
    kept.write(tomlkit.dumps(document))


def set_film_value(path: Path, field: str, value: int | str) -> None:
    """Change one value of ``[film]`` and keep everything else as it is."""
    kept, document = _open(path)
    if "film" not in document:
        document.add("film", tomlkit.table())
    film: Any = document["film"]
    film[field] = value
    kept.write(tomlkit.dumps(document))


def set_cue_value(path: Path, cue_id: str, field: str, value: Any) -> None:
    """Change one value of one cue and keep everything else, comments included.

    Raises
    ------
    BriefError
        If the list has no such cue.
    """
    kept, document = _open(path)
    for table in document.get("cue", []):
        if table.get("id") == cue_id:
            table[field] = value
            kept.write(tomlkit.dumps(document))
            return
    raise BriefError(f"{path.name}: there is no cue “{cue_id}”")


def name_cues(path: Path, names: Sequence[tuple[str, str]]) -> None:
    """Write id and number into every cue of the file, in its own order: ids never change afterwards."""
    kept, document = _open(path)
    for table, (cue_id, number) in zip(document["cue"], names, strict=True):
        for field, value in (("id", cue_id), ("number", number)):
            if table.get(field) != value:
                table[field] = value
    kept.write(tomlkit.dumps(document))


def time_text(at_s: Fraction, picture: Picture) -> str:
    """A picture time as a label where that is exact, else in seconds."""
    clock = picture.film.clock
    label = clock.label(at_s)
    if clock.seconds(label) == at_s:
        return label
    decimal = f"{float(at_s):.6f}".rstrip("0").rstrip(".")
    return f"{decimal}s" if Fraction(decimal) == at_s else f"{at_s}s"


def _open(path: Path) -> tuple[KeptText, tomlkit.TOMLDocument]:
    kept = KeptText.read(path)
    try:
        return kept, tomlkit.parse(kept.text)
    except TOMLKitError as fault:
        raise FormatError(f"{path.name}: {fault}", "mend it and run again") from None


def _tables(tables: Sequence[Any]) -> Any:
    array = tomlkit.aot()
    for table in tables:
        array.append(table)
    return array


def _table(row: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for name, value in row.items():
        table[name] = value
    return table


def cue_row(cue: Cue, picture: Picture) -> dict[str, Any]:
    """The fields of a cue as the file has them, without its hits."""
    return {
        "id": cue.id, "number": cue.number, "take": cue.take, "locks": list(cue.locks), "score": cue.score, "title": cue.title,
        "start": time_text(cue.start_s, picture), "end": time_text(cue.end_s, picture), "ending": cue.ending, "purpose": cue.purpose,
        "mood": mood_value(cue), "force": curve_value(cue.force, picture), "pace": curve_value(cue.pace, picture),
        "density": curve_value(cue.density, picture), "ensemble": cue.ensemble, **({"idiom": cue.idiom} if cue.idiom else {}),
        "themes": list(cue.themes), "why": cue.why, **directed_row(cue),
    }  # fmt: skip


def hit_row(hit: Hit, picture: Picture) -> dict[str, Any]:
    """The fields of a hit as the file has them."""
    return {
        "at": time_text(hit.at_s, picture), "what": hit.what, "class": hit.kind, "landing": hit.landing, "must": hit.must, "weight": hit.weight,
    }  # fmt: skip


def silence_row(silence: Silence, picture: Picture) -> dict[str, Any]:
    """The fields of a silence as the file has them."""
    return {"start": time_text(silence.start_s, picture), "end": time_text(silence.end_s, picture), "why": silence.why}


def _cue_table(cue: Cue, picture: Picture) -> Any:
    table = _table(cue_row(cue, picture))
    if cue.hits:
        table["hit"] = _tables([_table(hit_row(hit, picture)) for hit in cue.hits])
    return table


def mood_value(cue: Cue) -> Any:
    """The mood's name, or several with their weights."""
    if not cue.blend:
        return cue.mood
    table = tomlkit.inline_table()
    table.update({mood: round(weight, 4) for mood, weight in cue.moods})
    return table


def curve_value(curve: tuple[CurvePoint, ...], picture: Picture) -> list[list[str | float]]:
    """A curve as the file has it."""
    return [[time_text(point.at_s, picture), point.level] for point in curve]
