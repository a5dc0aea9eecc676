"""Convolve one channel with a short response, block after block.

A block is cut into rows that are transformed together (overlap-add); what a row leaves behind falls into the next one, what the block
leaves behind into the next block. Blocks may be cut anywhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft

Sound = NDArray[np.float32]

_ROW_RATIO = 6.4
"""A row beside the response: the quickest measured, 24576 samples for 3840."""
_LEAST_ROW = 8192
_TOGETHER = 8
"""Rows transformed together: as many as the processor's vectors and cache hold (measured; all at once take twice as long)."""


class Response:
    """A short response, ready to convolve with: (channels, samples)."""

    def __init__(self, samples: Sound) -> None:
        self.channels, self.reach = samples.shape
        self.row = int(fft.next_fast_len(max(_LEAST_ROW, round(_ROW_RATIO * self.reach)), real=True))
        self.block = _TOGETHER * (self.row - self.reach + 1)
        """Samples that are transformed together; blocks of a multiple of them waste nothing."""
        self.spectrum: NDArray[np.complex64] = fft.rfft(samples[:, None], self.row, axis=2)


class Convolution:
    """One channel on its way through a response."""

    def __init__(self, response: Response) -> None:
        self._response = response
        self.ring: Sound = np.zeros((response.channels, response.reach - 1), np.float32)
        """What still sounds after the last sample."""

    def add(self, source: Sound) -> Sound:
        """The next samples (channels, n) for the next (n,) of the source."""
        heard = np.empty((self._response.channels, len(source)), np.float32)
        for first in range(0, len(source), self._response.block):
            part = slice(first, first + self._response.block)
            heard[:, part] = self._rows(source[part])
        return heard

    def _rows(self, source: Sound) -> Sound:
        frames, ring = len(source), self.ring.shape[1]
        step = self._response.row - ring
        whole, count = frames // step, -(-frames // step)
        rows = np.zeros((count, self._response.row), np.float32)
        rows[:whole, :step] = source[: whole * step].reshape(whole, step)
        rows[whole:, : frames - whole * step] = source[whole * step :]
        made = fft.irfft(fft.rfft(rows, axis=1) * self._response.spectrum, self._response.row, axis=2)
        heard = np.zeros((len(made), count + 1, step), np.float32)
        heard[:, :count] = made[:, :, :step]
        heard[:, 1:, :ring] += made[:, :, step:]
        heard = heard.reshape(len(made), -1)
        heard[:, :ring] += self.ring
        self.ring = heard[:, frames : frames + ring].copy()
        return heard[:, :frames]


def least_phase(level_log: NDArray[np.float64], length: int) -> Sound:
    """The filter without delay whose gains are ``exp(level_log)`` at evenly spaced frequencies from 0 to half the sample rate.

    By the folded cepstrum (Oppenheim and Schafer, *Discrete-Time Signal Processing*, on minimum phase).
    """
    size = 2 * (len(level_log) - 1)
    cepstrum = fft.irfft(level_log, size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    made: Sound = fft.irfft(np.exp(fft.rfft(cepstrum)), size)[:length].astype(np.float32)
    return made
