"""The fields of a cue that a director's notes and new takes leave in ``cues.toml``: written only where they say something.

add = ["choir"]            without = ["strings"]       balance = { piano = -4 }
bpm = 72                   chance = 1                  redraw = { of = 1, keep = ["theme", "harmony"], bars = "9-16", part = "cellos" }
"""

from __future__ import annotations

import re
from typing import Any

from originalscore.errors import BriefError
from originalscore.formats.cues_toml.rows import Row
from originalscore.model.cue import LOCKS, Cue, Redraw
from originalscore.music.ensembles import ENSEMBLES as STAFFED
from originalscore.music.ensembles import GROUPS, SOLOISTS

_SLOWEST_BPM, _FASTEST_BPM, _MOST_DB = 30, 240, 24
_REDRAW_FIELDS = ("of", "keep", "bars", "part")


def directed(row: Row) -> dict[str, Any]:
    """These fields as a cue has them; players must be known and somebody must be left to play."""
    add, without = row.choices("add", tuple(GROUPS)), row.choices("without", tuple(GROUPS))
    if both := sorted(set(add) & set(without)):
        raise BriefError(f"{row.place('without')}: “{both[0]}” is also among those who are added", "leave it out of one of them")
    ensemble = row.choice("ensemble", tuple(STAFFED), "orchestra")
    if ensemble == SOLOISTS and not add:
        raise BriefError(
            f"{row.place('ensemble')}: soloists are those whom “add” names, and it names nobody", 'write add = ["flute", "piano"]'
        )
    if not STAFFED[ensemble].staffed(add, without).players:
        raise BriefError(f"{row.place('without')}: nobody of {ensemble} is left to play", "leave somebody in, or name another ensemble")
    bpm = row.whole("bpm", 0, 0)
    if bpm and not _SLOWEST_BPM <= bpm <= _FASTEST_BPM:
        raise BriefError(f"{row.place('bpm')}: {bpm} beats a minute cannot be played", f"write {_SLOWEST_BPM} to {_FASTEST_BPM}")
    return {
        "add": add,
        "without": without,
        "balance": _balance(row),
        "bpm": bpm,
        "chance": row.whole("chance", 0, 0),
        "redraw": _redraw(row),
    }


def directed_row(cue: Cue) -> dict[str, Any]:
    """The same fields as the file has them; empty ones are left out."""
    fields = {
        "add": list(cue.add), "without": list(cue.without), "balance": dict(cue.balance), "bpm": cue.bpm, "chance": cue.chance,
        "redraw": redraw_value(cue.redraw),
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def redraw_value(redraw: Redraw | None) -> dict[str, Any]:
    """What a take keeps, as the file has it."""
    if redraw is None:
        return {}
    bars = "-".join(map(str, redraw.bars))
    return {
        "of": redraw.of,
        **({"keep": list(redraw.keep)} if redraw.keep else {}),
        **({"bars": bars} if bars else {}),
        **({"part": redraw.part} if redraw.part else {}),
    }


def _balance(row: Row) -> tuple[tuple[str, float], ...]:
    values = row.values.get("balance", {})
    if not isinstance(values, dict):
        raise row.fault("balance", "players with decibels such as { piano = -4 }")
    for name, db in values.items():
        row.known_name("balance", name, tuple(GROUPS))
        if isinstance(db, bool) or not isinstance(db, int | float) or not -_MOST_DB <= db <= _MOST_DB:
            raise BriefError(f"{row.place('balance')}: {name} needs decibels from -{_MOST_DB} to {_MOST_DB}", "write { piano = -4 }")
    return tuple((name, float(db)) for name, db in values.items())


def _redraw(row: Row) -> Redraw | None:
    if "redraw" not in row.values:
        return None
    if not isinstance(row.values["redraw"], dict):
        raise row.fault("redraw", 'a table such as { of = 1, keep = ["theme"] }')
    table = Row(row.source, row.values["redraw"], f"{row.name}, redraw", (*row.address, "redraw"))
    table.check_fields(_REDRAW_FIELDS)
    part = table.text("part", "")
    if part:
        table.known_name("part", part, tuple(GROUPS))
    return Redraw(table.whole("of", 1, 1), table.choices("keep", LOCKS), bars_in(table.text("bars", ""), table), part)


def bars_in(text: str, row: Row) -> tuple[int, ...]:
    """``9-16`` or ``9`` as first and last bar."""
    if not text:
        return ()
    found = re.fullmatch(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise BriefError(f"{row.place('bars')}: “{text}” names no bars", 'write bars = "9-16"')
    return first, last
