"""Onsets of synthetic sounds are found where they were put."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.onsets import accent_error_s, find_onsets

RATE = 48000


def note(at_s: float, pitch_hz: float, attack_s: float, length_s: float = 3.0, decay_s: float = 0.8, partials: int = 10) -> np.ndarray:
    """A tone with straight attack and exponential decay; its half-way instant is ``at_s + attack_s / 2``."""
    t = np.arange(round(length_s * RATE)) / RATE - at_s
    level = np.where(t < 0, 0, np.minimum(1, t / attack_s if attack_s else 1)) * np.exp(-np.maximum(t, 0) / decay_s)
    return level * sum(np.sin(2 * np.pi * pitch_hz * n * (t + 7)) / n for n in range(1, partials + 1)) * 0.2


def stereo(mono: np.ndarray) -> np.ndarray:
    return np.stack([mono, mono]).astype(np.float32)


def chord(at_s: float = 0.2) -> np.ndarray:
    return sum(note(at_s, pitch_hz, 0.05, decay_s=6, partials=5) for pitch_hz in (220, 277.18, 329.63)) * 0.5


@pytest.mark.parametrize("pitch_hz", [65.4, 130.8, 261.6, 523.3, 1046.5])
@pytest.mark.parametrize("attack_s", [0, 0.005, 0.02, 0.05])
def test_accent_of_a_lone_note_is_placed_within_three_milliseconds(pitch_hz: float, attack_s: float) -> None:
    audio = stereo(note(1.5, pitch_hz, attack_s))
    truth_s = 1.5 + attack_s / 2
    error_s = accent_error_s(audio, RATE, truth_s - 0.03)
    assert error_s is not None
    assert abs(error_s - 0.03) < (0.003 if pitch_hz > 100 else 0.008)


@pytest.mark.parametrize("pitch_hz", [523.3, 1046.5])
@pytest.mark.parametrize("attack_s", [0, 0.005, 0.02])
def test_accent_is_placed_while_a_chord_rings_on(pitch_hz: float, attack_s: float) -> None:
    audio = stereo(note(1.5, pitch_hz, attack_s) + chord())
    error_s = accent_error_s(audio, RATE, 1.5 + attack_s / 2 + 0.02)
    assert error_s is not None
    assert abs(error_s + 0.02) < 0.004


def test_a_late_accent_is_positive_and_an_early_one_negative() -> None:
    audio = stereo(note(1.5, 440, 0.005))
    assert accent_error_s(audio, RATE, 1.45) == pytest.approx(0.0525, abs=0.003)
    assert accent_error_s(audio, RATE, 1.55) == pytest.approx(-0.0475, abs=0.003)


def test_silence_and_a_held_chord_have_no_accent() -> None:
    assert accent_error_s(np.zeros((2, RATE * 3), np.float32), RATE, 1.0) is None
    assert accent_error_s(stereo(chord()), RATE, 1.5) is None
    assert find_onsets(np.zeros((2, RATE), np.float32), RATE) == ()


def test_a_moment_outside_the_audio_has_no_accent() -> None:
    assert accent_error_s(stereo(note(1.5, 440, 0.005)), RATE, 60.0) is None


def test_every_note_of_a_run_is_found_once() -> None:
    truth = [0.5 + 0.25 * n for n in range(10)]
    audio = stereo(sum(note(at_s, 262 * 2 ** (n * 2 / 12), 0.01, length_s=4, decay_s=0.3) for n, at_s in enumerate(truth)))
    found = find_onsets(audio, RATE)
    assert len(found) == len(truth)
    assert max(abs(a - b - 0.005) for a, b in zip(found, truth, strict=True)) < 0.008


def test_onsets_do_not_depend_on_where_the_blocks_of_a_long_file_begin() -> None:
    part = sum(note(at_s, 440, 0.005, length_s=3, decay_s=0.04) for at_s in (0.4, 1.1, 1.9, 2.5))
    audio = stereo(np.tile(part, 9))
    found = find_onsets(audio, RATE)
    assert len(found) == 36


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_librosa_finds_the_same_onsets_within_25_ms() -> None:
    librosa = pytest.importorskip("librosa")
    truth = [0.5, 0.95, 1.7, 2.2, 3.1, 3.6]
    mono = sum(note(at_s, pitch_hz, 0.005, length_s=4.5) for at_s, pitch_hz in zip(truth, (262, 330, 392, 523, 440, 349), strict=True))
    theirs = librosa.onset.onset_detect(y=mono.astype(np.float32), sr=RATE, units="time", hop_length=240)
    ours = find_onsets(stereo(mono), RATE)
    assert len(ours) == len(truth)
    assert all(min(abs(theirs - at_s)) < 0.025 for at_s in ours)
