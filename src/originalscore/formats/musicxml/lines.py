"""Reading the notes of anybody's MusicXML, to be measured: any instrument, chords, ties, tuplets, several voices, transposing parts.

Grace notes, cues and unpitched percussion are left out; repeats are read once. For our own scores with all their marks see ``reader``.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.reader import parse_musicxml, walk_part
from originalscore.model.reading import Reading, ReadPart, Sung
from originalscore.model.tempo import TempoPoint
from originalscore.music.key import MODES, Key
from originalscore.music.pitch import PitchName

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_LONGEST_US, _PLAIN_BPM = 16_000_000, 120


def read_lines(path: Path) -> Reading:
    """The pitched notes of a partwise MusicXML score, one part a staff, with bar lines, key and tempo.

    Raises
    ------
    FormatError
        If the file is no partwise MusicXML score or has no notes.
    """
    root = parse_musicxml(path)
    if root.tag != "score-partwise":
        raise FormatError(f"{path.name}: a partwise MusicXML score was expected, not <{root.tag}>", "export it again as MusicXML")
    names = {row.get("id"): (row.findtext("part-name") or "").strip() for row in root.findall("part-list/score-part")}
    parts: list[ReadPart] = []
    bars: list[Fraction] = []
    try:
        for element in root.findall("part"):
            staves, lines = _read_part(element)
            bars = lines if len(lines) > len(bars) else bars
            name = names.get(element.get("id")) or str(element.get("id"))
            parts += [ReadPart(name, tuple(notes)) for _, notes in sorted(staves.items()) if notes]
        points = _tempo(root)
    except (ValueError, ZeroDivisionError, KeyError) as fault:
        raise FormatError(f"{path.name}: a note or an attribute cannot be read: {fault}", "export it again as MusicXML") from None
    if not parts:
        raise FormatError(f"{path.name} has no pitched notes to measure")
    title = (root.findtext("work/work-title") or root.findtext("movement-title") or path.stem).strip()
    return Reading(title, tuple(parts), tuple(bars), _key(root), points)


def _read_part(part: etree._Element) -> tuple[dict[str, list[Sung]], list[Fraction]]:
    """Notes by staff, ties merged, and the beats of the bar lines."""
    staves: dict[str, list[Sung]] = {}
    tied: dict[tuple[str, int], int] = {}
    bars, bar, end, shift = [Fraction(0)], None, Fraction(0), 0
    for step in walk_part(part):
        measure = step.element.getparent()
        if bar is not None and measure is not bar:
            bars.append(end)
        bar, end = measure, max(end, step.at + step.length)
        if step.element.tag == "attributes" and step.element.find("transpose") is not None:
            shift = int(float(step.element.findtext("transpose/chromatic") or 0)) + 12 * int(
                step.element.findtext("transpose/octave-change") or 0
            )
        if step.element.tag != "note" or step.element.find("pitch") is None or step.length <= 0:
            continue
        if step.element.find("grace") is not None or step.element.find("cue") is not None:
            continue
        staff, height = step.element.findtext("staff") or "1", _height(step.element) + shift
        notes = staves.setdefault(staff, [])
        ties = {tie.get("type") for tie in step.element.findall("tie")}
        begun = tied.pop((staff, height), None)
        if "stop" in ties and begun is not None and notes[begun][0] + notes[begun][1] == step.at:
            notes[begun] = (notes[begun][0], notes[begun][1] + step.length, height)
        else:
            notes.append((step.at, step.length, height))
            begun = len(notes) - 1
        if "start" in ties:
            tied[staff, height] = begun
    if end > bars[-1]:
        bars.append(end)
    return {staff: sorted(notes) for staff, notes in staves.items()}, bars


def _height(note: etree._Element) -> int:
    alter = round(float(note.findtext("pitch/alter") or 0))
    return 12 * (int(note.findtext("pitch/octave") or 4) + 1) + _STEPS[(note.findtext("pitch/step") or "C").strip()] + alter


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
