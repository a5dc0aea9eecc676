"""What lies under the words in the bench: ambience and effects made by code, and our own score. Mono at 48 kHz, each bed the same at every run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.chance import Stream
from originalscore.demo.battle.sound import film_sound as street
from originalscore.demo.sounds import RATE, add, band, burst, course, noise
from originalscore.demo.thriller.sound import film_sound as stairs
from originalscore.render.synthesis.sounds import SYNTH_SOUNDS, make_sound

Sound = NDArray[np.float64]
#: Seconds for which one place lasts.
_PLACE_S = 37.0


def ambience(length_s: float, seed: int) -> Sound:
    """Places one after another: wind, surf, rain, traffic, a machine room and birds over water; everything swells and sinks."""
    n = round(length_s * RATE)
    t = np.arange(n) / RATE
    makers = (_wind, _surf, _rain, _traffic, _machines, _garden)
    sound = np.zeros(n)
    for number, begin in enumerate(range(0, n, round(_PLACE_S * RATE))):
        end = min(n, begin + round((_PLACE_S + 1) * RATE))
        place = makers[(number + seed) % len(makers)](t[begin:end], 1000 * seed + 10 * number)
        ends = np.minimum(1, np.minimum(np.arange(end - begin), np.arange(end - begin)[::-1]) / RATE)
        sound[begin:end] += ends * place / max(1e-9, np.sqrt(np.mean(place**2)))
    return sound


def effects(length_s: float, seed: int) -> Sound:
    """What films sound of: the drawn films' steps, blows, fire and creaks, and every film sound of the electronics at its time."""
    n = round(length_s * RATE)
    whole = np.concatenate([street().mean(axis=0), stairs().mean(axis=0)]).astype(np.float64)
    sound = np.resize(np.roll(whole, -seed * 17 * RATE), n)
    draw = Stream(seed, "effects")
    names = [name for name in SYNTH_SOUNDS if not name.startswith("chip")]
    at_s = 1.0
    while at_s < length_s - 12:
        name = draw.choose(names)
        facts = SYNTH_SOUNDS[name]
        held = make_sound(
            name,
            draw.between(facts.lowest, facts.highest),
            draw.between(10, 60) / 10,
            draw.between(4, 10) / 10,
            rate=RATE,
            seed=draw.below(1000),
        )
        add(sound, at_s, 1.5 * held.mean(axis=0).astype(np.float64))
        at_s += draw.between(20, 70) / 10
    return sound


def score(folder: Path, length_s: float) -> Sound:
    """The cues that a film was scored with, one after another without a rest and from the beginning again, as they are before the mix rides them."""
    cues = [soundfile.read(path, always_2d=True) for path in sorted((folder / "music" / "cues").glob("*.wav"))]
    if not cues or any(rate != RATE for _, rate in cues):
        raise SystemExit(f"{folder} holds no cues at {RATE} Hz: score it again")
    music = np.concatenate([wave.mean(axis=1) for wave, _ in cues])
    return np.resize(music, round(length_s * RATE))


def _wind(t: Sound, seed: int) -> Sound:
    gust = 0.6 + 0.4 * np.sin(2 * np.pi * 0.13 * t + seed) * np.sin(2 * np.pi * 0.051 * t)
    whistle = band(noise(len(t), seed + 1), 560, 640, 1) * np.clip(np.sin(2 * np.pi * 0.09 * t), 0, 1) ** 2
    return band(noise(len(t), seed), 120, 520) * gust + 0.5 * whistle


def _surf(t: Sound, seed: int) -> Sound:
    swell = 0.35 + 0.65 * np.clip(np.sin(2 * np.pi * t / 7.3 + seed), 0, 1) ** 2
    return (band(noise(len(t), seed), 90, 900) + 0.4 * band(noise(len(t), seed + 1), 900, 4000)) * swell


def _rain(t: Sound, seed: int) -> Sound:
    drops = noise(len(t), seed + 2)
    return band(noise(len(t), seed), 1200, 7500) + 12 * band(np.where(np.abs(drops) > 0.9992, drops, 0.0), 600, 5000)


def _traffic(t: Sound, seed: int) -> Sound:
    passing = sum(np.exp(-(((t - t[0] - at_s) / 2.2) ** 2)) for at_s in (4.0, 11.0, 15.5, 24.0, 31.0))
    engine = np.sign(np.sin(2 * np.pi * 62 * t + 3 * np.sin(2 * np.pi * 0.11 * t)))
    return band(noise(len(t), seed), 60, 1400) * (0.25 + passing) + 0.12 * band(engine, 60, 700) * (0.3 + passing)


def _machines(t: Sound, seed: int) -> Sound:
    hum = sum(np.sin(2 * np.pi * 50 * k * t + k) / k for k in (1, 2, 3, 4, 6, 8))
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 3.1 * t)
    return 0.3 * hum + band(noise(len(t), seed), 200, 2600) * (0.4 + 0.6 * beat**4)


def _garden(t: Sound, seed: int) -> Sound:
    n = len(t)
    sound = 0.25 * band(noise(n, seed), 300, 3000) * (0.7 + 0.3 * np.sin(2 * np.pi * 0.2 * t))
    draw = Stream(seed, "birds")
    at_s = 0.5
    while at_s < n / RATE - 1:
        for chirp in range(draw.between(2, 6)):
            length_s = draw.between(5, 14) / 100
            u = np.arange(round(length_s * RATE)) / RATE
            tone = np.sin(2 * np.pi * (draw.between(2200, 4200) * u + draw.between(-9000, 9000) * u**2)) * np.sin(np.pi * u / length_s)
            add(sound, at_s + 0.16 * chirp, 0.5 * tone)
        at_s += draw.between(8, 40) / 10
    step = course(t - t[0], [(0.0, 1.0), (_PLACE_S, 1.0)])
    add(sound, 5.0, 0.3 * burst(0.4, 50, 240, 0.05, seed))
    return sound * step
