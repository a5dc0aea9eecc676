"""Reading the notes of anybody's MusicXML, to be measured: any instrument, chords, ties, tuplets, several voices, transposing parts.

Grace notes, cues and unpitched percussion are left out; repeats are read once. For our own scores with all their marks see ``reader``.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.walk import bar_lines, read_partwise, walk_part, whole_notes
from originalscore.model.reading import Reading, ReadPart, Sung
from originalscore.model.tempo import TempoPoint
from originalscore.music.key import MODES, Key
from originalscore.music.pitch import PitchName

_LONGEST_US, _PLAIN_BPM = 16_000_000, 120


def read_lines(path: Path) -> Reading:
    """The pitched notes of a partwise MusicXML score, one part a staff, with bar lines, key and tempo.

    Raises
    ------
    FormatError
        If the file is no partwise MusicXML score or has no notes.
    """
    root = read_partwise(path)
    names = {row.get("id"): (row.findtext("part-name") or "").strip() for row in root.findall("part-list/score-part")}
    parts: list[ReadPart] = []
    bars: list[Fraction] = []
    try:
        for element in root.findall("part"):
            bars = max(bars, bar_lines(element), key=len)
            name = names.get(element.get("id")) or str(element.get("id"))
            parts += [ReadPart(name, tuple(sorted(notes))) for _, notes in sorted(_staves(element).items())]
        points = _tempo(root)
    except (ValueError, ZeroDivisionError, KeyError) as fault:
        raise FormatError(f"{path.name}: a note or an attribute cannot be read: {fault}", "export it again as MusicXML") from None
    if not parts:
        raise FormatError(f"{path.name} has no pitched notes to measure")
    title = (root.findtext("work/work-title") or root.findtext("movement-title") or path.stem).strip()
    return Reading(title, tuple(parts), tuple(bars), _key(root), points)


def _staves(part: etree._Element) -> dict[int, list[Sung]]:
    """The pitched notes of a part by staff."""
    staves: dict[int, list[Sung]] = {}
    for note in whole_notes(part):
        if note.pitch is not None:
            staves.setdefault(note.staff, []).append((note.at, note.length, note.pitch.height))
    return staves


def _key(root: etree._Element) -> Key | None:
    """The first key signature that names its mode and belongs to a part that does not transpose."""
    for part in root.findall("part"):
        attributes = part.find("measure/attributes")
        if attributes is None or attributes.find("transpose") is not None:
            continue
        fifths, mode = attributes.findtext("key/fifths"), (attributes.findtext("key/mode") or "").strip()
        if fifths and mode in MODES:
            return Key(PitchName.from_fifths(int(fifths) - MODES[mode][1]), mode)
    return None


def _tempo(root: etree._Element) -> tuple[TempoPoint, ...]:
    """Tempo marks of the first part that has any."""
    for part in root.findall("part"):
        points = {}
        for step in walk_part(part):
            sound = step.element if step.element.tag == "sound" else step.element.find("sound")
            bpm = float(sound.get("tempo") or 0) if sound is not None else 0.0
            if bpm > 0:
                points[step.at] = min(_LONGEST_US, round(60_000_000 / bpm))
        if points:
            first = points[min(points)]
            return tuple(TempoPoint(beat, us) for beat, us in sorted(({Fraction(0): first} | points).items()))
    return (TempoPoint(Fraction(0), 60_000_000 // _PLAIN_BPM),)
