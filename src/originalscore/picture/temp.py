"""Read a temp track: where its music enters and leaves, how fast it goes and how dense it is. Its notes are never looked at.

Music plays where the sound is loud beside the whole and either holds tones or keeps a pulse; speech and noise between are left out.
Onsets are rises of compressed band level, all bands alike, so that the same rhythm on other notes reads the same. The pulse is the
strongest repetition of the onsets, with its multiples, weighed towards walking pace. Entrances and exits are told to a tenth of a second:
a temp guides, it does not time. Sources of the family of methods: Bello et al., "A Tutorial on Onset Detection in Music Signals", IEEE TSAP
13(5), 2005; Ellis, "Beat Tracking by Dynamic Programming", JNMR 36(1), 2007. All limits are ours, tuned on made sounds in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from originalscore.errors import PictureError
from originalscore.external.media import Sound, decode_sound, probe
from originalscore.measures.loudness import gated_lufs, to_lufs
from originalscore.model.picture import TempSpan, TempTrack
from originalscore.picture.listening import RATE, Heard, listen
from originalscore.picture.tones import STEP_S
from originalscore.picture.voices import Spans, join_spans, voice_spans

Floats = NDArray[np.float32]

_STEP = 480
"""Samples between band levels: 10 ms."""
_STEPS_A_SECOND = RATE // _STEP
_WINDOW, _BANDS, _LOWEST_HZ, _HIGHEST_HZ = 1024, 20, 60.0, 12_000.0
_COMPRESSION, _HEARD = 300.0, 0.01
_FLOOR_LUFS, _BELOW_LU = -60.0, 24.0
"""Quieter than this, or so far below the whole, nothing plays."""
_SHORT_S, _REST_S, _LEAST_S = 0.4, Fraction(5, 2), Fraction(3)
"""Level is taken over so long; a rest up to so long is part of the music; less than so long is no music."""
_TONAL = 0.8
"""Lasting partials, averaged over two seconds, from which a moment is tonal (as in ``picture.music``)."""
_LEAST_FLUX, _BESIDE_NEAR, _BESIDE_ALL = 0.08, 0.35, 0.2
"""An onset rises by at least this, and by these shares of the strongest within ten seconds and of all."""
_EVIDENCE_S = 1.2
"""So long an onset tells of music before and after it; an edge of the sound so near stays where it is."""
_SLOWEST_BPM, _FASTEST_BPM, _WALK_BPM, _WALK_OCTAVES = 40.0, 220.0, 105.0, 0.9
_QUICKEST_BPM, _AS_STRONG = 176.0, 0.9
"""Beats between beats are the pulse where they are so nearly as strong and not quicker than this."""
_LEAST_PULSE = 0.2
"""Correlation of the onsets with themselves one pulse later that makes a pulse clear."""
_BORNE = 0.25
"""A pulse is believed where at least so many of its beats are struck."""
_DENSITY_STEP_S, _DENSITY_WINDOW_S = Fraction(2), 4.0


def check_temp(path: Path) -> None:
    """Make sure that a temp track can be opened and holds sound.

    Raises
    ------
    PictureError
        If not.
    """
    if not probe(path).has_sound:
        raise PictureError(f"{path.name} holds no sound that decodes", "choose the temp track as a sound file or a film with sound")


def read_temp(path: Path, end_s: Fraction) -> TempTrack:
    """Read the temp track of a film; its beginning is the film's beginning.

    Parameters
    ----------
    path
        A sound file, or a film with the temp in its sound.
    end_s
        Where the film ends; what lies after it is not heard.

    Raises
    ------
    PictureError
        If the file cannot be opened or holds no sound.
    """
    check_temp(path)
    probed = probe(path)
    bands = _Bands()
    heard = listen(bands.tap(decode_sound(path, RATE, 2, probed=probed)), until_s=float(end_s))
    flux = _flux(bands.levels())
    spans = [_span(start_s, min(stop_s, end_s), flux) for start_s, stop_s in _music(heard, flux, end_s)]
    remarks = [f"no music is heard in {path.name}: it guides nothing"] if not spans else []
    if probed.claimed_s and abs(probed.claimed_s - end_s) > 1:
        longer = "longer" if probed.claimed_s > end_s else "shorter"
        remarks.append(
            f"{path.name} is {abs(float(probed.claimed_s - end_s)):.1f} s {longer} than the film; both are laid at the film's start"
        )
    return TempTrack(path.name, _DENSITY_STEP_S, tuple(spans), tuple(remarks))


class _Bands:
    """Levels in logarithmic bands of everything that flows by, one row every 10 ms."""

    def __init__(self) -> None:
        self._rest = np.zeros(_WINDOW // 2, np.float32)
        self._shape = np.hanning(_WINDOW).astype(np.float32) * np.float32(4 / _WINDOW)
        bins_hz = np.arange(_WINDOW // 2 + 1) * RATE / _WINDOW
        self._bounds = np.unique(np.searchsorted(bins_hz, np.geomspace(_LOWEST_HZ, _HIGHEST_HZ, _BANDS + 1)))
        self._rows: list[Floats] = []

    def tap(self, sound: Iterable[Sound]) -> Iterator[Sound]:
        """Pass the sound on, keeping its levels."""
        for block in sound:
            self._take(block.mean(axis=0))
            yield block

    def _take(self, mono: Floats) -> None:
        joined = np.concatenate((self._rest, mono))
        count = max(0, (len(joined) - _WINDOW) // _STEP + 1)
        if count:
            windows = np.lib.stride_tricks.sliding_window_view(joined, _WINDOW)[: count * _STEP : _STEP]
            powers = np.abs(np.fft.rfft(windows * self._shape, axis=1)) ** 2
            self._rows.append(np.sqrt(np.add.reduceat(powers[:, : self._bounds[-1]], self._bounds[:-1], axis=1)).astype(np.float32))
        self._rest = joined[count * _STEP :]

    def levels(self) -> Floats:
        """All rows, shape (steps, bands)."""
        return np.concatenate(self._rows) if self._rows else np.zeros((0, len(self._bounds) - 1), np.float32)


def _flux(levels: Floats) -> Floats:
    """The mean rise of compressed band level over 20 ms, beside the loudest tenth of the whole; one value every 10 ms."""
    if len(levels) < 4:
        return np.zeros(len(levels), np.float32)
    top = levels.max(axis=1)
    loud = max(1e-4, float(np.quantile(top[top >= _HEARD * top.max()], 0.9)))
    compressed = np.log1p(_COMPRESSION * levels / loud)
    flux = np.zeros(len(levels), np.float32)
    flux[2:] = np.maximum(0, compressed[2:] - compressed[:-2]).mean(axis=1)
    return flux


def _music(heard: Heard, flux: Floats, end_s: Fraction) -> Spans:
    """Where music plays: loud, and tonal or in a pulse; to a tenth of a second."""
    voice = voice_spans(heard.voice, end_s)
    onsets = _onsets(flux)
    found: Spans = []
    for start_s, stop_s in _loud(heard):
        if stop_s - start_s < _LEAST_S:
            continue
        told = _tonal(heard, start_s, stop_s)
        spoken_s = sum((max(Fraction(0), min(stop_s, b) - max(start_s, a)) for a, b in voice), Fraction(0))
        if spoken_s < (stop_s - start_s) / 5 and _pulse(_part(flux, start_s, stop_s))[1] >= _LEAST_PULSE:
            told = join_spans(sorted([*told, *_around(onsets, start_s, stop_s)]), _REST_S)
        found += [_to_edges(span, (start_s, stop_s)) for span in told]
    return [(start_s, stop_s) for start_s, stop_s in join_spans(found, _REST_S) if stop_s - start_s >= _LEAST_S]


def _around(onsets: NDArray[np.float64], start_s: Fraction, stop_s: Fraction) -> Spans:
    """What onsets tell of music: from each of them until a little later."""
    inside = [Fraction(round(10 * at_s), 10) for at_s in onsets if start_s <= at_s < stop_s]
    return join_spans([(at_s, min(stop_s, at_s + Fraction(round(10 * _EVIDENCE_S), 10))) for at_s in inside], _REST_S)


def _to_edges(span: tuple[Fraction, Fraction], sound: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    """A span of music, out to where the sound itself begins and ends if that is near."""
    start_s = sound[0] if span[0] - sound[0] <= _EVIDENCE_S else span[0]
    return start_s, sound[1] if sound[1] - span[1] <= _EVIDENCE_S else span[1]


def _loud(heard: Heard) -> Spans:
    """Spans above the floor and not far below the whole, joined over rests; told to a tenth of a second."""
    whole_lufs = gated_lufs(heard.energy)
    if whole_lufs is None:
        return []
    short = ndimage.uniform_filter1d(heard.energy.astype(np.float64), round(_SHORT_S * 100), mode="constant")
    least = max(_FLOOR_LUFS, whole_lufs - _BELOW_LU)
    blur_s = Fraction(round(10 * _SHORT_S), 20)  # how far the window reaches beyond what is loud, on either side
    runs = _runs(np.array([to_lufs(value) for value in short]) > least, Fraction(1, 100))
    end_s = Fraction(len(short) // 10, 10)
    joined = join_spans(runs, _REST_S + 2 * blur_s)
    return [(start_s + blur_s if start_s else start_s, stop_s - blur_s if stop_s < end_s else stop_s) for start_s, stop_s in joined]


def _runs(on: NDArray[np.bool_], step_s: Fraction) -> Spans:
    """Runs of true as spans, in tenths of a second."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], on, [False])).astype(np.int8)))
    tenths = [Fraction(round(10 * int(edge) * step_s), 10) for edge in edges]
    return [(start_s, stop_s) for start_s, stop_s in zip(tenths[::2], tenths[1::2], strict=True) if stop_s > start_s]


