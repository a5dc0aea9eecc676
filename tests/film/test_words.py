"""Music under the words of a finished film, measured on its files alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from originalscore.external.media import decode_sound
from originalscore.measures.loudness import Meter
from originalscore.measures.under_speech import (
    beside_speech_lu,
    line_differences_lu,
    mean_ride_db,
    measured_gain_db,
    pumping_db,
)  # fmt: skip
from tests.film.conftest import Scored
from tests.meters import ffmpeg_loudness

pytestmark = pytest.mark.slow


def energy(blocks: Iterator[np.ndarray]) -> np.ndarray:
    meter = Meter()
    for block in blocks:
        meter.measure(block)
    return meter.energy()


def wave(path: Path) -> np.ndarray:
    return energy(iter([soundfile.read(path, dtype="float32", always_2d=True)[0].T]))


def test_every_line_of_the_demo_stands_its_distance_above_music_that_is_neither_pumped_nor_ridden_far(demo: Scored) -> None:
    report = json.loads((demo.folder / "report.json").read_text())
    lines = [(line["start_s"], line["end_s"]) for line in report["dialogue"]]
    film, music = energy(decode_sound(demo.film, 48_000, 2)), wave(demo.folder / "music" / "music.wav")
    alone, seams = np.zeros_like(music), []
    for cue in report["cues"]:
        heard, first = wave(demo.folder / "music" / "cues" / f"{cue['number']}.wav"), round(cue["start_s"] * 100)
        count = min(len(heard), len(alone) - first)
        alone[first : first + count] += heard[:count]
        seams += [Fraction(cue["start_s"]), Fraction(cue["end_s"])]
    gain_db = measured_gain_db(music, alone, seams_s=seams)
    differences = line_differences_lu(film, music, lines)
    assert len(lines) == 3 and all(found is not None and 12 <= found <= 20 for found in differences), differences
    assert differences == pytest.approx([line["difference_lu"] for line in report["dialogue"]], abs=0.1)
    assert mean_ride_db(gain_db, lines) <= 4.0 and report["loudness"]["ride_db"] <= 4.0
    assert pumping_db(gain_db, lines) <= 1.0
    with av.open(str(next(demo.folder.glob("scored.*")))) as scored:
        planar = av.AudioResampler(format="fltp", layout="stereo", rate=48_000)
        heard = np.concatenate([part.to_ndarray() for frame in scored.decode(audio=0) for part in planar.resample(frame)], axis=1)
    assert ffmpeg_loudness(heard, 48_000)[1] <= -1.0  # after the codec
    beside = beside_speech_lu(film, music, lines)
    assert beside is not None and beside >= -12
