"""The melodies of a file: MIDI, MusicXML or ABC, whoever plays them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.formats import midi, musicxml
from originalscore.formats.abc import read_abc
from originalscore.measures.counterpoint import Sung

#: Endings that are read.
ENDINGS = (".mid", ".midi", ".musicxml", ".xml", ".mxl", ".abc")
#: Lines of fewer notes are no melodies (ours).
_LEAST_NOTES = 8

Melody = tuple[str, tuple[Sung, ...]]


def read_melodies(path: Path) -> tuple[Melody, ...]:
    """Name and notes of every part (or tune) of a file: the highest line of each, at least eight notes.

    Raises
    ------
    FormatError
        If the file cannot be read as what its ending says.
    """
    ending = path.suffix.lower()
    if ending == ".abc":
        found = [(tune.title or tune.number, tune.notes) for tune in read_abc(path)]
    elif ending in ENDINGS:
        read_lines = midi.read_lines if ending in (".mid", ".midi") else musicxml.read_lines
        found = [(part.name, part.notes) for part in read_lines(path).parts]
    else:
        raise FormatError(f"{path.name} is no MIDI, MusicXML or ABC file", f"name a file that ends in {', '.join(ENDINGS)}")
    lines = [(f"{path.name}: {name}", top_line(notes)) for name, notes in found]
    return tuple((name, line) for name, line in lines if len(line) >= _LEAST_NOTES)


def find_files(place: Path) -> tuple[Path, ...]:
    """A file itself, or all files of a folder and the folders in it that can be read, in the order of their names.

    Raises
    ------
    BriefError
        If there is nothing of that name, or nothing in it that can be read.
    """
    if place.is_file():
        return (place,)
    if not place.exists():
        raise BriefError(f"there is no file or folder {place}", "check the name")
    files = tuple(path for path in sorted(place.rglob("*")) if path.is_file() and path.suffix.lower() in ENDINGS)
    if not files:
        raise BriefError(f"{place} holds no MIDI, MusicXML or ABC file", "name a folder that does")
    return files


def top_line(notes: Iterable[Sung]) -> tuple[Sung, ...]:
    """The highest of what begins together; nothing that begins below a note that still sounds."""
    line: list[Sung] = []
    for note in sorted(notes, key=lambda note: (note[0], -note[2])):
        before = line[-1] if line else None
        if before and (note[0] == before[0] or (note[2] < before[2] and note[0] < before[0] + before[1])):
            continue
        line.append(note)
    return tuple(line)
