"""What *The Chair by the Window* shows: rain on glass, a room in grey light, an empty chair, a father and his daughter.

The garden behind the glass is drawn once and blurred, as a lens would that looks at the drops; people stand against the window.
"""

from __future__ import annotations

from functools import cache
from math import pi, sin

import numpy as np
from scipy.ndimage import gaussian_filter

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Paper, Point, mix, scatter

INK: Color = (0.075, 0.085, 0.11)
LAMP: Color = (1.0, 0.76, 0.46)
GREY: Color = (0.70, 0.76, 0.82)
_WALL: Color = (0.25, 0.27, 0.32)
_CHAIR: Color = (0.42, 0.20, 0.21)


@cache
def _garden(blur: float) -> Paper:
    """Lawn, hedge, trees and a path in rain, out of focus."""
    c = Canvas()
    c.sky([(0, (0.66, 0.72, 0.78)), (0.45, (0.60, 0.66, 0.70)), (0.62, (0.40, 0.47, 0.46)), (1, (0.27, 0.34, 0.32))])
    for n in range(26):
        x, y = 1060 * scatter(n) - 50, 190 + 50 * scatter(n + 40)
        c.disc(x, y, 34 + 40 * scatter(n + 80), mix((0.24, 0.32, 0.30), (0.44, 0.50, 0.50), scatter(n + 9)), 0.7)
    c.limb([(250, 400), (262, 240), (240, 90)], (0.20, 0.23, 0.24), 22)
    c.limb([(258, 210), (330, 110), (380, 70)], (0.22, 0.25, 0.26), 10)
    for n in range(30):
        c.disc(170 + 260 * scatter(n + 11), 20 + 120 * scatter(n + 71), 16 + 26 * scatter(n + 3), (0.50, 0.36, 0.26), 0.42)
    c.shape([(560, HEIGHT), (640, 262), (668, 262), (800, HEIGHT)], (0.55, 0.56, 0.55))
    c.disc(760, 214, 15, LAMP, 0.9)
    c.disc(792, 222, 9, LAMP, 0.8)
    paper = c.keep()
    for channel in range(3):
        paper[..., channel] = gaussian_filter(paper[..., channel].astype(np.float32), blur).astype(np.uint8)
    return paper


def draw_garden(c: Canvas, blur: float = 14.0) -> None:
    """The garden fills the frame."""
    c.lay(_garden(blur))


def draw_drops(
    c: Canvas, t: float, *, left: float = 0.0, right: float = WIDTH, top: float = -20.0, low: float = HEIGHT, size: float = 1.0
) -> None:
    """Drops that stick to the pane, and some that run down it and leave a trail."""
    wide, high = right - left, low - top
    still = [(left + wide * scatter(n), top + high * scatter(n + 300), size * (1.2 + 3.6 * scatter(n + 600) ** 3)) for n in range(110)]
    c.discs([(x + 0.8 * r, y + 0.9 * r, r) for x, y, r in still], (0.20, 0.24, 0.26), 0.45)
    c.discs([(x, y, r * 0.9) for x, y, r in still], (0.86, 0.90, 0.93), 0.55)
    trails, heads = [], []
    for n in range(22):
        speed = 0.05 + 0.08 * scatter(n + 17)
        way = t * speed + scatter(n + 51)
        turn = int(way)
        fall = way - turn
        slip = fall + 0.035 * sin(2 * pi * 5 * fall) + 0.02 * sin(2 * pi * 9 * fall + n)
        x, y = left + wide * scatter(31 * n + turn), top + (high + 60) * slip
        wind = 4 * sin(5 * fall + n)
        trails.append([[x + 0.3 * wind, y - 70 * size * (0.6 + scatter(n))], [x + wind, y]])
        heads.append((x + wind, y, size * (3.0 + 2.2 * scatter(n + 90))))
    inside = [(trail, head) for trail, head in zip(trails, heads) if top + 8 < head[1] < low - 4 and trail[0][1] > top]
    if not inside:
        return
    c.strokes(np.asarray([trail for trail, _ in inside]), (0.88, 0.92, 0.94), 2.6 * size, 0.30)
    c.discs([(x + 1, y + 1.4, r) for _, (x, y, r) in inside], (0.16, 0.20, 0.22), 0.6)
    c.discs([(x, y, r) for _, (x, y, r) in inside], (0.80, 0.86, 0.90), 0.8)
    c.discs([(x - 0.3 * r, y - 0.35 * r, 0.35 * r) for _, (x, y, r) in inside], (1, 1, 1), 0.9)


