"""One hall for all: every instrument in its place, and the tail they share.

The direct sound keeps its time and its loudness; the air takes a little treble on its way. Around it come the place's own first
reflections (`hall`), and how much of the sound is sent to the shared tail (`tail`) grows with the distance (`stage`). All three
are convolutions, block after block: what a block leaves behind is added to the next, so blocks may be cut anywhere.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from originalscore.music.instrument import INSTRUMENTS
from originalscore.render import hall
from originalscore.render.convolution import Convolution, Response, Sound
from originalscore.render.stage import STANDS, sides
from originalscore.render.tail import TAIL_S, late

__all__ = ["TAIL_S", "Place", "Room", "Sound", "impulse_response"]


class Place:
    """An instrument in its place on the stage, block after block; blocks may be cut anywhere.

    Parameters
    ----------
    instrument
        A name of ``STANDS``; any other comes by wire: no reflections, and little of the hall.
    sample_rate
        Hertz.
    """

    def __init__(self, instrument: str, sample_rate: int) -> None:
        self._left, self._right = (np.float32(share) for share in sides(instrument))
        self._near = Convolution(_near_response(instrument, sample_rate)) if instrument in STANDS else None
        self._send_ratio = np.float32(10 ** (-hall.over_tail_db(instrument) / 20))
        self.send: Sound = np.zeros(0, np.float32)
        """What the last block sends to the tail, (n,)."""

    def add(self, dry: Sound) -> Sound:
        """The next samples (2, n) as they are heard without the tail: the direct sound in its time, less air, and its reflections."""
        source = self._left * dry[0] + self._right * dry[1]
        self.send = source * self._send_ratio
        if self._near is None:
            return dry
        heard = self._near.add(source)
        heard += dry
        return heard

    def ring(self) -> Sound:
        """The reflections still to come after the last sample, at most ``hall.EARLY_S`` long."""
        return self._near.ring if self._near else np.zeros((2, 0), np.float32)


class Room:
    """A stem in the hall, block after block; blocks may be cut anywhere.

    Parameters
    ----------
    stem
        A name of ``STEMS``: how much tail is heard around sound that was not seated, that of the stem's mean distance.
    sample_rate
        Hertz.
    """

    def __init__(self, stem: str, sample_rate: int) -> None:
        away_db = [hall.over_tail_db(name) for name, row in INSTRUMENTS.items() if row.stem == stem]
        self._send_ratio = np.float32(10 ** (-sum(away_db) / len(away_db) / 20) / math.sqrt(2))
        self._rate, self._places = sample_rate, list[Place]()
        self._ring: Sound = np.zeros((2, round(TAIL_S * sample_rate)), np.float32)

    def seat(self, instrument: str) -> Place:
        """A place on the stage whose send this room hears; one for each source of sound."""
        self._places.append(Place(instrument, self._rate))
        return self._places[-1]

    def add(self, sound: Sound) -> Sound:
        """The next samples (2, n) with the tail around them; what is heard directly keeps its place.

        Parameters
        ----------
        sound
            The sum of what the seated places gave for this block; where nobody is seated, dry sound.
        """
        frames, ring = sound.shape[1], self._ring.shape[1]
        size = int(fft.next_fast_len(frames + ring, real=True))
        tail = fft.irfft(fft.rfft(self._sent(sound), size) * _late_spectrum(self._rate, size), size)[:, : frames + ring]
        tail[:, :ring] += self._ring
        self._ring = tail[:, frames:].copy()
        wet: Sound = tail[:, :frames]
        wet += sound
        return wet

    def _sent(self, sound: Sound) -> Sound:
        if not self._places:
            return np.asarray((sound[0] + sound[1]) * self._send_ratio)
        sent = self._places[0].send
        for place in self._places[1:]:
            sent = sent + place.send
        return sent

    def ring(self) -> Sound:
        """What still sounds after the last sample, ``TAIL_S`` long."""
        ring = self._ring.copy()
        for place in self._places:
            near = place.ring()
            ring[:, : near.shape[1]] += near
        return ring


def impulse_response(instrument: str, sample_rate: int) -> Sound:
    """What the pair hears of one clap of energy 1 at an instrument's place: (2, ``TAIL_S`` long), direct sound at sample 0."""
    length = round(TAIL_S * sample_rate)
    made = late(sample_rate) * np.float32(10 ** (-hall.over_tail_db(instrument) / 20))
    made[:, 0] += sides(instrument)
    if instrument in STANDS:
        near = _near(instrument, sample_rate)
        made[:, : near.shape[1]] += near[:, :length]
    return made


@cache
def _near(instrument: str, sample_rate: int) -> Sound:
    """What is added to a direct sound of energy 1: its first reflections, and what the air takes from it."""
    near = hall.reflections(instrument, sample_rate).copy()
    taken = hall.air(instrument, sample_rate).copy()
    taken[0] -= 1
    near[:, : len(taken)] += np.outer(sides(instrument), taken)
    return near


@cache
def _near_response(instrument: str, sample_rate: int) -> Response:
    return Response(_near(instrument, sample_rate))


@lru_cache(maxsize=4)
def _late_spectrum(sample_rate: int, size: int) -> NDArray[np.complex64]:
    spectrum: NDArray[np.complex64] = fft.rfft(late(sample_rate), size, axis=1)
    return spectrum
