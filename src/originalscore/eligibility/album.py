"""What of an album's running time is original score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.ledger import Ledger


@dataclass(frozen=True)
class AlbumTimes:
    """An album as far as awards ask.

    Parameters
    ----------
    tracks
        How many different ones it has.
    seconds
        Id of a piece of the ledger -> how long it is heard on the album.
    length_s
        Running time from the first sample to the last, gaps included.
    """

    tracks: int
    seconds: Mapping[str, Fraction]
    length_s: Fraction

    def score_share(self, ledger: Ledger) -> tuple[Fraction, Fraction] | None:
        """Lowest and highest share of score, written for this film and led by no lyric; they differ by pieces whose origin nobody has said.

        None where the album has no length.
        """
        if not self.length_s:
            return None
        sure = unsaid = Fraction(0)
        for name, length_s in self.seconds.items():
            piece = ledger.entry(name)
            if piece is not None and not piece.lyric and piece.origin in ("composed here", ""):
                sure += length_s if piece.origin else 0
                unsaid += 0 if piece.origin else length_s
        return sure / self.length_s, (sure + unsaid) / self.length_s
