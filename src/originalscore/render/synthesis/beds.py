"""Held sounds: drone, pad, air, glass and pulse. They last as long as their note, and no second of them is like the next.

What moves is the spectrum itself: a field of gains that drifts in every half octave by its own (``shaping.weather``), over
sources that are a little apart and beat. Left and right have weather of their own over the same source, so mono keeps the sound.
"""

from __future__ import annotations

import numpy as np

from originalscore.render.synthesis.shaping import Gains, bump, held, low_pass, pan, rise, saturated, shaped, weather
from originalscore.render.synthesis.sources import (
    Ask,
    Curve,
    Stereo,
    between,
    cycle,
    harmonics,
    modes,
    play,
    players,
    turn_of,
    turns,
    wander,
)

#: Partials of bowed glass: ratio, weight, seconds until they speak.
_GLASS = (
    (1.0, 1.0, 0.0),
    (2.0, 0.50, 0.10),
    (2.32, 0.16, 0.2),
    (3.0, 0.34, 0.24),
    (4.25, 0.28, 0.4),
    (5.0, 0.14, 0.3),
    (6.63, 0.18, 0.5),
    (9.38, 0.10, 0.6),
)
#: Harmonics of the drone: fifths and octaves first, hardly any third, so that it darkens major and minor alike.
_DRONE = (1.0, 0.62, 0.50, 0.40, 0.10, 0.30, 0.08, 0.24, 0.16, 0.06, 0.05, 0.13, 0.03, 0.03, 0.05, 0.09)


def drone(ask: Ask) -> Stereo:
    """The dark under a scene: five copies of one low chord of harmonics, beating, with wind in the same pipes."""
    t = ask.times(ask.length_s + 0.9)
    dark = turn_of(-1j * np.array(_DRONE[: harmonics(ask.hz, ask.rate)]))
    draw = ask.draw("drone")
    both = np.zeros((2, len(t)))
    offs = players(len(t), ask.rate, draw, (-6.0, -2.6, 0.0, 2.6, 6.0), every_s=2.7, spread=1.6)
    for off, place in zip(offs, (-0.6, 0.4, 0.0, -0.4, 0.6), strict=True):
        phase = turns(ask.hz * np.exp2(off / 1200), len(t), ask.rate) + between(draw, -0.15, 0.15)
        both += pan(play(dark, phase), place)
    wind = np.stack([ask.noise(len(t), 1), ask.noise(len(t), 2)])
    sides = []
    for side in (0, 1):
        moving = weather(ask, f"drone-{side}", length_s=ask.length_s + 1, every_s=1.3, depth_db=9.0)
        tone = shaped(both[side] * 0.22, ask.rate, _veiled(ask, moving, side), window=2048)
        pipes = shaped(wind[side], ask.rate, _pipes(ask, moving), window=2048)
        sides.append(saturated(tone, 1.4) + 0.5 * pipes)
    breath = 1.0 + wander(len(t), ask.rate, draw.split("breath"), every_s=1.9, spread=0.16)
    return np.stack(sides) * held(t, ask.length_s, min(1.4, 0.35 * ask.length_s), 0.9) * breath


def _veiled(ask: Ask, moving: Gains, side: int) -> Gains:
    """Drifting weather under a low-pass that wanders up and down about an octave, out of step left and right."""
    phase = between(ask.draw("veil"), 0, 1)

    def gain(s: Curve, hz: Curve) -> Curve:
        slow = np.sin(2 * np.pi * (s / 7.3 + phase + 0.12 * side)) + 0.6 * np.sin(2 * np.pi * (s / 3.1 - phase))
        cutoff = (ask.hz * 3.0 + 900.0 * ask.level**1.5) * np.exp2(0.5 * slow)
        return low_pass(hz, cutoff, resonance=1.2, poles=4) * moving(s, hz)

    return gain


