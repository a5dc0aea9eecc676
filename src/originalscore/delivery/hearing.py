"""Listening to the finished music: where the accent of every hit really sounds, and what chance alone would reach.

Errors are measured on ``music.wav`` around each declared hit by our own onset measure; signed, late is positive. The file is
read in windows, so a two-hour film costs no memory.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.measures.onsets import accent_error_s
from originalscore.measures.sync import SyncHit, measure_sync
from originalscore.model.cue import CueList
from originalscore.model.picture import Picture
from originalscore.model.report import Hearing, SyncLine
from originalscore.model.tempo import TempoMap

#: Music read before and after a hit, seconds (ours: enough for the norm of the level around it).
_AROUND_S = Fraction(3, 2)


def hear_music(music: Path, picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...]) -> Hearing:
    """Measure every landing of every cue on the finished music."""
    with soundfile.SoundFile(music) as sound:
        listen = _listener(sound)
        heard = tuple(
            tuple(None if landing.kind == "avoid" else _milliseconds(listen(cue.start_s + landing.at_s)) for landing in tempo.landings)
            for cue, tempo in zip(cues.cues, tempos, strict=True)
        )
        hits = [
            SyncHit(cue.start_s + landing.at_s, landing.what, landing.kind, landing.must)
            for cue, tempo in zip(cues.cues, tempos, strict=True) for landing in tempo.landings if landing.kind != "avoid"
        ]  # fmt: skip
        if not hits:
            return Hearing(heard, None)
        found = measure_sync(listen, Fraction(sound.frames, sound.samplerate), hits, frame_s=picture.film.clock.frame_rate.frame_s)
    return Hearing(heard, SyncLine(len(hits), round(found.within_frame, 4), round(found.chance, 4), round(found.beyond_chance, 4)))


def _listener(sound: soundfile.SoundFile) -> Callable[[Fraction], float | None]:
    rate = int(sound.samplerate)

    def error_s(at_s: Fraction) -> float | None:
        begin = max(0, int((at_s - _AROUND_S) * rate))
        sound.seek(min(begin, sound.frames))
        around: NDArray[np.float32] = sound.read(int(2 * _AROUND_S * rate), dtype="float32", always_2d=True).T
        if around.shape[1] < rate // 10:
            return None
        return accent_error_s(around, rate, float(at_s - Fraction(begin, rate)))

    return error_s


def _milliseconds(error_s: float | None) -> float | None:
    return None if error_s is None else round(1000 * error_s, 2)
