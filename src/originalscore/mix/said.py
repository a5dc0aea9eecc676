"""What the mix had to say: a film that clips, whispers, or carries music already; words or a loudness that could not be served in full."""

from __future__ import annotations

from originalscore.mix.master import Finished
from originalscore.mix.profiles import WITHIN_LU, Profile
from originalscore.mix.source import FilmSound
from originalscore.model.audio import SpeechBalance
from originalscore.model.picture import Picture
from originalscore.model.shortfall import Shortfall

_QUIET_LUFS, _LOUD_DBTP = -33.0, 0.0
"""Film sound ten LU under broadcast level is told, and film sound that clips (ours)."""


def said(
    picture: Picture,
    film: FilmSound,
    programme: Finished,
    master: Finished,
    aim: Profile,
    balance: tuple[SpeechBalance, ...],
    distance_lu: float,
) -> tuple[Shortfall, ...]:
    """Everything worth a line in the report, in the order of the film's own faults, the profile's, the words'."""
    found = [*_of_the_film(picture, film, programme, aim), *_of_the_level(film, programme, aim)]
    if master.wanted_lufs is not None and master.reached_lufs is not None and abs(master.reached_lufs - master.wanted_lufs) > WITHIN_LU:
        found.append(_missed("the master", master, aim))
    found += _of_the_words(picture, balance, distance_lu)
    return tuple(found)


def _of_the_film(picture: Picture, film: FilmSound, programme: Finished, aim: Profile) -> list[Shortfall]:
    found, whose = [], "the sound in its place" if film.is_other else "the film's own sound"
    if picture.film.has_sound and film.source is not None and film.film_lufs is None:
        found.append(Shortfall("", "a film with sound", "the music alone is heard", f"{whose} is silent"))
    if film.peak_dbtp is not None and film.peak_dbtp + programme.gain_db > aim.ceiling_dbtp:
        clips = " and clips" if film.peak_dbtp > _LOUD_DBTP else ""
        found.append(
            Shortfall("", f"{whose} untouched", f"peaks held at {aim.ceiling_dbtp:g} dBTP", f"{whose} reaches {film.peak_dbtp:+.1f} dBTP{clips}")
        )  # fmt: skip
    if film.film_lufs is not None and film.film_lufs < _QUIET_LUFS and aim.programme_lufs is None:
        found.append(
            Shortfall("", "a programme at an ordinary level", "the music set to the film's own", f"{whose} is very quiet ({film.film_lufs:.1f} LUFS); "
                      "--loudness lifts film and music together")
        )  # fmt: skip
    if film.music_spans:
        why = "the film's sound already carries music; --sound takes a file without it"
        found.append(Shortfall("", "a film without music of its own", "both play together, ours lower where the other leads", why))
    return found


def _of_the_level(film: FilmSound, programme: Finished, aim: Profile) -> list[Shortfall]:
    found = []
    if aim.dialogue_gated and film.speech_lufs is None:
        wanted = f"dialogue at {aim.programme_lufs:.0f} LUFS"
        found.append(Shortfall("", wanted, f"the whole programme at {aim.unspoken_lufs:.0f} LUFS", "nobody speaks in it"))
    if abs(programme.gain_db) > 0.05 and film.source is not None:
        found.append(Shortfall("", "the film's own level", f"{programme.gain_db:+.1f} dB for the whole programme", f"profile {aim.name}"))
    if programme.wanted_lufs is not None and (
        programme.reached_lufs is None or abs(programme.reached_lufs - programme.wanted_lufs) > WITHIN_LU
    ):
        found.append(_missed("the programme", programme, aim))
    return found


def _missed(what: str, sound: Finished, aim: Profile) -> Shortfall:
    given = "silence" if sound.reached_lufs is None else f"{sound.reached_lufs:.1f} LUFS"
    return Shortfall("", f"{what} at {sound.wanted_lufs:.1f} LUFS", given, f"its peaks meet the ceiling of {aim.ceiling_dbtp:g} dBTP")


def _of_the_words(picture: Picture, balance: tuple[SpeechBalance, ...], distance_lu: float) -> list[Shortfall]:
    found = []
    for line in balance:
        if line.difference_lu is not None and line.difference_lu < distance_lu - 0.05:
            at = picture.film.clock.label(line.start_s)
            found.append(
                Shortfall("", f"music {distance_lu:g} LU under the words at {at}", f"{line.difference_lu:.1f} LU", "they are too soft")
            )
    return found
