"""One table of ``cues.toml`` read field by field, with its line in every fault."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from originalscore.errors import BriefError, FormatError
from originalscore.model.picture import Picture

Address = tuple[str | int, ...]
"""Where a value stands: ``("cue", 2, "hit", 1, "at")`` is field ``at`` of the first hit of the second cue."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\s-]+?)\s*\]\]?\s*(#.*)?$")
_FIELD = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")


def find_lines(text: str) -> dict[Address, int]:
    """The line, counted from 1, of every table header (without its count: of the first) and field written the usual way."""
    lines: dict[Address, int] = {}
    counts: dict[Address, int] = {}
    here: Address = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            here = _table_address(header[2], header[1] == "[[", counts)
            lines.setdefault(here, number)
            lines.setdefault(tuple(part for part in here if isinstance(part, str)), number)
        elif field := _FIELD.match(line):
            lines.setdefault((*here, field[1]), number)
    return lines


def _table_address(name: str, repeated: bool, counts: dict[Address, int]) -> Address:
    """The address of a table just opened; ``counts`` knows how often each repeated table was opened."""
    address: Address = ()
    parts = [part.strip() for part in name.split(".")]
    for place, part in enumerate(parts):
        address = (*address, part)
        if repeated and place == len(parts) - 1:
            counts[address] = counts.get(address, 0) + 1
        if address in counts:
            address = (*address, counts[address])
    return address


@dataclass(frozen=True)
class Source:
    """The file that is read: its name, the lines of its fields, and the film it belongs to."""

    file: str
    lines: Mapping[Address, int]
    picture: Picture

    def place(self, address: Address) -> str:
        """``cues.toml, line 12``, as near as it is known."""
        while address and address not in self.lines:
            address = address[:-1]
        return f"{self.file}, line {self.lines[address]}" if address else self.file


@dataclass(frozen=True)
class Row:
    """One table: its values, what people call it (``cue 1m2, hit 3``), and where it stands."""

    source: Source
    values: Mapping[str, Any]
    name: str
    address: Address

    def place(self, field: str = "") -> str:
        """File, line, row and field, for the head of a message."""
        address = (*self.address, field) if field else self.address
        return f"{self.source.place(address)}: {self.name}" + (f": {field}" if field else "")

    def fault(self, field: str, expected: str) -> FormatError:
        """A value of the wrong kind."""
        return FormatError(f"{self.place(field)}: {expected} was expected, not {_as_written(self.values.get(field))}")

    def check_fields(self, known: Sequence[str]) -> None:
        """Refuse fields that nobody reads: they are slips of the pen.

        Raises
        ------
        FormatError
            With the nearest known field.
        """
        for field in self.values:
            if field not in known:
                near = difflib.get_close_matches(field, known, 1)
                advice = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
                raise FormatError(f"{self.source.place((*self.address, field))}: {self.name} has no field “{field}”", advice)

    def text(self, field: str, default: str) -> str:
        """A text, or the default."""
        value = self.values.get(field, default)
        if not isinstance(value, str):
            raise self.fault(field, "text in quotes")
        return value

    def choice(self, field: str, known: Sequence[str], default: str) -> str:
        """One of the known names, or the default."""
        return self._known(field, self.text(field, default), known)

    def known_name(self, field: str, name: str, known: Sequence[str]) -> str:
        """A name that must be among the known ones; ``field`` is where it was written."""
        return self._known(field, name, known)

    def choices(self, field: str, known: Sequence[str]) -> tuple[str, ...]:
        """A list of known names, possibly empty."""
        return tuple(self._known(field, name, known) for name in self.texts(field))

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, possibly empty."""
        value = self.values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.fault(field, 'a list of texts such as ["keeper"]')
        return tuple(value)

    def flag(self, field: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(field, default)
        if not isinstance(value, bool):
            raise self.fault(field, "true or false")
        return value

    def whole(self, field: str, least: int, default: int) -> int:
        """A whole number not below ``least``."""
        value = self.values.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.fault(field, f"a whole number from {least}")
        return value

    def share(self, field: str, default: float) -> float:
        """A number from 0 to 1."""
        return self._level(field, self.values.get(field, default))

    def moment(self, field: str) -> Fraction:
        """A picture time, which must be there."""
        return self._moment(field, self.values.get(field))

    def curve(self, field: str) -> list[tuple[Fraction, float]]:
        """Points of a curve: picture time and a level from 0 to 1, in order of time."""
        points = self.values.get(field, [])
        if not isinstance(points, list) or not all(isinstance(point, list) and len(point) == 2 for point in points):
            raise self.fault(field, 'a list of [time, level] such as [["01:00:03:12", 0.4]]')
        return sorted(((self._moment(field, at), self._level(field, level)) for at, level in points), key=lambda point: point[0])

    def rows(self, field: str, called: str) -> list[Row]:
        """The tables within this one, called ``called 1``, ``called 2`` ...

        Raises
        ------
        FormatError
            If the field holds something else.
        """
        tables = self.values.get(field, [])
        header = ".".join(part for part in (*self.address, field) if isinstance(part, str))
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise FormatError(f"{self.source.place((*self.address, field))}: tables written as [[{header}]] were expected")
        return [Row(self.source, table, f"{called} {number}", (*self.address, field, number)) for number, table in enumerate(tables, 1)]

    def _known(self, field: str, name: str, known: Sequence[str]) -> str:
        if name in known:
            return name
        near = difflib.get_close_matches(name, known, 1)
        advice = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
        raise FormatError(f"{self.place(field)}: “{name}” is unknown", advice)

    def _level(self, field: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise FormatError(f"{self.place(field)}: a number from 0 to 1 was expected, not {_as_written(value)}")
        return float(value)

    def _moment(self, field: str, value: Any) -> Fraction:
        film = self.source.picture.film
        if not isinstance(value, str):
            example = f'a time in quotes such as "{film.clock.label(Fraction(0))}" or "3.5s"'
            raise FormatError(f"{self.place(field)}: {example} was expected, not {_as_written(value)}")
        try:
            at_s = film.clock.seconds(value)
        except BriefError as fault:
            raise BriefError(f"{self.place(field)}: {fault.args[0]}", fault.advice) from None
        if at_s >= film.duration_s + film.clock.frame_rate.frame_s:
            raise BriefError(
                f"{self.place(field)}: {value} lies beyond the film's end {film.clock.label(film.duration_s)}", "move it inside the film"
            )
        return min(at_s, film.duration_s)


def _as_written(value: Any) -> str:
    """A value as a reader of the file knows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return "a table" if isinstance(value, dict) else str(value)
