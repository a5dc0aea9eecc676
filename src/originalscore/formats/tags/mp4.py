"""Tags of an MP4 sound file: the item list that iTunes writes, as the last thing of its movie box.

Boxes: ISO/IEC 14496-12; ``moov`` must stand after the sound, so that nothing that is pointed at moves. The items inside ``udta/meta/ilst`` follow Apple's
"QuickTime File Format: metadata" and what iTunes itself writes.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from originalscore.errors import FormatError
from originalscore.formats.tags.names import NAMES
from originalscore.model.tags import Tags

_BINARY, _TEXT, _JPEG, _INTEGER = 0, 1, 13, 21
_COPIED_BYTES = 2**20
"""How much is copied at a time (ours)."""
_NAMESPACE = "com.apple.iTunes"
_FLAGS = ("cpil",)
_HANDLER = struct.pack(">II4s4s", 0, 0, b"mdir", b"appl") + bytes(9)


def write_tagged_mp4(bare: Path, out: Path, tags: Tags, cover: bytes) -> None:
    """Copy an MP4 file with its item list in the place of any it had; ``cover`` is a JPEG, or empty. It says that it is part of a gapless album.

    Raises
    ------
    FormatError
        If the movie box is not the file's last.
    """
    with bare.open("rb") as source, out.open("wb") as target:
        place, size = _movie_box(source, bare.name)
        source.seek(0)
        _copy(source, target, place)
        movie = source.read(size)[8:]
        kept = b"".join(_box(kind, body) for kind, body in _boxes(movie) if kind != b"udta")
        target.write(_box(b"moov", kept + _user_data(tags, cover)))


def _movie_box(file: BinaryIO, name: str) -> tuple[int, int]:
    """Where the movie box lies, and its size."""
    place, end = 0, file.seek(0, 2)
    while place + 8 <= end:
        file.seek(place)
        size, kind = struct.unpack(">I4s", file.read(8))
        if size == 1:
            size = struct.unpack(">Q", file.read(8))[0]
        if kind == b"moov" and place + size == end:
            return place, size
        if size < 8:
            break
        place += size
    raise FormatError(f"{name}: no movie box at its end, offset {place}")


def _boxes(body: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 0
    while place + 8 <= len(body):
        size, kind = struct.unpack(">I4s", body[place : place + 8])
        found.append((kind, body[place + 8 : place + size]))
        place += max(8, size)
    return found


def _copy(source: BinaryIO, target: BinaryIO, count: int) -> None:
    while count and (block := source.read(min(count, _COPIED_BYTES))):
        target.write(block)
        count -= len(block)


def _user_data(tags: Tags, cover: bytes) -> bytes:
    items = _items(tags)
    if cover:
        items += _box(b"covr", _data(cover, _JPEG))
    meta = bytes(4) + _box(b"hdlr", _HANDLER) + _box(b"ilst", items)
    return _box(b"udta", _box(b"meta", meta))


def _items(tags: Tags) -> bytes:
    out = _box(b"trkn", _data(struct.pack(">4H", 0, tags.track, tags.tracks, 0), _BINARY))
    out += _box(b"disk", _data(struct.pack(">3H", 0, tags.disc, tags.discs), _BINARY))
    out += _box(b"pgap", _data(b"\x01", _INTEGER))
    for name, values in tags.said():
        kind, _, free = NAMES[name].mp4.partition(":")
        if free:
            out += _free_form(free, values)
        elif kind in _FLAGS:
            out += _box(kind.encode("latin-1"), _data(b"\x01", _INTEGER))
        else:
            out += _box(kind.encode("latin-1"), b"".join(_data(value.encode("utf-8"), _TEXT) for value in values))
    return out


def _free_form(name: str, values: tuple[str, ...]) -> bytes:
    heads = _box(b"mean", bytes(4) + _NAMESPACE.encode("ascii")) + _box(b"name", bytes(4) + name.encode("utf-8"))
    return _box(b"----", heads + b"".join(_data(value.encode("utf-8"), _TEXT) for value in values))


def _data(body: bytes, kind: int) -> bytes:
    return _box(b"data", struct.pack(">II", kind, 0) + body)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body
