"""Speech made here, at known spans: synthetic voices in several languages, at several rates, in talks, exchanges and single words.

Two halves that share neither voice, sentence, draw nor noise. Limits may be chosen on the development half; the held-out half is only for reporting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from originalscore.chance import Stream
from originalscore.demo.sounds import RATE, add
from originalscore.external.espeak import speak

Sound = NDArray[np.float64]
#: Seconds of one half, of the rests between talks, and of the pauses inside them; in tenths.
_LENGTH_S = 210
_REST, _PAUSE = (40, 110), (3, 13)
#: Seconds around a line below which a sample of it is silence, and its share of the line's peak.
_SILENT = 0.01


@dataclass(frozen=True)
class Speaker:
    """One voice: an espeak-ng name, words a minute, pitch from 0 to 99, and what it says."""

    voice: str
    words_per_minute: int
    pitch: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Half:
    """A name, the seed of its draws, and who speaks."""

    name: str
    seed: int
    speakers: tuple[Speaker, ...]


DEVELOPMENT = Half(
    "development",
    8101,
    (
        Speaker(
            "en-gb+m3", 135, 38, ("We left the boat at the old pier and walked up to the mill.", "No.", "The gate was open all night.")
        ),
        Speaker(
            "en-us+f2", 160, 62, ("Call me when the train has passed the second bridge.", "Who told you?", "I kept every letter he sent.")
        ),
        Speaker("de+m2", 145, 30, ("Der Wagen steht seit gestern vor dem Haus.", "Komm herein und mach die Tür zu.")),
        Speaker("fr+f4", 150, 55, ("Il fait froid ce matin, prends ton manteau.", "Personne ne viendra ici avant demain.")),
        Speaker("en-gb-scotland+m7", 120, 45, ("There is nothing left in the cellar but dust and two chairs.", "Wait for me.")),
        Speaker("it+f1", 170, 70, ("La nave parte prima dell'alba.", "Non aprire quella finestra, ti prego.")),
    ),
)
HELD_OUT = Half(
    "held out",
    9203,
    (
        Speaker("en-gb-x-rp+m1", 125, 25, ("My father built this wall with stones from the river.", "Stay where you are.", "It was never mine to give.")),
        Speaker("en-us+f5", 175, 50, ("Somebody has to carry the water before it gets dark.", "Why now?", "She had the map in her coat all along.")),
        Speaker("es+m5", 155, 42, ("El tren llega tarde todas las noches.", "No digas nada cuando entre el juez.")),
        Speaker("nl+f3", 140, 66, ("De sleutel ligt onder de derde steen.", "Morgen gaan we samen naar de markt.")),
        Speaker("pl+m4", 150, 35, ("Nikt nie zna drogi przez ten las.", "Zostaw światło w kuchni.")),
        Speaker("en+f1", 115, 74, ("The snow had covered every road by the time we woke.", "Come here.")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Talks:
    """Mono sound at 48 kHz, the talks in it, and the single lines they are made of; seconds."""

    sound: Sound
    spans: tuple[tuple[float, float], ...]
    lines: tuple[tuple[float, float], ...]


def talks(half: Half) -> Talks:
    """One half, spoken: rests of 4 to 11 s, talks of one to five lines with pauses of 0.3 to 1.3 s; voices differ in level by 4 dB at most."""
    draw = Stream(half.seed, "talks")
    sound = np.zeros(_LENGTH_S * RATE)
    spans, lines = [], []
    at_s = draw.between(*_REST) / 10
    while True:
        pair = draw.shuffled(half.speakers)[:2]
        spoken = [_line(draw.choose(pair), draw) for _ in range(draw.between(1, 5))]
        pauses_s = [draw.between(*_PAUSE) / 10 for _ in spoken]
        if at_s + sum(len(line) / RATE for line in spoken) + sum(pauses_s) > _LENGTH_S - 2:
            return Talks(sound, tuple(spans), tuple(lines))
        begin_s = at_s
        for line, pause_s in zip(spoken, pauses_s):
            add(sound, at_s, line)
            lines.append((at_s, at_s + len(line) / RATE))
            at_s = lines[-1][1] + pause_s
        spans.append((begin_s, lines[-1][1]))
        at_s = lines[-1][1] + draw.between(*_REST) / 10


def _line(speaker: Speaker, draw: Stream) -> Sound:
    """One of a speaker's lines without the silence around it, a little nearer or farther."""
    raw, rate = speak(draw.choose(speaker.lines), voice=speaker.voice, words_per_minute=speaker.words_per_minute, pitch=speaker.pitch)
    line = resample_poly(raw.astype(np.float64), RATE, rate)
    sounding = np.flatnonzero(np.abs(line) > _SILENT * np.abs(line).max())
    line = line[sounding[0] : sounding[-1] + 1]
    level = 0.1 * 10 ** (draw.between(-20, 20) / 10 / 20)
    return np.asarray(line * level / np.sqrt(np.mean(line**2)), np.float64)
