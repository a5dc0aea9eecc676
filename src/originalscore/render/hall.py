"""The hall: a shoebox with walls, the air in it, how long it rings, and the first reflections of every stand.

Reflections come from image sources of the first and second order; each loses what its walls swallow or scatter and what the air
takes on the longer way, and is heard by the pair of microphones of the stage plan. How long the hall rings follows from the same
walls and the same air by Sabine's formula, so that reflections, tail and air belong to one room.

Sources: Allen and Berkley, "Image method for efficiently simulating small-room acoustics", JASA 65(4), 1979; ISO 9613-1:1993,
clause 6, attenuation by the air; Sabine's formula with the air's 4mV as in Beranek, *Concert Halls and Opera Houses*. The hall's size
(its 8600 m3 are a large scoring stage or a small concert hall) and absorptions are ours, chosen for 2.0 s at 125 Hz, 1.8 s at 1 kHz, 1.0 s at 6 kHz.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from originalscore.chance import Stream
from originalscore.render.convolution import least_phase
from originalscore.render.stage import PAIR_M, STANDS, Point, distance_m, ears_m, sides_of

Floats = NDArray[np.float64]

SOUND_M_S = 343.2
"""Speed of sound at 20 degrees Celsius."""
AIR_C, AIR_HUMIDITY = 20.0, 50.0
EARLY_S = 0.08
"""Reflections later than this after the direct sound belong to the tail: where ISO 3382-1 parts early from late for music."""
EARLY_DB = -8.0
"""By how much the microphones on the sections lower the first reflections that the pair hears (ours)."""
BANDS_HZ = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0)


@dataclass(frozen=True)
class Wall:
    """One side of the hall.

    Parameters
    ----------
    axis, at_m
        The axis it stands on (0 across, 1 deep, 2 high), and where.
    absorbs
        Share of the energy that it swallows, by band.
    scatters
        Share of what is left that it sends elsewhere than to its mirror image; that returns in the tail.
    """

    axis: int
    at_m: float
    absorbs: tuple[float, ...]
    scatters: tuple[float, ...]


_ROUGH = (0.05, 0.08, 0.12, 0.18, 0.25, 0.3, 0.35)
_CROWD = (0.5, 0.55, 0.6, 0.65, 0.7, 0.7, 0.7)
_WOOD = (0.13, 0.13, 0.13, 0.13, 0.14, 0.15, 0.18)
WALLS: dict[str, Wall] = {
    "left": Wall(0, -11.4, _WOOD, _ROUGH),
    "right": Wall(0, 10.6, _WOOD, _ROUGH),  # the conductor stands off the middle, so that left and right never arrive together
    "back of the stage": Wall(1, 17.0, _WOOD, _ROUGH),
    "behind the pair": Wall(1, -13.0, (0.40, 0.44, 0.46, 0.47, 0.48, 0.54, 0.64), _ROUGH),  # curtains
    "floor": Wall(2, 0.0, (0.48, 0.49, 0.51, 0.53, 0.57, 0.67, 0.80), _CROWD),  # players, chairs, clothes
    "ceiling": Wall(2, 13.0, (0.17, 0.17, 0.17, 0.17, 0.18, 0.21, 0.26), _ROUGH),
}
_SIZES_M = (22.0, 30.0, 13.0)
VOLUME_M3 = math.prod(_SIZES_M)


def air_loss_db(frequency_hz: Floats | float, *, celsius: float = AIR_C, humidity: float = AIR_HUMIDITY) -> Floats:
    """What the air takes from a pure tone, dB a metre, at sea-level pressure (ISO 9613-1, equations 3 to 5 and annex B).

    Parameters
    ----------
    frequency_hz
        Hertz, any shape.
    celsius, humidity
        Temperature, and relative humidity in per cent.
    """
    f2, kelvin = np.square(np.asarray(frequency_hz, np.float64)), celsius + 273.15
    warm = kelvin / 293.15
    vapour = humidity * 10 ** (4.6151 - 6.8346 * (273.16 / kelvin) ** 1.261)
    oxygen_hz = 24 + 4.04e4 * vapour * (0.02 + vapour) / (0.391 + vapour)
    nitrogen_hz = warm**-0.5 * (9 + 280 * vapour * math.exp(-4.170 * (warm ** (-1 / 3) - 1)))
    oxygen = 0.01275 * math.exp(-2239.1 / kelvin) / (oxygen_hz + f2 / oxygen_hz)
    nitrogen = 0.1068 * math.exp(-3352.0 / kelvin) / (nitrogen_hz + f2 / nitrogen_hz)
    return np.asarray(8.686 * f2 * (1.84e-11 * warm**0.5 + warm**-2.5 * (oxygen + nitrogen)))


def rt60_s(frequency_hz: Floats | float) -> Floats:
    """How long the hall takes to fall by 60 dB, seconds, by Sabine's formula with the air."""
    frequency = np.asarray(frequency_hz, np.float64)
    area_m2 = sum((_area_m2(wall) * _by_band(wall.absorbs, frequency) for wall in WALLS.values()), np.zeros(frequency.shape))
    air_m2 = 4 * VOLUME_M3 * air_loss_db(frequency) / (10 * math.log10(math.e))
    return np.asarray(24 * math.log(10) / SOUND_M_S * VOLUME_M3 / (area_m2 + air_m2))


