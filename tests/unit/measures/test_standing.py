"""A moment stands out of the sound when it is loud or new beside the cue's own norm, and not by being one note of many."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.standing import standing

RATE = 22_050


def music(loud_at_s: float | None) -> np.ndarray:
    """Twenty seconds of soft notes twice a second, one of them loud."""
    t = np.arange(20 * RATE) / RATE
    sound = np.zeros(len(t), np.float32)
    for n in range(40):
        at_s = n / 2
        gain = 0.8 if loud_at_s == at_s else 0.06 + 0.02 * (n % 3)
        here = t >= at_s
        sound[here] += (gain * np.exp(-6 * (t[here] - at_s)) * np.sin(2 * np.pi * (220 + 20 * (n % 5)) * t[here])).astype(np.float32)
    return np.stack([sound, sound])


def test_a_loud_moment_stands_out_and_an_ordinary_note_does_not() -> None:
    sound = music(10.0)
    loud, plain = standing(sound, RATE, (10.0, 5.0)).hits
    assert loud > 2 > plain


def test_an_accent_as_strong_as_the_hit_is_told_when_nobody_asked_for_it() -> None:
    sound = music(10.0)
    assert standing(sound, RATE, (10.0,)).unasked == ()
    rivals = standing(sound, RATE, (5.0,)).unasked
    assert any(abs(at_s - 10) < 0.1 for at_s in rivals)
    assert len(rivals) > 10  # an ordinary note taken for a hit has rivals everywhere


def test_a_groove_is_no_rival_while_the_hit_stands_above_it_and_is_one_when_it_does_not() -> None:
    groove = music(10.0) + music(14.0) + music(18.0)
    assert standing(groove, RATE, (10.0,)).unasked == pytest.approx([14.0, 18.0], abs=0.1)
    assert standing(groove + 2 * music(10.0), RATE, (10.0,)).unasked == ()


def test_an_entrance_out_of_silence_is_nobodys_accent() -> None:
    sound = music(10.0)
    sound[:, 7 * RATE // 2 : 5 * RATE] = 0
    sound[:, 5 * RATE : 11 * RATE // 2] *= 12
    assert standing(sound, RATE, (10.0,)).unasked == ()
    sound[:, 7 * RATE // 2 : 5 * RATE] = music(None)[:, 7 * RATE // 2 : 5 * RATE]
    assert standing(sound, RATE, (10.0,)).unasked == pytest.approx([5.0], abs=0.1)


def test_silence_has_no_accents_and_nothing_stands_out() -> None:
    found = standing(np.zeros((2, 4 * RATE), np.float32), RATE, (1.0,))
    assert found.hits == (0.0,) and found.strongest == ()
