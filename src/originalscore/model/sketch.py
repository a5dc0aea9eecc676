"""The sketch: lines by role in beats, before anybody decides who plays them. Beat 0 is the cue's first frame."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import ClassVar

from originalscore.model.plan import ChordSpan
from originalscore.model.shortfall import Shortfall
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

#: What a line does in the music.
ROLES = ("melody", "counter", "harmony", "bass", "pulse", "figure", "pedal", "run", "swell", "stinger", "percussion", "effect", "choir")
#: How near it stands to the listener; never two foregrounds at once.
LAYERS = ("foreground", "middle", "background")
#: What a must-hit is in the music.
EVENTS = ("stinger", "accent", "bloom", "silence", "reharmonisation", "arrival of the theme", "drop", "cluster", "chord")
#: What leads to it, and what follows.
PREPARATIONS = ("run", "swell", "riser", "thinning", "silence", "fill")
CONSEQUENCES = ("subtraction", "silence", "afterglow", "theme")
#: How a line is played.
CHARACTERS = ("legato", "sustained", "detached", "staccato", "marcato", "pizzicato", "tremolo", "arpeggio", "roll")


@dataclass(frozen=True)
class LinePoint:
    """A breakpoint of a level curve: ``level`` 0 (niente) to 1 (fff), straight lines between."""

    beat: Fraction
    level: float


@dataclass(frozen=True)
class LineNote:
    """A note of a line. Exactly one of ``pitch`` and ``sound`` (a percussion name) is set; in ``effect`` lines both are, and
    ``sound`` is a name of ``ELECTRONIC_SOUNDS``.

    ``accent``: 0 none, 1 accent, 2 the note that carries a hit and must sound at its exact time.
    """

    onset: Fraction
    length: Fraction
    pitch: Pitch | None
    sound: str = ""
    accent: int = 0


@dataclass(frozen=True)
class Line:
    """One voice over one passage.

    Parameters
    ----------
    name
        Unique in the sketch, such as ``"melody-2"`` or ``"harmony-1"``; voices that continue from passage to passage share
        the stem of the name (``harmony-1``) and follow each other without overlap.
    role, layer, character
        Names of :data:`ROLES`, :data:`LAYERS`, :data:`CHARACTERS`.
    theme, guise
        Set when the line states a theme.
    color
        A wish for the orchestrator, may be empty: ``warm``, ``dark``, ``bright``, ``noble``, ``fragile``, ``glassy``, ``heavy``.
    notes
        Sorted by onset. ``harmony``, ``melody``, ``counter`` and ``bass`` lines hold one note at a time; ``figure``, ``stinger``,
        ``pulse`` and ``effect`` lines may hold chords (equal onsets).
    level
        Level curve, at least one point.
    lyric
        The vowel of a line that is sung, else empty.
    """

    name: str
    role: str
    layer: str
    character: str
    theme: str
    guise: str
    color: str
    notes: tuple[LineNote, ...]
    level: tuple[LinePoint, ...]
    lyric: str = ""


@dataclass(frozen=True)
class HitEvent:
    """What a hit is as music: its beat, what it meets, its kind (:data:`EVENTS`), what leads to it and what follows.

    ``preparation`` holds names of :data:`PREPARATIONS` in the order in which they are heard, ``consequence`` one of
    :data:`CONSEQUENCES` or nothing.
    """

    beat: Fraction
    what: str
    must: bool
    kind: str
    preparation: tuple[str, ...] = ()
    consequence: str = ""


@dataclass(frozen=True)
class Section:
    """A stretch of form: ``intro statement answer build hit aftermath bridge underscore coda silence``."""

    name: str
    start_beat: Fraction
    end_beat: Fraction
    force: float
    density: float
    under_speech: bool


@dataclass(frozen=True)
class Sketch:
    """A cue in short score. ``tension`` is the target the harmony was led by, ``events`` what its hits are."""

    SCHEMA: ClassVar[str] = "Sketch.1"

    cue: str
    key: Key
    sections: tuple[Section, ...]
    chords: tuple[ChordSpan, ...]
    lines: tuple[Line, ...]
    tension: tuple[LinePoint, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    events: tuple[HitEvent, ...] = ()


def curve_level(curve: tuple[LinePoint, ...], beat: Fraction) -> float:
    """The level of a beat curve at ``beat``: straight lines between points, flat outside them."""
    if beat <= curve[0].beat:
        return curve[0].level
    place = bisect_left(curve, beat, key=attrgetter("beat"))
    if place == len(curve):
        return curve[-1].level
    before, after = curve[place - 1], curve[place]
    if after.beat == before.beat:
        return after.level
    return before.level + float((beat - before.beat) / (after.beat - before.beat)) * (after.level - before.level)
