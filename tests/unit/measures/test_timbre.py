"""Ears tried on sounds whose answers are known, and on sounds that must fail."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.timbre import (
    are_identical,
    attack_error_ms,
    balance_lu,
    brightness_modulation_db,
    difference_db,
    felt_s,
    half_rise_s,
    least_movement_db,
    modulation_db,
    tilt_beside_db_per_octave,
)

RATE = 48_000


def tone(seconds: float, *, hz: float = 220.0, partials: int = 12, level_db: np.ndarray | float = 0.0) -> np.ndarray:
    """A tone of harmonics that fall by 6 dB an octave, in two channels."""
    t = np.arange(round(seconds * RATE)) / RATE
    mono = sum(np.sin(2 * np.pi * hz * n * t + n) / n for n in range(1, partials + 1)) * 10 ** (np.asarray(level_db) / 20)
    return 0.05 * np.stack([mono, mono])


def wave_db(seconds: float, depth_db: float, hz: float = 0.5) -> np.ndarray:
    """A level that swings by ``depth_db`` from top to bottom."""
    return 0.5 * depth_db * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)


def noise(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((2, count))


@pytest.mark.parametrize("depth_db", [1.0, 3.0, 6.0])
def test_a_swing_in_level_is_measured(depth_db: float) -> None:
    assert modulation_db(tone(6, level_db=wave_db(6, depth_db)), RATE) == pytest.approx(depth_db, rel=0.06)


def test_a_frozen_note_does_not_move() -> None:
    frozen = tone(6)
    assert modulation_db(frozen, RATE) < 0.1
    assert brightness_modulation_db(frozen, RATE) < 0.1
    assert least_movement_db(frozen, RATE, 4.0) < 0.1


def test_an_opening_filter_is_brightness_and_not_level() -> None:
    t = np.arange(6 * RATE) / RATE
    high = sum(np.sin(2 * np.pi * 220 * n * t) / n for n in range(6, 13)) * 10 ** (wave_db(6, 6.0) / 20)
    sound = tone(6, partials=2) + 0.05 * np.stack([high, high])
    assert brightness_modulation_db(sound, RATE) == pytest.approx(5.7, abs=0.4)
    assert modulation_db(sound, RATE) < 0.6


def test_level_alone_is_not_brightness() -> None:
    assert brightness_modulation_db(tone(6, level_db=wave_db(6, 6.0)), RATE) < 0.1


def test_the_stillest_stretch_counts() -> None:
    """A note that moves for four seconds and then stands still for five is frozen."""
    level = np.concatenate([wave_db(4, 6.0), np.zeros(5 * RATE)])
    assert modulation_db(tone(9, level_db=level), RATE) > 3
    assert least_movement_db(tone(9, level_db=level), RATE, 4.0) < 0.2


def test_the_same_note_later_and_softer_is_the_same() -> None:
    note = noise(9600) * np.exp(-np.arange(9600) / 2000)
    later = 0.4 * np.pad(note, ((0, 0), (37, 0)))
    assert are_identical(note, later) and are_identical(later, note)


@pytest.mark.parametrize("other", [noise(9600, 2), tone(0.2)])
def test_another_note_is_not_the_same(other: np.ndarray) -> None:
    assert not are_identical(noise(9600), other)
    assert difference_db(noise(9600), other) > -3


def test_two_cents_are_enough_to_tell_notes_apart() -> None:
    assert not are_identical(tone(0.4), tone(0.4, hz=220 * 2 ** (2 / 1200)))


def test_the_felt_onset_of_a_step_is_where_it_starts() -> None:
    sound = np.zeros((2, RATE))
    sound[:, 4800:] = 0.5
    assert half_rise_s(sound, RATE) == pytest.approx(0.0975, abs=0.0002)


@pytest.mark.parametrize("late_ms", [-12.0, 0.0, 8.0])
def test_an_attack_is_placed_to_the_millisecond(late_ms: float) -> None:
    rise = np.clip((np.arange(2 * RATE) / RATE - 1.0 - late_ms / 1000) / 0.04 + 0.5, 0, 1)
    sound = tone(2) * rise
    assert attack_error_ms(sound, RATE, 1.0) == pytest.approx(late_ms, abs=1.5)


def test_a_slow_attack_started_on_time_is_late() -> None:
    rise = np.clip((np.arange(2 * RATE) / RATE - 1.0) / 0.2, 0, 1)
    assert attack_error_ms(tone(2) * rise, RATE, 1.0) > 50


def test_a_note_placed_by_when_it_is_felt_is_in_time_however_long_it_grows() -> None:
    at_s = np.arange(2 * RATE) / RATE
    sound = tone(2) * (
        np.clip(at_s / 0.08, 0, 1) + 0.8 * np.clip((at_s - 0.08) / 1.5, 0, 1)
    )  # it speaks, and swells on for a second and a half
    rise_s, doubt_s = felt_s(sound, RATE)
    early = np.concatenate((np.zeros((2, round((1.0 - rise_s) * RATE))), sound), axis=1)
    assert attack_error_ms(early, RATE, 1.0) == pytest.approx(0.0, abs=0.5)
    assert half_rise_s(sound, RATE) > rise_s + 0.005  # control: by its loudest moment it would come too early
    assert doubt_s < 0.008


def test_a_rise_in_two_steps_is_in_doubt() -> None:
    at_s = np.arange(RATE) / RATE
    sound = tone(1) * (0.5 * np.clip(at_s / 0.02, 0, 1) + 0.5 * np.clip((at_s - 0.06) / 0.02, 0, 1))
    assert felt_s(sound, RATE)[1] > 0.03


def test_a_sound_is_as_bright_as_itself_at_any_level() -> None:
    assert tilt_beside_db_per_octave(0.1 * noise(4 * RATE), noise(4 * RATE), RATE) == pytest.approx(0.0, abs=1e-6)


def test_a_filter_of_six_decibels_an_octave_shows_as_six_even_where_it_leaves_little() -> None:
    bright = noise(10 * RATE)
    spectrum = np.fft.rfft(bright, axis=1)
    octaves = np.maximum(1.0, np.arange(spectrum.shape[1]) / 2000)  # from 200 Hz on
    assert tilt_beside_db_per_octave(np.fft.irfft(spectrum / octaves, axis=1), bright, RATE) == pytest.approx(-6.0, abs=0.3)
    assert tilt_beside_db_per_octave(np.fft.irfft(spectrum / octaves**3, axis=1), bright, RATE) == pytest.approx(-18.0, abs=1.0)


def test_balance_is_loudness_against_the_mean() -> None:
    heard = balance_lu({"one": tone(2), "half": 0.5 * tone(2), "none": np.zeros((2, 2 * RATE))})
    assert heard == {"one": pytest.approx(3.01, abs=0.02), "half": pytest.approx(-3.01, abs=0.02)}


def test_a_struck_sound_is_as_loud_as_its_loudest_moment() -> None:
    struck = tone(3) * np.where(np.arange(3 * RATE) < RATE // 2, 1.0, 0.01)
    assert balance_lu({"held": tone(3), "struck": struck}) == {"held": pytest.approx(0.0, abs=0.05), "struck": pytest.approx(0.0, abs=0.05)}
