"""Palette files: readable TOML in, a checked :class:`Palette` out.

A patch may be written short: ``[17, 60]`` is bank and program of a SoundFont, a text is an SFZ file or a synthesised sound; it
comes from the source it names, else the palette's, else the first that has such sounds. What a row sets beside its patches (``source``, ``open_cents`` ...) holds for all of them, and for those it takes from the palette it
extends: ``dark_cents = 1500`` alone mutes a section. Pizzicato and struck sounds ring, staccato
is short, unless the patch says otherwise. See ``docs/palettes.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from originalscore.errors import FormatError
from originalscore.formats.toml_table import Table, read_table, unknown
from originalscore.model.palette import ADDABLE, ARTICULATIONS, KINDS, Palette, Patch, Row, Seat, Source, Strike
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.music.pitch import Pitch

_TOP = ("name", "title", "about", "extends", "players", "adds", "source", "sources", "instruments", "percussion")
#: Kind of source -> how its places are written, and how a patch of it names its sound.
_PLACES = {"soundfont": "files", "sfz": "folders", "vst3": "files", "synthesis": ""}
_SOUNDS = {"soundfont": "program", "sfz": "file", "vst3": "file", "synthesis": "sound"}
_FLAGS = ("breath", "rings", "short")
#: Numbers of a patch: least and most.
_NUMBERS = {
    "bank": (0, 128), "program": (0, 127), "floor": (1, 127), "ceiling": (1, 127), "open_cents": (0, 12000), "dark_cents": (0, 12000),
    "envelope_cents": (-12000, 12000), "attack_timecents": (-12000, 8000), "release_timecents": (-12000, 8000), "transpose": (-48, 48),
}  # fmt: skip
_PATCH = ("source", "file", "sound", "convincing", *_FLAGS, *_NUMBERS)
_SHARED = ("source", *(name for name in _NUMBERS if name not in ("bank", "program")))
_SEAT = {"pan": (-1.0, 1.0), "level_db": (-40.0, 40.0), "span_db": (0.0, 80.0)}
_REGISTER = {"below_db": (-6.0, 6.0), "above_db": (-6.0, 6.0)}
_STRIKE = {"key": (0, 127), "tune_cents": (-2400, 2400)}
#: Convincing enough: what a row with patches of its own counts for when it does not say (ours).
_TRUSTED = 0.8


def read_palette(path: Path, find: Callable[[str], Palette | None] = lambda name: None) -> Palette:
    """Read and check a palette file.

    Parameters
    ----------
    path
        The file; relative paths in it are relative to its folder.
    find
        Gives the palette of a name, for ``extends``; None if there is none.

    Raises
    ------
    FormatError
        If it cannot be read, is no TOML, or says something unknown or of the wrong kind, with its line.
    """
    top = read_table(path, "the palette")
    top.check(_TOP, "the key")
    base = _base(top, find)
    sources = {name: _source(table, path.parent) for name, table in top.table("sources").tables().items()}
    if not sources and base is None:
        raise FormatError(f"{top.place()}: a table [sources.…] was expected, or extends", 'write extends = "orchestra"')
    if base is not None:
        base = _with_sources(base, sources)
    shared = top.text("source") or next(iter(base.sources if base else sources))
    known = {**(base.sources if base else {}), **sources}
    rows = {name: _row(table, name, shared, known, base) for name, table in top.table("instruments").tables().items()}
    strikes = {name: _strike(table, name, shared, known) for name, table in top.table("percussion").tables().items()}
    names = (*INSTRUMENTS, *(name for name in ADDABLE if name not in INSTRUMENTS))
    name = top.text("name") or path.stem
    return Palette(
        name, top.text("title") or name, known, rows, strikes, top.texts("players", names, base.players if base else ()),
        top.texts("adds", ADDABLE, base.adds if base else ()), base,
    )  # fmt: skip


def _base(top: Table, find: Callable[[str], Palette | None]) -> Palette | None:
    name = top.text("extends")
    base = find(name) if name else None
    if name and base is None:
        raise FormatError(f"{top.place('extends')}: there is no palette “{name}”", "extend a shipped palette, such as orchestra")
    return base


def _with_sources(base: Palette, sources: dict[str, Source]) -> Palette:
    """The base, playing the sources that the new palette calls by the same names."""
    inner = _with_sources(base.base, sources) if base.base else None
    own = {name: sources.get(name, source) for name, source in base.sources.items()}
    rows = {
        name: replace(row, patches={how: _tuned(patch, sources.get(patch.source)) for how, patch in row.patches.items()})
        for name, row in base.rows.items()
    }
    return Palette(base.name, base.title, own, rows, base.strikes, base.players, base.adds, inner)


def _tuned(patch: Patch, source: Source | None) -> Patch:
    """The patch with the tuning of another source's samples."""
    return patch if source is None else replace(patch, tuning=dict(source.tuning).get(patch.program, ()))


