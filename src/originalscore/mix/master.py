"""The two finished sounds: the music mastered, and the programme of film sound and music as it goes into the film.

Both are brought to the profile's loudness with one gain and held under its ceiling; what the ceiling took is measured on what was written and
given back, pass after pass, until the loudness is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from originalscore.formats.wav import FULL_SCALE, BroadcastWave, to_24_bit
from originalscore.measures.loudness import Energy, Meter, gated_lufs
from originalscore.mix.blocks import BLOCK, Reader, Sound, ahead, wave_blocks
from originalscore.mix.desk import Session, loudness_facts
from originalscore.mix.limiter import limited
from originalscore.mix.profiles import DEFAULT_MASTER_LUFS, Profile
from originalscore.mix.source import FilmSound, film_blocks
from originalscore.model.audio import AudioFile

_NEAR_LU = 0.05
"""A pass so near to the wanted loudness is the last (ours; a quarter of what a profile allows)."""
_PASSES, _LEAST_YIELD = 5, 0.25
"""How often is tried, and the least share of a gain that is believed to arrive under the ceiling (ours)."""
Loudness = Callable[[Energy], float | None]


@dataclass(frozen=True)
class Finished:
    """A sound as written, what was measured on it from picture zero, the gain it got, and the loudness wanted (None: left as it is)."""

    audio: AudioFile
    energy: Energy
    peak: float
    gain_db: float
    wanted_lufs: float | None
    reached_lufs: float | None


def write_master(music: Path, energy: Energy, session: Session, aim: Profile) -> Finished:
    """``music/master.wav``: the music alone at the profile's loudness, measured as a whole: a dialogue gate needs words."""
    wanted = DEFAULT_MASTER_LUFS if aim.programme_lufs is None else aim.programme_lufs

    def blocks() -> Iterator[Sound]:
        return wave_blocks(music, session.leader.samples)

    def wave() -> BroadcastWave:
        return session.wave(session.root / "music" / "master.wav", "master")

    start = gated_lufs(energy)
    return _to_level(blocks, wave, session, aim, wanted if start is not None else None, start, gated_lufs, with_leader=True)


def write_programme(film: FilmSound, layers: tuple[Path, ...], energy: Energy, session: Session, aim: Profile) -> Finished:
    """``stages/programme.wav``: film sound, score and songs together. It becomes the scored film's sound and carries no leader."""
    wanted, loudness = programme_aim(film, aim)
    if film.source is None:
        wanted = DEFAULT_MASTER_LUFS if wanted is None else wanted
    path = session.root / "stages" / "programme.wav"

    def blocks() -> Iterator[Sound]:
        return _sum_blocks(film.source, layers, session)

    def wave() -> BroadcastWave:
        return BroadcastWave(path, clock=session.clock, description=f"{session.title} programme", sample_rate=session.rate)

    count = min(len(film.energy), len(energy))
    start = loudness(energy[:count] + film.energy[:count])
    return _to_level(blocks, wave, session, aim, wanted if start is not None else None, start, loudness, with_leader=False)


def programme_aim(film: FilmSound, aim: Profile) -> tuple[float | None, Loudness]:
    """The loudness a programme has to reach, and how it is measured: on the spoken lines alone behind a dialogue gate."""
    if not aim.dialogue_gated:
        return aim.programme_lufs, gated_lufs
    if film.speech_lufs is None:
        return aim.unspoken_lufs, gated_lufs
    lines = [(Fraction(start), Fraction(end)) for start, end in film.lines]
    return aim.programme_lufs, lambda energy: gated_lufs(energy, lines)


def _to_level(
    blocks: Callable[[], Iterator[Sound]], wave: Callable[[], BroadcastWave], session: Session, aim: Profile,
    wanted: float | None, start: float | None, loudness: Loudness, *, with_leader: bool,
) -> Finished:  # fmt: skip
    """Write until the loudness is met; the ceiling takes a little, so a pass may be followed by others."""
    gain_db = wanted - start if wanted is not None and start is not None else 0.0
    tried: list[tuple[float, float]] = []
    while True:
        meter = Meter(session.rate)
        with wave() as out:
            if with_leader:
                out.write(session.leader.sound())
            for block in limited(ahead(blocks()), 10 ** (gain_db / 20), aim.ceiling_dbtp, session.rate):
                whole = to_24_bit(block)
                out.write(whole)
                meter.measure((whole / np.float32(FULL_SCALE)).astype(np.float32))
            energy = meter.energy()
            out.loudness = loudness_facts(energy, meter.peak)
        reached = loudness(energy)
        if wanted is None or reached is None or abs(reached - wanted) <= _NEAR_LU or len(tried) == _PASSES - 1:
            break
        tried.append((gain_db, reached))
        gain_db += (wanted - reached) / _yield(tried)
    return Finished(out.listed(session.root), energy, meter.peak, gain_db, wanted, reached)


def _yield(tried: list[tuple[float, float]]) -> float:
    """How much of a decibel of gain arrived in the last two passes; all of it before there were two."""
    if len(tried) < 2:
        return 1.0
    (gain_db, reached), (last_db, last) = tried[-2:]
    return min(1.0, max(_LEAST_YIELD, (last - reached) / (last_db - gain_db)))


def _sum_blocks(source: Path | None, layers: tuple[Path, ...], session: Session) -> Iterator[Sound]:
    first = session.leader.samples
    with ExitStack() as stack:
        waves = [stack.enter_context(Reader(layer)) for layer in layers]
        for block in _silence(session.length) if source is None else film_blocks(source, session.length, session.rate):
            total = block
            for wave in waves:
                total = total + wave.read(first, block.shape[1])
            yield total
            first += block.shape[1]


def _silence(length: int) -> Iterator[Sound]:
    for first in range(0, length, BLOCK):
        yield np.zeros((2, min(BLOCK, length - first)), np.float32)
