"""Files appear whole or not at all."""

import errno
import os
import resource
from pathlib import Path

import pytest

from originalscore.errors import DeliveryError
from originalscore.files import checksum, clear_partials, machine_fault, refuse_unwritable, whole_file, write_whole


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


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_one_clear_line(number: int, tmp_path: Path) -> None:
    told = rf"the disk is full while writing a\.wav \({os.strerror(number)}\); free some space and run the same command again"
    with pytest.raises(DeliveryError, match=told), whole_file(tmp_path / "a.wav") as partial:
        partial.write_bytes(b"half")
        raise OSError(number, os.strerror(number))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.ENOENT])
def test_a_place_that_cannot_be_written_is_one_clear_line(number: int, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"cannot write .*a\.wav: .*; choose another folder"), whole_file(tmp_path / "a.wav"):
        raise OSError(number, os.strerror(number))


def test_any_other_fault_is_left_as_it_is(tmp_path: Path) -> None:
    assert machine_fault(OSError(errno.EBADF, "Bad file descriptor", "x")) is None
    assert machine_fault(OSError(errno.ENOENT, "No such file or directory", "x")) is None
    with pytest.raises(OSError, match="Bad file") as fault, whole_file(tmp_path / "a.wav"):
        raise OSError(errno.EBADF, "Bad file descriptor")
    assert not isinstance(fault.value, DeliveryError)


def test_a_real_limit_of_the_system_is_met_in_the_same_way(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        write_whole(tmp_path / "small.txt", "x" * 900)
        with pytest.raises(DeliveryError, match="disk is full while writing large"):
            write_whole(tmp_path / "large.txt", "x" * 1100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == ["small.txt"]


def test_the_nearest_folder_above_decides_whether_one_can_be_made(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "not" / "there" / "yet")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeliveryError, match="Not a directory"):
        refuse_unwritable(tmp_path / "file" / "deep")


def test_left_over_partial_files_are_cleared(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.partial.wav").write_bytes(b"x")
    (tmp_path / "deep" / "b.partial").write_bytes(b"x")
    write_whole(tmp_path / "b.wav", b"y")
    write_whole(tmp_path / "my.partially done.txt", b"z")
    clear_partials(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["b.wav", "my.partially done.txt"]


def test_the_checksum_is_sha256(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"abc")
    assert checksum(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
