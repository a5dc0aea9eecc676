"""Walking through a MusicXML part: every child of every bar at its exact beat, and every note whole, its ties joined.

All that reads MusicXML begins here. A tied note is one note from its first piece to its last; a tie looks for its other end on the same staff
at the same height, in the same voice if it is there. Transposition is undone. Grace notes, cue notes and rests are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.spelling import fifths_of, sounding
from originalscore.music.pitch import Pitch, PitchName


def read_partwise(path: Path) -> etree._Element:
    """The root of a partwise score, compressed or not.

    Raises
    ------
    FormatError
        If the file cannot be read or is no partwise score.
    """
    root = parse_musicxml(path)
    if root.tag != "score-partwise":
        raise FormatError(f"{path.name}: a partwise MusicXML score was expected, not <{root.tag}>", "export it again as MusicXML")
    return root


def parse_musicxml(path: Path) -> etree._Element:
    """The root of a MusicXML file, compressed or not.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    try:
        content = path.read_bytes()
        if content.startswith(b"PK"):
            content = _unzip(path)
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except OSError as fault:
        raise FormatError(f"{path.name} cannot be read: {fault.strerror}") from None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError) as fault:
        raise FormatError(f"{path.name} is no MusicXML: {fault}", "export it again as MusicXML") from None


def _unzip(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        places = [str(item.get("full-path")) for item in container.iter() if str(item.tag).endswith("rootfile")]
        return archive.read(places[0] if places else "score.xml")


def text_of(element: etree._Element | None, tag: str) -> str:
    """What stands in a child, stripped; empty if there is no such child."""
    found = element.find(tag) if element is not None else None
    return (found.text or "").strip() if found is not None else ""


@dataclass(frozen=True)
class Step:
    """One child of a measure at its beat; ``length`` in beats for notes."""

    element: etree._Element
    at: Fraction
    length: Fraction
    bar: str


@dataclass(frozen=True)
class WholeNote:
    """A note with all that is tied to it: its pieces, sounding pitch (None if unpitched), and place on the page."""

    pieces: tuple[etree._Element, ...]
    at: Fraction
    length: Fraction
    pitch: Pitch | None
    staff: int
    voice: int

    @property
    def end(self) -> Fraction:
        """The beat on which it ends."""
        return self.at + self.length


def walk_part(part: etree._Element) -> Iterator[Step]:
    """Every child of every measure with its exact beat."""
    for steps, _ in _walk_bars(part):
        yield from steps


def bar_lines(part: etree._Element) -> list[Fraction]:
    """The beats of a part's bar lines, from the first bar's beginning to the last one's end."""
    return sorted({Fraction(0), *(end for _, end in _walk_bars(part))})


def _walk_bars(part: etree._Element) -> Iterator[tuple[list[Step], Fraction]]:
    """The steps of each measure, and the beat on which it ends."""
    divisions, bar_start = Fraction(1), Fraction(0)
    for measure in part.findall("measure"):
        here = furthest = last_onset = bar_start
        bar, steps = measure.get("number", "?"), list[Step]()
        for element in measure:
            if element.tag == "attributes" and text_of(element, "divisions"):
                divisions = Fraction(text_of(element, "divisions"))
            with _in_bar(bar):
                length = Fraction(text_of(element, "duration") or "0") / divisions
            if element.tag == "backup":
                here -= length
            elif element.tag == "forward":
                here += length
            elif element.tag == "note" and element.find("chord") is not None:
                steps.append(Step(element, last_onset, length, bar))
            elif element.tag == "note":
                last_onset = here
                steps.append(Step(element, here, length, bar))
                here += length
            else:
                steps.append(Step(element, here + Fraction(text_of(element, "offset") or "0") / divisions, Fraction(0), bar))
            furthest = max(furthest, here)
        bar_start = furthest
        yield steps, bar_start


@contextmanager
def _in_bar(bar: str) -> Iterator[None]:
    """A figure that cannot be read is told with its bar."""
    try:
        yield
    except (ValueError, ZeroDivisionError) as fault:
        raise ValueError(f"bar {bar}: {fault}") from None


def whole_notes(part: etree._Element) -> list[WholeNote]:
    """Every note of a part, ties joined, in the order in which they are written."""
    found: list[WholeNote] = []
    open_ties: dict[tuple[int, str], dict[int, int]] = {}  # staff and height -> voice -> place in ``found``
    transpose = (0, 0, 0)
    for step in walk_part(part):
        if step.element.tag == "attributes":
            transpose = _transposition(step.element, transpose)
        if step.element.tag != "note" or step.length <= 0 or any(step.element.find(tag) is not None for tag in ("rest", "grace", "cue")):
            continue
        with _in_bar(step.bar):
            made = _whole(step, transpose)
        ties = {tie.get("type") for tie in step.element.findall("tie")}
        begun = open_ties.setdefault((made.staff, _height_of(made)), {})
        place = begun.pop(made.voice, None)
        if "stop" in ties and place is None:
            other = next((voice for voice, place in begun.items() if found[place].end == made.at), None)
            place = begun.pop(other) if other is not None else None
        if "stop" in ties and place is not None and found[place].end == made.at:
            found[place] = replace(found[place], pieces=(*found[place].pieces, step.element), length=made.end - found[place].at)
        else:
            found.append(made)
            place = len(found) - 1
        if "start" in ties:
            begun[made.voice] = place
    return found


def first_signature(part: etree._Element) -> tuple[int, str] | None:
    """The first key signature of a part as it sounds, in fifths, and its mode as printed."""
    transpose = (0, 0, 0)
    for step in walk_part(part):
        if step.element.tag == "attributes":
            transpose = _transposition(step.element, transpose)
            fifths = text_of(step.element, "key/fifths")
            if fifths:
                return int(fifths) + fifths_of(*transpose[:2]), text_of(step.element, "key/mode")
    return None


def _transposition(attributes: etree._Element, before: tuple[int, int, int]) -> tuple[int, int, int]:
    """Staff steps, semitones and octaves from the written to the sounding note."""
    change = attributes.find("transpose")
    if change is None:
        return before
    diatonic, chromatic, octaves = (round(float(text_of(change, tag) or "0")) for tag in ("diatonic", "chromatic", "octave-change"))
    return diatonic, chromatic, octaves


def _whole(step: Step, transpose: tuple[int, int, int]) -> WholeNote:
    element, pitch = step.element, None
    if element.find("pitch") is not None:
        name = PitchName(text_of(element, "pitch/step"), round(float(text_of(element, "pitch/alter") or "0")))
        pitch = sounding(Pitch(name, int(text_of(element, "pitch/octave") or "4")), *transpose)
    number = int(text_of(element, "voice") or "1")
    voice = number % 100 if number > 100 else (number - 1) % 4 + 1
    return WholeNote((element,), step.at, step.length, pitch, int(text_of(element, "staff") or "1"), voice)


def _height_of(note: WholeNote) -> str:
    """What a tie joins: a height, or a drum by its place and instrument."""
    if note.pitch is not None:
        return str(note.pitch.height)
    instrument = note.pieces[0].find("instrument")
    place = (text_of(note.pieces[0], "unpitched/display-step"), text_of(note.pieces[0], "unpitched/display-octave"))
    return "/".join((*place, str(instrument.get("id")) if instrument is not None else ""))
