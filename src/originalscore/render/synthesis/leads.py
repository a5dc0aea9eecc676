"""Leading sounds: they grow, and their crest falls on the last sample of their length, whatever that length is.

All phases are counted back from the end, so that every voice peaks together there; what follows is only a release.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from originalscore.render.synthesis.shaping import bump, crowned, low_pass, pan, rise, shaped
from originalscore.render.synthesis.sources import Ask, Curve, Stereo, between, cycle, harmonics, modes, play

#: Length of what follows the crest, seconds (ours): short, so that the hit has the moment to itself.
RELEASE_S = 0.06
#: The voices of a riser: octave, cents off at the start, place in the image, weight.
_VOICES = (
    (0, -38, -0.7, 0.30),
    (0, 31, 0.7, 0.30),
    (0, 0, 0.0, 0.34),
    (1, -24, 0.5, 0.17),
    (1, 27, -0.5, 0.17),
    (-1, 0, 0.0, 0.30),
    (2, 12, 0.2, 0.07),
)
#: Share of a riser's length after which it holds its pitch and only grows (ours).
_ARRIVED = 0.93
#: Plates of a cymbal in hertz: first mode and how many modes above it are counted.
_PLATE_HZ, _PLATE_MODES = 340.0, 46


def riser(ask: Ask) -> Stereo:
    """Saws that climb an octave and draw together as they come, wind behind them, a tremor that quickens; all of it opens."""
    length_s = max(0.05, ask.length_s)
    t = ask.times(length_s + RELEASE_S)
    u = np.clip(t / length_s, 0, 1)
    left, right = _climbing(ask, t, u)
    quickening = 2 * np.pi * _back(1.2 + 14.0 * u**2.2, t, length_s, ask.rate)
    tremor = 1.0 - (0.12 + 0.48 * u**1.5) * (0.5 - 0.5 * np.cos(quickening))
    growth = 10 ** (-30.0 * (1 - u) ** 0.9 / 20) * (1.0 - rise(t - length_s, RELEASE_S))
    sides = []
    for number, (voice, layer) in enumerate(((left, 1), (right, 2))):
        saws = shaped(voice, ask.rate, lambda s, hz: low_pass(hz, _opening(ask, s / length_s), resonance=1.6, poles=4))
        wind = shaped(ask.noise(len(t), layer), ask.rate, partial(_wind, ask, length_s, number))
        sides.append((saws * tremor + 0.30 * wind * (0.55 + 0.45 * tremor)) * growth)
    return crowned(np.stack(sides), ask.count(length_s), ask.rate)


def _back(hz: Curve, t: Curve, length_s: float, rate: int) -> Curve:
    """Phase in turns that is 0 at ``length_s``."""
    phase = np.concatenate([[0.0], np.cumsum(hz[:-1])]) / rate
    end: float = phase[min(len(phase) - 1, round(length_s * rate))]
    return phase - end


def _climbing(ask: Ask, t: Curve, u: Curve) -> tuple[Curve, Curve]:
    length_s = max(0.05, ask.length_s)
    both = np.zeros((2, len(t)))
    left = np.maximum(0.0, 1 - u / _ARRIVED)
    for octave, cents, place, weight in _VOICES:
        bend = -1200.0 * left**1.35 + cents * left**0.8
        hz = ask.hz * 2.0**octave * np.exp2(bend / 1200)
        wave = play(cycle("saw", harmonics(ask.hz * 2.0**octave, ask.rate)), _back(hz, t, length_s, ask.rate))
        both += pan(wave * weight * (u**1.5 if octave > 0 else 1.0), place * 0.8)
    return both[0], both[1]


def _opening(ask: Ask, u: Curve) -> Curve:
    """The saws' cutoff: from the fundamental up by as much as the level bears."""
    top = 2500.0 + 9500.0 * ask.level
    return ask.hz * (max(top, 3 * ask.hz) / ask.hz) ** (np.clip(u, 0, 1) ** 1.4)