def _source(table: Table, folder: Path) -> Source:
    kind = table.text("kind")
    if kind not in KINDS:
        raise table.fault("kind", f"one of {', '.join(KINDS)}")
    places = _PLACES[kind]
    table.check(("kind", "advice", "tuning", *((places, places[:-1]) if places else ())), "the key")
    named = table.texts(places) or ((table.text(places[:-1]),) if table.values.get(places[:-1]) else ()) if places else ()
    if places and not named:
        raise table.fault(places, f"a list of {places}")
    files = tuple(str(folder.absolute() / Path(one).expanduser()) for one in named)
    return Source(kind, files, table.text("advice"), _tuning(table.table("tuning")))


def _tuning(table: Table) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """Program -> pitches and cents, from the lowest up."""
    found = []
    for program, mended in table.tables().items():
        if not program.isdecimal() or int(program) > _NUMBERS["program"][1]:
            raise table.fault(program, "a program from 0 to 127")
        steps = []
        for pitch in mended.values:
            cents = mended.whole(pitch, -100, 100, None)
            try:
                steps.append((Pitch.parse(pitch).height, cents))
            except ValueError:
                raise mended.fault(pitch, 'cents after a pitch such as "C4"') from None
        found.append((int(program), tuple(sorted(steps))))
    return tuple(found)


def _row(table: Table, name: str, shared: str, sources: Mapping[str, Source], base: Palette | None) -> Row:
    if name not in INSTRUMENTS and name not in ADDABLE:
        raise unknown(table.place(), "the instrument ", name, tuple(INSTRUMENTS))
    table.check(("seat", "convincing", *_SHARED, *ARTICULATIONS), "the articulation or key")
    old = base.row(name) if base else None
    own = {how: _patch(table, how, shared, sources) for how in table.values if how in ARTICULATIONS}
    patches = {**_taken_over(table, name, base), **own}
    trusted = _TRUSTED if own or old is None else old.convincing
    return Row(_seat(table.table("seat"), old.seat if old else Seat()), table.number("convincing", 0, 1, trusted), patches)


def _taken_over(table: Table, name: str, base: Palette | None) -> dict[str, Patch]:
    """The patches of the base, as the row changes them; none if it changes nothing."""
    changes: dict[str, Any] = {one: table.whole(one, *_NUMBERS[one], None) for one in _SHARED if one != "source" and one in table.values}
    if not changes or base is None:
        return {}
    patches = {
        how: patch for palette in reversed(base.chain()) if name in palette.rows for how, patch in palette.rows[name].patches.items()
    }
    return {how: replace(patch, **changes) for how, patch in patches.items()}