def _pipes(ask: Ask, moving: Gains) -> Gains:
    """Noise that sings on the drone's fifth, octaves and twelfths."""
    pipes = [(ask.hz * ratio, weight) for ratio, weight in ((4, 0.5), (6, 0.6), (8, 0.5), (12, 0.35), (24, 0.16))]

    def gain(s: Curve, hz: Curve) -> Curve:
        comb = sum((weight * bump(hz, centre, 0.05) for centre, weight in pipes), np.zeros_like(hz))
        floor = 0.03 * bump(hz, 900.0 + 1800.0 * ask.level, 1.2)
        return (comb + floor) * moving(s, hz) ** 1.6

    return gain


def pad(ask: Ask) -> Stereo:
    """A warm bed for hybrid scores: saws apart by a few cents and an octave, slow to speak, a filter that breathes."""
    t = ask.times(ask.length_s + 0.7)
    draw = ask.draw("pad")
    both = np.zeros((2, len(t)))
    for octave, cents, seats, weight in ((1, (-8.5, -2.5, 2.5, 8.5), (-0.7, 0.4, -0.4, 0.7), 1.0), (2, (-5.0, 5.0), (0.5, -0.5), 0.42)):
        saw = cycle("saw", harmonics(octave * ask.hz * 1.01, ask.rate))
        for off, place in zip(players(len(t), ask.rate, draw.split(octave), cents, every_s=0.9, spread=2.2), seats, strict=True):
            phase = turns(octave * ask.hz * np.exp2(off / 1200), len(t), ask.rate) + between(draw, 0, 1)
            both += pan(play(saw, phase) * weight, place)
    both += 1.1 * np.sin(2 * np.pi * turns(ask.hz, len(t), ask.rate))
    sides = []
    for side in (0, 1):
        moving = weather(ask, f"pad-{side}", length_s=ask.length_s + 1, every_s=0.8, depth_db=7.0)
        start = between(draw, 0, 1)

        def open_up(s: Curve, hz: Curve, moving: Gains = moving, start: float = start) -> Curve:
            swell = 0.6 * rise(s, 1.2) + 0.4 * np.sin(2 * np.pi * (s / 4.7 + start))
            return low_pass(hz, (ask.hz * 1.5 + 350.0 + 2600.0 * ask.level**1.5) * np.exp2(0.7 * swell), resonance=0.9, poles=4) * moving(
                s, hz
            )

        sides.append(shaped(both[side], ask.rate, open_up, window=2048))
    return np.stack(sides) * held(t, ask.length_s, min(0.6, 0.35 * ask.length_s), 0.7)


def air(ask: Ask) -> Stereo:
    """A room that breathes: two drifting bands of noise and a little height, in and out at the pace of a sleeper."""
    t = ask.times(ask.length_s + 0.8)
    draw = ask.draw("air")
    tilt = 2.0 ** ((ask.height - 60) / 36)
    paths = [wander(len(t), ask.rate, draw.split("path", n), every_s=every_s) for n, every_s in enumerate((1.7, 2.3, 1.1))]
    step = max(1, ask.count(0.01))
    coarse, points = t[::step], [path[::step] for path in paths]
    source = [ask.noise(len(t), layer) for layer in (1, 2, 3)]
    sides = []
    for side in (0, 1):
        moving = weather(ask, f"air-{side}", length_s=ask.length_s + 1, every_s=0.9, depth_db=6.0)

        def gain(s: Curve, hz: Curve, moving: Gains = moving, side: int = side) -> Curve:
            one, two, high = (np.interp(s[:, 0] + 0.15 * side, coarse, path)[:, None] for path in points)
            low = bump(hz, 420.0 * tilt * np.exp2(0.6 * one), 0.30)
            middle = (0.32 + 0.4 * ask.level) * bump(hz, 1250.0 * tilt * np.exp2(0.55 * two), 0.24)
            return (low + middle + 0.16 * ask.level * (1 + 0.8 * high) * bump(hz, 5600.0, 0.7)) * moving(s, hz)

        sides.append(shaped(source[2] + 0.75 * source[side], ask.rate, gain))
    breath = 0.62 + 0.38 * np.sin(2 * np.pi * turns(0.24 * (1 + 0.3 * paths[0]), len(t), ask.rate) - 1.2)
    return np.stack(sides) * held(t, ask.length_s, min(0.9, 0.4 * ask.length_s), 0.8) * breath


