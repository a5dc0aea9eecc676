"""Makers of single notes: an SFZ library, our own synthesis, a plug-in. What they make is laid into the stem by ``laid.py``.

A maker answers which heights it has and gives a note as (2, n) samples, its start at sample 0. The libraries behind them are
loaded when the first note is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import SoundError
from originalscore.external.sfizz import SfzInstrument
from originalscore.external.vst3 import Vst3Instrument
from originalscore.model.palette import Patch, Source
from originalscore.render import synthesis

Sound = NDArray[np.float32]
RING_S = 2.5
"""How long an SFZ note may go on after it was let go."""


_OTHER_VELOCITIES = (40, 64, 90, 120)


@dataclass(frozen=True)
class Wish:
    """One note to be made: key (C4 = 60), velocity 18 to 127, level 0 to 1, seconds held, and a number for its chances."""

    height: int
    velocity: int
    level: float
    held_s: float
    seed: int


class Maker(Protocol):
    """Makes notes of one sound. ``leading`` sounds grow and end exactly at their onset."""

    heights: tuple[int, ...]
    leading: bool

    def note(self, wish: Wish) -> Sound:
        """The note, dry, starting at sample 0."""

    def close(self) -> None:
        """Give its memory back."""


class NotePlayer(Protocol):
    """An outside player of single notes: sfizz with an SFZ file, or a plug-in."""

    heights: tuple[int, ...]

    def note(self, height: int, velocity: int, held_s: float, ring_s: float) -> Sound:
        """The note, started at sample 0 and let go at ``held_s``."""

    def close(self) -> None:
        """Give its memory back."""


class LibraryMaker:
    """An SFZ file or a plug-in."""

    leading = False

    def __init__(self, player: NotePlayer) -> None:
        self._player, self.heights = player, tuple(player.heights)

    def note(self, wish: Wish) -> Sound:
        """The note with its release; where the library has no sample for a velocity, at the nearest of a few others.

        Raises
        ------
        SoundError
            If it has none at any.
        """
        for velocity in sorted((wish.velocity, *_OTHER_VELOCITIES), key=lambda other: abs(other - wish.velocity)):
            try:
                return self._player.note(wish.height, velocity, wish.held_s, RING_S)
            except SoundError as fault:
                refusal = fault
        raise refusal

    def close(self) -> None:
        """Close the player."""
        self._player.close()


class SynthesisMaker:
    """A sound of our own synthesis."""

    def __init__(self, sound: str, rate: int) -> None:
        self._sound, self._rate = sound, rate
        self.leading: bool = _synthesised(sound).kind == "leading"
        self.heights: tuple[int, ...] = tuple(range(128))

    def note(self, wish: Wish) -> Sound:
        """The note with its tail."""
        return synthesis.make_sound(self._sound, wish.height, wish.held_s, wish.level, rate=self._rate, seed=wish.seed)

    def close(self) -> None:
        """Nothing to give back."""


def _synthesised(sound: str) -> synthesis.SynthSound:
    """A sound of our synthesis.

    Raises
    ------
    SoundError
        If there is none of that name.
    """
    if sound not in synthesis.SYNTH_SOUNDS:
        raise SoundError(f"there is no synthesised sound “{sound}”", f"known are {', '.join(sorted(synthesis.SYNTH_SOUNDS))}")
    return synthesis.SYNTH_SOUNDS[sound]


def synthesis_version() -> str:
    """A name of what our own synthesis makes."""
    return f"synthesis-{synthesis.ALGORITHM}"


def place_of(source: Source, patch: Patch) -> Path:
    """The file of a patch; an empty path for synthesis.

    Raises
    ------
    SoundError
        If it is not there.
    """
    if source.kind == "synthesis":
        if patch.sound:
            _synthesised(patch.sound)
        return Path()
    for place in source.files:
        file = Path(place) / patch.sound if source.kind == "sfz" else Path(place)
        if file.is_file() or (source.kind == "vst3" and file.is_dir()):
            return file
    missing = Path(source.files[0]) / patch.sound if source.kind == "sfz" else Path(source.files[0])
    raise SoundError(f"there is no file {missing}", source.advice or "check the name in the palette")


_PLAYERS: dict[str, Callable[[Path, int], NotePlayer]] = {"sfz": SfzInstrument, "vst3": Vst3Instrument}


@contextmanager
def opened_maker(kind: str, place: Path, sound: str, rate: int) -> Iterator[Maker]:
    """A new maker, for one thread: some libraries take their samples in turn, so only a new one gives the same bits again.

    Raises
    ------
    SoundError
        If its library, file or a sample is missing.
    """
    maker: Maker = SynthesisMaker(sound, rate) if kind == "synthesis" else LibraryMaker(_PLAYERS[kind](place, rate))
    try:
        yield maker
    finally:
        maker.close()
