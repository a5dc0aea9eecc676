"""Read a film: the one pass over picture and sound from which every later stage works.

Picture and sound are decoded side by side, each streaming; the sound of all but short films in a process of its own.
What cannot be decoded is left out and said so. Nothing is guessed from the file's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from originalscore.errors import PictureError
from originalscore.external.aside import Aside
from originalscore.external.media import Probe, decode_picture, decode_sound, probe
from originalscore.measures.loudness import gated_lufs
from originalscore.model.picture import Event, Film, Picture, Scene, Shot, Speech
from originalscore.picture.changes import Edits
from originalscore.picture.clock import SOUND_CLOCK, nominal_rate
from originalscore.picture.curves import film_curves
from originalscore.picture.edits import find_edits
from originalscore.picture.events import picture_events, sound_events
from originalscore.picture.listening import RATE, Heard, listen, unpacked
from originalscore.picture.looks import Looks, Watcher
from originalscore.picture.music import find_music
from originalscore.picture.shots import list_scenes, list_shots
from originalscore.picture.speech import find_speech
from originalscore.picture.voices import Spans, voice_spans
from originalscore.picture.words import fit_words, read_words
from originalscore.times import film_clock

_SHORTEST_S = Fraction(2)
_LOST_S = Fraction(1, 2)
"""A header may claim this much more than decodes before it is called a loss (our choice)."""
_WORTH_A_PROCESS_S = 60
"""From this length on, starting a process to listen in costs less than it saves (measured on two processors)."""
Progress = Callable[[float], None]


@dataclass(frozen=True)
class _Seen:
    looks: Looks | None
    heard: Heard
    sha256: str


def read_picture(path: Path, *, subtitles: Path | None = None, progress: Progress | None = None) -> Picture:
    """Find everything the later stages need to know of a film or sound file.

    Parameters
    ----------
    path
        Any film or sound file that PyAV opens.
    subtitles
        Spoken lines to join with the voices heard, in any common format; without them those in the film itself are taken.
    progress
        Called with the share done, 0 to 1, from the thread that decodes.

    Raises
    ------
    PictureError
        If the file cannot be used (see ``external.media.probe``), is shorter than two seconds, or its subtitles
        cannot be read or lie beyond its end.
    """
    probed = probe(path)
    words = read_words(path, probed, subtitles)
    seen = _see_and_hear(path, probed, progress)
    end_s = _end_s(path, probed, seen)
    remarks = list(probed.remarks)
    film, clock_remark = _film(path, probed, seen, end_s)
    lost_s = _lost(probed, end_s)
    voice = voice_spans(seen.heard.voice, end_s, hushed=seen.heard.hushed, tones=seen.heard.tones)
    begins_s = film.clock.start_frame / film.clock.frame_rate.rate
    lines, told, line_remarks = fit_words(words, voice, end_s, begins_s)
    lost_remark = f"{path.name} breaks off: {float(lost_s[1] - lost_s[0]):.1f} s of {float(lost_s[1]):.1f} s are lost" if lost_s else ""
    remarks += [remark for remark in (clock_remark, lost_remark, *line_remarks) if remark]
    if progress:
        progress(1.0)
    found = _picture(film, seen, end_s, find_speech(voice, lines), voice, lost_s, tuple(remarks))
    return replace(found, told=told)


def check_film(path: Path) -> None:
    """Make sure that a film can be opened and is long enough, without decoding it.

    Raises
    ------
    PictureError
        As ``read_picture`` does, as far as the file's head tells.
    """
    probed = probe(path)
    if probed.claimed_s is not None and 0 < probed.claimed_s < _SHORTEST_S:
        raise _too_short(path, probed.claimed_s)


def check_sound(path: Path) -> None:
    """Make sure that a file to be heard in the film's place holds sound that decodes.

    Raises
    ------
    PictureError
        If it does not.
    """
    if not probe(path).has_sound:
        raise PictureError(f"{path.name} holds no sound that decodes", "choose a file of dialogue and effects, or --sound mute")


def sound_length_s(path: Path) -> Fraction:
    """How long a sound file really is: what of it decodes, seconds.

    Raises
    ------
    PictureError
        If there is no such file, or nothing of it decodes.
    """
    probed = probe(path)
    if not probed.has_sound:
        raise PictureError(f"{path.name} holds no sound that decodes", "choose a sound file")
    samples = sum(block.shape[1] for block in decode_sound(path, probed.sound_rate, 2, probed=probed))
    return Fraction(samples, probed.sound_rate)


def blank_picture(length_s: Fraction) -> Picture:
    """A project without film or sound: one shot, one scene, nothing seen or heard.

    Parameters
    ----------
    length_s
        Seconds, at least 2.

    Raises
    ------
    PictureError
        If it is shorter than two seconds.
    """
    if length_s < _SHORTEST_S:
        raise PictureError(f"a project of {float(length_s):g} s is shorter than two seconds", "ask for a greater --length")
    film = Film("", "", length_s, SOUND_CLOCK, 0, 0, False, False, Fraction(0), "")
    shots, scenes = _undivided(length_s)
    return Picture(film, (), shots, scenes, (), (), (), (), None, None, None, False, (), None)


def _see_and_hear(path: Path, probed: Probe, progress: Progress | None) -> _Seen:
    """Both passes side by side; the picture's own, or the sound's where there is no picture, reports progress."""
    total_s = float(probed.claimed_s or 0)

    def share(at_s: float) -> None:
        if progress and total_s:
            progress(min(0.99, at_s / total_s))

    with ThreadPoolExecutor(max_workers=1) as pool:
        hearing = pool.submit(_hear, path, probed, None if probed.has_picture else share)
        watcher = Watcher()
        for count, frame in enumerate(decode_picture(path, probed)):
            watcher.watch(frame)
            if count % 48 == 0:
                share(float(frame.at_s))
        heard, sha256 = hearing.result()
    return _Seen(watcher.looks(1 / (probed.rate or Fraction(25))), heard, sha256)


def _hear(path: Path, probed: Probe, progress: Progress | None) -> tuple[Heard, str]:
    """What is heard, and the file's checksum; beside a long picture in a process of its own."""
    if probed.has_picture and probed.has_sound and (probed.claimed_s or 0) >= _WORTH_A_PROCESS_S:
        with Aside("originalscore.picture.listener", str(path.absolute())) as listener:
            sha256 = _checksum(path)
            return unpacked(listener.answer()), sha256
    return listen(decode_sound(path, RATE, 2, probed=probed), progress=progress), _checksum(path)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _end_s(path: Path, probed: Probe, seen: _Seen) -> Fraction:
    if probed.has_picture and seen.looks is None:
        raise PictureError(f"{path.name}: no frame of it decodes", "choose a film that plays, or convert it to mp4 first")
    end_s = seen.looks.end_s if seen.looks else Fraction(round(seen.heard.length_s * RATE), RATE)
    if end_s < _SHORTEST_S:
        raise _too_short(path, end_s)
    return end_s


