"""Sound products: files and checksums, never samples."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.picture import Curve
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
    """How the music lies under one spoken line: loudness of both in LUFS and their difference in LU (None: no music there).

    ``ride_db`` is the mean gain change that the music got under it.
    """

    start_s: Fraction
    end_s: Fraction
    speech_lufs: float
    music_lufs: float | None
    difference_lu: float | None
    ride_db: float = 0.0


@dataclass(frozen=True)
class Mix:
    """The finished sound.

    ``stems`` and ``music`` have the film's length, and begin ``lead_samples`` before its first frame (0 without a two-pop);
    ``master`` is ``music`` mastered to ``profile``; ``cues`` are single cues before mastering; ``click`` has the stems' start and
    length and is no part of the sum, nor is ``songs``, the licensed songs as laid in; ``programme`` is film sound and music together, as laid into the scored film.
    ``dialogue_lufs`` is the loudness of the programme's spoken lines (None without), ``ride_db`` the mean gain ride under speech,
    ``distance_lu`` the distance under speech that was asked for; ``music_curve`` the short-term loudness of ``music`` in picture time.
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
    dialogue_lufs: float | None = None
    distance_lu: float = 12.0
    lead_samples: int = 0
    click: AudioFile | None = None
    songs: AudioFile | None = None
    music_curve: Curve | None = None
