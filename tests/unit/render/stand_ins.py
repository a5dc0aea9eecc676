"""Makers of notes with known answers, to measure the laying of notes by: plain waves and an SFZ player of sines; and palettes written for a test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest

from originalscore.errors import SoundError
from originalscore.model.palette import Palette
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.music.pitch import Pitch
from originalscore.render import makers
from originalscore.render.palette import open_palette

RATE = 48_000


@dataclass(frozen=True)
class Kind:
    kind: str


def make_sound(name: str, height: int, length_s: float, level: float, *, rate: int, seed: int) -> np.ndarray:
    """A sine that rises in a straight line for 150 ms (``slow``), at once (``quick``), or up to its end (``leading``)."""
    t = np.arange(round((length_s + (0.0 if name == "leading" else 0.1)) * rate)) / rate
    wave = np.sin(2 * np.pi * 440 * 2 ** ((height - 69) / 12) * t)
    rise = t / length_s if name == "leading" else np.minimum(1.0, t / (0.15 if name == "slow" else 0.002))
    fall = np.ones_like(t) if name == "leading" else np.clip((length_s + 0.1 - t) / 0.1, 0, 1)
    return np.stack([wave, wave]).astype(np.float32) * (0.3 * level * rise * fall).astype(np.float32)


class SfzInstrument:
    """A sine on the white keys of two octaves; a file that says so has a sample missing."""

    opened: ClassVar[list[Path]] = []

    def __init__(self, path: Path, sample_rate: int) -> None:
        if "missing" in path.read_text():
            raise SoundError(f"{path.name}, line 1: the sample a.wav is missing", "copy the whole library")
        self.heights = tuple(height for height in range(48, 73) if height % 12 in (0, 2, 4, 5, 7, 9, 11))
        self._rate = sample_rate
        self.opened.append(path)

    def note(self, height: int, velocity: int, held_s: float, ring_s: float) -> np.ndarray:
        sound = make_sound("quick", height, held_s, velocity / 127, rate=self._rate, seed=0)
        return np.pad(sound, ((0, 0), (0, round((held_s + ring_s) * self._rate) - sound.shape[1])))

    def close(self) -> None:
        pass


@pytest.fixture
def played_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-ins in their places."""
    sounds = {name: Kind("leading" if name == "leading" else "held") for name in ("slow", "quick", "leading")}
    monkeypatch.setattr(makers, "synthesis", SimpleNamespace(SYNTH_SOUNDS=sounds, make_sound=make_sound, ALGORITHM=0))
    monkeypatch.setitem(makers._PLAYERS, "sfz", SfzInstrument)


SOURCES = """
[sources.made]
kind = "synthesis"
[sources.library]
kind = "sfz"
folder = "."
[sources.general]
kind = "soundfont"
files = ["/usr/share/sounds/sf3/MuseScore_General_Full.sf3", "/usr/share/soundfonts/MuseScore_General_Full.sf3"]
"""


def palette(folder: Path, rows: str, head: str = "") -> Palette:
    """A palette with the three sources, written and read."""
    (folder / "mine.toml").write_text(f"{head}\n{SOURCES}\n{rows}")
    return open_palette("mine.toml", folder)


def note(onset_s: float, length_s: float, pitch: str, technique: str = "sustain", *, level: float = 0.6, hit: bool = False) -> PlayedNote:
    return PlayedNote(onset_s, length_s, Pitch.parse(pitch), "", level, technique, hit)


def performance(instrument: str, *notes: PlayedNote, controls: tuple[Control, ...] = (), length_s: float = 4.0) -> Performance:
    return Performance("1m1", length_s, 1.0, (PlayedPart(instrument, notes, controls),))
