"""The film's sound put together from waves whose level is known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from originalscore.files import checksum
from originalscore.mix import mix
from originalscore.model.audio import AudioFile, CueStems, Mix, StemSound
from originalscore.model.cue import Cue, CurvePoint
from originalscore.model.picture import Picture, Speech
from originalscore.picture import blank_picture

RATE, LEAD = 48_000, 24_000
LENGTH_S = 24
SPOKEN = ((Fraction(9), Fraction(12)), (Fraction(13), Fraction(15)))


def noise(seed: int, seconds: float, level_db: float) -> np.ndarray:
    return (np.random.default_rng(seed).normal(0, 10 ** (level_db / 20), (2, round(seconds * RATE)))).astype(np.float32)


def stem(folder: Path, name: str, sound: np.ndarray) -> StemSound:
    path = folder / "stages" / f"{name}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound.T, RATE, subtype="PCM_24")
    return StemSound(name.split("-", 1)[1], AudioFile(f"stages/{path.name}", checksum(path), RATE, 2, sound.shape[1]), -6.0)


def cue(number: int, start_s: int, end_s: int, speech: tuple[tuple[Fraction, Fraction], ...]) -> Cue:
    flat = (CurvePoint(Fraction(start_s), 0.55),)
    return Cue(
        f"c{number}", f"1m{number}", 1, (), "composed", "", Fraction(start_s), Fraction(end_s), "close", "underscore", "neutral",
        "orchestra", flat, flat, flat, (), (), speech, "",
    )  # fmt: skip


def spoken_picture() -> Picture:
    picture = blank_picture(Fraction(LENGTH_S))
    film = replace(picture.film, file="film.mp4", has_sound=True)
    return replace(picture, film=film, speech=tuple(Speech(*span, "voice") for span in SPOKEN), speech_lufs=-22.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mix")
    voice = np.zeros((2, LENGTH_S * RATE), np.float32)
    for start_s, end_s in SPOKEN:
        part = slice(int(start_s * RATE), int(end_s * RATE))
        voice[:, part] = noise(9, float(end_s - start_s), -26)
    soundfile.write(folder / "dialogue.wav", voice.T, RATE, subtype="PCM_24")
    return folder


@pytest.fixture(scope="module")
def mixed(folder: Path) -> Mix:
    cues = (cue(1, 2, 18, SPOKEN), cue(2, 19, 23, ()))
    sounds = (
        CueStems("c1", LEAD, (stem(folder, "1-strings-high", noise(1, 18.5, -30)), stem(folder, "1-brass", noise(2, 18.5, -34)))),
        CueStems("c2", LEAD, (stem(folder, "2-strings-high", noise(3, 5.5, -20)),)),
    )
    return mix(cues, sounds, spoken_picture(), folder, film=None, sound=folder / "dialogue.wav")


def read(folder: Path, audio: AudioFile) -> np.ndarray:
    return soundfile.read(folder / audio.file, dtype="float64", always_2d=True)[0].T


def level_db(sound: np.ndarray, start_s: float, end_s: float) -> float:
    return 10 * float(np.log10(np.mean(sound[:, int(start_s * RATE) : int(end_s * RATE)] ** 2) + 1e-20))


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


def test_speech_lies_ten_to_twenty_lu_above_the_music(mixed: Mix) -> None:
    assert [(talk.start_s, talk.end_s) for talk in mixed.speech] == [(9, 15)]  # a pause of a second or two does not end a talk
    for balance in mixed.speech:
        assert balance.difference_lu is not None
        assert 10 <= balance.difference_lu <= 20


def test_the_music_steps_back_for_words_alone(folder: Path, mixed: Mix) -> None:
    music = read(folder, mixed.music)
    before, under, after = level_db(music, 4, 8.5), level_db(music, 9.2, 11.8), level_db(music, 16.2, 18)
    assert before - under > 3
    assert after == pytest.approx(before, abs=0.3)
    assert level_db(music, 12.1, 12.9) == pytest.approx(under, abs=0.3)  # a short pause does not bring it up
    assert mixed.ride_db == pytest.approx(before - under, abs=0.5)


def test_a_cue_alone_is_the_cue_without_its_rides(folder: Path, mixed: Mix) -> None:
    alone = read(folder, mixed.cues[0].audio)
    assert level_db(alone, 7.2, 9.8) == pytest.approx(level_db(alone, 2, 6.5), abs=0.3)
    assert level_db(alone, 2, 6.5) == pytest.approx(level_db(read(folder, mixed.music), 4, 8.5), abs=0.1)


def test_the_programme_is_film_sound_and_music(folder: Path, mixed: Mix) -> None:
    voice = soundfile.read(folder / "dialogue.wav", dtype="float64")[0].T
    difference = read(folder, mixed.programme) - voice - read(folder, mixed.music)
    assert 20 * np.log10(np.abs(difference).max() + 1e-12) < -90


@pytest.mark.parametrize(("profile", "wanted_lufs"), [("ebu-r128", -23.0), ("web", -14.0), ("atsc", -24.0)])
def test_a_profile_is_met_by_somebody_elses_meter(folder: Path, tmp_path: Path, profile: str, wanted_lufs: float) -> None:
    cues, sounds = (cue(1, 2, 18, SPOKEN),), (CueStems("c1", LEAD, (stem(tmp_path, "1-choir", noise(1, 18.5, -30)),)),)
    made = mix(cues, sounds, spoken_picture(), tmp_path, film=None, sound=folder / "dialogue.wav", profile=profile)
    heard = pyloudnorm.Meter(RATE).integrated_loudness(read(tmp_path, made.programme).T)
    assert heard == pytest.approx(wanted_lufs, abs=0.3)
    assert made.programme_lufs == pytest.approx(heard, abs=0.1)


def test_a_film_without_music_gets_silent_waves(tmp_path: Path) -> None:
    made = mix((), (), blank_picture(Fraction(5)), tmp_path, film=None)
    assert made.music_lufs is None and made.music.samples == 5 * RATE
    assert not read(tmp_path, made.programme).any()
