"""What a run is about: the folder's project with the new wishes. Everything that can be refused is refused here, before work begins."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from originalscore import delivery, picture, planning, render
from originalscore.episodes import Episode, read_episodes
from originalscore.errors import BriefError, FormatError, PictureError
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.formats.tune import read_tune
from originalscore.model.brief import Brief
from originalscore.model.cue import CueList
from originalscore.model.palette import Palette
from originalscore.model.project import Project
from originalscore.model.tune import Tune
from originalscore.spotting.lexicon import moods_in
from originalscore.wishes import Wishes


def open_project(folder: ProjectFolder, wishes: Wishes) -> Project:
    """The folder's project with the new wishes; everything that can be refused is refused here, before work begins."""
    if wishes.film is None and wishes.length_s is None and wishes.melody is None and not folder.is_known:
        raise BriefError(f"{folder.root} is no score folder", "name a film, or a folder made by an earlier run")
    old = folder.open()
    film, sha = _film_and_checksum(folder, old, wishes)
    old = old or Project(film, sha, "", "keep", "leave", Brief())
    project = dataclasses.replace(
        old,
        film=film,
        film_sha256=sha,
        subtitles=relative(wishes.subtitles, folder.root) if wishes.subtitles else old.subtitles,
        sound=_wished_sound(folder, wishes) or old.sound,
        loudness=wishes.loudness or old.loudness,
        distance_lu=wishes.distance_lu or old.distance_lu,
        sample_rate=wishes.sample_rate or old.sample_rate,
        two_pop=old.two_pop if wishes.two_pop is None else wishes.two_pop,
        click=old.click if wishes.click is None else wishes.click,
        streamers=old.streamers if wishes.streamers is None else wishes.streamers,
        brief=_wished_brief(folder, old.brief, wishes),
        palette=_wished_palette(folder, wishes) or old.palette,
        series=relative(wishes.series, folder.root) if wishes.series else old.series,
        theme=relative(wishes.theme, folder.root) if wishes.theme else "" if wishes.melody else old.theme,
        markers=tuple(relative(place, folder.root) for place in wishes.markers) or old.markers,
        temp=relative(wishes.temp, folder.root) if wishes.temp else old.temp,
        melody=relative(wishes.melody, folder.root) if wishes.melody else "" if wishes.theme else old.melody,
    )
    earlier_episodes(folder, project)
    _check_guides(folder, old, project)
    project = _with_melody_length(folder, project)
    _palette(folder, project.palette)
    replaced = resolve(folder, project.sound) if project.sound not in ("keep", "mute") else None
    if replaced is not None:
        picture.check_sound(replaced)
    if project.film and project.brief.length_s is not None:
        raise BriefError(f"{folder.root} holds a film, which has its own length", "leave out --length")
    return project


def _check_guides(folder: ProjectFolder, old: Project, project: Project) -> None:
    """Lists of marks and the temp track guide the spotting alone: they must be there, and cannot change beneath a cue list.

    Raises
    ------
    BriefError
        If the cue list was spotted from others.
    FormatError, PictureError
        If one is not there, or a temp track holds no sound.
    """
    for what, asked, had in (("markers", project.markers, old.markers), ("temp track", project.temp, old.temp)):
        if asked != had and folder.cues_file.exists():
            raise BriefError(
                f"{folder.cues_file} was spotted {f'with other {what}' if had else f'without {what}'}, and what you edited there is never overwritten",
                "edit it by hand, or remove it to have the film spotted again",
            )
    if folder.cues_file.exists():
        return
    for stored in project.markers:
        place = resolve(folder, stored)
        if place is not None and not place.exists():
            raise FormatError(f"there is no list of markers {place}", "check the name")
    temp = resolve(folder, project.temp)
    if temp is not None:
        picture.check_temp(temp)


def _with_melody_length(folder: ProjectFolder, project: Project) -> Project:
    """The project, as long as its melody where nothing else gives a length; an unusable theme or melody is refused here."""
    tune = _own_tune(folder, project)
    if tune is None or not project.melody or project.film or project.brief.length_s is not None:
        return project
    length_s = planning.project_length_s(tune, _worded_mood(project))
    return dataclasses.replace(project, brief=dataclasses.replace(project.brief, length_s=length_s))


def _own_tune(folder: ProjectFolder, project: Project) -> Tune | None:
    file = resolve(folder, project.theme or project.melody)
    return read_tune(file) if file else None


