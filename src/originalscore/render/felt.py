"""A note as it is heard from its place: what decides when a hit is felt.

Reflections reach the ear within milliseconds of the direct sound and belong to the attack (precedence; ISO 3382-1 counts 80 ms as early), and a
saturated low brass note rises otherwise than a clean one. The hall also lifts what sits far back more than what sits in front. So the attack of a note that carries a hit is measured on the whole way from the
instrument to the ear, not on the bare sample, and every instrument is set back by what the hall gives it.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.render.room import Room, Sound, impulse_response
from originalscore.render.saturation import LOW_BRASS, Saturation
from originalscore.render.stage import FarEar, sides

ALGORITHM = 3
"""Raised when the way from the instrument to the ear, or what is listened for, changes."""


def heard_from(instrument: str, sound: Sound, rate: int, *, gain_db: float = 0.0, pan_ratio: float = 0.0) -> Sound:
    """A dry note (2, n), raised by ``gain_db``, with its instrument's colour and the hall around it; as long as the note.

    It is panned already; ``pan_ratio`` says how far its instrument sits to one side, and so how late the farther ear hears it.
    """
    dry = FarEar(pan_ratio, rate).add((sound * np.float32(10 ** (gain_db / 20))).astype(np.float32))
    if instrument in LOW_BRASS:
        dry = Saturation(instrument, rate).add(dry)
    room = Room(INSTRUMENTS[instrument].stem, rate)
    place = room.seat(instrument)
    return room.add(place.add(dry))


@cache
def lift_db(instrument: str) -> float:
    """What the hall adds to an instrument's loudness in its own register, decibels: the mean gain from its comfortable range's lowest
    fundamental to the highest one's fourth partial, frequencies spaced evenly by ear. Unpitched ones: from 60 Hz to 4 kHz (ours)."""
    rate, row = 48_000, INSTRUMENTS[instrument]
    low_hz, high_hz = (_hertz(row.low), min(12_000.0, 4 * _hertz(row.high))) if row.pitched else (60.0, 4_000.0)
    size = 1 << 18
    power = np.sum(np.abs(np.fft.rfft(impulse_response(instrument, rate), size, axis=1)) ** 2, axis=0)
    heard = np.interp(np.geomspace(low_hz, high_hz, 400), np.fft.rfftfreq(size, 1 / rate), power).mean()
    return float(10 * np.log10(heard / np.sum(np.array(sides(instrument)) ** 2)))


def _hertz(pitch: str) -> float:
    return float(440 * 2 ** ((Pitch.parse(pitch).height - 69) / 12))
