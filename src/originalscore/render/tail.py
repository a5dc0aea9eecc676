"""The hall's tail: an impulse response of our own making, the same on every machine.

Counter-hash pulses that come ever closer, as reflections in a hall do, until they are noise; each frequency decays as the hall's
walls and air let it (hall.rt60_s); left and right agree only as far as the sound field of a hall agrees at two microphones (all bass, no
treble). The tail grows out of the first reflections without a step.

Sources: Moorer, "About this reverberation business", Computer Music Journal 3(2), 1979 (decaying noise as a hall's tail); the
density of reflections, 4 pi c^3 t^2 / V a second, and the agreement sin(kd) / kd of a diffuse field at two points are in Kuttruff, *Room Acoustics*.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from originalscore.render.hall import SOUND_M_S, VOLUME_M3, rt60_s
from originalscore.render.stage import PAIR_APART_M

Floats = NDArray[np.float64]

TAIL_S = 2.4
"""Ring of the hall after the last dry sample, seconds."""
BEGINS_S, GROWN_S = 0.012, 0.075
"""When the tail begins after the direct sound, and when it has grown to its full strength."""
LEAST_AGREEMENT = 0.3
"""Correlation of left and right that the tail keeps above the bass (ours): a wide hall without the hole of a negative one."""
_FADES_S = 0.3
_CROWDED = 8.0  # rough walls and music stands split each reflection (ours)
_LOW_HZ = 70.0  # below this the hall is left out: rumble that no instrument needs and every dialogue editor cuts
_SEEDS = (31, 32)  # of 24 pairs the one whose thirds of an octave lie nearest to a smooth curve: 0.8 dB
_WINDOW_S, _WINDOWS_DEEP = 0.0213, 4  # the decay is drawn in windows of this length, four over each other


@cache
def late(sample_rate: int) -> NDArray[np.float32]:
    """The tail, (2, ``TAIL_S`` long): at the middle frequencies it answers a sound with equal power, both channels together."""
    length = round(TAIL_S * sample_rate)
    size = int(fft.next_fast_len(2 * length, real=True))
    t, frequency = np.arange(length) / sample_rate, fft.rfftfreq(size, 1 / sample_rate)
    one, other = (fft.rfft(_reflections(t, sample_rate, seed), size) for seed in _SEEDS)
    alike = agreement(frequency)
    middle, side = one * np.sqrt((1 + alike) / 2), other * np.sqrt((1 - alike) / 2)
    out = np.zeros((2, length))
    heard = 1 / np.sqrt(1 + (_LOW_HZ / np.maximum(frequency, 1.0)) ** 8)
    for channel, sign in enumerate((1, -1)):
        out[channel] = _decaying(fft.irfft((middle + sign * side) * heard, size)[:length], sample_rate)
    out *= np.sin(np.pi / 2 * np.clip((t - BEGINS_S) / (GROWN_S - BEGINS_S), 0, 1)) ** 2
    out *= np.clip((TAIL_S - t) / _FADES_S, 0, 1)
    return np.asarray(out / np.sqrt(_power(out, sample_rate)), np.float32)


def agreement(frequency_hz: Floats) -> Floats:
    """Correlation of the left and the right tail at a frequency: that of a diffuse field at the two microphones, sin(kd) / kd,
    but at least ``LEAST_AGREEMENT``, so that no tail is lost in mono."""
    return np.asarray(np.maximum(LEAST_AGREEMENT, np.sinc(2 * frequency_hz * PAIR_APART_M / SOUND_M_S)))


def _power(tail: Floats, sample_rate: int) -> float:
    """Mean gain (power, both channels together) between the edges of the octaves at 500 Hz and 1 kHz."""
    frequency = fft.rfftfreq(tail.shape[1], 1 / sample_rate)
    middle = (frequency >= 500 / 2**0.5) & (frequency < 1000 * 2**0.5)
    return float(np.mean(np.sum(np.abs(fft.rfft(tail)[:, middle]) ** 2, axis=0)))


def _decaying(noise: Floats, sample_rate: int) -> Floats:
    """Even noise, made to fall as the hall lets each frequency fall."""
    window = 1 << round(np.log2(_WINDOW_S * sample_rate))
    hop = window // _WINDOWS_DEEP
    padded = np.pad(noise, (window, 2 * window))
    starts = np.arange(0, len(noise) + window, hop)
    parts = np.lib.stride_tricks.sliding_window_view(padded, window)[starts] * (signal.get_window("hann", window) / _WINDOWS_DEEP * 2)
    middles_s = (starts - window / 2) / sample_rate
    fall = 10 ** (-3 * middles_s[:, None] / rt60_s(fft.rfftfreq(window, 1 / sample_rate)))
    fallen = fft.irfft(fft.rfft(parts, axis=1) * fall, window, axis=1)
    out = np.zeros(len(padded))
    for start, part in zip(starts, fallen, strict=True):
        out[start : start + window] += part
    return out[window : window + len(noise)]


def _reflections(t: Floats, sample_rate: int, seed: int) -> Floats:
    """Pulses of even strength in the mean, as many as a hall of this volume returns by time ``t``; soon it is plain noise."""
    a_second = _CROWDED * 4 * np.pi * SOUND_M_S**3 * np.square(t) / VOLUME_M3
    chance = np.minimum(1.0, np.maximum(a_second, 1.0) / sample_rate)
    falls = (_uniform(len(t), 4 * seed + 40) + 1) / 2 < chance
    bell = sum((_uniform(len(t), 4 * seed + layer) for layer in range(4)), np.zeros(len(t)))
    return np.asarray(np.where(falls, bell / np.sqrt(chance), 0.0))


def _uniform(n: int, seed: int) -> Floats:
    """Counter hashes between -1 and 1 (SplitMix64: Steele, Lea and Flood, OOPSLA 2014)."""
    count = (np.arange(n, dtype=np.uint64) + np.uint64(seed << 32)) * np.uint64(0x9E3779B97F4A7C15)
    count = (count ^ (count >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    count = (count ^ (count >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((count ^ (count >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**52 - 1
