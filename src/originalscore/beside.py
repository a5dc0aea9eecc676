"""What is laid beside the film before it is spotted: the editor's marks, the film's own chapters and a temp track."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from originalscore import picture
from originalscore.errors import BriefError
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.model.codec import fingerprint
from originalscore.model.picture import Marks, Picture, TempTrack
from originalscore.model.project import Project
from originalscore.project import resolve


def with_what_lies_beside(folder: ProjectFolder, project: Project, seen: Picture, film: Path | None, algorithm: int) -> Picture:
    """The picture with the editor's marks and the temp track, each read once and kept.

    Parameters
    ----------
    algorithm
        Number of the stage, as of every stage.

    Raises
    ------
    FormatError, PictureError
        If a list of marks or the temp track cannot be used.
    BriefError
        If the cue list was already spotted from other marks or another temp.
    """
    seen = _with_marks(folder, project, seen, film, algorithm)
    return _with_temp(folder, project, seen, algorithm)


def _with_marks(folder: ProjectFolder, project: Project, seen: Picture, film: Path | None, algorithm: int) -> Picture:
    lists = tuple(place for stored in project.markers if (place := resolve(folder, stored)))
    if not lists and not (film and picture.has_chapters(film)):
        return seen
    made_from = fingerprint(algorithm, seen.film, *(_state(place) for place in lists))
    _refuse_after_spotting(folder, "picture-marks", Marks, made_from, "markers")
    marks = folder.stage("picture-marks", "", Marks, made_from, lambda: picture.read_marks(seen.film, film, lists))
    return dataclasses.replace(seen, markers=marks.markers, remarks=(*seen.remarks, *marks.remarks))


def _with_temp(folder: ProjectFolder, project: Project, seen: Picture, algorithm: int) -> Picture:
    place = resolve(folder, project.temp)
    if place is None:
        return seen
    made_from = fingerprint(algorithm, _state(place), seen.film.duration_s)
    _refuse_after_spotting(folder, "picture-temp", TempTrack, made_from, "temp track")
    temp = folder.stage("picture-temp", "", TempTrack, made_from, lambda: picture.read_temp(place, seen.film.duration_s))
    return dataclasses.replace(seen, temp=temp, remarks=(*seen.remarks, *temp.remarks))


def _state(place: Path) -> str:
    """What tells whether a file has changed; of a bundle, its document."""
    inner = place / "Info.fcpxml"
    file = inner if place.is_dir() and inner.is_file() else place
    return checksum(file) if file.is_file() else str(place)


def _refuse_after_spotting(folder: ProjectFolder, stage: str, kind: type, made_from: str, what: str) -> None:
    """Marks and temp guide the spotting alone: what has changed in them since cannot reach a cue list that is there."""
    if folder.cues_file.exists() and folder.recall(stage, "", kind) is not None and folder.recall(stage, "", kind, made_from) is None:
        raise BriefError(
            f"the {what} changed since {folder.cues_file} was spotted, and what you edited there is never overwritten",
            "put the old file back, or remove cues.toml to have the film spotted again",
        )
