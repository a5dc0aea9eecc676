"""The engraved page: title block, paper and staff size, and bar numbers where a conductor looks for them.

Verovio spaces the music; here its pages are given what session scores carry besides (cue number, title, timecode, tempo and
click at the head, a number under every bar, clear of hits and tempo marks) and set as PDF by Typst. The staff is made as
small as it must be for the tallest system to fit its page. Practice after Tim Davies, *deBreved*, on session scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from originalscore.external import typst
from originalscore.external.verovio import Sheet, engrave

_A4 = (210.0, 297.0)
_A3 = (297.0, 420.0)
#: The title block's depth on the first page, and how far later pages move up, millimetres.
_HEAD_MM = 36.0
_BELOW_DYNAMICS = 5.6  # staff spaces from the lowest line of a score to its bar numbers: dynamics and hairpins lie between
_RUNNING_MM = 18.0
#: Staff sizes by the page they stand on, millimetres: a part, a chamber score, an orchestral score, and the least we print.
_PART_MM, _CHAMBER_MM, _ORCHESTRA_MM, _LEAST_MM = 7.0, 5.8, 5.2, 3.2
#: Tighter than Verovio's own spacing, so that six to eight bars find room on a page.
_SPACING: tuple[tuple[str, float | str | bool], ...] = (
    ("spacingLinear", 0.2), ("spacingNonLinear", 0.58), ("spacingSystem", 10), ("measureMinWidth", 26), ("justificationMaxVertical", 0.3),
)  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"
_START = re.compile(r"M\s*(-?[\d.]+)[ ,](-?[\d.]+)")

_MARKUP = """
#set page(width: facts.width * 1mm, height: facts.height * 1mm, margin: 0mm)
#set document(title: facts.title)
#let words(content, size, ..style) = text(size: size, ..style, content)
#for (index, drawing) in facts.pages.enumerate() {
  if index > 0 { pagebreak() }
  let up = if index > 0 { -facts.rise * 1mm } else { 0mm }
  place(dy: up, image(bytes(drawing), format: "svg", width: 100%, height: 100%))
  if index == 0 {
    place(top + left, dx: facts.left * 1mm, dy: 12mm, block(width: 70mm)[
      #set par(leading: 0.5em)
      #words(facts.number, 22pt, weight: "bold") \\ #words(facts.kind, 12pt)
    ])
    place(top + center, dy: 12mm, block(width: facts.width * 0.5mm)[
      #set align(center)
      #set par(leading: 0.5em)
      #words(facts.title, 20pt, weight: "bold") \\ #words(facts.film, 11pt, style: "italic")
    ])
    place(top + right, dx: facts.right * -1mm, dy: 12mm, block[
      #set align(right)
      #set par(leading: 0.5em)
      #facts.rows.map(row => words(row, 9.5pt)).join(linebreak())
    ])
  } else {
    place(top + left, dx: facts.left * 1mm, dy: 8mm, words(facts.running, 9pt))
    place(top + right, dx: facts.right * -1mm, dy: 8mm, words(str(index + 1) + " / " + str(facts.pages.len()), 11pt))
  }
}
"""


@dataclass(frozen=True)
class TitleBlock:
    """What stands over the first page: ``kind`` is ``Score in C`` or the part's name, ``rows`` the facts on the right."""

    number: str
    title: str
    film: str
    kind: str
    rows: tuple[str, ...]


def sheet_for(staves: int) -> Sheet:
    """Paper and staff size for a number of staves: A4 for parts and chamber scores, A3 upright for an orchestra."""
    if staves <= 2:
        return Sheet(*_A4, top_mm=_HEAD_MM, staff_mm=_PART_MM, options=_SPACING)
    if staves <= 8:
        return Sheet(*_A4, top_mm=_HEAD_MM, staff_mm=_CHAMBER_MM, left_mm=18, justify=True, options=_SPACING)
    return Sheet(*_A3, top_mm=_HEAD_MM, bottom_mm=24, left_mm=22, staff_mm=_ORCHESTRA_MM, justify=True, options=_SPACING)


def engrave_pdf(musicxml: bytes, block: TitleBlock, sheet: Sheet) -> bytes:
    """Engrave a score or a part as a PDF."""
    return typst.set_pdf(_MARKUP, _facts(musicxml, block, sheet))


def engrave_pictures(musicxml: bytes, block: TitleBlock, sheet: Sheet, *, pixels_per_inch: float = 100) -> tuple[bytes, ...]:
    """The same pages as PNG."""
    return typst.set_pictures(_MARKUP, _facts(musicxml, block, sheet), pixels_per_inch=pixels_per_inch)


def _facts(musicxml: bytes, block: TitleBlock, sheet: Sheet) -> dict[str, object]:
    return {
        "width": sheet.width_mm, "height": sheet.height_mm, "left": sheet.left_mm, "right": sheet.right_mm,
        "rise": _HEAD_MM - _RUNNING_MM, "pages": engrave_fitting(musicxml, sheet),
        "number": block.number, "title": block.title, "film": block.film, "kind": block.kind, "rows": list(block.rows),
        "running": " · ".join(text for text in (block.number, block.title, block.kind) if text),
    }  # fmt: skip


