"""Onsets in finished audio: where notes begin, and by how much the accent near a given moment misses it.

An onset is the instant at which a sound's level has risen half way from what was there before to its first peak, so a
soft string attack counts by its middle and a drum by its edge. Method: energy in logarithmically spaced bands; the
*rise* is the mean increase of compressed band level over 20 ms; its peaks are candidates. Each is refined on the bands
that rise there alone, so that notes ringing on in other bands do not blur it, in short windows for high bands and long
ones for low bands. Audio is ``float32 (channels, samples)``; times are seconds from the first sample. A whole film is
listened to in stretches, each once, however many moments are asked for.

Source of the family of methods: Bello et al., "A Tutorial on Onset Detection in Music Signals", IEEE TSAP 13(5), 2005,
sections III-IV. Windows, bands and thresholds are our own values, tuned on synthetic attacks in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage

Floats = npt.NDArray[np.float32]
Read = Callable[[int, int], npt.NDArray[np.float32]]
"""Samples (channels, n) from a first to a last sample, both inside the sound."""

_LONG_S = 0.0213  # analysis window of the search; every window is the power of two nearest: 1024 samples at 48 kHz
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
_STRETCH_S, _MARGIN_S = 2.0, 0.6  # what is searched at a time, and what is heard on either side of it
_LOUDEST_S = 0.4  # rises are judged beside the loudest sample within this distance
_REFINE_STEP_S = 0.001
_REFINE_S = 0.12  # what is heard on either side of a candidate to place it


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
    return Accents(lambda first, last: audio[:, first:last], audio.shape[1], sample_rate).error_s(at_s, window_s)


class Accents:
    """The accents of a sound, found stretch by stretch when first asked for and remembered.

    Parameters
    ----------
    read
        Gives any part of the sound, which may stay on disk.
    samples, sample_rate
        Its length, and hertz.
    """

    def __init__(self, read: Read, samples: int, sample_rate: int) -> None:
        self._read, self._samples, self._rate = read, samples, sample_rate
        self._step = max(1, round(0.002 * sample_rate))
        self._stretches: dict[int, list[tuple[float, float]]] = {}
        self._placed: dict[float, float] = {}

    def error_s(self, at_s: float, window_s: float = 0.15) -> float | None:
        """See :func:`accent_error_s`."""
        best: tuple[float, float] | None = None
        reach_s = window_s + 0.05
        for number in range(max(0, int((at_s - reach_s) / _STRETCH_S)), int((at_s + reach_s) / _STRETCH_S) + 1):
            for near_s, rise in self._stretch(number):
                if abs(near_s - at_s) > reach_s:
                    continue
                error_s = self._place(near_s) - at_s
                strength = rise * (1 - abs(error_s) / window_s / 3)
                if abs(error_s) <= window_s and (best is None or strength > best[0]):
                    best = (strength, error_s)
        return best[1] if best else None

    def all(self, *, least_rise: float = _CLEAR_RISE) -> list[tuple[float, float]]:
        """Every clear accent of the whole sound, in order: its time and its strength.

        The strength is the mean rise of compressed band level beside the loudest sample of the *whole* sound, so that accents of a film can be
        put in order: 0 is a steady sound, 7 a full-band attack from silence.
        """
        step = max(1, round(0.005 * self._rate))
        peak = max((float(np.abs(self._part(at_s, at_s + _BLOCK_S)[0]).max(initial=0.0)) for at_s in self._blocks()), default=0.0)
        found: list[tuple[float, float]] = []
        for at_s in self._blocks() if peak >= _SILENCE else ():
            part, begin_s = self._part(at_s - _MARGIN_S, at_s + _BLOCK_S + _MARGIN_S)
            rise = _rise(part, self._rate, step, peak)
            for index in _peaks(rise, least_rise, 8):
                near_s = begin_s + index * step / self._rate
                if at_s <= near_s < at_s + _BLOCK_S and near_s <= self._samples / self._rate - 0.02:
                    found.append((self._place(near_s), float(rise[index])))
        return found

    def _blocks(self) -> list[float]:
        """Where the blocks begin that are heard one after another, seconds."""
        return [number * _BLOCK_S for number in range(int(self._samples / self._rate / _BLOCK_S) + 1)]

    def _stretch(self, number: int) -> list[tuple[float, float]]:
        """Candidates of one stretch: about when, and how great the rise."""
        if number not in self._stretches:
            self._stretches[number] = self._search(number * _STRETCH_S, (number + 1) * _STRETCH_S)
        return self._stretches[number]

    def _search(self, start_s: float, end_s: float) -> list[tuple[float, float]]:
        part, begin_s = self._part(start_s - _MARGIN_S, end_s + _MARGIN_S)
        if float(np.abs(part).max(initial=0.0)) < _SILENCE:
            return []
        step_s = self._step / self._rate
        peaks = np.maximum.reduceat(np.abs(part), range(0, len(part), self._step))
        loudest = ndimage.maximum_filter1d(peaks, 2 * round(_LOUDEST_S / step_s) + 1)
        rise = _rise(part, self._rate, self._step, np.maximum(loudest, _SILENCE)[:, None])
        times = [(begin_s + index * step_s, float(rise[index])) for index in _peaks(rise, _LEAST_RISE, 15)]
        return [(at_s, strength) for at_s, strength in times if start_s <= at_s < end_s]

    def _place(self, near_s: float) -> float:
        """The exact instant of a candidate."""
        if near_s not in self._placed:
            part, begin_s = self._part(near_s - _REFINE_S, near_s + _REFINE_S)
            self._placed[near_s] = begin_s + _refine(part, self._rate, near_s - begin_s)
        return self._placed[near_s]

    def _part(self, start_s: float, end_s: float) -> tuple[Floats, float]:
        """One channel of a part, and the second at which it begins."""
        first = min(self._samples, max(0, round(start_s * self._rate)))
        last = min(self._samples, max(first, round(end_s * self._rate)))
        return _mono(self._read(first, last)), first / self._rate


def _mono(audio: npt.NDArray[Any]) -> Floats:
    channels = np.asarray(audio, dtype=np.float32)
    total = channels[0] + channels[1] if len(channels) == 2 else channels.sum(axis=0)  # numpy's sum over two rows is ten times slower
    return np.asarray(total / np.float32(len(channels)), dtype=np.float32)


def _spectra(mono: Floats, sample_rate: int, window_s: float, step: int) -> Floats:
    """Powers, shape (windows, bins); window ``n`` is centred on sample ``n * step``."""
    size = 2 ** max(4, round(np.log2(window_s * sample_rate)))
    padded = np.concatenate([np.zeros(size // 2, np.float32), mono, np.zeros(size, np.float32)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[: len(mono) : step]
    spectra = fft.rfft(frames * _taper(size), axis=1)
    return np.asarray(spectra.real**2 + spectra.imag**2, dtype=np.float32)


@cache
def _taper(size: int) -> Floats:
    """A Hann window of area 2: a full-scale sine reads 1."""
    taper = np.hanning(size + 1)[:-1]
    return np.asarray(taper * (2 / taper.sum()), np.float32)


def _band_levels(mono: Floats, sample_rate: int, window_s: float, step: int) -> tuple[Floats, Floats]:
    """Root of band energy, shape (windows, bands), and the bands' centre frequencies; empty bands are left out."""
    powers = _spectra(mono, sample_rate, window_s, step)
    bounds, centres_hz = _bands(powers.shape[1], sample_rate)
    if len(bounds) > 1:  # sums over neighbouring bins; past the last bound lies what nobody asked for
        powers = np.add.reduceat(powers[:, : bounds[-1]], bounds[:-1], axis=1)
    return np.sqrt(powers), centres_hz


