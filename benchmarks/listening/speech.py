"""Speech at known spans, clean and under noise and music: how much of it is heard, and how much of the rest is taken for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from listening import beds
from originalscore.external.media import decode_sound, probe
from originalscore.picture.listening import RATE, listen
from originalscore.picture.voices import voice_spans

_STEPS = 100
_PAD = 20
_BLOCK = 1 << 16
#: Takes of every noise; most limits were set on the first half of the film with the first two; the last two limits (padding, reach of a sure window) with all in view.
TAKES = (1, 2, 3)
LEVELS_DB = (0, 5, 10, 15)


@dataclass
class Share:
    """Steps heard of those spoken, and taken for speech of those silent; of one take or of several."""

    heard: int = 0
    spoken: int = 0
    alarms: int = 0
    silent: int = 0

    @property
    def recall(self) -> float:
        return self.heard / max(1, self.spoken)

    @property
    def false_alarm(self) -> float:
        return self.alarms / max(1, self.silent)

    def add(self, other: Share) -> None:
        self.heard += other.heard
        self.spoken += other.spoken
        self.alarms += other.alarms
        self.silent += other.silent


@dataclass(frozen=True)
class Condition:
    """One row: all of the film, and its second half, on which only the last two limits were seen."""

    name: str
    whole: Share
    second_half: Share


class SpeechFilm:
    """The film with speech at known spans, and what lies under it."""

    def __init__(self, film: Path, truth: Path) -> None:
        self.sound = np.concatenate(list(decode_sound(film, RATE, 1, probed=probe(film))), axis=1)[0].astype(np.float64)
        self.length_s = len(self.sound) / RATE
        self.spans = [(start_s, end_s) for start_s, end_s in json.loads(truth.read_text())["speech_blocks_s"]]
        self._inside = np.zeros(len(self.sound), bool)
        for start_s, end_s in self.spans:
            self._inside[round(start_s * RATE) : round(end_s * RATE)] = True
        self._power = float(np.mean(self.sound[self._inside] ** 2))

    def conditions(self, score: Path) -> Iterator[Condition]:
        """Clean, over our score, over ambience and over effects at every level."""
        yield self._condition("clean", [self.sound])
        yield self._condition("over our score, 5 dB", [self._over(beds.score(score, self.length_s), 5)])
        for name, bed in (("ambience", beds.ambience), ("effects", beds.effects)):
            made = [bed(self.length_s, take) for take in TAKES]
            for level_db in LEVELS_DB:
                yield self._condition(f"over {name}, {level_db} dB", [self._over(one, level_db) for one in made])

    def _over(self, bed: NDArray[np.float64], level_db: float) -> NDArray[np.float64]:
        """Speech so many dB above a bed, both measured over the spoken spans."""
        bed = np.pad(bed, (0, max(0, len(self.sound) - len(bed))))[: len(self.sound)]
        gain = np.sqrt(self._power / float(np.mean(bed[self._inside] ** 2)) * 10 ** (-level_db / 10))
        return np.asarray(self.sound + gain * bed, np.float64)

    def _condition(self, name: str, takes: list[NDArray[np.float64]]) -> Condition:
        whole, second = Share(), Share()
        for sound in takes:
            heard = self._heard(sound)
            whole.add(self._share(heard, 0.0))
            second.add(self._share(heard, self.length_s / 2))
        return Condition(name, whole, second)

    def _heard(self, sound: NDArray[np.float64]) -> NDArray[np.bool_]:
        mono = np.float32(sound / max(1.0, float(np.abs(sound).max())))
        heard = listen(np.stack([mono[a : a + _BLOCK]] * 2) for a in range(0, len(mono), _BLOCK))
        spans = voice_spans(heard.voice, Fraction(len(mono), RATE), hushed=heard.hushed, tones=heard.tones)
        return self._laid([(float(start_s), float(end_s)) for start_s, end_s in spans], 0)

    def _laid(self, spans: list[tuple[float, float]], pad: int) -> NDArray[np.bool_]:
        steps = np.zeros(int(self.length_s * _STEPS) + 1, bool)
        for start_s, end_s in spans:
            steps[max(0, int(start_s * _STEPS) - pad) : int(end_s * _STEPS) + pad] = True
        return steps

    def _share(self, heard: NDArray[np.bool_], from_s: float) -> Share:
        part = slice(int(from_s * _STEPS), None)
        spoken, padded = self._laid(self.spans, 0)[part], self._laid(self.spans, _PAD)[part]
        heard = heard[part]
        return Share(int((heard & spoken).sum()), int(spoken.sum()), int((heard & ~padded).sum()), int((~padded).sum()))
