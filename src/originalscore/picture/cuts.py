"""Cuts, flashes and lights: changes from one drawing to the next that stand out from the changes around them.

A cut shows another view: its edges are not those of the picture before, or its colours are new. Light that goes on or
out keeps the edges and moves all levels one way. Both last; what does not last and is bright was a flash. Frames that
repeat the one before are passed over, so animation on twos and films converted from a slower rate are judged by their
own drawings. Limits are ours; on our films the edges' agreement is below 0.46 at cuts and above 0.55 at lights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.changes import Edit, Flash, Light, Moment
from originalscore.picture.looks import SAME_VIEW, Looks
from originalscore.picture.thumbs import LUMA_BLOCKS, LUMA_POINTS, unlike

REPEAT = 0.35
"""Change below which a frame repeats the one before."""
_CUT_CHANGE = 5.0
"""Least change of a cut, in levels (dark films: see ``_least_change``)."""
_FAINTEST = 0.01
_STANDS_OUT = 2.6
"""A change over those of its neighbours."""
_KINDRED, _PLAIN = 0.74, 0.35
"""Smeared edges that agree this well are one view that moved; so badly, plainly two. Between them a new view's edges must be ..."""
_STRANGE = 1.8
"""... so much stranger than those of its neighbours are."""
_UNLIKE, _AMID_MOVEMENT = (0.06, 0.25), 2.1
"""With hardly an edge in common (as they are, smeared), a cut need stand out only so far, as it does amid fast movement."""
_RECOLOURED, _RECOLOURED_SPREAD = 0.14, 0.12
"""New colours: this share of them, on this share of the picture ..."""
_TINTED = 0.33
"""... and, where all levels move one way, this share of the change (light alone has 0.2 to 0.3)."""
_ONE_WAY = 0.6
"""How one-sided a change of light is (see ``Looks.lift``)."""
_FLASH_CHANGE, _LIGHT_CHANGE = 15.0, 5.0
"""Least change of a flash and of a light, in levels."""
_SOFT = 1.28
"""Difference of neighbouring blocks' gains over the mean gain (light 0.1 to 1.25, things 1.3 to 2.6)."""
_LASTING_RATIO = 0.5
"""Share of a cut's change that must remain between the pictures two drawings before and after."""
_FLASH_ROOM_S, _DYING_S = 0.25, 0.7
"""No second flash, and no light, this soon after a flash: it is dying away."""
_LIGHTS_APART_S = 1.0


@dataclass(frozen=True)
class Changes:
    """Sudden changes, each in order of time."""

    cuts: tuple[Edit, ...]
    flashes: tuple[Flash, ...]
    lights: tuple[Light, ...]


def find_changes(looks: Looks, closed: NDArray[np.bool_]) -> Changes:
    """Every cut, flash and light outside the frames that are ``closed`` (black, white and their borders)."""
    drawings = np.flatnonzero(looks.change >= REPEAT)
    cuts: list[Edit] = []
    flashes: list[Flash] = []
    lights: list[Light] = []
    for place in np.flatnonzero(_promising(looks, closed)[drawings]).tolist():
        frame = int(drawings[place])
        change = float(looks.change[frame])
        since_flash_s = looks.seconds[frame] - looks.seconds[flashes[-1].frame] if flashes else np.inf
        prominence = change / max(_FAINTEST, _around(looks, drawings, place, looks.change))
        stands_out = prominence >= _STANDS_OUT
        if not _lasts(looks, drawings, place):
            if stands_out and looks.lift[frame] > 0 and change > _FLASH_CHANGE and since_flash_s > _FLASH_ROOM_S:
                flashes.append(Flash(frame, change))
        elif _is_new_view(looks, drawings, place, prominence) or (stands_out and _is_recoloured(looks, frame)):
            cuts.append(Edit(frame, "cut", change))
        elif stands_out and since_flash_s > _DYING_S and _is_light(looks, frame):
            lights.append(Light(frame, float(np.copysign(change, looks.lift[frame]))))
    return Changes(tuple(cuts), tuple(flashes), tuple(lights))