def _tonal(heard: Heard, start_s: Fraction, stop_s: Fraction) -> Spans:
    """The tonal parts of a span."""
    if not len(heard.tones):
        return []
    mean = ndimage.uniform_filter1d(np.minimum(heard.tones, 8.0), max(1, round(2 / STEP_S)), mode="nearest")
    parts = join_spans(_runs(mean >= _TONAL, Fraction(STEP_S).limit_denominator(1000)), _REST_S)
    return [(max(a, start_s), min(b, stop_s)) for a, b in parts if min(b, stop_s) - max(a, start_s) >= _LEAST_S]


def _part(flux: Floats, start_s: Fraction, stop_s: Fraction) -> Floats:
    return flux[int(start_s * _STEPS_A_SECOND) : int(stop_s * _STEPS_A_SECOND)]


def _span(start_s: Fraction, stop_s: Fraction, flux: Floats) -> TempSpan:
    part = _part(flux, start_s, stop_s)
    bpm, clear = _pulse(part)
    density = _density(part)
    borne = float(np.median(density)) >= _BORNE * bpm / 60
    return TempSpan(start_s, stop_s, float(round(bpm)) if clear >= _LEAST_PULSE and borne else 0.0, density)


def _pulse(flux: Floats) -> tuple[float, float]:
    """Beats a minute of the strongest repetition, and how clearly the onsets correlate with themselves a beat later."""
    slowest = round(60 / _SLOWEST_BPM * _STEPS_A_SECOND)
    if len(flux) < 4 * slowest or float(flux.max(initial=0.0)) < _LEAST_FLUX:
        return 0.0, 0.0
    smooth = ndimage.gaussian_filter1d(flux.astype(np.float64), 2.0)
    smooth -= smooth.mean()
    size = 1 << int(np.ceil(np.log2(2 * len(smooth))))
    spectrum = np.abs(np.fft.rfft(smooth, size)) ** 2
    own = np.fft.irfft(spectrum)[: len(smooth)]
    own = own / max(own[0], 1e-12) * len(smooth) / (len(smooth) - np.arange(len(smooth)))  # every lag has as many pairs to tell from
    reach = min(len(own) - 2, 4 * slowest)
    lags = np.arange(round(60 / _FASTEST_BPM * _STEPS_A_SECOND), slowest + 1)
    combed = np.mean([own[np.minimum(lags * many, reach)] for many in (1, 2, 4)], axis=0)
    walking = np.exp(-0.5 * (np.log2(60 * _STEPS_A_SECOND / lags / _WALK_BPM) / _WALK_OCTAVES) ** 2)
    lag = int(lags[int(np.argmax(combed * walking))])
    half = lag // 2
    if 60 * _STEPS_A_SECOND / half <= _QUICKEST_BPM and own[half - 1 : half + 2].max() >= _AS_STRONG * own[lag - 1 : lag + 2].max():
        lag = half  # between these beats there are others, as strong
    return 60 * _STEPS_A_SECOND / _exact(own, lag, len(own) // 2), float(own[max(0, lag - 1) : lag + 2].max())


def _exact(own: NDArray[np.float64], lag: int, reach: int) -> float:
    """A lag between steps: its multiples are followed outwards, each found near where the one before says it lies."""
    exact = float(lag)
    for many in (1, 2, 4, 8, 16):
        near = round(exact * many)
        if near + 3 >= reach:
            break
        best = near - 2 + int(np.argmax(own[near - 2 : near + 3]))
        left, middle, right = own[best - 1], own[best], own[best + 1]
        bend = left - 2 * middle + right
        if middle <= 0 or bend >= 0:
            break
        exact = (best + 0.5 * float((left - right) / bend)) / many
    return exact


def _onsets(flux: Floats) -> NDArray[np.float64]:
    """Seconds of the rises that stand out."""
    if not len(flux):
        return np.zeros(0)
    tops = ndimage.maximum_filter1d(flux, 13, mode="nearest")
    near = ndimage.maximum_filter1d(flux, 20 * _STEPS_A_SECOND + 1, mode="nearest")
    least = np.maximum(max(_LEAST_FLUX, _BESIDE_ALL * float(flux.max())), _BESIDE_NEAR * near)
    return np.asarray(np.flatnonzero((flux >= least) & (flux == tops)) / _STEPS_A_SECOND, np.float64)


def _density(flux: Floats) -> tuple[float, ...]:
    """Onsets a second, over four seconds, every two; to a tenth."""
    onsets = _onsets(flux)
    length_s = len(flux) / _STEPS_A_SECOND
    rates = []
    for n in range(max(1, round(length_s / float(_DENSITY_STEP_S)))):
        middle_s = n * float(_DENSITY_STEP_S)
        first_s, last_s = max(0.0, middle_s - _DENSITY_WINDOW_S / 2), min(length_s, middle_s + _DENSITY_WINDOW_S / 2)
        count = int(((onsets >= first_s) & (onsets < last_s)).sum())
        rates.append(round(count / max(0.5, last_s - first_s), 1))
    return tuple(rates)
