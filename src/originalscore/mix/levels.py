"""How loud each cue stands in its film: one gain a cue, from that cue and the picture alone, so an edit elsewhere never moves it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, Meter, gated_lufs
from originalscore.mix.blocks import BLOCK, Reader
from originalscore.mix.ducking import Ride, find_rides
from originalscore.model.audio import CueStems
from originalscore.model.cue import Cue
from originalscore.model.picture import Picture
from originalscore.model.shortfall import Shortfall

#: Music outside speech against speech, or against the film where nobody speaks, LU; and against silence, LUFS (ours).
_BESIDE_SPEECH_LU, _BESIDE_FILM_LU, _ALONE_LUFS = -5.0, -3.0, -20.0
#: A forceful cue stands above a calm one by so much from force 0 to 1, LU.
_FORCE_SPAN_LU = 7.0
#: Largest sample of a cue's mix, full scale 1: room for neighbours' tails.
_HEADROOM = 0.7


@dataclass(frozen=True)
class Placed:
    """A cue ready to be laid in: ``begin`` is its wave's first sample in the film (may be negative), ``gain`` linear."""

    cue: Cue
    stems: tuple[tuple[str, Path], ...]
    begin: int
    samples: int
    gain: float
    rides: tuple[Ride, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True)
class Measured:
    """The sum of a cue's stems: its 10 ms energies and its peak, full scale 1."""

    energy: Energy
    peak: float


def measure_cue(sound: CueStems, root: Path) -> Measured:
    """Listen to a cue's stems together, once."""
    meter, peak = Meter(), 0.0
    with ExitStack() as stack:
        waves = [stack.enter_context(Reader(root / stem.audio.file)) for stem in sound.stems]
        samples = _samples(sound)
        for first in range(0, samples, BLOCK):
            total = np.zeros((2, min(BLOCK, samples - first)), np.float32)
            for wave in waves:
                total += wave.read(first, total.shape[1])
            meter.measure(total)
            peak = max(peak, float(np.abs(total).max()))
    return Measured(meter.energy(), max(peak, meter.peak * 0.95))


def _samples(sound: CueStems) -> int:
    return max((stem.audio.samples for stem in sound.stems), default=0)


def place_cue(cue: Cue, sound: CueStems, measured: Measured, picture: Picture, film_energy: Energy, root: Path, rate: int) -> Placed:
    """Decide a cue's gain and rides."""
    stems = tuple((stem.name, root / stem.audio.file) for stem in sound.stems)
    begin, samples = round(cue.start_s * rate) - sound.lead_samples, _samples(sound)
    if not stems:
        return Placed(cue, (), begin, 0, 1.0, (), (Shortfall(cue.number, "music", "silence", "nobody plays in this cue"),))
    energy, peak = measured.energy, measured.peak
    outside = _outside_speech(energy, cue, begin / rate)
    own_lufs = gated_lufs(outside) or gated_lufs(energy) or -30.0
    wanted = _target(cue, picture)
    gain = 10 ** (min(18.0, max(-18.0, wanted - own_lufs)) / 20)
    shortfalls = []
    if gain * peak > _HEADROOM:
        lost_db = 20 * np.log10(gain * peak / _HEADROOM)
        gain = _HEADROOM / peak
        if lost_db > 1.5:
            shortfalls.append(Shortfall(cue.number, f"music at {wanted:.1f} LUFS", f"{lost_db:.1f} dB less", "its peaks need the headroom"))
    music = _in_film(energy * gain**2, begin / rate, len(film_energy))
    return Placed(cue, stems, begin, samples, gain, find_rides(cue.speech, music, film_energy), tuple(shortfalls))


def _target(cue: Cue, picture: Picture) -> float:
    force = sum(point.level for point in cue.force) / len(cue.force)
    lift = _FORCE_SPAN_LU * (min(1.0, max(0.0, force)) - 0.55)
    if picture.speech_lufs is not None:
        return picture.speech_lufs + _BESIDE_SPEECH_LU + lift
    if picture.film_lufs is not None and picture.film_lufs > -45:
        return min(picture.film_lufs + _BESIDE_FILM_LU + (0 if not picture.has_music else -3), -14.0) + lift
    return _ALONE_LUFS + lift


def _outside_speech(energy: Energy, cue: Cue, begin_s: float) -> Energy:
    keep = np.ones(len(energy), bool)
    for start, end in cue.speech:
        keep[max(0, int((float(start) - begin_s - 0.3) * STEPS_A_SECOND)) : int((float(end) - begin_s + 0.8) * STEPS_A_SECOND)] = False
    return energy[keep] if keep.sum() > 2 * STEPS_A_SECOND else energy


def _in_film(energy: Energy, begin_s: float, length: int) -> Energy:
    """The cue's energies on the film's time axis."""
    out = np.zeros(max(length, 1), np.float32)
    first = round(begin_s * STEPS_A_SECOND)
    low, high = max(0, first), min(len(out), first + len(energy))
    if high > low:
        out[low:high] = energy[low - first : high - first]
    return out
