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
from originalscore.model.cue import Cue
from originalscore.model.tempo import Bar, TempoMap

_LENGTH_S = 0.012
#: Accented or not -> pitch in hertz and level in dBFS.
_SOUNDS = {True: (1600.0, -9.0), False: (1000.0, -15.0)}


def click_times(cue: Cue, tempo: TempoMap) -> Iterator[tuple[Fraction, bool]]:
    """Picture seconds of every click of a cue, and whether it opens a bar."""
    for bar in tempo.bars:
        if bar.start_beat >= tempo.end_beat:
            return
        for beat in _beats(bar):
            if 0 <= beat < tempo.end_beat:
                yield cue.start_s + tempo.seconds(beat), beat == bar.start_beat


def _beats(bar: Bar) -> list[Fraction]:
    groups = bar.meter.groups
    return [bar.start_beat + sum(groups[:place], Fraction(0)) for place in range(len(groups))]


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


def _sound(hz: float, dbfs: float, rate: int) -> NDArray[np.int32]:
    t = np.arange(round(_LENGTH_S * rate)) / rate
    return np.rint(FULL_SCALE * 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * t) * (1 - t / _LENGTH_S)).astype(np.int32)
