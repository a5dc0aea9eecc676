"""The corridor of *The Landing*, drawn as by day and left dark but for the torch; and what stands at its end."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, Canvas, Point, eased, mix
from originalscore.demo.thriller.colors import BRASS, COLD, DADO, DOOR, INK, WALL
from originalscore.demo.thriller.figures import draw_back


def _spot(x: float, y: float, depth: float) -> Point:
    """A point of the corridor: ``x`` -1 to 1 between the walls, ``y`` -1 (ceiling) to 1 (floor), ``depth`` from 0.5."""
    return 480 + 430 * x / depth, 186 + 330 * y / depth


def draw_corridor(c: Canvas, gone: float, door: float, glow: float = 0.0) -> None:
    """A long papered corridor with doors to both sides and one at its end.

    ``gone`` is how far we have walked in; ``door`` is how far the last one stands open, 0 to 1; ``glow`` is the light behind it.
    """
    far = 9.0 - gone
    near = 0.45
    for side in (-1, 1):
        quad = [_spot(side, -1, near), _spot(side, -1, far), _spot(side, 1, far), _spot(side, 1, near)]
        c.shape(quad, mix(WALL, (0, 0, 0), 0.12 if side > 0 else 0.0))
    c.shape([_spot(-1, -1, near), _spot(1, -1, near), _spot(1, -1, far), _spot(-1, -1, far)], (0.34, 0.36, 0.34))
    c.shape([_spot(-1, 1, near), _spot(1, 1, near), _spot(1, 1, far), _spot(-1, 1, far)], (0.26, 0.18, 0.13))
    c.shape([_spot(-0.5, 1, near), _spot(0.5, 1, near), _spot(0.5, 1, far), _spot(-0.5, 1, far)], (0.40, 0.10, 0.11))
    c.shape([_spot(-0.42, 1, near), _spot(0.42, 1, near), _spot(0.42, 1, far), _spot(-0.42, 1, far)], (0.32, 0.07, 0.09))
    _paper(c, gone, near, far)
    for n in range(5):
        depth = 1.6 + 1.7 * n - gone
        if depth > near + 0.1:
            for side in (-1, 1):
                _side_door(c, side, depth, n)
    _end_door(c, far, door, glow)
    c.veil([_spot(-1, -1, far), _spot(1, -1, far), _spot(1, 1, far), _spot(-1, 1, far)], [(0, 0, 0, 0.25)] * 4)


def _paper(c: Canvas, gone: float, near: float, far: float) -> None:
    """Stripes of the wallpaper, the rail and the panels below it, the boards of the floor."""
    stripes = []
    depth = near + (0.25 - gone % 0.25)
    while depth < far:
        for side in (-1, 1):
            stripes.append([_spot(side, -1, depth), _spot(side, 0.35, depth)])
        depth += 0.25
    c.strokes(np.asarray(stripes), (0.34, 0.42, 0.40), 1.6, 0.7)
    for side in (-1, 1):
        c.shape([_spot(side, 0.35, near), _spot(side, 0.35, far), _spot(side, 1, far), _spot(side, 1, near)], DADO)
        c.shape([_spot(side, 0.33, near), _spot(side, 0.33, far), _spot(side, 0.38, far), _spot(side, 0.38, near)], (0.44, 0.36, 0.28))
        c.shape([_spot(side, 0.93, near), _spot(side, 0.93, far), _spot(side, 1, far), _spot(side, 1, near)], (0.20, 0.15, 0.12))
    boards = [[_spot(x / 6, 1, near), _spot(x / 6, 1, far)] for x in (-6, -5, -4, 4, 5, 6)]
    c.strokes(np.asarray(boards), (0.12, 0.08, 0.06), 1.2, 0.8)


def _side_door(c: Canvas, side: int, depth: float, n: int) -> None:
    a, b = depth, depth + 0.75
    c.shape(
        [_spot(side, -0.62, a - 0.06), _spot(side, -0.62, b + 0.06), _spot(side, 1, b + 0.06), _spot(side, 1, a - 0.06)], (0.22, 0.15, 0.11)
    )
    c.shape([_spot(side, -0.56, a), _spot(side, -0.56, b), _spot(side, 1, b), _spot(side, 1, a)], DOOR)
    for top, low in ((-0.44, 0.1), (0.22, 0.86)):
        c.shape(
            [_spot(side, top, a + 0.12), _spot(side, top, b - 0.12), _spot(side, low, b - 0.12), _spot(side, low, a + 0.12)],
            (0.28, 0.17, 0.12),
        )
    x, y = _spot(side * 0.985, 0.2, a + 0.08)
    c.disc(x, y, 9 / depth, BRASS)


def _end_door(c: Canvas, far: float, door: float, glow: float) -> None:
    left, right, top = -0.45, 0.45, -0.55
    c.shape([_spot(-1, -1, far), _spot(1, -1, far), _spot(1, 1, far), _spot(-1, 1, far)], mix(WALL, (0, 0, 0), 0.25))
    frame = [_spot(left - 0.1, top - 0.1, far), _spot(right + 0.1, top - 0.1, far), _spot(right + 0.1, 1, far), _spot(left - 0.1, 1, far)]
    c.shape(frame, (0.20, 0.14, 0.10))
    behind = mix(INK, COLD, glow)
    c.shape([_spot(left, top, far), _spot(right, top, far), _spot(right, 1, far), _spot(left, 1, far)], behind)
    hinge = right - (right - left) * (1 - 0.75 * door)
    inner = far + 0.5 * door
    c.shape([_spot(right, top, far), _spot(hinge, top, inner), _spot(hinge, 0.985, inner), _spot(right, 0.985, far)], DOOR)
    if door < 0.05:
        for a, b in ((-0.42, 0.12), (0.25, 0.86)):
            c.shape(
                [_spot(left + 0.12, a, far), _spot(right - 0.12, a, far), _spot(right - 0.12, b, far), _spot(left + 0.12, b, far)],
                (0.28, 0.17, 0.12),
            )
        x, y = _spot(left + 0.07, 0.2, far)
        c.disc(x, y, 10 / far, BRASS)


def light_under_door(c: Canvas, gone: float, strength: float) -> None:
    """The line of light under the last door, after the dark was laid over the corridor."""
    far = 9.0 - gone
    (x, y), (x1, _) = _spot(-0.45, 0.99, far), _spot(0.45, 0.99, far)
    c.shape([(x, y - 1.5), (x1, y - 1.5), (x1, y + 1), (x, y + 1)], COLD, strength)
    c.glow((x + x1) / 2, y, 90, COLD, 0.4 * strength)


def draw_reveal(c: Canvas, t: float, u: float, torch: float) -> None:
    """The door is open: cold light, fog, and somebody of her own shape; ``torch`` 0 to 1 is the other one's light."""
    c.sky([(0, (0.02, 0.03, 0.035)), (0.7, (0.05, 0.07, 0.08)), (1, (0.02, 0.02, 0.025))])
    push = 1 + 0.018 * u
    c.look(zoom=push)
    draw_corridor(c, 4.6, 0, 0)
    c.light_only(480, 190, 300, ambient=0.05, tint=(0.75, 0.9, 1.0), soft=0.95)
    far = 9.0 - 4.6
    (left, top), (right, low) = _spot(-0.45, -0.55, far), _spot(0.45, 1, far)
    c.shape([(left, top), (right, top), (right, low), (left, low)], (0.90, 0.97, 1.0))
    c.glow(480, 190, 360, COLD, 0.75)
    for n in range(7):
        a = (n - 3) * 0.36 + 0.04 * sin(0.5 * t + n)
        lit, gone = (*COLD, 0.20), (*COLD, 0.0)
        c.veil([(480 + 28 * sin(a - 0.06), 180), (480 + 28 * sin(a + 0.06), 180), (480 + 620 * sin(a + 0.11), 190 + 460 * cos(a)), (480 + 620 * sin(a - 0.11), 190 + 460 * cos(a))],
               (lit, lit, gone, gone))  # fmt: skip
    c.veil(
        [(left, low), (right, low), (right + 300, HEIGHT + 60), (left - 300, HEIGHT + 60)],
        ((*COLD, 0.75), (*COLD, 0.75), (*COLD, 0.05), (*COLD, 0.05)),
    )
    dark, gone = (0.0, 0.01, 0.015, 0.9), (0.0, 0.01, 0.015, 0.0)
    c.veil([(472, low), (490, low), (560, HEIGHT + 40), (400, HEIGHT + 40)], (dark, dark, gone, gone))
    draw_back(c, 481, low + 2, 0.70 + 0.012 * u, t, arm=0.2 + 0.8 * eased((t - 47.4) / 1.0))
    if torch > 0:
        c.disc(507, 170, 6, (1, 1, 1), torch)
        c.glow(507, 170, 420, (1.0, 0.95, 0.82), 0.85 * torch)
    c.look(zoom=1 + 0.05 * u)
    draw_back(c, 300, 470, 1.9, t, arm=0.5)
