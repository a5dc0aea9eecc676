"""The written score: parts by instrument, in beats. Sounding pitch; transposition is the page's business.

A note is written whole, however many bar lines it crosses: ties and rests are derived when the page is made
(``formats.musicxml``), so the music has one truth and no over-full bar can be stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import LinePoint
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

ARTICULATIONS = ("", "staccato", "tenuto", "accent", "marcato", "tremolo", "roll", "fermata")
TECHNIQUES = ("arco", "pizz.", "trem.", "con sord.", "senza sord.", "ord.", "div.", "unis.", "l.v.")
DYNAMICS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")


@dataclass(frozen=True)
class Note:
    """One written note.

    Parameters
    ----------
    onset, length
        Beats. Both lie on the grid of 1/12 beat (sixteenths, eighth-note triplets); length is positive.
    pitch, sound
        Sounding spelled pitch, or a name of ``PERCUSSION``; exactly one, but for electronics, whose notes carry a pitch and a
        name of ``ELECTRONIC_SOUNDS``.
    staff, voice
        From 1. Notes of one voice on one staff never overlap unless they share onset and length (a chord).
    slur
        ``""``, ``"start"``, ``"stop"`` or ``"both"`` (ends one and starts the next).
    articulation
        A name of :data:`ARTICULATIONS`.
    carries_hit
        The note must sound at its exact time.
    line
        Name of the sketch line it came from.
    lyric
        A vowel for wordless voices, else empty.
    """

    onset: Fraction
    length: Fraction
    pitch: Pitch | None
    sound: str = ""
    staff: int = 1
    voice: int = 1
    slur: str = ""
    articulation: str = ""
    carries_hit: bool = False
    line: str = ""
    lyric: str = ""


@dataclass(frozen=True)
class Dynamic:
    """A printed dynamic mark; ``mark`` is a name of :data:`DYNAMICS`."""

    beat: Fraction
    mark: str


@dataclass(frozen=True)
class Hairpin:
    """A printed crescendo or diminuendo (``kind``), from beat to beat."""

    start_beat: Fraction
    end_beat: Fraction
    kind: str


@dataclass(frozen=True)
class Direction:
    """Words over the staff, mostly a name of :data:`TECHNIQUES`."""

    beat: Fraction
    words: str


@dataclass(frozen=True)
class Part:
    """One player's or section's music; ``level`` is the continuous dynamic behind the printed marks (0 to 1)."""

    instrument: str
    notes: tuple[Note, ...]
    dynamics: tuple[Dynamic, ...]
    hairpins: tuple[Hairpin, ...]
    directions: tuple[Direction, ...]
    level: tuple[LinePoint, ...]

    def __post_init__(self) -> None:
        if self.instrument not in INSTRUMENTS:
            raise ValueError(f"unknown instrument {self.instrument}")


@dataclass(frozen=True)
class Score:
    """The full score of one cue, parts in score order. Bars, meters and tempo are the tempo map's."""

    SCHEMA: ClassVar[str] = "Score.1"

    cue: str
    key: Key
    parts: tuple[Part, ...]
    shortfalls: tuple[Shortfall, ...] = ()
