"""Films made of waves whose level is known: noise for music, speech and everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile

from originalscore.files import checksum
from originalscore.model.audio import AudioFile, CueStems, StemSound
from originalscore.model.cue import Cue, CurvePoint
from originalscore.model.picture import Picture, Speech
from originalscore.picture import blank_picture

RATE = 48_000
LEAD_S = Fraction(1, 2)
Span = tuple[float, float]


def noise(seed: int, seconds: float, level_db: float, rate: int = RATE) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 10 ** (level_db / 20), (2, round(seconds * rate))).astype(np.float32)


def steps(seed: int, *levels: tuple[float, float], rate: int = RATE) -> np.ndarray:
    """Noise of (level in dB RMS, seconds)."""
    return np.concatenate([noise(seed + n, seconds, level, rate) for n, (level, seconds) in enumerate(levels)], axis=1)


def stem(folder: Path, name: str, sound: np.ndarray, rate: int = RATE) -> StemSound:
    path = folder / "stages" / f"{name}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound.T, rate, subtype="PCM_24")
    return StemSound(name.split("-", 1)[1], AudioFile(f"stages/{path.name}", checksum(path), rate, 2, sound.shape[1]), -6.0)


def stems(folder: Path, cue: int, *sounds: tuple[str, np.ndarray], rate: int = RATE) -> CueStems:
    """The stems of a cue; their first half second lies before it."""
    return CueStems(f"c{cue}", round(LEAD_S * rate), tuple(stem(folder, f"{cue}-{name}", sound, rate) for name, sound in sounds))


def cue(number: int, start_s: float, end_s: float, force: float = 0.55) -> Cue:
    flat = (CurvePoint(Fraction(start_s), force),)
    return Cue(
        f"c{number}", f"1m{number}", 1, (), "composed", "", Fraction(start_s), Fraction(end_s), "close", "underscore", "neutral",
        "orchestra", flat, flat, flat, (), (), (), "",
    )  # fmt: skip


def write_film(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, sound.T, rate, subtype="FLOAT")
    return path


def picture_of(length_s: float, lines: Sequence[Span] = (), **heard: object) -> Picture:
    """What was seen of a film with sound; ``heard`` are fields of ``Picture`` such as ``speech_lufs``."""
    picture = blank_picture(Fraction(length_s))
    film = replace(picture.film, file="film.wav", has_sound=True)
    speech = tuple(Speech(Fraction(start), Fraction(end), "voice") for start, end in lines)
    return replace(picture, film=film, speech=speech, **heard)


def read(folder: Path, audio: AudioFile) -> np.ndarray:
    return soundfile.read(folder / audio.file, dtype="float64", always_2d=True)[0].T


def level_db(sound: np.ndarray, start_s: float, end_s: float, rate: int = RATE) -> float:
    return 10 * float(np.log10(np.mean(sound[:, round(start_s * rate) : round(end_s * rate)] ** 2) + 1e-20))