def engrave_fitting(musicxml: bytes, sheet: Sheet) -> list[str]:
    """The pages as SVG, on staves small enough that no system runs off the paper, with their bar numbers below."""
    while True:
        pages = [etree.fromstring(svg.encode()) for svg in engrave(musicxml, sheet)]
        lowest_mm = max(_lowest_mm(page) for page in pages)
        room_mm = sheet.height_mm - sheet.bottom_mm
        if lowest_mm <= room_mm or sheet.staff_mm <= _LEAST_MM:
            for page in pages:
                _pull_boxes_in(page, 100 * (sheet.width_mm - sheet.left_mm - sheet.right_mm))
            return [_with_numbers_below(page, small=sheet.staff_mm >= _PART_MM) for page in pages]
        smaller_mm = sheet.staff_mm * min(0.95, (room_mm - sheet.top_mm) / (lowest_mm - sheet.top_mm))
        sheet = replace(sheet, staff_mm=max(_LEAST_MM, smaller_mm))


def _measures(page: etree._Element) -> list[etree._Element]:
    return [group for group in page.iter(f"{_SVG}g") if group.get("class") == "measure"]


def _bottom_line(measure: etree._Element) -> tuple[float, float]:
    """Left end and height of the lowest staff line of a bar, in the drawing's units (hundredths of a millimetre)."""
    staves = [group for group in measure if group.get("class") == "staff"]
    lines = [_START.match(path.get("d", "")) for staff in staves for path in staff.findall(f"{_SVG}path")]
    ends = [(float(line[1]), float(line[2])) for line in lines if line]
    lowest = max((y for _, y in ends), default=0.0)
    return min((x for x, _ in ends), default=0.0), lowest


def _lowest_mm(page: etree._Element) -> float:
    margin = _margin(page)
    return max((margin + _bottom_line(measure)[1] for measure in _measures(page)), default=0.0) / 100


def _margin(page: etree._Element) -> float:
    """How far down the page's contents are moved, in the drawing's units."""
    group = next((group for group in page.iter(f"{_SVG}g") if group.get("class") == "page-margin"), None)
    moved = re.search(r"translate\(([\d.]+), ([\d.]+)\)", group.get("transform", "")) if group is not None else None
    return float(moved[2]) if moved else 0.0


def _pull_boxes_in(page: etree._Element, right: float) -> None:
    """A boxed hit that runs over the right margin moves left; a line goes down to the staff where it belongs."""
    for measure in _measures(page):
        for group in [group for group in measure if group.get("class") == "dir"]:
            box = group.find(f"{_SVG}rect")
            if box is None:
                continue
            left, top, width, height = (float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
            if left + width > right:
                group.set("transform", f"translate({right - left - width:.0f}, 0)")
                foot = _top_line(measure)
                etree.SubElement(
                    measure, f"{_SVG}path", {"d": f"M{left:.0f} {top + height:.0f} L{left:.0f} {foot:.0f}", "stroke-width": "20"}
                )


def _top_line(measure: etree._Element) -> float:
    staff = next(group for group in measure if group.get("class") == "staff")
    return min(float(line[2]) for line in (_START.match(path.get("d", "")) for path in staff.findall(f"{_SVG}path")) if line)


def _with_numbers_below(page: etree._Element, *, small: bool) -> str:
    """Verovio's bar numbers stand over the top staff, in the way of hits; a label under the lowest staff replaces them, boxed in a score."""
    for measure in _measures(page):
        for number in [group for group in measure.iter(f"{_SVG}g") if "mNum" in (group.get("class") or "").split()]:
            number.getparent().remove(number)  # type: ignore[union-attr]
        measure.append(_label(measure.get("data-n", ""), *_bottom_line(measure), _space(measure), small=small))
    return etree.tostring(page, encoding="unicode")


def _space(measure: etree._Element) -> float:
    """Distance of two staff lines in the drawing's units."""
    staff = next(group for group in measure if group.get("class") == "staff")
    heights = [float(line[2]) for line in (_START.match(path.get("d", "")) for path in staff.findall(f"{_SVG}path")) if line]
    return (max(heights) - min(heights)) / 4 if len(heights) > 1 else 180.0


def _label(text: str, left: float, bottom: float, space: float, *, small: bool) -> etree._Element:
    size = (1.5 if small else 2.1) * space
    width, middle = (0.62 * len(text) + 0.2) * size, bottom + (1.5 if small else _BELOW_DYNAMICS) * space
    group = etree.Element(f"{_SVG}g", {"class": "barNumber"})
    if not small:
        box = {"x": left - width, "y": middle - 0.5 * size, "width": width, "height": size}
        frame = {"fill": "white", "stroke": "black", "stroke-width": "12"}
        etree.SubElement(group, f"{_SVG}rect", {name: f"{value:.0f}" for name, value in box.items()} | frame)
    style = {
        "font-family": "Liberation Serif",
        "font-weight": "bold",
        "font-size": f"{size:.0f}px",
        "text-anchor": "middle",
        "stroke": "none",
    }
    place = {"x": f"{left - width / 2:.0f}", "y": f"{middle + 0.34 * size:.0f}"}
    words = etree.SubElement(group, f"{_SVG}text", place | style)
    words.text = text
    return group
