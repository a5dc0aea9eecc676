"""Light that comes gradually: surges that pass, washes of white between two pictures, and dawns that stay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.changes import Edit, Flash, Light, Moment
from originalscore.picture.looks import BLACK, Looks
from originalscore.picture.thumbs import LUMA_POINTS, agreement

_FLAT, _WASH_CLEAR_S = 6.0, 0.7
"""Spread of a washed-out picture's blocks, in levels (the darkest third may lie on the edge of bars); and its least distance from any cut."""
_DAWN_S = 2.0
"""A dawn rises within this time and is still there as much later."""
_DAWN_RISE, _DAWN_KEPT, _DAWN_LIFT = 16.0, 0.7, 0.6
"""Least rise in levels, share of it that stays, and how one-sided its frames' changes are on average."""
_STILL = 0.9
"""The camera stands still where the edges of neighbours, and the patterns of the ends, agree this well."""


def find_surges(looks: Looks, closed: NDArray[np.bool_]) -> list[Flash]:
    """Passing floods of light that are no cut: brightness rises by 30 levels within 0.3 s to a peak and falls again."""
    level = looks.luma / max(0.2, 1 - float(looks.dark.min()))
    peaks = np.flatnonzero(~closed[1:-1] & (level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:]) & (level[1:-1] >= 60)) + 1
    surges = []
    for peak in peaks.tolist():
        low, high = np.searchsorted(looks.seconds, (looks.seconds[peak] - 0.3, looks.seconds[peak] + 0.7))
        rise = float(level[peak] - level[low])
        fall = float(level[peak] - level[min(int(high), looks.count - 1)])
        steepest = float(looks.change[low : peak + 1].max())
        if rise > 30 and fall > 12 and steepest < 0.6 * rise and not closed[low]:
            surges.append(Flash(peak, rise))
    return surges


def find_washes(looks: Looks, surges: Sequence[Flash], cuts: Sequence[Edit]) -> list[Edit]:
    """Surges that wash the picture out, as a film fades through white: nothing but bars and one level is left. Clear of ``cuts``."""
    washes = []
    for surge in surges:
        blocks = looks.thumbs[surge.frame, :LUMA_POINTS].astype(np.float32)
        low, high = np.percentile(blocks[blocks > BLACK], (35, 85)) if (blocks > BLACK).any() else (0.0, np.inf)
        clear = all(abs(looks.seconds[surge.frame] - looks.seconds[cut.frame]) > _WASH_CLEAR_S for cut in cuts)
        if clear and high - low < _FLAT:
            washes.append(Edit(surge.frame, "fade", surge.change))
    return washes


def find_dawns(looks: Looks, others: Sequence[Moment], closed: NDArray[np.bool_]) -> list[Light]:
    """Slow brightening of a still view that stays: where it begins, with its rise in levels.

    None is found within ``_DAWN_S`` of an edit, a flash or a sudden light (``others``), or of black.
    """
    barred = np.concatenate(([0], (closed | (looks.alike < _STILL)).cumsum()))
    taken = np.array([other.frame for other in others], int)
    dawns: list[Light] = []
    ends, lasts = (np.searchsorted(looks.seconds, looks.seconds + way * _DAWN_S) for way in (1, 2))
    rises = looks.luma[np.minimum(ends, looks.count - 1)] - looks.luma
    for first in np.flatnonzero((rises >= _DAWN_RISE) & (lasts < looks.count)).tolist():
        after, last = int(ends[first]), int(lasts[first])
        if dawns and looks.seconds[first] - looks.seconds[dawns[-1].frame] < 2 * _DAWN_S:
            continue
        near = ((taken >= first - (after - first)) & (taken <= after)).any()
        if near or barred[after + 1] > barred[first] or looks.luma[last] - looks.luma[first] < _DAWN_KEPT * rises[first]:
            continue
        if looks.lift[first + 1 : after].mean() >= _DAWN_LIFT and agreement(looks.thumbs[first], looks.thumbs[after]) >= _STILL:
            dawns.append(Light(_onset(looks, first, after), float(looks.luma[last] - looks.luma[first]), is_slow=True))
    return dawns


def _onset(looks: Looks, first: int, after: int) -> int:
    """The last frame before the level has risen by a tenth."""
    risen = looks.luma[first : after + 1] - looks.luma[first]
    return first + int(np.argmax(risen > 0.1 * risen[-1]))
