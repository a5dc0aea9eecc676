"""How long music is heard, counted in whole frames, under every way of counting that changes the answer (rights.md 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from originalscore.model.ledger import Entry, Ledger


@dataclass(frozen=True)
class Counting:
    """One way of counting.

    Parameters
    ----------
    each_piece
        Whether music that overlaps counts once a piece; otherwise once.
    end_credits, logo, source
        Whether music of the end credits, of logos, and heard by the people in the film counts.
    """

    each_piece: bool = False
    end_credits: bool = True
    logo: bool = True
    source: bool = True

    def takes(self, entry: Entry) -> bool:
        """Whether a piece is counted at all."""
        return (self.logo or entry.usage != "EE") and (self.source or not entry.on_screen)


def music_frames(ledger: Ledger, counting: Counting, of: Callable[[Entry], bool] = lambda entry: True) -> int:
    """Frames in which music is heard, of the pieces that ``of`` takes."""
    end = ledger.frames if counting.end_credits or ledger.credits_frame is None else ledger.credits_frame
    spans = [(max(0, one.first_frame), min(end, one.end_frame)) for one in ledger.entries if counting.takes(one) and of(one)]
    return sum(max(0, last - first) for first, last in (spans if counting.each_piece else joined(spans)))


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same spans, those that meet or overlap as one."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[1] > span[0]):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out
