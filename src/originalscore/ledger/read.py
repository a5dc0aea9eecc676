"""The ledger of a score folder, read from what its last run left and from ``rights.toml`` as it is now."""

from __future__ import annotations

from typing import TypeVar

from originalscore import takes
from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.rights_toml import read_rights
from originalscore.ledger.build import Own, music_ledger
from originalscore.model.audio import AudioFile, Mix
from originalscore.model.cue import Cue
from originalscore.model.ledger import Ledger
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project
from originalscore.model.score import Score
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap

RIGHTS = "rights.toml"
_Product = TypeVar("_Product")


def read_ledger(folder: ProjectFolder) -> Ledger:
    """The music ledger of a folder whose film has been scored; what was entered in ``rights.toml`` since then is in it.

    Raises
    ------
    BriefError
        If the folder is no score folder, or its cue list has changed since it was scored.
    FormatError
        If ``cues.toml`` or ``rights.toml`` cannot be read.
    """
    if not folder.is_known or not folder.cues_file.is_file():
        raise BriefError(f"{folder.root} is no score folder", "name the folder that originalscore score has made")
    _known(folder, "project", "", Project)
    picture = _known(folder, "picture", "", Picture)
    cues = cues_toml.read_cues(folder.cues_file, picture)
    plan, mixed = _known(folder, f"plan-{cues.seed}", "", ScorePlan), _known(folder, "mix", "", Mix)
    sounds = {sound.name: sound.audio for sound in mixed.cues}
    own = tuple(_own(folder, cue, sounds.get(cue.number)) for cue in cues.cues)
    return music_ledger(picture, cues, plan, own, read_rights(folder.root / RIGHTS, picture.film))


def _own(folder: ProjectFolder, cue: Cue, sound: AudioFile | None) -> Own:
    """A cue as it was last written; refused where the list asks for another by now."""
    if sound is None or not takes.is_as_written(folder, cue):
        raise _not_scored(folder)
    sketch, tempo = _known(folder, "sketch", cue.id, Sketch), _known(folder, "tempo", cue.id, TempoMap)
    return Own(cue, sketch, tempo, players_of(_known(folder, "score", cue.id, Score)), sound.file, sound.sha256)


def players_of(score: Score) -> tuple[str, ...]:
    """The instruments that play in a score."""
    return tuple(dict.fromkeys(part.instrument for part in score.parts))


def _known(folder: ProjectFolder, stage: str, cue: str, kind: type[_Product]) -> _Product:
    product = folder.recall(stage, cue, kind)
    if product is None:
        raise _not_scored(folder)
    return product


def _not_scored(folder: ProjectFolder) -> BriefError:
    return BriefError(f"{folder.root} has not been scored as its cue list stands now", f"run originalscore score {folder.root}")
