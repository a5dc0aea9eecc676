"""The film's own sound in one pass: loudness, peaks, voice and sustained tones, gathered in small figures.

Loudness is K-weighted energy in steps of 10 ms, from which every gated or short-term figure is drawn later. True peak
is measured four times oversampled, and only where a block could raise the figure found so far. The voice detector
hears 16 kHz mono. Memory is a few hundred numbers a second. Sources: ITU-R BS.1770-5 annexes 1 and 2; EBU Tech 3341.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from originalscore.external.media import Sound
from originalscore.external.voice import RATE as VOICE_RATE
from originalscore.external.voice import Ear
from originalscore.picture.tones import ToneCounter

RATE = 48000
"""Samples a second of the listening pass."""
STEP = 480
"""Samples of one loudness step: 10 ms."""
_BLOCK = 1 << 16
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Head and high-pass filters at 48 kHz, BS.1770-5 tables 1 and 2."""
_THIRD = signal.firwin(121, 0.3, window=("kaiser", 8.0)).astype(np.float32)
"""Low-pass at 7.2 kHz before every third sample is kept (our design: -80 dB at 8.8 kHz)."""
_OVERSAMPLING = (4 * signal.firwin(97, 0.25, window=("kaiser", 7.0))).astype(np.float32)
"""Four times oversampling (our design, 24 taps a phase; BS.1770-5 annex 2 asks for at least 12)."""
_LARGEST_GAIN = 2.6
"""Most by which the oversampled peak can exceed the samples' own with that filter, rounded up."""


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
    tones
        Sustained partials heard in every 64 ms.
    length_s
        Length of the sound in seconds.
    """

    energy: NDArray[np.float32]
    peak: float
    voice: NDArray[np.float32]
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
    meter, thinner, ear, tones = _Meter(), _Thinner(), Ear(), ToneCounter(VOICE_RATE)
    voice: list[float] = []
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
        tones.count(mono)
        if progress:
            progress(samples / RATE)
    return Heard(meter.energy(), meter.peak, np.array(voice, np.float32), tones.counts(), samples / RATE)


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


class _Meter:
    """K-weighted energies and the true peak, block after block."""

    def __init__(self) -> None:
        self._state: NDArray[np.float64] = np.zeros((2, 2, 2))
        self._rest = np.zeros((2, 0))
        self._tail = np.zeros((2, len(_OVERSAMPLING) // 4), np.float32)
        self._energies: list[NDArray[np.float32]] = []
        self.peak = 0.0

    def measure(self, block: Sound) -> None:
        weighted, self._state = signal.sosfilt(_K_WEIGHTING, block.astype(np.float64), axis=1, zi=self._state)
        weighted = np.concatenate((self._rest, weighted), axis=1)
        whole = weighted.shape[1] // STEP * STEP
        self._rest = weighted[:, whole:]
        steps = weighted[:, :whole].reshape(2, -1, STEP)
        self._energies.append(np.square(steps).mean(axis=2).sum(axis=0).astype(np.float32))
        self._find_peak(block)

    def _find_peak(self, block: Sound) -> None:
        joined = np.concatenate((self._tail, block), axis=1)
        self._tail = joined[:, -self._tail.shape[1] :]
        span = 4096
        for first in range(0, joined.shape[1], span):
            part = joined[:, max(0, first - self._tail.shape[1]) : first + span]
            if float(np.abs(part).max()) * _LARGEST_GAIN > self.peak:
                self.peak = max(self.peak, float(np.abs(signal.upfirdn(_OVERSAMPLING, part, up=4, axis=1)).max()))

    def energy(self) -> NDArray[np.float32]:
        return np.concatenate(self._energies) if self._energies else np.zeros(0, np.float32)


class _Thinner:
    """48 kHz to 16 kHz, block after block."""

    def __init__(self) -> None:
        self._tail = np.zeros(len(_THIRD) // 2 * 2, np.float32)

    def thin(self, mono: NDArray[np.float32]) -> NDArray[np.float32]:
        joined = np.concatenate((self._tail, mono))
        usable = (len(joined) - len(_THIRD) + 1) // 3 * 3
        if usable <= 0:
            self._tail = joined
            return np.zeros(0, np.float32)
        self._tail = joined[usable:]
        filtered = signal.upfirdn(_THIRD, joined[: usable + len(_THIRD) - 1], down=3)
        return np.asarray(filtered[(len(_THIRD) - 1) // 3 : (len(_THIRD) - 1) // 3 + usable // 3], np.float32)
