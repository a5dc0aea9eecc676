"""Struck sounds: sub drop, braam, metal hit, tick and the noise of felt.

Each has a first moment (a thump, a blast, a clank), a body at the asked height and a tail in which something still happens.
All figures are ours, set by ear's proxies: spectrograms, attack times and tuning.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from originalscore.render.synthesis.shaping import bump, held, low_pass, pan, rise, saturated, shaped
from originalscore.render.synthesis.sources import Ask, Curve, Stereo, between, cycle, harmonics, modes, play, players, turns, wander

#: Partials of a struck bar between bell and anvil: ratio to the asked height, weight. The prime is the strongest, so it is heard as the pitch.
_METAL = (
    (0.5, 0.34), (1.0, 1.0), (1.183, 0.42), (1.506, 0.36), (2.0, 0.70), (2.514, 0.52), (2.662, 0.40), (3.011, 0.55), (3.62, 0.30), (4.166, 0.50),
    (5.433, 0.50), (6.1, 0.28), (6.796, 0.46), (8.215, 0.42), (9.4, 0.26), (10.61, 0.36), (13.38, 0.32), (16.9, 0.26), (21.3, 0.2), (26.2, 0.14),
)  # fmt: skip
#: The two colours of a clock: resonances in hertz and how strong, the bright tick and the hollow tock.
_TICK = ((1870.0, 0.5), (3120.0, 1.0), (4760.0, 0.8), (7240.0, 0.55), (9800.0, 0.3))
_TOCK = ((1240.0, 0.8), (2210.0, 1.0), (3370.0, 0.55), (5150.0, 0.35), (7900.0, 0.15))
#: From this height (C5) up a tick is bright, below it hollow.
TICK_FROM = 72


def sub_drop(ask: Ask) -> Stereo:
    """A sine that falls an octave to the root: driven at first so that small speakers tell it, bare and trembling at the end."""
    body_s = float(np.clip(ask.length_s, 0.7, 4.0))
    t = ask.times(1.9 * body_s)
    fall_s = 0.05 + 0.08 * body_s
    hz = ask.hz * np.exp2(np.exp(-t / fall_s))
    phase = turns(hz, len(t), ask.rate)
    drive = 1.0 + (0.8 + 3.2 * ask.level) * np.exp(-t / (0.32 * body_s))
    tone = saturated(np.sin(2 * np.pi * phase) + 0.22 * np.exp(-t / 0.1) * np.sin(4 * np.pi * phase), drive)
    tremble = 1.0 - 0.22 * rise(t - 0.3 * body_s, body_s) * (
        0.5 + 0.5 * np.cos(2 * np.pi * turns(7.5 - 3.5 * rise(t, 1.6 * body_s), len(t), ask.rate))
    )
    body = tone * np.exp(-t / (0.42 * body_s)) * tremble * (1.0 - rise(t - 1.35 * body_s, 0.55 * body_s))
    left, right = (body + 0.5 * _thump(ask, t, layer, 90.0 + 700.0 * ask.level) for layer in (1, 2))
    return np.stack([left, right]) * rise(t, 0.004)


def _thump(ask: Ask, t: Curve, layer: int, cutoff_hz: float) -> Curve:
    """The skin of a blow: dark noise that is gone in a tenth of a second."""
    count = min(len(t), ask.count(0.25))
    out = np.zeros(len(t))
    burst = ask.noise(count, layer) * np.exp(-t[:count] / 0.022)
    out[:count] = shaped(burst, ask.rate, lambda _, hz: low_pass(hz, cutoff_hz, resonance=0.9, poles=4) * (hz > 35))
    return out * (1.0 - rise(t - 0.15, 0.1))


def braam(ask: Ask) -> Stereo:
    """Brass the size of a building: a detuned stack through a mouth that opens at once, growling, then sinking into the dark."""
    body_s = float(np.clip(ask.length_s, 0.5, 8.0))
    t = ask.times(body_s + 1.5)
    sag = np.clip((t - 0.72 * body_s) / (0.28 * body_s + 1.5), 0, 1)
    bend = -60.0 * np.exp(-t / 0.03) - 110.0 * sag**1.4
    left, right = _stack(ask, t, bend)
    growl = 1.0 - (0.16 + 0.34 * np.exp(-t / 0.6)) * (0.5 + 0.5 * np.sin(2 * np.pi * turns(26.0 + wander(len(t), ask.rate, ask.draw("growl"), every_s=0.11, spread=4.0), len(t), ask.rate)))  # fmt: skip
    blast = rise(t, 0.016) * (0.5 + 0.5 * np.exp(-t / (0.28 * body_s))) * (1.0 - 0.55 * rise(t - 0.6 * body_s, 0.6 * body_s))
    envelope = blast * growl * np.where(t < body_s, 1.0, np.exp(-(t - body_s) / 0.4)) * (1.0 - rise(t - body_s - 0.9, 0.6))
    out = []
    for side, (voice, layer) in enumerate(((left, 1), (right, 2))):
        breath = ask.noise(len(t), layer) * 0.35 * np.exp(-t / 0.09)
        driven = saturated(voice + breath * 0.2, 2.0 + 2.0 * ask.level) * envelope
        out.append(shaped(driven, ask.rate, partial(_mouth, ask, body_s, side)))
    loud = np.stack(out)
    return saturated(loud / np.abs(loud).max(), 1.0 + ask.level)


def _stack(ask: Ask, t: Curve, bend: Curve) -> tuple[Curve, Curve]:
    """Nine players on root, octave and twelfth, each a little off and drifting, spread from left to right; a sine below."""
    both = np.zeros((2, len(t)))
    draw = ask.draw("stack")
    tables = (
        (1, (-10.0, -5.0, 0.0, 5.0, 10.0), (-0.8, 0.5, 0.0, -0.4, 0.8)),
        (2, (-8.0, 0.0, 8.0), (0.6, -0.2, -0.7)),
        (3, (0.0,), (0.2,)),
    )
    rows = [
        (octave, off, place)
        for octave, cents, seats in tables
        for off, place in zip(players(len(t), ask.rate, draw.split(octave), cents, every_s=0.35, spread=4.0), seats, strict=True)
    ]
    for octave, off, place in rows:
        hz = octave * ask.hz * np.exp2((off * (1 + 0.9 * np.exp(-t / 0.2)) + bend) / 1200)
        phase = turns(hz, len(t), ask.rate) + between(draw, -0.5, 0.5) * (0.3 if octave == 1 else 1.0)
        wave = play(cycle("saw", harmonics(octave * ask.hz * 1.02, ask.rate)), phase)
        both += pan(wave * (0.34, 0.22, 0.12)[octave - 1], place * 0.7)
    both += 0.36 * np.sin(2 * np.pi * turns(ask.hz * np.exp2(bend / 1200), len(t), ask.rate))
    return both[0], both[1]


def _mouth(ask: Ask, body_s: float, side: int, times_s: Curve, hz: Curve) -> Curve:
    """A low-pass that is open within 40 ms and closes over the body, and three formants that shift as it does."""
    opened = rise(times_s, 0.045) * (0.30 + 0.70 * np.exp(-times_s / (0.42 * body_s)))
    sway = 1.0 + 0.12 * np.sin(2 * np.pi * (0.6 * times_s + 0.35 * side))
    cutoff = ask.hz * 2.5 + (500.0 + 5600.0 * ask.level**1.3) * opened * sway
    vowel = 1.0 + 1.5 * bump(hz, 380.0 + 160.0 * opened, 0.33) + 1.3 * bump(hz, 900.0 + 420.0 * opened * sway, 0.25)
    bells = np.clip(hz / (1.5 * ask.hz), 0.5, 8.0) ** 0.45
    return low_pass(hz, cutoff, resonance=1.1, poles=4) * bells * (vowel + 0.9 * bump(hz, 2600.0, 0.3))


def metal_hit(ask: Ask) -> Stereo:
    """A beam struck with a hammer: a bank of modes in beating pairs, the high ones gone first, and the clank of contact."""
    ring_s = float(np.clip(2.5 * ask.length_s, 2.2, 7.0)) * (220.0 / max(ask.hz, 60.0)) ** 0.25
    t = ask.times(0.75 * ring_s)
    draw = ask.draw("metal")
    both = np.zeros((2, len(t)))
    for side in (0, 1):
        hz, decay_s, weight, phase = [], [], [], []
        for ratio, strength in _METAL:
            tuned = ratio in (0.5, 1.0, 2.0)
            centre = ask.hz * ratio * (1.0 if tuned else 1.0 + between(draw, -0.006, 0.006))
            beat_hz = between(draw, 0.25, 1.1) * (0.6 if tuned else 1.0 + 0.35 * ratio)
            bright = (0.30 + 0.70 * ask.level) ** (0.7 * np.log2(max(ratio, 1.0))) * max(ratio, 1.0) ** 0.18
            for sign in (-0.5, 0.5):
                hz.append(centre + sign * beat_hz)
                decay_s.append(ring_s / max(ratio, 0.7) ** 0.62 * between(draw, 0.85, 1.15))
                weight.append(strength * bright * between(draw, 0.35, 0.65))
                phase.append(between(draw, 0.0, 1.0))
        both[side] = modes(len(t), ask.rate, hz, decay_s, weight, phase)
    mixed = np.stack([0.72 * both[0] + 0.28 * both[1], 0.28 * both[0] + 0.72 * both[1]])
    clank = np.stack([_clank(ask, t, layer) for layer in (1, 2)])
    return (mixed + clank) * rise(t, 0.0012) * (1.0 - rise(t - 0.55 * ring_s, 0.2 * ring_s))


def _clank(ask: Ask, t: Curve, layer: int) -> Curve:
    count = min(len(t), ask.count(0.2))
    out = np.zeros(len(t))
    burst = ask.noise(count, layer) * (np.exp(-t[:count] / 0.004) + 0.18 * np.exp(-t[:count] / 0.03))
    out[:count] = shaped(
        burst, ask.rate, lambda _, hz: (0.3 + ask.level) * (bump(hz, 3400.0, 0.7) + 0.5 * bump(hz, 1100.0, 0.4)), window=256
    )
    return 2.6 * out


def tick(ask: Ask) -> Stereo:
    """A dry clock: the pallet falls (a faint knock), six milliseconds later the wheel locks; bright or hollow by its height."""
    t = ask.times(0.13)
    draw = ask.draw("tick")
    table = _TICK if ask.height >= TICK_FROM else _TOCK
    strays = [between(draw, 0.985, 1.015) for _ in table]
    sides = []
    for layer in (1, 2):
        wood = np.zeros(len(t))
        for at_s, strength in ((0.0, 0.42), (0.0062, 1.0), (0.0171, 0.16)):
            first = ask.count(at_s)
            hz = [frequency * stray for (frequency, _), stray in zip(table, strays, strict=True)]
            decay_s = [0.055 * (2000.0 / frequency) ** 0.5 for frequency in hz]
            weight = [
                strength * part * (0.25 + 0.75 * ask.level) ** (frequency / 5000.0) for frequency, (_, part) in zip(hz, table, strict=True)
            ]
            phase = [0.25 + 0.06 * layer * (n % 2) for n in range(len(hz))]
            wood[first:] += modes(len(t) - first, ask.rate, hz, decay_s, weight, phase)
            count = ask.count(0.01)
            wood[first : first + count] += 0.9 * strength * ask.level * ask.noise(count, 4 + layer) * np.exp(-t[:count] / 0.0009)
        sides.append(wood)
    return np.stack(sides) * rise(t, 0.0008) * (1.0 - rise(t - 0.07, 0.06))


def felt_noise(ask: Ask) -> Stereo:
    """What a close microphone hears of a felted piano besides the string: key, hammer, wood, and the key's way back."""
    length_s = float(np.clip(ask.length_s, 0.05, 12.0))
    t = ask.times(length_s + 0.3)
    draw = ask.draw("felt")
    back_s = length_s + between(draw, 0.0, 0.03)
    tilt = 2.0 ** ((ask.height - 60) / 48)
    sides = []
    for layer in (1, 2):
        wood = [95.0 * tilt, 168.0 * tilt, 247.0, 410.0 * tilt]
        knock = modes(
            len(t), ask.rate, wood, [0.16, 0.12, 0.10, 0.06], [1.0, 0.7, 0.4, 0.25 * ask.level], [0.25, 0.27, 0.23, 0.25 + 0.1 * layer]
        )
        shift = ask.count(back_s)
        lifted = np.zeros(len(t))
        lifted[shift:] = knock[: len(t) - shift]
        rub = np.exp(-t / 0.020) * rise(t, 0.002) + 0.13 * np.exp(-np.abs(t - back_s) / 0.012) + 0.05 * held(t - 0.004, 0.03, 0.004, 0.05)
        fibre = shaped(ask.noise(len(t), layer) * rub, ask.rate, lambda _, hz: bump(hz, 520.0 * tilt + 900.0 * ask.level, 0.9) + 0.10 * bump(hz, 3200.0, 0.6), window=512)  # fmt: skip
        sides.append(knock * (0.5 + 0.5 * ask.level) + 0.22 * lifted + (1.1 + 0.7 * ask.level) * fibre)
    return np.stack(sides) * rise(t, 0.0015) * (1.0 - rise(t - length_s - 0.18, 0.12))
