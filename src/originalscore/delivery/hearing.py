"""Listening to the finished music: where the accent of every hit really sounds, and what chance alone would reach.

Errors are measured on ``music.wav`` around each declared hit by our own onset measure; signed, late is positive. The file is
read in stretches, so a two-hour film costs no memory.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.measures.onsets import Accents
from originalscore.measures.sync import Listen, SyncHit, measure_sync
from originalscore.model.cue import CueList
from originalscore.model.picture import Picture
from originalscore.model.report import Hearing, SyncLine
from originalscore.model.tempo import TempoMap


def hear_music(music: Path, picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...], *, lead_samples: int = 0) -> Hearing:
    """Measure every landing of every cue on the finished music, whose sample ``lead_samples`` is picture zero."""
    with soundfile.SoundFile(music) as sound:
        listen = _listener(sound, lead_samples)
        heard = tuple(
            tuple(None if landing.kind == "avoid" else _milliseconds(listen(cue.start_s + landing.at_s)) for landing in tempo.landings)
            for cue, tempo in zip(cues.cues, tempos, strict=True)
        )
        hits = [
            SyncHit(cue.start_s + landing.at_s, landing.what, landing.kind, landing.must)
            for cue, tempo in zip(cues.cues, tempos, strict=True) for landing in tempo.landings if landing.kind != "avoid"
        ]  # fmt: skip
        frame_s, length_s = picture.film.clock.frame_rate.frame_s, Fraction(sound.frames - lead_samples, sound.samplerate)
        return Hearing(
            heard, _summed_up(listen, length_s, hits, frame_s), _summed_up(listen, length_s, [hit for hit in hits if hit.must], frame_s)
        )


def _summed_up(listen: Listen, length_s: Fraction, hits: list[SyncHit], frame_s: Fraction) -> SyncLine | None:
    """Some hits beside their own chance level; None without any."""
    if not hits:
        return None
    found = measure_sync(listen, length_s, hits, frame_s=frame_s)
    seen, chance, beyond = (round(share, 4) for share in (found.within_frame, found.frame_chance, found.frame_beyond_chance))
    errors = [abs(row.error_ms) for row in found.rows if row.error_ms is not None]
    return SyncLine(len(hits), seen, chance, beyond, round(max(errors), 2) if errors else None)


def _listener(sound: soundfile.SoundFile, lead_samples: int) -> Listen:
    def read(first: int, last: int) -> NDArray[np.float32]:
        sound.seek(lead_samples + first)
        part: NDArray[np.float32] = sound.read(last - first, dtype="float32", always_2d=True).T
        return part

    accents = Accents(read, sound.frames - lead_samples, int(sound.samplerate))
    return lambda at_s: accents.error_s(float(at_s))


def _milliseconds(error_s: float | None) -> float | None:
    return None if error_s is None else round(1000 * error_s, 2)
