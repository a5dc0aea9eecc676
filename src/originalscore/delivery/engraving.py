"""The engraved page: title block, paper and staff size, hits and bar numbers where a conductor looks for them.

Verovio spaces the music; here its pages are given what session scores carry besides (score in C, cue number, title,
timecode, tempo and click; deliverables research after Tim Davies and the MOLA guidelines) and set as PDF by Typst.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.external import typst
from originalscore.external.verovio import Sheet, engrave

_A4 = (210.0, 297.0)
_A3 = (297.0, 420.0)

_MARKUP = """
#set page(width: facts.width * 1mm, height: facts.height * 1mm, margin: 0mm)
#set document(title: facts.title)
#let line(name, size, weight: "regular", style: "normal") = text(size: size, weight: weight, style: style, name)
#for (index, page-svg) in facts.pages.enumerate() {
  if index > 0 { pagebreak() }
  place(image(bytes(page-svg), format: "svg", width: 100%, height: 100%))
  if index == 0 {
    place(top + left, dx: facts.left * 1mm, dy: 12mm, block(width: 60mm)[
      #line(facts.number, 22pt, weight: "bold") \\ #line(facts.kind, 11pt)
    ])
    place(top + center, dy: 12mm, block[
      #set align(center)
      #line(facts.title, 20pt, weight: "bold") \\ #line(facts.film, 11pt, style: "italic")
    ])
    place(top + right, dx: facts.right * -1mm, dy: 12mm, block[
      #set align(right)
      #for row in facts.rows { line(row, 10pt); linebreak() }
    ])
  } else {
    place(top + left, dx: facts.left * 1mm, dy: 8mm, line(facts.running, 9pt))
    place(top + right, dx: facts.right * -1mm, dy: 8mm, line(str(index + 1), 11pt, weight: "bold"))
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
    """Paper and staff size for a number of staves: A4 for chamber scores and parts, A3 upright for an orchestra."""
    if staves <= 2:
        return Sheet(*_A4, top_mm=34, staff_mm=7)
    if staves <= 8:
        return Sheet(*_A4, top_mm=34, staff_mm=5.5, left_mm=18)
    usable_mm = _A3[1] - 34 - 15
    return Sheet(*_A3, top_mm=34, left_mm=20, staff_mm=min(6.0, usable_mm / staves * 0.36))


def engrave_pdf(musicxml: bytes, block: TitleBlock, sheet: Sheet) -> bytes:
    """Engrave a score or a part as a PDF."""
    return typst.set_pdf(_MARKUP, _facts(musicxml, block, sheet))


def engrave_pictures(musicxml: bytes, block: TitleBlock, sheet: Sheet, *, pixels_per_inch: float = 100) -> tuple[bytes, ...]:
    """The same pages as PNG."""
    return typst.set_pictures(_MARKUP, _facts(musicxml, block, sheet), pixels_per_inch=pixels_per_inch)


def _facts(musicxml: bytes, block: TitleBlock, sheet: Sheet) -> dict[str, object]:
    pages = [_tidy(svg) for svg in engrave(musicxml, sheet)]
    return {
        "width": sheet.width_mm, "height": sheet.height_mm, "left": sheet.left_mm, "right": sheet.right_mm, "pages": pages,
        "number": block.number, "title": block.title, "film": block.film, "kind": block.kind, "rows": list(block.rows),
        "running": " · ".join(text for text in (block.number, block.title, block.kind) if text),
    }  # fmt: skip


def _tidy(svg: str) -> str:
    return svg