def _wind(ask: Ask, length_s: float, side: int, times_s: Curve, hz: Curve) -> Curve:
    u = np.clip(times_s / length_s, 0, 1)
    centre = 260.0 * (1.0 + 0.15 * side) * ((9.0 + 24.0 * ask.level) ** (u**1.2))
    whistle = bump(hz, ask.hz * 4 * np.exp2(-((1 - u) ** 1.35)), 0.06)
    return bump(hz, centre, 0.85 - 0.35 * u) + 1.4 * u * whistle + 0.25 * u**3 * (hz > 5000) * ask.level


def reversed_swell(ask: Ask) -> Stereo:
    """A cymbal and a low piano chord's worth of strings, struck and played backwards: the strike is the end."""
    length_s = max(0.05, ask.length_s)
    count = ask.count(length_s)
    sides = [(_plate(ask, count, layer) + _strings(ask, count, layer))[::-1] for layer in (1, 2)]
    t = ask.times(length_s + RELEASE_S)
    u = np.clip(t / length_s, 0, 1)
    after = len(t) - count
    tail = np.arange(after)
    both = np.stack([np.concatenate([side, side[-1 - np.minimum(tail, count - 1)]]) for side in sides])
    growth = (0.12 + 0.88 * u) * (1.0 - rise(t - length_s, RELEASE_S)) * rise(t, 0.15 * length_s)
    bloom = [shaped(side, ask.rate, lambda s, hz: low_pass(hz, 700.0 * (3.0 + 17.0 * ask.level) ** (np.clip(s / length_s, 0, 1) ** 1.1), resonance=0.8)) for side in both]  # fmt: skip
    return crowned(np.stack(bloom) * growth, count, ask.rate)


def _plate(ask: Ask, count: int, layer: int) -> Curve:
    """The cymbal, forwards: dense inharmonic modes and wash; the bright ones go first."""
    draw = ask.draw("plate", layer)
    t = np.arange(count) / ask.rate
    reach_s = max(0.3, ask.length_s)
    hz = [_PLATE_HZ * (1 + 0.9 * n) ** 0.93 * between(draw, 0.97, 1.03) for n in range(_PLATE_MODES)]
    decay_s = [2.2 * reach_s * (600.0 / (600.0 + frequency)) ** 0.5 for frequency in hz]
    weight = [0.05 * between(draw, 0.4, 1.0) * (0.35 + 0.65 * ask.level) ** (frequency / 6000.0) for frequency in hz]
    ring = modes(count, ask.rate, hz, decay_s, weight)
    wash = ask.noise(count, layer) * (np.exp(-3.2 * t / reach_s) + 0.5 * np.exp(-9.0 * t / reach_s))
    return ring + 0.45 * shaped(wash, ask.rate, lambda _, f: bump(f, 5200.0, 1.1) + 0.4 * bump(f, 1500.0, 0.6))


def _strings(ask: Ask, count: int, layer: int) -> Curve:
    """The piano, forwards: three strings a note, slightly stiff, on root and octave below, fading by their height."""
    draw = ask.draw("strings", layer)
    reach_s = max(0.3, ask.length_s)
    hz, decay_s, weight = [], [], []
    for root, strength in ((ask.hz, 1.0), (ask.hz / 2, 0.45)):
        for k in range(1, 15):
            stiff = k * np.sqrt(1 + 0.00012 * k * k)
            for cents in (-1.2, 0.0, 1.2):
                hz.append(root * stiff * 2 ** ((cents + between(draw, -0.3, 0.3)) / 1200))
                decay_s.append(2.6 * reach_s / (1 + 0.12 * k))
                weight.append(0.12 * strength / k**1.25 * (0.4 + 0.6 * ask.level) ** (k / 5))
    return modes(count, ask.rate, hz, decay_s, weight)
