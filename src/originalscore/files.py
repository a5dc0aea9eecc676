"""Files that appear whole or not at all.

Every output is written under a temporary name in its own folder and renamed when it is complete, so a run that is
killed leaves nothing half-written under a final name. Left-over temporary files are recognised by their ending.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from originalscore.errors import DeliveryError

PARTIAL = ".partial"


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
        partial.unlink(missing_ok=True)
        if fault.errno == errno.ENOSPC:
            raise DeliveryError(f"the disk is full while writing {path.name}", "free some space and run the same command again") from None
        if fault.errno in (errno.EACCES, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise DeliveryError(f"cannot write {path}: {fault.strerror}", "choose another folder with --out") from None
        raise
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a text (UTF-8) or bytes to ``path``, whole or not at all."""
    with whole_file(path) as partial:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)


def clear_partials(folder: Path) -> None:
    """Remove what a killed run left under temporary names."""
    for path in sorted(folder.rglob(f"*{PARTIAL}*")):
        if path.is_file():
            path.unlink()


def checksum(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
