"""FCPXML 1.10: a gap as long as the film that carries hits as markers and cues as keyword ranges.

All times are exact rational seconds, as the format asks; the sequence starts at the film's start timecode and marks
are given in the gap's own time, which starts there too. The format stores no marker colour.
Reading is ``fcpxml_read``'s. Source: Apple, FCPXML reference, "Story elements".
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from originalscore.files import write_whole
from originalscore.formats.fcpxml_read import read_fcpxml_list
from originalscore.model.mark import Mark
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
    """The marks alone of ``fcpxml_read.read_fcpxml_list``."""
    return read_fcpxml_list(path).marks


def _time(frames: int, rate: FrameRate) -> str:
    """Frames as rational seconds, ``"1001/24000s"``, the way the format writes them."""
    numerator, denominator = frames * rate.rate.denominator, rate.rate.numerator
    return f"{numerator // denominator}s" if numerator % denominator == 0 else f"{numerator}/{denominator}s"


def _clean(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(sign if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff" else " " for sign in text)
