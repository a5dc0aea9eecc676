"""Typst sets pages: a small program of its markup and a bag of facts in, PDF or pictures out.

Typst 0.15 (Apache-2.0) with only the fonts given to it, no date and no system fonts, so the same input gives the same
bytes. Texts and SVG pages reach it as JSON in ``sys.inputs.facts`` and are never pasted into markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Literal

import typst

from originalscore.errors import ToolError
from originalscore.external.verovio import font_folder

#: What every document starts with: facts at hand, no date, the house's text font.
_PREAMBLE = '#let facts = json(bytes(sys.inputs.facts))\n#set document(date: none)\n#set text(font: "Liberation Serif", lang: "en")\n'


def set_pdf(markup: str, facts: Mapping[str, object]) -> bytes:
    """Typeset ``markup``, which finds ``facts`` under that name, as a PDF.

    Raises
    ------
    ToolError
        If the markup is wrong, with Typst's own message.
    """
    pages = _compile(markup, facts, "pdf", None)
    return pages[0]


def set_pictures(markup: str, facts: Mapping[str, object], *, pixels_per_inch: float = 100) -> tuple[bytes, ...]:
    """Typeset as one PNG a page; otherwise like :func:`set_pdf`."""
    return _compile(markup, facts, "png", pixels_per_inch)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])


def _compile(markup: str, facts: Mapping[str, object], form: Literal["pdf", "png"], ppi: float | None) -> tuple[bytes, ...]:
    inputs = {"facts": json.dumps(facts, ensure_ascii=False)}
    try:
        made: bytes | list[bytes] = typst.compile(
            (_PREAMBLE + markup).encode(),
            format=form,
            ppi=ppi,
            sys_inputs=inputs,
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as fault:
        raise ToolError(f"typst could not set the page: {fault.message}", "this is a fault of ours: report it") from None
    return tuple(made) if isinstance(made, list) else (made,)
