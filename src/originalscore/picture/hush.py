"""Take steady noise out of a sound, so that a voice in wind, rain or traffic is heard: gains from what never falls silent.

In every band of a short spectrum the least level within 1.6 s is taken for the noise, since a voice leaves gaps in each band and
weather does not; what stands above it passes, the rest is held 24 dB down. Only the voice detector hears the result. The stream is
worked in stretches at fixed places, so the size of the blocks it comes in changes nothing. Method: minimum statistics (Martin 2001) and
Wiener's gain; the figures are ours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, signal

_WINDOW, _HOP = 512, 128
_STEADY = 200
"""Spectra (1.6 s at 16 kHz) within which a voice leaves a gap in every band."""
_SMOOTH = 12
_OVER = 2.0
"""Mean of noise over its least smoothed level."""
_LEAST_GAIN = 0.06
_STRETCH, _MARGIN = 1 << 17, 1 << 15
"""Samples worked at once (8 s), and samples heard before and after them: more than a gain depends on."""


class Hush:
    """One film's mono sound at 16 kHz without its steady noise, as late as it must be."""

    def __init__(self) -> None:
        self._held = np.zeros(_MARGIN, np.float32)

    def calm(self, mono: NDArray[np.float32]) -> NDArray[np.float32]:
        """The calmed samples that these complete."""
        self._held = np.concatenate((self._held, mono))
        done = []
        while len(self._held) >= _STRETCH + 2 * _MARGIN:
            done.append(_calmed(self._held[: _STRETCH + 2 * _MARGIN])[_MARGIN:-_MARGIN])
            self._held = self._held[_STRETCH:]
        return np.concatenate(done) if done else np.zeros(0, np.float32)

    def rest(self) -> NDArray[np.float32]:
        """The calmed samples up to the sound's end."""
        left = self._held
        self._held = np.zeros(_MARGIN, np.float32)
        return _calmed(left)[_MARGIN:]


def _calmed(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    if len(sound) < _WINDOW:
        return sound
    spectra = signal.stft(sound, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)[2]
    power = ndimage.uniform_filter1d(np.square(np.abs(spectra)), _SMOOTH, axis=1)
    least = ndimage.minimum_filter1d(power, _STEADY, axis=1, mode="nearest")
    steady = _OVER * ndimage.uniform_filter1d(least, _STEADY, axis=1)
    above = np.maximum(power / (steady + 1e-12) - 1, 0)
    calmed = signal.istft(spectra * np.maximum(above / (above + 1), _LEAST_GAIN), nperseg=_WINDOW, noverlap=_WINDOW - _HOP)[1]
    return np.asarray(calmed[: len(sound)], np.float32)
