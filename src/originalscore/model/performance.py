"""The performance: what the players do, in seconds from the cue's first frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.music.pitch import Pitch

#: How a note is sounded; the renderer maps (instrument, technique) to a patch. Electronic sounds that are held are ``sustain`` and
#: follow expression; struck and leading ones are ``struck`` and shape themselves.
PLAYED = ("sustain", "legato", "staccato", "marcato", "pizzicato", "tremolo", "roll", "struck", "oo")


@dataclass(frozen=True)
class PlayedNote:
    """One sounding note.

    ``pitch`` and ``sound`` are those of the written note: one of them, or for electronics both.
    ``onset_s`` is when it should be *felt* (the renderer starts slow attacks earlier); ``level`` 0 to 1 is how hard it is
    played (of a leading electronic sound, how loud it ends). ``carries_hit`` notes are exact. ``player`` from 0 tells divisi voices apart. ``detune_cents`` is small.
    """

    onset_s: float
    length_s: float
    pitch: Pitch | None
    sound: str
    level: float
    technique: str
    carries_hit: bool = False
    player: int = 0
    detune_cents: float = 0.0


@dataclass(frozen=True)
class Control:
    """A continuous control: ``name`` is ``expression`` (dynamic of held notes) or ``vibrato``; ``value`` 0 to 1."""

    at_s: float
    name: str
    value: float


@dataclass(frozen=True)
class PlayedPart:
    """What one instrument does; notes sorted by onset."""

    instrument: str
    notes: tuple[PlayedNote, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Performance:
    """One cue as played. ``length_s`` is the cue's span; sound may ring on past it by ``tail_s`` (0 for a dead stop)."""

    SCHEMA: ClassVar[str] = "Performance.1"

    cue: str
    length_s: float
    tail_s: float
    parts: tuple[PlayedPart, ...]
    shortfalls: tuple[Shortfall, ...] = ()
