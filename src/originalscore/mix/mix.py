"""Laying the music into the film: stems placed to the sample, room for words, masters, and the programme.

Film and cues are heard first, each once; then every cue gets its level and its moves, the stems are written with their sum, and from the sum the
master and the programme. Loudness is measured on what was written. What does not wait for another is done in two threads.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, gated_lufs, loudness_curve, loudness_range_lu, to_dbtp
from originalscore.measures.under_speech import Gain, mean_ride_db, span_lufs
from originalscore.mix.desk import Session, write_click, write_cue, write_stems
from originalscore.mix.ducking import DISTANCE_LU, gain_curve_db
from originalscore.mix.leader import leader
from originalscore.mix.levels import Placed, measure_cue, place_cue
from originalscore.mix.master import write_master, write_programme
from originalscore.mix.profiles import CODEC_DB, asked_profile
from originalscore.mix.said import said
from originalscore.mix.songs import LaidSong, write_songs
from originalscore.mix.source import FilmSound, hear_film, sound_source
from originalscore.model.audio import CueStems, Mix, SpeechBalance, StemSound
from originalscore.model.cue import Cue
from originalscore.model.picture import Picture
from originalscore.model.tempo import TempoMap

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
    distance_lu: float = DISTANCE_LU,
    sample_rate: int = 48_000,
    two_pop: bool = False,
    click: tuple[TempoMap, ...] | None = None,
    songs: tuple[LaidSong, ...] = (),
    progress: Callable[[float], None] | None = None,
    on_programme: Callable[[Path], None] | None = None,
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
        A name of ``PROFILES``, or a level of the user's own (``find_profile``).
    sound
        ``"keep"`` the film's own sound, ``"mute"`` it, or a file that replaces it.
    distance_lu
        How far below every spoken line the music stays, at least; 10 to 20.
    sample_rate
        Of the stems and of everything written, hertz.
    two_pop
        Whether stems, music, master and click begin with a two-pop.
    click
        The cues' tempo maps, if a click is wanted.
    songs
        What is laid in beside the score; ``music/songs.wav`` holds it.
    progress
        Called with the share done.
    on_programme
        Called with the programme's file as soon as it is whole, while the rest is still written.

    Returns
    -------
    Mix
        The programme lies in ``stages/programme.wav``; delivery moves it into the film.
    """
    aim, tell = asked_profile(profile), progress or (lambda share: None)
    encoded = replace(aim, ceiling_dbtp=aim.ceiling_dbtp - CODEC_DB) if picture.film.has_picture else aim
    clock, length = picture.film.clock, round(picture.film.duration_s * sample_rate)
    session = Session(root, Path(picture.film.file).stem, length, sample_rate, clock, leader(clock, sample_rate, two_pop=two_pop))
    source = sound_source(sound, film, picture)
    with ThreadPoolExecutor(max_workers=2) as pool:
        heard = pool.submit(hear_film, source, picture, length, sample_rate, is_other=isinstance(sound, Path))
        measured = list(pool.map(lambda stems: measure_cue(stems, root, sample_rate), sounds))
        own = heard.result()
        tell(0.2)
        placed = [
            place_cue(cue, stems, alone, own, root, rate=sample_rate, distance_lu=distance_lu)
            for cue, stems, alone in zip(cues, sounds, measured, strict=True)
        ]
        summed = write_stems(placed, session, pool, lambda share: tell(0.2 + 0.4 * share))
        music_energy, path = summed.energy, summed.music.path
        laid = write_songs(songs, session) if songs else None
        layers, energy = ((path, laid.path), _together(music_energy, laid.energy)) if laid else ((path,), music_energy)
        programme = write_programme(own, layers, energy, session, encoded)  # first: the film waits for it
        if on_programme:
            on_programme(root / programme.audio.file)
        music, *listed = pool.map(lambda wave: wave.listed(root), (summed.music, *summed.stems.values()))
        mastered = pool.submit(write_master, path, music_energy, session, aim)
        alone = tuple(pool.map(lambda place: write_cue(place, session), [place for place in placed if place.stems]))
        clicks = write_click(cues, click, session) if click is not None else None
        master = mastered.result()
    for name, made in (("click", clicks), ("songs", laid)):
        if made is None:
            (root / "music" / f"{name}.wav").unlink(missing_ok=True)
    tell(1.0)
    stems = tuple(StemSound(name, audio, wave.peak_dbfs) for (name, wave), audio in zip(summed.stems.items(), listed, strict=True))
    gain_db = _gain_db(placed, own)
    balance, lines = _balance(cues, picture, own, music_energy, gain_db), [(Fraction(a), Fraction(b)) for a, b in own.lines]
    return Mix(
        stems=stems, music=music, master=master.audio, programme=programme.audio, cues=alone,
        speech=balance, profile=profile, programme_lufs=gated_lufs(programme.energy), music_lufs=gated_lufs(music_energy),
        master_lufs=gated_lufs(master.energy), true_peak_dbtp=to_dbtp(programme.peak), range_lu=loudness_range_lu(programme.energy),
        ride_db=mean_ride_db(gain_db, own.lines),
        shortfalls=(*(s for place in placed for s in place.shortfalls), *said(picture, own, programme, master, encoded, balance, distance_lu)),
        dialogue_lufs=gated_lufs(programme.energy, lines) if lines else None, distance_lu=float(distance_lu),
        lead_samples=session.leader.samples, click=clicks, songs=laid.audio if laid else None, music_curve=loudness_curve(music_energy, picture.film.duration_s),
    )  # fmt: skip


def _together(music: Energy, songs: Energy) -> Energy:
    """The energies of score and songs, taken as strangers to each other."""
    count = min(len(music), len(songs))
    return music[:count] + songs[:count]


def _gain_db(placed: list[Placed], own: FilmSound) -> Gain:
    """The gain that the music got, every 10 ms; where cues overlap the deeper one, not a number where none plays."""
    gain = np.full(len(own.energy), np.nan)
    for place in placed:
        if place.stems:
            cue = place.cue
            first, last = (min(len(gain), round(float(at_s) * STEPS_A_SECOND)) for at_s in (cue.start_s, cue.end_s))
            gain[first:last] = np.fmin(gain[first:last], gain_curve_db(place.moves, first / STEPS_A_SECOND, last - first, STEPS_A_SECOND))
    return gain


def _balance(cues: tuple[Cue, ...], picture: Picture, own: FilmSound, music: Energy, gain_db: Gain) -> tuple[SpeechBalance, ...]:
    """Loudness of every spoken line and of the music under the part of it that lies in a cue."""
    rows = []
    for line in picture.speech:
        scored = [(max(line.start_s, cue.start_s), min(line.end_s, cue.end_s)) for cue in cues if _meet(line.start_s, line.end_s, cue)]
        speech, under = span_lufs(own.energy, (line.start_s, line.end_s)), span_lufs(music, *scored)
        if speech is None or own.source is None:
            continue
        heard = under if under is not None and under > _MUSIC_HEARD_LUFS else None
        difference = round(speech - heard, 2) if heard is not None else None
        ride = mean_ride_db(gain_db, [(line.start_s, line.end_s)])
        rows.append(SpeechBalance(line.start_s, line.end_s, round(speech, 2), None if heard is None else round(heard, 2), difference, ride))
    return tuple(rows)


def _meet(start_s: Fraction, end_s: Fraction, cue: Cue) -> bool:
    return start_s < cue.end_s and end_s > cue.start_s
