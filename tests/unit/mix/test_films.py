"""Films as they come: too quiet, too loud, silent, without words, with music of their own. The mix serves them and says what it found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.meters import ffmpeg_loudness
from tests.unit.mix.scenes import RATE, Span, cue, level_db, noise, picture_of, read, stems, steps, write_film

from originalscore.measures.loudness import Meter, gated_lufs, to_dbtp
from originalscore.measures.under_speech import beside_speech_lu
from originalscore.mix import mix
from originalscore.model.audio import Mix

LENGTH_S = 12
SPOKEN = ((5.0, 7.0),)


def metered(sound: np.ndarray) -> Meter:
    meter = Meter()
    meter.measure(sound)
    return meter


def scored(
    folder: Path, sound: np.ndarray, lines: tuple[Span, ...] = (), *, profile: str = "leave", music_db: float = -30, **heard: object
) -> Mix:
    """A film of 12 s with a cue from 1 to 11 s; what the picture would have heard is measured here."""
    meter = metered(sound)
    energy = meter.energy()
    levels = {
        "film_lufs": gated_lufs(energy), "film_peak_dbtp": to_dbtp(meter.peak) if meter.peak else None,
        "speech_lufs": gated_lufs(energy, lines) if lines else None,
    }  # fmt: skip
    film, picture = write_film(folder / "film.wav", sound), picture_of(LENGTH_S, lines, **levels, **heard)
    return mix((cue(1, 1, 11),), (stems(folder, 1, ("brass", noise(1, 10.5, music_db))),), picture, folder, film=film, profile=profile)


def told(made: Mix) -> str:
    return " | ".join(f"{line.wanted}: {line.given} ({line.why})" for line in made.shortfalls)


def film_energy(folder: Path) -> np.ndarray:
    return metered(soundfile.read(folder / "film.wav", dtype="float32")[0].T).energy()


@pytest.mark.parametrize("speech_db", [-20.0, -43.0])
def test_where_nobody_speaks_music_keeps_in_touch_with_the_words_and_nothing_ducks(speech_db: float, tmp_path: Path) -> None:
    made = scored(tmp_path, steps(3, (-80, 5), (speech_db, 2), (-80, 5)), SPOKEN)
    music = read(tmp_path, made.music).astype(np.float32)
    beside = beside_speech_lu(film_energy(tmp_path), metered(music).energy(), SPOKEN)
    assert beside is not None and -12 <= beside <= 0
    (line,) = made.speech
    assert line.difference_lu is not None and 12 <= line.difference_lu <= 20
    alone = read(tmp_path, made.cues[0].audio)
    for start, end in ((1.0, 3.9), (8.1, 11.0)):  # bit for bit the cue as it is
        assert np.array_equal(
            music[:, int(start * RATE) : int(end * RATE)], alone.astype(np.float32)[:, int((start - 1) * RATE) : int((end - 1) * RATE)]
        )


def test_a_film_at_minus_39_lufs_keeps_its_level_and_is_told(tmp_path: Path) -> None:
    made = scored(tmp_path, steps(3, (-60, 5), (-41, 2), (-60, 5)), SPOKEN, music_db=-12)
    assert "very quiet (-" in told(made) and "--loudness lifts film and music together" in told(made)
    (line,) = made.speech
    assert line.difference_lu is not None and 12 <= line.difference_lu <= 20
    assert made.music_lufs is not None and made.music_lufs < -38
    lifted = scored(tmp_path, steps(3, (-60, 5), (-41, 2), (-60, 5)), SPOKEN, profile="ebu-r128")
    assert lifted.programme_lufs == pytest.approx(-23, abs=0.2) and "very quiet" not in told(lifted)


def test_a_film_that_clips_is_held_under_the_ceiling_and_is_told(tmp_path: Path) -> None:
    sound = noise(3, LENGTH_S, -14)
    sound[:, 5 * RATE : 10 * RATE : 4800] = 1.15
    made = scored(tmp_path, sound)
    assert f"peaks held at -1 dBTP (the film's own sound reaches +{to_dbtp(metered(sound).peak):.1f} dBTP and clips)" in told(made)
    assert ffmpeg_loudness(read(tmp_path, made.programme), RATE)[1] <= -1.0


@pytest.mark.parametrize("profile", ["leave", "netflix"])
def test_a_film_in_which_nobody_speaks_is_measured_as_a_whole(profile: str, tmp_path: Path) -> None:
    made = scored(tmp_path, noise(3, LENGTH_S, -26), profile=profile)
    assert made.speech == () and made.ride_db == 0 and made.dialogue_lufs is None
    if profile == "netflix":
        assert made.programme_lufs == pytest.approx(-24, abs=0.2)
        assert "dialogue at -27 LUFS: the whole programme at -24 LUFS (nobody speaks in it)" in told(made)


def test_a_silent_film_is_told_and_its_music_plays_alone(tmp_path: Path) -> None:
    made = scored(tmp_path, np.zeros((2, LENGTH_S * RATE), np.float32))
    assert "the music alone is heard (the film's own sound is silent)" in told(made)
    assert made.music_lufs is not None and -24 < made.music_lufs < -17


def test_words_that_are_read_but_not_heard_move_nothing(tmp_path: Path) -> None:
    made = scored(tmp_path, np.zeros((2, LENGTH_S * RATE), np.float32), SPOKEN)
    music = read(tmp_path, made.music)
    assert made.speech == () and level_db(music, 5.2, 6.8) == pytest.approx(level_db(music, 2, 4), abs=0.3)


def test_where_the_film_has_music_ours_stands_lower_and_that_is_told(tmp_path: Path) -> None:
    sound = noise(3, LENGTH_S, -26)
    alone, beside = scored(tmp_path, sound), scored(tmp_path, sound, has_music=True, music_spans_s=((1, 9),))
    assert alone.music_lufs is not None and beside.music_lufs is not None
    assert beside.music_lufs == pytest.approx(alone.music_lufs - 3, abs=0.3)
    assert "the film's sound already carries music" in told(beside) and "carries music" not in told(alone)


def test_a_sound_in_the_films_place_is_measured_itself(tmp_path: Path) -> None:
    film, other = (
        write_film(tmp_path / "a.wav", noise(5, LENGTH_S, -12)),
        write_film(tmp_path / "b.wav", steps(6, (-70, 5), (-32, 2), (-70, 5))),
    )
    picture = picture_of(LENGTH_S, SPOKEN, speech_lufs=-9.0, film_lufs=-9.0, has_music=True, music_spans_s=((1, 13),))
    cues, sounds = (cue(1, 1, 11),), (stems(tmp_path, 1, ("brass", noise(1, 10.5, -30))),)
    made = mix(cues, sounds, picture, tmp_path, film=film, sound=other)
    assert made.music_lufs is not None and made.music_lufs < -33 and "carries music" not in told(made)
    muted = mix(cues, sounds, picture, tmp_path, film=film, sound="mute")
    assert muted.speech == () and muted.programme_lufs == pytest.approx(-23, abs=0.2) and not muted.shortfalls


def test_a_cue_under_words_from_end_to_end_is_set_for_them_and_hardly_ridden(tmp_path: Path) -> None:
    lines = ((0.5, 7.0), (7.5, 11.5))
    made = scored(tmp_path, noise(3, LENGTH_S, -22), lines)
    assert made.ride_db <= 4.0
    assert all(line.difference_lu is not None and 12 <= line.difference_lu <= 20 for line in made.speech)
