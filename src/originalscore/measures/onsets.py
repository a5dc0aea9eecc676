"""Onsets in finished audio: where notes begin, and by how much the accent near a given moment misses it.

An onset is the instant at which a sound's level has risen half way from what was there before to its first peak, so a
soft string attack counts by its middle and a drum by its edge. Method: energy in logarithmically spaced bands; the
*rise* is the mean increase of compressed band level over 20 ms; its peaks are candidates. Each is refined on the bands
that rise there alone, so that notes ringing on in other bands do not blur it, in short windows for high bands and long
ones for low bands. Audio is ``float32 (channels, samples)``; times are seconds from the first sample.

Source of the family of methods: Bello et al., "A Tutorial on Onset Detection in Music Signals", IEEE TSAP 13(5), 2005,
sections III-IV. Windows, bands and thresholds are our own values, tuned on synthetic attacks in the tests.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_LONG_S = 0.0213  # analysis window of the search: about 1024 samples at 48 kHz
#: Bands (lowest, highest, Hz) -> window for refinement, seconds: as short as the lowest band allows.
_TIERS = ((1500.0, 1e6, 0.0053), (300.0, 1500.0, 0.0107), (0.0, 300.0, 0.0213))
_SHARE = 0.1  # a tier decides when it rises by this share of the strongest tier
_BANDS = 36
_LOWEST_HZ, _HIGHEST_HZ = 50.0, 10_000.0
_COMPRESSION = 1000.0  # log1p(1000 x) brings 60 dB into view
_RISE_S = 0.02
_CLEAR = 0.05  # how far a candidate must stand out of its surroundings
_CLEAR_RISE = 0.3  # mean compressed rise that counts as an onset of its own
_LEAST_RISE = 0.12  # mean compressed rise of a candidate near a hit; 0 is a steady sound, 7 a full-band attack from silence
_SILENCE = 1e-5  # peak below which nothing is heard, -100 dBFS
_BLOCK_S = 20.0


def find_onsets(audio: npt.NDArray[Any], sample_rate: int, *, least_rise: float = _CLEAR_RISE) -> tuple[float, ...]:
    """Times in seconds of all onsets, in order, at least 40 ms apart.

    Parameters
    ----------
    audio
        Shape (channels, samples).
    least_rise
        Mean rise of compressed band level that counts; raise it to hear only strong accents.
    """
    mono = _mono(audio)
    peak = float(np.abs(mono).max(initial=0.0))
    if peak < _SILENCE:
        return ()
    step = max(1, round(0.005 * sample_rate))
    block, margin = int(_BLOCK_S * sample_rate) // step * step, 100 * step
    onsets: list[float] = []
    for first in range(0, len(mono), block):
        start = max(0, first - margin)
        part = mono[start : first + block + margin]
        rise = _rise(part, sample_rate, step, peak)
        for index in _peaks(rise, least_rise, 8):
            at_s = _refine(part, sample_rate, index * step / sample_rate) + start / sample_rate
            inside = first <= at_s * sample_rate < min(first + block, len(mono) - 4 * step)
            if inside and (not onsets or at_s - onsets[-1] >= 0.04):
                onsets.append(at_s)
    return tuple(onsets)


def accent_error_s(audio: npt.NDArray[Any], sample_rate: int, at_s: float, window_s: float = 0.15) -> float | None:
    """Signed distance in seconds of the accent near ``at_s``: positive when the music is late; None when there is none.

    Among the onsets within ``window_s`` the strongest counts, a farther one only if it is stronger in proportion (half
    as much again at the window's edge).

    Parameters
    ----------
    audio
        Shape (channels, samples).
    at_s
        Seconds from the first sample.
    window_s
        How far to look to either side, 0.02 to 1.
    """
    margin_s = window_s + 0.25
    first = max(0, round((at_s - margin_s) * sample_rate))
    part = _mono(audio[:, first : max(first, round((at_s + margin_s) * sample_rate))])
    peak = float(np.abs(part).max(initial=0.0))
    if peak < _SILENCE:
        return None
    step = max(1, round(0.002 * sample_rate))
    wanted_s = at_s - first / sample_rate
    rise = _rise(part, sample_rate, step, peak)
    best: tuple[float, float] | None = None
    for index in _peaks(rise, _LEAST_RISE, 15):
        if abs(index * step / sample_rate - wanted_s) > window_s + 0.05:
            continue
        error_s = _refine(part, sample_rate, index * step / sample_rate) - wanted_s
        strength = float(rise[index]) * (1 - abs(error_s) / window_s / 3)
        if abs(error_s) <= window_s and (best is None or strength > best[0]):
            best = (strength, error_s)
    return best[1] if best else None


def _mono(audio: npt.NDArray[Any]) -> Floats:
    return np.asarray(np.asarray(audio, dtype=np.float64).mean(axis=0), dtype=np.float64)


def _spectra(mono: Floats, sample_rate: int, window_s: float, step: int) -> Floats:
    """Magnitudes, shape (windows, bins); window ``n`` is centred on sample ``n * step``."""
    size = max(16, round(window_s * sample_rate) // 2 * 2)
    padded = np.concatenate([np.zeros(size // 2), mono, np.zeros(size)])
    starts = np.arange(0, len(mono), step)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[starts]
    taper = np.hanning(size + 1)[:-1]
    return np.asarray(np.abs(np.fft.rfft(frames * taper, axis=1)) * (2 / taper.sum()), dtype=np.float64)


def _band_levels(mono: Floats, sample_rate: int, window_s: float, step: int) -> tuple[Floats, Floats]:
    """Root of band energy, shape (windows, bands), and the bands' centre frequencies; empty bands are left out."""
    magnitudes = _spectra(mono, sample_rate, window_s, step)
    bins_hz = np.arange(magnitudes.shape[1]) * sample_rate / (2 * (magnitudes.shape[1] - 1))
    edges = np.geomspace(_LOWEST_HZ, min(_HIGHEST_HZ, sample_rate / 2.2), _BANDS + 1)
    bounds = np.unique(np.searchsorted(bins_hz, edges))
    energy = np.add.reduceat(magnitudes**2, bounds[:-1], axis=1)[:, : len(bounds) - 1] if len(bounds) > 1 else magnitudes**2
    centres = (bins_hz[bounds[:-1]] + bins_hz[np.minimum(bounds[1:], len(bins_hz) - 1)]) / 2
    return np.sqrt(energy), centres


def _rise(mono: Floats, sample_rate: int, step: int, peak: float) -> Floats:
    """Mean increase of compressed band level over 20 ms, one value a step, centred."""
    levels, _ = _band_levels(mono, sample_rate, _LONG_S, step)
    compressed = np.log1p(_COMPRESSION * levels / peak)
    lag = max(2, round(_RISE_S * sample_rate / step) // 2 * 2)
    rise = np.zeros(len(compressed))
    if len(compressed) > lag:
        rise[lag // 2 : lag // 2 + len(compressed) - lag] = np.maximum(0, compressed[lag:] - compressed[:-lag]).mean(axis=1)
    return rise


def _peaks(rise: Floats, least: float, reach: int) -> list[int]:
    """Indices of local maxima that stand above ``least`` and above their wider surroundings."""
    found: list[int] = []
    for index in np.flatnonzero(rise >= least):
        near = rise[max(0, index - reach) : index + reach + 1]
        wide = rise[max(0, index - 4 * reach) : index + 4 * reach + 1]
        fresh = not found or index - found[-1] > reach
        if fresh and rise[index] == near.max() and rise[index] > 1.5 * wide.mean() + _CLEAR:
            found.append(int(index))
    return found


def _refine(mono: Floats, sample_rate: int, near_s: float) -> float:
    """The half-way instant of the attack near a candidate time, in seconds; the highest bands that rise well decide."""
    reach_s = 0.12
    first = max(0, round((near_s - reach_s) * sample_rate))
    part = mono[first : round((near_s + reach_s) * sample_rate)]
    step = max(1, round(0.0005 * sample_rate))
    middle = round((near_s - first / sample_rate) * sample_rate / step)
    tiers = []
    for lowest_hz, highest_hz, window_s in _TIERS:
        levels, centres_hz = _band_levels(part, sample_rate, window_s, step)
        tiers.append(_rising(levels[:, (centres_hz >= lowest_hz) & (centres_hz < highest_hz)], middle, sample_rate, step))
    most = max(gain for _, gain in tiers)
    envelope = next(envelope for envelope, gain in tiers if gain >= _SHARE * most)
    return first / sample_rate + _half_way(envelope, middle, sample_rate, step) * step / sample_rate


def _rising(levels: Floats, middle: int, sample_rate: int, step: int) -> tuple[Floats, float]:
    """The summed level of the bands that rise around ``middle``, and how much they rise together."""
    reach = round(0.03 * sample_rate / step)
    before = levels[max(0, middle - 2 * reach) : max(1, middle - reach // 2)]
    after = levels[middle : middle + 2 * reach]
    if not len(before) or not len(after) or not levels.shape[1]:
        return np.zeros(len(levels)), 0.0
    gain = after.max(axis=0) - before.max(axis=0)
    rising = gain > 0.25 * max(float(gain.max()), 1e-12)
    return levels[:, rising].sum(axis=1), float(gain[rising].sum())


def _half_way(envelope: Floats, middle: int, sample_rate: int, step: int) -> float:
    """Index, between steps, at which the envelope first crosses half of its rise; ``middle`` if it does not rise."""
    reach = round(0.03 * sample_rate / step)
    start = max(0, middle - 3 * reach)
    window = envelope[start : middle + 3 * reach]
    if len(window) < 3:
        return float(middle)
    top = int(np.argmax(window))
    calm = window[: max(1, min(top, reach))]
    floor = float(np.median(calm))
    half = max(floor + 0.5 * (float(window[top]) - floor), 1.1 * float(calm.max()))
    above = np.flatnonzero(window[: top + 1] >= half)
    if not len(above) or above[0] == 0:
        return float(middle)
    index = int(above[0]) - 1
    return start + index + (half - float(window[index])) / float(window[index + 1] - window[index])
