"""What a recut did to a film: stretches of the old picture found in the new one, and the change list that an editor reads."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: What may have happened to a stretch of picture, a cue, a hit, a silence or a song.
CHANGES = ("kept", "moved", "shortened", "lengthened", "changed", "new", "removed")


@dataclass(frozen=True)
class Piece:
    """A stretch of the old film that stands in the new one: old picture time plus ``shift_s`` is new picture time.

    ``replaced_s`` are spans of old time inside it whose picture is another one now, while all around them kept its time.
    """

    start_s: Fraction
    end_s: Fraction
    shift_s: Fraction
    replaced_s: tuple[tuple[Fraction, Fraction], ...] = ()

    @property
    def new_start_s(self) -> Fraction:
        """Where it begins in the new film."""
        return self.start_s + self.shift_s

    @property
    def new_end_s(self) -> Fraction:
        """Where it ends in the new film."""
        return self.end_s + self.shift_s


@dataclass(frozen=True)
class Conformed:
    """An old and a new cut laid side by side: pieces in the order of the new film, and what is only in one of them."""

    pieces: tuple[Piece, ...]
    new_s: tuple[tuple[Fraction, Fraction], ...]
    gone_s: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Change:
    """One line of the change list; times are None where there are none. ``what`` is picture, cue, hit, silence or song."""

    what: str
    name: str
    change: str
    old_start_s: Fraction | None
    old_end_s: Fraction | None
    new_start_s: Fraction | None
    new_end_s: Fraction | None
    remark: str = ""
