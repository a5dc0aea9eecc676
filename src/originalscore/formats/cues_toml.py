"""``cues.toml``: the user's own document, written once and then obeyed.

Times are timecode labels where a label names them exactly, else seconds (``"12.345s"`` or an exact fraction ``"1001/80s"``), so a
list that is written and read back is the same list. Every fault is one line: where, what was expected, what to do. Single values are
changed with tomlkit, which keeps the user's comments.
"""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from originalscore.errors import BriefError, FormatError
from originalscore.files import write_whole
from originalscore.model.cue import (
    ENDINGS,
    ENSEMBLES,
    HIT_CLASSES,
    LANDINGS,
    LOCKS,
    MOODS,
    PURPOSES,
    Cue,
    CueList,
    CurvePoint,
    Hit,
    Silence,
    ThemeWish,
)
from originalscore.model.picture import Picture

_HEAD = """# The cue list. Edit freely: nothing here is overwritten unless you ask for a new spotting.
# Times are timecode of the film, or seconds as "3.5s". Save, then run: originalscore score <this folder>
"""
_LEVEL = 0.5  # of a curve that is left out


def write_cues(path: Path, cues: CueList, picture: Picture) -> None:
    """Write a fresh cue list with its comments."""
    document = tomlkit.parse(_HEAD)
    film = tomlkit.table()
    film["file"] = Path(picture.film.file).name
    film["sha256"] = cues.film_sha256
    film["frame_rate"] = str(picture.film.clock.frame_rate)
    film["start_timecode"] = picture.film.clock.label(Fraction(0))
    film["seed"] = cues.seed
    document["film"] = film
    document["theme"] = _tables([_theme_table(theme) for theme in cues.themes])
    document["cue"] = _tables([_cue_table(cue, picture) for cue in cues.cues])
    silences = [{"start": _time(s.start_s, picture), "end": _time(s.end_s, picture), "why": s.why} for s in cues.silences]
    document["silence"] = _tables([_table(row) for row in silences])
    write_whole(path, tomlkit.dumps(document))


def set_film_value(path: Path, field: str, value: int | str) -> None:
    """Change one value of ``[film]`` and keep everything else as it is."""
    document = _parse(path)
    if document["film"].get(field) != value:
        document["film"][field] = value
        write_whole(path, tomlkit.dumps(document))


def set_cue_value(path: Path, cue_id: str, field: str, value: Any) -> None:
    """Change one value of one cue and keep everything else, comments included.

    Raises
    ------
    BriefError
        If the list has no such cue.
    """
    document = _parse(path)
    for table in document.get("cue", []):
        if table.get("id") == cue_id:
            table[field] = value
            write_whole(path, tomlkit.dumps(document))
            return
    raise BriefError(f"{path.name}: there is no cue “{cue_id}”")


def read_cues(path: Path, picture: Picture) -> CueList:
    """Read the list back, checked against the film.

    Raises
    ------
    FormatError
        If the file is no TOML or a value is of the wrong kind, with its line.
    BriefError
        If the wishes contradict each other or the film: overlapping cues, a time beyond the end, another film's list.
    """
    document = _parse(path)
    reader = _Reader(path, picture)
    film = document.get("film", {})
    sha = str(film.get("sha256", picture.film.sha256))
    if sha != picture.film.sha256:
        raise BriefError(
            f"{path.name}: this cue list belongs to another film ({film.get('file', '?')})", "choose another folder with --out"
        )
    cues = [reader.cue(table, number) for number, table in enumerate(_rows(document, "cue", path), 1)]
    cues = _with_ids(path, document, cues)
    cues.sort(key=lambda cue: cue.start_s)
    themes = tuple(reader.theme(table) for table in _rows(document, "theme", path))
    _check(path, cues, themes, picture)
    silences = tuple(
        Silence(reader.time(t, "start", "silence"), reader.time(t, "end", "silence"), str(t.get("why", "")))
        for t in _rows(document, "silence", path)
    )  # fmt: skip
    seed = film.get("seed", 1)
    if not isinstance(seed, int) or seed < 0:
        raise FormatError(f"{path.name}: film.seed: a whole number from 0 was expected, not {seed!r}")
    return CueList(sha, int(seed), themes, tuple(cues), silences)


