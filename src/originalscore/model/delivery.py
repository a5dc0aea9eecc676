"""What left the building."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class DeliveredFile:
    """A file of the delivery: path relative to the folder, what it is, size and checksum."""

    path: str
    kind: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Delivery:
    """The files one step of delivery wrote."""

    SCHEMA: ClassVar[str] = "Delivery.1"

    files: tuple[DeliveredFile, ...]
