"""How much music makes an album: the least that the Grammys' 63rd edition asked of one (rights.md 1.4; a rule with its date, not a verdict)."""

from __future__ import annotations

from fractions import Fraction

TRACKS, WITH_TRACKS_S, ALONE_S = 5, 15 * 60, 30 * 60
"""So many different tracks and seconds together, or so many seconds whatever their number."""
EDITION = "Grammy minimum, 63rd edition"


def album_minimum(tracks: int, length_s: Fraction) -> str:
    """Whether an album has that much, in words."""
    told = f"{tracks} different {'track' if tracks == 1 else 'tracks'}, {clock(length_s)}"
    asked = f"{TRACKS} tracks and {WITH_TRACKS_S // 60} minutes, or {ALONE_S // 60} minutes"
    reached = (tracks >= TRACKS and length_s >= WITH_TRACKS_S) or length_s >= ALONE_S
    return f"{EDITION} ({asked}): {'met' if reached else 'not met'} with {told}"


def clock(length_s: Fraction) -> str:
    """Minutes and seconds, to the nearest second."""
    seconds = round(length_s)
    return f"{seconds // 60}:{seconds % 60:02}"
