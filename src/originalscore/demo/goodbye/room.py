"""The room of *The Chair by the Window* and its chair; and the house from outside."""

from __future__ import annotations

from collections.abc import Sequence
from math import sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, mix, scatter
from originalscore.demo.goodbye.colors import CHAIR, GREY, INK, LAMP, WALL
from originalscore.demo.goodbye.window import draw_curtain, draw_window


def draw_room(c: Canvas, t: float) -> None:
    """The room: wall, boards, window with curtains, its light on the floor, a picture, a standard lamp that is not lit."""
    c.sky([(0, (0.17, 0.18, 0.22)), (0.70, WALL), (0.705, (0.20, 0.17, 0.17)), (1, (0.11, 0.10, 0.11))])
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

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    dark, light = mix(CHAIR, (0, 0, 0), 0.45), mix(CHAIR, GREY, 0.22)
    c.curve(at([(-80, 4), (0, -4), (96, 4), (60, 14), (-60, 14)]), (0.03, 0.03, 0.04), 0.5)
    for px in (-50, 58):
        c.limb(at([(px, -14), (px - 3, 2)]), (0.10, 0.07, 0.06), 7 * s)
    c.curve(at([(4, -60), (14, -150), (28, -190), (62, -198), (86, -182), (88, -120), (80, -20), (20, -20)]), dark)
    c.curve(at([(0, -66), (10, -150), (22, -186), (50, -192), (70, -176), (70, -110), (62, -60)]), CHAIR)
    c.curve(at([(2, -112), (8, -158), (20, -186), (30, -188), (20, -150), (16, -104)]), light)
    c.curve(at([(-62, -62), (-50, -74), (30, -74), (66, -64), (64, -44), (-58, -44)]), mix(CHAIR, GREY, 0.10))
    c.curve(at([(-64, -48), (-62, -18), (0, -14), (70, -16), (72, -48), (0, -46)]), dark)
    c.curve(at([(-70, -94), (-56, -106), (20, -102), (40, -92), (38, -22), (-62, -18), (-72, -50)]), mix(CHAIR, (0, 0, 0), 0.2))
    c.curve(at([(-72, -94), (-56, -106), (20, -102), (40, -94), (24, -88), (-52, -92)]), light)
    if shawl:
        cloth: Color = (0.62, 0.62, 0.55)
        c.curve(at([(-58, -110), (-20, -112), (2, -108), (8, -70), (2, -36), (-14, -26), (-34, -30), (-54, -24), (-60, -60)]), cloth)
        for n in range(4):
            c.limb(at([(-50 + 14 * n, -108), (-53 + 15 * n, -70), (-50 + 14 * n, -34)]), mix(cloth, (0, 0, 0), 0.3), 2 * s, 0.7)
        fringe = [[*at([(-58 + 5 * n, -28)]), *at([(-59 + 5 * n, -17)])] for n in range(12)]
        c.strokes(np.asarray(fringe), mix(cloth, (0, 0, 0), 0.15), 1.3 * s, 0.8)


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
    for x in (130.0, 180.0):
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
    for pale in range(440, WIDTH + 40, 26):
        c.shape([(pale, 318), (pale, 276), (pale + 4, 270), (pale + 8, 276), (pale + 8, 318)], (0.11, 0.13, 0.16))
    x, y = 560.0 + 19 * u, 372.0
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
    drops = np.arange(190)
    rx, ry = (drops * 193.7 + t * 180) % (WIDTH + 200) - 100, (drops * 71.3 + t * 900) % (HEIGHT + 60) - 30
    c.strokes(np.stack([rx, ry, rx - 4, ry + 22], axis=1).reshape(-1, 2, 2), (0.74, 0.80, 0.87), 1.0, 0.26)
    ring = [(k * 97.3 % WIDTH, 330 + (k * 37.7) % 74, ((1.7 * t + scatter(k)) % 1.0)) for k in range(26)]
    lines = [[[x0 - 8 * w, y0], [x0 + 8 * w, y0]] for x0, y0, w in ring]
    c.strokes(np.asarray(lines), (0.62, 0.70, 0.78), 1.2, 0.35)
