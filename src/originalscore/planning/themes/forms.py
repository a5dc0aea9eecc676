"""The forms of a theme as rows of segments: what each bar is made of, and where it comes to rest.

Kinds: ``idea`` is the head, ``again`` the same idea on another step or harmony, ``same`` the idea as it was, ``piece`` a bar of the idea
broken off, ``turned`` its contour upside down, ``new`` a contrasting answer in another rhythm, ``end`` the way home. After Richards
2016 (film themes: sentence, period, clause and their hybrids); the lengths in bars are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Where a phrase rests: nowhere, on the dominant's side, off the tonic, on the tonic.
RESTS = ("", "half", "open", "full")


@dataclass(frozen=True)
class Segment:
    """``bars`` bars of one kind; ``rest`` is a name of :data:`RESTS` and holds for its last bar."""

    kind: str
    bars: int
    rest: str = ""


_S = Segment
#: Form -> layouts of two-bar ideas, each with its weight.
LAYOUTS: dict[str, tuple[tuple[tuple[Segment, ...], int], ...]] = {
    "sentence": (
        ((_S("idea", 2), _S("again", 2), _S("piece", 1), _S("piece", 1), _S("end", 2, "full")), 4),
        ((_S("idea", 2), _S("again", 2), _S("piece", 1), _S("piece", 1), _S("piece", 1), _S("end", 3, "full")), 1),
        ((_S("idea", 2), _S("again", 2), _S("again", 2), _S("piece", 1), _S("piece", 1), _S("end", 2, "full")), 1),
        ((_S("idea", 2), _S("again", 2), _S("new", 2), _S("end", 2, "full")), 2),
    ),
    "period": (
        ((_S("idea", 2), _S("new", 2, "half"), _S("same", 2), _S("end", 2, "full")), 4),
        ((_S("idea", 2), _S("turned", 2, "half"), _S("same", 2), _S("end", 2, "full")), 2),
    ),
    "clause": (
        ((_S("idea", 2), _S("new", 2), _S("end", 2, "full")), 1),
        ((_S("idea", 2), _S("again", 2), _S("end", 2, "full")), 3),
    ),
    "open": (
        ((_S("idea", 2), _S("again", 2), _S("again", 2), _S("piece", 1), _S("end", 1, "open")), 3),
        ((_S("idea", 2), _S("new", 2), _S("again", 2), _S("end", 2, "open")), 3),
        ((_S("idea", 2), _S("again", 2), _S("turned", 2), _S("piece", 1), _S("piece", 1), _S("end", 2, "open")), 2),
    ),
}  # fmt: skip


def layout_bars(layout: tuple[Segment, ...]) -> int:
    """How many bars a layout fills."""
    return sum(segment.bars for segment in layout)


def rests_of(layout: tuple[Segment, ...]) -> tuple[tuple[int, str], ...]:
    """(bar from 0, rest) of every bar on which a phrase comes to rest."""
    found, bar = [], 0
    for segment in layout:
        bar += segment.bars
        if segment.rest:
            found.append((bar - 1, segment.rest))
    return tuple(found)


def guess_form(similar: tuple[float, ...], closed: bool) -> str:
    """The form of a melody somebody else wrote, from how like its opening two bars each later pair of bars is (0 to 1).

    The same opening half-way through makes a period, an early return a sentence; what closes without return is a clause, the rest is open.
    The limits are ours.
    """
    returns = [place for place, likeness in enumerate(similar, 1) if likeness >= 0.8]
    if closed and len(similar) >= 3 and (len(similar) + 1) // 2 in returns:
        return "period"
    if similar and similar[0] >= 0.6 and len(similar) >= 2:
        return "sentence"
    return "clause" if closed else "open"
