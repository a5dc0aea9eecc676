"""Songs in the film: at their sample, at their level, beside the score and no part of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.unit.mix.scenes import RATE, cue, noise, picture_of, read, stems, steps, write_film

from originalscore.measures.loudness import Meter, gated_lufs
from originalscore.mix import LaidSong, fitting_level_db, mix
from originalscore.model.audio import Mix
from originalscore.model.rights import Song

F = Fraction
LENGTH_S = 12


def a_recording(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, sound.T, rate, subtype="FLOAT")
    return path


def a_song(start_s: Fraction, end_s: Fraction, **fields: object) -> Song:
    plain = Song("s1", "Song", "song.wav", "", start_s, end_s, "BV", "pre-existing")
    return replace(plain, **fields)  # type: ignore[arg-type]


def mixed(folder: Path, *songs: LaidSong, two_pop: bool = False) -> Mix:
    film = write_film(folder / "film.wav", steps(3, (-40, LENGTH_S)))
    picture = picture_of(LENGTH_S, film_lufs=-38.0)
    sounds = (stems(folder, 1, ("brass", noise(1, 4.5, -30))),)
    return mix((cue(1, 1, 5),), sounds, picture, folder, film=film, songs=songs, two_pop=two_pop)


def test_a_song_lies_at_its_sample_with_its_part_its_level_and_its_fades(tmp_path: Path) -> None:
    sound = noise(9, 6, -20)
    song = a_song(F(7), F(11), from_s=F(3, 2), level_db=-6.0, fade_in_s=F(1), fade_out_s=F(2))
    made = mixed(tmp_path, LaidSong(song, a_recording(tmp_path / "song.wav", sound)))
    assert made.songs is not None
    laid = read(tmp_path, made.songs)
    assert laid.shape[1] == LENGTH_S * RATE
    assert not laid[:, : 7 * RATE].any() and not laid[:, 11 * RATE :].any()
    middle = slice(round(8.1 * RATE), round(8.9 * RATE))
    taken = sound[:, middle.start - 7 * RATE + RATE * 3 // 2 : middle.stop - 7 * RATE + RATE * 3 // 2]
    np.testing.assert_allclose(laid[:, middle], taken * 10 ** (-6 / 20), atol=2e-7)
    rms = [float(np.sqrt(np.mean(laid[:, round(at * RATE) : round((at + 0.1) * RATE)] ** 2))) for at in (7.0, 7.45, 8.5, 9.95, 10.9)]
    assert rms[0] < 0.1 * rms[2] and rms[4] < 0.1 * rms[2], "both ends come from and go to nothing"
    assert rms[1] == pytest.approx(rms[2] / 2, rel=0.15) and rms[3] == pytest.approx(rms[2] / 2, rel=0.15), "half way a fade stands at half"


def test_the_programme_is_film_score_and_songs_and_the_score_stays_its_own(tmp_path: Path) -> None:
    song = LaidSong(a_song(F(4), F(10)), a_recording(tmp_path / "song.wav", noise(9, 6, -20)))
    made = mixed(tmp_path, song)
    plain = tmp_path / "plain"
    plain.mkdir()
    alone = mixed(plain)
    assert made.songs is not None and alone.songs is None
    assert made.music.sha256 == alone.music.sha256 and [s.audio.sha256 for s in made.stems] == [s.audio.sha256 for s in alone.stems]
    film, _ = soundfile.read(tmp_path / "film.wav", dtype="float32", always_2d=True)
    np.testing.assert_allclose(read(tmp_path, made.programme), film.T + read(tmp_path, made.music) + read(tmp_path, made.songs), atol=3e-7)


def test_two_songs_that_overlap_both_sound(tmp_path: Path) -> None:
    first = LaidSong(a_song(F(2), F(8)), a_recording(tmp_path / "a.wav", noise(5, 6, -20)))
    second = LaidSong(a_song(F(6), F(12), id="s2"), a_recording(tmp_path / "b.wav", noise(6, 6, -20)))
    made = mixed(tmp_path, first, second)
    assert made.songs is not None
    laid = read(tmp_path, made.songs)
    both, one = (float(np.var(laid[:, a * RATE : b * RATE])) for a, b in ((6, 8), (3, 5)))
    assert both == pytest.approx(2 * one, rel=0.1)


def test_a_song_at_another_rate_and_one_that_ends_early_keep_their_length(tmp_path: Path) -> None:
    made = mixed(
        tmp_path, LaidSong(a_song(F(5), F(12)), a_recording(tmp_path / "song.wav", noise(9, 4, -20, 44_100), 44_100)), two_pop=True
    )
    assert made.songs is not None
    laid = read(tmp_path, made.songs)
    assert laid.shape[1] == made.music.samples == LENGTH_S * RATE + made.lead_samples
    heard = np.flatnonzero(np.abs(laid).max(axis=0) > 1e-4)
    assert heard[0] == pytest.approx(made.lead_samples + 5 * RATE, abs=RATE // 100)
    assert heard[-1] == pytest.approx(made.lead_samples + 9 * RATE, abs=RATE // 100)


@pytest.mark.parametrize(("spoken", "stands_lu"), [(False, -5.0), (True, -12.0)])
def test_a_recording_is_fitted_to_the_film(spoken: bool, stands_lu: float, tmp_path: Path) -> None:
    path = a_recording(tmp_path / "song.wav", noise(9, 6, -14))
    lines = ((6.0, 8.0),) if spoken else ((0.5, 1.5),)
    song = a_song(F(5), F(10))
    level_db = fitting_level_db(song, path, picture_of(LENGTH_S, lines, speech_lufs=-23.0, film_lufs=-25.0), RATE, 12)
    meter = Meter(RATE)
    meter.measure(noise(9, 6, -14) * np.float32(10 ** (level_db / 20)))
    reached = gated_lufs(meter.energy())
    assert reached == pytest.approx(-23.0 + stands_lu, abs=0.15)


def test_a_quiet_recording_is_not_lifted_over_full_scale(tmp_path: Path) -> None:
    sound = noise(9, 6, -50)
    sound[:, 1000] = 0.8
    level_db = fitting_level_db(
        a_song(F(5), F(10)), a_recording(tmp_path / "song.wav", sound), picture_of(LENGTH_S, film_lufs=-20.0), RATE, 12
    )
    assert level_db > 0 and 0.8 * 10 ** (level_db / 20) <= 0.9
