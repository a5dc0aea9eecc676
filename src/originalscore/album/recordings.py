"""The recordings that the album is made of: each opened at the album's rate, with the silence at its ends found.

Silence is what lies farther below the recording's own peak than anybody hears; a little of it stays at either end, and only in it anything is faded.
So a trim never takes music.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.errors import PictureError
from originalscore.external.media import decode_sound
from originalscore.model.ledger import Entry, Ledger

Sound = NDArray[np.float32]
"""Samples (2, n), full scale 1."""
BLOCK = 131_072
"""Samples that are worked on at a time (ours)."""
_WINDOWS_A_SECOND = 100
_BELOW_PEAK, _FLOOR = 10 ** (-66 / 20), 10 ** (-90 / 20)
"""What is softer than its recording's peak by 66 dB, or than -90 dBFS, is silence (ours: below the noise of a quiet room at concert level)."""
_KEPT_BEFORE_S, _KEPT_AFTER_S = 0.05, 0.25
"""Silence that stays before the first and after the last sound, seconds, and is faded (ours)."""


@dataclass(frozen=True)
class Recording:
    """A piece's sound.

    Parameters
    ----------
    entry
        The piece.
    path
        A stereo wave at the album's rate.
    first, end
        Samples of it that go on the album.
    fade_in, fade_out
        Samples of silence at the ends of those, which are faded.
    ring
        Samples after the place where a cue of the score ends in the film: what only rings. 0 of a song, whose own end nobody knows.
    """

    entry: Entry
    path: Path
    first: int
    end: int
    fade_in: int
    fade_out: int
    ring: int

    @property
    def samples(self) -> int:
        """How long it is on the album."""
        return self.end - self.first


@contextmanager
def opened(entries: tuple[Entry, ...], ledger: Ledger, cues: Collection[str], root: Path, rate: int) -> Iterator[Mapping[str, Recording]]:
    """The recordings of all pieces by id; songs are decoded once, into a file that is gone afterwards. ``cues`` are numbers of the score's cues.

    Raises
    ------
    PictureError
        If a song cannot be decoded, or a recording holds nothing but silence.
    """
    with ExitStack() as stack:
        found = {}
        for entry in entries:
            path = root / entry.file
            if not _is_at_rate(path, rate):
                wave = root / "stages" / f"album-{entry.id}.partial.wav"
                stack.callback(wave.unlink, missing_ok=True)
                _decode(path, wave, rate)
                path = wave
            written_s = entry.frames * ledger.clock.frame_rate.frame_s
            found[entry.id] = _trimmed(entry, path, rate, int(written_s * rate) if entry.id in cues else None)
        yield found


def _is_at_rate(path: Path, rate: int) -> bool:
    """Whether a file can be read as it is."""
    try:
        known = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    return bool(known.samplerate == rate and known.channels == 2 and known.format in ("WAV", "WAVEX", "RF64", "FLAC"))


def _decode(path: Path, wave: Path, rate: int) -> None:
    with soundfile.SoundFile(wave, "w", rate, 2, subtype="FLOAT", format="RF64") as out:
        for block in decode_sound(path, rate, 2):
            out.write(np.nan_to_num(block).T)


def _trimmed(entry: Entry, path: Path, rate: int, written: int | None) -> Recording:
    """The recording without the silence at its ends; ``written`` is the sample from which a cue only rings."""
    peaks, samples = _peaks(path, rate)
    floor = max(_FLOOR, _BELOW_PEAK * float(peaks.max(initial=0.0)))
    heard = np.flatnonzero(peaks > floor)
    if not len(heard):
        raise PictureError(
            f"{entry.id} “{entry.title}”: {path.name} holds nothing but silence", "leave it out in album.toml, or give another file"
        )
    window = rate // _WINDOWS_A_SECOND
    sounds, silent = int(heard[0]) * window, min(samples, (int(heard[-1]) + 1) * window)
    first, end = max(0, sounds - round(_KEPT_BEFORE_S * rate)), min(samples, silent + round(_KEPT_AFTER_S * rate))
    ring = 0 if written is None else max(0, end - max(first, written))
    return Recording(entry, path, first, end, sounds - first, end - silent, ring)


def _peaks(path: Path, rate: int) -> tuple[NDArray[np.float32], int]:
    """The peak of every hundredth of a second, and the number of samples."""
    window = rate // _WINDOWS_A_SECOND
    size = BLOCK // window * window
    found = [np.zeros(0, np.float32)]
    with soundfile.SoundFile(path) as wave:
        while len(block := wave.read(size, dtype="float32", always_2d=True)):
            level = np.abs(block).max(axis=1)
            padded = np.pad(level, (0, -len(level) % window))
            found.append(padded.reshape(-1, window).max(axis=1))
        return np.concatenate(found), int(wave.frames)
