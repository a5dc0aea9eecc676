"""Shots from edits, and scenes from shots.

A scene is a run of shots that hang together: it ends at a black or white gap, at a fade, or where the look (brightness
and colour) and the pace of motion change for good, judged by the two shots on either side. Short films are not chopped:
a scene lasts at least 6 s unless black says otherwise. A film without an edit is one shot and one scene.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.model.picture import Scene, Shot
from originalscore.picture.changes import Edits
from originalscore.picture.curves import motion_of
from originalscore.picture.edits import shot_bounds
from originalscore.picture.looks import Looks

_SHORTEST_SCENE_S = Fraction(6)
_UNLIKE = 0.22
"""Distance of two looks beyond which a new scene may begin (see ``_distance``)."""
_REACH = 2


def list_shots(looks: Looks, found: Edits) -> tuple[Shot, ...]:
    """All shots in order, numbered from 1, without gaps from 0 to the film's end."""
    bounds = shot_bounds(looks, found)
    motion = motion_of(looks, found)
    black = np.zeros(looks.count, bool)
    for span in found.spans:
        black[span.first : span.after] = not span.is_white
    shots = []
    for number, (first, opening) in enumerate(bounds, 1):
        after = bounds[number][0] if number < len(bounds) else looks.count
        frames = slice(first, after)
        shots.append(
            Shot(
                number=number,
                start_s=looks.times_s[first],
                end_s=looks.times_s[after] if after < looks.count else looks.end_s,
                opening=opening,
                brightness=round(float(looks.luma[frames].mean()) / 255, 4),
                motion=round(float(motion[frames].mean()), 4),
                hue=_hue(float(looks.blue[frames].mean()), float(looks.red[frames].mean())),
                saturation=round(min(1.0, float(looks.saturation[frames].mean()) / 64), 4),
                is_black=bool(black[frames].mean() > 0.8),
            )
        )
    return tuple(shots)


def _hue(blue: float, red: float) -> float:
    """Degrees on the red, green, blue wheel of a mean colour difference (Rec. 709 coefficients)."""
    r, g, b = 1.5748 * red, -0.1873 * blue - 0.4681 * red, 1.8556 * blue
    return round(float(np.degrees(np.arctan2(np.sqrt(3) * (g - b), 2 * r - g - b))) % 360, 1)


def list_scenes(shots: tuple[Shot, ...]) -> tuple[Scene, ...]:
    """Scenes in order, numbered from 1, covering every shot."""
    starts = [0]
    for place in range(1, len(shots)):
        long_enough = shots[place].start_s - shots[starts[-1]].start_s >= _SHORTEST_SCENE_S
        rest = shots[-1].end_s - shots[place].start_s >= _SHORTEST_SCENE_S / 2
        if (_after_gap(shots, place) and long_enough and rest) or (long_enough and rest and _is_turn(shots, place)):
            starts.append(place)
    ends = [*starts[1:], len(shots)]
    return tuple(
        Scene(number, shots[first].start_s, shots[after - 1].end_s, shots[first].number, shots[after - 1].number)
        for number, (first, after) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _after_gap(shots: tuple[Shot, ...], place: int) -> bool:
    """Whether a shot comes out of black, or by a fade, with the film going on."""
    return not shots[place].is_black and (shots[place - 1].is_black or shots[place].opening == "fade")


def _is_turn(shots: tuple[Shot, ...], place: int) -> bool:
    """Whether the looks before and after this edit differ for good, and more than their neighbours do."""
    if shots[place].is_black or shots[place - 1].is_black:
        return False
    before, after = shots[max(0, place - _REACH) : place], shots[place : place + _REACH]
    limit = _UNLIKE * (0.6 if shots[place].opening == "dissolve" else 1.0)
    crossings = [_distance(_look(one), _look(other)) for one in before for other in after]
    return min(crossings) > limit


def _look(shot: Shot) -> NDArray[np.float64]:
    angle = np.radians(shot.hue)
    return np.array([shot.brightness, shot.saturation * np.cos(angle), shot.saturation * np.sin(angle), 0.5 * shot.motion])


def _distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Distance of two looks: brightness, colour as a point in the colour circle, motion at half weight."""
    return float(np.sqrt(np.square(one - other).sum()))