def _worded_mood(project: Project) -> str | None:
    """The mood that the brief speaks of most, if any."""
    spoken = moods_in(project.brief.words)
    return max(spoken, key=lambda mood: (spoken[mood], mood), default=None)


def with_own_theme(folder: ProjectFolder, project: Project, cues: CueList) -> CueList:
    """The cue list with the user's own theme or melody in the place of the invented one."""
    tune = _own_tune(folder, project)
    if tune is None:
        return cues
    if project.theme:
        return planning.give_theme(cues, tune, project.theme)
    return planning.give_melody(cues, tune, project.melody, mood=_worded_mood(project))


def _film_and_checksum(folder: ProjectFolder, old: Project | None, wishes: Wishes) -> tuple[str, str]:
    """The film's path as seen from the folder, and its checksum; both empty without film."""
    film = wishes.film or (resolve(folder, old.film) if old else None)
    if film is None:
        return "", ""
    if wishes.film is None and not film.is_file():
        raise PictureError(f"the film of {folder.root} is gone: there is no file {film}", "name it again, with this folder as --out")
    picture.check_film(film)
    if old is None:
        delivery.check_wrapping(film)
    sha = checksum(film)
    if old is None or sha == old.film_sha256:
        return relative(film, folder.root), sha
    if wishes.film is None:
        raise PictureError(f"{film} has changed since {folder.root} was made from it", "score it into another folder with --out")
    whose = Path(old.film).name if old.film else "a project without picture"
    raise BriefError(f"the folder {folder.root} belongs to another film ({whose})", "choose another folder with --out")


def _wished_sound(folder: ProjectFolder, wishes: Wishes) -> str | None:
    return wishes.sound if wishes.sound in (None, "keep", "mute") else relative(Path(wishes.sound), folder.root)


def _wished_palette(folder: ProjectFolder, wishes: Wishes) -> str | None:
    """A shipped palette by its name, a file as seen from the folder."""
    return wishes.palette if wishes.palette in (None, *render.SHIPPED) else relative(Path(wishes.palette).expanduser(), folder.root)


def asked_palette(folder: ProjectFolder, wishes: Wishes) -> Palette:
    """The palette of the wishes, or of the folder's project."""
    old = folder.open() if folder.is_known else None
    return _palette(folder, _wished_palette(folder, wishes) or (old.palette if old else render.SHIPPED[0]))


def _palette(folder: ProjectFolder, name: str) -> Palette:
    return render.open_palette(name, folder.root)


def _wished_brief(folder: ProjectFolder, old: Brief, wishes: Wishes) -> Brief:
    """The brief with the new wishes. Words and ensemble guide the spotting alone, so they cannot change beneath a cue list.

    Raises
    ------
    BriefError
        If the cue list was spotted from other words or for another ensemble.
    """
    brief = dataclasses.replace(
        old,
        words=old.words if wishes.brief is None else wishes.brief,
        seed=old.seed if wishes.seed is None else wishes.seed,
        ensemble=old.ensemble if wishes.ensemble is None else wishes.ensemble,
        length_s=old.length_s if wishes.length_s is None else wishes.length_s,
    )
    if folder.cues_file.exists():
        for what, asked, had in (("brief", brief.words, old.words), ("ensemble", brief.ensemble, old.ensemble)):
            if asked != had:
                raise BriefError(
                    f"{folder.cues_file} was spotted with another {what}, and what you edited there is never overwritten",
                    "edit it by hand, or remove it to have the film spotted again",
                )
    return brief


def earlier_episodes(folder: ProjectFolder, project: Project) -> tuple[Episode, ...]:
    """The earlier episodes of the project's series."""
    series = resolve(folder, project.series)
    return read_episodes(series, folder.root) if series else ()


def relative(path: Path, root: Path) -> str:
    """The path as seen from the folder, so that film and folder can move together."""
    return os.path.relpath(path, root)


def resolve(folder: ProjectFolder, stored: str) -> Path | None:
    """A path that was stored as seen from the folder; None where none was."""
    return Path(os.path.normpath(folder.root / stored)) if stored else None


def picture_sources(folder: ProjectFolder, project: Project) -> tuple[object, ...]:
    """Everything that the picture is read from."""
    subtitles = resolve(folder, project.subtitles)
    return project.film_sha256, checksum(subtitles) if subtitles and subtitles.is_file() else project.subtitles, project.brief.length_s
