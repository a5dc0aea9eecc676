"""A melody as a file has it: what the user wrote, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch


@dataclass(frozen=True)
class TuneNote:
    """A note in beats from the first downbeat (negative in a pick-up); ``pitch`` is None where the file spells nothing (MIDI)."""

    onset: Fraction
    length: Fraction
    height: int
    pitch: Pitch | None = None


@dataclass(frozen=True)
class Tune:
    """One line of music and what its file says about it.

    Parameters
    ----------
    file
        Its name, for messages.
    title, author
        As the file has them; empty where it says nothing.
    bpm
        Quarter notes a minute; 0 where the file gives no tempo.
    meter
        The one meter it stands in.
    signature
        Sharps (positive) or flats; None where the file prints none.
    mode
        ``major``, ``minor``, another mode, or empty.
    notes
        Sorted, without overlap.
    """

    file: str
    title: str
    author: str
    bpm: int
    meter: Meter
    signature: int | None
    mode: str
    notes: tuple[TuneNote, ...]

    @property
    def bars(self) -> int:
        """Whole bars from the first downbeat to the end of the last note."""
        last = self.notes[-1]
        return int(-(-(last.onset + last.length) // self.meter.beats))
