"""A father and his daughter, against the light of the window, from the side, and by their hands."""

from __future__ import annotations

from collections.abc import Sequence
from math import sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, mix, scatter
from originalscore.demo.goodbye.colors import GREY, INK


def draw_father(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK) -> None:
    """An old man in a cardigan, standing a little bent, seen from behind."""
    s, breath = scale, 0.8 * sin(1.5 * t)

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    c.limb(at([(-12, -70), (-13, 0)]), color, 17 * s)
    c.limb(at([(12, -70), (14, 0)]), color, 17 * s)
    c.curve(
        at(
            [
                (-22, -62),
                (-25, -104),
                (-24, -136 - breath),
                (-18, -152 - breath),
                (1, -160 - breath),
                (18, -151 - breath),
                (24, -134),
                (25, -100),
                (22, -60),
                (0, -56),
            ]
        ),
        color,
    )
    c.limb(at([(3, -156), (4, -170)]), color, 12 * s)
    c.curve(at([(-10, -162), (-12, -180), (-4, -194), (8, -195), (17, -183), (16, -166), (8, -156), (-3, -155)]), color)
    for side in (-11.0, 15.5):
        c.curve(at([(side - 2.5, -180), (side + 2, -180), (side + 2.5, -174), (side - 2, -171)]), color)
    c.limb(at([(-21, -142), (-33, -108), (-27, -72)]), color, 11 * s)
    c.limb(at([(22, -140), (33, -106), (26, -72)]), color, 11 * s)


def draw_daughter(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK, arm: float = 0.0) -> None:
    """A young woman in a long coat with her hair tied up, from behind; ``arm`` 0 to 1 lays her left hand on a shoulder."""
    s, breath = scale, 0.7 * sin(1.7 * t + 1)

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    c.limb(at([(-8, -30), (-9, 0)]), color, 10 * s)
    c.limb(at([(9, -30), (10, 0)]), color, 10 * s)
    c.curve(
        at(
            [
                (-32, -26),
                (-26, -78),
                (-18, -112),
                (-25, -144 - breath),
                (-16, -158 - breath),
                (0, -162 - breath),
                (16, -158 - breath),
                (25, -144),
                (18, -112),
                (26, -78),
                (32, -26),
                (0, -20),
            ]
        ),
        color,
    )
    c.limb(at([(0, -158), (1, -172)]), color, 10 * s)
    c.curve(at([(-13, -172), (-15, -190), (0, -204), (15, -190), (13, -172), (0, -165)]), color)
    c.disc(x - 1 * s, ground - 206 * s, 8.5 * s, color)
    c.limb(at([(23, -146), (31, -108), (24, -76)]), color, 11 * s)
    if arm:
        c.limb(at([(-22, -146), (-40 - 4 * arm, -118 - 22 * arm), (-58 - 18 * arm, -112 - 40 * arm)]), color, 11 * s)
    else:
        c.limb(at([(-23, -146), (-31, -108), (-24, -76)]), color, 11 * s)


def draw_old_face(c: Canvas, x: float, y: float, scale: float, t: float, *, color: Color = INK, speaks: float = 0.0) -> None:
    """The father from the side, facing left to the window; grey light lies along his face. ``speaks`` 0 to 1 opens his mouth."""
    s, jaw = scale, 5 * speaks

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + px * s, y + py * s) for px, py in points]

    face = [(-30, -66), (-44, -44), (-47, -24), (-45, -14), (-54, 6), (-62, 17), (-52, 23), (-50, 30), (-55, 35), (-48, 39 + jaw * 0.4), (-53, 44 + jaw), (-46, 50 + jaw), (-44, 64 + jaw),
            (-28, 74 + jaw), (-8, 66), (-4, 92), (-30, 116), (-66, 150), (-86, 260), (150, 260), (132, 150), (84, 116), (52, 92), (50, 40), (60, 0), (48, -52), (10, -82)]  # fmt: skip
    c.curve(at([(px - 3.2, py) for px, py in face]), mix(color, GREY, 0.62))
    c.curve(at(face), color)
    c.curve(at([(-6, -80), (20, -90), (50, -70), (66, -24), (58, 22), (48, 34), (40, 10), (28, -30), (8, -56)]), mix(color, GREY, 0.24))
    c.curve(at([(10, -2), (20, -12), (28, -2), (24, 16), (14, 20)]), mix(color, GREY, 0.10))
    c.limb(at([(-44, -25), (-28, -28)]), mix(color, GREY, 0.30), 3.5 * s)
    c.limb(at([(-44, -10), (-34, -8)]), mix(color, GREY, 0.30), 2 * s)
    c.limb(at([(-36, -8), (14, -2)]), mix(color, GREY, 0.45), 1.6 * s)
    c.curve(at([(-50, -12), (-38, -16), (-35, -2), (-45, 2)]), mix(color, GREY, 0.30), 0.5)
    c.limb(at([(-50, 40 + jaw * 0.5), (-38, 43 + jaw * 0.3)]), (0.03, 0.03, 0.04), (1.8 + 3 * speaks) * s)


