"""Subtitles as spoken lines: SubRip, WebVTT, ASS/SSA and whatever else pysubs2 knows.

Times are picture time in exact seconds. The encoding is found, not asked for: byte order marks, then UTF-8, then
UTF-16 without a mark, then the usual Western code page. Lines without words (music notes, sound effects in brackets
such as ``[door slams]``) are not speech and are left out. Source: the WebVTT and SubRip conventions as read by pysubs2.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pysubs2

from originalscore.errors import PictureError
from originalscore.files import write_whole

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LARGEST_BYTES = 20_000_000
_SOUND_EFFECT = re.compile(r"^[\s♪♫#*-]*([\[(][^\])]*[\])][\s♪♫]*)*[\s♪♫#*-]*$")
_ADVICE = "export them again as SRT or WebVTT in UTF-8"


@dataclass(frozen=True)
class Line:
    """One subtitle: picture time in seconds, its words without markup, in one row."""

    start_s: Fraction
    end_s: Fraction
    text: str


@dataclass(frozen=True)
class Subtitles:
    """All spoken lines in order of time, and the encoding they were read with."""

    lines: tuple[Line, ...]
    encoding: str


def read_subtitles(path: Path) -> Subtitles:
    """Read a subtitle file of any common kind and encoding.

    Raises
    ------
    PictureError
        If there is no such file, it is not text, or holds no subtitles.
    """
    if not path.is_file():
        raise PictureError(f"there is no subtitle file {path}", "check the name")
    if path.stat().st_size > _LARGEST_BYTES:
        raise PictureError(f"{path.name} is too large for subtitles", _ADVICE)
    text, encoding = _decode(path)
    try:
        read = pysubs2.SSAFile.from_string(text)
    except (pysubs2.exceptions.Pysubs2Error, ValueError, ArithmeticError, LookupError):
        raise PictureError(f"{path.name} holds no subtitles that can be read", _ADVICE) from None
    lines = [_line(event) for event in read if not event.is_comment and event.end > event.start >= 0]
    spoken = sorted((line for line in lines if not _SOUND_EFFECT.match(line.text)), key=lambda line: (line.start_s, line.end_s, line.text))
    if not lines:
        raise PictureError(f"{path.name} holds no subtitles that can be read", _ADVICE)
    return Subtitles(tuple(spoken), encoding)


def _decode(path: Path) -> tuple[str, str]:
    """The file's text and the encoding that fits."""
    data = path.read_bytes()
    if not data.strip():
        raise PictureError(f"{path.name} is empty", _ADVICE)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(path, data, encoding), encoding
    guess = _unmarked_utf16(data)
    if guess:
        return _strictly(path, data, guess), guess
    if b"\0" in data:
        raise PictureError(f"{path.name} is not a text file", _ADVICE)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    encoding = "latin-1" if any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")) else "cp1252"
    if sum(byte < 9 or 13 < byte < 32 for byte in data) > len(data) // 100:
        raise PictureError(f"{path.name} is not a text file", _ADVICE)
    return data.decode(encoding), encoding


def _strictly(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise PictureError(f"{path.name} says it is {encoding} but is not", _ADVICE) from None


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every other byte of Western text."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    half = min(len(data), 4000) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _line(event: pysubs2.SSAEvent) -> Line:
    words = " ".join(re.sub(r"<[^>]*>", "", event.plaintext).split())
    return Line(Fraction(event.start, 1000), Fraction(event.end, 1000), words)


def write_srt(path: Path, lines: Iterable[Line]) -> None:
    """Write lines as SubRip, UTF-8, to the millisecond."""
    file = pysubs2.SSAFile()
    for line in lines:
        file.append(pysubs2.SSAEvent(start=round(line.start_s * 1000), end=round(line.end_s * 1000), text=line.text))
    write_whole(path, file.to_string("srt"))
