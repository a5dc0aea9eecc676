"""What *The Landing* sounds of: wind, boards and steps, a torch, and nothing at all in the black."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.sounds import RATE, Sound, add, band, burst, course, finished, noise

_LENGTH_S = 60.0
#: Everything so much stronger, so that a step is heard beside music, and the door rounded off.
_DRIVE = 8.0
#: Wind outside and the air of the rooms.
_WIND = (
    (0.0, 0.05),
    (1.5, 0.20),
    (6.9, 0.20),
    (7.0, 0.05),
    (40.9, 0.05),
    (41.0, 0.0),
    (43.95, 0.0),
    (44.0, 0.10),
    (52.9, 0.12),
    (53.0, 0.22),
    (57.0, 0.22),
    (60.0, 0.0),
)
#: (time, strength): steps on stairs and boards.
_STEPS = (
    *((7.6 + 0.92 * n, 0.5) for n in range(5)), *((12.7 + 0.51 * n, 0.6) for n in range(9)), *((21.8 + 0.92 * n, 0.45) for n in range(4)),
    *((29.3 + 0.92 * n, 0.4) for n in range(2)), (33.9, 0.5), (34.4, 0.5),
)  # fmt: skip
#: (time, length): boards and hinges.
_CREAKS = ((8.9, 0.9), (15.1, 0.5), (22.9, 1.1), (30.2, 0.6), (37.2, 0.7), (39.1, 0.6), (44.1, 1.6))
_CLICKS = (26.5, 28.0, 48.5)


def film_sound() -> NDArray[np.float32]:
    """The whole film's sound, float32 (2, n) at 48 kHz."""
    n = round(_LENGTH_S * RATE)
    t = np.arange(n) / RATE
    sides = [_air(t, n, side) for side in range(2)]
    for number, (at_s, strength) in enumerate(_STEPS):
        step = strength * (0.5 * burst(0.4, 50, 240, 0.05, 100 + number) + 0.10 * burst(0.4, 700, 3000, 0.02, 200 + number))
        _lay(sides, at_s, step, 0.46 + 0.08 * (number % 2))
    for at_s, length_s in _CREAKS:
        _lay(sides, at_s, _creak(length_s), 0.6)
    for at_s in _CLICKS:
        _lay(sides, at_s, 0.25 * burst(0.1, 1800, 9000, 0.006, 300), 0.5)
    _lay(sides, 44.0, 0.5 * burst(4.0, 30, 170, 0.9, 301) + 0.10 * burst(4.0, 200, 2500, 0.5, 302), 0.5)
    return finished([np.tanh(_DRIVE * side) for side in sides])


def _air(t: Sound, n: int, side: int) -> Sound:
    gust = 0.7 + 0.3 * np.sin(2 * np.pi * 0.11 * t + side) * np.sin(2 * np.pi * 0.043 * t)
    return band(noise(n, 11 + side), 140, 620) * gust * course(t, _WIND) * 0.35


def _creak(length_s: float) -> Sound:
    """Wood that sticks and slips: clicks that come faster and slower, through the board's own tone."""
    n = round(length_s * RATE)
    t = np.arange(n) / RATE
    turns = np.cumsum(34 + 22 * np.sin(2 * np.pi * t / length_s) + 6 * np.sin(2 * np.pi * 3.1 * t)) / RATE
    clicks = np.diff(np.floor(turns), prepend=0.0)
    return np.asarray(0.9 * band(clicks, 320, 1300) * np.sin(np.pi * t / length_s) ** 2)


def _lay(sides: list[Sound], at_s: float, sound: Sound, right: float) -> None:
    add(sides[0], at_s, sound * np.cos(right * np.pi / 2))
    add(sides[1], at_s, sound * np.sin(right * np.pi / 2))
