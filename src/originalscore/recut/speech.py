"""Spoken lines on the new cut: what is heard again where it should be is the old line moved, so that an untouched cue lies under the same words.

A voice found again in another encoding begins a few hundredths of a second earlier or later; taking that for a change would write every cue
anew. Lines that only subtitles told are carried over where no new subtitles are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from originalscore.formats.subtitles import Line
from originalscore.model.picture import Speech
from originalscore.model.recut import Piece

_SAME_S = Fraction(35, 100)
"""A line that begins and ends this near to where the old one did is the old one (ours; voices are found in steps of 32 ms and padded)."""


def carry_speech(old: Iterable[Speech], new: Iterable[Speech], pieces: Sequence[Piece]) -> tuple[Speech, ...]:
    """The lines of the new cut, the old ones' edges where they are the same lines.

    Parameters
    ----------
    old, new
        As found in the two films.
    pieces
        Stretches of old picture in the new one.
    """
    moved = [place for line in old if (place := _moved(line.start_s, line.end_s, pieces)) is not None]
    lines = []
    for line in new:
        same = [span for span in moved if abs(span[0] - line.start_s) <= _SAME_S and abs(span[1] - line.end_s) <= _SAME_S]
        lines.append(replace(line, start_s=same[0][0], end_s=same[0][1]) if same else line)
    return tuple(lines)


def carry_lines(old: Iterable[Line], pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """Subtitles of the old cut as they stand in the new one; a line that was cut into is left out."""
    placed = [(place, line.text) for line in old if (place := _moved(line.start_s, line.end_s, pieces)) is not None]
    return tuple(Line(*place, text) for place, text in sorted(placed))


def _moved(start_s: Fraction, end_s: Fraction, pieces: Sequence[Piece]) -> tuple[Fraction, Fraction] | None:
    return next((
        (start_s + one.shift_s, end_s + one.shift_s) for one in pieces if one.start_s <= start_s and end_s <= one.end_s
    ), None)  # fmt: skip
