"""Mood to music: one row a mood, and rows mixed by weight.

The order of importance is mode, tempo, register, dynamics, articulation, timbre; effects add up without interactions, so a
mixture is the weighted mean of its rows, and the mode is drawn with the weights of all of them. Directions and order follow Eerola,
Friberg and Bresin, *Frontiers in Psychology* 4:487, 2013, and the summaries named in the craft notes (section 9); every number is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Weighted = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MoodRow:
    """How a mood is composed.

    ``slow_bpm`` to ``fast_bpm`` in quarter notes a minute; ``modes`` with integer weights; ``meters`` with weights; ``idiom``
    names the texture's vocabulary where the film's style asks for no other. ``onsets_s`` is how many notes a second the busiest layer
    strikes; ``centre`` the middle of the melody's register (C4 = 60); ``level_db`` how loud beside the film's loudest row;
    ``note_ratio`` how much of its written length a note sounds.
    """

    slow_bpm: int
    fast_bpm: int
    modes: Weighted
    meters: Weighted
    idiom: str
    onsets_s: float
    centre: int
    level_db: float
    note_ratio: float


@dataclass(frozen=True)
class Mixture:
    """Rows mixed by weight: the same quantities, the mode and meter still to be drawn (weights in thousandths)."""

    slow_bpm: float
    fast_bpm: float
    modes: Weighted
    meters: Weighted
    onsets_s: float
    centre: int
    level_db: float
    note_ratio: float


_MAJOR = (("major", 3), ("lydian", 1))
_MINOR = (("minor", 3), ("dorian", 1))
_COMMON = (("4/4", 4), ("3/4", 1))

MOOD_ROWS: dict[str, MoodRow] = {
    "neutral": MoodRow(60, 76, (("dorian", 2), ("major", 1), ("mixolydian", 1)), (("4/4", 1),), "underscore", 1.0, 63, -9, 1.0),
    "daily": MoodRow(84, 104, (("major", 3), ("mixolydian", 2)), _COMMON, "light", 2.5, 69, -5, 0.7),
    "tender": MoodRow(60, 80, _MAJOR, (("4/4", 2), ("3/4", 2)), "intimate", 1.5, 67, -6, 1.0),
    "romance": MoodRow(62, 82, _MAJOR, (("3/4", 2), ("4/4", 2)), "romantic", 2.0, 69, -4, 1.0),
    "comic": MoodRow(112, 138, (("major", 2), ("mixolydian", 1)), (("4/4", 2), ("2/4", 1)), "light", 4.0, 72, -2, 0.5),
    "joy": MoodRow(112, 138, (("major", 3), ("mixolydian", 1)), _COMMON, "light", 4.0, 72, 0, 0.6),
    "wonder": MoodRow(72, 96, (("lydian", 2), ("major", 2)), _COMMON, "romantic", 3.0, 74, -4, 0.9),
    "mystery": MoodRow(60, 84, (("minor", 2), ("phrygian", 1), ("dorian", 1)), _COMMON, "mystery", 1.5, 64, -9, 0.85),
    "suspense": MoodRow(84, 112, (("phrygian", 3), ("minor", 1)), (("4/4", 1),), "thriller", 4.5, 60, -4, 0.6),
    "horror": MoodRow(48, 66, (("phrygian", 2), ("minor", 1)), (("4/4", 1),), "dread", 3.0, 62, -4, 0.8),
    "conflict": MoodRow(80, 112, _MINOR, (("4/4", 1),), "action", 4.0, 62, 1, 0.65),
    "action": MoodRow(126, 160, (("dorian", 3), ("mixolydian", 2), ("minor", 1)), (("4/4", 1),), "action", 7.0, 65, 3, 0.5),
    "sorrow": MoodRow(50, 66, _MINOR, _COMMON, "intimate", 1.0, 63, -8, 1.0),
    "triumph": MoodRow(96, 126, (("major", 3), ("mixolydian", 2)), (("4/4", 1),), "heroic", 3.0, 70, 3, 0.85),
}


def mix_moods(moods: tuple[tuple[str, float], ...]) -> Mixture:
    """Mix rows by weight.

    Parameters
    ----------
    moods
        Moods with weights above 0, the main one first; weights need not sum to 1.
    """
    total = sum(weight for _, weight in moods)
    rows = [(MOOD_ROWS[mood], weight / total) for mood, weight in moods]

    def mean(of: Callable[[MoodRow], float]) -> float:
        return sum(of(row) * share for row, share in rows)

    return Mixture(
        mean(lambda row: row.slow_bpm), mean(lambda row: row.fast_bpm),
        _pooled([(row.modes, share) for row, share in rows]), _pooled([(row.meters, share) for row, share in rows]),
        round(mean(lambda row: row.onsets_s), 3), round(mean(lambda row: row.centre)), round(mean(lambda row: row.level_db), 2),
        round(mean(lambda row: row.note_ratio), 3),
    )  # fmt: skip


def _pooled(tables: list[tuple[Weighted, float]]) -> Weighted:
    """Several weighted choices as one, in thousandths; order of first mention."""
    pool: dict[str, float] = {}
    for table, share in tables:
        whole = sum(weight for _, weight in table)
        for name, weight in table:
            pool[name] = pool.get(name, 0.0) + 1000 * share * weight / whole
    return tuple((name, round(weight)) for name, weight in pool.items() if round(weight))
