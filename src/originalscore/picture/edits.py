"""Find the edits of a film: cuts, fades, dissolves, flashes and black, from the looks of its frames.

A cut is a change that stands out from the changes around it and lasts: what follows stays unlike what came before
(else it was a flash). Frames that repeat the one before are passed over, so animation on twos and films converted
from a slower rate are judged by their own drawings. Black and white spans come from percentiles of brightness, so
letterbox bars and small stains do not matter; a fade is a slope of brightness beside such a span. A dissolve is a
span whose middle is the average of its ends. All limits were chosen by us on freely licensed films.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.looks import Looks

_REPEAT = 0.35
"""Change below which a frame repeats the one before."""
_CUT_CHANGE = 5.0
"""Least change of a cut, in levels (dark films: see ``_least_change``)."""
_CUT_RATIO = 2.6
"""A cut's change over the changes of its neighbours."""
_SAME_PATTERN = 0.72
"""Two pictures whose patterns agree this well are one view, unless their colours changed."""
_SPREAD, _LEAST_SPREAD, _RECOLOURED = 0.3, 0.12, 0.14
"""A cut changes the first share of the picture, or at least the second if it also changes this share of its colours."""
_FLASH_CHANGE = 15.0
"""Least change of a flash, in levels."""
_LASTING_RATIO = 0.5
"""Share of a cut's change that must remain between the pictures two drawings before and after."""
_BLACK_HIGH = 24.0
"""A frame is black when 99.7 % of it is at or below this level."""
_WHITE_SHARE = 0.9
"""A frame is white when this share of it, letterbox bars apart, is nearly white."""
_LUMA_POINTS = 144
"""Values of a thumbnail that are luma."""
_SPAN_S = 0.12
"""Shortest black or white span."""
_LONGEST_WHITE_S = 3.0
"""White for longer is a picture on white ground."""
_FADE_S = 1.3
"""No dissolve is looked for this near to black or white: it would be a fade."""
_FAINT = 3.0
"""Change at the border of black that is no blow."""
_FADE_LEVEL_RATIO = 0.6
"""A fade's last picture has at most this share of the brightness half a second further on."""


@dataclass(frozen=True)
class Edit:
    """A change of picture at frame ``frame``. ``kind``: ``cut``, ``fade`` or ``dissolve``; ``change`` in levels."""

    frame: int
    kind: str
    change: float


@dataclass(frozen=True)
class Span:
    """Frames ``first`` to ``after - 1`` are black (or white); ``fades_out`` before it, ``fades_in`` after it."""

    first: int
    after: int
    is_white: bool
    fades_out: bool
    fades_in: bool


@dataclass(frozen=True)
class Edits:
    """All that was found, each in order of time; ``flashes`` are frame numbers with their change in levels."""

    edits: tuple[Edit, ...]
    spans: tuple[Span, ...]
    flashes: tuple[tuple[int, float], ...]


def find_edits(looks: Looks) -> Edits:
    """Find every edit of the film; a film without any gives empty tuples."""
    spans = _find_spans(looks)
    cuts, flashes = _find_cuts(looks, _inside(spans, looks.count))
    dissolves = _find_dissolves(looks, cuts, spans)
    at_spans = [
        Edit(span.after, "fade" if span.fades_in else "cut", float(looks.high[min(span.after, looks.count - 1)]))
        for span in spans
        if 0 < span.after < looks.count
    ]
    into_black = [
        Edit(span.first, "fade" if span.fades_out else "cut", float(looks.change[span.first])) for span in spans if span.first > 0
    ]
    found = sorted([*cuts, *dissolves, *at_spans, *into_black], key=lambda edit: edit.frame)
    bright = sorted([*flashes, *(surge for surge in _find_surges(looks, spans) if all(abs(surge[0] - frame) > 12 for frame, _ in flashes))])
    return Edits(tuple(found), spans, tuple(bright))


def _find_spans(looks: Looks) -> tuple[Span, ...]:
    spans = []
    bars = float(looks.dark.min())
    white = looks.white > _WHITE_SHARE * (1 - bars)
    for mask, is_white in ((looks.high <= _BLACK_HIGH, False), (white, True)):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
        for first, after in zip(edges[::2].tolist(), edges[1::2].tolist()):
            end_s = looks.seconds[after] if after < looks.count else float(looks.end_s)
            length_s = end_s - looks.seconds[first]
            if length_s >= _SPAN_S and not (is_white and length_s > _LONGEST_WHITE_S):
                level = 255 - looks.luma if is_white else looks.luma
                spans.append(Span(first, after, is_white, _is_slope(looks, level, first, -1), _is_slope(looks, level, after, 1)))
    return tuple(sorted(spans, key=lambda span: span.first))


