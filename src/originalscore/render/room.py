"""One hall for all: early reflections by distance and a shared reverberant tail, made here and the same on every machine.

The impulse response is generated: reflections from the walls of a shoebox hall (22 x 30 x 13 m) thin out into a tail of counter-hash noise,
decorrelated left and right, decaying in three bands (1.9 s below 500 Hz, 1.7 s in the middle, 1.0 s above 4 kHz) as air and seats swallow
the treble. The direct sound is never delayed, so onsets stay exact; how much hall is heard grows with the section's distance.

Model after J. A. Moorer, "About this reverberation business", Computer Music Journal 3(2), 1979; the hall's figures are ours.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

Sound = NDArray[np.float32]

TAIL_S = 2.4
"""Ring of the hall after the last dry sample, seconds."""

#: Stem -> (level of the tail, level of the early reflections) in decibels against the dry sound, by distance on stage.
_SENDS_DB: dict[str, tuple[float, float]] = {
    "strings-high": (-15.0, -16.0), "strings-low": (-16.0, -16.0), "woodwinds": (-13.0, -14.0), "brass": (-11.5, -12.5),
    "percussion": (-11.5, -12.0), "choir": (-10.0, -12.0), "keys-harp": (-15.0, -15.0), "synth": (-18.0, -60.0),
}  # fmt: skip
_PREDELAY_S = 0.024
#: Reflections: milliseconds and gain, left and right.
_EARLY = (
    ((11.3, 0.62), (17.9, -0.48), (23.7, 0.41), (31.1, 0.34), (41.3, -0.29), (53.9, 0.22), (67.1, 0.17)),
    ((13.1, 0.60), (19.3, -0.50), (26.3, 0.40), (34.7, 0.32), (44.9, -0.27), (57.1, 0.23), (71.3, 0.16)),
)


class Room:
    """A stem in the hall, block after block; blocks may be cut anywhere.

    Parameters
    ----------
    stem
        A name of ``STEMS``; its distance decides how much hall is heard.
    sample_rate
        Hertz.
    """

    def __init__(self, stem: str, sample_rate: int) -> None:
        tail_db, early_db = _SENDS_DB[stem]
        self._hall = sample_rate, round(tail_db * 10), round(early_db * 10)
        self._ring: Sound = np.zeros((2, round(TAIL_S * sample_rate)), np.float32)

    def add(self, dry: Sound) -> Sound:
        """The next samples (2, n) with the hall around them; the dry sound keeps its place."""
        frames, ring = dry.shape[1], self._ring.shape[1]
        size = int(fft.next_fast_len(frames + ring, real=True))
        cross = np.stack([0.75 * dry[0] + 0.25 * dry[1], 0.25 * dry[0] + 0.75 * dry[1]])
        hall = fft.irfft(fft.rfft(cross, size, axis=1) * _spectrum(*self._hall, size), size, axis=1)[:, : frames + ring]
        hall[:, :ring] += self._ring
        self._ring = hall[:, frames:].copy()
        wet: Sound = hall[:, :frames]
        wet += dry
        return wet

    def ring(self) -> Sound:
        """What still sounds after the last sample, ``TAIL_S`` long."""
        return self._ring


@lru_cache(maxsize=16)
def _spectrum(sample_rate: int, tail_tenths_db: int, early_tenths_db: int, size: int) -> NDArray[np.complex64]:
    spectrum: NDArray[np.complex64] = fft.rfft(_response(sample_rate, tail_tenths_db, early_tenths_db), size, axis=1)
    return spectrum


@cache
def _response(sample_rate: int, tail_tenths_db: int, early_tenths_db: int) -> Sound:
    length = round(TAIL_S * sample_rate)
    out = np.zeros((2, length))
    for side in range(2):
        tail = _tail(sample_rate, length, side)
        out[side] += 10 ** (tail_tenths_db / 200) * tail / np.sqrt(np.sum(tail**2)) * 1.0
        for at_ms, gain in _EARLY[side]:
            out[side, round(at_ms * sample_rate / 1000)] += 10 ** (early_tenths_db / 200) * gain
    return out.astype(np.float32)


def _tail(sample_rate: int, length: int, side: int) -> NDArray[np.float64]:
    """Noise in three bands, each with its own decay, after the pre-delay."""
    noise = _noise(length, 101 + side)
    t = np.arange(length) / sample_rate
    bands = ((None, 500.0, 1.9), (500.0, 4000.0, 1.7), (4000.0, 12000.0, 1.0))
    total = np.zeros(length)
    for low_hz, high_hz, rt60_s in bands:
        if low_hz is None:
            filtered = signal.sosfilt(signal.butter(2, [90.0, high_hz], "bandpass", fs=sample_rate, output="sos"), noise)
        else:
            filtered = signal.sosfilt(signal.butter(2, [low_hz, high_hz], "bandpass", fs=sample_rate, output="sos"), noise)
        total += filtered * 10 ** (-3 * t / rt60_s)
    start = round(_PREDELAY_S * sample_rate)
    build = np.minimum(1.0, t / 0.05)
    late = np.zeros(length)
    late[start:] = (total * build)[: length - start]
    return late * np.minimum(1.0, (TAIL_S - t) / 0.3)


def _noise(n: int, seed: int) -> NDArray[np.float64]:
    """Bell-shaped noise: the sum of four uniform counter hashes."""
    total = np.zeros(n)
    for layer in range(4):
        count = np.arange(n, dtype=np.uint64) + np.uint64(seed * 4 + layer) * np.uint64(0x9E3779B97F4A7C15 >> 8)
        count = (count ^ (count >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        count = (count ^ (count >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        total += (count >> np.uint64(11)).astype(np.float64) / 2**52 - 1
    return total
