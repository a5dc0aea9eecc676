"""Tags of an MP3 file: one ID3v2.4 tag in front of the sound, all text in UTF-8 (id3.org, "ID3 tag version 2.4.0")."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.tags.names import FRONT_COVER, MIME, NAMES
from originalscore.model.tags import Tags

_UTF_8 = b"\x03"
_SYNC = 0xE0
"""The first eleven bits of MPEG sound are set."""
#: What a performer's line of credit is called.
_ROLE = "performer"


def write_tagged_mp3(bare: Path, out: Path, tags: Tags, cover: bytes) -> None:
    """Copy an MP3 file that has no tag, with its tag in front; ``cover`` is a JPEG, or empty.

    Raises
    ------
    FormatError
        If ``bare`` does not begin with MPEG sound.
    """
    with bare.open("rb") as source, out.open("wb") as target:
        head = source.read(2)
        if len(head) < 2 or head[0] != 0xFF or head[1] & _SYNC != _SYNC:
            raise FormatError(f"{bare.name}: not bare MPEG sound at offset 0")
        frames = b"".join(_frames(tags)) + (_picture(cover) if cover else b"")
        target.write(b"ID3\x04\x00\x00" + _sevens(len(frames)) + frames + head)
        shutil.copyfileobj(source, target)


def _frames(tags: Tags) -> list[bytes]:
    frames = [_frame("TRCK", _text(f"{tags.track}/{tags.tracks}")), _frame("TPOS", _text(f"{tags.disc}/{tags.discs}"))]
    for name, values in tags.said():
        kind, _, description = NAMES[name].id3.partition(":")
        if kind == "TMCL":
            frames.append(_frame(kind, _text(*(part for value in values for part in (_ROLE, value)))))
        else:
            frames.append(_frame(kind, _text(*([description] if description else []), *values)))
    return frames


def _picture(cover: bytes) -> bytes:
    return _frame("APIC", _UTF_8 + MIME.encode("ascii") + b"\0" + bytes([FRONT_COVER]) + b"\0" + cover)


def _text(*values: str) -> bytes:
    """Texts with a zero between them: several values of one frame."""
    return _UTF_8 + b"\0".join(value.replace("\0", " ").encode("utf-8") for value in values)


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + _sevens(len(body)) + struct.pack(">H", 0) + body


def _sevens(number: int) -> bytes:
    """A number in four bytes of seven bits, so that no byte looks like the beginning of sound."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
