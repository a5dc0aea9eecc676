"""Speech and silence as the likeliest course of all windows."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from originalscore.picture.hush import Hush
from originalscore.picture.voices import AFTER_S, WINDOW_S, voice_spans

END_S = Fraction(40)


def _windows(level: float, *spans: tuple[int, int, float]) -> np.ndarray:
    probability = np.full(1250, level, np.float32)
    for first, after, value in spans:
        probability[first:after] = value
    return probability


def test_many_weak_signs_in_a_row_are_a_voice_and_few_are_none() -> None:
    """Words under a storm never reach half a probability; three seconds and more of them are a voice, a quarter of a second is none."""
    assert len(voice_spans(_windows(0.004, (200, 300, 0.3)), END_S)) == 1
    assert voice_spans(_windows(0.004, (200, 208, 0.3)), END_S) == []
    assert voice_spans(_windows(0.05), END_S) == []


def test_a_short_noise_that_sounds_a_little_like_a_voice_is_none_until_it_is_sure_once() -> None:
    bark = (200, 225, 0.6)
    assert voice_spans(_windows(0.004, bark), END_S) == []
    assert len(voice_spans(_windows(0.004, bark, (210, 212, 0.9)), END_S)) == 1


def test_who_speaks_at_length_pauses_at_length() -> None:
    """Two seconds (62 windows) between a title and ten seconds of reading stay inside; between two short lines they do not, nor do three seconds."""
    title = (100, 120, 0.9)
    assert len(voice_spans(_windows(0.004, title, (182, 500, 0.9)), END_S)) == 1
    assert len(voice_spans(_windows(0.004, title, (182, 240, 0.9)), END_S)) == 2
    assert len(voice_spans(_windows(0.004, title, (214, 500, 0.9)), END_S)) == 2


def test_a_voice_heard_only_without_the_noise_counts() -> None:
    hushed = _windows(0.004, (200, 300, 0.6))
    assert voice_spans(_windows(0.004), END_S) == []
    assert len(voice_spans(_windows(0.004), END_S, hushed=hushed)) == 1


def test_singing_instruments_are_no_voice_and_words_over_them_are() -> None:
    music = np.full(625, 6.0, np.float32)
    vague, clear = _windows(0.01, (200, 300, 0.4)), _windows(0.01, (200, 300, 0.4), (220, 240, 0.9))
    assert len(voice_spans(vague, END_S)) == 1
    assert voice_spans(vague, END_S, tones=music) == []
    assert len(voice_spans(clear, END_S, tones=music)) == 1


def test_a_line_ends_with_its_voice_and_not_with_its_echo() -> None:
    """In a hall the detector falls slowly, from sure to what would still open a span."""
    dying = _windows(0.0, (200, 260, 0.98), (260, 268, 0.5), (268, 290, 0.3))
    assert voice_spans(dying, END_S)[0][1] == 260 * WINDOW_S + AFTER_S


def test_a_line_that_is_never_sure_ends_with_its_own_level() -> None:
    faint = _windows(0.0, (200, 320, 0.4), (320, 340, 0.15))
    assert voice_spans(faint, END_S)[0][1] == 320 * WINDOW_S + AFTER_S


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
