"""How loud each cue stands in its film: one gain a cue, from that cue and the picture alone, so an edit elsewhere never moves it.

Where nobody speaks the music stands a little below the words, more or less by the force of the picture and by its mood: what is meant to be felt lies
low, what carries the scene stands up. A cue that would have to be ridden
far under most of its words is set lower as a whole, as far as it keeps in touch with the words where nobody speaks.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, Meter, gated_lufs
from originalscore.mix.blocks import BLOCK, Reader
from originalscore.mix.ducking import Move, Span, asked_gains_db, find_moves
from originalscore.mix.source import FilmSound
from originalscore.model.audio import CueStems
from originalscore.model.cue import Cue
from originalscore.model.shortfall import Shortfall

#: Music outside speech against speech, or against the film where nobody speaks, LU; and against silence, LUFS (ours).
BESIDE_SPEECH_LU, _BESIDE_FILM_LU, ALONE_LUFS = -5.0, -3.0, -20.0
#: A forceful cue stands above a calm one by so much from force 0 to 1, LU.
_FORCE_SPAN_LU = 7.0
#: Mood -> how far its music stands above what the picture alone would ask, LU: a farewell is felt more than heard, a battle fills the hall (ours).
_MOOD_LU = {
    "neutral": -2.5, "daily": -2.0, "tender": -3.0, "romance": -1.0, "comic": -1.0, "joy": 0.0, "wonder": -0.5, "mystery": -1.5, "suspense": 0.0,
    "horror": 0.5, "conflict": 1.0, "action": 2.0, "sorrow": -4.0, "triumph": 2.0,
}  # fmt: skip
#: Where the film's own music plays under more than half of a cue, ours stands lower by so much, LU.
_BESIDE_MUSIC_LU = -3.0
#: Film sound below this is room tone, not a level to stand beside, LUFS.
_ROOM_TONE_LUFS = -45.0
#: Above room tone the film's own sound counts more and more over so many LU; music that it does not drown gives way to it by so much (ours).
_FAINT_LU, _GIVES_WAY_LU = 10.0, 6.0
#: Music farther below speech than this, where nobody speaks, has lost touch with it, LU; and how near a cue may be set to that.
OUT_OF_TOUCH_LU, _LOWEST_BESIDE_LU = -12.0, -11.0
#: Mean ride of a cue that is not worth setting it lower for, decibels; and of one that lies under words from end to end.
_RIDE_DB, _RIDE_THROUGHOUT_DB = 3.0, 1.0
#: Largest sample of a cue's mix, full scale 1: room for neighbours' tails; and where it is lifted under words.
_HEADROOM, _LIFTED = 0.7, 0.9
_LEAST_GAIN_DB, _MOST_GAIN_DB = -40.0, 24.0
_HEARD_LUFS = -55.0
#: Music that sounds for less than this beside a cue's words is no measure of the cue, seconds.
_ENOUGH_S = 2.0


@dataclass(frozen=True)
class Placed:
    """A cue ready to be laid in: ``begin`` is its wave's first sample in the film (may be negative), ``gain`` linear."""

    cue: Cue
    stems: tuple[tuple[str, Path], ...]
    begin: int
    samples: int
    gain: float
    moves: tuple[Move, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True)
class Measured:
    """The sum of a cue's stems: its 10 ms energies and its peak, full scale 1."""

    energy: Energy
    peak: float


def measure_cue(sound: CueStems, root: Path, rate: int) -> Measured:
    """Listen to a cue's stems together, once."""
    meter, peak = Meter(rate), 0.0
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


def place_cue(cue: Cue, sound: CueStems, measured: Measured, film: FilmSound, root: Path, *, rate: int, distance_lu: float) -> Placed:
    """Decide a cue's gain and how it moves under words."""
    stems = tuple((stem.name, root / stem.audio.file) for stem in sound.stems)
    begin, samples = round(cue.start_s * rate) - sound.lead_samples, _samples(sound)
    if not stems:
        return Placed(cue, (), begin, 0, 1.0, (), (Shortfall(cue.number, "music", "silence", "nobody plays in this cue"),))
    music = _in_film(measured.energy, begin / rate, len(film.energy))
    lines = _lines(cue, film, (begin + samples) / rate)
    wanted = _target(cue, film)
    outside_lufs = _outside_lufs(measured.energy, lines, begin / rate)
    gain_db = _under_words(lines, music, film, distance_lu, _limited(wanted - _own_lufs(outside_lufs, measured)), outside_lufs)
    gain, shortfalls = 10 ** (gain_db / 20), []
    if gain * measured.peak > _HEADROOM:
        lost_db = 20 * np.log10(gain * measured.peak / _HEADROOM)
        gain = _HEADROOM / measured.peak
        if lost_db > 1.5:
            shortfalls.append(Shortfall(cue.number, f"music at {wanted:.1f} LUFS", f"{lost_db:.1f} dB less", "its peaks need the headroom"))
    reached = None if outside_lufs is None or film.speech_lufs is None else outside_lufs + 20 * np.log10(gain) - film.speech_lufs
    if reached is not None and reached < OUT_OF_TOUCH_LU:
        told = f"{-reached:.1f} LU below it"
        shortfalls.append(
            Shortfall(cue.number, f"music within {-OUT_OF_TOUCH_LU:.0f} LU of the speech where nobody speaks", told, "its peaks")
        )
    room_db = max(0.0, 20 * float(np.log10(_LIFTED / max(1e-6, gain * measured.peak))))
    moves = find_moves(lines, (music * gain**2).astype(np.float32), film.energy, distance_lu=distance_lu, highest_db=room_db)
    return Placed(cue, stems, begin, samples, gain, moves, tuple(shortfalls))


