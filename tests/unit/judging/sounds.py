"""Sounds for panels: tones that a meter, a filter and a browser can tell apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

RATE = 48_000


def tone(path: Path, hz: float, *, level: float = 0.3, length_s: float = 1.5, kind: str = "PCM_24") -> Path:
    """A steady tone, both channels alike."""
    wave = level * np.sin(2 * np.pi * hz * np.arange(round(RATE * length_s)) / RATE)
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.stack([wave, wave], axis=1), RATE, subtype=kind)
    return path


def clicks(path: Path, *, level: float = 0.9, length_s: float = 1.5) -> Path:
    """A click every tenth of a second: little loudness under high peaks."""
    wave = np.zeros((round(RATE * length_s), 2))
    wave[:: RATE // 10] = level
    soundfile.write(path, wave, RATE, subtype="PCM_24")
    return path


def heard(path: Path) -> np.ndarray:
    """Samples (2, n) of a wave."""
    return np.asarray(soundfile.read(path, dtype="float32", always_2d=True)[0].T)
