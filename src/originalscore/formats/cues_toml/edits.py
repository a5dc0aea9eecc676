"""Changing ``cues.toml`` as its user would by hand: single values, hits, silences and whole cues.

A value is changed with tomlkit, which keeps the comment beside it. A table is put in or taken out as lines of text, so that every other
line stays byte for byte what it was, line endings and all; comments above a table belong to it only where it is put in. Nothing is on disk before
:meth:`CueFile.save`, so several changes come together or not at all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from originalscore.errors import BriefError, FormatError
from originalscore.formats.cues_toml.kept import KeptText
from originalscore.formats.cues_toml.writer import cue_row, hit_row, silence_row
from originalscore.model.cue import Cue, Hit, Silence
from originalscore.model.picture import Picture

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.\s\"'-]+?)\s*\]\]?\s*(#.*)?$")


@dataclass(frozen=True)
class _Block:
    """A table of the file: its name, the line of its header, the line after its last value, and how far the header is set in."""

    name: str
    first: int
    after: int
    indent: str


class CueFile:
    """A cue list opened for changes; cues are named by id, hits and silences by what they are now.

    Raises
    ------
    FormatError
        If the file is no TOML.
    BriefError
        If a cue, a hit or a silence that is named is not in it.
    """

    def __init__(self, path: Path, picture: Picture) -> None:
        self.path, self.picture = path, picture
        self._kept = KeptText.read(path)
        self._text = self._kept.text
        self._parse()

    @property
    def text(self) -> str:
        """The file as it would be saved now."""
        return self._kept.whole(self._text)

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is on disk."""
        return self._text != self._kept.text

    def save(self) -> None:
        """Write the file, whole or not at all."""
        if self.is_changed:
            self._kept.write(self._text)
            self._kept = replace(self._kept, text=self._text)

    def set_cue(self, cue_id: str, field: str, value: Any) -> None:
        """Give one field of a cue another value; None takes it out."""
        place = self._cue(cue_id)
        self._put(lambda document: document["cue"][place], self._blocks("cue")[place : place + 1], field, value)

    def set_film(self, field: str, value: Any) -> None:
        """Give one field of the heading another value; None takes it out."""
        if "film" not in self._data:
            document = self._parse()
            document.add("film", tomlkit.table())
            self._text = tomlkit.dumps(document)
        self._put(lambda document: document["film"], self._blocks("film"), field, value)

    def add_hit(self, cue_id: str, hit: Hit) -> None:
        """Put a hit into a cue, after those that come before it."""
        cue = self._cue(cue_id)
        hits = self._hits(cue)
        row = hit_row(hit, self.picture)
        if hits is None:
            self._inline_hits(cue, lambda array: array.append(_inline(row)))
            return
        at = [self._seconds(table.get("at")) for table in self._data["cue"][cue].get("hit", [])]
        before = sum(one <= hit.at_s for one in at)
        block = hits[before - 1] if before else self._blocks("cue")[cue]
        indent = hits[0].indent if hits else ""
        self._insert(block.after, ["", *_lines("cue.hit", row, indent)])

    def change_hit(self, cue_id: str, hit: Hit, **values: Any) -> None:
        """Change fields of a hit by their names in the file (``at``, ``what``, ``class``, ``landing``, ``must``, ``weight``)."""
        cue = self._cue(cue_id)
        place = self._hit(cue, hit)
        for field, value in values.items():
            hits = self._hits(cue) or []
            self._put(lambda document: document["cue"][cue]["hit"][place], hits[place : place + 1], field, value)

    def remove_hit(self, cue_id: str, hit: Hit) -> None:
        """Take a hit out; comments above it stay."""
        cue = self._cue(cue_id)
        place, hits = self._hit(cue, hit), self._hits(cue)
        if hits is None:
            self._inline_hits(cue, lambda array: array.pop(place))
        else:
            self._remove(hits[place].first, hits[place].after)

    def add_silence(self, silence: Silence) -> None:
        """Add a silence at the end of those that are there."""
        blocks = self._blocks("silence")
        at = blocks[-1].after if blocks else len(self._text.rstrip("\n").split("\n"))
        self._insert(at, ["", *_lines("silence", silence_row(silence, self.picture), blocks[-1].indent if blocks else "")])

    def change_silence(self, silence: Silence, **values: Any) -> None:
        """Change fields of a silence by their names in the file."""
        place = self._silence(silence)
        for field, value in values.items():
            self._put(lambda document: document["silence"][place], self._blocks("silence")[place : place + 1], field, value)

    def remove_silence(self, silence: Silence) -> None:
        """Take a silence out."""
        block = self._blocks("silence")[self._silence(silence)]
        self._remove(block.first, block.after)

    def remove_cue(self, cue_id: str) -> None:
        """Take a cue out with its hits."""
        cue = self._cue(cue_id)
        block, hits = self._blocks("cue")[cue], self._hits(cue) or []
        for one in reversed((block, *hits)):
            self._remove(one.first, one.after)

    def add_cue(self, cue: Cue, *, after: str) -> None:
        """Add a cue after another one, with its hits."""
        place = self._cue(after)
        last = (self._hits(place) or self._blocks("cue")[place : place + 1])[-1]
        lines = ["", *_lines("cue", cue_row(cue, self.picture), "")]
        for hit in cue.hits:
            lines += ["", *_lines("cue.hit", hit_row(hit, self.picture), "")]
        self._insert(last.after, lines)

    @property
    def _data(self) -> dict[str, Any]:
        return tomllib.loads(self._text)

    def _parse(self) -> tomlkit.TOMLDocument:
        try:
            return tomlkit.parse(self._text)
        except TOMLKitError as fault:
            raise FormatError(f"{self.path.name}: {fault}", "mend it and run again") from None

    def _put(self, table_of: Callable[[Any], Any], block: list[_Block], field: str, value: Any) -> None:
        """Change, add or take out one field; a new one stands after the table's last value, before its hits, comments and empty lines."""
        value = _inline(value) if isinstance(value, Mapping) else value
        document = self._parse()
        table = table_of(document)
        if value is not None and field not in table and block:
            item = tomlkit.document()
            item.add(field, value)
            self._insert(block[0].after, [f"{block[0].indent}{tomlkit.dumps(item).rstrip()}"])
            return
        if value is None:
            table.pop(field, None)
        else:
            table[field] = value
        self._text = tomlkit.dumps(document)

    def _cue(self, cue_id: str) -> int:
        """Where a cue stands among those of the file, from 0."""
        for place, table in enumerate(self._data.get("cue", [])):
            if table.get("id") == cue_id:
                return place
        raise BriefError(f"{self.path.name}: there is no cue “{cue_id}”")

    def _hit(self, cue: int, hit: Hit) -> int:
        for place, table in enumerate(self._data["cue"][cue].get("hit", [])):
            if self._seconds(table.get("at")) == hit.at_s and table.get("what", "hit") == hit.what:
                return place
        raise BriefError(f"{self.path.name}: there is no hit “{hit.what}” at {self.picture.film.clock.label(hit.at_s)}")

    def _silence(self, silence: Silence) -> int:
        for place, table in enumerate(self._data.get("silence", [])):
            if self._seconds(table.get("start")) == silence.start_s:
                return place
        raise BriefError(f"{self.path.name}: there is no silence at {self.picture.film.clock.label(silence.start_s)}")

    def _seconds(self, value: Any) -> Fraction:
        clock, length_s = self.picture.film.clock, self.picture.film.duration_s
        return min(clock.seconds(value), length_s) if isinstance(value, str) else Fraction(-1)

    def _blocks(self, name: str) -> list[_Block]:
        return [block for block in find_blocks(self._text) if block.name == name]

    def _hits(self, cue: int) -> list[_Block] | None:
        """The tables of a cue's hits; None where they are not written as ``[[cue.hit]]``."""
        blocks = find_blocks(self._text)
        cues = [n for n, block in enumerate(blocks) if block.name == "cue"]
        end = cues[cue + 1] if cue + 1 < len(cues) else len(blocks)
        hits = [block for block in blocks[cues[cue] + 1 : end] if block.name == "cue.hit"]
        return hits if len(hits) == len(self._data["cue"][cue].get("hit", [])) else None

    def _inline_hits(self, cue: int, change: Callable[[Any], object]) -> None:
        document = self._parse()
        change(document["cue"][cue]["hit"])
        self._text = tomlkit.dumps(document)

    def _insert(self, at: int, lines: list[str]) -> None:
        old = self._text.split("\n")
        if at >= len(old):
            old += [""]  # a last line without an end gets one
        self._text = "\n".join([*old[:at], *lines, *old[at:]])

    def _remove(self, first: int, after: int) -> None:
        lines = self._text.split("\n")
        if first and not lines[first - 1].strip():
            first -= 1  # the empty line that parted it from what came before
        self._text = "\n".join([*lines[:first], *lines[after:]])


def find_blocks(text: str) -> list[_Block]:
    """The tables of a file in order; what stands inside a text of several lines is no header."""
    lines = text.split("\n")
    blocks: list[_Block] = []
    quoted = ""
    for number, line in enumerate(lines):
        header = None if quoted else _HEADER.match(line)
        if header:
            name = re.sub(r"[\s\"']", "", header[1])
            blocks.append(_Block(name, number, number + 1, line[: len(line) - len(line.lstrip())]))
        elif blocks and (quoted or (line.strip() and not line.lstrip().startswith("#"))):
            blocks[-1] = _Block(blocks[-1].name, blocks[-1].first, number + 1, blocks[-1].indent)
        for mark in ('"""', "'''"):
            if quoted in ("", mark) and line.count(mark) % 2:
                quoted = "" if quoted else mark
    return blocks


def _inline(row: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(row)
    return table


def _lines(name: str, row: Mapping[str, Any], indent: str) -> list[str]:
    """A table as lines of text."""
    body = tomlkit.document()
    for field, value in row.items():
        body.add(field, value)
    return [f"{indent}[[{name}]]", *(f"{indent}{line}" for line in tomlkit.dumps(body).rstrip("\n").split("\n"))]
