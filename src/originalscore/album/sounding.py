"""The album as one sound, block after block: every recording at its place, level and fades, before the one gain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.album.layout import Laid, Layout
from originalscore.album.recordings import BLOCK, Sound


@dataclass(frozen=True)
class Block:
    """A stretch of the album: the track it belongs to (from 0), the album's sample it begins at, and its sound."""

    track: int
    at: int
    sound: Sound


def album_blocks(layout: Layout) -> Iterator[Block]:
    """Blocks in order; none reaches over the beginning of a track, and no more files are open than sound."""
    with ExitStack() as stack:
        waves: dict[int, soundfile.SoundFile] = {}
        for track, span in enumerate(layout.tracks):
            for at in range(span.first, span.end, BLOCK):
                out = np.zeros((2, min(BLOCK, span.end - at)), np.float32)
                for number, laid in enumerate(layout.laid):
                    if laid.end <= at:
                        if wave := waves.pop(number, None):
                            wave.close()
                    elif laid.begin < at + out.shape[1]:
                        if number not in waves:
                            waves[number] = stack.enter_context(soundfile.SoundFile(laid.recording.path))
                        _add(out, at, laid, waves[number])
                yield Block(track, at, out)


def _add(out: Sound, at: int, laid: Laid, wave: soundfile.SoundFile) -> None:
    """Add what a recording sounds within a block that begins at sample ``at``."""
    first, end = max(at, laid.begin), min(at + out.shape[1], laid.end)
    wave.seek(laid.recording.first + first - laid.begin)
    sound = wave.read(end - first, dtype="float32", always_2d=True).T
    level = np.float32(10 ** (laid.level_db / 20)) * _fades(laid, first - laid.begin, end - first)
    out[:, first - at : end - at] += sound * level


def _fades(laid: Laid, first: int, count: int) -> NDArray[np.float32]:
    """Raised-cosine fades at both ends, seen from the recording's own sample ``first``."""
    place = np.arange(first, first + count, dtype=np.float64)
    rise = np.clip((place + 1) / max(1, laid.fade_in), 0, 1)
    fall = np.clip((laid.recording.samples - place) / max(1, laid.fade_out), 0, 1)
    return (np.sin(np.pi / 2 * np.minimum(rise, fall)) ** 2).astype(np.float32)
