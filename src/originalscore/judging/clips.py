"""Clips for a panel: every version brought to one loudness by one gain each, and written so that nothing in the file tells whose it is.

Loudness is integrated (ITU-R BS.1770-5, gated); all clips come to -23 LUFS (EBU R 128), or lower where a true peak would pass -1 dBTP: nothing is
limited, for a limiter would change the music that is judged. Clips of a trial are equally long (the shorter ones end in silence), 48 kHz, 24 bits,
two channels, without any metadata. The anchors of a listening test keep the gain of the reference they are made from: a filter's loss is part of
what is judged. Their filters pass up to 3.5 and 7 kHz and are 50 dB down a kilohertz above, as ITU-R BS.1534-3 asks of the lower one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import signal

from originalscore.errors import SoundError
from originalscore.external.media import Sound, decode_sound
from originalscore.formats.wav import WaveFile, to_24_bit
from originalscore.judging.versions import Trial, Version
from originalscore.measures.loudness import RATE, Meter, gated_lufs, to_dbtp

#: Where clips come to unless a peak is in the way (EBU R 128), and how high their true peaks may be.
TARGET_LUFS, CEILING_DBTP = -23.0, -1.0
#: Room under the ceiling for other meters' oversampling (measured for the mix's own limiter), dB.
_SAFETY_DB = 0.26
#: Stopband and width of the transition of the anchors' filters (ours, within what the standard asks), dB and Hz.
_STOP_DB, _SLOPE_HZ = 60.0, 450.0


@dataclass(frozen=True)
class Clip:
    """A version as it is heard: its file, by how much it was turned (dB), and its loudness and true peak then."""

    trial: Trial
    version: Version
    file: Path
    gain_db: float
    lufs: float
    peak_dbtp: float

    @property
    def item(self) -> str:
        """What it is called in the ledger."""
        return self.trial.item(self.version)


@dataclass(frozen=True)
class _Measured:
    lufs: float
    peak_dbtp: float
    samples: int


def match_loudness(trials: Sequence[Trial], folder: Path) -> tuple[Clip, ...]:
    """Write the clips of all trials into a folder.

    Raises
    ------
    SoundError
        If a version is silent or shorter than the 0.4 s that loudness is measured over.
    PictureError
        If a file cannot be opened.
    """
    heard = {(trial, version): _measure(version) for trial in trials for version in trial.versions}
    levels = {place: _level(place, heard) for place in heard}
    room_db = min(CEILING_DBTP - _SAFETY_DB - (found.peak_dbtp - levels[place]) for place, found in heard.items())
    target = min(TARGET_LUFS, room_db)
    made = []
    for number, ((trial, version), found) in enumerate(heard.items(), 1):
        gain_db = target - levels[trial, version]
        length = max(one.samples for (other, _), one in heard.items() if other == trial)
        file = folder / f"{number}.wav"
        with WaveFile(file, sample_rate=RATE) as wave:
            written = 0
            for block in _blocks(version):
                wave.write(to_24_bit(block * np.float32(10 ** (gain_db / 20))))
                written += block.shape[1]
            wave.write(np.zeros((2, length - written), np.int32))
        made.append(Clip(trial, version, file, round(gain_db, 2), round(found.lufs + gain_db, 2), round(found.peak_dbtp + gain_db, 2)))
    return tuple(made)


def _level(place: tuple[Trial, Version], heard: dict[tuple[Trial, Version], _Measured]) -> float:
    """The loudness that a version's gain is reckoned from: its own, and an anchor's that of its reference."""
    trial, version = place
    source = trial.reference if version.lowpass_hz and trial.reference is not None else version
    return heard[trial, source].lufs


def _measure(version: Version) -> _Measured:
    meter, samples = Meter(), 0
    for block in _blocks(version):
        meter.measure(block)
        samples += block.shape[1]
    lufs = gated_lufs(meter.energy())
    if lufs is None:
        raise SoundError(f"{version.file.name} is silent, or too short for its loudness to be measured", "leave it out")
    return _Measured(lufs, to_dbtp(meter.peak), samples)


def _blocks(version: Version) -> Iterator[Sound]:
    blocks = decode_sound(version.file, RATE, 2)
    if not version.lowpass_hz:
        yield from blocks
    elif whole := list(blocks):
        yield lowpassed(np.concatenate(whole, axis=1), version.lowpass_hz)


def lowpassed(sound: Sound, pass_hz: int) -> Sound:
    """Sound at 48 kHz without what lies above: linear phase, not delayed, as long as before."""
    taps, beta = signal.kaiserord(_STOP_DB, _SLOPE_HZ / (RATE / 2))
    window = signal.firwin(taps | 1, pass_hz + _SLOPE_HZ / 2, window=("kaiser", beta), fs=RATE)
    kept: Sound = signal.oaconvolve(sound, window[np.newaxis], mode="same", axes=1).astype(np.float32)
    return kept
