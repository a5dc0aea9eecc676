"""Every must-hit is heard where it should be, by our ear and by somebody else's."""

from __future__ import annotations

import json
from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile

from originalscore import sync
from originalscore.chance import Stream
from tests.film.conftest import Scored

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def _musts(folder: Path) -> list[dict]:
    report = json.loads((folder / "report.json").read_text())
    return [hit for cue in report["cues"] for hit in cue["hits"] if hit["must"]]


def _onsets(folder: Path) -> np.ndarray:
    sound, rate = soundfile.read(folder / "music" / "music.wav", dtype="float32", always_2d=True)
    return np.asarray(librosa.onset.onset_detect(y=sound.mean(axis=1), sr=rate, hop_length=256, units="time", delta=0.02))


@pytest.mark.parametrize("name", ["demo", "trailer", "clock"])
def test_every_must_hit_is_heard_within_a_frame(name: str, request: pytest.FixtureRequest) -> None:
    scored: Scored = request.getfixturevalue(name)
    musts = _musts(scored.folder)
    assert len(musts) >= 3
    for hit in musts:
        assert hit["rendered_error_ms"] is not None, hit
        assert abs(hit["rendered_error_ms"]) <= 1000 / 24, hit


@pytest.mark.parametrize("name", ["demo", "trailer", "clock"])
def test_librosa_hears_the_must_hits_within_25_ms(name: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    scored: Scored = request.getfixturevalue(name)
    times, onsets = np.array([hit["at_s"] for hit in _musts(scored.folder)]), _onsets(scored.folder)
    seen = _share(times, onsets)
    stream, length_ms = Stream(0, "chance"), int(onsets.max() * 1000)
    shifts = [stream.between(1000, length_ms - 1000) / 1000 for _ in range(10)]
    chance = float(np.mean([_share((times + shift) % (length_ms / 1000), onsets) for shift in shifts]))
    with capsys.disabled():
        print(f"\n{name}: {100 * seen:.0f} % of {len(times)} must-hits within 25 ms by librosa, chance {100 * chance:.0f} %")
    assert seen == 1.0
    assert chance < 0.9


@pytest.mark.parametrize("name", ["demo", "trailer", "clock"])
def test_sync_finds_every_must_hit_in_the_music_and_a_median_of_ten_milliseconds(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored: Scored = request.getfixturevalue(name)
    found = sync.measure_film(scored.folder)
    assert found.musts is not None and found.musts.within_frame == found.musts.must_landed == 1
    assert found.musts.median_ms is not None and found.musts.median_ms <= 10
    with capsys.disabled():
        print(f"\n{name}: median {found.musts.median_ms:.1f} ms, within a frame by chance {100 * found.musts.frame_chance:.0f} %")
    assert found.musts.frame_chance < 0.7


def test_sync_sees_music_that_was_laid_a_tenth_of_a_second_late(demo: Scored, tmp_path: Path) -> None:
    music, rate = soundfile.read(demo.folder / "music" / "music.wav", dtype="float32", always_2d=True)
    late = tmp_path / "late.wav"
    soundfile.write(late, np.concatenate([np.zeros((rate // 10, music.shape[1]), np.float32), music]), rate, subtype="FLOAT")
    found = sync.measure_film(demo.film, demo.folder / "documents" / "hits.csv", music=late)
    assert found.musts is not None and found.musts.within_frame == 0
    assert found.musts.median_ms is not None and abs(found.musts.median_ms - 100) <= 10


def _share(times: np.ndarray, onsets: np.ndarray) -> float:
    return float(np.mean([np.abs(onsets - at_s).min() <= 0.025 for at_s in times]))
