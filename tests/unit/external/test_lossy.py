"""Lossy copies: the right length, near to the sound, the same bytes again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from originalscore.external.lossy import M4A, MP3, OPUS, Lossy, LossyFile
from originalscore.external.media import decode_sound


def tone(rate: int, samples: int) -> np.ndarray:
    return (0.4 * np.sin(2 * np.pi * 440 * np.arange(samples) / rate) * np.ones((2, 1))).astype(np.float32)


def encoded(path: Path, kind: Lossy, rate: int, sound: np.ndarray) -> Path:
    with LossyFile(path, kind, rate=rate) as out:
        for first in range(0, sound.shape[1], 50_000):
            out.write(sound[:, first : first + 50_000])
    return path


@pytest.mark.parametrize("kind", [OPUS, MP3, M4A], ids=lambda kind: kind.ending)
@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_a_copy_is_as_long_as_the_sound_and_near_to_it(tmp_path: Path, kind: Lossy, rate: int) -> None:
    samples = 2 * rate + 317
    path = encoded(tmp_path / f"a{kind.ending}", kind, rate, tone(rate, samples))
    heard = np.concatenate(list(decode_sound(path, rate, 2)), axis=1)
    assert heard.shape[1] == pytest.approx(samples, abs=rate * 0.025)  # within one frame of AAC
    inside = heard[:, rate // 2 : rate]
    assert np.sqrt(2 * np.square(inside).mean()) == pytest.approx(0.4, rel=0.02)
    assert path.read_bytes() == encoded(tmp_path / f"b{kind.ending}", kind, rate, tone(rate, samples)).read_bytes()


def test_an_mp3_is_of_variable_rate(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.2, (2, 96_000)).astype(np.float32)
    rich, plain = encoded(tmp_path / "a.mp3", MP3, 48_000, noise), encoded(tmp_path / "b.mp3", MP3, 48_000, 0 * noise)
    assert rich.stat().st_size > 3 * plain.stat().st_size
    assert b"Xing" in rich.read_bytes()[:200]


def test_an_encoder_that_is_left_by_a_fault_closes_its_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stopped"), LossyFile(tmp_path / "a.opus", OPUS, rate=48_000) as out:
        out.write(tone(48_000, 9_600))
        raise RuntimeError("stopped")
    (tmp_path / "a.opus").unlink()
