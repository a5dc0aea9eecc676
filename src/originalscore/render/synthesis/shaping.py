"""What shapes a sound: spectra that move, envelopes without clicks, saturation, width that survives mono.

A moving filter here is a gain over time and frequency, laid on the short-time spectrum (frames of a Hann window's root, four
to a frame, after Crochiere, "A weighted overlap-add method of short-time Fourier analysis/synthesis", IEEE Trans. ASSP 28(1), 1980):
it needs no coefficients, adds no delay, and can open, drift and resonate everywhere at once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage, signal

from originalscore.render.synthesis.sources import Ask, Curve, Stereo, between

#: Gain at (times (t, 1) in seconds, frequencies (1, f) in hertz); broadcasts to (t, f).
Gains = Callable[[Curve, Curve], Curve]
_FRAMES = 1024  # frames shaped together, so that long notes take little memory

#: Peak of every sound at level 1, and how far level 0 lies below it (brief of the palette).
PEAK_DB, SPAN_DB = -12.0, 30.0
#: Most energy of the side channel beside the middle: correlation stays above 0.4 and mono loses at most 1.5 dB (ours).
_WIDEST = 0.4
#: Below this the sound is mono (ours, after the practice of cutting lacquers and subwoofers).
_MONO_HZ = 140.0


def shaped(sound: Curve, rate: int, gains: Gains, *, window: int = 1024) -> Curve:
    """A mono sound with a gain over time and frequency; same length, no delay."""
    hop, count = window // 4, len(sound)
    root = np.sin(np.pi * np.arange(window) / window).astype(np.float32)
    frames = -(-(count + window) // hop) + 1
    padded = np.zeros((frames + 3) * hop, np.float32)
    padded[window : window + count] = sound[: len(padded) - window]
    hz: Curve = np.fft.rfftfreq(window, 1 / rate)[None, :].astype(np.float64)
    hz[0, 0] = 0.5 * hz[0, 1]
    out = np.zeros((frames + 3, hop), np.float32)
    views = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:frames]
    for first in range(0, frames, _FRAMES):
        some = views[first : first + _FRAMES]
        middle_s: Curve = np.maximum(0.0, (np.arange(first, first + len(some)) * hop - window / 2) / rate)[:, None].astype(np.float64)
        spectrum = fft.rfft(some * root, axis=1)
        spectrum *= gains(middle_s, hz).astype(np.float32)
        back = (fft.irfft(spectrum, window, axis=1) * (0.5 * root)).reshape(len(some), 4, hop)
        for quarter in range(4):
            out[first + quarter : first + quarter + len(some)] += back[:, quarter]
    return out.ravel()[window : window + count].astype(np.float64)


def low_pass(hz: Curve, cutoff_hz: Curve | float, *, resonance: float = 0.7, poles: int = 2) -> Curve:
    """Gain of a resonant low-pass of 2 or 4 poles; ``resonance`` is the gain at the cutoff, 1 for none."""
    ratio = (hz / cutoff_hz) ** 2
    gain: Curve = 1.0 / np.sqrt((1.0 - ratio) ** 2 + ratio / resonance**2)
    return gain if poles == 2 else gain / np.sqrt(1.0 + ratio**2)


def bump(hz: Curve, centre_hz: Curve | float, octaves: Curve | float) -> Curve:
    """A bell on the logarithmic axis: 1 at the centre, 0.61 at ``octaves`` from it."""
    curve: Curve = np.exp(-0.5 * (np.log2(hz / centre_hz) / octaves) ** 2)
    return curve


def weather(ask: Ask, name: str, *, length_s: float, every_s: float, depth_db: float) -> Gains:
    """A gain that drifts by itself in every part of the spectrum: what keeps a held sound from freezing.

    Knots every ``every_s`` and every half octave, each drawn within ``depth_db`` of none, joined smoothly both ways.
    """
    draw = ask.draw("weather", name)
    rows, columns = int(length_s / every_s) + 4, 24
    knots = np.array([[10 ** (between(draw, -depth_db, depth_db) / 20) for _ in range(columns)] for _ in range(rows)])
    shift = between(draw, 0.0, 1.0)

    def gain(times_s: Curve, hz: Curve) -> Curve:
        row = np.clip(times_s[:, 0] / every_s + shift, 0, rows - 2)
        column = np.clip(2.0 * np.log2(hz[0] / 16.0), 0, columns - 2)
        r, c = row.astype(np.int64), column.astype(np.int64)
        across, down = column - c, (0.5 - 0.5 * np.cos(np.pi * (row - r)))[:, None]
        upper = knots[r][:, c] * (1 - across) + knots[r][:, c + 1] * across
        lower = knots[r + 1][:, c] * (1 - across) + knots[r + 1][:, c + 1] * across
        result: Curve = upper * (1 - down) + lower * down
        return result

    return gain


def rise(times_s: Curve, over_s: float) -> Curve:
    """From 0 to 1 on half a cosine."""
    curve: Curve = np.clip(times_s / max(over_s, 1e-6), 0, 1)
    inside = (curve > 0) & (curve < 1)
    curve[inside] = 0.5 - 0.5 * np.cos(np.pi * curve[inside])
    return curve


def held(times_s: Curve, length_s: float, attack_s: float, release_s: float) -> Curve:
    """Up on half a cosine, held, and let go at ``length_s`` without a corner."""
    return rise(times_s, min(attack_s, 0.6 * length_s)) * (1.0 - rise(times_s - length_s, release_s))


def saturated(sound: Curve, drive: Curve | float) -> Curve:
    """Driven into a soft ceiling; quiet sounds keep their level."""
    curve: Curve = np.tanh(sound * drive) / np.maximum(drive, 1e-6)
    return curve


def pan(sound: Curve, place: float) -> Stereo:
    """Left and right at a place from -1 to 1, equal power."""
    angle = (place + 1) * np.pi / 4
    return np.stack([float(np.sqrt(2) * np.cos(angle)) * sound, float(np.sqrt(2) * np.sin(angle)) * sound])


def crowned(sound: Stereo, at: int, rate: int) -> Stereo:
    """Keep everything below the crest at sample ``at`` that ends a leading sound: what would rise above it is turned down,
    smoothly, and what that costs the crest itself is given back within a millisecond."""
    reach = max(1, round(0.0008 * rate))
    loud = np.abs(sound).max(axis=0)
    crest = float(loud[max(0, at - reach) : at + reach].max())
    wanted = np.minimum(1.0, 0.88 * crest / np.maximum(loud, 1e-12))
    wanted[max(0, at - reach) : at + reach] = 1.0
    wide = 2 * round(0.004 * rate) + 1
    gain = ndimage.uniform_filter1d(ndimage.minimum_filter1d(wanted, wide, mode="nearest"), wide, mode="nearest")
    place = min(at, len(gain) - 1)
    gain *= 1.0 + (1.0 / gain[place] - 1.0) * np.exp(-0.5 * ((np.arange(len(gain)) - place) / (0.0006 * rate)) ** 2)
    out: Stereo = sound * gain
    return out


def finished(sound: Stereo, rate: int, level: float) -> NDArray[np.float32]:
    """Ready to be laid: no offset, low notes in the middle, width that mono keeps, silent at both ends, at its level.

    Parameters
    ----------
    sound
        Left and right, (2, n), at any level.
    level
        0 to 1: the peak lies 12 dB under full scale at 1, 30 dB lower at 0.
    """
    middle, side = (sound[0] + sound[1]) / 2, (sound[0] - sound[1]) / 2
    middle = signal.sosfilt(signal.butter(1, 7.0, "highpass", fs=rate, output="sos"), middle)
    if side.any():
        side = signal.sosfilt(signal.butter(2, _MONO_HZ, "highpass", fs=rate, output="sos"), side)
        wide, most = float(np.sum(side**2)), _WIDEST * float(np.sum(middle**2))
        side = side * np.sqrt(most / wide) if wide > most else side
    both = np.stack([middle + side, middle - side])
    both = _closed(both - both.mean(axis=1, keepdims=True), rate)
    peak = float(np.abs(both).max())
    wanted = 10 ** ((PEAK_DB - SPAN_DB * (1 - level)) / 20)
    return (both * (wanted / peak) if peak > 0 else both).astype(np.float32)


def _closed(both: Stereo, rate: int) -> Stereo:
    """Silent at the first sample and the last: a third of a millisecond in, four milliseconds out."""
    opening, ending = max(2, round(0.0003 * rate)), min(both.shape[1] // 2, round(0.004 * rate))
    both[:, :opening] *= np.arange(opening) / opening
    both[:, -ending:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, ending + 1) / ending)
    return both
