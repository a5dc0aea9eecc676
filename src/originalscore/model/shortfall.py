"""What was asked for and could not be given, said openly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortfall:
    """A wish met only in part.

    Parameters
    ----------
    cue
        Cue number, or empty for the whole film.
    wanted, given, why
        Plain words, each with its figure and unit.
    """

    cue: str
    wanted: str
    given: str
    why: str