def draw_sill(c: Canvas, t: float) -> None:
    """Window bars close to us, a sill with a cup that still steams and a plant."""
    for x, wide in ((-30, 62), (620, 30), (934, 60)):
        c.shape([(x, -60), (x + wide, -60), (x + wide, HEIGHT + 60), (x, HEIGHT + 60)], (0.20, 0.22, 0.26))
        c.shape([(x, -60), (x + 5, -60), (x + 5, HEIGHT + 60), (x, HEIGHT + 60)], (0.46, 0.50, 0.55))
    c.shape([(-60, 120), (1020, 120), (1020, 136), (-60, 136)], (0.20, 0.22, 0.26))
    c.shape([(-60, 352), (1020, 352), (1020, 480), (-60, 480)], (0.24, 0.25, 0.29))
    c.shape([(-60, 352), (1020, 352), (1020, 360), (-60, 360)], (0.52, 0.56, 0.61))
    c.curve([(196, 292), (200, 340), (216, 356), (264, 356), (280, 340), (284, 292), (240, 297)], (0.80, 0.81, 0.82))
    c.curve([(250, 296), (252, 340), (248, 356), (264, 356), (280, 340), (284, 292)], (0.58, 0.61, 0.66))
    c.curve([(196, 292), (240, 285), (284, 292), (240, 298)], (0.32, 0.22, 0.18))
    c.limb([(282, 304), (304, 306), (304, 328), (280, 334)], (0.66, 0.69, 0.73), 7)
    c.curve([(172, 357), (240, 350), (308, 357), (240, 366)], (0.70, 0.72, 0.75))
    for n in range(3):
        rise = [(238 + 14 * (n - 1) + 9 * sin(1.3 * t + 0.05 * k * k + n), 284 - 9 * k) for k in range(9)]
        c.limb(rise, (0.92, 0.94, 0.96), 6, 0.10)
    c.shape([(740, 300), (818, 300), (808, 356), (750, 356)], (0.46, 0.27, 0.22))
    c.shape([(734, 292), (824, 292), (822, 306), (736, 306)], (0.54, 0.32, 0.26))
    for n in range(9):
        lean = (n - 4) * 17
        droop = 26 + abs(lean) * 0.5 + 2 * sin(0.8 * t + n)
        c.limb([(779, 296), (779 + lean * 0.6, 240 - 14 * scatter(n)), (779 + lean * 1.5, 226 + droop)], (0.17, 0.25, 0.22), 5)
        c.curve(
            [
                (779 + lean * 1.3, 214 + droop),
                (779 + lean * 1.5 + 12, 228 + droop),
                (779 + lean * 1.6, 262 + droop),
                (779 + lean * 1.4 - 10, 234 + droop),
            ],
            (0.20, 0.30, 0.25),
        )


