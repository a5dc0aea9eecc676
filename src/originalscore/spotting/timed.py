"""A wish for a time of the film, whoever has it: the brief, or an editor's mark."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class TimedWish:
    """A wish for a span (``start_s`` < ``end_s``) or a moment (equal): its kind is ``hit``, ``silence``, ``mood`` or
    ``purpose`` (``mood`` then holds the purpose)."""

    kind: str
    start_s: Fraction
    end_s: Fraction
    mood: str
    words: str
