"""The plan of the whole score: themes, keys, arc. Made before any cue and pinned until a new one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName

#: How a theme may appear. ``head`` is its motif alone, ``bass`` in the bass, ``diminished`` as an ostinato of its motif.
#: ``as-written`` is a melody of the user's of which not a note may change.
GUISES = ("full", "head", "augmented", "diminished", "bass", "reharmonised", "fragment", "minor", "major", "sequence", "as-written")


@dataclass(frozen=True)
class ThemeNote:
    """A note of a theme in its home key, beats from the theme's first downbeat (negative in a pick-up)."""

    onset: Fraction
    length: Fraction
    pitch: Pitch


@dataclass(frozen=True)
class Chord:
    """A harmony: root, quality and bass.

    ``quality``: ``maj min dim aug sus2 sus4 open 7 maj7 min7 halfdim dim7 minmaj7 add9 minadd9 maj9 min9 6 min6 cluster``.
    """

    root: PitchName
    quality: str
    bass: PitchName


@dataclass(frozen=True)
class ChordSpan:
    """A chord in time (beats). ``function`` is a short label such as ``i``, ``bVI``, ``V/iv``; ``tension`` 0 to 1 as measured."""

    onset: Fraction
    length: Fraction
    chord: Chord
    function: str
    tension: float


@dataclass(frozen=True)
class Theme:
    """A melody with an owner in the story.

    ``motif_notes`` is the number of notes of the head motif, those of its pick-up included. ``form``: ``sentence``, ``period``, ``clause``,
    ``open``. ``source`` is ``"invented"`` or the user's file; ``author`` says whose it is then, and ``bpm`` the tempo that the file gives in
    quarter notes a minute (0: none).
    """

    name: str
    subject: str
    mood: str
    source: str
    key: Key
    meter: Meter
    form: str
    bars: int
    motif_notes: int
    notes: tuple[ThemeNote, ...]
    chords: tuple[ChordSpan, ...]
    author: str = ""
    bpm: int = 0


@dataclass(frozen=True)
class Statement:
    """A planned or composed appearance of a theme.

    ``near_s`` is seconds from the cue's first frame where the plan wants it; composition places it on a bar line.
    """

    theme: str
    guise: str
    near_s: Fraction
    why: str


@dataclass(frozen=True)
class CuePlan:
    """What the film-wide plan asks of one cue.

    ``made_for`` is the fingerprint of the cue that this was planned for; ``weight`` (0 to 1) is its place in the film's
    arc; ``meter`` and ``target_bpm`` (quarter notes a minute) are where the tempo map starts from; ``held_back`` lists families (``brass``, ``choir``, ``percussion``) that must keep silent here.
    """

    cue: str
    made_for: str
    key: Key
    meter: Meter
    target_bpm: int
    weight: float
    statements: tuple[Statement, ...]
    held_back: tuple[str, ...]
    idiom: str


@dataclass(frozen=True)
class ScorePlan:
    """Theme book, keys and arc of one film; one :class:`CuePlan` a cue."""

    SCHEMA: ClassVar[str] = "ScorePlan.1"

    home: Key
    themes: tuple[Theme, ...]
    cues: tuple[CuePlan, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    def cue(self, cue_id: str) -> CuePlan:
        """The plan of one cue; ``KeyError`` if it has none."""
        for plan in self.cues:
            if plan.cue == cue_id:
                return plan
        raise KeyError(cue_id)

    def theme(self, name: str) -> Theme:
        """The theme of that name; ``KeyError`` if the book has none."""
        for theme in self.themes:
            if theme.name == name:
                return theme
        raise KeyError(name)
