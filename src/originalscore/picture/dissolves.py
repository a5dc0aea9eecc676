"""Dissolves: spans of 0.4 to 1.6 s whose inner frames are weighted averages of their ends, and whose ends are two views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.changes import Edit, Moment, Span
from originalscore.picture.cuts import REPEAT
from originalscore.picture.looks import Looks
from originalscore.picture.thumbs import agreement

_LENGTHS_S = (0.45, 0.75, 1.2, 1.6)
_FADE_S = 1.3
"""None is looked for this near to black or white: it would be a fade."""
_LIT_S = 0.7
"""Nor this soon after a flash or a change of light."""
_ROOM_S = 1.2
"""Two dissolves are at least this far apart."""
_CHANGE, _SPREAD, _DRAWN = 8.0, 0.5, 0.4
"""Least difference of the ends in levels, share of blocks that differ, share of frames that are new drawings."""
_RESIDUE = 0.16
"""Largest share of that difference by which an inner frame may miss the average."""
_SAME_VIEW = 0.7
_AT_ONCE = 2048


def find_dissolves(looks: Looks, sudden: Sequence[Moment], spans: Sequence[Span]) -> list[Edit]:
    """Every dissolve clear of cuts, flashes, lights and black, in order of time."""
    if looks.count < 16:
        return []
    frame_s = float(looks.end_s) / looks.count
    closed = _closed(looks, sudden, spans)
    best: dict[int, tuple[float, float]] = {}
    for length_s in _LENGTHS_S:
        for middle, residue, change in _blends(looks, closed, max(4, round(length_s / frame_s / 2) * 2)):
            if middle not in best or residue < best[middle][0]:
                best[middle] = (residue, change)
    chosen: list[Edit] = []
    for middle, (_, change) in sorted(best.items(), key=lambda item: (item[1][0], item[0])):
        if all(abs(looks.seconds[middle] - looks.seconds[other.frame]) > _ROOM_S for other in chosen):
            chosen.append(Edit(middle, "dissolve", change))
    return sorted(chosen, key=lambda edit: edit.frame)


def _closed(looks: Looks, sudden: Sequence[Moment], spans: Sequence[Span]) -> NDArray[np.bool_]:
    closed = np.zeros(looks.count, bool)
    for change in sudden:
        closed[change.frame] = True
        if not isinstance(change, Edit):
            at_s = looks.seconds[change.frame]
            closed |= (looks.seconds >= at_s) & (looks.seconds < at_s + _LIT_S)
    for span in spans:
        end_s = looks.seconds[min(span.after, looks.count - 1)]
        closed |= (looks.seconds > looks.seconds[span.first] - _FADE_S) & (looks.seconds < end_s + _FADE_S)
    return closed


def _blends(looks: Looks, closed: NDArray[np.bool_], reach: int) -> Iterator[tuple[int, float, float]]:
    """(middle frame, residue, change) of every window of ``reach`` frames that looks like a blend of its ends."""
    for first, change in _windows(looks, closed, reach):
        start, end = (looks.thumbs[frame].astype(np.float32) for frame in (first, first + reach))
        way = end - start
        residue = 0.0
        for quarter in (1, 2, 3):
            inner = looks.thumbs[first + quarter * reach // 4].astype(np.float32) - start
            weight = np.clip(inner @ way / max(1e-6, float(way @ way)), 0.05, 0.95)
            residue = max(residue, float(np.abs(inner - way * weight).mean()) / change)
        if residue < _RESIDUE:
            yield first + reach // 2, residue, change


def _windows(looks: Looks, closed: NDArray[np.bool_], reach: int) -> Iterator[tuple[int, float]]:
    """First frame and change of every open window whose ends differ widely and are two views."""
    blocked = np.concatenate(([0], closed.cumsum()))
    drawn = np.concatenate(([0], (looks.change >= REPEAT).cumsum()))
    firsts = np.arange(0, looks.count - reach, max(1, reach // 12))
    firsts = firsts[(blocked[firsts + reach + 1] == blocked[firsts]) & (drawn[firsts + reach + 1] - drawn[firsts] >= _DRAWN * reach)]
    for part in np.array_split(firsts, len(firsts) // _AT_ONCE + 1):
        start, end = looks.thumbs[part], looks.thumbs[part + reach]
        apart = np.maximum(start, end) - np.minimum(start, end)
        change = apart.mean(axis=1)
        for place in np.flatnonzero((change >= _CHANGE) & ((apart > 4).mean(axis=1) >= _SPREAD)).tolist():
            if agreement(start[place], end[place]) <= _SAME_VIEW:
                yield int(part[place]), float(change[place])
