"""What the gallery sets side by side: the character of each scene by ``originalscore.study``, what is heard of it, and its craft.

A scene's figure is the mean of its cues', weighed by their bars; what is heard is measured on the rendered music of the whole scene.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from originalscore.study import CHARACTER, Figure, Study, Trait, read_pieces, study_piece, together

#: Length of the windows in which brightness is heard, samples.
_WINDOW = 4096


@dataclass(frozen=True)
class Measured:
    """A scene measured: in its ``character`` it should be unlike the others; in its ``craft`` it need not be."""

    character: tuple[Trait, ...]
    craft: tuple[Figure, ...]


def measure(root: Path) -> Measured:
    """All figures of a folder that a film was scored into."""
    studies = [study_piece(piece) for piece in read_pieces(root)]
    return Measured(
        (*together(studies), *_heard(root)), tuple(_mean(studies, row) for row in studies[0].figures if row.name not in CHARACTER)
    )


def _mean(studies: Sequence[Study], row: Figure) -> Figure:
    known = [
        (figure.value, study.bars) for study in studies for figure in study.figures if figure.name == row.name and figure.value is not None
    ]
    bars = sum(count for _, count in known)
    value = sum(one * count for one, count in known) / bars if bars else None
    return Figure(row.name, row.words, value, row.low, row.middle, row.high, "")


def _heard(root: Path) -> tuple[Trait, ...]:
    """Loudness, its range and brightness of the rendered music; scales and what is told apart are ours."""
    loudness = json.loads((root / "report.json").read_text())["loudness"]
    return (
        Trait("heard loudness", "loudness of the music as mixed, LUFS", loudness["music_lufs"], 2.0, -45, -12),
        Trait("heard dynamics", "from soft to loud windows of it (10 to 95 %), dB", _range_db(root), 3.0, 0, 50),
        Trait("heard brightness", "centre of its spectrum, Hz", _centre_hz(root), 1.2, 100, 4000, True),
    )


def _windows(root: Path) -> tuple[np.ndarray, int]:
    sound, rate = soundfile.read(root / "music" / "music.wav", dtype="float32", always_2d=True)
    mono = sound.mean(1)
    return mono[: len(mono) // _WINDOW * _WINDOW].reshape(-1, _WINDOW), rate


def _range_db(root: Path) -> float:
    power = (_windows(root)[0] ** 2).mean(1)
    low, high = np.percentile(10 * np.log10(power[power > power.max() * 1e-6]), (10, 95))
    return float(high - low)


def _centre_hz(root: Path) -> float:
    """The mean frequency, weighed by amplitude, of all windows."""
    windows, rate = _windows(root)
    spectrum = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1)).sum(0)
    return float(np.average(np.fft.rfftfreq(_WINDOW, 1 / rate), weights=spectrum))
