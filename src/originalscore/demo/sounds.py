"""What the drawn films sound of: filtered noise for weather, steps and blows, and espeak-ng for voices. No music: that is what they are for.

Noise comes from the house's own counter hash, so a film is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

from originalscore.external.espeak import speak

RATE = 48_000
Sound = NDArray[np.float64]
#: A spoken line: (start, end, words, voice).
Line = tuple[float, float, str, str]


def noise(n: int, seed: int) -> Sound:
    """White noise from -1 to 1 by an integer hash of the sample number."""
    count = np.arange(n, dtype=np.uint64) + np.uint64(seed) * np.uint64(1_000_003)
    count = (count ^ (count >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    count = (count ^ (count >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (count >> np.uint64(11)).astype(np.float64) / 2**52 - 1


def band(sound: Sound, low_hz: float, high_hz: float, order: int = 2) -> Sound:
    """What lies between two frequencies."""
    return np.asarray(sosfilt(butter(order, [low_hz, high_hz], "bandpass", fs=RATE, output="sos"), sound))


def burst(length_s: float, low_hz: float, high_hz: float, fall_s: float, seed: int) -> Sound:
    """Filtered noise that begins at once and falls by a factor e every ``fall_s``."""
    n = round(length_s * RATE)
    t = np.arange(n) / RATE
    return band(noise(n, seed), low_hz, high_hz) * np.exp(-t / fall_s) * np.minimum(1, t / 0.002)


def course(t: Sound, points: Sequence[tuple[float, float]]) -> Sound:
    """A level that moves in straight lines from point to point (seconds, level)."""
    return np.interp(t, [at_s for at_s, _ in points], [level for _, level in points])


def voice(words: str, name: str) -> Sound:
    """A spoken line, softened: no buzz above 4.2 kHz, a small room around it, a calm level."""
    return _voice(words, name).copy()


@cache
def _voice(words: str, name: str) -> Sound:
    raw, rate = speak(words, voice=name, words_per_minute=128, pitch=30)
    line = resample_poly(raw.astype(np.float64), RATE, rate)
    sounding = np.flatnonzero(np.abs(line) > 0.01 * np.abs(line).max())
    line = line[max(0, sounding[0] - RATE // 100) : sounding[-1] + RATE // 50]
    line = np.concatenate([line, np.zeros(RATE // 4)])
    line = np.asarray(sosfilt(butter(3, [110, 4200], "bandpass", fs=RATE, output="sos"), line))
    room = line.copy()
    for delay_ms, gain in ((11, 0.30), (17, -0.22), (29, 0.18), (43, 0.14), (67, 0.10), (95, -0.07), (131, 0.05)):
        step = round(delay_ms * RATE / 1000)
        room[step:] += gain * line[:-step]
    power = np.sqrt(np.mean(room[room != 0] ** 2))
    return np.asarray(room * (0.085 / power))


def spans_of(lines: Sequence[Line]) -> tuple[tuple[float, float, str], ...]:
    """(start, end, words) of each line as it really sounds, seconds."""
    return tuple((start_s, start_s + len(_voice(words, name)) / RATE - 0.25, words) for start_s, _, words, name in lines)


def add(track: Sound, at_s: float, sound: Sound) -> None:
    """Lay a sound into a track."""
    begin = round(at_s * RATE)
    end = min(len(track), begin + len(sound))
    track[begin:end] += sound[: end - begin]


def say(sides: Sequence[Sound], lines: Sequence[Line]) -> None:
    """Lay spoken lines into the middle of both sides."""
    for start_s, _, words, name in lines:
        for side in sides:
            add(side, start_s, _voice(words, name))


def finished(sides: Sequence[Sound]) -> NDArray[np.float32]:
    """Both sides as float32 (2, n), never over full scale."""
    return np.clip(np.stack(sides), -0.99, 0.99).astype(np.float32)
