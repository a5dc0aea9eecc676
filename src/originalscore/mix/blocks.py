"""Sound in blocks: the mix walks through films of any length in the same memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np
import soundfile
from numpy.typing import NDArray

Sound = NDArray[np.float32]
"""Samples (2, n), full scale 1."""
_Block = TypeVar("_Block")
BLOCK = 272 * 480
"""Samples of a block, 2.72 s at 48 kHz: whole steps of 10 ms there, which the meters need not piece together."""


def regroup(blocks: Iterable[Sound], size: int) -> Iterator[Sound]:
    """The same sound in blocks of ``size`` samples, the last one shorter; a decoder's own are too small to work with."""
    waiting: list[Sound] = []
    have = 0
    for block in blocks:
        waiting.append(block)
        have += block.shape[1]
        if have >= size:
            joined = np.concatenate(waiting, axis=1)
            whole = have // size * size
            for first in range(0, whole, size):
                yield joined[:, first : first + size]
            waiting, have = [joined[:, whole:]], have - whole
    if have:
        yield np.concatenate(waiting, axis=1)


def ahead(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The same blocks, each made in another thread while the one before it is worked on."""
    with ThreadPoolExecutor(max_workers=1) as maker:
        source = iter(blocks)
        coming = maker.submit(next, source, None)
        while (block := coming.result()) is not None:
            coming = maker.submit(next, source, None)
            yield block


def wave_blocks(path: Path, first: int = 0) -> Iterator[Sound]:
    """A stereo wave from sample ``first`` to its last."""
    with soundfile.SoundFile(path) as wave:
        wave.seek(first)
        while (block := wave.read(BLOCK, dtype="float32", always_2d=True).T).shape[1]:
            yield block


class Reader:
    """A wave kept open to be read anywhere; silence lies before its first and after its last sample."""

    def __init__(self, path: Path) -> None:
        self._wave = soundfile.SoundFile(path)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._wave.close()

    def read(self, start: int, count: int) -> Sound:
        """Samples (2, ``count``) from ``start``, which may be negative."""
        out = np.zeros((2, count), np.float32)
        first, last = max(0, start), min(self._wave.frames, start + count)
        if last > first:
            if self._wave.tell() != first:
                self._wave.seek(first)
            out[:, first - start : last - start] = self._wave.read(last - first, dtype="float32", always_2d=True).T
        return out
