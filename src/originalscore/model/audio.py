"""Sound products: files and checksums, never samples."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.shortfall import Shortfall


@dataclass(frozen=True)
class AudioFile:
    """A wave inside the project folder; ``file`` is relative to it."""

    file: str
    sha256: str
    sample_rate: int
    channels: int
    samples: int


@dataclass(frozen=True)
class StemSound:
    """One stem of one cue or of the whole film; ``name`` is one of ``STEMS``; ``peak_dbfs`` is -200 for silence."""

    name: str
    audio: AudioFile
    peak_dbfs: float


@dataclass(frozen=True)
class CueStems:
    """The dry stems of one cue: sample 0 is the cue's first frame minus ``lead_samples`` of pre-roll."""

    SCHEMA: ClassVar[str] = "CueStems.1"

    cue: str
    lead_samples: int
    stems: tuple[StemSound, ...]
    shortfalls: tuple[Shortfall, ...] = ()


@dataclass(frozen=True)
class SpeechBalance:
    """How the music lies under one spoken span: loudness of both in LUFS and their difference in LU (None: no music there)."""

    start_s: Fraction
    end_s: Fraction
    speech_lufs: float
    music_lufs: float | None
    difference_lu: float | None


@dataclass(frozen=True)
class Mix:
    """The finished sound.

    ``stems`` and ``music`` have the film's start and length; ``master`` is ``music`` mastered to ``profile``; ``cues``
    are single cues before mastering; ``programme`` is film sound and music together, as laid into the scored film.
    ``music_gain_db`` is what mastering added to the music in the programme; ``ride_db`` is the mean gain ride under speech.
    """

    SCHEMA: ClassVar[str] = "Mix.1"

    stems: tuple[StemSound, ...]
    music: AudioFile
    master: AudioFile
    programme: AudioFile
    cues: tuple[StemSound, ...]
    speech: tuple[SpeechBalance, ...]
    profile: str
    programme_lufs: float | None
    music_lufs: float | None
    master_lufs: float | None
    true_peak_dbtp: float
    range_lu: float
    ride_db: float
    shortfalls: tuple[Shortfall, ...] = ()
