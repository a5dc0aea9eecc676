"""A score's folder as the comparison reads it: plan, sketches, the series it belongs to, and its temp track."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from originalscore.episodes import read_episodes
from originalscore.errors import BriefError, FormatError
from originalscore.folder import ProjectFolder
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project
from originalscore.model.sketch import Sketch
from originalscore.originality.bodies import Body, of_episodes, of_temp, unheard


@dataclass(frozen=True)
class Scored:
    """What a folder holds.

    Parameters
    ----------
    plan, sketches
        The plan, and every cue's number with its sketch.
    film
        What the catalogue knows the film by: its checksum (without a film the folder) and the seed; and its name.
    bodies
        What the folder itself asks to be compared with: the series' earlier films, and its temp track.
    """

    plan: ScorePlan
    sketches: tuple[tuple[str, Sketch], ...]
    film: tuple[str, str]
    bodies: tuple[Body, ...]


def read_scored(place: Path, temp: Path | None = None) -> Scored:
    """Read a folder; ``temp`` stands for its own temp track.

    Raises
    ------
    BriefError, FormatError
        If it holds no finished score, or its cue list cannot be read.
    """
    folder = ProjectFolder(place)
    project = folder.recall("project", "", Project)
    try:
        written = tomllib.loads(folder.cues_file.read_text(encoding="utf-8"))
        seed = int(written["film"]["seed"])
        cues = [(str(cue["id"]), str(cue.get("number", cue["id"]))) for cue in written.get("cue", [])]
    except (OSError, KeyError, TypeError, ValueError) as fault:
        raise FormatError(f"{folder.cues_file} cannot be read: {fault}", f"run originalscore score {place} again") from None
    plan = folder.recall(f"plan-{seed}", "", ScorePlan)
    if plan is None:
        raise BriefError(f"{place} holds no finished score", f"run originalscore score {place} first")
    sketches = tuple((number, sketch) for cue, number in cues if (sketch := folder.recall("sketch", cue, Sketch)) is not None)
    film, title = (
        (project.film_sha256, Path(project.film).name) if project and project.film else (str(place.resolve()), place.resolve().name)
    )
    return Scored(plan, sketches, (f"{film}/{seed}", title), folder_bodies(place, project, temp))


def folder_bodies(place: Path, project: Project | None, temp: Path | None = None) -> tuple[Body, ...]:
    """The earlier films of the folder's series, and its temp track: its own is always sound, ``temp`` may be notes.

    Raises
    ------
    BriefError, FormatError
        If ``temp`` cannot be found or read.
    """
    found = []
    if project is not None and project.series:
        series = Path(os.path.normpath(place / project.series))
        try:
            found.append(of_episodes(read_episodes(series, place), "of its series"))
        except BriefError as fault:
            found.append(Body(f"its series could not be compared: {fault.args[0]}"))
    if temp is not None:
        found.append(of_temp(temp))
    elif project is not None and project.temp:
        found.append(unheard(Path(project.temp).name))
    return tuple(found)
