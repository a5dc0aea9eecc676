"""Judging what was written: the themes and the cues of a score, or the lines of any file.

A cue is judged by all that sings in it (statements of themes, free melodies, counter-lines), each line by itself, and told by the one that comes nearest
to something. Of more lines one comes nearer by chance: the number is told with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.episodes import read_episodes
from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.measures.originality import Verdict, is_too_near, judge_against, shipped_index
from originalscore.model.plan import ScorePlan
from originalscore.model.report import OriginalityLine
from originalscore.model.sketch import Sketch
from originalscore.originality.bodies import Body, of_catalogue, of_episodes, of_files
from originalscore.originality.catalogue import Catalogue, Entry
from originalscore.originality.lines import ScoreLine, free_lines, sung_lines, theme_line, theme_lines
from originalscore.originality.reading import find_files, read_melodies
from originalscore.originality.scored import Scored, folder_bodies, read_scored

#: Said wherever a verdict is shown.
NOT_SEARCHED = "popular songs and film scores: not searched"
_WORST_FIRST = ("redraw", "warn", "pass", "exempt")
_MOST_LINES = 200


@dataclass(frozen=True)
class Findings:
    """What was judged, and what it was compared with: one statement for every body of music.

    ``lines`` are themes, counter-lines and free melodies (of a file: its lines); ``cues`` has one line a cue, the nearest of all that sings in it.
    """

    lines: tuple[OriginalityLine, ...]
    searched: tuple[str, ...]
    not_searched: str = NOT_SEARCHED
    cues: tuple[OriginalityLine, ...] = ()

    @property
    def too_near(self) -> bool:
        """Whether any line is too near to something."""
        return any(line.verdict == "redraw" for line in (*self.lines, *self.cues))


def check_originality(
    place: Path, *, against: Path | None = None, temp: Path | None = None, earlier: Sequence[Path] = (), catalogue: Path | None = None
) -> Findings:  # fmt: skip
    """Judge a score's folder, or the lines of a file or of a folder of files.

    Parameters
    ----------
    place
        A folder that a score was made in, or MIDI, MusicXML or ABC.
    against
        A file or folder of the user's that nothing may be too near to.
    temp
        The temp track: compared where it is MIDI, MusicXML or ABC; of sound it is said that it was not.
    earlier
        Score folders of the user's earlier films, or folders of them.
    catalogue
        Where the themes of earlier films are remembered; those of a score's folder are compared with it and entered. None: nowhere.

    Raises
    ------
    BriefError, FormatError
        If something cannot be found or read.
    """
    bodies = [of_files(against)] if against else []
    bodies += [of_episodes(read_episodes(folder, place), f"of your own in {folder}") for folder in earlier]
    if place.is_dir() and ProjectFolder(place).is_known:
        scored = read_scored(place, temp)
        remembered = Catalogue(catalogue) if catalogue is not None else None
        own = [of_catalogue(remembered.others(scored.film[0]), remembered.path)] if remembered else []
        found = check_score(scored.plan, scored.sketches, (*bodies, *scored.bodies, *own))
        if remembered is not None:
            _enter(remembered, scored)
        return found
    lines = tuple(ScoreLine(*melody) for file in find_files(place) for melody in read_melodies(file))
    if not lines:
        raise BriefError(f"{place} holds no melody of eight notes or more", "name a score's folder, or a file with a melody")
    cut = (f"only the first {_MOST_LINES} of {len(lines)} lines were compared",) if len(lines) > _MOST_LINES else ()
    judge = _Judge([*bodies, *folder_bodies(place, None, temp)])
    return Findings(tuple(judge.line(line) for line in lines[:_MOST_LINES]), (*judge.searched, *cut))


def check_score(plan: ScorePlan, sketches: Sequence[tuple[str, Sketch]], bodies: Sequence[Body] = ()) -> Findings:
    """Judge the themes of a plan and the cues (number, sketch) against the index that ships, and against what else there is."""
    judge = _Judge(bodies, carried=frozenset(name for name, _ in plan.carried))
    lines = (*theme_lines(plan), *free_lines(sketches))
    return Findings(
        tuple(judge.line(line) for line in lines), judge.searched,
        cues=tuple(judge.nearest(number, sung_lines(number, sketch)) for number, sketch in sketches),
    )  # fmt: skip


def what_is_searched() -> str:
    """The index that ships, in words."""
    return f"the index of {len(shipped_index().tunes):,} Irish, Scottish, English and American tunes printed from 1778 to 1903"


class _Judge:
    """Judges lines against the index and some bodies; ``carried`` names themes that come from the user's own films on purpose."""

    def __init__(self, bodies: Sequence[Body], carried: frozenset[str] = frozenset()) -> None:
        self._bodies, self._carried = bodies, carried
        self._found: dict[tuple[object, ...], Verdict] = {}
        self.searched = (what_is_searched(), *(body.words for body in bodies))

    def line(self, line: ScoreLine) -> OriginalityLine:
        """One line; the gravest verdict of all bodies stays."""
        shape = _shape(line)
        if shape not in self._found:
            self._found[shape] = is_too_near(line.notes)
        found = self._found[shape]
        told = OriginalityLine(
            line.name, found.nearest if found.run_bits else "", found.run, found.edit_similarity, found.human_percentile, found.verdict,
            found.rhythm_run, found.run_bits, found.likeness, found.why, line.cue,
        )  # fmt: skip
        for body in self._bodies:
            told = told if body.own and line.theme in self._carried else _compared(told, line, body)
        return told

    def nearest(self, number: str, lines: Sequence[ScoreLine]) -> OriginalityLine:
        """Of all lines of a cue the one that comes nearest to something; the same notes, at whatever height, are looked at once."""
        distinct = {_shape(line): line for line in reversed(lines)}
        judged = [self.line(line) for line in reversed(distinct.values())]
        told = [line for line in judged if line.verdict != "exempt"]
        if not told:
            why = judged[0].why if judged else "nothing sings"
            return OriginalityLine("", "", 0, None, 0.0, "exempt", why=why, cue=number)
        gravest = min(told, key=lambda line: (_WORST_FIRST.index(line.verdict), -line.human_percentile))
        return replace(gravest, of_lines=len(told))


def _compared(line: OriginalityLine, notes: ScoreLine, body: Body) -> OriginalityLine:
    """The line judged against known notes too; the graver verdict stays."""
    if line.verdict == "exempt" or body.melodies is None or not body.melodies.names:
        return line
    near = body.melodies.nearest(notes.notes)
    verdict, why = judge_against(near, body.melodies.notes)
    edit = max(near.edit_similarity, line.edit_similarity or 0.0)
    if _WORST_FIRST.index(verdict) < _WORST_FIRST.index(line.verdict):
        return replace(line, nearest=near.nearest, run=max(near.run, line.run), edit_similarity=edit, verdict=verdict, why=why)
    return replace(line, edit_similarity=edit)


def _shape(line: ScoreLine) -> tuple[object, ...]:
    """What a line is whatever its key and place: steps from its first note, in beats and semitones."""
    first = line.notes[0] if line.notes else (0, 0, 0)
    return tuple((onset - first[0], length, height - first[2]) for onset, length, height in line.notes)


def _enter(catalogue: Catalogue, scored: Scored) -> None:
    """Remember the film's themes, but for those that come from earlier films."""
    carried = {name for name, _ in scored.plan.carried}
    themes = [theme for theme in scored.plan.themes if theme.name not in carried]
    catalogue.enter(scored.film[0], [Entry(*scored.film, theme.name, theme_line(theme)) for theme in themes])
