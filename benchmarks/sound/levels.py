"""Loudness of the delivered film in every profile, and stems that sum: by ffmpeg's meter, on the files themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from originalscore.external.media import decode_sound
from originalscore.mix.profiles import PROFILES, Profile
from sound import meter
from sound.lines import Line
from sound.stage import RATE, Scored, Sound, run

_TOLERANCE_LU = 0.2
_SUM_DBFS = -90.0


def stems(name: str, scored: Scored) -> Iterator[Line]:
    """``music.wav`` against the sum of its stems."""
    music = scored.wave(scored.mix.music.file).astype(np.float64)
    sounds = [scored.wave(stem.audio.file) for stem in scored.mix.stems]
    loudest = max(range(len(sounds)), key=lambda n: float((sounds[n].astype(np.float64) ** 2).sum()))
    tilted = [0.1 if n == loudest else 0.0 for n in range(len(sounds))]
    yield Line(
        f"stems: {name}", f"sum of {len(sounds)} stems minus music.wav", _rest_dbfs(music, sounds, [0.0] * len(sounds)), None, _SUM_DBFS,
        "dBFS", "a stem with 0.1 dB of gain", _rest_dbfs(music, sounds, tilted), "largest sample.",
    )  # fmt: skip


def _rest_dbfs(music: np.ndarray, sounds: list[Sound], gains_db: list[float]) -> float:
    rest = music.copy()
    for sound, gain_db in zip(sounds, gains_db, strict=True):
        rest -= 10 ** (gain_db / 20) * sound
    return float(20 * np.log10(max(float(np.abs(rest).max()), 1e-10)))


def profiles(name: str, scored: Scored) -> Iterator[Line]:
    """The film's sound, delivered in each profile and read back; the folder itself is left as it is."""
    folder = scored.root.with_name(f"{scored.root.name}-profiles")  # beside the folder, which knows its film by its way there
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scored.root, folder)
    try:
        for profile, aim in PROFILES.items():
            run("score", folder, "--out", folder, "--loudness", profile, "--quiet")
            yield from _profile(name, profile, aim, scored, _film_sound(folder))
    finally:
        shutil.rmtree(folder)


def _film_sound(folder: Path) -> Sound:
    return np.concatenate(list(decode_sound(next(folder.glob("scored.*")), RATE, 2)), axis=1)


def _profile(name: str, profile: str, aim: Profile, scored: Scored, sound: Sound) -> Iterator[Line]:
    reading = meter.read(sound, peak=True)
    group = f"loudness: {name}"
    ceiling, wanted = aim.ceiling_dbtp, aim.programme_lufs
    if wanted is not None:
        part = _spoken(sound, scored) if aim.dialogue_gated and scored.lines else sound
        lufs = meter.read(part).lufs
        louder = (part * 10 ** ((wanted + 0.5 - lufs) / 20)).astype(np.float32)
        yield Line(
            group, f"{profile}: {'whole' if part is sound else 'lines'} against {wanted:g} LUFS", lufs - wanted, -_TOLERANCE_LU, _TOLERANCE_LU,
            "LU", "the film brought to 0.5 LU above", meter.read(louder).lufs - wanted, "" if part is sound else "the spoken lines together.",
        )  # fmt: skip
    louder = (sound * 10 ** ((ceiling + 0.5 - reading.dbtp) / 20)).astype(np.float32)
    yield Line(group, f"{profile}: true peak", reading.dbtp, None, ceiling, "dBTP", "the film brought to 0.5 dB above",
               meter.read(louder, peak=True).dbtp, "as delivered, after the encoder.")  # fmt: skip


def _spoken(sound: Sound, scored: Scored) -> Sound:
    return np.concatenate([sound[:, round(line.start_s * RATE) : round(line.end_s * RATE)] for line in scored.lines], axis=1)
