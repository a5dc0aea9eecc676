"""A ceiling on true peaks that looks ahead: the gain is down before the peak arrives and never jumps.

Per sample the peak is that of four-times oversampling; the gain needed is held as a minimum over the look-ahead and release window, then
averaged over the look-ahead, so it is at or below what each peak needs. No state but the neighbouring samples: blocks may be cut anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, signal

Sound = NDArray[np.float32]
_LOOK, _HOLD, _MARGIN = 240, 2880, 4096  # samples at 48 kHz: 5 ms, 60 ms, context of a block
_OVERSAMPLING = (4 * signal.firwin(97, 0.25, window=("kaiser", 7.0))).astype(np.float32)
_SAFETY = 0.985  # 0.13 dB for meters with other oversampling filters


def limited(blocks: Iterable[Sound], gain: float, ceiling_dbtp: float) -> Iterator[Sound]:
    """The same blocks, multiplied by ``gain`` and held under the ceiling."""
    ceiling = _SAFETY * 10 ** (ceiling_dbtp / 20)
    before = np.zeros((2, 0), np.float32)
    held: Sound | None = None
    for block in blocks:
        loud = (gain * block).astype(np.float32)
        if held is not None:
            yield _limit(before, held, loud[:, :_MARGIN], ceiling)
            before = np.concatenate((before, held), axis=1)[:, -_MARGIN:]
        held = loud
    if held is not None:
        yield _limit(before, held, np.zeros((2, 0), np.float32), ceiling)


def _limit(before: Sound, block: Sound, after: Sound, ceiling: float) -> Sound:
    joined = np.concatenate((before, block, after), axis=1)
    if not joined.size or float(np.abs(joined).max()) * 1.5 < ceiling:
        return block
    peaks = np.abs(signal.upfirdn(_OVERSAMPLING, joined, up=4, axis=1)).max(axis=0)
    start = (len(_OVERSAMPLING) - 1) // 2
    peaks = peaks[start : start + 4 * joined.shape[1]]
    peaks = np.pad(peaks, (0, 4 * joined.shape[1] - len(peaks))).reshape(-1, 4).max(axis=1)
    peaks = ndimage.maximum_filter1d(peaks, 3)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    held = ndimage.minimum_filter1d(needed, 2 * _LOOK + _HOLD + 1, mode="nearest", origin=-0 + _HOLD // 2 - 0)
    gain = ndimage.uniform_filter1d(
        np.minimum(held, ndimage.minimum_filter1d(needed, 2 * _LOOK + 1, mode="nearest")), 2 * _LOOK + 1, mode="nearest"
    )
    first = before.shape[1]
    out: Sound = (block * gain[first : first + block.shape[1]]).astype(np.float32)
    return out
