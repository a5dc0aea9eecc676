"""Low brass that leans into its loudest notes: soft saturation of the trombones and the tuba, each by itself, before the room.

The shape is a soft clip, ``u - u^3 / 3``: nothing at piano, 1 to 3 % of third harmonic at fortissimo. Only what lies below a sixth of
the sample rate is shaped; a cube triples frequencies at most, so nothing folds back (aliases) and no oversampling is needed. The shape's
loss of level is given back from the sound's own slow power, so the balance of the orchestra stays. Design and figures are ours.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy import signal

from originalscore.render.convolution import Convolution, Response, Sound, least_phase
from originalscore.render.stage import sides

LOW_BRASS = frozenset({"trombones", "tuba"})
KNEE_RATIO = 0.17
"""Amplitude (full scale 1) at which the shape stops rising; the tuba, and a chord of trombones, reach about half of it at fortissimo."""
_SHAPED_HZ, _LEFT_OUT_HZ, _LEFT_OUT_DB = 5500.0, 7300.0, -80.0
_FILTER_S = 0.0107
_POWER_S = 0.03


class Saturation:
    """The saturation of one instrument, block after block; blocks may be cut anywhere."""

    def __init__(self, instrument: str, sample_rate: int) -> None:
        self._rate = sample_rate
        self._sides = np.array(sides(instrument), np.float32)
        self._low = Convolution(_low(sample_rate))
        self._follow = np.float32(1 - np.exp(-1 / (_POWER_S * sample_rate)))
        self._power = np.zeros(1, np.float32)

    def add(self, dry: Sound) -> Sound:
        """The next samples (2, n), warmer where they are loud."""
        warm, block = np.empty_like(dry), _low(self._rate).block
        for first in range(0, dry.shape[1], block):
            part = dry[:, first : first + block]
            warm[:, first : first + block] = part - np.outer(self._sides, self._bent(part))
        return warm

    def _bent(self, dry: Sound) -> Sound:
        """What is taken from the middle of a block, (n,)."""
        left, right = self._sides
        u = self._low.add(left * dry[0] + right * dry[1])[0] / np.float32(KNEE_RATIO)
        power, self._power = signal.lfilter([self._follow], np.array([1, self._follow - 1], np.float32), u * u, zi=self._power)
        inside = np.clip(u, -1, 1)
        bent = inside * inside * inside / 3 + (u - inside)  # u^3 / 3, and all beyond the knee
        given_back = np.minimum(power, np.float32(0.5)) * u / 2  # three quarters of A^2 u / 3 of a sine, whose power is A^2 / 2
        return np.asarray(np.float32(KNEE_RATIO) * (bent - given_back))


@cache
def _low(sample_rate: int) -> Response:
    """What is shaped: the sound below a sixth of the sample rate, without delay."""
    length = round(_FILTER_S * sample_rate)
    frequency = np.linspace(0, sample_rate / 2, 4 * length + 1)
    share = np.clip((frequency - _SHAPED_HZ) / (_LEFT_OUT_HZ - _SHAPED_HZ), 0, 1)
    level_log = _LEFT_OUT_DB * np.log(10) / 20 * np.sin(np.pi / 2 * share) ** 2
    return Response(least_phase(level_log, length)[None])