def draw_window(c: Canvas, left: float, top: float, wide: float, high: float, t: float, *, drops: float = 0.6) -> None:
    """A window of two sashes in a wall, with rain on it; the light is the garden's."""
    right, low = left + wide, top + high
    c.shape([(left, top), (right, top), (right, low), (left, low)], (0.72, 0.78, 0.83))
    c.veil([(left, top + 0.42 * high), (right, top + 0.42 * high), (right, low), (left, low)],
           ((0.52, 0.58, 0.60, 0.2), (0.52, 0.58, 0.60, 0.2), (0.36, 0.43, 0.42, 1.0), (0.36, 0.43, 0.42, 1.0)))  # fmt: skip
    for n in range(9):
        x = left + wide * (0.06 + 0.11 * n)
        c.disc(x, low - high * (0.24 + 0.05 * scatter(n)), 0.085 * wide, (0.47, 0.54, 0.54), 0.55)
    c.limb(
        [(left + 0.22 * wide, low), (left + 0.24 * wide, top + 0.4 * high), (left + 0.2 * wide, top + 0.12 * high)],
        (0.42, 0.46, 0.49),
        0.02 * wide,
        0.8,
    )
    c.limb([(left + 0.235 * wide, top + 0.45 * high), (left + 0.34 * wide, top + 0.22 * high)], (0.44, 0.48, 0.51), 0.012 * wide, 0.8)
    draw_drops(c, t, left=left + 4, right=right - 4, top=top, low=low, size=drops)
    bar: Color = (0.16, 0.17, 0.20)
    for x, thick in ((left - 8, 16), (left + wide / 2 - 6, 12), (right - 8, 16)):
        c.shape([(x, top - 8), (x + thick, top - 8), (x + thick, low + 8), (x, low + 8)], bar)
    for y, thick in ((top - 10, 16), (top + 0.36 * high, 8), (low - 6, 16)):
        c.shape([(left - 8, y), (right + 8, y), (right + 8, y + thick), (left - 8, y + thick)], bar)
    c.shape([(left - 26, low + 10), (right + 26, low + 10), (right + 26, low + 22), (left - 26, low + 22)], (0.34, 0.36, 0.41))


def draw_curtain(c: Canvas, x: float, side: int, t: float, high: float = 330.0) -> None:
    """One curtain, gathered; ``side`` -1 hangs to the left."""
    for n in range(5):
        at = x + side * 15 * n + 1.2 * sin(0.6 * t + n)
        shade = mix((0.34, 0.33, 0.38), (0.19, 0.19, 0.24), n / 4 if n % 2 else 0.25 + n / 8)
        c.curve([(at - 10, -20), (at + 10, -20), (at + 13, high * 0.5), (at + 9, high), (at - 10, high), (at - 6, high * 0.5)], shade)


def draw_room(c: Canvas, t: float) -> None:
    """The room: wall, boards, window with curtains, its light on the floor, a picture, a standard lamp that is not lit."""
    c.sky([(0, (0.17, 0.18, 0.22)), (0.70, _WALL), (0.705, (0.20, 0.17, 0.17)), (1, (0.11, 0.10, 0.11))])
    c.strokes(np.asarray([[[x, -20], [x, 286]] for x in range(12, WIDTH + 60, 34)], dtype=float), (0.29, 0.31, 0.36), 2, 0.35)
    c.shape([(-50, 278), (WIDTH + 50, 278), (WIDTH + 50, 290), (-50, 290)], (0.15, 0.15, 0.18))
    boards = [[[480 + (x - 480) * 0.8, 290], [480 + (x - 480) * 2.0, HEIGHT]] for x in range(-200, WIDTH + 201, 62)]
    c.strokes(np.asarray(boards, dtype=float), (0.06, 0.055, 0.06), 1.6, 0.6)
    draw_window(c, 250, 44, 220, 200, t)
    draw_curtain(c, 232, -1, t, 286)
    draw_curtain(c, 490, 1, t, 286)
    pale, gone = (0.72, 0.80, 0.88, 0.34), (0.72, 0.80, 0.88, 0.0)
    for left, right in ((256, 352), (366, 464)):
        c.veil([(left + 30, 292), (right + 30, 292), (right + 190, HEIGHT + 10), (left + 110, HEIGHT + 10)], (pale, pale, gone, gone))
    c.glow(360, 140, 360, (0.55, 0.64, 0.74), 0.34)
    c.shape([(640, 84), (730, 84), (730, 152), (640, 152)], (0.15, 0.13, 0.13))
    c.shape([(647, 91), (723, 91), (723, 145), (647, 145)], (0.34, 0.36, 0.36))
    c.curve([(660, 145), (672, 118), (686, 112), (698, 120), (710, 145)], (0.22, 0.22, 0.25))
    c.disc(686, 108, 9, (0.48, 0.43, 0.40))


