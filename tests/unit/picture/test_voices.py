"""Speech and silence as the likeliest course of all windows."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from originalscore.picture.hush import Hush
from originalscore.picture.voices import voice_spans

END_S = Fraction(40)


def _windows(level: float, *spans: tuple[int, int, float]) -> np.ndarray:
    probability = np.full(1250, level, np.float32)
    for first, after, value in spans:
        probability[first:after] = value
    return probability


def test_many_weak_signs_in_a_row_are_a_voice_and_few_are_none() -> None:
    """Words under a storm never reach half a probability; two seconds of them do, a quarter of a second does not."""
    assert len(voice_spans(_windows(0.004, (200, 262, 0.10)), END_S)) == 1
    assert voice_spans(_windows(0.004, (200, 208, 0.10)), END_S) == []
    assert voice_spans(_windows(0.015), END_S) == []


def test_a_voice_heard_only_without_the_noise_counts() -> None:
    hushed = _windows(0.004, (200, 300, 0.3))
    assert voice_spans(_windows(0.004), END_S) == []
    assert len(voice_spans(_windows(0.004), END_S, hushed=hushed)) == 1


def test_singing_instruments_are_no_voice_and_words_over_them_are() -> None:
    music = np.full(625, 6.0, np.float32)
    vague, clear = _windows(0.01, (200, 262, 0.25)), _windows(0.01, (200, 262, 0.25), (220, 240, 0.9))
    assert len(voice_spans(vague, END_S)) == 1
    assert voice_spans(vague, END_S, tones=music) == []
    assert len(voice_spans(clear, END_S, tones=music)) == 1


def test_a_line_ends_with_its_voice_and_not_with_its_echo() -> None:
    dying = _windows(0.0, (200, 260, 0.9), (260, 272, 0.15))
    assert voice_spans(dying, END_S)[0][1] == 260 * Fraction(512, 16000) + Fraction(1, 4)


def test_steady_noise_is_taken_out_whatever_blocks_it_comes_in() -> None:
    rng = np.sin(np.arange(400_000, dtype=np.float64) ** 2 % 6.28).astype(np.float32)
    syllables = (np.sin(2 * np.pi * 3 * np.arange(400_000) / 16000) > 0.5) * np.sin(2 * np.pi * 440 * np.arange(400_000) / 16000)
    sound = (0.1 * rng + 0.3 * syllables).astype(np.float32)

    def calmed(size: int) -> np.ndarray:
        hush = Hush()
        parts = [hush.calm(sound[place : place + size]) for place in range(0, len(sound), size)]
        return np.concatenate([*parts, hush.rest()])

    whole = calmed(len(sound))
    assert len(whole) == len(sound)
    assert np.array_equal(whole, calmed(7001))
    between = syllables[100_000:200_000] == 0
    assert np.square(whole[100_000:200_000][between]).mean() < 0.25 * np.square(sound[100_000:200_000][between]).mean()
    assert np.square(whole[100_000:200_000][~between]).mean() > 0.5 * np.square(sound[100_000:200_000][~between]).mean()
