"""The parts of an SQLite file that no row lies in: header fields that are known, and room that is not used yet, which must be empty.

A byte changed there changes no points, but somebody changed it. The layout is that of "Database File Format" (sqlite.org, sections
1.3 and 1.6): a page begins with its kind, the number of its cells and where their content begins; between the cells' addresses and
that content lies unused room. The ledger is written with ``secure_delete``, which keeps that room at zero on the pages that hold rows,
and on the page that points to them while there is only one. In ledgers of some thousand rows several pages point, one in 250, and these
may keep old pointers in their unused room: it is not looked at.
"""

from __future__ import annotations

from pathlib import Path

_MAGIC = b"SQLite format 3\x00"
#: Fields of the file's header whose value is always the same in a ledger: offset -> bytes.
_FIXED = {0: _MAGIC, 18: b"\x01\x01", 20: b"\x00\x40\x20\x20", 32: bytes(8), 44: b"\x00\x00\x00\x04", 48: bytes(8), 56: b"\x00\x00\x00\x01", 64: bytes(4), 72: bytes(20)}  # fmt: skip
#: Kinds of pages, with rows and with pointers, and the length of their heads.
_LEAF, _POINTERS = 0x0D, 0x05
_HEADS = {_LEAF: 8, _POINTERS: 12}


def stray_byte(path: Path, library: str = "") -> str:
    """The first byte that cannot be as it is, in words with its place in the file; empty when there is none.

    Parameters
    ----------
    library
        Number of the SQLite library that wrote last, 20 digits; empty: nobody knows it, and the four bytes that say it are not looked at.
    """
    with path.open("rb") as file:
        header = file.read(100)
        for offset, wanted in _FIXED.items():
            found = header[offset : offset + len(wanted)]
            if found != wanted:
                return f"byte {offset + next(place for place, (a, b) in enumerate(zip(found, wanted)) if a != b)} of the header was changed"
        if library and f"{int.from_bytes(header[96:100], 'big'):020}" != library:
            return "the header names another library, at byte 96, than the ledger says wrote last"
        if header[24:28] != header[92:96]:
            return "the header's two change counters, at bytes 24 and 92, do not agree"
        size = int.from_bytes(header[16:18], "big") or 65536
        size = 65536 if size == 1 else size
        file.seek(0)
        pointing, number = list[str](), 0
        while page := file.read(size):
            begins = 100 if number == 0 else 0
            fault = _stray_on(page, begins)
            told = "" if fault is None else f"byte {number * size + fault} lies where nothing is written, and is not empty"
            if page[begins] == _POINTERS:
                pointing.append(told)
            elif told:
                return told
            number += 1
    return pointing[0] if len(pointing) == 1 else ""


def _stray_on(page: bytes, begins: int) -> int | None:
    """Offset of the first byte of a page's unused room that is not zero; the page's kind if that is unknown."""
    head = _HEADS.get(page[begins])
    if head is None:
        return begins
    cells = int.from_bytes(page[begins + 3 : begins + 5], "big")
    content = int.from_bytes(page[begins + 5 : begins + 7], "big") or 65536
    first = begins + head + 2 * cells
    rest = page[first:content]
    return first + len(rest) - len(rest.lstrip(b"\x00")) if rest.strip(b"\x00") else None