def draw_chair(c: Canvas, x: float, ground: float, scale: float, *, shawl: bool = True) -> None:
    """A wing chair half turned to the window on its left, empty, with a shawl over its arm."""
    s = scale

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    dark, light = mix(_CHAIR, (0, 0, 0), 0.45), mix(_CHAIR, GREY, 0.22)
    c.curve(at([(-80, 4), (0, -4), (96, 4), (60, 14), (-60, 14)]), (0.03, 0.03, 0.04), 0.5)
    for px in (-50, 58):
        c.limb(at([(px, -14), (px - 3, 2)]), (0.10, 0.07, 0.06), 7 * s)
    c.curve(at([(4, -60), (14, -150), (28, -190), (62, -198), (86, -182), (88, -120), (80, -20), (20, -20)]), dark)
    c.curve(at([(0, -66), (10, -150), (22, -186), (50, -192), (70, -176), (70, -110), (62, -60)]), _CHAIR)
    c.curve(at([(2, -112), (8, -158), (20, -186), (30, -188), (20, -150), (16, -104)]), light)
    c.curve(at([(-62, -62), (-50, -74), (30, -74), (66, -64), (64, -44), (-58, -44)]), mix(_CHAIR, GREY, 0.10))
    c.curve(at([(-64, -48), (-62, -18), (0, -14), (70, -16), (72, -48), (0, -46)]), dark)
    c.curve(at([(-70, -94), (-56, -106), (20, -102), (40, -92), (38, -22), (-62, -18), (-72, -50)]), mix(_CHAIR, (0, 0, 0), 0.2))
    c.curve(at([(-72, -94), (-56, -106), (20, -102), (40, -94), (24, -88), (-52, -92)]), light)
    if shawl:
        cloth: Color = (0.62, 0.62, 0.55)
        c.curve(at([(-58, -110), (-20, -112), (2, -108), (8, -70), (2, -36), (-14, -26), (-34, -30), (-54, -24), (-60, -60)]), cloth)
        for n in range(4):
            c.limb(at([(-50 + 14 * n, -108), (-53 + 15 * n, -70), (-50 + 14 * n, -34)]), mix(cloth, (0, 0, 0), 0.3), 2 * s, 0.7)
        fringe = [[*at([(-58 + 5 * n, -28)]), *at([(-59 + 5 * n, -17)])] for n in range(12)]
        c.strokes(np.asarray(fringe), mix(cloth, (0, 0, 0), 0.15), 1.3 * s, 0.8)


def draw_father(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK) -> None:
    """An old man in a cardigan, standing a little bent, seen from behind."""
    s, breath = scale, 0.8 * sin(1.5 * t)

    def at(points: list[Point]) -> list[Point]:
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
    for side in (-13.5, 17.5):
        c.curve(at([(side - 3, -182), (side + 2, -182), (side + 3, -173), (side - 2, -170)]), color)
    c.limb(at([(-21, -142), (-33, -108), (-27, -72)]), color, 11 * s)
    c.limb(at([(22, -140), (33, -106), (26, -72)]), color, 11 * s)


def draw_daughter(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK, arm: float = 0.0) -> None:
    """A young woman in a long coat with her hair tied up, from behind; ``arm`` 0 to 1 lays her left hand on a shoulder."""
    s, breath = scale, 0.7 * sin(1.7 * t + 1)

    def at(points: list[Point]) -> list[Point]:
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

    def at(points: list[Point]) -> list[Point]:
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

    def at(points: list[Point]) -> list[Point]:
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


