"""Earlier episodes of a series: the score folders whose themes are carried on, read and never changed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project


@dataclass(frozen=True)
class Episode:
    """An earlier film of the series: what its folder is called, and its plan."""

    name: str
    plan: ScorePlan


def read_episodes(series: Path, but: Path) -> tuple[Episode, ...]:
    """The episodes in a folder, by name; the folder may also be one episode itself.

    Parameters
    ----------
    series
        A score folder, or a folder of score folders.
    but
        The folder that is being scored: it is no earlier episode of itself.

    Raises
    ------
    BriefError
        If there is no such folder, or no scored film in it.
    """
    if not series.is_dir():
        raise BriefError(f"there is no series folder {series}", "name the folder that holds the earlier episodes' score folders")
    places = [series] if _is_score(series) else sorted(place for place in series.iterdir() if place.is_dir())
    found = [
        Episode(place.resolve().name, plan) for place in places if place.resolve() != but.resolve() and (plan := _plan(place)) is not None
    ]
    if not found:
        raise BriefError(f"the series folder {series} holds no scored film", "score its first episode, then name its folder with --series")
    return tuple(found)


def _is_score(place: Path) -> bool:
    return ProjectFolder(place).is_known


def _plan(place: Path) -> ScorePlan | None:
    """The plan that the folder's score was last made by."""
    folder = ProjectFolder(place)
    project = folder.recall("project", "", Project) if folder.is_known else None
    if project is None:
        return None
    try:
        heading = tomllib.loads(folder.cues_file.read_text(encoding="utf-8-sig")).get("film", {})
    except (OSError, ValueError):
        heading = {}
    seed = heading.get("seed", project.brief.seed) if isinstance(heading, dict) else project.brief.seed
    return folder.recall(f"plan-{seed}", "", ScorePlan)
