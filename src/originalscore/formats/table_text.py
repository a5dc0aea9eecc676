"""Tables of other programs as text: their rows, their headings in small letters, and the times that people write in them."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.times import FrameRate

TIMECODE = re.compile(r"\d{1,2}:\d\d:\d\d[:;.]\d{2,3}")
_CLOCK_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,9})?)")
_PLAIN = re.compile(r"\d{1,9}(?:\.\d{1,12})?\s*s?")


def numbered_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Rows with their line numbers, split at the sign that the first line has most of."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    sign = max("\t;,", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=sign)
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as fault:
        raise FormatError(f"{path.name} is not CSV text: {fault}", "export it again") from None


def plain_heading(heading: str) -> str:
    """A heading in small letters, without signs and figures."""
    return " ".join(re.sub(r"[^a-z]+", " ", heading.lower()).split())


def frame_of(text: str, rate: FrameRate) -> tuple[bool, int]:
    """A time as frames, and whether it was a label."""
    if TIMECODE.fullmatch(text) and not re.fullmatch(r".*\.\d{3}", text):
        return True, rate.frame(text)
    clock = _CLOCK_TIME.fullmatch(text.removesuffix("s").strip())
    if clock:
        return False, round((3600 * int(clock[1] or 0) + 60 * int(clock[2]) + Fraction(clock[3])) * rate.rate)
    if _PLAIN.fullmatch(text):
        return False, round(Fraction(text.removesuffix("s").strip()) * rate.rate)
    hours = re.fullmatch(r"(\d{1,2}):(\d\d):(\d\d\.\d{1,9})", text)
    if hours:
        return False, round((3600 * int(hours[1]) + 60 * int(hours[2]) + Fraction(hours[3])) * rate.rate)
    raise BriefError(f"“{text[:40]}” is not a time")
