"""The shelf of palettes: the shipped ones by name, the user's own by file."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats.palette_toml import read_palette
from originalscore.model.palette import Palette

FOLDER = Path(__file__).with_name("palettes")
SHIPPED = ("orchestra", "intimate", "hybrid", "ambient", "chiptune")
"""In the order in which they are offered; the first is the default, and stands in for whatever another one lacks."""


def shipped(name: str = SHIPPED[0]) -> Palette:
    """A palette of the house."""
    return _read(name)


@cache
def _read(name: str) -> Palette:
    return read_palette(FOLDER / f"{name}.toml", _find)


def open_palette(wish: str, root: Path = Path()) -> Palette:
    """The palette of a name, or of a file seen from ``root``.

    Raises
    ------
    BriefError
        If there is neither.
    FormatError
        If the file is no palette.
    """
    if wish in SHIPPED:
        return shipped(wish)
    path = Path(os.path.normpath(root / Path(wish).expanduser()))  # the folder itself may not be there yet
    if path.is_file():
        palette = read_palette(path, _find)
        if palette.name in SHIPPED:
            raise FormatError(f"{path.name}: “{palette.name}” is the name of a shipped palette", "give it a name of its own")
        return palette
    what = f"there is no palette file {path}" if path.suffix == ".toml" else f"the palette “{path.name}” is unknown"
    raise BriefError(what, f"known are {', '.join(SHIPPED)}, or name a .toml file")


def _find(name: str) -> Palette | None:
    return shipped(name) if name in SHIPPED else None
