"""Find the edits of a film: cuts, fades, dissolves, flashes, lights and black, from the looks of its frames.

Black and white spans come from shares of dark and bright points, so letterbox bars and small stains do not matter; a
fade is a slope of brightness beside such a span. All else is found in ``cuts``, ``lights`` and ``dissolves``. All limits
were chosen by us on freely licensed films.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.changes import Edit, Edits, Span
from originalscore.picture.cuts import find_changes, first_lights
from originalscore.picture.dissolves import find_dissolves
from originalscore.picture.lights import find_dawns, find_surges, find_washes
from originalscore.picture.looks import Looks

_BLACK_SHARE = 0.003
"""A frame is black when no more of it than this is above black."""
_WHITE_SHARE = 0.9
"""A frame is white when this share of it, letterbox bars apart, is nearly white."""
_MOST_BARS = 0.5
"""Letterbox bars fill no more of a picture."""
_SPAN_S = 0.12
"""Shortest black or white span."""
_LONGEST_WHITE_S = 3.0
"""White for longer is a picture on white ground."""
_FAINT = 3.0
"""Change at the border of black that is no blow."""
_FADE_LEVEL_RATIO = 0.6
"""A fade's last picture has at most this share of the brightness half a second further on."""
_ONE_EDIT_S = 0.16
"""Edits closer than this are one."""
_ONE_FLASH_S = 0.5
"""A surge this near to a flash is that flash."""


def find_edits(looks: Looks) -> Edits:
    """Find every edit of the film; a film without any gives empty tuples."""
    spans = _find_spans(looks)
    closed = _inside(spans, looks.count)
    changes = find_changes(looks, closed)
    surges = [
        surge
        for surge in find_surges(looks, closed)
        if all(abs(looks.seconds[surge.frame] - looks.seconds[flash.frame]) > _ONE_FLASH_S for flash in changes.flashes)
    ]
    flashes = sorted([*changes.flashes, *surges], key=lambda flash: flash.frame)
    sudden = [*changes.cuts, *find_washes(looks, surges, changes.cuts), *_at_spans(looks, spans)]
    lights = first_lights(looks, changes.lights, flashes, sudden)
    edits = [*sudden, *find_dissolves(looks, [*sudden, *flashes, *lights], spans)]
    lights += find_dawns(looks, [*edits, *flashes, *lights], closed)
    return Edits(
        tuple(sorted(edits, key=lambda edit: edit.frame)), spans, tuple(flashes), tuple(sorted(lights, key=lambda light: light.frame))
    )


def _at_spans(looks: Looks, spans: tuple[Span, ...]) -> list[Edit]:
    """The edits at both borders of every black or white span."""
    found = []
    for span in spans:
        if span.first > 0:
            found.append(Edit(span.first, "fade" if span.fades_out else "cut", float(looks.change[span.first])))
        if 0 < span.after < looks.count:
            brightest = float(looks.luma[span.after] + 2 * looks.contrast[span.after])
            found.append(Edit(span.after, "fade" if span.fades_in else "cut", brightest))
    return found


def _find_spans(looks: Looks) -> tuple[Span, ...]:
    spans = []
    bars = min(_MOST_BARS, float(looks.dark.min()))
    white = looks.white > _WHITE_SHARE * (1 - bars)
    for mask, is_white in ((looks.shown <= _BLACK_SHARE, False), (white, True)):
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


def shot_bounds(looks: Looks, found: Edits) -> list[tuple[int, str]]:
    """First frame and opening of every shot, the first one ``start``; edits closer than 4 frames (0.16 s) are one."""
    bounds: list[tuple[int, str]] = [(0, "start")]
    for edit in found.edits:
        if looks.seconds[edit.frame] - looks.seconds[bounds[-1][0]] >= _ONE_EDIT_S:
            bounds.append((edit.frame, edit.kind))
    return bounds
