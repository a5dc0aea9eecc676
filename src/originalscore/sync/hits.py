"""The moments that a film's music should meet, from whatever holds them: CSV, ``cues.toml``, EDL, OTIO or FCPXML.

Of marks the points count and the ranges do not. A mark's class is the one its note or name says (``hard``, ``firm``, ``soft``, ``avoid``), else
that of its colour in our own marker lists, else the list's default; the word ``must`` in the note makes it a must.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats import cues_toml
from originalscore.formats.edl import read_edl
from originalscore.formats.fcpxml import read_fcpxml
from originalscore.formats.hit_list import DEFAULT_CLASS, ListedHit, read_hit_list
from originalscore.formats.otio import read_otio
from originalscore.model.cue import HIT_CLASSES
from originalscore.model.mark import CLASS_COLORS, Mark
from originalscore.model.picture import Film, Picture
from originalscore.times import Clock, FrameRate

_FOR_EVER_S = Fraction(10**6)
_WORDS = re.compile(r"[a-z]+")


def read_hits(path: Path, clock: Clock | None) -> tuple[ListedHit, ...]:
    """The moments of a list, sorted by time.

    Parameters
    ----------
    path
        The format follows from the name's ending; everything but ``.toml``, ``.edl``, ``.otio`` and ``.fcpxml`` is read as CSV.
    clock
        Of the film; None where nobody knows its frame rate.

    Raises
    ------
    FormatError
        If the file cannot be read as what its name says, or lists no moment.
    BriefError
        If the list needs a frame rate and nobody knows one.
    """
    if not path.is_file():
        raise FormatError(f"there is no hit list {path}", "check the name")
    read = _READERS.get(path.suffix.casefold(), read_hit_list)
    hits = sorted(read(path, clock), key=lambda hit: hit.at_s)
    if not any(hit.kind != "avoid" for hit in hits):
        raise FormatError(f"{path.name} lists no moment that music should meet", "set markers or [[cue.hit]] tables")
    return tuple(hits)


def list_clock(path: Path) -> Clock | None:
    """The film's clock as a hit list itself tells it, where it does: ``cues.toml``."""
    if path.suffix.casefold() != ".toml" or not path.is_file():
        return None
    try:
        film = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("film", {})
        rate = FrameRate.parse(film["frame_rate"])
        return Clock(rate, rate.frame(film["start_timecode"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # what is wrong is said by the reader, with its line
        return None


def _read_cues(path: Path, clock: Clock | None) -> list[ListedHit]:
    """Hits of a cue list, whichever film it belongs to; the user's file is not touched."""
    clock = list_clock(path) or clock
    if clock is None:
        raise BriefError(f"{path.name} does not tell the film's frame rate", "give --frame-rate")
    with tempfile.TemporaryDirectory() as place:  # a reader may write names of new cues into the list
        copy = Path(shutil.copyfile(path, Path(place) / path.name))
        cues = cues_toml.read_cues(copy, _stand_in(path, clock))
    return [
        ListedHit(hit.at_s, hit.what, hit.kind, hit.must, f"{path.name}, {cue.number}")
        for cue in cues.cues for hit in cue.hits
    ]  # fmt: skip


def _stand_in(path: Path, clock: Clock) -> Picture:
    """A film that any cue list belongs to."""
    try:
        film = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("film", {})
        sha256 = str(film.get("sha256", "")) if isinstance(film, dict) else ""
    except (OSError, ValueError):
        sha256 = ""
    seen = Film("", sha256, _FOR_EVER_S, clock, 0, 0, False, False, Fraction(0), "")
    return Picture(seen, (), (), (), (), (), (), (), None, None, None, False, (), None)


def _read_marks(read: Callable[[Path], tuple[Mark, ...]]) -> Callable[[Path, Clock | None], list[ListedHit]]:
    return lambda path, clock: [_of_mark(path, mark) for mark in read(path) if not mark.frames]


def _read_edl(path: Path, clock: Clock | None) -> list[ListedHit]:
    if clock is None:
        raise BriefError(f"{path.name} counts in timecode and nothing tells the film's frame rate", "give --frame-rate")
    return [_of_mark(path, mark) for mark in read_edl(path, clock) if not mark.frames]


def _of_mark(path: Path, mark: Mark) -> ListedHit:
    words = _WORDS.findall(f"{mark.note} {mark.name}".casefold())
    colored = next((kind for kind, color in CLASS_COLORS.items() if color == mark.color.upper()), DEFAULT_CLASS)
    kind = next((word for word in words if word in HIT_CLASSES), colored)
    return ListedHit(mark.at_s, mark.name or "mark", kind, "must" in _WORDS.findall(mark.note.casefold()), f"{path.name}, {mark.label}")


_READERS: dict[str, Callable[[Path, Clock | None], tuple[ListedHit, ...] | list[ListedHit]]] = {
    ".toml": _read_cues,
    ".edl": _read_edl,
    ".otio": _read_marks(read_otio),
    ".fcpxml": _read_marks(read_fcpxml),
}
