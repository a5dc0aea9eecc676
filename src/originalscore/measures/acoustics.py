"""The figures of a room and of two channels: how long it rings, how clear and how near it is, how left and right agree.

Impulse responses are ``(channels, samples)`` or ``(samples,)``; energies of channels are added. Time zero is the direct sound: the
first sample within 20 dB of the largest (ISO 3382-1:2009, 5.3.2). Decays are read from Schroeder's backward integral (Schroeder, "New
method of measuring reverberation time", JASA 37, 1965), as a straight line fitted from -5 dB down. Figures and names after ISO 3382-1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from originalscore.measures.loudness import K_WEIGHTING

Floats = NDArray[np.float64]

OCTAVES_HZ = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0)
EARLY_S = 0.08
"""What comes within 80 ms makes music clear, what comes later blurs it (ISO 3382-1, annex A)."""
DIRECT_S = 0.0025
"""What still counts as the direct sound: 2.5 ms, usual for direct-to-reverberant ratios."""
MIDDLE_HZ = (500 / 2**0.5, 1000 * 2**0.5)
"""The octaves at 500 Hz and 1 kHz together."""
_MOST_BENT = 0.05
_SILENT = 1e-7
"""Largest sample below which nothing is compared, -140 dBFS."""


def octave_hz(middle_hz: float) -> tuple[float, float]:
    """Lower and upper edge of an octave band."""
    return middle_hz / 2**0.5, middle_hz * 2**0.5


def decay_db(ir: NDArray[Any], rate: int, low_hz: float, high_hz: float) -> Floats:
    """Schroeder's decay of a band from the direct sound on, dB, 0 at its start.

    The filter runs backwards over the response, so that its own ringing does not lengthen the decay.
    """
    shape = signal.butter(4, (low_hz, min(high_hz, 0.49 * rate)), "bandpass", fs=rate, output="sos")
    band = signal.sosfilt(shape, _from_direct(ir)[:, ::-1], axis=1)[:, ::-1]
    left = np.cumsum(np.sum(band**2, axis=0)[::-1])[::-1]
    return np.asarray(10 * np.log10(np.maximum(left, 1e-300) / max(float(left[0]), 1e-300)))


def rt60_s(ir: NDArray[Any], rate: int, low_hz: float, high_hz: float, *, fall_db: float = 30.0) -> float:
    """Reverberation time of a band: seconds for 60 dB, from the fall between -5 and -5 - ``fall_db``.

    Parameters
    ----------
    ir
        Impulse response.
    rate
        Hertz.
    low_hz, high_hz
        Edges of the band.
    fall_db
        30 gives T30, 20 gives T20.

    Returns
    -------
    float
        Not a number where the response does not fall so far, or not along a line (1 - r^2 above 5 %; ISO 3382-2, annex B, doubts
        a decay from 1 % on).
    """
    decay = decay_db(ir, rate, low_hz, high_hz)
    first, last = (int(np.argmax(decay <= -5 - more_db)) for more_db in (0.0, fall_db))
    if decay[-1] > -5 - fall_db or last - first < 2:
        return float("nan")
    times_s = np.arange(first, last) / rate
    slope, _ = np.polyfit(times_s, decay[first:last], 1)
    bent = 1 - float(np.corrcoef(times_s, decay[first:last])[0, 1]) ** 2
    return float(-60 / slope) if bent <= _MOST_BENT else float("nan")


def c80_db(ir: NDArray[Any], rate: int, *, band_hz: tuple[float, float] = MIDDLE_HZ) -> float:
    """Clarity: energy of the first 80 ms over what comes later, dB; infinite where nothing comes later.

    ISO 3382-1 gives one figure for the octaves at 500 Hz and 1 kHz; ``band_hz`` asks for another band.
    """
    return _ratio_db(ir, rate, EARLY_S, band_hz)


def direct_to_reverberant_db(ir: NDArray[Any], rate: int, *, band_hz: tuple[float, float] = MIDDLE_HZ) -> float:
    """Energy of the direct sound over everything after it in a band, dB; infinite where nothing comes after it."""
    return _ratio_db(ir, rate, DIRECT_S, band_hz)


def echo_density(ir: NDArray[Any], rate: int, at_s: float, *, window_s: float = 0.02) -> float:
    """How dense the reflections are around a time: 0 where single echoes stand out, 1 where they have become noise.

    The share of samples outside one standard deviation, beside that of bell-shaped noise (Abel and Huang, "A simple, robust measure of
    reverberation echo density", AES 121st Convention, 2006), mean of the channels.
    """
    sound = _from_direct(ir)
    first, last = round((at_s - window_s / 2) * rate), round((at_s + window_s / 2) * rate)
    part = sound[:, max(0, first) : last]
    return float(np.mean(np.abs(part) > part.std(axis=1, keepdims=True)) / 0.3173)


def correlation(sound: NDArray[Any]) -> float:
    """Correlation of left and right without delay, -1 to 1; 1 for silence, where nothing is lost in mono.

    Parameters
    ----------
    sound
        (2, n).
    """
    left, right = (channel - channel.mean() for channel in np.asarray(sound, np.float64))
    if max(np.abs(left).max(initial=0.0), np.abs(right).max(initial=0.0)) < _SILENT:
        return 1.0
    power = float(np.sum(left**2)) * float(np.sum(right**2))
    return float(np.sum(left * right) / max(np.sqrt(power), 1e-300))


def least_correlation(sound: NDArray[Any], rate: int, *, window_s: float = 1.0, floor_db: float = -60.0) -> float:
    """The least correlation of all windows, each beginning half a window after the last.

    Windows more than ``floor_db`` below the loudest (dying tails) are left out.
    """
    step = round(window_s * rate / 2)
    parts = [sound[:, first : first + 2 * step] for first in range(0, max(1, sound.shape[1] - step), step)]
    energies = [float(np.mean(np.square(part, dtype=np.float64))) for part in parts]
    least = max(energies) * 10 ** (floor_db / 10)
    return min(correlation(part) for part, energy in zip(parts, energies, strict=True) if energy >= least)


def mono_loss_lu(sound: NDArray[Any]) -> float:
    """How much softer the mono sum is than the stereo sound, LU (K-weighted, ungated, 48 kHz).

    The mono sum (L + R) / 2 sounds from both sides. 0 where both channels are the same, 3.0 where they have nothing in common, far
    more where they cancel. 0 for silence.
    """
    weighted = signal.sosfilt(K_WEIGHTING, np.asarray(sound, np.float64), axis=1)
    stereo = float(np.sum(weighted**2))
    mono = 2 * float(np.sum((weighted.mean(axis=0)) ** 2))
    if stereo < _SILENT**2 * sound.shape[1]:
        return 0.0
    return float(10 * np.log10(stereo / max(mono, 1e-300)))


def _from_direct(ir: NDArray[Any]) -> Floats:
    sound = np.atleast_2d(np.asarray(ir, np.float64))
    level = np.abs(sound).max(axis=0)
    return sound[:, int(np.argmax(level >= 0.1 * level.max())) :]


def _ratio_db(ir: NDArray[Any], rate: int, part_s: float, band_hz: tuple[float, float]) -> float:
    """Energy before over energy after a time in a band; parted first and filtered then, so that nothing is smeared across."""
    sound = _from_direct(ir)
    first, size = round(part_s * rate), int(fft.next_fast_len(sound.shape[1], real=True))
    frequency = fft.rfftfreq(size, 1 / rate)
    band = (frequency >= band_hz[0]) & (frequency < band_hz[1])
    late = sound.copy()
    late[:, :first] = 0
    before, after = (float(np.sum(np.abs(fft.rfft(part, size)[:, band]) ** 2)) for part in (sound[:, :first], late))
    return float(10 * np.log10(before / after)) if after > 0 else float("inf")
