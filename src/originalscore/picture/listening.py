"""The film's own sound in one pass: loudness, peaks, voice and sustained tones, gathered in small figures.

Loudness is K-weighted energy in steps of 10 ms, from which every gated or short-term figure is drawn later. True peak
is measured four times oversampled, and only where a block could raise the figure found so far. The voice detector
hears 16 kHz mono. Memory is a few hundred numbers a second. Sources: ITU-R BS.1770-5 annexes 1 and 2; EBU Tech 3341.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from originalscore.external.media import Sound
from originalscore.external.voice import RATE as VOICE_RATE
from originalscore.external.voice import Ear
from originalscore.measures.loudness import Meter
from originalscore.picture.hush import Hush
from originalscore.picture.tones import ToneCounter

RATE = 48000
"""Samples a second of the listening pass."""
_BLOCK = 1 << 16
_THIRD = signal.firwin(121, 0.3, window=("kaiser", 8.0)).astype(np.float32)
"""Low-pass at 7.2 kHz before every third sample is kept (our design: -80 dB at 8.8 kHz)."""
_AT_ONCE = 64
"""Thinned samples made by one row of a matrix product: ten times faster than filtering one by one."""


@dataclass(frozen=True)
class Heard:
    """What one pass over the sound found.

    Parameters
    ----------
    energy
        K-weighted mean square, summed over channels, of every 10 ms.
    peak
        Largest oversampled sample, full scale 1.
    voice
        Probability of speech of every 32 ms.
    hushed
        The same for the sound without its steady noise.
    tones
        Sustained partials heard in every 64 ms.
    length_s
        Length of the sound in seconds.
    """

    energy: NDArray[np.float32]
    peak: float
    voice: NDArray[np.float32]
    hushed: NDArray[np.float32]
    tones: NDArray[np.float32]
    length_s: float


def listen(sound: Iterable[Sound], *, until_s: float | None = None, progress: Callable[[float], None] | None = None) -> Heard:
    """Hear the whole sound once.

    Parameters
    ----------
    sound
        Blocks of float32 (2, samples) at 48 kHz from picture time 0.
    until_s
        Where the picture ends; sound after it is not heard.
    progress
        Called with the seconds heard so far.
    """
    meter, thinner, tones = Meter(), _Thinner(), ToneCounter(VOICE_RATE)
    ear, hush, hushed_ear = Ear(), Hush(), Ear()
    voice: list[float] = []
    hushed: list[float] = []
    samples = 0
    left = None if until_s is None else round(until_s * RATE)
    for block in _gathered(sound):
        block = block if left is None else block[:, : max(0, left - samples)]
        if not block.shape[1]:
            break
        samples += block.shape[1]
        meter.measure(block)
        mono = thinner.thin(block.mean(axis=0))
        voice += ear.hear(mono)
        hushed += hushed_ear.hear(hush.calm(mono))
        tones.count(mono)
        if progress:
            progress(samples / RATE)
    hushed += hushed_ear.hear(hush.rest())
    heard = np.array(voice, np.float32)
    return Heard(meter.energy(), meter.peak, heard, np.array(hushed, np.float32)[: len(heard)], tones.counts(), samples / RATE)


def packed(heard: Heard) -> bytes:
    """What was heard, as bytes for another process."""
    store = io.BytesIO()
    np.savez(store, **asdict(heard))
    return store.getvalue()


def unpacked(data: bytes) -> Heard:
    """The inverse of ``packed``."""
    with np.load(io.BytesIO(data)) as store:
        return Heard(store["energy"], float(store["peak"]), store["voice"], store["hushed"], store["tones"], float(store["length_s"]))


def _gathered(sound: Iterable[Sound]) -> Iterable[Sound]:
    """Larger blocks, so that the cost a block is small; non-finite samples become silence."""
    held: list[Sound] = []
    size = 0
    for block in sound:
        held.append(block)
        size += block.shape[1]
        if size >= _BLOCK:
            yield np.nan_to_num(np.concatenate(held, axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
            held, size = [], 0
    if held:
        yield np.nan_to_num(np.concatenate(held, axis=1), nan=0.0, posinf=1.0, neginf=-1.0)


class _Thinner:
    """48 kHz to 16 kHz, block after block."""

    def __init__(self) -> None:
        self._rest = np.zeros(len(_THIRD) - 1, np.float32)
        self._filters = np.zeros((3 * (_AT_ONCE - 1) + len(_THIRD), _AT_ONCE), np.float32)
        for place in range(_AT_ONCE):
            self._filters[3 * place : 3 * place + len(_THIRD), place] = _THIRD

    def thin(self, mono: NDArray[np.float32]) -> NDArray[np.float32]:
        """The thinned samples that these complete, in rows of ``_AT_ONCE``; the rest waits for the next block."""
        joined = np.concatenate((self._rest, mono))
        step, span = 3 * _AT_ONCE, len(self._filters)
        rows = max(0, (len(joined) - span) // step + 1)
        self._rest = joined[rows * step :]
        if not rows:
            return np.zeros(0, np.float32)
        windows = np.ascontiguousarray(np.lib.stride_tricks.sliding_window_view(joined, span)[::step][:rows])
        return np.asarray((windows @ self._filters).ravel(), np.float32)
