"""The click: what conductor and players hear, from the tempo maps, bars accented.

One click a pulse of the bar (dotted in compound meters), the first of each bar higher and louder; short enough to be told apart at
any tempo and placed to the sample. It is no part of the music. Pitches, lengths and levels are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.formats.wav import FULL_SCALE
from originalscore.model.click import click_times as pulses
from originalscore.model.cue import Cue
from originalscore.model.tempo import TempoMap

_LENGTH_S = 0.012
#: Accented or not -> pitch in hertz and level in dBFS.
_SOUNDS = {True: (1600.0, -9.0), False: (1000.0, -15.0)}


def click_times(cue: Cue, tempo: TempoMap) -> Iterator[tuple[Fraction, bool]]:
    """Picture seconds of every click of a cue, and whether it opens a bar."""
    return ((cue.start_s + at_s, strong) for at_s, _, _, strong in pulses(tempo))


def click_blocks(clicks: list[tuple[Fraction, bool]], length: int, rate: int, block: int) -> Iterator[NDArray[np.int32]]:
    """The click as 24-bit integers (1, n) from picture zero, ``length`` samples in blocks."""
    sounds = {accented: _sound(hz, dbfs, rate) for accented, (hz, dbfs) in _SOUNDS.items()}
    placed = sorted((round(at_s * rate), accented) for at_s, accented in clicks)
    for first in range(0, length, block):
        out = np.zeros((1, min(block, length - first)), np.int32)
        for at, accented in placed:
            sound = sounds[accented]
            begin, end = max(at, first), min(at + len(sound), first + out.shape[1])
            if begin < end:
                out[0, begin - first : end - first] = sound[begin - at : end - at]
        yield out


def click_sound(clicks: list[tuple[Fraction, bool]], length_s: Fraction, rate: int) -> Iterator[NDArray[np.float32]]:
    """The click alone in both ears, for a film of its own: float32 (2, 1024) from picture zero."""
    for block in click_blocks(clicks, round(length_s * rate), rate, 1024):
        yield np.repeat(block.astype(np.float32) / np.float32(FULL_SCALE), 2, axis=0)


def _sound(hz: float, dbfs: float, rate: int) -> NDArray[np.int32]:
    t = np.arange(round(_LENGTH_S * rate)) / rate
    return np.rint(FULL_SCALE * 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * t) * (1 - t / _LENGTH_S)).astype(np.int32)
