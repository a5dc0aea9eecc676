"""The corpus of directors' notes, its film, and how each note is read."""

from __future__ import annotations

import hashlib
import itertools
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from originalscore.model.cue import Cue, CueList, CurvePoint, ThemeWish
from originalscore.model.picture import Event, Film, Marker, Picture, Shot, Speech
from originalscore.spotting.notes import in_short, read_note
from originalscore.times import Clock, FrameRate

FILE = Path(__file__).parent / "data" / "director_notes.toml"


@dataclass(frozen=True)
class Outcome:
    """A note, its right reading and ours; ``("ask",)`` is a question."""

    says: str
    about: str
    wanted: tuple[str, ...]
    wanted_cue: str
    read: tuple[str, ...]
    cue: str
    held_out: bool

    @property
    def right(self) -> bool:
        return sorted(self.read) == sorted(self.wanted) and (self.cue == self.wanted_cue or self.wanted == ("ask",))


@cache
def corpus() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def film() -> tuple[Picture, CueList]:
    """The film that all notes are said of."""
    data = corpus()
    length_s, rate = Fraction(data["film"]["length_s"]), FrameRate.parse(data["film"]["frame_rate"])
    about = Film("harbour.mp4", "0" * 64, length_s, Clock(rate), 1280, 720, True, True, Fraction(0), "mp4")
    edges = [Fraction(0), *(Fraction(str(cut)) for cut in data["film"]["cuts"]), length_s]
    shots = tuple(Shot(n, a, b, "cut", 0.3, 0.1, 0.0, 0.2) for n, (a, b) in enumerate(itertools.pairwise(edges), 1))
    events = tuple(Event(Fraction(e["at_s"]), e["kind"], 0.9, e["what"]) for e in data["event"])
    markers = tuple(Marker(Fraction(m["at_s"]), m["name"]) for m in data["marker"])
    speech = tuple(Speech(Fraction(s["span_s"][0]), Fraction(s["span_s"][1]), "subtitles", s["text"]) for s in data["line"])
    picture = Picture(about, (), shots, (), speech, events, markers, (), None, None, None, False, (), None)
    cues = tuple(_cue(n, row) for n, row in enumerate(data["cue"], 1))
    return picture, CueList(about.sha256, 7, (ThemeWish("keeper", "the lighthouse keeper", "tender"),), cues, ())


def _cue(number: int, row: dict[str, Any]) -> Cue:
    start_s, end_s = map(Fraction, row["span_s"])
    flat = (CurvePoint(start_s, 0.5),)
    return Cue(
        f"c{number}", row["number"], 1, (), "composed", row["title"], start_s, end_s, "close", row["purpose"], row["mood"], row["ensemble"],
        flat, flat, flat, tuple(row["themes"]), (), (), "",
    )  # fmt: skip


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every note of the corpus, read."""
    picture, cues = film()
    numbers = {cue.number: cue for cue in cues.cues}
    found = []
    for note in corpus()["note"]:
        reading = read_note(note["says"], picture, cues, about=numbers.get(note["about"]))
        told = ("ask",) if reading.questions else tuple(in_short(wish) for wish in reading.wishes)
        cue = "film" if reading.whole_film else reading.cues[0] if reading.cues else ""
        held_out = hashlib.sha256(note["says"].encode()).digest()[0] % 2 == 1
        found.append(Outcome(note["says"], note["about"], tuple(note["read"]), note.get("cue", note["about"]), told, cue, held_out))
    return tuple(found)
