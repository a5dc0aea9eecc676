"""Character and craft: which measures say what a piece is like, and which say how well it is made.

A measure is of *craft* where the craft notes want every good piece on the same side of it, whatever the scene: nothing runs parallel, ideas
come back but nothing loops, bars join, the top is kept for once, tension moves instead of drifting, an ending comes home. Two good pieces
are alike there, and should be. A measure is of *character* where good pieces of different scenes lie at different places and neither end is
a fault of its own. Every plain trait is of character, and so are the measures of the craft table that are named here; what is not named is of
craft. How the line was drawn stands in ``docs/decisions/0029``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from originalscore.study.traits import Trait

if TYPE_CHECKING:
    from originalscore.study.study import Figure, Study

#: The measures of the craft table that are of character. (Its dissonance is among the plain traits.)
CHARACTER = (
    "triad fit", "steps", "leaps", "range", "melody notes", "durations", "chord variety", "chord changes", "bar variety", "bass steps",
    "bass fourths", "contrary motion", "inner notes", "tension spread",
)  # fmt: skip
#: Two pieces are told apart by a measure of the table when they differ by this share of the range of real music (ours).
_TOLD_APART = 0.1


def told_by(figures: Sequence[Figure]) -> tuple[Trait, ...]:
    """The measures of character among the figures of the table, on the scale of real music drawn out by half of it to both sides."""
    found = []
    for figure in figures:
        if figure.name in CHARACTER:
            width = figure.high - figure.low
            low, high = max(0.0, figure.low - width / 2), figure.high + width / 2
            found.append(Trait(figure.name, figure.words, figure.value, _TOLD_APART * width, low, high))
    return tuple(found)


def together(studies: Sequence[Study]) -> tuple[Trait, ...]:
    """The character of several cues that are one scene: the mean of each trait, weighed by their bars."""
    rows = []
    for same in zip(*(study.traits for study in studies), strict=True):
        known = [(trait.value, study.bars) for trait, study in zip(same, studies, strict=True) if trait.value is not None]
        bars = sum(count for _, count in known)
        mean = sum(value * count for value, count in known) / bars if bars else None
        first = same[0]
        rows.append(Trait(first.name, first.words, mean, first.differs, first.low, first.high, first.by_ratio))
    return tuple(rows)
