"""Laying the music into the film: stems placed to the sample, room for words, masters, and the programme.

The film is walked once in blocks: every stem of every cue that sounds there is placed, ridden and rounded to 24 bits; ``music.wav`` is the exact
sum of the rounded stems, so the null test holds by construction. Loudness is measured on what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.external.media import decode_sound
from originalscore.formats.wav import FULL_SCALE, BroadcastWave, to_24_bit
from originalscore.measures.loudness import Energy, Meter, gated_lufs, loudness_range_lu, to_dbtp
from originalscore.mix.ducking import ride_curve, span_lufs
from originalscore.mix.levels import BLOCK, Placed, place_cue, read_blocks
from originalscore.mix.limiter import limited
from originalscore.mix.profiles import DEFAULT_MASTER_LUFS, PROFILES, Profile
from originalscore.model.audio import AudioFile, CueStems, Mix, SpeechBalance, StemSound
from originalscore.model.cue import Cue
from originalscore.model.picture import Picture
from originalscore.model.shortfall import Shortfall
from originalscore.music.instrument import STEMS

Sound = NDArray[np.float32]
_MUSIC_HEARD_LUFS = -60.0


def mix(
    cues: tuple[Cue, ...],
    sounds: tuple[CueStems, ...],
    picture: Picture,
    root: Path,
    *,
    film: Path | None,
    profile: str = "leave",
    sound: str | Path = "keep",
    sample_rate: int = 48_000,
    progress: Callable[[float], None] | None = None,
) -> Mix:
    """Mix a film's music.

    Parameters
    ----------
    cues, sounds
        The cues and their stems, in the same order.
    root
        The project's folder; ``music/`` is written into it.
    film
        Where the film's own sound is read from; None without film.
    profile
        A name of ``PROFILES``.
    sound
        ``"keep"`` the film's own sound, ``"mute"`` it, or a file that replaces it.
    progress
        Called with the share done.

    Returns
    -------
    Mix
        The programme lies in ``stages/programme.wav``; delivery moves it into the film.
    """
    aim, tell = PROFILES[profile], progress or (lambda share: None)
    length = round(picture.film.duration_s * sample_rate)
    source = _source(sound, film, picture)
    film_energy = _energies(_film_blocks(source, length, sample_rate)) if source else np.zeros(0, np.float32)
    tell(0.1)
    own = film_energy if len(film_energy) else np.zeros(length // 480 + 1, np.float32)
    placed = [place_cue(cue, stems, picture, own, root, sample_rate) for cue, stems in zip(cues, sounds, strict=True)]
    tell(0.2)
    clock = picture.film.clock
    stems, music, meter = _write_stems(placed, picture, root, length, sample_rate, lambda share: tell(0.2 + 0.4 * share))
    alone = tuple(_write_cue(place, picture, root, sample_rate) for place in placed if place.stems)
    music_energy = meter.energy()
    music_lufs = gated_lufs(music_energy)
    master_lufs = aim.programme_lufs if aim.programme_lufs is not None else DEFAULT_MASTER_LUFS
    gain = 10 ** ((master_lufs - music_lufs) / 20) if music_lufs is not None else 1.0
    music_path = root / music.file
    master, master_meter = _write_wave(
        root / "music" / "master.wav", limited(_wave_blocks(music_path), gain, aim.ceiling_dbtp), picture, "master", root
    )
    tell(0.75)
    programme, programme_meter, changed_db = _programme(
        source, music_path, picture, root, length, sample_rate, aim, film_energy, music_energy
    )
    tell(1.0)
    energy = programme_meter.energy()
    return Mix(
        stems=stems, music=music, master=master, programme=programme, cues=alone,
        speech=_balance(picture, film_energy, music_energy), profile=profile, programme_lufs=gated_lufs(energy), music_lufs=music_lufs,
        master_lufs=gated_lufs(master_meter.energy()), true_peak_dbtp=to_dbtp(programme_meter.peak), range_lu=loudness_range_lu(energy),
        ride_db=_mean_ride(placed), shortfalls=(*(s for place in placed for s in place.shortfalls), *_said(picture, changed_db, aim, clock.label(Fraction(0)))),
    )  # fmt: skip


def _source(sound: str | Path, film: Path | None, picture: Picture) -> Path | None:
    if isinstance(sound, Path):
        return sound
    return film if sound == "keep" and picture.film.has_sound else None


def _film_blocks(source: Path, length: int, rate: int) -> Iterator[Sound]:
    """The film's own sound from picture zero, exactly ``length`` samples."""
    left = length
    for block in decode_sound(source, rate, 2):
        part = np.nan_to_num(block[:, :left])
        if part.shape[1]:
            yield part
        left -= part.shape[1]
        if left <= 0:
            return
    while left > 0:
        count = min(BLOCK, left)
        yield np.zeros((2, count), np.float32)
        left -= count


