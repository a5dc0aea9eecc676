"""Reading ``cues.toml``: every field checked against what it may say, and the whole list against the film."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from originalscore.errors import BriefError, FormatError
from originalscore.formats.cues_toml.directed import directed
from originalscore.formats.cues_toml.rows import Row, Source, find_lines
from originalscore.formats.cues_toml.writer import name_cues
from originalscore.model.cue import (
    ENDINGS,
    HIT_CLASSES,
    IDIOMS,
    LANDINGS,
    LOCKS,
    MOODS,
    PURPOSES,
    STYLES,
    Cue,
    CueList,
    CurvePoint,
    Hit,
    Silence,
    ThemeWish,
)
from originalscore.model.picture import Picture
from originalscore.music.ensembles import ENSEMBLES as STAFFED

_LEVEL = 0.5  # of a curve that is left out
_SHORTEST_S = 1  # of a cue
_FILM_FIELDS = ("file", "sha256", "frame_rate", "start_timecode", "seed", "style")
_THEME_FIELDS = ("name", "subject", "mood", "source", "as_written")
_CUE_FIELDS = (
    "id", "number", "take", "locks", "score", "title", "start", "end", "ending", "purpose", "mood", "force", "pace", "density",
    "ensemble", "idiom", "themes", "why", "hit", "add", "without", "balance", "bpm", "chance", "redraw",
)  # fmt: skip
_HIT_FIELDS = ("at", "what", "class", "landing", "must", "weight")
_SILENCE_FIELDS = ("start", "end", "why")
_WORD = re.compile(r"[A-Za-z0-9_-]+")


def read_cues(path: Path, picture: Picture) -> CueList:
    """Read the list back, checked against the film.

    A cue that the user added without id or number is given both, and they are written into the file.

    Raises
    ------
    FormatError
        If the file is no TOML, a value is of the wrong kind or a field is unknown, with its line.
    BriefError
        If the wishes contradict each other or the film: overlapping cues, a time beyond the end, another film's list.
    """
    text = _text(path)
    document = _parse(path, text)
    top = Row(Source(path.name, find_lines(text), picture), document, "the cue list", ())
    top.check_fields(("film", "theme", "cue", "silence"))
    seed, style = _film(top, picture)
    themes = tuple(_theme(row) for row in top.rows("theme", "theme"))
    rows = [_called(row) for row in top.rows("cue", "cue")]
    names = _names(rows)
    placed = sorted(
        ((_cue(row, picture, cue_id, number), row) for row, (cue_id, number) in zip(rows, names, strict=True)),
        key=lambda pair: pair[0].start_s,
    )
    silences = sorted(((_silence(row), row) for row in top.rows("silence", "silence")), key=lambda pair: pair[0].start_s)
    _check_cues(placed, themes, picture)
    _check_silences(silences, [cue for cue, _ in placed], picture)
    if any(row.values.get("id") != cue_id or row.values.get("number") != number for row, (cue_id, number) in zip(rows, names, strict=True)):
        name_cues(path, names)
    return CueList(
        picture.film.sha256, seed, themes, tuple(cue for cue, _ in placed), tuple(silence for silence, _ in silences), style=style
    )  # fmt: skip


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FormatError(f"{path.name}: not UTF-8 text at byte {fault.start}", "save it as UTF-8") from None
    except OSError as fault:
        raise FormatError(f"{path.name} cannot be read: {fault.strerror}", "check it is a file you may read") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(fault))
        reason = str(fault)[: found.start()] if found else str(fault)
        place = f"line {found[1]}, column {found[2]}" if found and found[1] else f"line {len(text.splitlines())}"
        if reason == "Invalid value":
            reason = "text in quotes, a number, true, false or a [list] was expected"
        raise FormatError(f"{path.name}, {place}: {reason}", "mend that line and run again") from None


def _film(top: Row, picture: Picture) -> tuple[int, str]:
    """Check the heading; seed and style are returned."""
    table = top.values.get("film", {})
    if not isinstance(table, dict):
        raise FormatError(f"{top.source.place(('film',))}: a table written as [film] was expected")
    film, clock = Row(top.source, table, "film", ("film",)), picture.film.clock
    film.check_fields(_FILM_FIELDS)
    if film.text("sha256", picture.film.sha256) != picture.film.sha256:
        raise BriefError(
            f"{top.source.file}: this cue list belongs to another film ({film.text('file', '?')})", "choose another folder with --out"
        )
    for field, true in (("frame_rate", str(clock.frame_rate)), ("start_timecode", clock.label(Fraction(0)))):
        if film.text(field, true) != true:
            raise BriefError(f"{film.place(field)}: the film itself says {true}, not {film.text(field, true)}", f"write {true} again")
    return film.whole("seed", 0, 1), film.choice("style", STYLES, "") if "style" in film.values else ""


def _theme(row: Row) -> ThemeWish:
    row.check_fields(_THEME_FIELDS)
    if not row.text("name", ""):
        raise FormatError(f"{row.place()}: a name was expected", 'write name = "keeper"')
    name = row.text("name", "")
    source, as_written = row.text("source", "invented"), row.flag("as_written", False)
    if as_written and source == "invented":
        raise BriefError(f"{row.place('as_written')}: an invented theme is written by nobody yet", 'name its file: source = "keeper.mid"')
    return ThemeWish(name, row.text("subject", name), row.choice("mood", MOODS, "tender"), source, as_written)


def _called(row: Row) -> Row:
    """The row under the name that people know it by."""
    known = row.values.get("number") or row.values.get("id")
    return Row(row.source, row.values, f"cue {known}", row.address) if isinstance(known, str) else row


def _names(rows: list[Row]) -> list[tuple[str, str]]:
    """Id and number of every cue; those that are left out get the first free one."""
    return list(zip(_filled(rows, "id", lambda n: f"c{n}"), _filled(rows, "number", lambda n: f"1m{n}"), strict=True))


def _filled(rows: list[Row], field: str, name: Callable[[int], str]) -> list[str]:
    given = [row.text(field, "") for row in rows]
    seen: dict[str, Row] = {}
    for value, row in zip(given, rows, strict=True):
        if value and not _WORD.fullmatch(value):
            raise BriefError(f"{row.place(field)}: “{value}” holds more than letters and digits", f"write it like {name(2)}")
        if value and value in seen:
            raise BriefError(
                f"{row.place(field)}: “{value}” is also the {field} of {seen[value].name}", f"give one of them another {field}"
            )
        seen[value] = row
    free = (name(n) for n in itertools.count(1) if name(n) not in seen)
    return [value or next(free) for value in given]


def _cue(row: Row, picture: Picture, cue_id: str, number: str) -> Cue:
    row.check_fields(_CUE_FIELDS)
    start_s, end_s = row.moment("start"), row.moment("end")
    if row.choice("score", ("composed", "user"), "composed") == "user":
        raise BriefError(f"{row.place('score')}: a score of your own is not played yet", 'write score = "composed"')
    speech = tuple((max(s.start_s, start_s), min(s.end_s, end_s)) for s in picture.speech if s.start_s < end_s and s.end_s > start_s)
    mood, blend = _moods(row)
    hits = [_hit(Row(hit.source, hit.values, f"{row.name}, {hit.name}", hit.address)) for hit in row.rows("hit", "hit")]
    return Cue(
        id=cue_id, number=number, take=row.whole("take", 1, 1), locks=row.choices("locks", LOCKS), score="composed",
        title=row.text("title", ""), start_s=start_s, end_s=end_s, ending=row.choice("ending", ENDINGS, "close"),
        purpose=row.choice("purpose", PURPOSES, "underscore"), mood=mood, blend=blend,
        idiom=row.choice("idiom", IDIOMS, "") if "idiom" in row.values else "",
        ensemble=row.choice("ensemble", tuple(STAFFED), "orchestra"), pace=_curve(row, "pace", start_s),
        density=_curve(row, "density", start_s), force=_curve(row, "force", start_s), themes=row.texts("themes"),
        hits=tuple(sorted(hits, key=lambda hit: hit.at_s)), speech=speech, why=row.text("why", ""), **directed(row),
    )  # fmt: skip


def _moods(row: Row) -> tuple[str, tuple[tuple[str, float], ...]]:
    """``mood = "tender"``, or several by weight: ``mood = { tender = 0.7, mystery = 0.3 }``. The heaviest is the main one."""
    if not isinstance(row.values.get("mood"), dict):
        return row.choice("mood", MOODS, "neutral"), ()
    table = Row(row.source, row.values["mood"], f"{row.name}, mood", (*row.address, "mood"))
    for name in table.values:
        row.known_name("mood", name, MOODS)
    weights = {name: table.share(name, 0.0) for name in table.values}
    total = sum(weights.values())
    if total <= 0:
        raise BriefError(f"{row.place('mood')}: no mood has any weight", "write mood = { tender = 0.7, mystery = 0.3 }")
    main = max(weights, key=lambda name: weights[name])
    return main, tuple((name, round(weight / total, 4)) for name, weight in weights.items() if weight and name != main)


def _curve(row: Row, field: str, start_s: Fraction) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at_s, level) for at_s, level in row.curve(field)) or (CurvePoint(start_s, _LEVEL),)


def _hit(row: Row) -> Hit:
    row.check_fields(_HIT_FIELDS)
    return Hit(
        row.moment("at"), row.text("what", "hit"), row.choice("class", HIT_CLASSES, "firm"),
        row.choice("landing", LANDINGS, "downbeat"), row.flag("must", False), row.share("weight", 1.0),
    )  # fmt: skip


def _silence(row: Row) -> Silence:
    row.check_fields(_SILENCE_FIELDS)
    start_s, end_s = row.moment("start"), row.moment("end")
    if end_s <= start_s:
        raise BriefError(f"{row.place('end')}: it ends before it starts", "move its end")
    return Silence(start_s, end_s, row.text("why", ""))


def _check_cues(placed: list[tuple[Cue, Row]], themes: tuple[ThemeWish, ...], picture: Picture) -> None:
    label = picture.film.clock.label
    known = [theme.name for theme in themes]
    for cue, row in placed:
        if cue.end_s - cue.start_s < _SHORTEST_S:
            raise BriefError(f"{row.place('end')}: from {label(cue.start_s)} the cue lasts less than a second", "move its end")
        for name in cue.themes:
            if name not in known:
                raise BriefError(f"{row.place('themes')}: the theme “{name}” is not listed", "add a [[theme]] of that name")
        for hit in cue.hits:
            if not cue.start_s <= hit.at_s <= cue.end_s:
                raise BriefError(
                    f"{row.place()}: the hit “{hit.what}” at {label(hit.at_s)} lies outside the cue ({_span(cue, picture)})",
                    "move it inside",
                )
    for (before, _), (after, row) in itertools.pairwise(placed):
        if after.start_s < before.end_s:
            raise BriefError(
                f"{row.source.place((*row.address, 'start'))}: cue {before.number} ({_span(before, picture)}) overlaps "
                f"cue {after.number} ({_span(after, picture)})", "move one of them"
            )  # fmt: skip


def _check_silences(silences: list[tuple[Silence, Row]], cues: list[Cue], picture: Picture) -> None:
    for silence, row in silences:
        for cue in cues:
            if silence.start_s < cue.end_s and cue.start_s < silence.end_s:
                raise BriefError(
                    f"{row.place()} ({_span(silence, picture)}) overlaps cue {cue.number} ({_span(cue, picture)})",
                    "shorten the cue or move the silence",
                )


def _span(span: Cue | Silence, picture: Picture) -> str:
    label = picture.film.clock.label
    return f"{label(span.start_s)} to {label(span.end_s)}"