def first_lights(looks: Looks, lights: Sequence[Light], flashes: Sequence[Flash], edits: Sequence[Edit]) -> list[Light]:
    """Of lights close together the first; none beside a flash, an edit, or at the film's end: it is part of that."""
    others: list[Moment] = [*flashes, *edits]
    others_s = [*(looks.seconds[other.frame] for other in others), float(looks.end_s)]
    kept: list[Light] = []
    for light in lights:
        at_s = looks.seconds[light.frame]
        alone = all(abs(at_s - other_s) > _DYING_S for other_s in others_s)
        if alone and (not kept or at_s - looks.seconds[kept[-1].frame] > _LIGHTS_APART_S):
            kept.append(light)
    return kept


def _promising(looks: Looks, closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Frames whose change is large enough for a cut and of one of the kinds told apart here."""
    contrast = np.maximum(looks.contrast, np.concatenate((looks.contrast[:1], looks.contrast[:-1])))
    least = np.clip(0.22 * contrast, 2.0, _CUT_CHANGE)
    kinds = (looks.alike < SAME_VIEW) | (looks.recolouring > _RECOLOURED) | (np.abs(looks.lift) > _ONE_WAY)
    return np.asarray(~closed & (looks.change >= least) & kinds, np.bool_)


def _around(looks: Looks, drawings: NDArray[np.intp], place: int, values: NDArray[np.float32]) -> float:
    """Upper quartile of a figure of the eight drawings on each side, within 0.6 s; the largest (another edit, a flash's end) left out."""
    near = drawings[max(0, place - 8) : place + 9]
    frame = drawings[place]
    near = near[(near != frame) & (np.abs(looks.seconds[near] - looks.seconds[frame]) < 0.6)]
    if len(near) < 2:
        return 0.0
    ordered = np.sort(values[near])[:-1]
    return float(ordered[max(0, int(len(ordered) * 0.75) - 1)])


def _is_new_view(looks: Looks, drawings: NDArray[np.intp], place: int, prominence: float) -> bool:
    """Whether the edges are others than before, and the change no mere movement among movements."""
    frame = drawings[place]
    alike, smeared = looks.alike[frame], looks.smeared[frame]
    if alike < _UNLIKE[0] and smeared < _UNLIKE[1]:
        return prominence >= _AMID_MOVEMENT
    if alike >= SAME_VIEW or smeared >= _KINDRED or prominence < _STANDS_OUT:
        return False
    return bool(smeared < _PLAIN or 1 - alike >= _STRANGE * _around(looks, drawings, place, 1 - looks.alike))


def _is_recoloured(looks: Looks, frame: int) -> bool:
    """Whether the colours are new, and not only because of more or less light."""
    before, after = looks.thumbs[frame - 1].astype(np.int16), looks.thumbs[frame].astype(np.int16)
    spread = float((np.abs(after - before) > 5).mean())
    lit = abs(looks.lift[frame]) > _ONE_WAY and looks.tint[frame] < _TINTED
    return bool(looks.recolouring[frame] > _RECOLOURED and spread > _RECOLOURED_SPREAD and not lit)


def _is_light(looks: Looks, frame: int) -> bool:
    """Whether the view stays and all its levels move one way."""
    return bool(
        looks.alike[frame] >= SAME_VIEW
        and abs(looks.lift[frame]) > _ONE_WAY
        and looks.tint[frame] < _TINTED
        and looks.change[frame] >= _LIGHT_CHANGE
        and _is_soft(looks, frame)
    )


def _is_soft(looks: Looks, frame: int) -> bool:
    """Whether neighbouring blocks gain alike: light spreads, a thing that comes into the picture has borders."""
    luma = looks.thumbs[frame - 1 : frame + 1, :LUMA_POINTS].astype(np.float32).reshape(2, *LUMA_BLOCKS)
    gain = luma[1] - luma[0]
    borders = np.abs(np.diff(gain, axis=0)).mean() + np.abs(np.diff(gain, axis=1)).mean()
    return bool(borders <= _SOFT * np.abs(gain).mean())


def _lasts(looks: Looks, drawings: NDArray[np.intp], place: int) -> bool:
    """Whether the pictures around still differ two drawings on, against the change itself."""
    frame = int(drawings[place])
    later = int(drawings[min(place + 3, len(drawings) - 1)])
    if looks.seconds[later] - looks.seconds[frame] > 0.5:
        later = frame
    earlier = max(0, frame - 1)
    return unlike(looks.thumbs, earlier, later) >= _LASTING_RATIO * unlike(looks.thumbs, earlier, frame)
