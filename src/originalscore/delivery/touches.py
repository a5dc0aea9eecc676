"""What a copyist mends on the engraver's page: marks that stand on each other over a system, and a number under every bar.

Ink is known by its rectangles, taken from the coordinates of the drawing; a glyph's size is estimated generously. Boxed hits and tempo marks
that would stand on other ink rise until they are clear of it; bar numbers sink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from lxml import etree

from originalscore.delivery.systems import SVG, groups, staff_lines

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_PLACE = re.compile(r"translate\((-?[\d.]+), (-?[\d.]+)\)")
#: Staff spaces from the lowest line of a score to its bar numbers (dynamics and hairpins lie between), and of a part.
_BELOW, _BELOW_PART = 5.6, 1.5
#: Width of a letter of Liberation Serif in its size, on average; measured by us on timecodes.
_LETTER = 0.5
_GAP = 0.3  # staff spaces kept free around what is moved


class Ink(NamedTuple):
    """A rectangle of the page that is not white, in the drawing's units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Ink) -> bool:
        """Whether two rectangles share a place."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def ink_of(element: etree._Element, space: float) -> Iterator[Ink]:
    """The rectangles of everything in a group; ``space`` is the distance of two staff lines."""
    for part in element.iter():
        if part.tag == f"{SVG}use":
            place = _PLACE.search(part.get("transform", ""))
            if place:
                x, y = float(place[1]), float(place[2])
                yield Ink(x, y - space, x + 1.3 * space, y + space)
        elif part.tag == f"{SVG}text":
            yield _words(part)
        elif part.tag == f"{SVG}rect":
            left, top, width, height = (float(part.get(name, "0")) for name in ("x", "y", "width", "height"))
            yield Ink(left, top, left + width, top + height)
        elif part.tag in (f"{SVG}path", f"{SVG}polygon", f"{SVG}polyline"):
            at = [float(number) for number in _NUMBERS.findall(part.get("d") or part.get("points") or "")]
            if len(at) >= 4:
                yield Ink(min(at[::2]), min(at[1::2]), max(at[::2]), max(at[1::2]))


def _words(text: etree._Element) -> Ink:
    """The rectangle of a line of words; of a metronome mark, whose note is a large glyph, too."""
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    leaves = [(part.text or "", float(part.get("font-size", "0px")[:-2])) for part in text.iter(f"{SVG}tspan") if part.get("font-size")]
    leaves = leaves or [(text.text or "", float(text.get("font-size", "0px")[:-2]))]
    width = sum(_LETTER * size * len(words) for words, size in leaves)
    height = max(size for _, size in leaves)
    left = x - width * {"end": 1.0, "middle": 0.5}.get(text.get("text-anchor", ""), 0.0)
    return Ink(left, y - 0.8 * height, left + width, y + 0.25 * height)


def hull_of(element: etree._Element, space: float) -> Ink:
    """The rectangle around a whole group."""
    parts = [*ink_of(element, space)]
    return Ink(min(p.left for p in parts), min(p.top for p in parts), max(p.right for p in parts), max(p.bottom for p in parts))


def clear_marks(page: etree._Element, right: float) -> None:
    """Boxed hits come inside the right margin, and with tempo marks rise above whatever else stands there; a line leads down to a hit's beat."""
    for system in groups(page, "system"):
        measures = groups(system, "measure")
        marks = [(measure, mark) for measure in measures for mark in measure if _is_raised(mark)]
        if not marks:
            continue
        space, raised = _space(measures[0]), [mark for _, mark in marks]
        foot = staff_lines(measures[0])[0][1]
        ink = [one for measure in measures for part in measure if part not in raised for one in ink_of(part, space)]
        ink = [one for one in ink if one.top < foot and one.bottom - one.top < 20 * space]
        ink.append(Ink(-inf, foot, inf, foot + space))  # nothing stands on the staff itself
        for measure, mark in sorted(marks, key=lambda one: one[1].get("class") != "tempo"):
            box = hull_of(mark, space)
            aside = max(0.0, box.right - right) if mark.get("class") == "dir" else 0.0
            box = Ink(box.left - aside, box.top, box.right - aside, box.bottom)
            higher = _risen(box, ink, _GAP * space)
            if aside or higher < box.top:
                mark.set("transform", f"translate({-aside:.0f}, {higher - box.top:.0f})")
            if aside:
                line = {"d": f"M{box.left:.0f} {higher + box.bottom - box.top:.0f} L{box.left:.0f} {foot:.0f}", "stroke-width": "20"}
                etree.SubElement(measure, f"{SVG}path", line)
            ink.append(Ink(box.left, higher, box.right, higher + box.bottom - box.top))


