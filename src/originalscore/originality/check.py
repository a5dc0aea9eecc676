"""Judging what was written: the themes, counter-lines and free melodies of a score, or the lines of any file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.folder import ProjectFolder
from originalscore.measures.counterpoint import Sung
from originalscore.measures.originality import KnownMelodies, is_too_near, judge_against, shipped_index
from originalscore.model.plan import ScorePlan, Theme
from originalscore.model.project import Project
from originalscore.model.report import OriginalityLine
from originalscore.model.sketch import Sketch
from originalscore.originality.catalogue import Catalogue, Entry
from originalscore.originality.reading import Melody, find_files, read_melodies

#: Said wherever a verdict is shown.
NOT_SEARCHED = "popular songs and film scores: not searched"
_WORST_FIRST = ("redraw", "warn", "pass", "exempt")
_MOST_LINES = 200


@dataclass(frozen=True)
class Findings:
    """What was judged, and what it was compared with: one statement for every body of music."""

    lines: tuple[OriginalityLine, ...]
    searched: tuple[str, ...]
    not_searched: str = NOT_SEARCHED

    @property
    def too_near(self) -> bool:
        """Whether any line is too near to something."""
        return any(line.verdict == "redraw" for line in self.lines)


def check_originality(place: Path, *, against: Path | None = None, catalogue: Path | None = None) -> Findings:
    """Judge a score's folder, or the lines of a file or of a folder of files.

    Parameters
    ----------
    place
        A folder that a score was made in, or MIDI, MusicXML or ABC.
    against
        A file or folder of the user's that nothing may be too near to.
    catalogue
        Where the themes of earlier films are remembered; those of a score's folder are compared with it and entered. None: nowhere.

    Raises
    ------
    BriefError, FormatError
        If something cannot be found or read.
    """
    others = KnownMelodies([melody for file in find_files(against) for melody in read_melodies(file)]) if against else None
    if place.is_dir() and ProjectFolder(place).is_known:
        plan, sketches, film = _read_score(place)
        melodies, searched = score_lines(plan, sketches), [what_is_searched()]
    else:
        plan, film = None, ("", "")
        melodies = [melody for file in find_files(place) for melody in read_melodies(file)]
        searched = [what_is_searched()]
    if not melodies:
        raise BriefError(f"{place} holds no melody of eight notes or more", "name a score's folder, or a file with a melody")
    lines = tuple(_judged(melody) for melody in melodies[:_MOST_LINES])
    if len(melodies) > _MOST_LINES:
        searched.append(f"only the first {_MOST_LINES} of {len(melodies)} lines were compared")
    if others is not None:
        lines = tuple(_compared(line, notes, others) for line, (_, notes) in zip(lines, melodies))
        searched.append(f"{_count(len(others.names), 'melody')} of {against}, note for note")
    if plan is not None and catalogue is not None:
        lines, words = _with_catalogue(lines, plan, film, Catalogue(catalogue))
        searched.append(words)
    return Findings(lines, tuple(searched))


def check_score(plan: ScorePlan, sketches: Sequence[tuple[str, Sketch]]) -> tuple[OriginalityLine, ...]:
    """Judge the themes of a plan and the free lines of its cues (number, sketch) against the index that ships."""
    return tuple(_judged(melody) for melody in score_lines(plan, sketches))


def what_is_searched() -> str:
    """The index that ships, in words."""
    return f"the index of {len(shipped_index().tunes):,} Irish, Scottish, English and American tunes printed from 1778 to 1903"


def score_lines(plan: ScorePlan, sketches: Iterable[tuple[str, Sketch]]) -> list[Melody]:
    """Every theme, and in every cue the longest counter-line and the longest melody that states no theme.

    Ostinati, figures and harmony are common property, and are left out.
    """
    found = [(theme.name, theme_line(theme)) for theme in plan.themes]
    for number, sketch in sketches:
        for role, name in (("counter", "counter-line"), ("melody", "free melody")):
            lines = [line for line in sketch.lines if line.role == role and not (role == "melody" and line.theme)]
            sung = [tuple((n.onset, n.length, n.pitch.height) for n in line.notes if n.pitch) for line in lines]
            if sung and len(longest := max(sung, key=len)) > 1:
                found.append((f"{name} of {number}", longest))
    return found


def theme_line(theme: Theme) -> tuple[Sung, ...]:
    """A theme as the measures take it."""
    return tuple((note.onset, note.length, note.pitch.height) for note in theme.notes)


def _count(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else word.removesuffix('y') + 'ies' if word.endswith('y') else word + 's'}"


def _judged(melody: Melody) -> OriginalityLine:
    found = is_too_near(melody[1])
    return OriginalityLine(
        melody[0], found.nearest if found.run_bits else "", found.run, found.edit_similarity, found.human_percentile, found.verdict,
        found.rhythm_run, found.run_bits, found.likeness, found.why,
    )  # fmt: skip


def _compared(line: OriginalityLine, notes: tuple[Sung, ...], others: KnownMelodies) -> OriginalityLine:
    """The line judged against known notes too; the graver verdict stays."""
    if line.verdict == "exempt":
        return line
    near = others.nearest(notes)
    verdict, why = judge_against(near, others.notes)
    edit = max(near.edit_similarity, line.edit_similarity or 0.0)
    if _WORST_FIRST.index(verdict) < _WORST_FIRST.index(line.verdict):
        return replace(line, nearest=near.nearest, run=max(near.run, line.run), edit_similarity=edit, verdict=verdict, why=why)
    return replace(line, edit_similarity=edit)


def _read_score(place: Path) -> tuple[ScorePlan, list[tuple[str, Sketch]], tuple[str, str]]:
    """Plan, sketches by cue number, and of the film what the catalogue knows it by: its checksum and seed (without film its folder), its name."""
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
    sketches = [(number, sketch) for cue, number in cues if (sketch := folder.recall("sketch", cue, Sketch)) is not None]
    film, title = (
        (project.film_sha256, Path(project.film).name) if project and project.film else (str(place.resolve()), place.resolve().name)
    )
    return plan, sketches, (f"{film}/{seed}", title)


def _with_catalogue(
    lines: tuple[OriginalityLine, ...], plan: ScorePlan, film: tuple[str, str], catalogue: Catalogue
) -> tuple[tuple[OriginalityLine, ...], str]:
    """The invented themes judged against those of earlier films, and entered."""
    earlier = catalogue.others(film[0])
    known = KnownMelodies([(f"“{entry.theme}” of {entry.title}", entry.notes) for entry in earlier])
    invented = {theme.name: theme_line(theme) for theme in plan.themes if theme.source == "invented"}
    if earlier:
        lines = tuple(_compared(line, invented[line.theme], known) if line.theme in invented else line for line in lines)
    catalogue.enter(film[0], [Entry(*film, name, notes) for name, notes in invented.items()])
    return lines, f"{_count(len(earlier), 'theme')} of other films in your own catalogue ({catalogue.path}), note for note"
