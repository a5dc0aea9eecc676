"""One table of a TOML file read key by key, with file, line and what was expected in every fault."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from originalscore.errors import FormatError
from originalscore.formats.cues_toml.rows import Address, find_lines


@dataclass(frozen=True)
class Table:
    """One table of the file: its values and where it stands."""

    file: str
    lines: Mapping[Address, int]
    address: Address
    values: Mapping[str, Any]

    def place(self, name: str = "") -> str:
        """``my.toml, line 12: instruments.flute.sustain``."""
        whole = (*self.address, name) if name else self.address
        near = whole
        while near and near not in self.lines:
            near = near[:-1]
        line = f", line {self.lines[near]}" if near else ""
        return f"{self.file}{line}: {'.'.join(map(str, whole))}" if whole else f"{self.file}{line}"

    def fault(self, name: str, expected: str) -> FormatError:
        """A value of the wrong kind."""
        value = self.values.get(name)
        written = (
            "nothing" if value is None else "a table" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False, default=str)
        )
        return FormatError(f"{self.place(name)}: {expected} was expected, not {written}")

    def check(self, known: Sequence[str], what: str) -> None:
        """Refuse what nobody reads."""
        for name in self.values:
            if name not in known:
                raise unknown(self.place(name), f"{what} ", name, known)

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, "text in quotes")
        return value

    def texts(self, name: str, known: Sequence[str] = (), default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, each among the known ones if there are any."""
        value = self.values.get(name, list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(name, "a list of texts in quotes")
        for one in value:
            if known and one not in known:
                raise unknown(self.place(name), "", one, known)
        return tuple(value)

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "true or false")
        return value

    def number(self, name: str, least: float, most: float, default: float | None) -> float:
        """A number within bounds; a default of None: it must be there."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.fault(name, f"a number from {least:g} to {most:g}")
        return float(value)

    def whole(self, name: str, least: int, most: int, default: int | None) -> int:
        """A whole number within bounds; a default of None: it must be there."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.fault(name, f"a whole number from {least} to {most}")
        return value

    def table(self, name: str) -> Table:
        """The table within this one; empty if there is none."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.fault(name, "a table")
        return Table(self.file, self.lines, (*self.address, name), value)

    def one_of(self, name: str, known: Sequence[str], default: str) -> str:
        """A text that is one of those known."""
        value = self.text(name, default)
        if value not in known:
            raise unknown(self.place(name), "", value, known)
        return value

    def rows(self, name: str) -> tuple[Table, ...]:
        """The tables of a list of tables, ``[[name]]``; none if there is no such list."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(name, f"tables written as [[{'.'.join((*map(str, self.address), name))}]]")
        return tuple(Table(self.file, self.lines, (*self.address, name, number), row) for number, row in enumerate(value, 1))

    def tables(self) -> dict[str, Table]:
        """Every value as a table."""
        return {name: self.table(name) for name in self.values}


def unknown(place: str, what: str, name: str, known: Sequence[str]) -> FormatError:
    """The fault of a name that does not exist, with the nearest that does."""
    near = difflib.get_close_matches(name, known, 1)
    return FormatError(f"{place}: {what}“{name}” is unknown", f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}")


def read_table(path: Path, what: str) -> Table:
    """The whole of a TOML file, called ``what`` where it cannot be read.

    Raises
    ------
    FormatError
        If it cannot be read or is no TOML, with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Table(path.name, find_lines(text), (), tomllib.loads(text))
    except UnicodeDecodeError as fault:
        raise FormatError(f"{path.name}: not UTF-8 text at byte {fault.start}", "save it as UTF-8") from None
    except OSError as fault:
        raise FormatError(f"{what} {path} cannot be read: {fault.strerror}", "check the name") from None
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line \d+, column \d+", str(fault))
        place = found[0] if found else f"line {max(1, len(text.splitlines()))}"
        reason = re.sub(r" \(at .*\)$", "", str(fault))
        raise FormatError(f"{path.name}, {place}: {reason}", "mend that line and run again") from None