def draw_hands(c: Canvas, t: float, laid: float) -> None:
    """A table in the grey light, his hand upon it, and hers that comes to lie on his (``laid`` 0 to 1)."""
    c.sky([(0, (0.20, 0.21, 0.25)), (0.36, (0.30, 0.33, 0.38)), (0.365, (0.30, 0.23, 0.20)), (1, (0.17, 0.125, 0.115))])
    c.glow(250, 90, 520, (0.60, 0.70, 0.80), 0.30)
    grain = [[[0, 160 + 12 * n + 6 * scatter(n)], [WIDTH, 154 + 12 * n + 14 * scatter(n + 7)]] for n in range(24)]
    c.strokes(np.asarray(grain), (0.11, 0.08, 0.075), 1.4, 0.4)
    c.veil(
        [(120, 150), (520, 150), (700, HEIGHT), (40, HEIGHT)],
        ((0.7, 0.8, 0.9, 0.26), (0.7, 0.8, 0.9, 0.20), (0.7, 0.8, 0.9, 0.0), (0.7, 0.8, 0.9, 0.05)),
    )
    _hand(c, (430, 286), 1, (0.60, 0.50, 0.45), (0.25, 0.26, 0.30), old=True)
    x = 470 + 300 * (1 - laid)
    _hand(c, (x, 262 - 60 * (1 - laid)), -1, (0.74, 0.62, 0.56), (0.16, 0.22, 0.30), old=False)


def _hand(c: Canvas, wrist: Point, side: int, skin: Color, sleeve: Color, *, old: bool) -> None:
    """A hand that lies flat; ``side`` 1 comes from the left, -1 from the right."""
    x, y = wrist
    shade = mix(skin, (0.05, 0.04, 0.06), 0.45)

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + side * px, y + py) for px, py in points]

    c.curve(at([(-300, 40), (-60, 22), (60, 40), (150, 46), (120, 62), (-40, 62), (-300, 96)]), (0.04, 0.03, 0.04), 0.45)
    for n in range(4):
        reach, low = 128 - 10 * abs(n - 1.4), 4 + 13 * n
        c.limb(at([(30, low - 6), (84, low - 14), (reach, low + 6)]), shade, 21)
        c.limb(at([(30, low - 8), (84, low - 16), (reach, low + 4)]), skin, 17)
        c.limb(at([(reach - 5, low + 1), (reach + 2, low + 3)]), mix(skin, (1, 1, 1), 0.35), 7)
        if old:
            c.limb(at([(80, low - 22), (88, low - 9)]), shade, 2)
    c.limb(at([(-10, 40), (30, 56), (66, 58)]), shade, 20)
    c.limb(at([(-10, 38), (30, 54), (64, 56)]), skin, 16)
    c.curve(at([(-90, -22), (-20, -30), (36, -20), (54, 6), (46, 40), (0, 54), (-90, 34)]), skin)
    c.curve(at([(-90, 14), (-10, 36), (46, 34), (20, 50), (-90, 36)]), shade, 0.5)
    if old:
        for n in range(3):
            c.limb(at([(-40, -10 + 15 * n), (0, -14 + 15 * n), (40, -10 + 14 * n)]), shade, 2.4, 0.7)
    c.curve(at([(-620, -60), (-200, -54), (-66, -36), (-58, 0), (-66, 46), (-200, 70), (-620, 110)]), sleeve)
    c.curve(at([(-84, -40), (-60, -36), (-52, 2), (-60, 48), (-86, 52), (-76, 4)]), mix(sleeve, GREY, 0.22))
    for n in range(4):
        c.limb(at([(-160 - 90 * n, -48), (-180 - 90 * n, 0), (-170 - 90 * n, 56)]), mix(sleeve, (0, 0, 0), 0.3), 4, 0.6)
