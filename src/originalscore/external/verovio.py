"""Verovio engraves MusicXML as SVG pages; its data files also hold the fonts that those pages need.

Verovio 6.4 (LGPL-3.0), rism-digital. Lengths are handed over in tenths of a millimetre, its own unit. Identifiers are
seeded, so the same music gives the same bytes. Text stays text in the SVG: whoever draws the page needs
:func:`font_folder`, where the WOFF2 fonts of Verovio's style sheets (Leipzig for music, Liberation Serif) lie as TrueType.
"""

from __future__ import annotations

import atexit
import base64
import io
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import verovio
from fontTools.ttLib import TTFont

from originalscore.errors import ToolError

_WOFF2 = re.compile(rb"base64,([A-Za-z0-9+/=]+)")
_STYLE_SHEETS = ("Leipzig", "Liberation")
#: Verovio's style sheet calls the family Liberation; the fonts inside say Liberation Serif.
_FAMILIES = (('font-family="Liberation, serif"', 'font-family="Liberation Serif"'),)


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper and how music is set on it; all lengths in millimetres.

    Parameters
    ----------
    width_mm, height_mm
        The paper.
    left_mm, right_mm, top_mm, bottom_mm
        Margins around the systems.
    staff_mm
        Height of a five-line staff: 7 in a part, 5 to 6 on a conductor's page.
    justify
        Spread systems and staves over the page's height.
    options
        Further options of Verovio by name.
    """

    width_mm: float
    height_mm: float
    left_mm: float = 15
    right_mm: float = 12
    top_mm: float = 15
    bottom_mm: float = 15
    staff_mm: float = 7
    justify: bool = False
    options: tuple[tuple[str, float | str | bool], ...] = ()


def engrave(musicxml: bytes, sheet: Sheet) -> tuple[str, ...]:
    """Engrave a MusicXML document.

    Returns
    -------
    tuple of str
        One SVG a page, its view box in tenths of a millimetre; each bar carries its number as ``data-n``.

    Raises
    ------
    ToolError
        If Verovio cannot read the document.
    """
    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    toolkit.setOptions(_options(sheet))
    if not toolkit.loadData(musicxml.decode("utf-8")):
        raise ToolError("verovio could not read the score", "this is a fault of ours: report it with the .musicxml file")
    pages = []
    for number in range(1, toolkit.getPageCount() + 1):
        svg = toolkit.renderToSVG(number)
        for theirs, ours in _FAMILIES:
            svg = svg.replace(theirs, ours)
        pages.append(svg)
    return tuple(pages)


def _options(sheet: Sheet) -> dict[str, float | str | bool | list[str]]:
    return {
        "pageWidth": round(10 * sheet.width_mm),
        "pageHeight": round(10 * sheet.height_mm),
        "pageMarginLeft": round(10 * sheet.left_mm),
        "pageMarginRight": round(10 * sheet.right_mm),
        "pageMarginTop": round(10 * sheet.top_mm),
        "pageMarginBottom": round(10 * sheet.bottom_mm),
        "unit": round(sheet.staff_mm / 0.8, 2),
        "justifyVertically": sheet.justify,
        "fontTextLiberation": True,
        "smuflTextFont": "none",
        "svgViewBox": True,
        "svgFormatRaw": True,
        "header": "none",
        "footer": "none",
        "mnumInterval": 10_000,
        "xmlIdSeed": 1,
        "svgAdditionalAttribute": ["measure@n"],
        **dict(sheet.options),
    }


@cache
def font_folder() -> Path:
    """A folder of the page's fonts as TrueType, unpacked once a run and removed at its end.

    Raises
    ------
    ToolError
        If Verovio's data files are not where its package should have them.
    """
    data = Path(verovio.__file__).parent / "data"
    folder = Path(tempfile.mkdtemp(prefix="originalscore-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in _STYLE_SHEETS:
        try:
            sheet = (data / f"{name}.css").read_bytes()
        except OSError:
            raise ToolError(f"verovio's font {name} is missing", "install the package verovio again") from None
        for number, packed in enumerate(_WOFF2.findall(sheet)):
            font = TTFont(io.BytesIO(base64.b64decode(packed)), recalcTimestamp=False)
            font.flavor = None
            font.save(folder / f"{name}-{number}.ttf")
    return folder
