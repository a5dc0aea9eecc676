"""FCPXML 1.10: a gap as long as the film that carries hits as markers and cues as keyword ranges.

All times are exact rational seconds, as the format asks; the sequence starts at the film's start timecode and marks
are given in the gap's own time, which starts there too. The format stores no marker colour.
XML is read without entities, external files or network. Source: Apple, FCPXML reference, "Story elements".
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from lxml import etree

from originalscore.errors import BriefError, FormatError
from originalscore.files import write_whole
from originalscore.model.mark import Mark, mark_on
from originalscore.times import Clock, FrameRate

VERSION = "1.10"


def write_fcpxml(path: Path, marks: tuple[Mark, ...], clock: Clock, *, title: str, film: str, frames: int) -> None:
    """Write the marks of a film of ``frames`` frames; ranges become keywords, points markers."""
    rate = clock.frame_rate
    start = _time(clock.start_frame, rate)
    root = etree.Element("fcpxml", version=VERSION)
    resources = etree.SubElement(root, "resources")
    etree.SubElement(resources, "format", id="r1", name="FFVideoFormatRateUndefined", frameDuration=_time(1, rate))
    event = etree.SubElement(etree.SubElement(root, "library"), "event", name=_clean(title))
    project = etree.SubElement(event, "project", name=_clean(title))
    layout = "DF" if rate.drop else "NDF"
    sequence = etree.SubElement(project, "sequence", format="r1", duration=_time(frames, rate), tcStart=start, tcFormat=layout)
    spine = etree.SubElement(sequence, "spine")
    gap = etree.SubElement(spine, "gap", name=_clean(film), offset=start, start=start, duration=_time(frames, rate))
    for mark in marks:
        tag = "keyword" if mark.frames else "marker"
        place = {
            "start": _time(clock.start_frame + mark.frame, rate),
            "duration": _time(max(1, mark.frames), rate),
            "value": _clean(mark.name),
        }
        etree.SubElement(gap, tag, {**place, **({"note": _clean(mark.note)} if mark.note else {})})
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype="<!DOCTYPE fcpxml>")
    write_whole(path, text)


def read_fcpxml(path: Path) -> tuple[Mark, ...]:
    """Read markers and keyword ranges of the first sequence, wherever they hang, as film frames.

    Raises
    ------
    FormatError
        If the file is no FCPXML, holds no sequence, or a time cannot be read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as fault:
        raise FormatError(f"{path.name} is not XML: {fault}") from None
    sequence = root.find(".//project/sequence")
    sequence = root.find(".//sequence") if sequence is None else sequence
    if root.tag != "fcpxml" or sequence is None:
        raise FormatError(f"{path.name} is no FCPXML project", "export the project, not an event or a library")
    clock = _clock(path, root, sequence)
    marks: list[Mark] = []
    for element in sequence.iterfind("spine/*"):
        _collect(path, element, _seconds(path, element.get("offset", sequence.get("tcStart", "0s"))), clock, marks)
    return tuple(sorted(marks, key=lambda mark: (mark.frame, -mark.frames)))


def _collect(path: Path, element: Any, at_s: Fraction, clock: Clock, marks: list[Mark]) -> None:
    """Marks of one story element that lies at ``at_s`` of its sequence, and of everything connected to it."""
    local_s = _seconds(path, element.get("start", "0s"))
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in ("marker", "chapter-marker", "keyword"):
            place_s = at_s + _seconds(path, child.get("start", "0s")) - local_s
            frame = round(place_s * clock.frame_rate.rate) - clock.start_frame
            frames = round(_seconds(path, child.get("duration", "0s")) * clock.frame_rate.rate) if child.tag == "keyword" else 0
            marks.append(mark_on(clock, frame, child.get("value", ""), note=child.get("note", ""), frames=frames))
        elif child.get("offset") is not None:
            _collect(path, child, at_s + _seconds(path, child.get("offset")) - local_s, clock, marks)


def _clock(path: Path, root: Any, sequence: Any) -> Clock:
    frame_s = Fraction(0)
    for form in root.iterfind("resources/format"):
        if form.get("id") == sequence.get("format"):
            frame_s = _seconds(path, form.get("frameDuration", "0s"))
    if frame_s <= 0:
        raise FormatError(f"{path.name}: the sequence's format tells no frame duration")
    try:
        rate = FrameRate(1 / frame_s, sequence.get("tcFormat") == "DF")
    except BriefError as fault:
        raise FormatError(f"{path.name}: {fault}") from None
    return Clock(rate, round(_seconds(path, sequence.get("tcStart", "0s")) * rate.rate))


def _time(frames: int, rate: FrameRate) -> str:
    """Frames as rational seconds, ``"1001/24000s"``, the way the format writes them."""
    numerator, denominator = frames * rate.rate.denominator, rate.rate.numerator
    return f"{numerator // denominator}s" if numerator % denominator == 0 else f"{numerator}/{denominator}s"


def _seconds(path: Path, text: str) -> Fraction:
    try:
        return Fraction(text.strip().removesuffix("s"))
    except (ValueError, ZeroDivisionError):
        raise FormatError(f"{path.name}: “{text}” is not a time", "export the project again") from None


def _clean(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(sign if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff" else " " for sign in text)