def glass(ask: Ask) -> Stereo:
    """Wet rims: pure partials that speak one after another, beat, and shimmer with the grip of the bow."""
    t = ask.times(ask.length_s + 1.1)
    draw = ask.draw("glass")
    both = np.zeros((2, len(t)))
    for number, (ratio, weight, late_s) in enumerate(_GLASS):
        own = draw.split(number)
        late_s *= min(1.0, ask.length_s / 2)
        speak = rise(t - late_s, min(0.9, 0.5 * ask.length_s))
        grip = (
            1.0
            + wander(len(t), ask.rate, own, every_s=0.42, spread=0.25)
            + wander(len(t), ask.rate, own.split("fast"), every_s=0.07, spread=0.07)
        )
        for sign, place in ((-0.5, -0.6), (0.5, 0.6)):
            beat_hz = sign * between(own, 0.3, 0.9) * (1 + 0.3 * number)
            tone = modes(
                len(t),
                ask.rate,
                [ask.hz * ratio + beat_hz],
                [np.inf],
                [weight * (0.3 + 0.7 * ask.level) ** (0.3 * number)],
                between(own, 0, 1),
            )
            both += pan(tone * grip * speak, place)
    rims = [shaped(ask.noise(len(t), layer), ask.rate, lambda _, hz: _rim(ask, hz), window=2048) for layer in (1, 2)]
    rub = 0.5 * (0.4 + 0.6 * ask.level) * (1.0 + wander(len(t), ask.rate, draw.split("rub"), every_s=0.23, spread=0.6))
    return (both + rub * np.stack(rims)) * held(t, ask.length_s, min(0.5, 0.4 * ask.length_s), 1.1)


def _rim(ask: Ask, hz: Curve) -> Curve:
    """The rub of a finger: noise close to the partials and a breath of it above."""
    near = sum((weight * bump(hz, ask.hz * ratio, 0.04) for ratio, weight, _ in _GLASS[:4]), np.zeros_like(hz))
    return near + 0.09 * bump(hz, 5200.0, 0.8)


def pulse(ask: Ask) -> Stereo:
    """One note of a synth bass: the filter snaps open and falls shut, the body stays; a long note keeps turning slowly."""
    t = ask.times(ask.length_s + 0.09)
    draw = ask.draw("pulse")
    most = harmonics(ask.hz * 1.01, ask.rate)
    middle = play(cycle("square", most), turns(ask.hz, len(t), ask.rate))
    low = np.sin(2 * np.pi * turns(ask.hz, len(t), ask.rate))
    snap = (0.9 + 0.2 * between(draw, 0, 1)) * (700.0 + 4200.0 * ask.level**1.4)
    sides = []
    for cents in (-5.0, 5.0):
        saw = play(cycle("saw", most), turns(ask.hz * 2 ** (cents / 1200), len(t), ask.rate) + between(draw, 0, 0.2))
        driven = saturated(0.6 * saw + 0.3 * middle + 0.5 * low, 1.6)

        def gain(s: Curve, hz: Curve, cents: float = cents) -> Curve:
            turning = np.exp2(0.5 * rise(s - 0.3, 0.6) * np.sin(2 * np.pi * (0.45 * s + 0.02 * cents)))
            cutoff = (ask.hz * 2.2 + 220.0 * ask.level) * turning + snap * np.exp(-s / 0.085)
            return low_pass(hz, cutoff, resonance=2.2, poles=4)

        sides.append(shaped(driven, ask.rate, gain))
    body = held(t, ask.length_s, 0.004, 0.08) * (0.66 + 0.34 * np.exp(-t / 0.16))
    return np.stack(sides) * body