def _is_slope(looks: Looks, level: NDArray[np.float32], border: int, step: int) -> bool:
    """Whether the picture beside a black span rises from it gradually, not at one blow.

    ``border`` is the first frame after the change; the picture lies on its ``step`` side (-1 before, 1 after). It is
    gradual when the change at the border is faint, or its first picture is much darker than the half second beyond.
    """
    edge = border - 1 if step < 0 else border
    if not 0 <= edge < looks.count or border >= looks.count:
        return False
    inner = int(np.clip(np.searchsorted(looks.seconds, looks.seconds[edge] + step * 0.5), 0, looks.count - 1))
    brightest = float(level[min(edge, inner) : max(edge, inner) + 1].max())
    if looks.change[border] < _FAINT:
        return True
    return float(level[edge]) < _FADE_LEVEL_RATIO * brightest and float(looks.change[border]) < 0.4 * brightest + _FAINT


def _inside(spans: tuple[Span, ...], count: int) -> NDArray[np.bool_]:
    """Frames that are, or border on, black or white."""
    mask = np.zeros(count, bool)
    for span in spans:
        mask[max(0, span.first - 1) : span.after + 2] = True
    return mask


def _least_change(looks: Looks, frame: int) -> float:
    """The change a cut needs here: less in a film (or passage) of low contrast."""
    contrast = max(looks.contrast[max(0, frame - 1)], looks.contrast[frame])
    return float(np.clip(0.22 * contrast, 2.0, _CUT_CHANGE))


def _find_cuts(looks: Looks, excluded: NDArray[np.bool_]) -> tuple[list[Edit], tuple[tuple[int, float], ...]]:
    drawings = np.flatnonzero(looks.change >= _REPEAT)
    change = looks.change[drawings]
    cuts: list[Edit] = []
    flashes: list[tuple[int, float]] = []
    for place, frame in enumerate(drawings.tolist()):
        if (
            excluded[frame]
            or change[place] < _least_change(looks, frame)
            or change[place] < _CUT_RATIO * _around(looks, drawings, change, place)
        ):
            continue
        if _lasts(looks, drawings, place):
            if _is_new_view(looks, frame):
                cuts.append(Edit(frame, "cut", float(change[place])))
        elif change[place] > _FLASH_CHANGE and (not flashes or looks.seconds[frame] - looks.seconds[flashes[-1][0]] > 0.25):
            flashes.append((frame, float(change[place])))
    return cuts, tuple(flashes)


def _around(looks: Looks, drawings: NDArray[np.intp], change: NDArray[np.float32], place: int) -> float:
    """Upper quartile of the changes of the eight drawings on each side, within 2.2 s; the largest (another edit, a flash's end) left out."""
    reach = 8
    low, high = max(0, place - reach), min(len(drawings), place + reach + 1)
    near = [
        other
        for other in range(low, high)
        if other != place and (abs(looks.seconds[drawings[other]] - looks.seconds[drawings[place]]) < 0.6)
    ]
    if not near:
        return 0.0
    values = np.sort(change[near])[:-1]
    return float(values[max(0, int(len(values) * 0.75) - 1)]) if len(values) else 0.0


def _is_new_view(looks: Looks, frame: int) -> bool:
    """Whether much of the picture changed, and its pattern or its colours with it."""
    before, after = looks.thumbs[frame - 1].astype(np.float32), looks.thumbs[frame].astype(np.float32)
    spread = float((np.abs(after - before) > 5).mean())
    recoloured = float(looks.recolouring[frame]) > _RECOLOURED
    return (recoloured and spread > _LEAST_SPREAD) or (spread > _SPREAD and _agreement(before, after) < _SAME_PATTERN)


def _lasts(looks: Looks, drawings: NDArray[np.intp], place: int) -> bool:
    """Whether the pictures around still differ two drawings on, against the change itself."""
    frame = int(drawings[place])
    later = int(drawings[min(place + 3, len(drawings) - 1)])
    if looks.seconds[later] - looks.seconds[frame] > 0.5:
        later = frame
    earlier = max(0, frame - 1)
    return _unlike(looks, earlier, later) >= _LASTING_RATIO * _unlike(looks, earlier, frame)


def _unlike(looks: Looks, one: int, other: int) -> float:
    """Mean difference of two thumbnails in levels."""
    return float(np.abs(looks.thumbs[one].astype(np.int16) - looks.thumbs[other].astype(np.int16)).mean())


