"""A song for tests, made of nothing but sines: four chords, a bass drum, a voice that nobody has written down."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

RATE = 48_000
_ROOTS_HZ = (220.0, 174.61, 261.63, 196.0)


def write_pop_song(path: Path, seconds: float = 20.0) -> Path:
    """Stereo, 24 bits, peaks near full scale as records have them."""
    t = np.arange(round(seconds * RATE)) / RATE
    bar = (t // 2).astype(int)
    root = np.asarray(_ROOTS_HZ)[bar % len(_ROOTS_HZ)]
    chord = np.sum([np.sin(2 * np.pi * root * ratio * t) for ratio in (1, 1.25, 1.5)], axis=0) * np.exp(-(t % 0.5) * 3)
    drum = np.sin(2 * np.pi * 55 * t) * np.exp(-(t * 2 % 1) * 12)
    voice = np.sin(2 * np.pi * root * 2 * t + 3 * np.sin(2 * np.pi * 5 * t)) * (t % 4 < 3)
    left, right = 0.2 * chord + 0.5 * drum + 0.2 * voice, 0.2 * np.roll(chord, 480) + 0.5 * drum + 0.2 * voice
    sound = np.stack([left, right])
    soundfile.write(path, (0.95 * sound / np.abs(sound).max()).T, RATE, subtype="PCM_24")
    return path
