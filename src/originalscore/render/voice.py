"""How one note is put on a channel of the synthesiser; the same way when it is measured and when it is played.

A note has a channel to itself, so that its level, brightness, tuning and place can move without its neighbours. Velocity
(or breath, CC2, in the expressive banks) chooses the colour in twelve steps; the loudness is then set exactly by CC7 and
CC11, whose law is 40 log10(value / 127) dB each (measured, sound set MuseScore General on FluidSynth 2.3).
"""

from __future__ import annotations

import math

from originalscore.external import fluidsynth
from originalscore.external.fluidsynth import CHANNELS, Synth
from originalscore.model.palette import Patch

RESTING_EXPRESSION = 88
"""CC11 of an unmoved note: 6.4 dB are left for swells."""
SOFTEST, STEP = 18, 10


def velocity_of(level: float, patch: Patch, turn: int = 0) -> int:
    """Velocity (or breath) for a level 0 to 1: 18 at the softest, the patch's ceiling at the hardest, in steps of ten.

    ``turn`` moves it one step up or down, for repeated notes that should not be the same sample twice.
    """
    step = round(max(0, patch.ceiling - SOFTEST) * min(1.0, max(0.0, level)) / STEP) + turn
    return max(patch.floor, min(patch.ceiling, max(SOFTEST, SOFTEST + STEP * step)))


def step_below(velocity: int) -> int:
    """The measured step at or below a velocity or breath."""
    return SOFTEST + (max(SOFTEST, velocity) - SOFTEST) // STEP * STEP


def filter_cents(velocity: float, patch: Patch) -> float:
    """Offset of the low-pass for a velocity or breath: closed when soft, the patch's own (less what it is always closed) when hard."""
    return -patch.dark_cents - patch.open_cents * max(0.0, 1.0 - velocity / 112.0)


def controller_for(gain_db: float, resting: int = 127) -> int:
    """The CC7 or CC11 value nearest to a gain relative to ``resting``."""
    return max(1, min(127, round(resting * math.pow(10.0, gain_db / 40.0))))


def prepare(
    synth: Synth, channel: int, patch: Patch, velocity: int, *, volume: int, pan: int = 64, cents: float = 0.0, release_timecents: int = 0
) -> None:
    """Set up a silent channel for a note; ``release_timecents`` come on top of the patch's own."""
    synth.program(channel, patch.bank, patch.program)
    for controller, value in (
        (fluidsynth.REVERB_SEND, 0), (fluidsynth.CHORUS_SEND, 0), (fluidsynth.VIBRATO, 0), (fluidsynth.VOLUME, volume),
        (fluidsynth.PAN, pan), (fluidsynth.EXPRESSION, RESTING_EXPRESSION), (fluidsynth.BREATH, velocity),
    ):  # fmt: skip
        synth.control(channel, controller, value)
    synth.offset(channel, fluidsynth.FILTER_CENTS, filter_cents(velocity, patch))
    synth.offset(channel, fluidsynth.FILTER_ENVELOPE_CENTS, float(patch.envelope_cents))
    synth.offset(channel, fluidsynth.ATTACK_TIMECENTS, float(patch.attack_timecents))
    synth.offset(channel, fluidsynth.RELEASE_TIMECENTS, float(patch.release_timecents + release_timecents))
    synth.tune(channel, cents)


class Channels:
    """Hands out channels in turn, so that a note's tail is not disturbed by the next."""

    def __init__(self) -> None:
        self._next = 0
        self._of: dict[int, int] = {}

    def take(self, note: int) -> int:
        """A channel for a new note: the one that has rested longest."""
        channel = self._next
        self._next = (self._next + 1) % CHANNELS
        self._of[note] = channel
        return channel

    def of(self, note: int) -> int:
        """The channel of a sounding note."""
        return self._of[note]
