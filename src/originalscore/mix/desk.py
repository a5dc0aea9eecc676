"""The desk: the film is walked once in blocks; every stem of every cue that sounds there is placed, ridden and rounded to 24 bits.

``music.wav`` is the exact sum of the rounded stems, so the null test holds by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.formats.wav import FULL_SCALE, BroadcastWave, to_24_bit
from originalscore.measures.loudness import Energy, Meter, gated_lufs, highest_lufs, loudness_range_lu, to_dbtp
from originalscore.mix.blocks import BLOCK, Reader, ahead
from originalscore.mix.click import click_blocks, click_times
from originalscore.mix.ducking import ride_curve
from originalscore.mix.leader import Leader
from originalscore.mix.levels import Placed
from originalscore.model.audio import AudioFile, StemSound
from originalscore.model.cue import Cue
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import STEMS
from originalscore.times import Clock


@dataclass(frozen=True)
class Session:
    """What every file of one mix shares: the project's folder, the film's name, length in samples, rate and clock, and the leader."""

    root: Path
    title: str
    length: int
    rate: int
    clock: Clock
    leader: Leader

    def wave(self, path: Path, what: str, *, channels: int = 2) -> BroadcastWave:
        """A wave that starts with the leader."""
        clock = self.leader.clock
        return BroadcastWave(path, clock=clock, description=f"{self.title} {what}", sample_rate=self.rate, channels=channels)


@dataclass(frozen=True)
class Sum:
    """The stems as written, whose checksums are yet to be taken, their sum, and its 10 ms energies from picture zero."""

    stems: dict[str, BroadcastWave]
    music: BroadcastWave
    energy: Energy


def write_stems(placed: list[Placed], session: Session, pool: ThreadPoolExecutor, tell: Callable[[float], None]) -> Sum:
    """Write the stems and their sum."""
    names = [name for name in STEMS if any(name == stem for place in placed for stem, _ in place.stems)]
    folder, meter = session.root / "music", Meter(session.rate)
    with ExitStack() as stack, _Desk(placed, session.rate) as desk:
        waves = {name: stack.enter_context(session.wave(folder / "stems" / f"{name}.wav", name)) for name in names}
        music = stack.enter_context(session.wave(folder / "music.wav", "music"))
        for number, wave in enumerate(waves.values()):
            wave.write(session.leader.share(number, len(names)))
        music.write(session.leader.sound() if names else np.zeros((2, session.leader.samples), np.int32))
        done = 0
        for total in ahead(_sums(desk, waves, session.length, pool)):
            music.write(total)
            meter.measure((total / np.float32(FULL_SCALE)).astype(np.float32))
            done += total.shape[1]
            tell(done / session.length)
        music.loudness = loudness_facts(meter.energy(), meter.peak)
    _clear_others(folder / "stems", names)
    return Sum(waves, music, meter.energy())


def _sums(desk: _Desk, waves: dict[str, BroadcastWave], length: int, pool: ThreadPoolExecutor) -> Iterator[NDArray[np.int32]]:
    """Write every stem block after block, side by side, and give their sums."""

    def written(name: str) -> NDArray[np.int32]:
        block = desk.stem(name)
        waves[name].write(block)
        return block

    for first in range(0, length, BLOCK):
        count = min(BLOCK, length - first)
        desk.go_to(first, count)
        total = np.zeros((2, count), np.int32)
        for block in pool.map(written, waves):
            total += block
        yield np.clip(
            total, -FULL_SCALE - 1, FULL_SCALE, out=total
        )  # two cues' peaks at once: louder than full is full, never the other sign


def loudness_facts(energy: Energy, peak: float) -> tuple[float | None, ...]:
    """What a broadcast wave says of its own loudness (EBU Tech 3285 v2)."""
    whole = gated_lufs(energy)
    if whole is None:
        return (None,) * 5
    return whole, loudness_range_lu(energy), to_dbtp(peak), highest_lufs(energy, 0.4), highest_lufs(energy, 3.0)


class _Desk:
    """The cues that sound in one block of the film, their stems open, their gains ridden."""

    def __init__(self, placed: list[Placed], rate: int) -> None:
        self._placed, self._rate = placed, rate
        self._open: dict[int, tuple[ExitStack, list[tuple[str, Reader]]]] = {}

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *_: object) -> None:
        for stack, _waves in self._open.values():
            stack.close()

    def go_to(self, first: int, count: int) -> None:
        """Open what sounds in the ``count`` samples from ``first``, and close what does not."""
        self._first, self._count = first, count
        here = [n for n, place in enumerate(self._placed) if place.begin < first + count and place.begin + place.samples > first]
        for number in self._open.keys() - set(here):
            self._open.pop(number)[0].close()
        for number in here:
            if number not in self._open:
                stack = ExitStack()
                self._open[number] = stack, [(name, stack.enter_context(Reader(path))) for name, path in self._placed[number].stems]
        self._gains = {
            n: np.float32(self._placed[n].gain) * ride_curve(self._placed[n].moves, first / self._rate, count, self._rate) for n in here
        }

    def stem(self, name: str) -> NDArray[np.int32]:
        """A stem of all cues in this block, rounded to 24 bits; different stems may be asked for in different threads."""
        total = np.zeros((2, self._count), np.float32)
        for number, (_, waves) in sorted(self._open.items()):
            for stem, wave in waves:
                if stem == name:
                    total += self._gains[number] * wave.read(self._first - self._placed[number].begin, self._count)
        return to_24_bit(total)


def _clear_others(folder: Path, names: list[str]) -> None:
    """Remove stems of an earlier take that no longer sound; what else the user keeps there stays."""
    for name in STEMS:
        if name not in names:
            (folder / f"{name}.wav").unlink(missing_ok=True)


def write_cue(place: Placed, session: Session) -> StemSound:
    """A cue alone, before mastering and without rides, from its first frame on."""
    path, clock, rate = session.root / "music" / "cues" / f"{place.cue.number}.wav", session.clock, session.rate
    start = replace(clock, start_frame=clock.start_frame + int(place.cue.start_s * clock.frame_rate.rate))
    with ExitStack() as stack:
        stems = [stack.enter_context(Reader(stem)) for _, stem in place.stems]
        wave = BroadcastWave(path, clock=start, description=f"{place.cue.number} {place.cue.title}", sample_rate=rate)
        stack.enter_context(wave)
        for first in range(max(0, round(place.cue.start_s * rate) - place.begin), place.samples, BLOCK):
            total = np.zeros((2, min(BLOCK, place.samples - first)), np.float32)
            for stem in stems:
                total += stem.read(first, total.shape[1])
            wave.write(to_24_bit(np.float32(place.gain) * total))
    return StemSound(place.cue.number, wave.listed(session.root), wave.peak_dbfs)


def write_click(cues: tuple[Cue, ...], tempos: tuple[TempoMap, ...], session: Session) -> AudioFile:
    """``music/click.wav``, one channel; the stems' start and length."""
    clicks = [click for cue, tempo in zip(cues, tempos, strict=True) for click in click_times(cue, tempo)]
    with session.wave(session.root / "music" / "click.wav", "click", channels=1) as wave:
        wave.write(session.leader.sound()[:1])
        for block in click_blocks(clicks, session.length, session.rate, BLOCK):
            wave.write(block)
    return wave.listed(session.root)