def _too_short(path: Path, length_s: Fraction) -> PictureError:
    return PictureError(f"{path.name} lasts {float(length_s):.2f} s, shorter than two seconds", "choose a longer film")


def _film(path: Path, probed: Probe, seen: _Seen, end_s: Fraction) -> tuple[Film, str]:
    clock, remark = SOUND_CLOCK, ""
    if seen.looks:
        clock, remark = film_clock(nominal_rate(seen.looks.times_s, end_s, probed.rate), probed.timecode)
    film = Film(
        file=str(path),
        sha256=seen.sha256,
        duration_s=end_s,
        clock=clock,
        width=probed.width,
        height=probed.height,
        has_picture=seen.looks is not None,
        has_sound=bool(len(seen.heard.energy)),
        sound_offset_s=probed.sound_offset_s,
        container=probed.container,
    )
    return film, remark


def _lost(probed: Probe, end_s: Fraction) -> tuple[Fraction, Fraction] | None:
    claimed_s = probed.claimed_s
    return (end_s, claimed_s) if claimed_s is not None and claimed_s - end_s > max(_LOST_S, end_s / 100) else None


def _picture(
    film: Film,
    seen: _Seen,
    end_s: Fraction,
    speech: tuple[Speech, ...],
    voice: Spans,
    lost_s: tuple[Fraction, Fraction] | None,
    remarks: tuple[str, ...],
) -> Picture:
    energy = seen.heard.energy[: int(end_s * 100)]
    found = find_edits(seen.looks) if seen.looks else None
    shots, scenes = _division(seen.looks, found, end_s)
    film_lufs = gated_lufs(energy)
    spoken = [(span.start_s, span.end_s) for span in speech]
    music = find_music(seen.heard.tones, spoken, end_s)
    events = sound_events(energy, film_lufs, end_s) + (picture_events(seen.looks, found) if seen.looks and found else [])
    return Picture(
        film=film,
        frame_times_s=seen.looks.times_s if seen.looks else (),
        shots=shots,
        scenes=scenes,
        speech=speech,
        events=tuple(sorted(events, key=_by_time)),
        markers=(),
        curves=film_curves(seen.looks, found, energy, end_s),
        speech_lufs=gated_lufs(energy, voice or spoken) if spoken else None,
        film_lufs=film_lufs,
        film_peak_dbtp=round(20 * float(np.log10(seen.heard.peak)), 2) if seen.heard.peak > 0 else None,
        has_music=bool(music),
        music_spans_s=tuple(music),
        lost_s=lost_s,
        remarks=remarks,
    )


def _by_time(event: Event) -> tuple[Fraction, str]:
    return event.at_s, event.kind


def _division(looks: Looks | None, found: Edits | None, end_s: Fraction) -> tuple[tuple[Shot, ...], tuple[Scene, ...]]:
    if looks is None or found is None:
        return _undivided(end_s)
    shots = list_shots(looks, found)
    return shots, list_scenes(shots)


def _undivided(end_s: Fraction) -> tuple[tuple[Shot, ...], tuple[Scene, ...]]:
    return (Shot(1, Fraction(0), end_s, "start", 0.0, 0.0, 0.0, 0.0),), (Scene(1, Fraction(0), end_s, 1, 1),)
