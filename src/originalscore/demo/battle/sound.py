"""What *The Last Tower* sounds of: fire, wind, a tread that shakes the street, blows, falling stone, and air that clears."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.sounds import RATE, Sound, add, band, burst, course, finished, noise

_LENGTH_S = 60.0
#: A film of blows is loud: everything so much stronger, its peaks rounded off.
_DRIVE = 2.6
_WIND = (
    (0.0, 0.0),
    (1.0, 0.30),
    (20.4, 0.35),
    (20.5, 0.5),
    (33.4, 0.5),
    (34.0, 0.10),
    (38.4, 0.10),
    (38.5, 0.5),
    (47.0, 0.4),
    (49.5, 0.14),
    (58.0, 0.14),
    (60.0, 0.0),
)
_FIRE = ((0.0, 0.0), (1.0, 0.5), (33.0, 0.6), (34.0, 0.25), (48.0, 0.4), (50.0, 0.06), (60.0, 0.0))
#: (time, strength): what lands.
_BLOWS = ((8.0, 0.35), (11.0, 0.8), (13.0, 0.9), (17.5, 0.5), (24.25, 0.9), (29.25, 1.0), (32.25, 1.0), (44.5, 1.2))
#: (time, length): what flies past.
_RUSHES = ((16.0, 1.5), (22.0, 1.6), (26.3, 1.1), (30.0, 1.4), (41.0, 1.2), (42.3, 0.9), (44.0, 0.5), (50.2, 2.2))


def film_sound() -> NDArray[np.float32]:
    """The whole film's sound, float32 (2, n) at 48 kHz."""
    n = round(_LENGTH_S * RATE)
    t = np.arange(n) / RATE
    sides = [_air(t, n, side) for side in range(2)]
    for number, (at_s, strength) in enumerate(_BLOWS):
        for side, track in enumerate(sides):
            seed = 600 + 10 * number + side
            add(track, at_s, strength * (1.1 * burst(2.5, 32, 140, 0.45, seed) + 0.28 * burst(2.5, 250, 4200, 0.12, seed + 2)))
            add(track, at_s + 0.25, strength * 0.10 * burst(2.0, 500, 3000, 0.6, seed + 4))
    for number, (at_s, length_s) in enumerate(_RUSHES):
        rush = _rush(length_s, 700 + number)
        pan = np.linspace(0.15, 0.85, len(rush)) if number % 2 else np.linspace(0.85, 0.15, len(rush))
        add(sides[0], at_s, rush * np.cos(pan * np.pi / 2))
        add(sides[1], at_s, rush * np.sin(pan * np.pi / 2))
    return finished([np.tanh(_DRIVE * side) for side in sides])


def _air(t: Sound, n: int, side: int) -> Sound:
    gust = 0.7 + 0.3 * np.sin(2 * np.pi * 0.17 * t + side) * np.sin(2 * np.pi * 0.057 * t)
    wind = 0.22 * band(noise(n, 11 + side), 120, 600) * gust * course(t, _WIND)
    crackle = noise(n, 21 + side)
    sparks = band(np.where(np.abs(crackle) > 0.9996, crackle, 0.0), 900, 7000) * 1.6
    return wind + (sparks + 0.05 * band(noise(n, 23 + side), 60, 300)) * course(t, _FIRE)


def _rush(length_s: float, seed: int) -> Sound:
    n = round(length_s * RATE)
    share = np.linspace(0, 1, n)
    return np.asarray(0.16 * band(noise(n, seed), 350, 3200) * np.sin(np.pi * share**1.5) ** 2)
