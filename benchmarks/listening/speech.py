"""Speech at known spans, clean, in a hall and under noise and music: how much of it is heard, how much of the rest is taken for it, how late it ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve

from listening import beds, noises
from listening.talks import Half, talks
from originalscore.demo.sounds import noise
from originalscore.external.media import decode_sound, probe
from originalscore.picture.listening import RATE, listen
from originalscore.picture.voices import voice_spans

Sound = NDArray[np.float64]
Bed = Callable[[int], Sound]
_STEPS = 100
_PAD = 20
_BLOCK = 1 << 16
_NEAR_S = 1.5
#: Takes of every noise, under the film and under the talks made here.
FILM_TAKES, TALK_TAKES = (1, 2, 3), (1, 2)
FILM_LEVELS_DB, TALK_LEVELS_DB = (0, 5, 10, 15), (0, 5)
#: A stone hall: seconds in which it falls by 60 dB, and its energy beside that of the voice itself.
_HALL_S, _HALL_RATIO = 1.8, 0.5


@dataclass(frozen=True)
class Take:
    """Steps heard of those spoken, and taken for speech of those silent; how late each talk ended, in seconds."""

    heard: int
    spoken: int
    alarms: int
    silent: int
    late_s: tuple[float, ...]

    @property
    def recall(self) -> float:
        return self.heard / max(1, self.spoken)

    @property
    def false_alarm(self) -> float:
        return self.alarms / max(1, self.silent)


@dataclass(frozen=True)
class Condition:
    """One row: what was heard in every take."""

    name: str
    takes: tuple[Take, ...]

    @property
    def recall(self) -> float:
        return sum(take.heard for take in self.takes) / max(1, sum(take.spoken for take in self.takes))

    @property
    def false_alarm(self) -> float:
        return sum(take.alarms for take in self.takes) / max(1, sum(take.silent for take in self.takes))

    @property
    def least_recall(self) -> float:
        return min(take.recall for take in self.takes)

    @property
    def most_false_alarm(self) -> float:
        return max(take.false_alarm for take in self.takes)

    @property
    def late_s(self) -> float:
        """Mean over all talks whose end was found at all."""
        return float(np.mean([late_s for take in self.takes for late_s in take.late_s] or [0.0]))


class Spoken:
    """Mono sound at 48 kHz with speech at known spans, and what is laid under it."""

    def __init__(self, sound: Sound, spans: Sequence[tuple[float, float]]) -> None:
        self.sound, self.spans = sound, spans
        self.length_s = len(sound) / RATE
        self._inside = np.zeros(len(sound), bool)
        for start_s, end_s in spans:
            self._inside[round(start_s * RATE) : round(end_s * RATE)] = True
        self._power = float(np.mean(sound[self._inside] ** 2))

    def alone(self, name: str, sound: Sound | None = None) -> Condition:
        """The speech as it is, or as something made of it."""
        return Condition(name, (self._take(self.sound if sound is None else sound),))

    def under(self, name: str, bed: Bed, takes: Sequence[int], levels_db: Sequence[int]) -> Iterator[Condition]:
        """The speech over every take of a bed, at each level."""
        made = [bed(take) for take in takes]
        for level_db in levels_db:
            yield Condition(f"{name}, {level_db} dB", tuple(self._take(self._over(one, level_db)) for one in made))

    def _over(self, bed: Sound, level_db: float) -> Sound:
        """Speech so many dB above a bed, both measured over the spoken spans."""
        bed = np.pad(bed, (0, max(0, len(self.sound) - len(bed))))[: len(self.sound)]
        gain = np.sqrt(self._power / float(np.mean(bed[self._inside] ** 2)) * 10 ** (-level_db / 10))
        return np.asarray(self.sound + gain * bed, np.float64)

    def _take(self, sound: Sound) -> Take:
        mono = np.float32(sound / max(1.0, float(np.abs(sound).max())))
        heard = listen(np.stack([mono[a : a + _BLOCK]] * 2) for a in range(0, len(mono), _BLOCK))
        exact = voice_spans(heard.voice, Fraction(len(mono), RATE), hushed=heard.hushed, tones=heard.tones)
        found = [(float(start_s), float(end_s)) for start_s, end_s in exact]
        said, spoken, padded = self._laid(found, 0), self._laid(self.spans, 0), self._laid(self.spans, _PAD)
        late_s = tuple(_late(found, end_s) for _, end_s in self.spans if abs(_late(found, end_s)) < _NEAR_S)
        return Take(int((said & spoken).sum()), int(spoken.sum()), int((said & ~padded).sum()), int((~padded).sum()), late_s)

    def _laid(self, spans: Sequence[tuple[float, float]], pad: int) -> NDArray[np.bool_]:
        steps = np.zeros(int(self.length_s * _STEPS) + 1, bool)
        for start_s, end_s in spans:
            steps[max(0, int(start_s * _STEPS) - pad) : int(end_s * _STEPS) + pad] = True
        return steps


def film_conditions(film: Path, truth: Path, score: Path) -> Iterator[Condition]:
    """The film with readings in it: clean, over our score, over ambience and over effects at every level."""
    sound = np.concatenate(list(decode_sound(film, RATE, 1, probed=probe(film))), axis=1)[0].astype(np.float64)
    spoken = Spoken(sound, [(start_s, end_s) for start_s, end_s in json.loads(truth.read_text())["speech_blocks_s"]])
    yield spoken.alone("clean")
    yield from spoken.under("over our score", lambda take: beds.score(score, spoken.length_s), (1,), (5,))
    yield from spoken.under("over ambience", partial(beds.ambience, spoken.length_s), FILM_TAKES, FILM_LEVELS_DB)
    yield from spoken.under("over effects", partial(beds.effects, spoken.length_s), FILM_TAKES, FILM_LEVELS_DB)


def talk_conditions(half: Half) -> Iterator[Condition]:
    """Talks made here: clean, in a stone hall, over the places and the effects of their half."""
    made = talks(half)
    spoken = Spoken(made.sound, made.spans)
    yield spoken.alone("clean")
    yield spoken.alone("in a hall", _in_hall(made.sound, half.seed))
    yield from spoken.under("over places", partial(noises.places, half.name, spoken.length_s), TALK_TAKES, TALK_LEVELS_DB)
    yield from spoken.under("over effects", partial(noises.effects, half.name, spoken.length_s), TALK_TAKES, TALK_LEVELS_DB)


def _in_hall(sound: Sound, seed: int) -> Sound:
    """The voice itself, and a hall that falls evenly after it."""
    t = np.arange(round(_HALL_S * RATE)) / RATE
    hall = noise(len(t), seed) * 10 ** (-3 * t / _HALL_S)
    hall *= np.sqrt(_HALL_RATIO / np.sum(hall**2))
    return np.asarray(sound + fftconvolve(sound, hall)[: len(sound)], np.float64)


def _late(found: Sequence[tuple[float, float]], end_s: float) -> float:
    """How long after the end of a talk the nearest end that was found lies, in seconds; before it below 0."""
    return min((after_s - end_s for _, after_s in found), key=abs, default=_NEAR_S)
