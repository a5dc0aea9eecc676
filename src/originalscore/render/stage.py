"""The stage plan: where everybody sits, in metres, and from where the orchestra is heard.

``x_m`` runs to the right of the conductor as he faces the players, ``y_m`` away from him, ``z_m`` up from the floor. The plan is
the usual American and film seating: first violins left, seconds beside them, violas and cellos right, basses behind the cellos,
winds in the middle, horns left at the back, trumpets, trombones and tuba right at the back, then timpani, percussion, choir.
Source of the order: Meyer, *Acoustics and the Performance of Music*, on seating plans; the metres are ours.

How loud somebody is and where the direct sound is panned says the palette. This table gives the distance and the direction that
reflections, air and the send to the hall are made from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Stand:
    """Where a player or a section sits.

    Parameters
    ----------
    x_m, y_m
        Middle of the section, metres to the right of the conductor and away from him.
    wide_m, deep_m
        How far the section spreads; 0 for a single player.
    players
        How many points of the section sound (enough that reflections blur as they do; not a head count).
    z_m
        Height of the sound's source over the floor.
    """

    x_m: float
    y_m: float
    wide_m: float = 0.0
    deep_m: float = 0.0
    players: int = 1
    z_m: float = 1.2

    def points(self) -> tuple[Point, ...]:
        """The points that sound: a row across the section, every other one a row farther back, none at equal distances."""
        made = []
        for number in range(self.players):
            across = 0.0 if self.players == 1 else ((number + 0.5) / self.players - 0.5) + 0.06 * math.sin(2.4 * number)
            back = 0.0 if self.players == 1 else (0.5 if number % 2 else -0.5) + 0.2 * math.sin(1.7 * number)
            made.append((self.x_m + across * self.wide_m, self.y_m + back * self.deep_m, self.z_m))
        return tuple(made)


STANDS: dict[str, Stand] = {
    "violin-solo": Stand(-1.3, 1.5, z_m=1.5),
    "cello-solo": Stand(1.5, 1.7, z_m=0.8),
    "violins-1": Stand(-4.0, 2.4, 4.0, 2.4, 6),
    "violins-2": Stand(-1.9, 4.0, 3.2, 2.2, 6),
    "violas": Stand(2.1, 4.1, 3.0, 2.2, 5),
    "cellos": Stand(4.2, 2.7, 3.2, 2.6, 5, 0.8),
    "basses": Stand(6.4, 4.8, 2.4, 2.6, 4, 1.0),
    "harp": Stand(-6.2, 5.8),
    "piano": Stand(-3.8, 7.0, 1.4, 0.6, 2, 1.0),
    "celesta": Stand(-5.4, 7.6, z_m=1.0),
    "piccolo": Stand(-1.7, 6.7),
    "flute": Stand(-0.9, 6.8, 0.9, 0.2, 2),
    "oboe": Stand(0.7, 6.8, 0.9, 0.2, 2),
    "english-horn": Stand(1.6, 6.7),
    "clarinet": Stand(-0.8, 8.1, 0.9, 0.2, 2),
    "bassoon": Stand(0.9, 8.1, 0.9, 0.2, 2),
    "horns": Stand(-4.0, 9.2, 2.6, 1.2, 4),
    "trumpets": Stand(2.6, 10.3, 2.0, 0.3, 3, 1.4),
    "trombones": Stand(4.7, 10.2, 2.0, 0.3, 3, 1.3),
    "tuba": Stand(6.4, 9.9, z_m=1.6),
    "timpani": Stand(-1.6, 11.6, 1.6, 0.5, 2, 1.0),
    "percussion": Stand(1.2, 12.3, 4.0, 0.8, 4, 1.1),
    "glockenspiel": Stand(-3.8, 11.4, z_m=1.1),
    "vibraphone": Stand(-3.0, 12.4, 0.8, 0.3, 2, 1.0),
    "voice-solo": Stand(-0.4, 3.2),
    "choir-women": Stand(-2.4, 14.6, 4.6, 1.6, 6, 2.2),
    "choir-men": Stand(2.4, 14.8, 4.6, 1.6, 6, 2.3),
}
"""Instruments that are not here (synthesisers) come by wire: they excite no wall and are lent a little of the hall's tail."""

PAIR_M: Point = (0.0, -2.5, 3.2)
"""The main microphones: behind and above the conductor, where film orchestras are recorded from (ours)."""
PAIR_APART_M = 0.6
"""Between the two microphones. In a diffuse field their signals then agree only below 286 Hz (the speed of sound over twice that
distance), so the hall is wide in the middle and treble and mono in the bass."""


_FAR_EAR_S = 0.00025
"""How much later the farther ear hears what comes wholly from one side (ours): it places a mono patch better than level alone."""


class FarEar:
    """Lets the farther ear hear a little later, block after block."""

    def __init__(self, pan_ratio: float, sample_rate: int) -> None:
        self._far = 0 if pan_ratio > 0 else 1
        self._late: NDArray[np.float32] = np.zeros(round(abs(pan_ratio) * _FAR_EAR_S * sample_rate), np.float32)

    def add(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """The next samples (2, n), changed in place."""
        if len(self._late):
            heard = np.concatenate((self._late, sound[self._far]))
            sound[self._far], self._late = heard[: sound.shape[1]], heard[sound.shape[1] :]
        return sound


def ears_m() -> tuple[Point, Point]:
    """The left and the right microphone."""
    x_m, y_m, z_m = PAIR_M
    return (x_m - PAIR_APART_M / 2, y_m, z_m), (x_m + PAIR_APART_M / 2, y_m, z_m)


def distance_m(instrument: str) -> float:
    """From the pair to the middle of an instrument's stand; 0 for one that comes by wire."""
    stand = STANDS.get(instrument)
    return math.dist((stand.x_m, stand.y_m, stand.z_m), PAIR_M) if stand else 0.0


def sides(instrument: str) -> tuple[float, float]:
    """Share of an instrument's sound (amplitude) at the left and the right: close to where the palettes pan it."""
    stand = STANDS.get(instrument)
    return sides_of((stand.x_m, stand.y_m, stand.z_m)) if stand else (math.sqrt(0.5), math.sqrt(0.5))


def sides_of(point: Point) -> tuple[float, float]:
    """Share of what arrives from a point (amplitude) at the left and the right; the squares sum to 1, behind counts as before."""
    across_m, along_m = point[0] - PAIR_M[0], point[1] - PAIR_M[1]
    sine = across_m / max(1e-9, math.hypot(across_m, along_m))
    return math.sqrt((1 - sine) / 2), math.sqrt((1 + sine) / 2)
