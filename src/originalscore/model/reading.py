"""Music as a file has it, whoever wrote it: parts of notes, bar lines, key and tempo. What ``study`` measures and draws."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.tempo import TempoPoint
from originalscore.music.key import Key

#: Onset and length in beats, height in semitones (C4 = 60).
Sung = tuple[Fraction, Fraction, int]


@dataclass(frozen=True)
class ReadPart:
    """A staff's or a track's pitched notes, sorted by onset; chords and overlaps are allowed.

    ``loudness`` is that of each note, 0 to 1, and empty where the music does not say.
    """

    name: str
    notes: tuple[Sung, ...]
    loudness: tuple[float, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a file holds. ``bars`` are the beats of all bar lines, the last one included; ``key`` is None where the file names none."""

    title: str
    parts: tuple[ReadPart, ...]
    bars: tuple[Fraction, ...]
    key: Key | None
    points: tuple[TempoPoint, ...]
