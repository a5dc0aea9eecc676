"""What a SoundFont holds, read from its preset headers alone: SF2 and SF3 have the same.

Source: SoundFont Technical Specification 2.04, sections 4 (RIFF structure) and 7.2 (the PHDR sub-chunk, 38 bytes a preset).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from originalscore.errors import FormatError

_PRESET = struct.Struct("<20sHHHIII")


def read_presets(path: Path) -> dict[tuple[int, int], str]:
    """Every preset: (bank, program) to its name.

    Raises
    ------
    FormatError
        If the file is no SoundFont.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) != b"RIFF" or len(file.read(4)) < 4 or file.read(4) != b"sfbk":
                raise FormatError(f"{path.name}: not a SoundFont", "name an SF2 or SF3 file")
            headers = _preset_headers(file)
    except OSError as fault:
        raise FormatError(f"{path.name} cannot be read: {fault.strerror}", "check it is a file you may read") from None
    rows = [_PRESET.unpack_from(headers, at) for at in range(0, len(headers) - _PRESET.size, _PRESET.size)]  # the last one ends the table
    return {(bank, program): name.split(b"\0")[0].decode("latin-1") for name, program, bank, *_ in rows}


def _preset_headers(file: BinaryIO) -> bytes:
    for name, size in _chunks(file):
        if name == b"LIST" and file.read(4) == b"pdta":
            for inner, length in _chunks(file):
                if inner == b"phdr":
                    return file.read(length)
        elif name == b"LIST":
            file.seek(size - 4 + size % 2, 1)
        else:
            file.seek(size + size % 2, 1)
    raise FormatError(f"{Path(file.name).name}: a SoundFont without presets", "choose another file")


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Name and size of each chunk; whoever asks moves past its content."""
    while len(header := file.read(8)) == 8:
        yield header[:4], int.from_bytes(header[4:], "little")
