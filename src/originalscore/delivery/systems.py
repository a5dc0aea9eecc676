"""The systems of an engraved page: where they stand, and bars divided evenly among them.

An engraver fills one system after the other, so the last may hold a single bar. Where it comes out shorter than three fifths, the bars are divided
anew among as many systems, no one longer than it must be, and the breaks written into the document for a second engraving.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_START = re.compile(r"M\s*(-?[\d.]+)[ ,](-?[\d.]+) L(-?[\d.]+)")
#: A last system shorter than this share of a full one is filled up; chosen by us.
_SHORT = 0.6


def groups(element: etree._Element, kind: str) -> list[etree._Element]:
    """The drawing's groups of one class."""
    return [group for group in element.iter(f"{SVG}g") if group.get("class") == kind]


def staff_lines(measure: etree._Element) -> list[tuple[float, float, float]]:
    """Left end, height and right end of every staff line of a bar, from the top down (hundredths of a millimetre)."""
    staves = [group for group in measure if group.get("class") == "staff"]
    found = [_START.match(path.get("d", "")) for staff in staves for path in staff.findall(f"{SVG}path")]
    return sorted(((float(line[1]), float(line[2]), float(line[3])) for line in found if line), key=lambda line: line[1])


def lowest_line(page: etree._Element) -> float:
    """The height of a page's lowest staff line, hundredths of a millimetre from the top of the paper."""
    moved = [re.search(r"translate\([\d.]+, ([\d.]+)\)", group.get("transform", "")) for group in groups(page, "page-margin")]
    margin = float(moved[0][1]) if moved and moved[0] else 0.0
    return max((margin + line[1] for measure in groups(page, "measure") for line in staff_lines(measure)), default=0.0)


def even_breaks(pages: Sequence[etree._Element]) -> tuple[str, ...]:
    """The numbers of the bars that begin a system once the bars are divided evenly; empty where the last system is long enough."""
    systems = [groups(system, "measure") for page in pages for system in groups(page, "system")]
    spans = [[_span(measure) for measure in system] for system in systems]
    if len(systems) < 2 or spans[-1][-1][1] - spans[-1][0][0] >= _SHORT * (spans[0][-1][1] - spans[0][0][0]):
        return ()
    names = [measure.get("data-n", "") for system in systems for measure in system]
    widths = [right - left for system in spans for left, right in system]
    return tuple(names[start] for start in _divided(widths, len(systems))[1:])


def _span(measure: etree._Element) -> tuple[float, float]:
    lines = staff_lines(measure)
    return lines[0][0], lines[0][2]


def _divided(widths: Sequence[float], rows: int) -> list[int]:
    """Where each of ``rows`` rows begins so that the longest is shortest; of equal ways the one with the most even rows."""
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width)
    best: list[tuple[float, float, list[int]]] = [(ends[n], ends[n] ** 2, [0]) for n in range(len(ends))]
    for row in range(1, rows):
        best = [
            min(
                (max(best[start][0], ends[n] - ends[start]), best[start][1] + (ends[n] - ends[start]) ** 2, [*best[start][2], start])
                for start in range(row, n)
            )
            if n > row
            else (float("inf"), float("inf"), [0])
            for n in range(len(ends))
        ]
    return best[-1][2]


def with_breaks(musicxml: bytes, bars: Sequence[str]) -> bytes:
    """The document with a new system before each of these bars of its first part."""
    root = etree.fromstring(musicxml)
    part = root.find("part")
    for measure in part.findall("measure") if part is not None else []:
        if measure.get("number") in bars:
            measure.insert(0, etree.Element("print", {"new-system": "yes"}))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
