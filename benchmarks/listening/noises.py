"""Other noises than those of ``beds``, for speech made here: two sets of effects and of places that have nothing in common. Mono at 48 kHz."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from originalscore.chance import Stream
from originalscore.demo.sounds import RATE, add, band, burst, course, noise

Sound = NDArray[np.float64]
Maker = Callable[[Stream], Sound]
_SEEDS = 100_000
_PLACE_S = 23


def effects(half: str, length_s: float, seed: int) -> Sound:
    """Single sounds of a half, one after another and over one another, each at a level of its own within 12 dB."""
    draw = Stream(seed, "effects", half)
    sound = np.zeros(round(length_s * RATE))
    at_s = 0.5
    while at_s < length_s - 1:
        one = draw.choose(_EFFECTS[half])(draw)
        add(sound, at_s, one / np.abs(one).max() * 10 ** (-draw.between(0, 120) / 10 / 20))
        at_s += draw.between(2, 14) / 10
    return sound


def places(half: str, length_s: float, seed: int) -> Sound:
    """Places of a half one after another, all of the same power, each coming and going in a second."""
    draw = Stream(seed, "places", half)
    sound = np.zeros(round(length_s * RATE))
    for number, at_s in enumerate(range(0, round(length_s), _PLACE_S)):
        makers = _PLACES[half]
        place = makers[(number + seed) % len(makers)](draw)
        ends = np.minimum(1, np.minimum(np.arange(len(place)), np.arange(len(place))[::-1]) / RATE)
        add(sound, at_s, ends * place / np.sqrt(np.mean(place**2)))
    return sound


def _time(length_s: float) -> Sound:
    return np.arange(round(length_s * RATE)) / RATE


def _hiss(length_s: float, low_hz: float, high_hz: float, draw: Stream) -> Sound:
    return band(noise(round(length_s * RATE), draw.below(_SEEDS)), low_hz, high_hz)


def _struck(draw: Stream, base_hz: float, ratios: tuple[float, ...], fall_s: float, length_s: float) -> Sound:
    """Something struck that rings: partials that fall the sooner the higher they are."""
    t = _time(length_s)
    rung = sum(np.sin(2 * np.pi * base_hz * ratio * t + n) * np.exp(-t * ratio / fall_s) / (n + 1) for n, ratio in enumerate(ratios))
    return np.asarray(rung + 0.3 * burst(length_s, 800, 6000, 0.01, draw.below(_SEEDS)))


def _buzz(t: Sound, pitch_hz: Sound, partials: int) -> Sound:
    """A tone with partials that follows a pitch."""
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE
    return np.asarray(sum(np.sin(k * phase) / k for k in range(1, partials + 1))) * np.ones_like(t)


def _repeated(draw: Stream, count: int, apart: tuple[int, int], make: Callable[[], Sound]) -> Sound:
    """The same kind of stroke several times, so many hundredths of a second apart."""
    sound = np.zeros(round((count * apart[1] / 100 + 2) * RATE))
    at_s = 0.0
    for _ in range(count):
        add(sound, at_s, make() * draw.between(6, 10) / 10)
        at_s += draw.between(*apart) / 100
    return sound


def _hooves(draw: Stream) -> Sound:
    return _repeated(draw, 8, (14, 24), lambda: burst(0.12, 300, 1400, 0.025, draw.below(_SEEDS)))


def _hammer(draw: Stream) -> Sound:
    base_hz = draw.between(500, 1100)
    return _repeated(draw, 4, (45, 70), lambda: _struck(draw, base_hz, (1, 2.76, 5.4), 0.15, 0.6))


def _shards(draw: Stream) -> Sound:
    return _repeated(draw, 12, (2, 9), lambda: _struck(draw, draw.between(1800, 5200), (1, 1.58), 0.05, 0.2))


def _bark(draw: Stream) -> Sound:
    t = _time(0.22)
    pitch_hz = draw.between(280, 420) * (1 + 0.3 * np.sin(np.pi * t / t[-1]))
    bark = (_buzz(t, pitch_hz, 9) + 0.6 * _hiss(0.22, 400, 3500, draw)) * np.sin(np.pi * t / t[-1])
    return _repeated(draw, draw.between(1, 3), (35, 60), lambda: bark)


def _rails(draw: Stream) -> Sound:
    return _repeated(draw, 6, (28, 32), lambda: burst(0.2, 90, 900, 0.05, draw.below(_SEEDS)))


def _claps(draw: Stream) -> Sound:
    return _repeated(draw, 14, (5, 20), lambda: burst(0.05, 700, 4000, 0.012, draw.below(_SEEDS)))


def _gravel(draw: Stream) -> Sound:
    return _repeated(draw, 6, (42, 60), lambda: _hiss(0.22, 1500, 7000, draw) * np.exp(-(((_time(0.22) - 0.08) / 0.05) ** 2)))


def _door(draw: Stream) -> Sound:
    t = _time(0.9)
    hinge = _buzz(t, draw.between(300, 700) * (1 + 0.4 * np.sin(2 * np.pi * 0.7 * t)), 6) * np.sin(np.pi * t / t[-1]) ** 2
    return np.concatenate([0.35 * hinge, burst(0.7, 40, 500, 0.09, draw.below(_SEEDS))])


def _bell(draw: Stream) -> Sound:
    return _struck(draw, draw.between(220, 520), (0.5, 1, 1.19, 1.5, 2, 2.6), 1.6, 4.0)


def _siren(draw: Stream) -> Sound:
    t = _time(3.5)
    return _buzz(t, 620 + 260 * np.sin(2 * np.pi * draw.between(20, 60) / 100 * t), 4) * np.sin(np.pi * t / t[-1])


def _shots(draw: Stream) -> Sound:
    return _repeated(draw, draw.between(1, 5), (12, 50), lambda: burst(1.2, 60, 5000, 0.12, draw.below(_SEEDS)))


def _gulls(draw: Stream) -> Sound:
    t = _time(0.45)
    cry = _buzz(t, draw.between(750, 1150) * (1 + 0.35 * np.sin(np.pi * t / t[-1])), 6) * np.sin(np.pi * t / t[-1]) ** 0.5
    return _repeated(draw, draw.between(2, 5), (42, 60), lambda: cry)


def _saw(draw: Stream) -> Sound:
    return _repeated(draw, 5, (38, 48), lambda: _hiss(0.36, 900, 5500, draw) * np.sin(np.pi * _time(0.36) / 0.36))


def _river(draw: Stream) -> Sound:
    slow = 0.8 + 0.2 * np.sin(2 * np.pi * 0.17 * _time(_PLACE_S + 1))
    return _hiss(_PLACE_S + 1, 250, 2200, draw) * slow + 0.5 * _hiss(_PLACE_S + 1, 2200, 6000, draw)


def _campfire(draw: Stream) -> Sound:
    sparks = noise((_PLACE_S + 1) * RATE, draw.below(_SEEDS))
    return 0.25 * _hiss(_PLACE_S + 1, 80, 700, draw) + 9 * band(np.where(np.abs(sparks) > 0.9994, sparks, 0.0), 700, 6000)


def _crickets(draw: Stream) -> Sound:
    t = _time(_PLACE_S + 1)
    chirps = np.clip(np.sin(2 * np.pi * 17 * t), 0, 1) * (np.sin(2 * np.pi * 1.3 * t) > 0)
    return np.sin(2 * np.pi * draw.between(3900, 4700) * t) * chirps + 0.5 * _hiss(_PLACE_S + 1, 200, 1500, draw)


def _fan(draw: Stream) -> Sound:
    t = _time(_PLACE_S + 1)
    return _hiss(_PLACE_S + 1, 120, 1800, draw) * (0.7 + 0.3 * np.sin(2 * np.pi * 11 * t)) + 0.1 * _buzz(t, np.full_like(t, 100.0), 8)


def _storm(draw: Stream) -> Sound:
    t = _time(_PLACE_S + 1)
    gusts = course(t, [(float(at_s), draw.between(25, 100) / 100) for at_s in range(0, _PLACE_S + 3, 2)])
    storm = _hiss(_PLACE_S + 1, 90, 1100, draw) * gusts
    add(storm, draw.between(3, 12), 1.5 * burst(5.0, 30, 260, 1.3, draw.below(_SEEDS)))
    return storm


def _swarm(draw: Stream) -> Sound:
    t = _time(_PLACE_S + 1)
    bees = [draw.between(190, 260) * (1 + 0.04 * np.sin(2 * np.pi * draw.between(20, 90) / 100 * t + n)) for n in range(4)]
    return np.asarray(sum(_buzz(t, pitch_hz, 7) for pitch_hz in bees)) + 0.8 * _hiss(_PLACE_S + 1, 300, 4000, draw)


def _tin_roof(draw: Stream) -> Sound:
    drops = noise((_PLACE_S + 1) * RATE, draw.below(_SEEDS))
    hits = np.where(np.abs(drops) > 0.999, drops, 0.0)
    return 6 * band(hits, 900, 1300, 1) + 6 * band(hits, 2300, 3100, 1) + 0.3 * _hiss(_PLACE_S + 1, 500, 8000, draw)


def _highway(draw: Stream) -> Sound:
    t = _time(_PLACE_S + 1)
    road = _hiss(_PLACE_S + 1, 70, 1700, draw) * course(t, [(float(s), draw.between(3, 10) / 10) for s in range(0, _PLACE_S + 3, 3)])
    horn = _time(0.7)
    add(road, draw.between(4, 18), 0.4 * (_buzz(horn, np.full_like(horn, 410.0), 6) + _buzz(horn, np.full_like(horn, 516.0), 6)))
    return road


_EFFECTS: dict[str, tuple[Maker, ...]] = {
    "development": (_hooves, _hammer, _shards, _bark, _rails, _claps),
    "held out": (_gravel, _door, _bell, _siren, _shots, _gulls, _saw),
}
_PLACES: dict[str, tuple[Maker, ...]] = {
    "development": (_river, _campfire, _crickets, _fan),
    "held out": (_storm, _swarm, _tin_roof, _highway),
}
