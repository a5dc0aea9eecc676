"""What happens to a film's picture from one frame to the next: edits, black, flashes and lights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A change of picture at frame ``frame``. ``kind``: ``cut``, ``fade`` or ``dissolve``; ``change`` in levels."""

    frame: int
    kind: str
    change: float


@dataclass(frozen=True)
class Span:
    """Frames ``first`` to ``after - 1`` are black (or white); ``fades_out`` before it, ``fades_in`` after it."""

    first: int
    after: int
    is_white: bool
    fades_out: bool
    fades_in: bool


@dataclass(frozen=True)
class Flash:
    """Light that comes at frame ``frame`` and goes again; ``change`` in levels."""

    frame: int
    change: float


@dataclass(frozen=True)
class Light:
    """Light that changes inside a shot at frame ``frame`` and stays so; ``change`` in levels, below 0 where it goes out.

    ``is_slow``: it grows for a second or more, and ``frame`` is where that begins.
    """

    frame: int
    change: float
    is_slow: bool = False


Moment = Edit | Flash | Light


@dataclass(frozen=True)
class Edits:
    """All that was found, each in order of time."""

    edits: tuple[Edit, ...]
    spans: tuple[Span, ...]
    flashes: tuple[Flash, ...]
    lights: tuple[Light, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every edit, flash and light."""
        return (*self.edits, *self.flashes, *self.lights)
