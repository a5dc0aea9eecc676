"""Does the film already carry music? Count the partials that hold their pitch.

Music sustains: several spectral peaks stay at one frequency for about half a second at a time. Voices glide, and
wind, water and traffic have no lasting peaks. Every 64 ms the peaks between 80 and 4000 Hz that stand clear of their
surroundings and have lasted are counted; a passage counts as music where such partials are many for several seconds.
This is an honest heuristic of ours: drones and held machine tones fool it, unpitched percussion alone is missed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

_WINDOW, _HOP = 2048, 1024
STEP_S = _HOP / 16000
"""Seconds between counts."""
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 4000.0
_CLEAR_DB = 9.0
"""A peak stands this far above the mean of its surroundings (about 130 Hz each side)."""
_FLOOR_DB = -75.0
"""Quieter peaks are not counted (full-scale sine is about 0)."""
_LASTING = 7
"""Hops a peak must hold: 0.45 s."""
_CHUNK = 64


class ToneCounter:
    """Counts lasting partials in a stream of mono samples at 16 kHz."""

    def __init__(self, rate: int) -> None:
        bin_hz = rate / _WINDOW
        self._low, self._high = int(_LOWEST_HZ / bin_hz), int(_HIGHEST_HZ / bin_hz)
        self._rest = np.zeros(0, np.float32)
        self._shape = np.hanning(_WINDOW).astype(np.float32)
        self._held = np.zeros(self._high - self._low, np.int32)
        self._counts: list[float] = []

    def count(self, mono: NDArray[np.float32]) -> None:
        """Take in more samples."""
        samples = np.concatenate((self._rest, mono))
        hops = max(0, (len(samples) - _WINDOW) // _HOP + 1)
        for first in range(0, hops, _CHUNK):
            starts = np.arange(first, min(first + _CHUNK, hops)) * _HOP
            self._take(samples[starts[:, None] + np.arange(_WINDOW)])
        self._rest = samples[hops * _HOP :]

    def _take(self, windows: NDArray[np.float32]) -> None:
        spectrum = np.abs(np.fft.rfft(windows * self._shape, axis=1))[:, self._low : self._high] / (_WINDOW / 4)
        level_db = 20 * np.log10(spectrum + 1e-9)
        around_db = ndimage.uniform_filter1d(level_db, 33, axis=1, mode="nearest")
        tops = (level_db >= np.roll(level_db, 1, axis=1)) & (level_db >= np.roll(level_db, -1, axis=1))
        peaks = tops & (level_db > around_db + _CLEAR_DB) & (level_db > _FLOOR_DB)
        for row in peaks:
            spread = np.maximum(self._held, np.maximum(np.roll(self._held, 1), np.roll(self._held, -1)))
            self._held = np.where(row, spread + 1, 0).astype(np.int32)
            self._counts.append(float((self._held >= _LASTING).sum()))

    def counts(self) -> NDArray[np.float32]:
        """Lasting partials in every hop so far."""
        return np.array(self._counts, np.float32)