def _area_m2(wall: Wall) -> float:
    return VOLUME_M3 / _SIZES_M[wall.axis]


def _by_band(values: tuple[float, ...], frequency_hz: Floats) -> Floats:
    """Octave-band figures at any frequency, in a straight line over the octaves."""
    octaves = np.log2(np.maximum(frequency_hz, 1.0))
    return np.interp(octaves, np.log2(BANDS_HZ), values)


def over_tail_db(instrument: str) -> float:
    """How far an instrument's direct sound stands above the hall's tail, dB: 13 at four metres, 3.5 less for each doubling.

    The pair alone would hear 6 dB less for each doubling (and be drowned at the back of the stage); as in film recordings, microphones on
    the sections are mixed in, which leaves about half of the depth. One that comes by wire is lent little of the hall. Ours.
    """
    return 13.0 - 11.5 * math.log10(distance_m(instrument) / 4.0) if instrument in STANDS else 18.0


def images(point: Point) -> Iterator[tuple[Point, tuple[Wall, ...]]]:
    """Every image of a source in one wall and in two, with the walls on the way; each place once."""
    seen: set[tuple[float, ...]] = set()
    for first in WALLS.values():
        once = _mirrored(point, first)
        yield once, (first,)
        for second in WALLS.values():
            if second is first:
                continue
            twice = _mirrored(once, second)
            place = tuple(round(value, 6) for value in twice)
            if place not in seen:  # a corner is the same image in either order
                seen.add(place)
                yield twice, (first, second)


def _mirrored(point: Point, wall: Wall) -> Point:
    x, y, z = (2 * wall.at_m - value if axis == wall.axis else value for axis, value in enumerate(point))
    return x, y, z


@cache
def reflections(instrument: str, sample_rate: int) -> NDArray[np.float32]:
    """The early sound of an instrument's stand at the pair, (2, ``EARLY_S`` long), beside a direct sound of energy 1 at sample 0.

    The players of a section sound each for himself, so their reflections add in power: each has a sign by chance.
    """
    out = np.zeros((2, round(EARLY_S * sample_rate)))
    points = STANDS[instrument].points()
    chance, width = Stream(0, "hall", instrument), round(0.001 * sample_rate)
    for point in points:
        near_m = math.dist(point, PAIR_M)
        scale = 10 ** (EARLY_DB / 20) * near_m / math.sqrt(len(points))
        for image, walls in images(point):
            sign = 1 if len(points) == 1 or chance.happens(500) else -1
            colour = sign * scale * _colour(walls, round(math.dist(image, PAIR_M) - near_m), sample_rate)
            for side, ear in enumerate(ears_m()):
                way_m = math.dist(image, ear)
                at = round((way_m - near_m) / SOUND_M_S * sample_rate)
                if width <= at < out.shape[1] - width:
                    out[side, at - width : at + width] += sides_of(image)[side] / way_m * colour
    return (out * _fading(out.shape[1])).astype(np.float32)


@cache
def _colour(walls: tuple[Wall, ...], longer_m: int, sample_rate: int) -> Floats:
    """What walls and the air on the longer way leave of a click, 1 ms to either side of its instant."""
    width = 2 * round(0.001 * sample_rate)
    frequency = fft.rfftfreq(width, 1 / sample_rate)
    kept_db = -air_loss_db(frequency) * longer_m
    for wall in walls:
        kept_db += 10 * np.log10((1 - _by_band(wall.absorbs, frequency)) * (1 - _by_band(wall.scatters, frequency)))
    return np.asarray(np.roll(fft.irfft(10 ** (kept_db / 20), width), width // 2) * np.hanning(width + 1)[:width])


def _fading(length: int) -> Floats:
    """1, and over the last fifth half a cosine to 0, where the tail takes over."""
    share = np.clip((np.arange(length) / length - 0.8) / 0.2, 0, 1)
    return np.asarray(0.5 + 0.5 * np.cos(np.pi * share))


@cache
def air(instrument: str, sample_rate: int) -> NDArray[np.float32]:
    """What the air makes of an instrument's direct sound: a minimum-phase filter of 2 ms, so that nothing is late."""
    length = round(0.002 * sample_rate)
    frequency = np.minimum(np.linspace(0, sample_rate / 2, 4 * length + 1), 20_000.0)  # what nobody hears need not be swallowed
    return least_phase(-air_loss_db(frequency) * distance_m(instrument) * math.log(10) / 20, length)