def _energies(blocks: Iterator[Sound]) -> Energy:
    meter = Meter()
    for block in blocks:
        meter.measure(block)
    return meter.energy()


def _write_stems(
    placed: list[Placed], picture: Picture, root: Path, length: int, rate: int, tell: Callable[[float], None]
) -> tuple[tuple[StemSound, ...], AudioFile, Meter]:
    names = [name for name in STEMS if any(name == stem for place in placed for stem, _ in place.stems)]
    folder, clock, title = root / "music", picture.film.clock, Path(picture.film.file).stem
    meter = Meter()
    with ExitStack() as stack:
        waves = {
            name: stack.enter_context(
                BroadcastWave(folder / "stems" / f"{name}.wav", clock=clock, description=f"{title} {name}", sample_rate=rate)
            )
            for name in names
        }
        music = stack.enter_context(BroadcastWave(folder / "music.wav", clock=clock, description=f"{title} music", sample_rate=rate))
        for first in range(0, length, BLOCK):
            count = min(BLOCK, length - first)
            here = [p for p in placed if p.begin < first + count and p.begin + p.samples > first]
            gains = [p.gain * ride_curve(p.rides, first / rate, count, rate) for p in here]
            total = np.zeros((2, count), np.int32)
            for name in names:
                block = np.zeros((2, count), np.float32)
                for place, gain in zip(here, gains, strict=True):
                    for stem, path in place.stems:
                        if stem == name:
                            block += gain * read_blocks(path, first - place.begin, count)
                whole = to_24_bit(block)
                waves[name].write(whole)
                total += whole
            music.write(total)
            meter.measure((total / FULL_SCALE).astype(np.float32))
            tell((first + count) / length)
    stems = tuple(StemSound(name, wave.listed(root), wave.peak_dbfs) for name, wave in waves.items())
    _clear_others(folder / "stems", names)
    return stems, music.listed(root), meter


def _clear_others(folder: Path, names: list[str]) -> None:
    """Stems of an earlier take that no longer sound."""
    for path in sorted(folder.glob("*.wav")):
        if path.stem not in names:
            path.unlink()


def _write_cue(place: Placed, picture: Picture, root: Path, rate: int) -> StemSound:
    """A cue alone, before mastering and without rides."""

    def blocks() -> Iterator[Sound]:
        lead = max(0, round(place.cue.start_s * rate) - place.begin)
        for first in range(lead, place.samples, BLOCK):
            count = min(BLOCK, place.samples - first)
            yield sum((place.gain * read_blocks(path, first, count) for _, path in place.stems), np.zeros((2, count), np.float32)).astype(
                np.float32
            )

    path = root / "music" / "cues" / f"{place.cue.number}.wav"
    clock = picture.film.clock
    start = type(clock)(clock.frame_rate, clock.start_frame + int(place.cue.start_s * clock.frame_rate.rate))
    with BroadcastWave(path, clock=start, description=f"{place.cue.number} {place.cue.title}", sample_rate=rate) as wave:
        for block in blocks():
            wave.write(to_24_bit(block))
    return StemSound(place.cue.number, wave.listed(root), wave.peak_dbfs)


def _wave_blocks(path: Path) -> Iterator[Sound]:
    with soundfile.SoundFile(path) as wave:
        while (block := wave.read(BLOCK, dtype="float32", always_2d=True).T).shape[1]:
            yield block