def _is_raised(mark: etree._Element) -> bool:
    """Whether a mark is a tempo or a boxed hit; the engraver leaves the group of a mark that ends on the next system empty."""
    return (mark.get("class") == "tempo" and len(mark) > 0) or (mark.get("class") == "dir" and mark.find(f"{SVG}rect") is not None)


def _risen(box: Ink, ink: Sequence[Ink], gap: float) -> float:
    """The top of a box once it has risen clear of the ink."""
    while True:
        grown = Ink(box.left - gap, box.top, box.right + gap, box.bottom)
        under = [one.top for one in ink if one.meets(grown)]
        if not under:
            return box.top
        box = Ink(box.left, min(under) - gap - (box.bottom - box.top), box.right, min(under) - gap)


def number_bars(page: etree._Element, *, small: bool) -> None:
    """Verovio's bar numbers stand over the top staff, in the way of hits; labels under the lowest staff replace them, boxed in a score."""
    for system in groups(page, "system"):
        before: list[Ink] = []
        for measure in groups(system, "measure"):
            for number in [group for group in measure.iter(f"{SVG}g") if "mNum" in (group.get("class") or "").split()]:
                if (holder := number.getparent()) is not None:
                    holder.remove(number)
            lines, space = staff_lines(measure), _space(measure)
            here = [one for one in ink_of(measure, space) if one.bottom > lines[-1][1]]
            measure.append(_label(measure.get("data-n", ""), lines[-1][0], lines[-1][1], space, [*before, *here], small=small))
            before = here


def _space(measure: etree._Element) -> float:
    """Distance of two staff lines in the drawing's units."""
    heights = [line[1] for line in staff_lines(measure)]
    return (heights[4] - heights[0]) / 4 if len(heights) > 4 else 180.0


def _label(text: str, left: float, bottom: float, space: float, ink: Sequence[Ink], *, small: bool) -> etree._Element:
    size = (1.5 if small else 2.1) * space
    width, middle = (0.62 * len(text) + 0.2) * size, bottom + (_BELOW_PART if small else _BELOW) * space
    place = Ink(left - width, middle - 0.4 * size, left, middle + 0.4 * size)
    while under := [one.bottom for one in ink if one.meets(place) and one.bottom - one.top < 20 * space]:
        lower = max(under) + 0.1 * space - place.top
        place = Ink(place.left, place.top + lower, place.right, place.bottom + lower)
    middle = (place.top + place.bottom) / 2
    group = etree.Element(f"{SVG}g", {"class": "barNumber"})
    if not small:
        box = {"x": left - width, "y": middle - 0.5 * size, "width": width, "height": size}
        frame = {"fill": "white", "stroke": "black", "stroke-width": "12"}
        etree.SubElement(group, f"{SVG}rect", {name: f"{value:.0f}" for name, value in box.items()} | frame)
    style = {
        "font-family": "Liberation Serif",
        "font-weight": "bold",
        "font-size": f"{size:.0f}px",
        "text-anchor": "middle",
        "stroke": "none",
    }
    words = etree.SubElement(group, f"{SVG}text", {"x": f"{left - width / 2:.0f}", "y": f"{middle + 0.34 * size:.0f}"} | style)
    words.text = text
    return group
