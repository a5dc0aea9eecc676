"""Tags of a FLAC file: its own metadata blocks before the sound (RFC 9639, section 8)."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.tags.names import FRONT_COVER, MIME
from originalscore.formats.tags.vorbis import comment_block
from originalscore.model.tags import Tags

_MARK = b"fLaC"
_LAST = 0x80
_SEEK_TABLE, _COMMENTS, _PICTURE = 3, 4, 6
#: Blocks of the bare file that stay: what the stream is, and where to seek. Its place is counted from the first sound, so it stays right.
_KEPT = (0, _SEEK_TABLE)
_LARGEST_BLOCK = 2**24 - 1


def write_tagged_flac(bare: Path, out: Path, tags: Tags, cover: bytes, side: int) -> None:
    """Copy a FLAC file with its tags and its front cover.

    Parameters
    ----------
    bare
        The file as encoded; whatever it says of itself is left behind.
    cover
        A square JPEG, below 16 MB; empty: none.
    side
        Its pixels across.

    Raises
    ------
    FormatError
        If ``bare`` is no FLAC file.
    """
    with bare.open("rb") as source, out.open("wb") as target:
        if source.read(4) != _MARK:
            raise FormatError(f"{bare.name}: not a FLAC file at offset 0")
        blocks, is_last = [], False
        while not is_last:
            head = source.read(4)
            kind, is_last = head[0] & ~_LAST, bool(head[0] & _LAST)
            body = source.read(int.from_bytes(head[1:], "big"))
            if kind in _KEPT:
                blocks.append((kind, body))
        blocks.append((_COMMENTS, comment_block(tags)))
        if cover:
            blocks.append((_PICTURE, picture_block(cover, side)))
        target.write(_MARK)
        for number, (kind, body) in enumerate(blocks, 1):
            if len(body) > _LARGEST_BLOCK:
                raise FormatError(f"{bare.name}: a block of {len(body)} bytes is larger than FLAC allows", "choose a smaller cover")
            target.write(struct.pack(">I", (kind | (_LAST if number == len(blocks) else 0)) << 24 | len(body)) + body)
        shutil.copyfileobj(source, target)


def picture_block(cover: bytes, side: int) -> bytes:
    """A front cover as FLAC and Opus hold it: kind, media type, description, size, colours, data."""
    media = MIME.encode("ascii")
    head = struct.pack(">II", FRONT_COVER, len(media)) + media + struct.pack(">I", 0)
    return head + struct.pack(">5I", side, side, 24, 0, len(cover)) + cover
