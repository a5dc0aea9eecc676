"""What the gallery sets side by side: how a scene moves, and every figure of ``originalscore.study`` where that room is there.

A scene's figure of the study is the mean of its cues', weighed by their bars; the others are of the whole scene.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from originalscore.folder import ProjectFolder
from originalscore.formats.cues_toml import read_cues
from originalscore.model.picture import Picture
from originalscore.model.score import Score
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap

try:
    from originalscore.study import read_pieces, study_piece
except ImportError:
    read_pieces = study_piece = None


@dataclass(frozen=True)
class Figure:
    """A figure of a scene; ``low`` and ``high`` are the range of real music, or what scores span at large (ours) where ``is_ours``."""

    words: str
    value: float | None
    low: float
    high: float
    is_ours: bool = False

    @property
    def width(self) -> float:
        """What a difference is held against."""
        return self.high - self.low

    @property
    def span(self) -> str:
        """The range in words."""
        return "" if self.is_ours else f"{self.low:.2f} to {self.high:.2f}"


def measure(root: Path) -> dict[str, Figure]:
    """All figures of a folder that a film was scored into, by name."""
    return {**_plain(root), **(_studied(root) if study_piece else {})}


def _plain(root: Path) -> dict[str, Figure]:
    folder = ProjectFolder(root)
    seen = folder.recall("picture", "", Picture)
    assert seen is not None
    cues = read_cues(folder.cues_file, seen).cues
    scores = [score for cue in cues if (score := folder.recall("score", cue.id, Score))]
    tempos = [tempo for cue in cues if (tempo := folder.recall("tempo", cue.id, TempoMap))]
    sketches = [sketch for cue in cues if (sketch := folder.recall("sketch", cue.id, Sketch))]
    seconds = sum(float(cue.end_s - cue.start_s) for cue in cues)
    notes = [note for score in scores for part in score.parts for note in part.notes]
    heights = [note.pitch.height for note in notes if note.pitch]
    bent = [point.level for sketch in sketches for point in sketch.tension]
    return {
        "tempo": Figure("fastest tempo, beats a minute", max(tempo.bpm_range[1] for tempo in tempos), 50, 160, True),
        "notes": Figure("notes a second, all players", len(notes) / seconds, 0, 40, True),
        "register": Figure("middle of the register (C4 = 60)", sum(heights) / len(heights), 45, 75, True),
        "players": Figure("different instruments", len({part.instrument for score in scores for part in score.parts}), 1, 24, True),
        "chords": Figure("chords a minute", 60 * sum(len(sketch.chords) for sketch in sketches) / seconds, 4, 60, True),
        "note length": Figure("mean length of a note, beats", sum(float(note.length) for note in notes) / len(notes), 0.2, 4, True),
        "tension mean": Figure("tension asked for, mean", sum(bent) / len(bent), 0.2, 0.8, True),
        "tension rise": Figure("tension asked for, highest less lowest", max(bent) - min(bent), 0, 1, True),
    }  # fmt: skip


def _studied(root: Path) -> dict[str, Figure]:
    studies = [study_piece(piece) for piece in read_pieces(root)]
    found = {}
    for place, row in enumerate(studies[0].figures):
        known = [(study.figures[place].value, study.bars) for study in studies if study.figures[place].value is not None]
        value = sum(one * bars for one, bars in known) / sum(bars for _, bars in known) if known else None
        found[row.name] = Figure(row.words, value, row.low, row.high)
    return found
