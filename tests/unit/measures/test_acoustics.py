"""The room's figures on sound whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures import acoustics

RATE = 48_000


def falling_noise(rt60_s: float, length_s: float = 3.0, seed: int = 1, channels: int = 2) -> np.ndarray:
    """Noise that falls by 60 dB in a known time."""
    t = np.arange(round(length_s * RATE)) / RATE
    return np.random.default_rng(seed).normal(0, 0.1, (channels, len(t))) * 10 ** (-3 * t / rt60_s)


@pytest.mark.parametrize("rt60_s", [0.4, 1.0, 2.0])
@pytest.mark.parametrize("middle_hz", [125.0, 1000.0, 4000.0])
def test_the_reverberation_time_of_falling_noise_is_found(rt60_s: float, middle_hz: float) -> None:
    band = acoustics.octave_hz(middle_hz)
    found = [acoustics.rt60_s(falling_noise(rt60_s, channels=8), RATE, *band, fall_db=fall_db) for fall_db in (20, 30)]
    assert found == pytest.approx([rt60_s] * 2, rel=0.08)


def test_each_band_has_a_reverberation_time_of_its_own() -> None:
    t = np.arange(3 * RATE) / RATE
    noise = np.fft.rfft(np.random.default_rng(2).normal(0, 0.1, (4, len(t))))
    low = np.fft.rfftfreq(len(t), 1 / RATE) < 1000
    sound = np.fft.irfft(noise * low) * 10 ** (-3 * t / 2.0) + np.fft.irfft(noise * ~low) * 10 ** (-3 * t / 0.7)
    assert acoustics.rt60_s(sound, RATE, *acoustics.octave_hz(250)) == pytest.approx(2.0, rel=0.08)
    assert acoustics.rt60_s(sound, RATE, *acoustics.octave_hz(4000)) == pytest.approx(0.7, rel=0.08)


def test_a_sound_that_does_not_fall_has_no_reverberation_time() -> None:
    steady = np.random.default_rng(3).normal(0, 0.1, (1, RATE))
    short = falling_noise(3.0, length_s=0.2)
    assert np.isnan(acoustics.rt60_s(steady, RATE, *acoustics.octave_hz(1000)))
    assert np.isnan(acoustics.rt60_s(short, RATE, *acoustics.octave_hz(1000)))


@pytest.mark.parametrize("rt60_s", [0.5, 1.8])
def test_the_clarity_of_falling_noise_is_that_of_its_formula(rt60_s: float) -> None:
    expected_db = 10 * np.log10(np.exp(6 * np.log(10) * 0.08 / rt60_s) - 1)
    assert acoustics.c80_db(falling_noise(rt60_s, channels=16), RATE) == pytest.approx(expected_db, abs=0.5)


def test_time_begins_with_the_direct_sound_however_late_it_is() -> None:
    sound = falling_noise(1.0)
    sound[:, 0] = 1.0
    late = np.concatenate((np.zeros((2, 5000)), sound), axis=1)
    assert acoustics.c80_db(late, RATE) == pytest.approx(acoustics.c80_db(sound, RATE), abs=0.01)


@pytest.mark.parametrize("ratio_db", [-3.0, 6.0, 12.0])
def test_the_direct_sound_is_told_from_the_reverberant(ratio_db: float) -> None:
    tail = falling_noise(1.5, channels=4)
    tail[:, : round(0.003 * RATE)] = 0
    spectrum = np.sum(np.abs(np.fft.rfft(tail)) ** 2, axis=0)
    hz = np.fft.rfftfreq(tail.shape[1], 1 / RATE)
    power = spectrum[(hz >= acoustics.MIDDLE_HZ[0]) & (hz < acoustics.MIDDLE_HZ[1])].mean() / 4
    tail[:, 0] = np.sqrt(power) * 10 ** (ratio_db / 20)
    assert acoustics.direct_to_reverberant_db(tail, RATE) == pytest.approx(ratio_db, abs=0.2)
    assert acoustics.direct_to_reverberant_db(tail[:, :1000] * (np.arange(1000) == 0), RATE) == float("inf")


def test_noise_is_dense_and_single_echoes_are_not() -> None:
    noise = falling_noise(2.0)
    assert acoustics.echo_density(noise, RATE, 0.2) == pytest.approx(1.0, abs=0.1)
    echoes = np.zeros((1, RATE))
    echoes[0, ::450] = 1.0
    assert acoustics.echo_density(echoes, RATE, 0.2) < 0.2


@pytest.mark.parametrize("agreement", [-0.5, 0.0, 0.4, 1.0])
def test_the_correlation_of_a_known_mixture_is_found(agreement: float) -> None:
    one, other = np.random.default_rng(4).normal(0, 0.1, (2, 4 * RATE))
    sound = np.stack([one, agreement * one + np.sqrt(1 - agreement**2) * other])
    assert acoustics.correlation(sound) == pytest.approx(agreement, abs=0.02)
    loss_lu = acoustics.mono_loss_lu(sound)
    assert loss_lu == pytest.approx(-10 * np.log10((1 + agreement) / 2), abs=0.1)


def test_channels_that_cancel_are_lost_in_mono() -> None:
    one = np.random.default_rng(5).normal(0, 0.1, RATE)
    assert acoustics.correlation(np.stack([one, -one])) == pytest.approx(-1)
    assert acoustics.mono_loss_lu(np.stack([one, -0.99 * one])) > 30


def test_one_bad_second_shows_among_good_ones() -> None:
    one = np.random.default_rng(6).normal(0, 0.1, 10 * RATE)
    other = one.copy()
    assert acoustics.least_correlation(np.stack([one, other]), RATE) == pytest.approx(1)
    other[4 * RATE : 5 * RATE] *= -1
    assert acoustics.least_correlation(np.stack([one, other]), RATE) == pytest.approx(-1)
    quiet = np.ones(10 * RATE)
    quiet[3 * RATE : 6 * RATE] = 1e-4  # 80 dB down: nobody hears what is wrong there
    assert acoustics.least_correlation(np.stack([one, other]) * quiet, RATE) == pytest.approx(1)


def test_silence_agrees_with_itself() -> None:
    assert acoustics.correlation(np.zeros((2, RATE))) == 1
    assert acoustics.mono_loss_lu(np.zeros((2, RATE))) == 0
