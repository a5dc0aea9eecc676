"""The two-pop: one frame of 1 kHz exactly two seconds of timecode before the picture starts, by which a mixing stage lines sound up with picture.

What is laid against picture on a stage carries it: stems, ``music.wav``, ``master.wav`` and the click; all of them then start two labelled
seconds early, and their time reference says so. A single cue and the scored film do not. The pop stands at -20 dBFS in the sum, so every
stem carries its share of it and the stems still sum to the music.
Two seconds of timecode are 48 frames at 24 and at 24000/1001 (SMPTE leaders count frames); -20 dBFS is SMPTE RP 155's line-up level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from originalscore.formats.wav import FULL_SCALE, time_reference
from originalscore.times import Clock

_SECONDS = 2
_POP_HZ, _POP_DBFS = 1000.0, -20.0


@dataclass(frozen=True)
class Leader:
    """What lies before the picture: ``samples`` of it (0 without a two-pop), and the clock of the files that carry it."""

    clock: Clock
    samples: int
    rate: int
    pop_samples: int

    def sound(self) -> NDArray[np.int32]:
        """The leader as 24-bit integers (2, ``samples``): the pop, then silence."""
        sound = np.zeros((2, self.samples), np.int32)
        if self.samples:
            t = np.arange(self.pop_samples) / self.rate
            sound[:, : self.pop_samples] = np.rint(FULL_SCALE * 10 ** (_POP_DBFS / 20) * np.sin(2 * np.pi * _POP_HZ * t))
        return sound

    def share(self, number: int, count: int) -> NDArray[np.int32]:
        """The part of it that stem ``number`` of ``count`` carries, whole samples; all parts sum to the leader exactly."""
        whole = self.sound()
        return np.asarray(whole * (number + 1) // count - whole * number // count, np.int32)


def leader(film: Clock, rate: int, *, two_pop: bool) -> Leader:
    """The leader of a film's music at ``rate`` samples a second."""
    if not two_pop:
        return Leader(film, 0, rate, 0)
    early = film.start_frame - _SECONDS * film.frame_rate.nominal
    clock = replace(film, start_frame=early % film.frame_rate.day_frames)
    start = film if early >= 0 else replace(film, start_frame=film.start_frame + film.frame_rate.day_frames)  # midnight lies between
    samples = time_reference(start, rate) - time_reference(clock, rate)
    return Leader(clock, samples, rate, round(film.frame_rate.frame_s * rate))
