"""What is decided of each note before anything sounds: what to do on the synthesiser, or what to make and where to lay it."""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.model.palette import Patch, Seat
from originalscore.render.casting import Choice
from originalscore.render.life import Life

ANCHOR_LEVEL, ANCHOR_LUFS = 0.55, -39.5
"""A single note of the first violins at mezzo-forte; a full orchestra of such notes then lies about -23 LUFS."""
MOST_EARLY_S, MOST_EARLY_HIT_S = 0.2, 0.48
"""How early a note may start, to be felt in time."""


@dataclass(frozen=True)
class Event:
    """Something to do at a block: start, stop or move a note (``what``), with what it needs."""

    block: int
    order: int
    what: str
    note: int
    controls: tuple[tuple[int, int], ...] = ()
    filter_cents: float = 0.0
    cents: float = 0.0


@dataclass(frozen=True)
class Voiced:
    """A note ready to be sounded by the synthesiser."""

    patch: Patch
    height: int
    velocity: int
    volume: int
    pan: int
    cents: float
    release_timecents: int = 0


@dataclass(frozen=True)
class Laid:
    """A note to be made and laid into the stem.

    Parameters
    ----------
    choice, height, velocity, level, held_s
        What to make.
    onset_s, shift_s, most_early_s
        When it is felt, how much earlier or later its player starts, and how early it may start to be felt in time.
    lufs, pan_ratio, cents
        How loud, where, and how far out of tune.
    life
        How it moves; None: as it is made.
    seed
        For the maker's own chances.
    """

    choice: Choice
    height: int
    velocity: int
    level: float
    held_s: float
    onset_s: float
    shift_s: float
    most_early_s: float
    lufs: float
    pan_ratio: float
    cents: float
    life: Life | None
    seed: int


def target_lufs(seat: Seat, level: float, height: int) -> float:
    """How loud a single note should be: the orchestra's balance at this level and in this register."""
    register_db = seat.below_db * min(0, height - seat.pivot) + seat.above_db * max(0, height - seat.pivot)
    return ANCHOR_LUFS + seat.level_db + seat.span_db * (level - ANCHOR_LEVEL) + max(-9.0, min(4.0, register_db))


@dataclass(frozen=True)
class Sounded:
    """What a note is sounded with."""

    choice: Choice
    patch: Patch
    height: int
    seat: Seat
    tune_cents: int
