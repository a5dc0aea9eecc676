"""The demo film's own sound: sea, wind, rain, thunder and three voices, made from filtered noise and espeak-ng.

No music: that is what the film is for. Noise comes from the house's own counter hash, so the film is the same everywhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

from originalscore.demo.storyboard import LENGTH_S, LINES
from originalscore.external.espeak import speak

RATE = 48_000
Sound = NDArray[np.float64]

#: Strength of wind, waves and rain over the film: (time, wind, waves, rain).
WEATHER = (
    (0.0, 0.10, 0.30, 0.0), (6.0, 0.06, 0.14, 0.0), (10.5, 0.10, 0.26, 0.0), (20.0, 0.12, 0.30, 0.0), (24.0, 0.30, 0.4, 0.0),
    (27.5, 0.75, 0.75, 0.55), (41.9, 0.95, 0.95, 0.8), (42.0, 0.0, 0.0, 0.0), (43.9, 0.0, 0.0, 0.0), (45.0, 0.16, 0.16, 0.08),
    (51.0, 0.40, 0.50, 0.3), (54.0, 0.18, 0.2, 0.1), (56.5, 0.40, 0.50, 0.25), (61.0, 0.15, 0.35, 0.0), (70.0, 0.04, 0.18, 0.0),
    (72.0, 0.03, 0.08, 0.0), (80.0, 0.06, 0.24, 0.0), (90.0, 0.0, 0.02, 0.0),
)  # fmt: skip
THUNDER = ((29.25, 1.0), (37.1, 1.2), (40.4, 0.6))


def film_sound() -> NDArray[np.float32]:
    """The whole film's sound, float32 (2, n) at 48 kHz, speech near -23 LUFS over quiet sea."""
    n = round(LENGTH_S * RATE)
    t = np.arange(n) / RATE
    sides = [_weather(t, n, side) for side in range(2)]
    for at_s, strength in THUNDER:
        for side in range(2):
            _add(sides[side], at_s, strength * _thunder(side))
    for start_s, _, words, voice in LINES:
        line = _voice(words, voice)
        for side in range(2):
            _add(sides[side], start_s, line)
    _add(sides[0], 46.0, _match())
    _add(sides[1], 46.0, _match())
    return np.clip(np.stack(sides), -0.99, 0.99).astype(np.float32)


def line_spans() -> tuple[tuple[float, float, str], ...]:
    """(start, end, words) of each line as it really sounds, seconds."""
    return tuple((start_s, start_s + len(_voice(words, voice)) / RATE - 0.25, words) for start_s, _, words, voice in LINES)


def _noise(n: int, seed: int) -> Sound:
    """White noise from -1 to 1 by an integer hash of the sample number."""
    count = np.arange(n, dtype=np.uint64) + np.uint64(seed) * np.uint64(1_000_003)
    count = (count ^ (count >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    count = (count ^ (count >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (count >> np.uint64(11)).astype(np.float64) / 2**52 - 1


def _band(sound: Sound, low_hz: float, high_hz: float, order: int = 2) -> Sound:
    return np.asarray(sosfilt(butter(order, [low_hz, high_hz], "bandpass", fs=RATE, output="sos"), sound))


def _weather(t: Sound, n: int, side: int) -> Sound:
    times = [row[0] for row in WEATHER]
    wind, waves, rain = (np.interp(t, times, [row[k] for row in WEATHER]) for k in (1, 2, 3))
    gust = 0.65 + 0.35 * np.sin(2 * np.pi * 0.13 * t + side) * np.sin(2 * np.pi * 0.051 * t)
    surf = 0.45 + 0.55 * np.clip(np.sin(2 * np.pi * t / 7.3 + 0.4 * side), 0, 1) ** 2
    blow = _band(_noise(n, 11 + side), 120, 520) * wind * gust
    sea = (_band(_noise(n, 21 + side), 90, 900) + 0.4 * _band(_noise(n, 31 + side), 900, 4000)) * waves * surf
    drops = _band(_noise(n, 41 + side), 2500, 9000) * rain
    return 0.35 * blow + 0.22 * sea + 0.10 * drops


def _thunder(side: int) -> Sound:
    n = 4 * RATE
    t = np.arange(n) / RATE
    rumble = _band(_noise(n, 51 + side), 35, 160) * (np.exp(-t / 1.2) + 0.5 * np.exp(-(((t - 0.9) / 0.5) ** 2)))
    crack = _band(_noise(n, 61 + side), 300, 5000) * np.exp(-t / 0.12)
    return (1.3 * rumble + 0.28 * crack) * np.minimum(1, t / 0.01)


def _match() -> Sound:
    t = np.arange(RATE) / RATE
    return 0.10 * _band(_noise(RATE, 71), 2000, 9000) * (np.exp(-t / 0.05) + 0.25 * np.exp(-(((t - 0.25) / 0.15) ** 2)))


def _voice(words: str, voice: str) -> Sound:
    """A spoken line, softened: no buzz above 4.2 kHz, a small room around it, a calm level."""
    raw, rate = speak(words, voice=voice, words_per_minute=128, pitch=30)
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


def _add(track: Sound, at_s: float, sound: Sound) -> None:
    begin = round(at_s * RATE)
    end = min(len(track), begin + len(sound))
    track[begin:end] += sound[: end - begin]