def _parse(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise FormatError(f"{path.name}: not UTF-8 text at byte {fault.start}", "save it as UTF-8") from None
    except ParseError as fault:
        raise FormatError(f"{path.name}, line {fault.line}, column {fault.col}: {_reason(fault)}", "mend that line and run again") from None
    except TOMLKitError as fault:
        raise FormatError(f"{path.name}: {fault}", "mend it and run again") from None


def _reason(fault: ParseError) -> str:
    return re.sub(r" at line \d+ col \d+$", "", str(fault)).strip() or "this is not TOML"


def _rows(document: Mapping[str, Any], name: str, path: Path) -> list[Mapping[str, Any]]:
    rows = document.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise FormatError(f"{path.name}: {name}: tables written as [[{name}]] were expected")
    return list(rows)


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


def _theme_table(theme: ThemeWish) -> Any:
    return _table(dataclasses.asdict(theme))


def _cue_table(cue: Cue, picture: Picture) -> Any:
    table = _table(
        {
            "id": cue.id, "number": cue.number, "take": cue.take, "locks": list(cue.locks), "score": cue.score, "title": cue.title,
            "start": _time(cue.start_s, picture), "end": _time(cue.end_s, picture), "ending": cue.ending, "purpose": cue.purpose,
            "mood": cue.mood, "force": _curve(cue.force, picture), "pace": _curve(cue.pace, picture),
            "density": _curve(cue.density, picture), "ensemble": cue.ensemble, "themes": list(cue.themes), "why": cue.why,
        }
    )  # fmt: skip
    hits = [
        {"at": _time(h.at_s, picture), "what": h.what, "class": h.kind, "landing": h.landing, "must": h.must, "weight": h.weight}
        for h in cue.hits
    ]
    if hits:
        table["hit"] = _tables([_table(hit) for hit in hits])
    return table


def _curve(curve: tuple[CurvePoint, ...], picture: Picture) -> list[list[str | float]]:
    return [[_time(point.at_s, picture), point.level] for point in curve]


def _time(at_s: Fraction, picture: Picture) -> str:
    label = picture.film.clock.label(at_s)
    if picture.film.clock.seconds(label) == at_s:
        return label
    decimal = f"{float(at_s):.6f}".rstrip("0").rstrip(".")
    return f"{decimal}s" if Fraction(decimal) == at_s else f"{at_s}s"


class _Reader:
    """Reads rows of one file, naming file and row in every fault."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self.path, self.picture = path, picture

    def fail(self, where: str, what: str) -> FormatError:
        return FormatError(f"{self.path.name}: {where}: {what}")

    def time(self, row: Mapping[str, Any], name: str, where: str) -> Fraction:
        value = row.get(name)
        if not isinstance(value, str):
            raise self.fail(f"{where}.{name}", f'a time such as "01:00:21:05" or "3.5s" was expected, not {value!r}')
        return self.moment(value, f"{where}.{name}")

    def moment(self, value: str, where: str) -> Fraction:
        try:
            at_s = self.picture.film.clock.seconds(value)
        except BriefError as fault:
            raise BriefError(f"{self.path.name}: {where}: {fault}") from None
        if at_s > self.picture.film.duration_s:
            end = self.picture.film.clock.label(self.picture.film.duration_s)
            raise BriefError(f"{self.path.name}: {where}: {value} lies beyond the film's end {end}", "move it inside the film")
        return at_s

    def name(self, row: Mapping[str, Any], name: str, known: Sequence[str], where: str, default: str) -> str:
        value = row.get(name, default)
        if value not in known:
            near = difflib.get_close_matches(str(value), known, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
            raise self.fail(f"{where}.{name}", f"“{value}” is unknown; {hint}")
        return str(value)

    def number(self, row: Mapping[str, Any], name: str, where: str, default: float) -> float:
        value = row.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.fail(f"{where}.{name}", f"a number from 0 to 1 was expected, not {value!r}")
        return float(value)

    def curve(self, row: Mapping[str, Any], name: str, where: str, start_s: Fraction) -> tuple[CurvePoint, ...]:
        points = row.get(name, [])
        if not isinstance(points, list) or not all(isinstance(p, list) and len(p) == 2 for p in points):
            raise self.fail(f"{where}.{name}", 'a list of [time, level] was expected, such as [["01:00:03:12", 0.4]]')
        read = [
            CurvePoint(self.moment(str(at), f"{where}.{name}"), self.number({"level": level}, "level", f"{where}.{name}", 0))
            for at, level in points
        ]
        return tuple(sorted(read, key=lambda point: point.at_s)) or (CurvePoint(start_s, _LEVEL),)

    def theme(self, row: Mapping[str, Any]) -> ThemeWish:
        if not isinstance(row.get("name"), str):
            raise self.fail("theme", "a name was expected")
        where = f"theme “{row['name']}”"
        return ThemeWish(
            str(row["name"]),
            str(row.get("subject", row["name"])),
            self.name(row, "mood", MOODS, where, "tender"),
            str(row.get("source", "invented")),
        )

    def hit(self, row: Mapping[str, Any], where: str) -> Hit:
        must = row.get("must", False)
        if not isinstance(must, bool):
            raise self.fail(f"{where}.must", f"true or false was expected, not {must!r}")
        return Hit(
            self.time(row, "at", where), str(row.get("what", "hit")), self.name(row, "class", HIT_CLASSES, where, "firm"),
            self.name(row, "landing", LANDINGS, where, "downbeat"), must, self.number(row, "weight", where, 1.0),
        )  # fmt: skip

    def cue(self, row: Mapping[str, Any], number: int) -> Cue:
        where = f"cue {row.get('number') or row.get('id') or number}"
        start_s, end_s = self.time(row, "start", where), self.time(row, "end", where)
        take, locks = row.get("take", 1), row.get("locks", [])
        if isinstance(take, bool) or not isinstance(take, int) or take < 1:
            raise self.fail(f"{where}.take", f"a whole number from 1 was expected, not {take!r}")
        hits = row.get("hit", [])
        if not isinstance(hits, list):
            raise self.fail(f"{where}.hit", "tables written as [[cue.hit]] were expected")
        speech = tuple(
            (max(s.start_s, start_s), min(s.end_s, end_s)) for s in self.picture.speech if s.start_s < end_s and s.end_s > start_s
        )
        mood = self.name(row, "mood", MOODS, where, "neutral")
        return Cue(
            id=str(row.get("id", "")), number=str(row.get("number") or f"1m{number}"), take=take,
            locks=tuple(self.name({"lock": lock}, "lock", LOCKS, where, "") for lock in locks),
            score=self.name(row, "score", ("composed", "user"), where, "composed"), title=str(row.get("title", "")),
            start_s=start_s, end_s=end_s, ending=self.name(row, "ending", ENDINGS, where, "close"),
            purpose=self.name(row, "purpose", PURPOSES, where, "underscore"), mood=mood,
            ensemble=self.name(row, "ensemble", ENSEMBLES, where, "orchestra"),
            pace=self.curve(row, "pace", where, start_s), density=self.curve(row, "density", where, start_s),
            force=self.curve(row, "force", where, start_s), themes=tuple(str(name) for name in row.get("themes", [])),
            hits=tuple(sorted((self.hit(hit, f"{where}, hit {n}") for n, hit in enumerate(hits, 1)), key=lambda hit: hit.at_s)),
            speech=speech, why=str(row.get("why", "")),
        )  # fmt: skip


def _with_ids(path: Path, document: tomlkit.TOMLDocument, cues: list[Cue]) -> list[Cue]:
    """Give cues that the user added an id of their own, and write it back: ids never change afterwards."""
    taken = {cue.id for cue in cues if cue.id}
    named, changed = [], False
    for table, cue in zip(document.get("cue", []), cues, strict=True):
        if not cue.id:
            free = next(f"c{n}" for n in range(1, len(cues) + len(taken) + 2) if f"c{n}" not in taken)
            taken.add(free)
            table["id"], changed = free, True
            cue = dataclasses.replace(cue, id=free)
        named.append(cue)
    if changed:
        write_whole(path, tomlkit.dumps(document))
    return named


def _check(path: Path, cues: list[Cue], themes: tuple[ThemeWish, ...], picture: Picture) -> None:
    label = picture.film.clock.label
    seen: dict[str, str] = {}
    for cue in cues:
        for value, what in ((cue.id, "id"), (cue.number, "number")):
            if f"{what} {value}" in seen:
                raise BriefError(f"{path.name}: two cues have the {what} “{value}”", f"give one of them another {what}")
            seen[f"{what} {value}"] = cue.number
        if not re.fullmatch(r"[A-Za-z0-9_-]+", cue.id) or not re.fullmatch(r"[A-Za-z0-9_-]+", cue.number):
            raise BriefError(f"{path.name}: cue “{cue.number}”: ids and numbers are letters and digits", "write it like 1m2")
        if cue.end_s - cue.start_s < 1:
            raise BriefError(f"{path.name}: cue {cue.number} at {label(cue.start_s)} lasts less than a second", "move its end")
        for name in cue.themes:
            if name not in {theme.name for theme in themes}:
                raise BriefError(
                    f"{path.name}: cue {cue.number} names the theme “{name}”, which is not listed", "add a [[theme]] of that name"
                )
        for hit in cue.hits:
            if not cue.start_s <= hit.at_s <= cue.end_s:
                span = f"{label(cue.start_s)} to {label(cue.end_s)}"
                raise BriefError(
                    f"{path.name}: cue {cue.number}: the hit “{hit.what}” at {label(hit.at_s)} lies outside the cue ({span})",
                    "move it inside",
                )
    for before, after in itertools.pairwise(cues):
        if after.start_s < before.end_s:
            raise BriefError(
                f"{path.name}: cue {before.number} ({label(before.start_s)} to {label(before.end_s)}) overlaps {after.number} "
                f"from {label(after.start_s)}", "move one of them"
            )  # fmt: skip
