"""The click as CSV for the stage: one row a click, with bar, beat, timecode, tempo and frame-click; the first row names the columns.

A frame-click says how many frames of picture pass from click to click, in frames and eighths of a frame: 12-0 is 120 clicks a minute at 24
frames a second. It is counted in the film's own frames, as click books for film are. RFC 4180, UTF-8 without byte-order mark.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path

from originalscore.files import write_whole


@dataclass(frozen=True)
class ClickRow:
    """One click.

    ``at_s`` is picture time in seconds, ``frame`` counts from the film's first frame; ``beat`` is the click's number in its bar from 1.
    ``clicks_a_minute`` and ``frame_click`` are of the distance to the next click; ``section`` counts stretches of one frame-click within the cue.
    """

    cue: str
    section: int
    bar: int
    beat: int
    meter: str
    timecode: str
    frame: int
    at_s: Fraction
    clicks_a_minute: float
    frame_click: str


HEADINGS = tuple(field.name for field in fields(ClickRow))


def frame_click(length_s: Fraction, frame_s: Fraction) -> str:
    """Frames and eighths from one click to the next, to the nearest eighth: ``12-0``."""
    frames, eighths = divmod(round(8 * length_s / frame_s), 8)
    return f"{frames}-{eighths}"


def write_click_csv(path: Path, rows: Iterable[ClickRow]) -> None:
    """Write the clicks; seconds with six decimals, tempo with two."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in rows:
        cells = (row.cue, row.section, row.bar, row.beat, row.meter, row.timecode, row.frame)
        writer.writerow((*cells, f"{float(row.at_s):.6f}", f"{row.clicks_a_minute:.2f}", row.frame_click))
    write_whole(path, text.getvalue())