def draw_street(c: Canvas, t: float, u: float) -> None:
    """The house from outside at nightfall: one warm window with him in it, a wet path, and her umbrella going away."""
    c.sky(
        [
            (0, (0.14, 0.18, 0.25)),
            (0.5, (0.30, 0.36, 0.44)),
            (0.72, (0.40, 0.45, 0.51)),
            (0.73, (0.16, 0.19, 0.22)),
            (1, (0.09, 0.11, 0.13)),
        ]
    )
    for n in range(14):
        c.disc(70 * n + 20 * scatter(n), 262 - 26 * scatter(n + 5), 40 + 22 * scatter(n + 9), (0.20, 0.25, 0.29), 0.7)
    wall, roof = (0.155, 0.17, 0.21), (0.10, 0.11, 0.145)
    c.shape([(90, 316), (90, 150), (410, 150), (410, 316)], wall)
    c.shape([(62, 156), (150, 64), (350, 64), (438, 156)], roof)
    c.shape([(300, 66), (300, 30), (328, 30), (328, 66)], roof)
    for x in (130, 180):
        c.shape([(x, 186), (x + 34, 186), (x + 34, 238), (x, 238)], (0.22, 0.26, 0.32))
    c.shape([(340, 214), (384, 214), (384, 316), (340, 316)], (0.09, 0.09, 0.11))
    c.shape([(246, 180), (318, 180), (318, 264), (246, 264)], (1.0, 0.74, 0.42))
    c.curve(
        [(264, 264), (266, 226), (274, 216), (274, 198), (284, 192), (293, 199), (292, 216), (300, 226), (302, 264)], (0.16, 0.11, 0.09)
    )
    c.limb([(298, 232), (308, 222), (308, 206 + 3 * sin(1.2 * t))], (0.16, 0.11, 0.09), 6)
    c.shape([(280, 180), (283, 180), (283, 264), (280, 264)], roof)
    c.shape([(246, 208), (318, 208), (318, 211), (246, 211)], roof)
    c.glow(282, 222, 210, LAMP, 0.55)
    c.veil([(246, 318), (320, 318), (470, HEIGHT + 20), (180, HEIGHT + 20)], ((*LAMP, 0.42), (*LAMP, 0.42), (*LAMP, 0.02), (*LAMP, 0.02)))
    c.shape([(-20, 316), (WIDTH + 20, 316), (WIDTH + 20, 320), (-20, 320)], (0.10, 0.12, 0.14))
    for x in range(440, WIDTH + 40, 26):
        c.shape([(x, 318), (x, 276), (x + 4, 270), (x + 8, 276), (x + 8, 318)], (0.11, 0.13, 0.16))
    x, y = 560 + 19 * u, 372.0
    step = sin(5.2 * t)
    c.curve([(x - 40, y + 3), (x, y - 3), (x + 44, y + 3), (x, y + 10)], (0.03, 0.035, 0.045), 0.6)
    for leg in (-1, 1):
        c.limb([(x, y - 46), (x + 8 * leg * step, y - 22), (x - 2 + 12 * leg * step, y)], INK, 8)
    c.curve(
        [(x - 20, y - 28), (x - 13, y - 78), (x - 11, y - 106), (x, y - 114), (x + 11, y - 106), (x + 13, y - 78), (x + 19, y - 30)], INK
    )
    c.disc(x + 1, y - 124, 10, INK)
    c.limb([(x + 8, y - 98), (x + 17, y - 88), (x + 16, y - 112)], INK, 6)
    c.limb([(x + 16, y - 88), (x + 16, y - 176)], INK, 2.6)
    c.shape([(x - 46, y - 138), (x - 38, y - 160), (x - 14, y - 177), (x + 16, y - 182), (x + 46, y - 177), (x + 69, y - 160), (x + 78, y - 138), (x + 58, y - 145), (x + 37, y - 138), (x + 16, y - 145),
             (x - 5, y - 138), (x - 26, y - 145)], (0.30, 0.12, 0.14))  # fmt: skip
    c.limb([(x - 3, y - 44), (x - 26, y - 40)], INK, 5)
    c.shape([(x - 44, y - 40), (x - 20, y - 40), (x - 20, y - 8), (x - 44, y - 8)], (0.14, 0.11, 0.10))
    n = np.arange(190)
    rx, ry = (n * 193.7 + t * 180) % (WIDTH + 200) - 100, (n * 71.3 + t * 900) % (HEIGHT + 60) - 30
    c.strokes(np.stack([rx, ry, rx - 4, ry + 22], axis=1).reshape(-1, 2, 2), (0.74, 0.80, 0.87), 1.0, 0.26)
    ring = [(k * 97.3 % WIDTH, 330 + (k * 37.7) % 74, ((1.7 * t + scatter(k)) % 1.0)) for k in range(26)]
    lines = [[[x0 - 8 * w, y0], [x0 + 8 * w, y0]] for x0, y0, w in ring]
    c.strokes(np.asarray(lines), (0.62, 0.70, 0.78), 1.2, 0.35)
