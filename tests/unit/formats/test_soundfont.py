"""Preset headers of SoundFonts."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from originalscore.errors import FormatError
from originalscore.formats.soundfont import read_presets


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def soundfont(*presets: tuple[str, int, int]) -> bytes:
    rows = [struct.pack("<20sHHHIII", name.encode(), program, bank, 0, 0, 0, 0) for name, bank, program in (*presets, ("EOP", 0, 0))]
    lists = chunk(b"LIST", b"INFOodd") + chunk(b"LIST", b"pdta" + chunk(b"phdr", b"".join(rows)))
    return chunk(b"RIFF", b"sfbk" + lists)


def test_presets_are_read_with_bank_program_and_name(tmp_path: Path) -> None:
    (tmp_path / "a.sf2").write_bytes(soundfont(("Horns", 17, 60), ("Kit", 128, 48)))
    assert read_presets(tmp_path / "a.sf2") == {(17, 60): "Horns", (128, 48): "Kit"}


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a soundfont at all", chunk(b"RIFF", b"sfbk" + chunk(b"LIST", b"INFO"))])
def test_what_is_no_soundfont_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.sf2").write_bytes(content)
    with pytest.raises(FormatError, match=r"a\.sf2"):
        read_presets(tmp_path / "a.sf2")
