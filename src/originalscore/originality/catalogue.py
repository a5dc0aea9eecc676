"""The user's own catalogue: the themes of the films scored so far, so that no two films are given the same one.

One JSON file in the user's data folder, written only when ``originalscore originality`` looks at a score's folder. It is reported and never
heard: no note depends on it, or the same film and seed would not give the same score on another machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.files import write_whole
from originalscore.measures.counterpoint import Sung


def catalogue_file() -> Path:
    """Where it lies: ``$XDG_DATA_HOME`` (or ``~/.local/share``) / originalscore."""
    folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "originalscore" / "catalogue.json"


@dataclass(frozen=True)
class Entry:
    """A theme; ``film`` is the film's checksum and the seed, ``title`` its file name."""

    film: str
    title: str
    theme: str
    notes: tuple[Sung, ...]


class Catalogue:
    """The themes remembered in a file, which need not exist yet.

    Raises
    ------
    FormatError
        If the file is there and is no catalogue.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: tuple[Entry, ...] = ()
        if path.is_file():
            try:
                rows = json.loads(path.read_text(encoding="utf-8"))["themes"]
                self.entries = tuple(Entry(row["film"], row["title"], row["theme"], _notes(row["notes"])) for row in rows)
            except (ValueError, KeyError, TypeError, ZeroDivisionError) as fault:
                raise FormatError(f"{path} is no catalogue: {fault}", "remove it, or look away with --no-catalogue") from None

    def others(self, film: str) -> tuple[Entry, ...]:
        """The themes of all other films, and of this one under another seed."""
        return tuple(entry for entry in self.entries if entry.film != film)

    def enter(self, film: str, themes: Sequence[Entry]) -> None:
        """Remember a film's themes in place of those it had; nothing is written where nothing changes.

        Raises
        ------
        DeliveryError
            If the file cannot be written.
        """
        entries = (*self.others(film), *themes)
        if entries != self.entries:
            self.entries = entries
            rows = [
                {"film": e.film, "title": e.title, "theme": e.theme, "notes": [[str(o), str(n), h] for o, n, h in e.notes]} for e in entries
            ]
            write_whole(self.path, json.dumps({"themes": rows}, ensure_ascii=False) + "\n")


def _notes(rows: Sequence[tuple[str, str, int]]) -> tuple[Sung, ...]:
    return tuple((Fraction(onset), Fraction(length), int(height)) for onset, length, height in rows)