def _seat(table: Table, old: Seat) -> Seat:
    table.check((*_SEAT, "register"), "the key")
    register = table.table("register")
    register.check(("even_at", *_REGISTER), "the key")
    defaults = {"pan": old.pan_ratio, "level_db": old.level_db, "span_db": old.span_db, "below_db": old.below_db, "above_db": old.above_db}
    pan, level, span = (table.number(name, *bounds, defaults[name]) for name, bounds in _SEAT.items())
    below, above = (register.number(name, *bounds, defaults[name]) for name, bounds in _REGISTER.items())
    pivot = old.pivot
    if "even_at" in register.values:
        try:
            pivot = Pitch.parse(register.text("even_at")).height
        except ValueError:
            raise register.fault("even_at", 'a pitch such as "C4"') from None
    return Seat(pan, level, span, pivot, below, above)


def _patch(row: Table, how: str, shared: str, sources: Mapping[str, Source]) -> Patch:
    """A patch with what its row says of all."""
    value = row.values[how]
    if isinstance(value, str):
        value = {"file" if Path(value).suffix else "sound": value}
    elif isinstance(value, list):
        if len(value) != 2:
            raise row.fault(how, "[bank, program]")
        value = {"bank": value[0], "program": value[1]}
    elif not isinstance(value, dict):
        raise row.fault(how, 'a patch such as [17, 60], "name.sfz" or a table')
    given = {name: row.values[name] for name in _SHARED if name in row.values}
    table = Table(row.file, row.lines, (*row.address, how), {**given, **value})
    table.check(_PATCH, "the key")
    return _checked_patch(table, how, shared, sources)


def _source_of(table: Table, shared: str, sources: Mapping[str, Source]) -> str:
    """The source a patch names, else the shared one if it can give what the patch asks for, else the first that can."""
    name = table.text("source")
    if name and name not in sources:
        raise FormatError(f"{table.place('source')}: there is no source “{name}”", f"known are {', '.join(sources)}")
    asked = next((field for field in ("program", "file", "sound") if field in table.values), "")
    able = [one for one in (shared, *sources) if one in sources and asked in ("", _SOUNDS[sources[one].kind])]
    return name or next(iter(able), shared)


def _checked_patch(table: Table, how: str, shared: str, sources: Mapping[str, Source]) -> Patch:
    name = _source_of(table, shared, sources)
    if name not in sources:
        raise FormatError(f"{table.place('source')}: there is no source “{name}”", f"known are {', '.join(sources)}")
    field = _SOUNDS[sources[name].kind]
    if field not in table.values and not (field == "sound" and table.address[1:2] == ("electronics",)):
        raise table.fault(field, "a whole number from 0 to 127" if field == "program" else "a name in quotes")
    default = Patch()
    numbers = {one: table.whole(one, *bounds, getattr(default, one)) for one, bounds in _NUMBERS.items()}
    if numbers["floor"] > numbers["ceiling"]:
        raise table.fault("floor", f"a number up to the ceiling, {numbers['ceiling']},")
    convincing = table.number("convincing", 0, 1, None) if "convincing" in table.values else None
    return Patch(
        source=name, sound=table.text(field) if field != "program" else "", convincing=convincing, **numbers,
        breath=table.flag("breath", False), rings=table.flag("rings", how in ("pizzicato", "struck")),
        short=table.flag("short", how == "staccato"), tuning=dict(sources[name].tuning).get(numbers["program"], ()) if field == "program" else (),
    )  # fmt: skip


def _strike(table: Table, name: str, shared: str, sources: Mapping[str, Source]) -> Strike:
    if name not in PERCUSSION:
        raise unknown(table.place(), "the percussion sound ", name, tuple(PERCUSSION))
    table.check((*_PATCH, *_STRIKE, "level_db", "pan"), "the key")
    key, tune = (table.whole(one, *bounds, 0 if one == "tune_cents" else None) for one, bounds in _STRIKE.items())
    inner = {one: value for one, value in table.values.items() if one in _PATCH}
    patch = _checked_patch(Table(table.file, table.lines, table.address, inner), "struck", shared, sources)
    return Strike(patch, key, tune, table.number("level_db", *_SEAT["level_db"], 0.0), table.number("pan", *_SEAT["pan"], 0.0))
