"""The recut as a recipe: compare the cuts, carry everything over, exchange the folder's film, score what has changed.

Until everything is known to fit nothing in the folder is touched; then its film, cue list and plan are exchanged together. A run that is killed
afterwards is finished by the same command, or by ``score``.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from originalscore import delivery, ledger, picture, planning, recut
from originalscore.errors import BriefError, PictureError
from originalscore.files import checksum, write_whole
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.rights_toml import read_rights, retimed_rights
from originalscore.formats.subtitles import read_subtitles, write_srt
from originalscore.model.cue import CueList
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project
from originalscore.model.recut import Change, Conformed
from originalscore.model.report import Report
from originalscore.pipeline import Listener, alone, picture_made_from, score_film
from originalscore.project import relative, resolve
from originalscore.recut import Carried
from originalscore.wishes import Wishes

CHANGES_FILE = "documents/recut-changes.csv"


@dataclasses.dataclass(frozen=True)
class Recut:
    """What a recut did: the change list, its rows in timecode, and the report of the new score."""

    changes: tuple[Change, ...]
    rows: tuple[tuple[str, ...], ...]
    report: Report


@dataclasses.dataclass(frozen=True)
class _Cuts:
    """The old and the new cut as read."""

    project: Project
    old: Picture
    new: Picture
    conformed: Conformed


@alone
def recut_film(
    folder: ProjectFolder, film: Path, listener: Listener, *, subtitles: Path | None = None, sound: str | None = None
) -> Recut:  # fmt: skip
    """Lay a folder's score over a new cut of its film.

    Parameters
    ----------
    film
        The new cut.
    subtitles
        Of the new cut; without them the old ones move with their picture.
    sound
        Dialogue and effects of the new cut, where the folder's film is heard with such a file; or ``keep`` or ``mute``.

    Raises
    ------
    BriefError
        If the folder holds no finished score.
    PictureError
        If a film cannot be read, the old one is gone, runs at another rate, or the two have nothing in common.
    """
    old_project, old, cues = _before(folder)
    if checksum_of(film) == old_project.film_sha256:
        return Recut((), (), score_film(folder, Wishes(), listener))
    cuts = _compare(folder, old_project, old, film, subtitles, sound, listener)
    carried = recut.carry_cues(cues, cuts.conformed, old, cuts.new)
    if cues.cues and not carried.cues.cues:
        raise PictureError(
            f"{film.name} shows nothing that the score plays over", "name the whole film in its new cut, or score it into another folder"
        )
    text = cues_toml.retimed(folder.cues_file, cues, old, cuts.new, carried.cues, carried.hits, carried.silences)
    with tempfile.TemporaryDirectory() as place:  # read as it will be read, before anything is changed
        trial = Path(place) / folder.cues_file.name
        write_whole(trial, text)
        placed = cues_toml.read_cues(trial, cuts.new)
    rights, of_songs = recut.carry_rights(read_rights(folder.root / ledger.RIGHTS, old.film), cuts.conformed, cuts.new.film.duration_s)
    ledger.check_room(placed, rights.songs, cuts.new.film.clock)
    changes = (*_with_words(carried, placed), *of_songs)
    rows = tuple(recut.change_rows(changes, old.film.clock, cuts.new.film.clock))
    products: dict[str, tuple[str, object]] = {
        "project": ("", cuts.project), "picture": (picture_made_from(folder, cuts.project), cuts.new),
    }  # fmt: skip
    pinned = folder.recall(f"plan-{cues.seed}", "", ScorePlan)
    if pinned is not None:
        products[f"plan-{cues.seed}"] = ("recut", planning.conform_plan(pinned, placed, _moments(cues, placed, carried)))
    texts = {_saved(folder, "cues"): _text(folder.cues_file), folder.cues_file.name: text, CHANGES_FILE: recut.changes_csv(rows)}
    if (folder.root / ledger.RIGHTS).exists():
        texts[_saved(folder, "rights")] = _text(folder.root / ledger.RIGHTS)
        texts[ledger.RIGHTS] = retimed_rights(folder.root / ledger.RIGHTS, rights, cuts.new)
    folder.exchange(texts, products)
    return Recut(changes, rows, score_film(folder, Wishes(), listener))


def checksum_of(film: Path) -> str:
    """The checksum of a film that can be opened."""
    picture.check_film(film)
    delivery.check_wrapping(film)
    return checksum(film)


def _before(folder: ProjectFolder) -> tuple[Project, Picture, CueList]:
    """The folder as it is: its project, its film as read, its cue list."""
    project = folder.open() if folder.is_known else None
    seen = folder.recall("picture", "", Picture) if project else None
    if project is None or seen is None or not folder.cues_file.is_file():
        raise BriefError(f"{folder.root} holds no score to carry over", "name a folder that a film was scored into")
    if not seen.film.has_picture:
        raise BriefError(f"{folder.root} is a project without picture", "score the film into a folder of its own")
    return project, seen, cues_toml.read_cues(folder.cues_file, seen)


def _compare(
    folder: ProjectFolder, project: Project, old: Picture, film: Path, subtitles: Path | None, sound: str | None, listener: Listener
) -> _Cuts:  # fmt: skip
    """Read the new cut and find the old one in it."""
    before = resolve(folder, project.film)
    if before is None or not before.is_file() or checksum(before) != project.film_sha256:
        raise PictureError(
            f"the old cut {project.film} is gone or has changed", "put it back where it was: the cuts are compared by their pictures"
        )
    if project.sound not in ("keep", "mute") and sound is None:
        raise BriefError(f"the score lies under {Path(project.sound).name}, which belongs to the old cut", "give the new one with --sound")
    rate = old.film.clock.frame_rate
    listener.stage("compare", "")
    first, second = (picture.watch_grids(path, progress=_share(listener, old.film.duration_s)) for path in (before, film))
    conformed = picture.conform(first, second, rate.frame_s)
    listener.stage("picture", "")
    words = subtitles or _moved_subtitles(folder, project, conformed, film)
    seen = picture.read_picture(film, subtitles=words, progress=listener.share)
    if seen.film.clock.frame_rate != rate:
        raise PictureError(
            f"{film.name} runs at {seen.film.clock.frame_rate} frames a second, the score's film at {rate}", f"export the new cut at {rate}"
        )
    seen = dataclasses.replace(seen, speech=recut.carry_speech(old.speech, seen.speech, conformed.pieces))
    new_project = dataclasses.replace(
        project, film=relative(film, folder.root), film_sha256=seen.film.sha256, subtitles=relative(words, folder.root) if words else "",
        sound=project.sound if sound is None else sound if sound in ("keep", "mute") else relative(Path(sound), folder.root),
    )  # fmt: skip
    return _Cuts(new_project, old, seen, conformed)


def _moved_subtitles(folder: ProjectFolder, project: Project, conformed: Conformed, film: Path) -> Path | None:
    """The old cut's subtitles as they stand in the new one, in a file of the folder's own."""
    old = resolve(folder, project.subtitles)
    if old is None or not old.is_file():
        return None
    lines = recut.carry_lines(read_subtitles(old).lines, conformed.pieces)
    if not lines:
        return None
    place = folder.root / "stages" / f"subtitles-{checksum(film)[:8]}.srt"
    write_srt(place, lines)
    return place


def _share(listener: Listener, length_s: Fraction) -> Callable[[Fraction], None]:
    return lambda at_s: listener.share(min(0.99, float(at_s / length_s)))


def _moments(cues: CueList, placed: CueList, carried: Carried) -> dict[str, Callable[[Fraction], Fraction]]:
    """For every cue that was cut into, its old seconds to its new ones; a moment whose picture is gone keeps its share of the cue."""
    before = {cue.id: cue for cue in cues.cues}

    def moment(cue_id: str) -> Callable[[Fraction], Fraction]:
        old, new = before[cue_id], next(cue for cue in placed.cues if cue.id == cue_id)

        def move(near_s: Fraction) -> Fraction:
            at_s = recut.new_time(old.start_s + near_s, carried.parts[cue_id])
            moved = near_s * new.length_s / old.length_s if at_s is None else at_s - new.start_s
            return Fraction(round(100 * moved), 100)

        return move

    return {cue.id: moment(cue.id) for cue in placed.cues if cue.id not in carried.untouched}


def _with_words(carried: Carried, placed: CueList) -> tuple[Change, ...]:
    """The changes; a cue that only moved but now lies under other words says so, for it is written again."""
    was = {cue.number: cue for cue in carried.cues.cues if cue.id in carried.untouched}
    other = {cue.number for cue in placed.cues if cue.number in was and cue.speech != was[cue.number].speech}
    remark = "other words are spoken over it: written again"
    return tuple(
        dataclasses.replace(one, remark=f"{one.remark}; {remark}" if one.remark else remark)
        if one.what == "cue" and one.name in other
        else one
        for one in carried.changes
    )


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _saved(folder: ProjectFolder, name: str) -> str:
    """Where the list of the old cut is kept: no earlier one is overwritten."""
    names = (f"{name}.before-recut.toml", *(f"{name}.before-recut-{number}.toml" for number in range(2, 1000)))
    return next(name for name in names if not (folder.root / name).exists())
