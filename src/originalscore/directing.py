"""Taking direction: a note in plain words, or another take of a cue, of some bars or of one part, carried out over the ordinary score path."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore import pipeline, takes
from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.cues_toml import Change, CueFile, put_changes
from originalscore.model.cue import LOCKS, Cue, CueList, Redraw
from originalscore.model.picture import Picture
from originalscore.music.ensembles import GROUPS
from originalscore.spotting.notes import Question, Reading, another_take, direct, read_note
from originalscore.spotting.notes.words import PLAYERS
from originalscore.wishes import Wishes


@dataclass(frozen=True)
class Direction:
    """What is going to be changed: how a note was read, the changes field by field, remarks, and what must be asked first."""

    reading: Reading | None
    changes: tuple[Change, ...]
    remarks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def cues(self) -> tuple[str, ...]:
        """Numbers of the cues that get another take."""
        return tuple(dict.fromkeys(change.cue for change in self.changes if change.cue))


def take_note(folder: ProjectFolder, words: str, listener: pipeline.Listener, *, dry_run: bool = False) -> Direction:
    """Read a director's note and change ``cues.toml`` as it asks; with a question nothing is changed.

    Raises
    ------
    BriefError
        If the folder is no score folder, or what is asked contradicts itself.
    """
    with folder.alone():
        spotted = known_score(folder, listener)
        reading = read_note(words, spotted.picture, spotted.cues)
        if reading.questions:
            return Direction(reading, (), (), reading.questions)
        bpm = {plan.cue: plan.target_bpm for plan in spotted.plan.cues}
        highest = {cue.id: max((cue.take, *takes.kept_takes(folder, cue.id))) for cue in spotted.cues.cues}
        done = direct(reading, spotted.picture, spotted.cues, bpm=bpm, takes=highest)
        if done.questions:
            return Direction(reading, (), tuple(done.remarks), tuple(done.questions))
        changes = change_cues(folder, spotted.picture, spotted.cues, done.cues, dry_run=dry_run)
        return Direction(reading, changes, tuple(done.remarks))


def ask_again(
    folder: ProjectFolder, name: str, listener: pipeline.Listener, *, keep: Sequence[str] = (), bars: tuple[int, ...] = (), part: str = "", dry_run: bool = False
) -> Direction:  # fmt: skip
    """Another take of a cue, or of some bars or one part of it, keeping what is asked for.

    Parameters
    ----------
    name
        Number or id of the cue.
    keep
        Names of ``LOCKS``; those in the cue's own ``locks`` are kept besides.
    bars
        First and last bar that are made anew.
    part
        Who gets other music: a name of ``GROUPS``, or as people say it.

    Raises
    ------
    BriefError
        If there is no such cue, bar or player, or the cue has not been scored yet.
    """
    with folder.alone():
        spotted = known_score(folder, listener)
        cue = _cue(spotted.cues, name)
        held = tuple(one for one in LOCKS if one in {*keep, *cue.locks})
        group = _group(part)
        highest = max((cue.take, *takes.kept_takes(folder, cue.id)))
        redraw = Redraw(cue.take, held, bars, group) if held or bars or group else None
        if redraw:
            _check_redraw(folder, cue, redraw, spotted)
        new = another_take(cue, cue, highest, fresh=True, redraw=redraw)
        after = replace(spotted.cues, cues=tuple(new if one.id == cue.id else one for one in spotted.cues.cues))
        return Direction(None, change_cues(folder, spotted.picture, spotted.cues, after, dry_run=dry_run))


def choose_take(folder: ProjectFolder, name: str, number: int, listener: pipeline.Listener, *, dry_run: bool = False) -> Direction:
    """Choose an earlier take of a cue again: its fields, its plan and its notes.

    Raises
    ------
    BriefError
        If there is no such cue, or the take is not kept.
    """
    with folder.alone():
        spotted = known_score(folder, listener)
        cue = _cue(spotted.cues, name)
        take = takes.recall_take(folder, cue, number)
        chosen = replace(take.cue, number=cue.number, title=cue.title)
        after = replace(spotted.cues, cues=tuple(chosen if one.id == cue.id else one for one in spotted.cues.cues))
        changes = change_cues(folder, spotted.picture, spotted.cues, after, dry_run=dry_run)
        if changes and not dry_run:
            takes.put_aside(folder, after.cues)
            takes.bring_back(folder, cue.id, number)
            plan = replace(spotted.plan, cues=tuple(take.plan if one.cue == cue.id else one for one in spotted.plan.cues))
            folder.keep(f"plan-{spotted.cues.seed}", "", "", plan)
        return Direction(None, changes)


def known_score(folder: ProjectFolder, listener: pipeline.Listener) -> pipeline.Spotted:
    """The film of a score folder as it is spotted and planned now.

    Raises
    ------
    BriefError
        If the folder is no score folder.
    """
    if not folder.is_known or not folder.cues_file.is_file():
        raise BriefError(f"{folder.root} is no score folder", "name the folder that originalscore score has made")
    return pipeline.plan_film(folder, Wishes(), listener)


def _cue(cues: CueList, name: str) -> Cue:
    for cue in cues.cues:
        if name in (cue.number, cue.id):
            return cue
    raise BriefError(f"there is no cue {name}", f"the cues are {', '.join(cue.number for cue in cues.cues)}")


def _group(part: str) -> str:
    name = PLAYERS.get(part.lower(), part.lower())
    if name and name not in GROUPS:
        raise BriefError(f"nobody plays “{part}”", f"known are {', '.join(GROUPS)}")
    return name


def _check_redraw(folder: ProjectFolder, cue: Cue, redraw: Redraw, spotted: pipeline.Spotted) -> None:
    """Refuse what cannot be kept or made anew before anything is changed."""
    if cue.take not in takes.kept_takes(folder, cue.id):
        raise BriefError(f"{cue.number} has not been scored yet: there is nothing to keep", f"run originalscore score {folder.root}")
    held = takes.held_by(folder, replace(cue, redraw=redraw))
    tempo = spotted.tempos[spotted.cues.cues.index(cue)]
    count = sum(bar.start_beat < tempo.end_beat for bar in tempo.bars)
    if redraw.bars and redraw.bars[1] > count:
        raise BriefError(
            f"{cue.number} has {count} bars: there is no bar {redraw.bars[1]}", f"write --bars {min(redraw.bars[0], count)}-{count}"
        )
    playing = {part.instrument for part in held.score.parts} if held else set[str]()
    if redraw.part and not playing & set(GROUPS[redraw.part]):
        raise BriefError(f"{redraw.part} do not play in {cue.number}", f"playing are {', '.join(sorted(playing))}")


def change_cues(folder: ProjectFolder, picture: Picture, before: CueList, after: CueList, *, dry_run: bool) -> tuple[Change, ...]:
    """Write the changes into ``cues.toml``, after reading the new list back elsewhere: what would be refused is refused before it is there."""
    file = CueFile(folder.cues_file, picture)
    changes = put_changes(file, before, after)
    with tempfile.TemporaryDirectory() as there:
        trial = Path(there) / folder.cues_file.name
        trial.write_text(file.text, encoding="utf-8", newline="")
        cues_toml.read_cues(trial, picture)
    if not dry_run:
        file.save()
    return changes
