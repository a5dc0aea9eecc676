"""The engraved page: title block, paper and staff size, and bar numbers where a conductor looks for them.

Verovio spaces the music; here its pages are given what session scores carry besides (cue number, title, timecode, tempo and
click at the head; ``touches`` adds the numbers under the bars) and set as PDF by Typst. The staff is made as small as it must be for the
tallest system to fit its page, and a cue does not end on a system of a bar or two (``systems``). Practice after Tim Davies, *deBreved*, on session scores.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from originalscore.delivery.systems import even_breaks, groups, lowest_line, with_breaks
from originalscore.delivery.touches import clear_marks, number_bars
from originalscore.external import typst
from originalscore.external.verovio import Sheet, engrave

_A4 = (210.0, 297.0)
_A3 = (297.0, 420.0)
#: The title block's depth on the first page, and how far later pages move up, millimetres.
_HEAD_MM = 36.0
_RUNNING_MM = 18.0
#: Staff sizes by the page they stand on, millimetres: a part, a chamber score, an orchestral score, and the least we print.
_PART_MM, _CHAMBER_MM, _ORCHESTRA_MM, _LEAST_MM = 7.0, 5.8, 5.2, 3.2
#: Shares of a page's height: so full it is left as it is, and so full larger staves may make it; and how much larger staves become at most.
_FILLED, _FULL, _GROWN = 0.78, 0.93, 1.3
#: Tighter than Verovio's own spacing, so that six to eight bars find room on a page.
_SPACING: tuple[tuple[str, float | str | bool], ...] = (
    ("spacingLinear", 0.2), ("spacingNonLinear", 0.58), ("spacingSystem", 10), ("measureMinWidth", 26), ("justificationMaxVertical", 0.3),
    ("minLastJustification", 0.5), ("multiRestStyle", "block"),
)  # fmt: skip

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
    """The pages as SVG, on staves small enough that no system runs off the paper, the last system full, the bar numbers below."""
    while True:
        pages = _engraved(musicxml, sheet)
        lowest_mm = max(lowest_line(page) for page in pages) / 100
        room_mm = sheet.height_mm - sheet.bottom_mm
        if lowest_mm <= room_mm or sheet.staff_mm <= _LEAST_MM:
            break
        smaller_mm = sheet.staff_mm * min(0.95, (room_mm - sheet.top_mm) / (lowest_mm - sheet.top_mm))
        sheet = replace(sheet, staff_mm=max(_LEAST_MM, smaller_mm))
    larger = _larger(sheet, pages, lowest_mm, room_mm)
    if larger is not None:
        grown = _engraved(musicxml, larger)
        if max(lowest_line(page) for page in grown) / 100 <= room_mm:
            sheet, pages = larger, grown
    breaks = even_breaks(pages)
    if breaks:
        pages = _engraved(with_breaks(musicxml, breaks), replace(sheet, options=(*sheet.options, ("breaks", "line"))))
    for page in pages:
        clear_marks(page, 100 * (sheet.width_mm - sheet.left_mm - sheet.right_mm))
        number_bars(page, small=sheet.staff_mm >= _PART_MM)
    return [etree.tostring(page, encoding="unicode") for page in pages]


def _larger(sheet: Sheet, pages: list[etree._Element], lowest_mm: float, room_mm: float) -> Sheet | None:
    """The sheet with larger staves where every page of a score holds one system and much white below it; None where the pages are full."""
    filled = (lowest_mm - sheet.top_mm) / (room_mm - sheet.top_mm)
    if not sheet.justify or filled > _FILLED or any(len(groups(page, "system")) > 1 for page in pages):
        return None
    return replace(sheet, staff_mm=sheet.staff_mm * min(_GROWN, _FULL / filled))


def _engraved(musicxml: bytes, sheet: Sheet) -> list[etree._Element]:
    return [etree.fromstring(svg.encode()) for svg in engrave(musicxml, sheet)]
