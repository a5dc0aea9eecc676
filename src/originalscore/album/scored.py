"""What the album needs of a score folder: its ledger, and what the last run left of film, cue list, plan and mix."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.rights_toml import read_rights
from originalscore.ledger import RIGHTS, read_ledger
from originalscore.model.audio import Mix
from originalscore.model.cue import Cue, CueList
from originalscore.model.ledger import Ledger
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project


@dataclass(frozen=True)
class Scored:
    """A scored film.

    Parameters
    ----------
    film
        Its file; None where there is none, or where it is gone.
    film_is_gone
        Whether there was one.
    levels_db
        How much louder or softer than their recordings songs stand in the mix, by id.
    """

    ledger: Ledger
    picture: Picture
    cues: CueList
    plan: ScorePlan
    mix: Mix
    film: Path | None
    film_is_gone: bool
    levels_db: Mapping[str, float]

    @property
    def by_number(self) -> dict[str, Cue]:
        """The cues by their numbers."""
        return {cue.number: cue for cue in self.cues.cues}

    @property
    def rate(self) -> int:
        """Of the score's sound, hertz."""
        return self.mix.music.sample_rate


def read_scored(folder: ProjectFolder) -> Scored:
    """Read a folder.

    Raises
    ------
    BriefError
        If it has not been scored as its cue list stands now.
    FormatError
        If one of its documents cannot be read.
    """
    ledger = read_ledger(folder)
    project, picture, mix = folder.recall("project", "", Project), folder.recall("picture", "", Picture), folder.recall("mix", "", Mix)
    cues = cues_toml.read_cues(folder.cues_file, picture) if picture else None
    plan = folder.recall(f"plan-{cues.seed}", "", ScorePlan) if cues else None
    if project is None or picture is None or mix is None or cues is None or plan is None:
        raise BriefError(f"{folder.root} has not been scored to its end", f"run originalscore score {folder.root}")
    film = Path(os.path.normpath(folder.root / project.film)) if project.film and picture.film.has_picture else None
    rights = read_rights(folder.root / RIGHTS, picture.film)
    return Scored(
        ledger=ledger, picture=picture, cues=cues, plan=plan, mix=mix, film=film if film and film.is_file() else None,
        film_is_gone=bool(film and not film.is_file()), levels_db={song.id: song.level_db for song in rights.songs},
    )  # fmt: skip
