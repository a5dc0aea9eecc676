"""Real music to measure against: quartets, chorales and orchestral movements out of copyright, halved by a hash of their names."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.measures.abstract import Voices, excerpts_of
from originalscore.measures.information import Expectation, train

MEDIA = Path(os.environ.get("SHARED_MEDIA", Path(__file__).resolve().parents[3] / "shared" / "media"))
ORCHESTRA = MEDIA / "music" / "openscore_orchestra"
#: Excerpts of sixteen bars taken from each piece, spread evenly.
EXCERPTS = 4
#: The books of tunes whose music and transcriptions are free (craft notes 5.4).
BOOKS = ("oneills1850", "ryansMammoth", "airdsAirs")


def corpus() -> Path | None:
    """The scores that come with music21, read by our own reader; None where it is not installed."""
    found = importlib.util.find_spec("music21")
    return Path(found.origin).parent / "corpus" if found and found.origin else None


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


def tunes() -> Iterator[list[int]]:
    """Melodies to learn expectation from."""
    from originalscore.formats.abc import parse_abc

    root = corpus()
    for path in sorted(path for book in BOOKS for path in (root / book).glob("*.abc")) if root else []:
        for tune in parse_abc(path.read_text(encoding="utf-8", errors="replace")):
            yield [height for _, _, height in tune.notes]


def expectation() -> Expectation | None:
    """The model of melodic surprise, trained now; None where the tunes or their reader are not there."""
    try:
        model = train(tunes())
    except ImportError:
        return None
    return model if model.counts else None
