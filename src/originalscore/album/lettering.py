"""The words on a cover: title in wide capitals above a hair line, what it is, and whose; set by Typst on nothing."""

from __future__ import annotations

import io

from PIL import Image

from originalscore.external.typst import set_pictures

_SIDE_PT = 360
"""The sheet as Typst sees it, points."""
#: The title is as large as its longest word and two lines allow.
_MARKUP = """
#set page(width: 360pt, height: 360pt, margin: (x: 30pt, top: 30pt, bottom: 27pt), fill: none)
#set text(font: "Libertinus Serif", fill: rgb("#f4efe6"), hyphenate: false)
#set par(leading: 0.5em, justify: false)
#let heading(size) = text(size: size, tracking: 0.16em, weight: "regular")[#upper(facts.title)]
#align(center + bottom, layout(room => {
  let size = 40pt
  while size > 10pt and (measure(heading(size), width: room.width).height > size * 2.6 or
    facts.words.any(word => measure(text(size: size, tracking: 0.16em)[#upper(word)]).width > room.width) or
    (facts.words.len() < 4 and measure(heading(size)).width > room.width and size > 24pt)) { size = size - 0.5pt }
  heading(size)
  v(9pt, weak: true)
  line(length: 46pt, stroke: 0.5pt + rgb("#f4efe6aa"))
  v(8pt, weak: true)
  text(size: 7.2pt, tracking: 0.3em)[ORIGINAL MOTION PICTURE SOUNDTRACK]
  if facts.credit != "" {
    v(8pt, weak: true)
    text(size: 8.6pt, tracking: 0.06em, style: "italic")[#facts.credit]
  }
}))
"""


def lettered(title: str, credit: str, side: int) -> Image.Image:
    """The words as a picture of ``side`` pixels across that lets the ground through."""
    pages = set_pictures(_MARKUP, {"title": title, "words": title.split(), "credit": credit}, pixels_per_inch=72 * side / _SIDE_PT)
    with Image.open(io.BytesIO(pages[0])) as page:
        return page.convert("RGBA")
