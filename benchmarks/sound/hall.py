"""The hall: how long it rings and how clear it is, by a clap in it; how left and right agree, by a tutti."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sound.lines import Line
from sound.sections import chord
from sound.stage import RATE, Sound, hall_response, members, sounded

_SEATED = ("violins-1", "violas", "flute", "horns", "trombones", "timpani")


def lines(palette: str) -> Iterator[Line]:
    """The hall by a clap in it, and two channels by a tutti."""
    from originalscore.measures import acoustics as ears

    group = "hall"
    responses = {name: hall_response(name) for name in _SEATED}
    times = {name: ears.rt60_s(_late(response), RATE, 500 / 2**0.5, 1000 * 2**0.5) for name, response in responses.items()}
    clear = {name: ears.c80_db(_without_direct(response), RATE) for name, response in responses.items()}
    cupboard = _decaying(0.5)
    yield Line(group, "reverberation, 500 Hz to 1 kHz, shortest", min(times.values()), 1.5, 2.2, "s", "a room of 0.5 s", ears.rt60_s(cupboard, RATE, 354, 1414),
               "Beranek, Concert Halls and Opera Houses, 2004: the best loved halls ring 1.8 to 2.1 s when full; a little less for music under words.")  # fmt: skip
    yield Line(
        group,
        "reverberation, longest",
        max(times.values()),
        1.5,
        2.2,
        "s",
        "a cathedral of 5 s",
        ears.rt60_s(_decaying(5.0), RATE, 354, 1414),
    )
    yield Line(group, "clarity C80 of the hall alone, driest seat", max(clear.values()), -5.0, 5.0, "dB", "a room of 0.5 s", ears.c80_db(cupboard, RATE),
               "ISO 3382-1, table A.1: typical range -5 to 5 dB; the direct sound is left out, since microphones near the players add to it.",
               ", ".join(f"{name} {value:+.1f}" for name, value in clear.items()))  # fmt: skip
    tutti = _tutti(palette)
    mono = np.stack([tutti.mean(axis=0)] * 2)
    yield Line(group, "correlation of left and right, tutti", ears.correlation(tutti), 0.2, 0.9, "", "the same in mono", ears.correlation(mono),
               "above 0.9 nobody hears a width; below 0.2 it falls apart in mono (ours).")  # fmt: skip
    against = np.stack([tutti[0], -0.9 * tutti[0]])
    yield Line(group, "what mono takes from a tutti", ears.mono_loss_lu(tutti), None, 2.0, "LU", "one side turned over", ears.mono_loss_lu(against),
               "3 LU are lost by two sides that have nothing in common; 2 leave the balance as it was (ours).")  # fmt: skip


def _late(response: Sound) -> Sound:
    """The response from 50 ms on, where the early reflections are over."""
    return response[:, round(0.05 * RATE) :]


def _without_direct(response: Sound) -> Sound:
    return response[:, round(0.0025 * RATE) :]


def _decaying(rt60_s: float) -> Sound:
    """Noise that decays as in a room: a counter hash, the same every time."""
    count = np.arange(round(1.2 * rt60_s * RATE), dtype=np.uint64)
    bits = ((count * np.uint64(0x9E3779B97F4A7C15)) ^ (count << np.uint64(13))) * np.uint64(0xBF58476D1CE4E5B9)
    noise = (bits >> np.uint64(11)).astype(np.float64) / 2**52 - 1
    decayed = noise * 10 ** (-3 * np.arange(len(count)) / RATE / rt60_s)
    return np.stack([decayed, decayed]).astype(np.float32)


def _tutti(palette: str) -> Sound:
    return sounded([chord(name, 0.75) for name in members(palette)], palette, length_s=4.0)
