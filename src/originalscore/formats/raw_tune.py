"""What a file says of its tune, before one line is drawn from it; the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.tune import TuneNote
from originalscore.music.meter import Meter


@dataclass(frozen=True)
class RawTune:
    """The chosen part, all its notes in beats from the file's beginning, and the file's own words; ``meters`` as (beat, meter), fields as in ``model.tune.Tune``."""

    file: str
    title: str
    author: str
    bpm: int
    meters: tuple[tuple[Fraction, Meter], ...]
    signature: int | None
    mode: str
    notes: tuple[TuneNote, ...]
