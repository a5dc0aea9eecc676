"""Chip waves for the chiptune palette: pulses, the stepped triangle and shift-register noise, clean at any height.

The steps are kept that make the sound what it is (duty of an eighth, a quarter, a half; a triangle of 32 steps of four bits;
volume in sixteen steps, sixty a second; a 15-bit shift register), but the waves are band-limited and each volume step is
a millisecond long, so that nothing aliases or clicks.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy import signal

from originalscore.render.synthesis.shaping import rise
from originalscore.render.synthesis.sources import Ask, Curve, Stereo, cycle, harmonics, play, turn_of, turns

#: Volume steps a second, and the length of one change.
_STEPS_A_SECOND, _CHANGE_S = 60, 0.001
#: Seconds from full volume to none: a note that is held, and one that is plucked.
_LONG_S, _QUICK_S = 6.0, 0.32
#: Clock of the shift register at C4, hertz; an octave up doubles it.
_NOISE_HZ = 6000.0


def chip_wave(shape: str, ask: Ask, *, quick: bool) -> Stereo:
    """A pulse (``pulse-1``, ``-2``, ``-4`` eighths) or ``triangle``, held or plucked; mono, as the chips were."""
    length_s = min(ask.length_s, _QUICK_S) if quick else ask.length_s
    t = ask.times(length_s + 0.02)
    late = rise(t - 0.45, 0.4)
    hz = ask.hz * np.exp2(late * 9.0 * np.sin(2 * np.pi * 5.5 * (t - 0.45)) / 1200)
    most = harmonics(ask.hz * 1.006, ask.rate)
    turn = _triangle(most) if shape == "triangle" else cycle(shape, most)
    wave = _softened(play(turn, turns(hz, len(t), ask.rate)), ask)
    return np.stack([wave, wave]) * _volume(t, length_s, quick, ask.rate)


def chip_noise(ask: Ask, *, quick: bool) -> Stereo:
    """The shift register, clocked by the height; each output sample is the mean of what falls into it."""
    length_s = min(ask.length_s, 0.5 * _QUICK_S) if quick else ask.length_s
    t = ask.times(length_s + 0.02)
    bits = _register()
    clock_hz = _NOISE_HZ * 2 ** ((ask.height - 60) / 12)
    whole = np.concatenate([[0.0], np.cumsum(bits)])
    place = np.arange(len(t) + 1) * (clock_hz / ask.rate) + (ask.seed % 977) * 31
    turnover, rest = np.divmod(place, len(bits))
    summed = turnover * whole[-1] + np.interp(rest, np.arange(len(whole)), whole)
    wave = _softened(np.diff(summed) * (ask.rate / clock_hz), ask)
    return np.stack([wave, wave]) * _volume(t, length_s, quick, ask.rate)


@cache
def _triangle(most: int) -> Curve:
    """A triangle of 32 steps between sixteen levels."""
    steps = np.concatenate([np.arange(8, 16), np.arange(15, -1, -1), np.arange(0, 8)]) - 7.5
    fine = np.repeat(steps, 256)
    return turn_of(np.fft.rfft(fine)[1 : most + 1])


@cache
def _register() -> Curve:
    """One turn of the 15-bit register (taps on its two lowest bits), as -1 and 1."""
    state, bits = 1, np.empty(32767)
    for place in range(len(bits)):
        state = (state >> 1) | (((state ^ (state >> 1)) & 1) << 14)
        bits[place] = 1.0 if state & 1 else -1.0
    out: Curve = bits - bits.mean()
    return out


def _softened(wave: Curve, ask: Ask) -> Curve:
    """The output stage: a gentle slope that closes as the note is played softer."""
    corner_hz = min(0.45 * ask.rate, max(2.0 * ask.hz, 900.0) * 14.0**ask.level)
    out: Curve = signal.lfilter(*signal.butter(1, corner_hz, fs=ask.rate), wave)
    return out


def _volume(t: Curve, length_s: float, quick: bool, rate: int) -> Curve:
    """Sixteen steps of volume, falling, each change a millisecond long; off at the end of the note."""
    frames = np.arange(int(t[-1] * _STEPS_A_SECOND) + 2) / _STEPS_A_SECOND if len(t) else np.zeros(1)
    fall = np.exp(-3.0 * frames / _QUICK_S) if quick else 1.0 - 0.4 * np.minimum(1.0, frames / 0.25) - 0.5 * frames / _LONG_S
    steps = np.round(15 * np.clip(fall, 0.14, 1.0)) / 15
    place = t * _STEPS_A_SECOND
    index = np.minimum(place.astype(np.int64), len(steps) - 1)
    stepped = np.concatenate([[0.0], steps])
    share = np.clip((place - index) / (_CHANGE_S * _STEPS_A_SECOND), 0, 1)
    out: Curve = stepped[index] * (1 - share) + stepped[index + 1] * share
    return out * (1.0 - rise(t - length_s, 0.006))