def _write_wave(path: Path, blocks: Iterator[Sound], picture: Picture, what: str, root: Path) -> tuple[AudioFile, Meter]:
    meter = Meter()
    with BroadcastWave(path, clock=picture.film.clock, description=f"{Path(picture.film.file).stem} {what}") as wave:
        for block in blocks:
            whole = to_24_bit(block)
            wave.write(whole)
            meter.measure((whole / FULL_SCALE).astype(np.float32))
    return wave.listed(root), meter


def _programme(
    source: Path | None,
    music: Path,
    picture: Picture,
    root: Path,
    length: int,
    rate: int,
    aim: Profile,
    film_energy: Energy,
    music_energy: Energy,
) -> tuple[AudioFile, Meter, float]:
    """Film sound and music together, at the profile's level; a second pass corrects what the ceiling took."""
    wanted = aim.programme_lufs
    if wanted is None and source is None:
        wanted = DEFAULT_MASTER_LUFS
    gain_db, path = 0.0, root / "stages" / "programme.wav"
    if wanted is not None:
        count = min(len(film_energy), len(music_energy)) if source else len(music_energy)
        together = music_energy[:count] + film_energy[:count] if source else music_energy
        measured = picture.speech_lufs if aim.dialogue_gated and picture.speech_lufs is not None and source else gated_lufs(together)
        gain_db = wanted - measured if measured is not None else 0.0
    listed, meter = _write_wave(
        path, limited(_sum_blocks(source, music, length, rate), 10 ** (gain_db / 20), aim.ceiling_dbtp), picture, "programme", root
    )
    reached = gated_lufs(meter.energy())
    if wanted is not None and not aim.dialogue_gated and reached is not None and abs(reached - wanted) > 0.1:
        gain_db += wanted - reached
        listed, meter = _write_wave(
            path, limited(_sum_blocks(source, music, length, rate), 10 ** (gain_db / 20), aim.ceiling_dbtp), picture, "programme", root
        )
    return listed, meter, gain_db


def _sum_blocks(source: Path | None, music: Path, length: int, rate: int) -> Iterator[Sound]:
    if source is None:
        yield from _wave_blocks(music)
        return
    with soundfile.SoundFile(music) as wave:
        for block in _film_blocks(source, length, rate):
            score = wave.read(block.shape[1], dtype="float32", always_2d=True).T
            together = block.copy()
            together[:, : score.shape[1]] += score
            yield together


def _balance(picture: Picture, film: Energy, music: Energy) -> tuple[SpeechBalance, ...]:
    rows = []
    for span in picture.speech:
        speech = span_lufs(film, float(span.start_s), float(span.end_s))
        under = span_lufs(music, float(span.start_s), float(span.end_s))
        if speech is None:
            continue
        heard = under if under is not None and under > _MUSIC_HEARD_LUFS else None
        difference = round(speech - heard, 2) if heard is not None else None
        rows.append(SpeechBalance(span.start_s, span.end_s, round(speech, 2), round(heard, 2) if heard is not None else None, difference))
    return tuple(rows)


def _mean_ride(placed: list[Placed]) -> float:
    rides = [(ride.end_s - ride.start_s, abs(ride.depth_db)) for place in placed for ride in place.rides]
    seconds = sum(length for length, _ in rides)
    return round(sum(length * depth for length, depth in rides) / seconds, 2) if seconds else 0.0


def _said(picture: Picture, changed_db: float, aim: Profile, start: str) -> tuple[Shortfall, ...]:
    found = []
    if picture.film_peak_dbtp is not None and picture.film_peak_dbtp > aim.ceiling_dbtp and aim.programme_lufs is None:
        found.append(
            Shortfall("", "the film's own sound untouched", f"peaks held at {aim.ceiling_dbtp:.0f} dBTP",
                      f"from {start} on the film's own sound reaches {picture.film_peak_dbtp:+.1f} dBTP")
        )  # fmt: skip
    if picture.has_music:
        found.append(
            Shortfall(
                "",
                "a film without music of its own",
                "both play together",
                "the film's sound already carries music; --sound takes a file without it",
            )
        )
    if abs(changed_db) > 0.05:
        found.append(Shortfall("", "the film's own level", f"{changed_db:+.1f} dB for the whole programme", f"profile {aim.name}"))
    return tuple(found)
