"""Writing the album: the joined master, the tracks it is cut into, and a lossy copy of each, all from one walk through the sound.

Every file is written under a temporary name and all appear together at the end. The integers that go into the master are the integers that go into
its tracks: joined, they are the master to the sample.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.album.cover import SMALL_SIDE, Cover
from originalscore.album.layout import Layout
from originalscore.album.sounding import Block, album_blocks
from originalscore.external.lossy import M4A, MP3, OPUS, Lossy, LossyFile
from originalscore.files import PARTIAL, whole_file
from originalscore.formats.tags import comments, picture_block, write_tagged_flac, write_tagged_mp3, write_tagged_mp4
from originalscore.formats.wav import FULL_SCALE, to_24_bit
from originalscore.model.tags import Tags

MASTER = "album.flac"
_PREVIEWS = ((OPUS, "opus"), (MP3, "mp3"), (M4A, "m4a"))
"""Lossy copies, and the folder of each."""
_R128_LUFS, _REPLAY_GAIN_LUFS = -23.0, -18.0
"""What Opus counts its gains from (RFC 7845, 5.2.1), and what ReplayGain does."""


@dataclass(frozen=True)
class Sleeve:
    """What goes round one sound: the file's name without ending, what it says of itself, and its gains to -18 LUFS (its own, the album's)."""

    name: str
    tags: Tags
    gains_db: tuple[float, float] = (0.0, 0.0)


def press(
    folder: Path, layout: Layout, gain_db: float, album: Sleeve, tracks: tuple[Sleeve, ...], cover: Cover, papers: Mapping[str, bytes],
    progress: Callable[[float], None],
) -> tuple[Path, ...]:  # fmt: skip
    """Write ``album.flac``, ``tracks/``, ``previews/`` and the papers.

    Parameters
    ----------
    folder
        The album's own.
    gain_db
        The one gain.
    papers
        Whatever else belongs to the album, by file name.
    progress
        Is told the share that has been written, 0 to 1.

    Returns
    -------
    tuple of Path
        Everything written, the master first.
    """
    with ExitStack() as outs:
        finished: list[Path] = []

        def out(path: Path) -> Path:
            finished.append(path)
            return outs.enter_context(whole_file(path))

        master_out = out(folder / MASTER)
        with _bare(master_out) as bare:
            with _flac(bare, layout.rate) as master:
                for number, blocks in groupby(album_blocks(layout), key=lambda block: block.track):
                    wholes = _as_written(blocks, gain_db, layout, master, progress)
                    _press_track(folder, tracks[number], layout.rate, wholes, cover, out)
            write_tagged_flac(bare, master_out, album.tags, cover.small, SMALL_SIDE)
        for name, content in papers.items():
            out(folder / name).write_bytes(content)
    return tuple(finished)


def _as_written(
    blocks: Iterator[Block], gain_db: float, layout: Layout, master: soundfile.SoundFile, progress: Callable[[float], None]
) -> Iterator[NDArray[np.int32]]:
    """The samples of one track, which go into the master on their way."""
    for block in blocks:
        whole = to_24_bit(np.float32(10 ** (gain_db / 20)) * block.sound)
        _write(master, whole)
        progress(block.at / layout.samples)
        yield whole


def _press_track(
    folder: Path, sleeve: Sleeve, rate: int, wholes: Iterator[NDArray[np.int32]], cover: Cover, out: Callable[[Path], Path]
) -> None:
    """One track in every format."""
    targets = [out(folder / "tracks" / f"{sleeve.name}.flac")]
    targets += [out(folder / "previews" / place / f"{sleeve.name}{kind.ending}") for kind, place in _PREVIEWS]
    with ExitStack() as stack:
        bares = [stack.enter_context(_bare(target)) for target in targets]
        with ExitStack() as encoders:
            lossless = encoders.enter_context(_flac(bares[0], rate))
            lossy = [
                encoders.enter_context(LossyFile(bare, kind, rate=rate, said=_opus_comments(sleeve, cover) if kind is OPUS else None))
                for bare, (kind, _) in zip(bares[1:], _PREVIEWS, strict=True)
            ]
            for whole in wholes:
                _write(lossless, whole)
                sound = (whole / np.float32(FULL_SCALE)).astype(np.float32)
                for encoder in lossy:
                    encoder.write(sound)
        write_tagged_flac(bares[0], targets[0], sleeve.tags, cover.small, SMALL_SIDE)
        for bare, target, (kind, _) in zip(bares[1:], targets[1:], _PREVIEWS, strict=True):
            _tag(kind, bare, target, sleeve.tags, cover)


def _tag(kind: Lossy, bare: Path, target: Path, tags: Tags, cover: Cover) -> None:
    if kind is OPUS:
        bare.replace(target)
    elif kind is MP3:
        write_tagged_mp3(bare, target, tags, cover.small)
    else:
        write_tagged_mp4(bare, target, tags, cover.small)


def _opus_comments(sleeve: Sleeve, cover: Cover) -> dict[str, str]:
    """Comments of an Opus file, each once: its container is written by FFmpeg, which knows no repeated ones. Gains are R128's, in 256ths of a decibel."""
    said: dict[str, str] = {}
    values = {name: value for name, value in sleeve.tags.values.items() if not name.endswith(("_gain", "_peak"))}
    for name, value in comments(replace(sleeve.tags, values=values)):
        said[name] = f"{said[name]}; {value}" if name in said else value
    for name, gain_db in zip(("R128_TRACK_GAIN", "R128_ALBUM_GAIN"), sleeve.gains_db):
        said[name] = str(round(256 * (gain_db + _R128_LUFS - _REPLAY_GAIN_LUFS)))
    said["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture_block(cover.small, SMALL_SIDE)).decode("ascii")
    return said


@contextmanager
def _bare(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that is encoded before its tags are known to it, and is gone afterwards."""
    bare = target.with_name(f"{target.name.replace(PARTIAL, '')}.bare{PARTIAL}{target.suffix}")
    try:
        yield bare
    finally:
        bare.unlink(missing_ok=True)


def _flac(path: Path, rate: int) -> soundfile.SoundFile:
    return soundfile.SoundFile(path, "w", rate, 2, subtype="PCM_24", format="FLAC")


def _write(wave: soundfile.SoundFile, whole: NDArray[np.int32]) -> None:
    """Append 24-bit integers, which the library wants in the upper bits."""
    wave.write(np.ascontiguousarray(whole.T << 8))
