"""The sound of notes and sections: whether a held note moves, whether a repeated one is a copy, when it is felt to begin, how bright it is.

Everything is measured on finished audio, ``(channels, samples)``, and none of it knows how the sound was made. Level is the root mean
square over all channels; brightness is the balance, in decibels, of what lies above a note's own centre of gravity against the whole, so
that it does not change with level. Listeners notice a change of level, or of one part of a spectrum against the rest, from about 1 dB
(Zwicker and Fastl, *Psychoacoustics*, 2nd ed. 1999, ch. 7); windows and limits are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from originalscore.measures.loudness import Meter, to_lufs

Sound = NDArray[Any]
Curve = NDArray[np.float64]

WINDOW_S, HOP_S = 0.2, 0.05
"""One look at a held note: long enough that the beating of partials is not taken for movement, short beside a swell."""
ATTACK_S, RELEASE_S = 0.6, 0.3
"""What is left out of a held note: its speaking, which every instrument does, and its end."""
COPY_DB = -60.0
"""A note whose difference from another lies below this is the same recording played again."""
_LOWEST_HZ, _FELT_WINDOW_S, _FELT_HOP_S = 60.0, 0.01, 0.001
_MOMENT_STEPS = 40
_BEFORE_S, _AFTER_S = 0.35, 0.3
_DOUBT = 0.03
_FLOOR = 1e-12
_HEARD = 1e-6
"""Power of what counts in a spectrum, against the strongest."""


def level_curve_db(sound: Sound, rate: int) -> Curve:
    """The level of every window, decibels below full scale (-120 for silence)."""
    power = _windowed(np.sum(np.asarray(sound, np.float64) ** 2, axis=0), rate)
    return np.asarray(10 * np.log10(np.maximum(power, _FLOOR)), np.float64)


def modulation_db(sound: Sound, rate: int) -> float:
    """How far the level of a held note moves: from its 5th to its 95th percentile, decibels.

    Pass the note from its onset to its end; its attack and release do not count. 0 for a note too short to be held.
    """
    return _span(level_curve_db(_held(sound, rate), rate))


def brightness_modulation_db(sound: Sound, rate: int) -> float:
    """How far the balance of high against all moves in a held note: from its 5th to its 95th percentile, decibels.

    *High* is what lies above the centre of gravity of the note's mean amplitudes (of power it would lie on the strongest partial). A decibel of balance is chosen over octaves of the centroid
    because it compares with :func:`modulation_db`: both ask how much louder or softer something becomes.
    """
    return _span(brightness_curve_db(_held(sound, rate), rate))


def brightness_curve_db(sound: Sound, rate: int) -> Curve:
    """The share of power above the centre of gravity of the whole, in every window, decibels; 0 throughout where there is nothing above."""
    mono = np.asarray(sound, np.float64).sum(axis=0)
    window = round(WINDOW_S * rate)
    if len(mono) < window:
        return np.zeros(0)
    views = np.lib.stride_tricks.sliding_window_view(mono, window)[:: round(HOP_S * rate)]
    power = np.abs(fft.rfft(views * np.hanning(window), axis=1)) ** 2
    hz = np.arange(power.shape[1]) * rate / window
    mean = power.mean(axis=0) * (hz > _LOWEST_HZ)
    amplitude = np.sqrt(np.where(mean > _HEARD * mean.max(), mean, 0.0))
    centre_hz = float((hz * amplitude).sum()) / max(float(amplitude.sum()), _FLOOR)
    high = power[:, hz > centre_hz].sum(axis=1)
    if float(high.mean()) < 1e-6 * float(mean.sum()):  # a bare sine, or silence: what is above is noise
        return np.zeros(len(power))
    return np.asarray(10 * np.log10(np.maximum(high, _FLOOR) / np.maximum(power.sum(axis=1), _FLOOR)), np.float64)


def least_movement_db(sound: Sound, rate: int, span_s: float) -> float:
    """The larger of level and brightness modulation in the stillest stretch of ``span_s`` of a held note, decibels."""
    held = _held(sound, rate)
    level, bright = level_curve_db(held, rate), brightness_curve_db(held, rate)
    count = max(2, round((span_s - WINDOW_S) / HOP_S) + 1)
    if len(level) <= count:
        return max(_span(level), _span(bright))
    starts = range(0, len(level) - count + 1, max(1, count // 4))
    return min(max(_span(level[at : at + count]), _span(bright[at : at + count])) for at in starts)


def difference_db(one: Sound, other: Sound) -> float:
    """What is left of ``one`` when ``other`` is laid over it at the best place and gain, decibels against ``one``.

    Both ``(channels, samples)``, of equal channels; they are shifted by whole samples. 0 when they have nothing in common.
    """
    length = min(one.shape[1], other.shape[1])
    a, b = np.asarray(one[:, :length], np.float64), np.asarray(other[:, :length], np.float64)
    if not a.any() or not b.any():
        return 0.0 if a.any() or b.any() else -200.0
    size = int(fft.next_fast_len(2 * length, real=True))
    likeness = fft.irfft((fft.rfft(a, size) * np.conj(fft.rfft(b, size))).sum(axis=0), size)
    shift = int(np.argmax(np.abs(likeness)))
    shift -= size if shift > size // 2 else 0
    a, b = (a[:, shift:], b[:, : length - shift]) if shift >= 0 else (a[:, : length + shift], b[:, -shift:])
    energy = float((b * b).sum())
    gain = float((a * b).sum()) / energy if energy > 0 else 0.0
    rest = float(((a - gain * b) ** 2).sum())
    return float(10 * np.log10(max(rest, 1e-20) / max(float((a * a).sum()), 1e-20)))


def are_identical(one: Sound, other: Sound) -> bool:
    """Whether one note is the other at another time and level: nothing above :data:`COPY_DB` is left when they are laid over each other."""
    return difference_db(one, other) < COPY_DB


def half_rise_s(sound: Sound, rate: int = 48_000, *, share: float = 0.5) -> float:
    """Seconds from the start to the first time that the 10 ms envelope passes half of its peak (or another ``share``); 0 for silence."""
    window, hop = round(_FELT_WINDOW_S * rate), round(_FELT_HOP_S * rate)
    edge = np.zeros(window // 2)
    power = np.concatenate((edge, np.sum(np.asarray(sound, np.float64) ** 2, axis=0), edge))
    total = np.concatenate(([0.0], np.cumsum(power)))
    ends = np.arange(window, len(power) + 1, hop)
    envelope = np.sqrt(np.maximum(0.0, total[ends] - total[ends - window]))
    half = share * float(envelope.max())
    if half <= 0:
        return 0.0
    first = int(np.argmax(envelope >= half))
    if first == 0:
        return 0.0
    before, after = float(envelope[first - 1]), float(envelope[first])
    return (first - 1 + (half - before) / (after - before)) * hop / rate


def felt_s(sound: Sound, rate: int) -> tuple[float, float]:
    """When a note that begins at sample 0 is felt (:func:`attack_error_ms` of it, placed by that, is 0), and how far that is in doubt, seconds.

    Where it is felt decides how far it is listened to, and that decides where it is felt: beginning with the whole, each answer is earlier.
    The doubt is the time it takes to pass half of its level within 6 % of the peak: little in one rise, much where it rises in two steps and
    stands at half between them.
    """
    rise_s = half_rise_s(sound, rate)
    while (sooner_s := half_rise_s(heard := sound[:, : round((rise_s + _AFTER_S) * rate)], rate)) < rise_s:
        rise_s = sooner_s
    below, above = (half_rise_s(heard, rate, share=0.5 + beside) for beside in (-_DOUBT, _DOUBT))
    return rise_s, above - below


def attack_error_ms(sound: Sound, rate: int, at_s: float) -> float:
    """When a note is felt to begin against when it should, milliseconds; positive is late.

    The note is felt where it passes half of the level it reaches until 300 ms after its intended time: 6 dB below the maximum, inside the
    range of thresholds found by Vos and Rasch ("The perceptual onset of musical tones", Perception & Psychophysics 29, 1981), and the span
    by which short sounds are calibrated. Sounds that grow in two steps are felt between them: shorter spans give earlier answers. Pass the
    note alone, sounding in silence.
    """
    first = max(0, round((at_s - _BEFORE_S) * rate))
    rise_s = half_rise_s(sound[:, first : round((at_s + _AFTER_S) * rate)], rate)
    return 1000 * (first / rate + rise_s - at_s)


def third_octaves_db(sound: Sound, rate: int, low_hz: float = 50.0, high_hz: float = 16_000.0) -> tuple[Curve, Curve]:
    """Centre frequencies and levels of third-octave bands (base ten, IEC 61260-1), decibels."""
    size = min(sound.shape[1], 1 << 15)
    hz, density = signal.welch(np.asarray(sound, np.float64), rate, nperseg=size, axis=1)
    power = density.sum(axis=0) * (hz[1] - hz[0])
    centres = 1000 * 10 ** (np.arange(round(10 * np.log10(low_hz / 1000)), round(10 * np.log10(high_hz / 1000)) + 1) / 10)
    levels = [power[(hz >= centre * 10**-0.05) & (hz < centre * 10**0.05)].sum() for centre in centres]
    return centres, np.asarray(10 * np.log10(np.maximum(levels, _FLOOR)), np.float64)


def tilt_beside_db_per_octave(sound: Sound, other: Sound, rate: int, low_hz: float = 250.0, high_hz: float = 8000.0) -> float:
    """How much faster a sound falls than another one of the same pitch: a straight line through the difference of their third octaves.

    Negative is darker. Only bands in which the other stands within 60 dB of its loudest count: the same bands for both, so that what a dark
    sound has lost is not left out.
    """
    centres, levels = third_octaves_db(sound, rate, low_hz, high_hz)
    _, others = third_octaves_db(other, rate, low_hz, high_hz)
    kept = others > others.max() - 60
    if kept.sum() < 3:
        return 0.0
    return float(np.polyfit(np.log2(centres[kept]), (levels - others)[kept], 1)[0])


def balance_lu(sounds: Mapping[str, Sound]) -> dict[str, float]:
    """How loud each of several sounds is against their mean, LU, by its loudest 400 ms, so that struck and held sounds compare.

    48 kHz, two channels. Silent ones are left out.
    """
    heard = {}
    for name, sound in sounds.items():
        meter = Meter()
        meter.measure(np.asarray(sound, np.float32))
        total = np.concatenate(([0.0], np.cumsum(meter.energy(), dtype=np.float64)))
        if len(total) > _MOMENT_STEPS and total[-1] > 0:
            heard[name] = to_lufs(float((total[_MOMENT_STEPS:] - total[:-_MOMENT_STEPS]).max()) / _MOMENT_STEPS)
    middle = sum(heard.values()) / len(heard) if heard else 0.0
    return {name: lufs - middle for name, lufs in heard.items()}


def _windowed(power: Curve, rate: int) -> Curve:
    window = round(WINDOW_S * rate)
    total = np.concatenate(([0.0], np.cumsum(power)))
    starts = np.arange(0, len(power) - window + 1, round(HOP_S * rate))
    return np.asarray(np.maximum(0.0, total[starts + window] - total[starts]) / window, np.float64)


def _held(sound: Sound, rate: int) -> Sound:
    return sound[:, round(ATTACK_S * rate) : max(round(ATTACK_S * rate), sound.shape[1] - round(RELEASE_S * rate))]


def _span(curve: Curve) -> float:
    if len(curve) < 2:
        return 0.0
    low, high = np.percentile(curve, (5, 95))
    return float(high - low)
