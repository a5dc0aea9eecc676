"""What can be studied: MIDI and MusicXML files of anybody's, and the cues of a folder that a film was scored into."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.folder import ProjectFolder
from originalscore.formats import midi, musicxml
from originalscore.formats.cues_toml import read_cues
from originalscore.measures.abstract import Voices, excerpts, excerpts_of, voices_of, voices_of_reading
from originalscore.model.picture import Picture
from originalscore.model.reading import Reading, ReadPart
from originalscore.model.score import Score
from originalscore.model.sketch import LinePoint, Sketch, curve_level
from originalscore.model.tempo import TempoMap

_READERS = {
    ".mid": midi.read_lines, ".midi": midi.read_lines, ".musicxml": musicxml.read_lines, ".xml": musicxml.read_lines, ".mxl": musicxml.read_lines,
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Music to study.

    ``name`` begins its files; ``score`` is the MusicXML to print a page of, if there is one. Of music that is ours more is known:
    ``target`` is the tension it was written to, ``players`` how many instruments play it, ``chords`` how many chords were written.
    """

    name: str
    reading: Reading
    voices: Voices
    excerpts: tuple[Voices, ...]
    score: Path | None
    target: tuple[LinePoint, ...] = ()
    players: int = 0
    chords: int = 0


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """The music of a file, or of every cue of a score folder.

    Raises
    ------
    BriefError
        If there is nothing at ``path``, or its ending is none of ``.mid``, ``.midi``, ``.musicxml``, ``.xml``, ``.mxl``.
    FormatError
        If the file is not what its name says.
    """
    if path.is_dir():
        return _cues(path)
    if not path.exists():
        raise BriefError(f"there is no file {path}")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BriefError(f"{path.name} is neither MIDI nor MusicXML", f"give a file that ends in {', '.join(_READERS)}")
    reading = reader(path)
    score = path if reader is musicxml.read_lines else None
    return (Piece(path.stem, reading, voices_of_reading(reading), excerpts_of(reading), score),)


def _cues(root: Path) -> tuple[Piece, ...]:
    folder = ProjectFolder(root)
    seen = folder.recall("picture", "", Picture) if folder.is_known else None
    if seen is None or not folder.cues_file.exists():
        raise BriefError(f"{root} is no folder that a film was scored into", "give a MIDI or MusicXML file, or such a folder")
    pieces = []
    for cue in read_cues(folder.cues_file, seen).cues:
        sketch, tempo = folder.recall("sketch", cue.id, Sketch), folder.recall("tempo", cue.id, TempoMap)
        if sketch is None or tempo is None:
            continue
        voices, score = voices_of(sketch, tempo), root / "scores" / f"{cue.number}.musicxml"
        reading = _as_read(f"{cue.number} {cue.title}".strip(), sketch, tempo, voices.bars)
        written = folder.recall("score", cue.id, Score)
        players = len({part.instrument for part in written.parts}) if written else 0
        page = score if score.is_file() else None
        pieces.append(Piece(cue.number, reading, voices, excerpts(voices), page, sketch.tension, players, len(sketch.chords)))
    if not pieces:
        raise FormatError(f"{root} holds no composed cue", f"run originalscore score {root}")
    return tuple(pieces)


def _as_read(title: str, sketch: Sketch, tempo: TempoMap, bars: tuple[Fraction, ...]) -> Reading:
    """A sketch's lines as a file would have them."""
    parts = []
    for line in sketch.lines:
        notes = tuple((note.onset, note.length, note.pitch.height) for note in line.notes if note.pitch)
        if notes:
            loudness = tuple(curve_level(line.level, onset) for onset, _, _ in notes)
            parts.append(ReadPart(line.name, notes, loudness))
    return Reading(title, tuple(parts), bars, sketch.key, tempo.points)
