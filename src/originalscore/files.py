"""Files that appear whole or not at all.

Every output is written under a temporary name in its own folder and renamed when it is complete, so a run that is
killed leaves nothing half-written under a final name. Left-over temporary files are recognised by their ending.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from originalscore.errors import DeliveryError

PARTIAL = ".partial"


#: Error numbers of the machine -> what the user can do about it.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG)


def machine_fault(fault: OSError, path: Path | None = None) -> DeliveryError | None:
    """A full disk or a place that cannot be written as one clear line; None for any other fault.

    Parameters
    ----------
    fault
        What the system said.
    path
        The file being written; default: the one the fault names.
    """
    where = path or (Path(str(fault.filename)) if fault.filename else None)
    if fault.errno in _FULL:
        what = f" while writing {where.name}" if where else ""
        return DeliveryError(f"the disk is full{what} ({os.strerror(fault.errno)})", "free some space and run the same command again")
    if where and (fault.errno in _CLOSED or (path and fault.errno == errno.ENOENT)):
        return DeliveryError(f"cannot write {where}: {os.strerror(fault.errno)}", "choose another folder with --out")
    return None


def refuse_unwritable(folder: Path) -> None:
    """Make sure that files can be made in a folder, which need not exist yet.

    Raises
    ------
    DeliveryError
        If it, or the nearest folder above it, is closed or a file.
    """
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    reason = errno.EACCES if not os.access(there, os.W_OK | os.X_OK) else 0
    if not there.is_dir():
        reason = errno.ENOTDIR
    if reason:
        raise DeliveryError(f"cannot write {folder}: {os.strerror(reason)}", "choose another folder with --out")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it becomes ``path`` when the block ends well and vanishes when it does not.

    The temporary name keeps the file's own ending (``a.mp4`` is written as ``a.partial.mp4``), since many libraries
    choose the format by it.

    Raises
    ------
    DeliveryError
        If the disk is full or the folder cannot be written.
    """
    partial = path.with_name(f"{path.stem}{PARTIAL}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as fault:
        _remove(partial)
        told = machine_fault(fault, path)
        if told:
            raise told from None
        raise
    except BaseException:
        _remove(partial)
        raise


def _remove(path: Path) -> None:
    """Remove a file if it is there and can be removed."""
    with suppress(OSError):
        path.unlink()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a text (UTF-8) or bytes to ``path``, whole or not at all."""
    with whole_file(path) as partial:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)


def clear_partials(folder: Path) -> None:
    """Remove what a killed run left under temporary names."""
    for path in sorted(folder.rglob(f"*{PARTIAL}*")):
        if path.is_file() and (path.stem.endswith(PARTIAL) or path.suffix == PARTIAL):
            path.unlink()


def checksum(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