@cache
def _bands(bins: int, sample_rate: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Where the bands begin and end among the bins, and their centres, hertz."""
    bins_hz = np.arange(bins) * sample_rate / (2 * (bins - 1))
    edges = np.geomspace(_LOWEST_HZ, min(_HIGHEST_HZ, sample_rate / 2.2), _BANDS + 1)
    bounds = np.unique(np.searchsorted(bins_hz, edges))
    return bounds, np.asarray((bins_hz[bounds[:-1]] + bins_hz[np.minimum(bounds[1:], bins - 1)]) / 2, np.float32)


def _rise(mono: Floats, sample_rate: int, step: int, peak: float | Floats) -> Floats:
    """Mean increase of compressed band level over 20 ms, one value a step, centred; ``peak`` one for all, or (steps, 1)."""
    levels, _ = _band_levels(mono, sample_rate, _LONG_S, step)
    lag = max(2, round(_RISE_S * sample_rate / step) // 2 * 2)
    rise = np.zeros(len(levels), np.float32)
    if len(levels) > lag:
        beside = peak[lag // 2 : lag // 2 + len(levels) - lag] if isinstance(peak, np.ndarray) else peak
        before, after = (np.log1p(np.float32(_COMPRESSION) * part / beside) for part in (levels[:-lag], levels[lag:]))
        rise[lag // 2 : lag // 2 + len(levels) - lag] = np.maximum(0, after - before).mean(axis=1)
    return rise


def _peaks(rise: Floats, least: float, reach: int) -> list[int]:
    """Indices of local maxima that stand above ``least`` and above their wider surroundings."""
    found: list[int] = []
    tops = ndimage.maximum_filter1d(rise, 2 * reach + 1, mode="nearest")
    for index in np.flatnonzero((rise >= least) & (rise == tops)):
        wide = rise[max(0, index - 4 * reach) : index + 4 * reach + 1]
        if (not found or index - found[-1] > reach) and rise[index] > 1.5 * wide.mean() + _CLEAR:
            found.append(int(index))
    return found


def _refine(mono: Floats, sample_rate: int, near_s: float) -> float:
    """The half-way instant of the attack near a candidate time, in seconds; the highest bands that rise well decide."""
    first = max(0, round((near_s - _REFINE_S) * sample_rate))
    part = mono[first : round((near_s + _REFINE_S) * sample_rate)]
    step = max(1, round(_REFINE_STEP_S * sample_rate))
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
        return np.zeros(len(levels), np.float32), 0.0
    gain = after.max(axis=0) - before.max(axis=0)
    rising = gain > 0.25 * max(float(gain.max()), 1e-12)
    return np.asarray(levels[:, rising].sum(axis=1), np.float32), float(gain[rising].sum())


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


def accents_of(
    audio: npt.NDArray[Any], sample_rate: int, *, step_s: float = 0.01
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Times in seconds of all accents and their strengths: the mean rise of compressed band level, beside the loudest of the whole sound."""
    mono = _mono(audio)
    peak = float(np.abs(mono).max(initial=0.0))
    if peak < _SILENCE:
        return np.zeros(0), np.zeros(0)
    step = max(1, round(step_s * sample_rate))
    rise = _rise(mono, sample_rate, step, peak)
    found = _peaks(rise, _LEAST_RISE, round(0.08 / step_s))
    return np.array([index * step / sample_rate for index in found]), np.array([float(rise[index]) for index in found])
