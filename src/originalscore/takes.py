"""Takes: what a cue was before, kept to be heard and chosen again, and what a new take keeps of an old one.

Beside every finished cue lies ``take.json``: the cue as it was asked for, and its share of the plan. When its take changes, its notes, its sound and the
products of its stages are put aside in ``takes/<cue id>/<number>/``; nothing there is ever changed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.model.cue import LOCKS, Cue, Redraw
from originalscore.model.plan import CuePlan
from originalscore.model.score import Score
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap

_STAGES = ("take", "tempo", "sketch", "score", "performance")
#: What follows from a lock: harmony stands in the bars of its tempo under the themes' places, a tune in its tempo.
_ENTAILS = {
    "all": LOCKS[:-1],
    "harmony": ("harmony", "tempo"),
    "theme": ("theme", "tempo"),
    "tempo": ("tempo",),
    "orchestration": ("orchestration",),
}


@dataclass(frozen=True)
class Take:
    """One finished take: the cue as it was asked for, and what the plan asked of it."""

    cue: Cue
    plan: CuePlan


@dataclass(frozen=True)
class Held:
    """An earlier take that another one keeps something of."""

    redraw: Redraw
    cue: Cue
    plan: CuePlan
    tempo: TempoMap
    sketch: Sketch
    score: Score

    @property
    def keep(self) -> frozenset[str]:
        """Locks that hold, with what they entail; bars or one part alone hold everything else."""
        besides = ("theme", "harmony") if self.redraw.part else ("harmony",) if self.redraw.bars else ()
        names = (*self.redraw.keep, *besides)
        return frozenset(one for name in names for one in _ENTAILS[name])

    def plan_for(self, asked: CuePlan) -> CuePlan:
        """What the plan asks of the new take."""
        if self.keep & {"theme", "harmony"}:
            return self.plan
        if "tempo" in self.keep:
            asked = replace(asked, meter=self.plan.meter, target_bpm=self.plan.target_bpm)
        return replace(asked, held_back=self.plan.held_back) if "orchestration" in self.keep else asked

    def holds_tempo(self, cue: Cue) -> bool:
        """Whether the tempo map itself can be kept: the same length and hits, wherever in the film both stand."""
        now, then = (one.moved(-one.start_s) for one in (cue, self.cue))
        return "tempo" in self.keep and (now.end_s, now.hits) == (then.end_s, then.hits)


def remember(folder: ProjectFolder, cue: Cue, plan: CuePlan) -> None:
    """Note what a finished cue was made from."""
    folder.keep("take", cue.id, "", Take(cue, plan))


def is_as_written(folder: ProjectFolder, cue: Cue) -> bool:
    """Whether a cue was finished just as it is asked for."""
    done = folder.recall("take", cue.id, Take)
    return done is not None and done.cue == cue


def put_aside(folder: ProjectFolder, cues: Iterable[Cue]) -> None:
    """Keep the finished takes of cues whose take is another one now, or that are gone."""
    current = {cue.id: cue.take for cue in cues}
    stages = folder.root / "stages"
    for place in sorted(stages.iterdir()) if stages.is_dir() else []:
        done = folder.recall("take", place.name, Take) if place.is_dir() else None
        if done is not None and current.get(done.cue.id) != done.cue.take:
            _copy(folder, done.cue)


def _copy(folder: ProjectFolder, cue: Cue) -> None:
    home = take_folder(folder, cue.id, cue.take)
    if home.exists():
        return
    partial = home.with_name(f"{home.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    kept = [folder.root / "stages" / cue.id / f"{stage}.json" for stage in _STAGES]
    kept += [folder.root / "music" / "cues" / f"{cue.number}.wav", *(folder.root / "scores").glob(f"{cue.number}.*")]
    for file in kept:
        if file.is_file():
            _link(file, partial / file.name)
    partial.rename(home)


def _link(file: Path, copy: Path) -> None:
    """The same file under another name where the disk can do that, else a copy: finished files are replaced, never written into."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copyfile(file, copy)


def take_folder(folder: ProjectFolder, cue_id: str, number: int) -> Path:
    """Where an earlier take lies."""
    return folder.root / "takes" / cue_id / str(number)


def kept_takes(folder: ProjectFolder, cue_id: str) -> tuple[int, ...]:
    """Numbers of the takes that are kept of a cue, and of the one that was finished last."""
    home = folder.root / "takes" / cue_id
    numbers = {int(place.name) for place in home.iterdir() if place.name.isdigit()} if home.is_dir() else set[int]()
    done = folder.recall("take", cue_id, Take)
    return tuple(sorted(numbers | ({done.cue.take} if done else set())))


def recall_take(folder: ProjectFolder, cue: Cue, number: int) -> Take:
    """An earlier take of a cue.

    Raises
    ------
    BriefError
        If it is not kept.
    """
    done = folder.recall("take", cue.id, Take)
    if done is not None and done.cue.take == number:
        return done
    found = _at(folder, cue.id, number).recall("take", cue.id, Take) if take_folder(folder, cue.id, number).is_dir() else None
    if found is None:
        there = ", ".join(map(str, kept_takes(folder, cue.id))) or "none"
        raise BriefError(f"take {number} of {cue.number} is not kept (kept: {there})", "choose one of them")
    return found


def bring_back(folder: ProjectFolder, cue_id: str, number: int) -> None:
    """Put the stages of an earlier take in the place of the present ones, so that it is not composed again."""
    home = take_folder(folder, cue_id, number)
    for stage in _STAGES[1:]:
        if (home / f"{stage}.json").is_file():
            shutil.copyfile(home / f"{stage}.json", folder.root / "stages" / cue_id / f"{stage}.json")


def held_by(folder: ProjectFolder, cue: Cue) -> Held | None:
    """The earlier take that a cue keeps something of; locks alone mean the last one before it.

    Raises
    ------
    BriefError
        If that take is not kept any more.
    """
    redraw = cue.redraw
    if redraw is None:
        earlier = [number for number in kept_takes(folder, cue.id) if number < cue.take]
        if not cue.locks or not earlier:
            return None
        redraw = Redraw(max(earlier), cue.locks)
    take = recall_take(folder, cue, redraw.of)
    shelf = _at(folder, cue.id, redraw.of) if take_folder(folder, cue.id, redraw.of).is_dir() else folder
    tempo, sketch, score = (
        shelf.recall("tempo", cue.id, TempoMap),
        shelf.recall("sketch", cue.id, Sketch),
        shelf.recall("score", cue.id, Score),
    )
    if tempo is None or sketch is None or score is None:
        raise BriefError(
            f"the notes of take {redraw.of} of {cue.number} are gone", "take its redraw out of cues.toml for a wholly new take"
        )
    return Held(redraw, take.cue, take.plan, tempo, sketch, score)


class _Shelf(ProjectFolder):
    """The stages of one earlier take, read as those of a folder."""

    def _place(self, stage: str, cue: str) -> Path:
        del cue
        return self.root / f"{stage}.json"


def _at(folder: ProjectFolder, cue_id: str, number: int) -> ProjectFolder:
    return _Shelf(take_folder(folder, cue_id, number))
