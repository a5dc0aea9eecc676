"""Makers of single notes: an SFZ library, our own synthesis, a plug-in. What they make is laid into the stem by ``laid.py``.

A maker answers which heights it has and gives a note as (2, n) samples, its start at sample 0. The libraries behind them are
loaded when the first note is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import SoundError
from originalscore.model.palette import Patch, Source

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


class SfzMaker:
    """An SFZ file."""

    leading = False

    def __init__(self, place: Path, sound: str, rate: int) -> None:
        try:
            sfizz = importlib.import_module("originalscore.external.sfizz")
        except ModuleNotFoundError as fault:
            raise SoundError("SFZ libraries cannot be played here", f"install {fault.name}") from None
        self._instrument: Any = sfizz.SfzInstrument(place, rate)
        self.heights: tuple[int, ...] = tuple(self._instrument.heights)

    def note(self, wish: Wish) -> Sound:
        """The note with its release; where the library has no sample for a velocity, at the nearest of a few others.

        Raises
        ------
        SoundError
            If it has none at any.
        """
        for velocity in sorted((wish.velocity, *_OTHER_VELOCITIES), key=lambda other: abs(other - wish.velocity)):
            try:
                made: Sound = self._instrument.note(wish.height, velocity, wish.held_s, RING_S)
                return made
            except SoundError as fault:
                refusal = fault
        raise refusal

    def close(self) -> None:
        """Close the instrument."""
        self._instrument.close()


class SynthesisMaker:
    """A sound of our own synthesis."""

    def __init__(self, place: Path, sound: str, rate: int) -> None:
        self._synthesis = _synthesis()
        if sound not in self._synthesis.SYNTH_SOUNDS:
            raise SoundError(f"there is no synthesised sound “{sound}”", f"known are {', '.join(sorted(self._synthesis.SYNTH_SOUNDS))}")
        self._sound, self._rate = sound, rate
        self.leading: bool = self._synthesis.SYNTH_SOUNDS[sound].kind == "leading"
        self.heights: tuple[int, ...] = tuple(range(128))

    def note(self, wish: Wish) -> Sound:
        """The note with its tail."""
        made: Sound = self._synthesis.make_sound(
            self._sound, wish.height, wish.held_s, wish.level, rate=self._rate, seed=wish.seed
        )  # fmt: skip
        return made

    def close(self) -> None:
        """Nothing to give back."""


def _synthesis() -> Any:
    try:
        return importlib.import_module("originalscore.render.synthesis")
    except ModuleNotFoundError:
        raise SoundError("the synthesised sounds are not part of this installation", "install OriginalScore anew") from None


def synthesis_version() -> str:
    """A name of what our own synthesis makes."""
    with suppress(SoundError):
        return f"synthesis-{getattr(_synthesis(), 'ALGORITHM', 1)}"
    return ""


def place_of(source: Source, patch: Patch) -> Path:
    """The file of a patch; an empty path for synthesis.

    Raises
    ------
    SoundError
        If it is not there.
    """
    if source.kind == "synthesis":
        known = _synthesis().SYNTH_SOUNDS
        if patch.sound and patch.sound not in known:
            raise SoundError(f"there is no synthesised sound “{patch.sound}”", f"known are {', '.join(sorted(known))}")
        return Path()
    if source.kind == "sfz":
        for folder in source.files:
            if (Path(folder) / patch.sound).is_file():
                return Path(folder) / patch.sound
        raise SoundError(f"there is no file {Path(source.files[0]) / patch.sound}", source.advice or "check the name in the palette")
    raise SoundError("plug-ins are not hosted", "use a SoundFont or an SFZ library")


_KINDS: dict[str, type[SfzMaker] | type[SynthesisMaker]] = {"sfz": SfzMaker, "synthesis": SynthesisMaker}


@contextmanager
def opened_maker(kind: str, place: Path, sound: str, rate: int) -> Iterator[Maker]:
    """A new maker, for one thread: some libraries take their samples in turn, so only a new one gives the same bits again.

    Raises
    ------
    SoundError
        If its library, file or a sample is missing.
    """
    maker: Maker = _KINDS[kind](place, sound, rate)
    try:
        yield maker
    finally:
        maker.close()
