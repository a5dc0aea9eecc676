"""Files appear whole or not at all."""

import errno
from pathlib import Path

import pytest

from originalscore.errors import DeliveryError
from originalscore.files import checksum, clear_partials, whole_file, write_whole


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    with whole_file(tmp_path / "new" / "a.txt") as partial:
        partial.write_text("half")
        assert not (tmp_path / "new" / "a.txt").exists()
    assert (tmp_path / "new" / "a.txt").read_text() == "half"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "old")
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "a.txt") as partial:
        partial.write_text("new")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"disk is full while writing a.wav; free some space"), whole_file(tmp_path / "a.wav"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_left_over_partial_files_are_cleared(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.partial.wav").write_bytes(b"x")
    write_whole(tmp_path / "b.wav", b"y")
    clear_partials(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["b.wav"]


def test_the_checksum_is_sha256(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"abc")
    assert checksum(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
