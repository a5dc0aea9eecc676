"""Songs laid into the film: recordings that are not ours, each at its place, level and fades, summed into one wave beside the score.

The score's stems stay its own: ``music.wav`` is their sum without the songs, ``songs.wav`` has the same start and length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.external.media import decode_sound
from originalscore.formats.wav import to_24_bit
from originalscore.measures.loudness import Energy, Meter, gated_lufs
from originalscore.mix.blocks import BLOCK, Sound, regroup
from originalscore.mix.desk import Session
from originalscore.mix.levels import ALONE_LUFS, BESIDE_SPEECH_LU
from originalscore.model.audio import AudioFile
from originalscore.model.picture import Picture
from originalscore.model.rights import Song

_LEAST_DB, _MOST_DB = -40.0, 12.0
_TRUE_PEAK = 0.891  # -1 dBTP
_SHORTEST_FADE_S = Fraction(1, 200)
"""Cut ends are rounded off by so much, so that nothing clicks (ours)."""


@dataclass(frozen=True)
class LaidSong:
    """A song with the recording that is heard."""

    song: Song
    path: Path


@dataclass(frozen=True)
class SongSum:
    """All songs as written: the file as listed, where it lies, and its 10 ms energies from picture zero."""

    audio: AudioFile
    path: Path
    energy: Energy


def write_songs(songs: tuple[LaidSong, ...], session: Session) -> SongSum:
    """Write ``music/songs.wav``."""
    meter = Meter(session.rate)
    path = session.root / "music" / "songs.wav"
    with session.wave(path, "songs") as wave:
        wave.write(np.zeros((2, session.leader.samples), np.int32))
        for block in _summed(songs, session.length, session.rate):
            wave.write(to_24_bit(block))
            meter.measure(block)
    return SongSum(wave.listed(session.root), path, meter.energy())


def fitting_level_db(song: Song, path: Path, picture: Picture, rate: int, distance_lu: float) -> float:
    """How much louder or softer a recording is to be laid in, decibels, to the tenth.

    Under words it stays ``distance_lu`` below them; where nobody speaks it stands beside the film's sound as the score does, or where there is none at
    the level of music alone. It is never lifted over -1 dBTP.
    """
    meter = Meter(rate)
    for block in _played(LaidSong(song, path), rate):
        meter.measure(block)
    own = gated_lufs(meter.energy())
    if own is None:
        return 0.0
    spoken = any(line.start_s < song.end_s and line.end_s > song.start_s for line in picture.speech)
    if picture.speech_lufs is not None:
        wanted = picture.speech_lufs - (distance_lu if spoken else -BESIDE_SPEECH_LU)
    else:
        wanted = ALONE_LUFS if picture.film_lufs is None else max(picture.film_lufs, ALONE_LUFS)
    most = min(_MOST_DB, 20 * float(np.log10(_TRUE_PEAK / max(meter.peak, 1e-6))))
    return round(min(most, max(_LEAST_DB, wanted - own)), 1)


def _summed(songs: tuple[LaidSong, ...], length: int, rate: int) -> Iterator[Sound]:
    """All songs against picture, block after block."""
    waiting = sorted(songs, key=lambda laid: laid.song.start_s)
    playing: list[tuple[int, Iterator[Sound]]] = []
    kept: dict[int, Sound] = {}
    for first in range(0, length, BLOCK):
        out = np.zeros((2, min(BLOCK, length - first)), np.float32)
        last = first + out.shape[1]
        while waiting and round(waiting[0].song.start_s * rate) < last:
            laid = waiting.pop(0)
            playing.append((round(laid.song.start_s * rate), _played(laid, rate)))
        for number, (begin, blocks) in enumerate(playing):
            _add(out, first, begin, blocks, kept, number)
        yield out


def _add(out: Sound, first: int, begin: int, blocks: Iterator[Sound], kept: dict[int, Sound], number: int) -> None:
    """Add what a song sounds within a block; what reaches beyond it is kept for the next one."""
    at, rest = max(0, begin - first), kept.pop(number, np.zeros((2, 0), np.float32))
    while at < out.shape[1]:
        if not rest.shape[1]:
            more = next(blocks, None)
            if more is None:
                return
            rest = more
        take = min(rest.shape[1], out.shape[1] - at)
        out[:, at : at + take] += rest[:, :take]
        at, rest = at + take, rest[:, take:]
    kept[number] = rest


def _played(laid: LaidSong, rate: int) -> Iterator[Sound]:
    """The part of a recording that is heard, with level and fades; shorter where the recording ends before."""
    song = laid.song
    skip, left = round(song.from_s * rate), round(song.end_s * rate) - round(song.start_s * rate)
    at, count, gain = 0, left, np.float32(10 ** (song.level_db / 20))
    for block in regroup(decode_sound(laid.path, rate, 2), BLOCK):
        part = np.nan_to_num(block[:, skip : skip + left])
        skip = max(0, skip - block.shape[1])
        if part.shape[1]:
            yield (gain * part * _fades(song, at, part.shape[1], count, rate)).astype(np.float32)
            at, left = at + part.shape[1], left - part.shape[1]
        if left <= 0:
            return


def _fades(song: Song, at: int, samples: int, count: int, rate: int) -> NDArray[np.float32]:
    """Raised-cosine fades at both ends of ``count`` samples, seen from sample ``at``."""
    place = np.arange(at, at + samples, dtype=np.float64)
    rise, fall = (max(1, round(max(length_s, _SHORTEST_FADE_S) * rate)) for length_s in (song.fade_in_s, song.fade_out_s))
    level = np.minimum(np.clip(place / rise, 0, 1), np.clip((count - place) / fall, 0, 1))
    return (0.5 - 0.5 * np.cos(np.pi * level)).astype(np.float32)
