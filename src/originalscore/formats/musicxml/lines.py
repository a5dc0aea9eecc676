"""Reading the bare notes of any MusicXML, whoever its players are: for measuring and comparing, not for playing.

Written heights are read as they stand (transposing parts keep their intervals), ties are merged; grace notes, repeats and unpitched
notes are passed over.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.reader import _parse, _text, _walk
from originalscore.music.pitch import Pitch, PitchName

Notes = tuple[tuple[Fraction, Fraction, int], ...]


def read_lines(path: Path) -> tuple[tuple[str, Notes], ...]:
    """The name of every part and its notes as (onset, length, height), in beats and semitones (C4 = 60), sorted.

    Raises
    ------
    FormatError
        If the file is no partwise MusicXML.
    """
    root = _parse(path)
    if root.tag != "score-partwise":
        raise FormatError(f"{path.name}: a partwise MusicXML score was expected, not <{root.tag}>", "export it again as MusicXML")
    names = {row.get("id"): _text(row, "part-name") for row in root.findall("part-list/score-part")}
    parts = root.findall("part")
    try:
        return tuple((names.get(part.get("id")) or f"part {place}", _notes(part)) for place, part in enumerate(parts, 1))
    except (ValueError, KeyError, ZeroDivisionError) as fault:
        raise FormatError(f"{path.name} holds notes that cannot be read: {fault}", "export it again as MusicXML") from None


def _notes(part: etree._Element) -> Notes:
    notes: list[tuple[Fraction, Fraction, int]] = []
    tied: dict[int, int] = {}
    for step in _walk(part):
        element = step.element
        if element.tag != "note" or element.find("grace") is not None or element.find("pitch") is None:
            continue
        alter = int(float(_text(element, "pitch/alter") or "0"))
        height = Pitch(PitchName(_text(element, "pitch/step"), alter), int(_text(element, "pitch/octave"))).height
        ties = {tie.get("type") for tie in element.findall("tie")}
        begun = tied.pop(height, None) if "stop" in ties else None
        if begun is not None:
            onset, length, _ = notes[begun]
            notes[begun] = (onset, length + step.length, height)
        else:
            begun = len(notes)
            notes.append((step.at, step.length, height))
        if "start" in ties:
            tied[height] = begun
    return tuple(sorted(note for note in notes if note[1] > 0))