def _lines(cue: Cue, film: FilmSound, end_s: float) -> tuple[Span, ...]:
    """The spoken lines under the cue and under its last ring; one that outlasts the cue is two."""
    start, stop = float(cue.start_s), float(cue.end_s)
    lines = []
    for first, last in film.lines:
        for low, high in ((start, stop), (stop, end_s)):
            if first < high and last > low:
                lines.append((max(first, low), min(last, high)))
    return tuple(lines)


def _own_lufs(outside_lufs: float | None, measured: Measured) -> float:
    """How loud the cue is by itself, where nobody speaks if there is enough of that."""
    if outside_lufs is not None:
        return outside_lufs
    own = gated_lufs(measured.energy)
    return -30.0 if own is None else own


def _limited(gain_db: float) -> float:
    return min(_MOST_GAIN_DB, max(_LEAST_GAIN_DB, gain_db))


def _under_words(
    lines: tuple[Span, ...], music: Energy, film: FilmSound, distance_lu: float, gain_db: float, outside_lufs: float | None
) -> float:
    """The cue's gain, lowered until its mean ride is small, or until it would lose touch with the words where nobody speaks."""
    asked = asked_gains_db(lines, music, film.energy, distance_lu)
    if not asked:
        return gain_db
    lowest_db, allowed_db = gain_db, _RIDE_DB
    if outside_lufs is None:
        lowest_db, allowed_db = _LEAST_GAIN_DB, _RIDE_THROUGHOUT_DB
    elif film.speech_lufs is not None:
        lowest_db = min(gain_db, film.speech_lufs + _LOWEST_BESIDE_LU - outside_lufs)
    seconds = sum(length_s for length_s, _ in asked)

    def ride_db(gain_db: float) -> float:
        return sum(length_s * max(0.0, gain_db - wanted_db) for length_s, wanted_db in asked) / seconds

    while gain_db > lowest_db and ride_db(gain_db) > allowed_db:
        gain_db -= 0.25
    return max(gain_db, lowest_db)


def _target(cue: Cue, film: FilmSound) -> float:
    force = sum(point.level for point in cue.force) / len(cue.force)
    lift = _FORCE_SPAN_LU * (min(1.0, max(0.0, force)) - 0.55) + _mood_lu(cue)
    if film.has_music_in(float(cue.start_s), float(cue.end_s)):
        lift += _BESIDE_MUSIC_LU
    if film.speech_lufs is not None:
        return film.speech_lufs + max(_LOWEST_BESIDE_LU, BESIDE_SPEECH_LU + lift)
    if film.film_lufs is None:
        return ALONE_LUFS + lift
    heard = min(1.0, max(0.0, (film.film_lufs - _ROOM_TONE_LUFS) / _FAINT_LU))
    carrying_lufs = ALONE_LUFS - heard * _GIVES_WAY_LU  # where hardly anything sounds the music carries the film
    return min(max(film.film_lufs + _BESIDE_FILM_LU, carrying_lufs), -14.0) + lift


def _mood_lu(cue: Cue) -> float:
    """What a cue's moods ask for, by their weights."""
    return sum(_MOOD_LU[mood] * weight for mood, weight in cue.moods) / sum(weight for _, weight in cue.moods)


def _outside_lufs(energy: Energy, lines: tuple[Span, ...], begin_s: float) -> float | None:
    """Loudness of the cue where nobody speaks; None where it hardly sounds there."""
    keep = np.ones(len(energy), bool)
    for start, end in lines:
        keep[max(0, int((start - begin_s - 0.3) * STEPS_A_SECOND)) : max(0, int((end - begin_s + 0.8) * STEPS_A_SECOND))] = False
    outside = energy[keep]
    if np.count_nonzero(outside > 10 ** ((_HEARD_LUFS + 0.691) / 10)) < _ENOUGH_S * STEPS_A_SECOND:
        return None
    return gated_lufs(outside)


def _in_film(energy: Energy, begin_s: float, length: int) -> Energy:
    """The cue's energies on the film's time axis."""
    out = np.zeros(max(length, 1), np.float32)
    first = round(begin_s * STEPS_A_SECOND)
    low, high = max(0, first), min(len(out), first + len(energy))
    if high > low:
        out[low:high] = energy[low - first : high - first]
    return out
