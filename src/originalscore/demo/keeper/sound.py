"""What *The Keeper* sounds of: sea, wind, rain, thunder, a match and three voices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.keeper.storyboard import LENGTH_S, LINES
from originalscore.demo.sounds import RATE, Sound, add, band, finished, noise, say

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
            add(sides[side], at_s, strength * _thunder(side))
    say(sides, LINES)
    for track in sides:
        add(track, 46.0, _match())
    return finished(sides)


def _weather(t: Sound, n: int, side: int) -> Sound:
    times = [row[0] for row in WEATHER]
    wind, waves, rain = (np.interp(t, times, [row[k] for row in WEATHER]) for k in (1, 2, 3))
    gust = 0.65 + 0.35 * np.sin(2 * np.pi * 0.13 * t + side) * np.sin(2 * np.pi * 0.051 * t)
    surf = 0.45 + 0.55 * np.clip(np.sin(2 * np.pi * t / 7.3 + 0.4 * side), 0, 1) ** 2
    blow = band(noise(n, 11 + side), 120, 520) * wind * gust
    sea = (band(noise(n, 21 + side), 90, 900) + 0.4 * band(noise(n, 31 + side), 900, 4000)) * waves * surf
    drops = band(noise(n, 41 + side), 2500, 9000) * rain
    return 0.35 * blow + 0.22 * sea + 0.10 * drops


def _thunder(side: int) -> Sound:
    n = 4 * RATE
    t = np.arange(n) / RATE
    rumble = band(noise(n, 51 + side), 35, 160) * (np.exp(-t / 1.2) + 0.5 * np.exp(-(((t - 0.9) / 0.5) ** 2)))
    crack = band(noise(n, 61 + side), 300, 5000) * np.exp(-t / 0.12)
    return (1.3 * rumble + 0.28 * crack) * np.minimum(1, t / 0.01)


def _match() -> Sound:
    t = np.arange(RATE) / RATE
    return 0.10 * band(noise(RATE, 71), 2000, 9000) * (np.exp(-t / 0.05) + 0.25 * np.exp(-(((t - 0.25) / 0.15) ** 2)))
