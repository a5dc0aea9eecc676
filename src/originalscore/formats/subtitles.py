"""Subtitles as spoken lines: SubRip, WebVTT, ASS/SSA and whatever else pysubs2 knows.

Times are picture time in exact seconds. The encoding is found, not asked for: byte order marks, then UTF-8, then
UTF-16 without a mark, then whatever chardet takes the words for (code pages of Europe, Russia, Japan, China, Korea). Lines without
words (music notes, sound effects in brackets such as ``[door slams]``) are not speech: they are kept apart as ``sounds``.
Source: the WebVTT and SubRip conventions as read by pysubs2.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import chardet
import pysubs2

from originalscore.errors import PictureError
from originalscore.files import write_whole

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LARGEST_BYTES = 20_000_000
_CODE_PAGES = (
    "utf-8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859-2", "koi8-r",
    "koi8-u", "mac-roman", "cp932", "euc_jis_2004", "iso2022_jp_2", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip
"""What subtitles are written in, each in its fullest form (the rest of what chardet knows is mainframes and terminals)."""
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
    """All spoken lines in order of time, the encoding they were read with, and the lines that tell of sounds instead."""

    lines: tuple[Line, ...]
    encoding: str
    sounds: tuple[Line, ...] = ()


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
    return sorted_lines((_line(event) for event in read if not event.is_comment and event.end > event.start >= 0), encoding, path.name)


def sorted_lines(lines: Iterable[Line], encoding: str, name: str) -> Subtitles:
    """Lines in order, words apart from sounds.

    Raises
    ------
    PictureError
        If there is none.
    """
    ordered = sorted(lines, key=lambda line: (line.start_s, line.end_s, line.text))
    if not ordered:
        raise PictureError(f"{name} holds no subtitles that can be read", _ADVICE)
    spoken = [not _SOUND_EFFECT.match(line.text) for line in ordered]
    return Subtitles(
        tuple(line for line, said in zip(ordered, spoken) if said),
        encoding,
        tuple(line for line, said in zip(ordered, spoken) if not said and any(map(str.isalpha, line.text))),
    )


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
    if sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in data) > len(data) // 100:
        raise PictureError(f"{path.name} is not a text file", _ADVICE)
    return _as_words(path, data)


def _as_words(path: Path, data: bytes) -> tuple[str, str]:
    """Bytes of a code page, read as the language they make sense in."""
    found = str(chardet.detect(data, include_encodings=_CODE_PAGES)["encoding"] or "cp1252")
    encoding = codecs.lookup(found).name
    return _strictly(path, data, encoding), encoding


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
    return Line(Fraction(event.start, 1000), Fraction(event.end, 1000), plain_words(event.plaintext))


def plain_words(text: str) -> str:
    """Words without markup, in one row."""
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def write_srt(path: Path, lines: Iterable[Line]) -> None:
    """Write lines as SubRip, UTF-8, to the millisecond."""
    file = pysubs2.SSAFile()
    for line in lines:
        file.append(pysubs2.SSAEvent(start=round(line.start_s * 1000), end=round(line.end_s * 1000), text=line.text))
    write_whole(path, file.to_string("srt"))
