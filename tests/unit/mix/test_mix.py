"""The film's sound put together from waves whose level is known."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.meters import ffmpeg_loudness
from tests.unit.mix.scenes import LEAD_S, RATE, cue, level_db, noise, picture_of, read, stems, write_film

from originalscore.files import checksum
from originalscore.measures.loudness import Meter
from originalscore.measures.under_speech import measured_gain_db, pumping_db
from originalscore.mix import mix
from originalscore.model.audio import Mix
from originalscore.picture import blank_picture

LENGTH_S = 24
LEAD = round(LEAD_S * RATE)
SPOKEN = ((9, 12), (13, 15))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mix")
    voice = np.zeros((2, LENGTH_S * RATE), np.float32)
    for number, (start_s, end_s) in enumerate(SPOKEN):
        voice[:, start_s * RATE : end_s * RATE] = noise(9 + number, end_s - start_s, -26 - 4 * number)
    write_film(folder / "dialogue.wav", voice)
    return folder


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Mix:
    cues = (cue(1, 2, 18), cue(2, 19, 23))
    sounds = (
        stems(folder, 1, ("strings-high", noise(1, 18.5, -30)), ("brass", noise(2, 18.5, -34))),
        stems(folder, 2, ("strings-high", noise(3, 5.5, -20))),
    )
    return mix(cues, sounds, picture_of(LENGTH_S, SPOKEN), folder, film=None, sound=folder / "dialogue.wav")


def test_the_stems_sum_to_the_music_exactly(folder: Path, mixed: Mix) -> None:
    total = sum(read(folder, stem.audio) for stem in mixed.stems)
    residue = np.abs(total - read(folder, mixed.music)).max()
    assert 20 * np.log10(residue + 1e-12) <= -90
    assert residue == 0


def test_every_wave_has_the_films_length(folder: Path, mixed: Mix) -> None:
    for audio in (mixed.music, mixed.master, mixed.programme, *(stem.audio for stem in mixed.stems)):
        assert audio.samples == LENGTH_S * RATE == soundfile.info(folder / audio.file).frames
        assert audio.sha256 == checksum(folder / audio.file)


def test_a_cue_lies_on_its_sample_with_its_lead_before(folder: Path, mixed: Mix) -> None:
    music = read(folder, mixed.music)
    heard = np.flatnonzero(np.abs(music).max(axis=0) > 0)
    assert heard[0] == 2 * RATE - LEAD
    source = soundfile.read(folder / "stages" / "1-strings-high.wav", dtype="float64")[0].T
    strings = read(folder, next(stem.audio for stem in mixed.stems if stem.name == "strings-high"))
    part = strings[:, 2 * RATE - LEAD : 4 * RATE]
    gain = float(np.sum(part * source[:, : part.shape[1]]) / np.sum(source[:, : part.shape[1]] ** 2))
    assert np.abs(part - gain * source[:, : part.shape[1]]).max() < 1e-6


def test_every_line_lies_its_distance_above_the_music(mixed: Mix) -> None:
    assert [(line.start_s, line.end_s) for line in mixed.speech] == list(SPOKEN)
    for line in mixed.speech:
        assert line.difference_lu is not None and 12 <= line.difference_lu <= 20
    assert abs(mixed.speech[1].ride_db) > abs(mixed.speech[0].ride_db) + 2  # the softer line asks for more


@pytest.mark.parametrize("distance_lu", [10, 20])
def test_another_distance_is_kept_too(folder: Path, tmp_path: Path, distance_lu: int) -> None:
    sounds = (stems(tmp_path, 1, ("brass", noise(1, 14.5, -30))),)
    made = mix(
        (cue(1, 2, 16),), sounds, picture_of(17, SPOKEN), tmp_path, film=None, sound=folder / "dialogue.wav", distance_lu=distance_lu
    )
    assert made.distance_lu == distance_lu and not made.shortfalls
    for line in made.speech:
        assert line.difference_lu is not None and distance_lu <= line.difference_lu <= max(20, distance_lu + 4)


def test_the_music_steps_back_for_words_alone_and_does_not_pump(folder: Path, mixed: Mix) -> None:
    music = read(folder, mixed.music)
    before, under, after = level_db(music, 4, 8), level_db(music, 9.2, 11.8), level_db(music, 16.2, 18)
    assert before - under > 1
    assert after == pytest.approx(before, abs=0.3)
    assert level_db(music, 12.1, 12.4) == pytest.approx(under, abs=1.0)  # a short pause does not bring it up
    alone = np.zeros_like(music)
    cue_alone = read(folder, mixed.cues[0].audio)
    alone[:, 2 * RATE : 2 * RATE + cue_alone.shape[1]] = cue_alone
    gain_db = measured_gain_db(_energy(music), _energy(alone), seams_s=(2, 18, 19, 23))
    assert pumping_db(gain_db, SPOKEN) <= 1.0


def _energy(sound: np.ndarray) -> np.ndarray:
    meter = Meter()
    meter.measure(sound.astype(np.float32))
    return meter.energy()


def test_a_cue_alone_is_the_cue_without_its_rides(folder: Path, mixed: Mix) -> None:
    alone = read(folder, mixed.cues[0].audio)
    assert level_db(alone, 7.2, 9.8) == pytest.approx(level_db(alone, 2, 6), abs=0.3)
    assert level_db(alone, 2, 6) == pytest.approx(level_db(read(folder, mixed.music), 4, 8), abs=0.1)


def test_the_programme_is_film_sound_and_music(folder: Path, mixed: Mix) -> None:
    voice = soundfile.read(folder / "dialogue.wav", dtype="float64")[0].T
    difference = read(folder, mixed.programme) - voice - read(folder, mixed.music)
    assert 20 * np.log10(np.abs(difference).max() + 1e-12) < -90


@pytest.mark.parametrize(
    ("profile", "wanted_lufs", "ceiling_dbtp"), [("ebu-r128", -23.0, -1.0), ("web", -14.0, -1.0), ("atsc", -24.0, -2.0)]
)
def test_a_profile_is_met_by_somebody_elses_meter(
    folder: Path, tmp_path: Path, profile: str, wanted_lufs: float, ceiling_dbtp: float
) -> None:
    blows = noise(1, 14.5, -34)
    blows[:, RATE :: 3 * RATE] += 0.6  # peaks that a loud profile drives into the ceiling
    sounds = (stems(tmp_path, 1, ("percussion", blows)),)
    made = mix((cue(1, 2, 16),), sounds, picture_of(17, SPOKEN), tmp_path, film=None, sound=folder / "dialogue.wav", profile=profile)
    for audio, told_lufs in ((made.programme, made.programme_lufs), (made.master, made.master_lufs)):
        heard_lufs, peak_dbtp = ffmpeg_loudness(read(tmp_path, audio), RATE)
        assert heard_lufs == pytest.approx(wanted_lufs, abs=0.2)
        assert told_lufs == pytest.approx(heard_lufs, abs=0.1)
        assert peak_dbtp <= ceiling_dbtp
    assert not [line for line in made.shortfalls if "its peaks meet" in line.why]


def test_a_dialogue_gate_measures_the_words_of_the_finished_programme_alone(folder: Path, tmp_path: Path) -> None:
    sounds = (stems(tmp_path, 1, ("brass", noise(1, 14.5, -30))),)
    made = mix((cue(1, 2, 16),), sounds, picture_of(17, SPOKEN), tmp_path, film=None, sound=folder / "dialogue.wav", profile="netflix")
    programme = read(tmp_path, made.programme)
    words = np.concatenate([programme[:, start * RATE : end * RATE] for start, end in SPOKEN], axis=1)
    assert made.dialogue_lufs == pytest.approx(-27.0, abs=0.1)
    assert ffmpeg_loudness(words, RATE)[0] == pytest.approx(-27.0, abs=0.3)  # its blocks cross the seam of the lines
    assert ffmpeg_loudness(programme, RATE)[1] <= -2.0


def test_a_film_without_music_gets_silent_waves(tmp_path: Path) -> None:
    made = mix((), (), blank_picture(Fraction(5)), tmp_path, film=None)
    assert made.music_lufs is None and made.music.samples == 5 * RATE
    assert not read(tmp_path, made.programme).any()
