"""What a file says of its tune, before one line is drawn from it; the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch


@dataclass(frozen=True)
class Moment:
    """A note as the file has it, in beats from its beginning; ``pitch`` where it is spelled."""

    onset: Fraction
    length: Fraction
    height: int
    pitch: Pitch | None = None


@dataclass(frozen=True)
class RawTune:
    """The chosen part, all its notes, and the file's own words; ``meters`` as (beat, meter), fields as in ``model.tune.Tune``."""

    file: str
    title: str
    author: str
    bpm: int
    meters: tuple[tuple[Fraction, Meter], ...]
    signature: int | None
    mode: str
    notes: tuple[Moment, ...]
