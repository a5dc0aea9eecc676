"""Real music to measure against: quartets, chorales and orchestral movements out of copyright, halved by a hash of their names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.measures.abstract import Voices, excerpts_of
from originalscore.measures.information import Expectation
from originalscore.study.surprise import corpus, learned_expectation

MEDIA = Path(os.environ.get("SHARED_MEDIA", Path(__file__).resolve().parents[3] / "shared" / "media"))
ORCHESTRA = MEDIA / "music" / "openscore_orchestra"
#: Excerpts of sixteen bars taken from each piece, spread evenly.
EXCERPTS = 4


def pieces() -> dict[str, list[Path]]:
    """Kind -> files."""
    root = corpus()
    kinds: dict[str, list[Path]] = {"quartet": [], "chorale": [], "orchestra": sorted(ORCHESTRA.glob("*.mxl"))}
    if root:
        quartets = [path for name in ("haydn", "mozart", "beethoven") for path in sorted((root / name).rglob("*.mxl"))]
        kinds["quartet"] = [path for path in quartets if "k545" not in path.parts]
        kinds["chorale"] = sorted((root / "bach").glob("bwv*.mxl"))[::4]
    return kinds


def name_of(path: Path) -> str:
    """A piece's name, the same on every machine."""
    return "/".join(path.with_suffix("").parts[-3:])


def held_out(path: Path) -> bool:
    """Whether a piece is kept from all tuning."""
    return hashlib.sha256(path.with_suffix("").name.encode() + path.parent.name.encode()).digest()[0] % 2 == 1


def music(path: Path) -> list[Voices]:
    """Excerpts of a piece, spread evenly; none if it cannot be read."""
    from originalscore.formats.musicxml import read_lines

    try:
        reading = read_lines(path)
    except FormatError:
        return []
    return [voices for voices in excerpts_of(reading, most=EXCERPTS) if len(voices.all) > 1]


def expectation() -> Expectation | None:
    """The model of melodic surprise, learned now; None where the tunes are not there."""
    try:
        return learned_expectation()
    except ImportError:  # the reader of tunes is not there yet
        return None
