"""Loudness, peaks, tones and impacts against signals of known value."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from originalscore.measures.loudness import gated_lufs
from originalscore.picture.events import sound_events
from originalscore.picture.listening import _THIRD, RATE, Heard, _Thinner, listen, packed, unpacked
from originalscore.picture.music import find_music


def _blocks(sound: np.ndarray, size: int = 1111) -> list[np.ndarray]:
    return [sound[:, first : first + size].astype(np.float32) for first in range(0, sound.shape[1], size)]


def _sine(level_dbfs: float, seconds: float, hz: float = 1000.0, phase: float = 0.0) -> np.ndarray:
    wave = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE + phase)
    return np.stack((wave, wave))


def _hear(sound: np.ndarray) -> Heard:
    return listen(_blocks(sound))


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_sine_reads_its_level(level: float) -> None:
    """EBU Tech 3341 case 1 and 2: 1 kHz in both channels at -23 dBFS is -23 LUFS."""
    assert gated_lufs(_hear(_sine(level, 8)).energy) == pytest.approx(level, abs=0.1)


def test_quiet_passages_do_not_pull_the_loudness_down() -> None:
    """EBU Tech 3341 case 3, shortened to two fifths."""
    sound = np.concatenate((_sine(-36, 4), _sine(-23, 24), _sine(-36, 4)), axis=1)
    assert gated_lufs(_hear(sound).energy) == pytest.approx(-23.0, abs=0.1)


def test_only_the_asked_spans_count() -> None:
    sound = np.concatenate((_sine(-40, 5), _sine(-20, 5)), axis=1)
    assert gated_lufs(_hear(sound).energy, [(Fraction(1), Fraction(4))]) == pytest.approx(-40, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert gated_lufs(_hear(np.zeros((2, RATE * 3))).energy) is None


def test_a_peak_between_samples_is_seen() -> None:
    """BS.1770-5 annex 2: a quarter-rate sine 45 degrees off the samples peaks 3 dB above them."""
    peak = _hear(_sine(0, 1, RATE / 4, np.pi / 4)).peak
    assert 20 * np.log10(peak) == pytest.approx(0.0, abs=0.3)


def test_the_figures_do_not_depend_on_the_size_of_blocks() -> None:
    sound = np.random.default_rng(1).standard_normal((2, RATE * 4)) * 0.1
    one, other = listen(_blocks(sound, 997)), listen(_blocks(sound, 70001))
    assert np.allclose(one.energy, other.energy, rtol=1e-4)
    assert np.array_equal(one.tones, other.tones)
    assert len(one.voice) == len(other.voice)


def test_the_voice_windows_keep_time_with_the_film() -> None:
    heard = _hear(_sine(-20, 20, 200))
    assert len(heard.voice) == pytest.approx(20 * 16000 / 512, abs=2)


def test_held_chords_are_music_and_noise_is_not() -> None:
    time = np.arange(RATE * 20) / RATE
    chords = np.zeros_like(time)
    for start, root in ((0, 220.0), (5, 174.6), (10, 196.0), (15, 220.0)):
        for ratio in (1, 1.2, 1.5, 2):
            for partial in (1, 2, 3):
                chords[start * RATE : (start + 5) * RATE] += 0.04 / partial * np.sin(2 * np.pi * root * ratio * partial * time[: 5 * RATE])
    noise = np.random.default_rng(2).standard_normal(RATE * 20) * 0.1
    wind = noise * (0.6 + 0.4 * np.sin(2 * np.pi * 0.2 * time))
    assert find_music(_hear(np.stack((chords, chords))).tones, [], Fraction(20)) != []
    assert find_music(_hear(np.stack((wind, wind))).tones, [], Fraction(20)) == []


def test_a_bang_is_an_impact_at_its_moment() -> None:
    generator = np.random.default_rng(3)
    sound = generator.standard_normal((2, RATE * 8)) * 0.005
    start = round(5.0 * RATE)
    sound[:, start : start + RATE // 3] += generator.standard_normal((2, RATE // 3)) * np.linspace(0.5, 0.05, RATE // 3)
    energy = _hear(sound).energy
    (impact,) = sound_events(energy, gated_lufs(energy), Fraction(8))
    assert abs(impact.at_s - 5) <= Fraction(2, 100)
    assert impact.strength > 0.5


def test_thinned_sound_is_filtered_sound_of_which_every_third_sample_is_kept() -> None:
    mono = np.random.default_rng(6).standard_normal(RATE).astype(np.float32)
    thinner = _Thinner()
    thinned = np.concatenate([thinner.thin(mono[first : first + 5000]) for first in range(0, len(mono), 5000)])
    delayed = np.concatenate((np.zeros(len(_THIRD) - 1, np.float32), mono))
    wanted = np.convolve(delayed, _THIRD, "valid")[::3]
    assert len(wanted) - len(thinned) < 70
    assert np.allclose(thinned, wanted[: len(thinned)], atol=1e-5)


def test_what_was_heard_survives_the_way_to_another_process() -> None:
    heard = _hear(_sine(-20, 3))
    again = unpacked(packed(heard))
    assert (again.peak, again.length_s) == (heard.peak, heard.length_s)
    assert all(np.array_equal(getattr(again, name), getattr(heard, name)) for name in ("energy", "voice", "tones"))
