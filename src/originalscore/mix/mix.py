"""Laying the music into the film: stems placed to the sample, room for words, masters, and the programme.

The film is walked once in blocks: every stem of every cue that sounds there is placed, ridden and rounded to 24 bits; ``music.wav`` is the exact
sum of the rounded stems, so the null test holds by construction. Loudness is measured on what was written. What does not wait for
another is done in two threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.external.media import decode_sound
from originalscore.formats.wav import FULL_SCALE, BroadcastWave, to_24_bit
from originalscore.measures.loudness import STEP, Energy, Meter, gated_lufs, loudness_range_lu, to_dbtp
from originalscore.mix.blocks import BLOCK, Reader, Sound, regroup, wave_blocks
from originalscore.mix.ducking import ride_curve, spans_lufs, talks
from originalscore.mix.levels import Placed, measure_cue, place_cue
from originalscore.mix.limiter import limited
from originalscore.mix.profiles import DEFAULT_MASTER_LUFS, PROFILES, Profile
from originalscore.model.audio import AudioFile, CueStems, Mix, SpeechBalance, StemSound
from originalscore.model.cue import Cue
from originalscore.model.picture import Picture
from originalscore.model.shortfall import Shortfall
from originalscore.music.instrument import STEMS

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
    length, clock = round(picture.film.duration_s * sample_rate), picture.film.clock
    source = _source(sound, film, picture)
    with ThreadPoolExecutor(max_workers=2) as pool:
        heard = pool.submit(_energies, _film_blocks(source, length, sample_rate)) if source else None
        measured = list(pool.map(lambda stems: measure_cue(stems, root), sounds))
        film_energy = heard.result() if heard else np.zeros(0, np.float32)
        tell(0.2)
        own = film_energy if len(film_energy) else np.zeros(length // STEP + 1, np.float32)
        placed = [
            place_cue(cue, stems, heard_cue, picture, own, root, sample_rate)
            for cue, stems, heard_cue in zip(cues, sounds, measured, strict=True)
        ]
        stems, music, meter = _write_stems(placed, picture, root, length, sample_rate, pool, lambda share: tell(0.2 + 0.4 * share))
        music_energy, music_path = meter.energy(), root / music.file
        music_lufs = gated_lufs(music_energy)
        gain_db = (aim.programme_lufs if aim.programme_lufs is not None else DEFAULT_MASTER_LUFS) - (music_lufs or 0.0)
        mastered = limited(wave_blocks(music_path), 10 ** (gain_db / 20) if music_lufs is not None else 1.0, aim.ceiling_dbtp)
        whole = pool.submit(_programme, source, music_path, picture, root, length, sample_rate, aim, film_energy, music_energy)
        master_done = pool.submit(_write_wave, root / "music" / "master.wav", mastered, picture, "master", root)
        alone = tuple(pool.map(lambda place: _write_cue(place, picture, root, sample_rate), [place for place in placed if place.stems]))
        master, master_meter = master_done.result()
        programme, programme_meter, changed_db = whole.result()
    tell(1.0)
    energy = programme_meter.energy()
    return Mix(
        stems=stems, music=music, master=master, programme=programme, cues=alone,
        speech=_balance(cues, picture, film_energy, music_energy), profile=profile, programme_lufs=gated_lufs(energy), music_lufs=music_lufs,
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
    for block in regroup(decode_sound(source, rate, 2), BLOCK):
        if left <= 0:
            return
        part = np.nan_to_num(block[:, :left])
        left -= part.shape[1]
        yield part
    for first in range(0, left, BLOCK):
        yield np.zeros((2, min(BLOCK, left - first)), np.float32)


def _energies(blocks: Iterator[Sound]) -> Energy:
    meter = Meter()
    for block in blocks:
        meter.measure(block)
    return meter.energy()


def _write_stems(
    placed: list[Placed], picture: Picture, root: Path, length: int, rate: int, pool: ThreadPoolExecutor, tell: Callable[[float], None]
) -> tuple[tuple[StemSound, ...], AudioFile, Meter]:
    names = [name for name in STEMS if any(name == stem for place in placed for stem, _ in place.stems)]
    folder, clock, title = root / "music", picture.film.clock, Path(picture.film.file).stem
    meter = Meter()
    with ExitStack() as stack, _Desk(placed, rate) as desk:
        waves = {
            name: stack.enter_context(
                BroadcastWave(folder / "stems" / f"{name}.wav", clock=clock, description=f"{title} {name}", sample_rate=rate)
            )
            for name in names
        }
        music = stack.enter_context(BroadcastWave(folder / "music.wav", clock=clock, description=f"{title} music", sample_rate=rate))
        for first in range(0, length, BLOCK):
            count = min(BLOCK, length - first)
            desk.go_to(first, count)
            total = np.zeros((2, count), np.int32)
            for name, block in zip(names, pool.map(desk.stem, names)):
                waves[name].write(block)
                total += block
            music.write(total)
            meter.measure((total / np.float32(FULL_SCALE)).astype(np.float32))
            tell((first + count) / length)
    stems = tuple(StemSound(name, wave.listed(root), wave.peak_dbfs) for name, wave in waves.items())
    _clear_others(folder / "stems", names)
    return stems, music.listed(root), meter


class _Desk:
    """The cues that sound in one block of the film, their stems open, their gains ridden."""

    def __init__(self, placed: list[Placed], rate: int) -> None:
        self._placed, self._rate = placed, rate
        self._open: dict[int, tuple[ExitStack, list[tuple[str, Reader]]]] = {}

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *_: object) -> None:
        for stack, _waves in self._open.values():
            stack.close()

    def go_to(self, first: int, count: int) -> None:
        """Open what sounds in the ``count`` samples from ``first``, and close what does not."""
        self._first, self._count = first, count
        here = [n for n, place in enumerate(self._placed) if place.begin < first + count and place.begin + place.samples > first]
        for number in self._open.keys() - set(here):
            self._open.pop(number)[0].close()
        for number in here:
            if number not in self._open:
                stack = ExitStack()
                self._open[number] = stack, [(name, stack.enter_context(Reader(path))) for name, path in self._placed[number].stems]
        self._gains = {
            n: np.float32(self._placed[n].gain) * ride_curve(self._placed[n].rides, first / self._rate, count, self._rate) for n in here
        }

    def stem(self, name: str) -> NDArray[np.int32]:
        """A stem of all cues in this block, rounded to 24 bits; different stems may be asked for in different threads."""
        total = np.zeros((2, self._count), np.float32)
        for number, (_, waves) in sorted(self._open.items()):
            for stem, wave in waves:
                if stem == name:
                    total += self._gains[number] * wave.read(self._first - self._placed[number].begin, self._count)
        return to_24_bit(total)


def _clear_others(folder: Path, names: list[str]) -> None:
    """Remove stems of an earlier take that no longer sound; what else the user keeps there stays."""
    for name in STEMS:
        if name not in names:
            (folder / f"{name}.wav").unlink(missing_ok=True)


def _write_cue(place: Placed, picture: Picture, root: Path, rate: int) -> StemSound:
    """A cue alone, before mastering and without rides."""
    path = root / "music" / "cues" / f"{place.cue.number}.wav"
    clock = picture.film.clock
    start = type(clock)(clock.frame_rate, clock.start_frame + int(place.cue.start_s * clock.frame_rate.rate))
    with ExitStack() as stack:
        stems = [stack.enter_context(Reader(stem)) for _, stem in place.stems]
        wave = BroadcastWave(path, clock=start, description=f"{place.cue.number} {place.cue.title}", sample_rate=rate)
        stack.enter_context(wave)
        for first in range(max(0, round(place.cue.start_s * rate) - place.begin), place.samples, BLOCK):
            total = np.zeros((2, min(BLOCK, place.samples - first)), np.float32)
            for stem in stems:
                total += stem.read(first, total.shape[1])
            wave.write(to_24_bit(np.float32(place.gain) * total))
    return StemSound(place.cue.number, wave.listed(root), wave.peak_dbfs)


def _write_wave(path: Path, blocks: Iterator[Sound], picture: Picture, what: str, root: Path) -> tuple[AudioFile, Meter]:
    meter = Meter()
    with BroadcastWave(path, clock=picture.film.clock, description=f"{Path(picture.film.file).stem} {what}") as wave:
        for block in blocks:
            whole = to_24_bit(block)
            wave.write(whole)
            meter.measure((whole / np.float32(FULL_SCALE)).astype(np.float32))
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
        yield from wave_blocks(music)
        return
    first = 0
    with Reader(music) as wave:
        for block in _film_blocks(source, length, rate):
            yield block + wave.read(first, block.shape[1])
            first += block.shape[1]


def _balance(cues: tuple[Cue, ...], picture: Picture, film: Energy, music: Energy) -> tuple[SpeechBalance, ...]:
    """Loudness of every talk and of the music under those of its words that lie in a cue."""
    rows = []
    for talk in talks(tuple((span.start_s, span.end_s) for span in picture.speech)):
        scored = tuple(
            (max(start, cue.start_s), min(end, cue.end_s)) for start, end in talk for cue in cues if start < cue.end_s and end > cue.start_s
        )
        speech, under = spans_lufs(film, talk), spans_lufs(music, scored)
        if speech is None:
            continue
        heard = under if under is not None and under > _MUSIC_HEARD_LUFS else None
        difference = round(speech - heard, 2) if heard is not None else None
        rows.append(SpeechBalance(talk[0][0], talk[-1][1], round(speech, 2), round(heard, 2) if heard is not None else None, difference))
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
