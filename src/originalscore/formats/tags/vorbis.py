"""Vorbis comments: a name, an equals sign, UTF-8 text; a name may come several times (Xiph, "Ogg Vorbis I format specification: comment field")."""

from __future__ import annotations

import struct

from originalscore.formats.tags.names import NAMES
from originalscore.model.tags import Tags

VENDOR = "OriginalScore"


def comments(tags: Tags) -> tuple[tuple[str, str], ...]:
    """Every comment as name and value."""
    told = [(NAMES[name].vorbis, value) for name, values in tags.said() for value in values]
    numbers = (("TRACKNUMBER", tags.track), ("TRACKTOTAL", tags.tracks), ("DISCNUMBER", tags.disc), ("DISCTOTAL", tags.discs))
    return (*told, *((name, str(number)) for name, number in numbers if number))


def comment_block(tags: Tags) -> bytes:
    """The comments as FLAC and Ogg hold them: little-endian lengths before every text."""
    lines = [f"{name}={value}" for name, value in comments(tags)]
    return _sized(VENDOR) + struct.pack("<I", len(lines)) + b"".join(map(_sized, lines))


def _sized(text: str) -> bytes:
    octets = text.encode("utf-8")
    return struct.pack("<I", len(octets)) + octets
