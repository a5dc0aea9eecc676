"""The list of what was delivered."""

from __future__ import annotations

from pathlib import Path

from originalscore.files import checksum
from originalscore.model.delivery import DeliveredFile


def listed(root: Path, path: Path, kind: str) -> DeliveredFile:
    """A line of the list: path from the folder, kind, size, checksum."""
    return DeliveredFile(path.relative_to(root).as_posix(), kind, path.stat().st_size, checksum(path))