def _find_surges(looks: Looks, spans: tuple[Span, ...]) -> list[tuple[int, float]]:
    """Passing floods of light that are no cut: brightness rises by 30 levels within 0.3 s to a peak and falls again."""
    closed = _inside(spans, looks.count)
    level = looks.luma / max(0.2, 1 - float(looks.dark.min()))
    surges: list[tuple[int, float]] = []
    for peak in range(1, looks.count - 1):
        if closed[peak] or level[peak] <= level[peak - 1] or level[peak] < level[peak + 1] or level[peak] < 60:
            continue
        low, high = np.searchsorted(looks.seconds, (looks.seconds[peak] - 0.3, looks.seconds[peak] + 0.7))
        rise = float(level[peak] - level[low])
        fall = float(level[peak] - level[min(int(high), looks.count - 1)])
        steepest = float(looks.change[low : peak + 1].max())
        if rise > 30 and fall > 12 and steepest < 0.6 * rise and not closed[low]:
            surges.append((peak, rise))
    return surges


def _find_dissolves(looks: Looks, cuts: list[Edit], spans: tuple[Span, ...]) -> list[Edit]:
    """Spans of 0.4 to 1.6 s whose inner frames are weighted averages of their ends."""
    if looks.count < 16:
        return []
    frame_s = float(looks.end_s) / looks.count
    closed = np.zeros(looks.count, bool)
    for edit in cuts:
        closed[edit.frame] = True
    for span in spans:
        end_s = looks.seconds[min(span.after, looks.count - 1)]
        closed |= (looks.seconds > looks.seconds[span.first] - _FADE_S) & (looks.seconds < end_s + _FADE_S)
    best: dict[int, tuple[float, float]] = {}
    for length_s in (0.45, 0.75, 1.2, 1.6):
        reach = max(4, round(length_s / frame_s / 2) * 2)
        for middle, score, change in _blends(looks, closed, reach):
            if middle not in best or score < best[middle][0]:
                best[middle] = (score, change)
    chosen: list[Edit] = []
    for middle, (_, change) in sorted(best.items(), key=lambda item: (item[1][0], item[0])):
        if all(abs(looks.seconds[middle] - looks.seconds[other.frame]) > 1.2 for other in chosen):
            chosen.append(Edit(middle, "dissolve", change))
    return chosen


def _blends(looks: Looks, closed: NDArray[np.bool_], reach: int) -> list[tuple[int, float, float]]:
    """(middle frame, residue, change) of every window of ``reach`` frames that looks like a blend of its ends."""
    blocked = np.concatenate(([0], closed.cumsum()))
    found = []
    step = max(1, reach // 12)
    for first in range(0, looks.count - reach, step):
        last = first + reach
        if blocked[last + 1] - blocked[first]:
            continue
        start, end = looks.thumbs[first].astype(np.float32), looks.thumbs[last].astype(np.float32)
        change = float(np.abs(end - start).mean())
        drawn = int((looks.change[first : last + 1] >= _REPEAT).sum())
        spread = float((np.abs(end - start) > 4).mean())
        if change < 8 or spread < 0.5 or drawn < 0.4 * reach or _is_same_view(start, end):
            continue
        residues = []
        for quarter in (1, 2, 3):
            inner = looks.thumbs[first + quarter * reach // 4].astype(np.float32)
            residues.append(float(np.abs(inner - start - (end - start) * _weight(inner, start, end)).mean()) / change)
        if max(residues) < 0.16:
            found.append((first + reach // 2, max(residues), change))
    return found


def _weight(inner: NDArray[np.float32], start: NDArray[np.float32], end: NDArray[np.float32]) -> float:
    way = end - start
    return float(np.clip((inner - start) @ way / max(1e-6, float(way @ way)), 0.05, 0.95))


def _is_same_view(start: NDArray[np.float32], end: NDArray[np.float32]) -> bool:
    """Whether the ends are one view under changing light (their patterns agree)."""
    return _agreement(start, end) > 0.7


def _agreement(start: NDArray[np.float32], end: NDArray[np.float32]) -> float:
    """Correlation of the luma of two thumbnails, -1 to 1; 1 where either is flat and both alike in level."""
    one, other = start[:_LUMA_POINTS] - start[:_LUMA_POINTS].mean(), end[:_LUMA_POINTS] - end[:_LUMA_POINTS].mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size > _LUMA_POINTS * 1.0 else 0.0


def shot_bounds(looks: Looks, found: Edits) -> list[tuple[int, str]]:
    """First frame and opening of every shot, the first one ``start``; edits closer than 4 frames (0.16 s) are one."""
    bounds: list[tuple[int, str]] = [(0, "start")]
    for edit in found.edits:
        if looks.seconds[edit.frame] - looks.seconds[bounds[-1][0]] >= 0.16:
            bounds.append((edit.frame, edit.kind))
    return bounds


def shot_lengths_s(looks: Looks, bounds: list[tuple[int, str]]) -> list[float]:
    """Length of every shot in seconds."""
    starts = [*(float(looks.seconds[frame]) for frame, _ in bounds), float(looks.end_s)]
    return [after - before for before, after in pairwise(starts)]
