"""What *The Chair by the Window* sounds of: rain on glass, a clock, two voices; then rain outside and steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.goodbye.storyboard import LINES
from originalscore.demo.sounds import RATE, Sound, add, band, burst, course, finished, noise, say

_LENGTH_S = 60.0
_RAIN = (
    (0.0, 0.0),
    (2.5, 0.30),
    (8.9, 0.30),
    (9.1, 0.15),
    (26.9, 0.13),
    (33.5, 0.16),
    (49.9, 0.11),
    (50.1, 0.45),
    (56.5, 0.42),
    (60.0, 0.0),
)
_CLOCK = ((0.0, 0.0), (8.9, 0.0), (9.1, 1.0), (49.9, 1.0), (50.0, 0.0), (60.0, 0.0))


def film_sound() -> NDArray[np.float32]:
    """The whole film's sound, float32 (2, n) at 48 kHz, speech near -23 LUFS over quiet rain."""
    n = round(_LENGTH_S * RATE)
    t = np.arange(n) / RATE
    sides = [_rain(t, n, side) for side in range(2)]
    beats = np.arange(0.5, _LENGTH_S, 1.0)
    for number, (at_s, level) in enumerate(zip(beats.tolist(), course(beats, _CLOCK).tolist())):
        tick = 0.030 * level * burst(0.1, 1500 if number % 2 else 1150, 3600, 0.010, 400)
        for side in sides:
            add(side, at_s, tick)
    for number in range(14):
        step = 0.10 * burst(0.2, 250, 2600, 0.03, 500 + number) * max(0.0, 1 - number / 16)
        add(sides[number % 2], 50.4 + 0.6 * number, step)
        add(sides[1], 50.4 + 0.6 * number, step)
    say(sides, LINES)
    return finished(sides)


def _rain(t: Sound, n: int, side: int) -> Sound:
    patter = band(noise(n, 41 + side), 1800, 8500) + 0.7 * band(noise(n, 31 + side), 300, 1500)
    gust = 0.85 + 0.15 * np.sin(2 * np.pi * 0.09 * t + side)
    return 0.10 * patter * gust * course(t, _RAIN)
