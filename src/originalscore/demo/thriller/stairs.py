"""Walls of *The Landing*: the staircase, the portraits, a shadow that is not hers."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, scatter
from originalscore.demo.thriller.colors import INK, TORCH, WALL
from originalscore.demo.thriller.figures import draw_back


def draw_stairs(c: Canvas, t: float, climbed: float) -> Point:
    """A staircase from the side, going up to the right; she climbs it (``climbed`` 0 to 1). Returns where her torch is."""
    c.shape([(-100, -100), (WIDTH + 100, -100), (WIDTH + 100, HEIGHT + 100), (-100, HEIGHT + 100)], WALL)
    c.strokes(np.asarray([[[x, -100], [x, HEIGHT + 100]] for x in range(-60, WIDTH + 100, 40)], dtype=float), (0.34, 0.42, 0.40), 9, 0.7)
    for n in range(48):
        px, py = 40 + (n % 12) * 80, 40 + (n // 12) * 100 + 50 * (n % 2)
        c.curve([(px, py - 13), (px + 8, py), (px, py + 13), (px - 8, py)], (0.50, 0.56, 0.48), 0.6)
    for n, (x, y) in enumerate(((300.0, 92.0), (480.0, 40.0), (150.0, 170.0))):
        c.shape([(x, y), (x + 66, y), (x + 66, y + 84), (x, y + 84)], (0.30, 0.21, 0.12))
        c.shape([(x + 8, y + 8), (x + 58, y + 8), (x + 58, y + 76), (x + 8, y + 76)], (0.16, 0.17, 0.16))
        c.curve(
            [(x + 33, y + 18), (x + 47, y + 34), (x + 40, y + 52), (x + 54, y + 74), (x + 12, y + 74), (x + 26, y + 52), (x + 19, y + 34)],
            (0.34, 0.30, 0.26 + 0.02 * n),
        )
    x, y = 110 + 620 * climbed, 386 - 250 * climbed
    torch = (x + 46, y - 84 - 3 * sin(7 * t))
    for n in range(-2, 26):
        post = 40 + 40 * n
        foot = 436 - 16.1 * n
        cast = post + (post - torch[0]) * 0.55
        lift = (foot - 90 - torch[1]) * 0.35
        c.shape(
            [(cast, foot + 10), (cast + 9, foot + 10), (cast + 9, foot - 100 + lift), (cast, foot - 100 + lift)], (0.02, 0.03, 0.04), 0.42
        )
    return torch


def draw_banister(c: Canvas, t: float, climbed: float) -> None:
    """Steps, rail and the climbing woman, black before the light."""
    steps: list[Point] = [(-40, HEIGHT + 10)]
    for n in range(-1, 26):
        steps += [(40 * n, 418 - 16.1 * n), (40 * n + 40, 418 - 16.1 * n)]
    x, y = 110 + 620 * climbed, 386 - 250 * climbed
    stride = sin(6.2 * t)
    for leg in (-1, 1):
        lift = max(0.0, leg * stride)
        c.limb([(x, y - 44), (x + 9 + 9 * leg * stride, y - 22 - 5 * lift), (x + 3 + 13 * leg * stride, y + 4 - 9 * lift)], INK, 11)
    c.curve(
        [
            (x - 22, y - 24),
            (x - 18, y - 64),
            (x - 15, y - 98),
            (x - 5, y - 112),
            (x + 9, y - 110),
            (x + 17, y - 96),
            (x + 16, y - 62),
            (x + 21, y - 26),
        ],
        INK,
    )
    c.curve(
        [
            (x - 11, y - 112),
            (x - 15, y - 130),
            (x - 4, y - 144),
            (x + 10, y - 141),
            (x + 15, y - 128),
            (x + 17, y - 121),
            (x + 10, y - 110),
        ],
        INK,
    )
    c.limb([(x + 8, y - 98), (x + 24, y - 80), (x + 42, y - 84)], INK, 9)
    c.limb([(x + 40, y - 84), (x + 54, y - 85)], INK, 7)
    c.shape([*steps, (WIDTH + 80, HEIGHT + 10)], INK)
    for n in range(-2, 26):
        post, foot = 40 + 40 * n, 424 - 16.1 * n
        c.curve(
            [
                (post - 3, foot),
                (post - 5, foot - 30),
                (post - 2, foot - 52),
                (post - 3, foot - 80),
                (post + 3, foot - 80),
                (post + 2, foot - 52),
                (post + 5, foot - 30),
                (post + 3, foot),
            ],
            INK,
        )
    c.limb([(-40, 384), (WIDTH + 40, 384 - 0.4025 * (WIDTH + 80))], INK, 10)


def draw_portraits(c: Canvas, t: float) -> None:
    """Three framed portraits; the middle one has lost its face."""
    c.shape([(-100, -50), (WIDTH + 100, -50), (WIDTH + 100, HEIGHT + 50), (-100, HEIGHT + 50)], WALL)
    c.strokes(np.asarray([[[x, -50], [x, HEIGHT + 50]] for x in range(-60, WIDTH + 100, 56)], dtype=float), (0.34, 0.42, 0.40), 14, 0.7)
    for n, (x, y, wide, high) in enumerate(((150, 96, 170, 220), (395, 66, 190, 264), (650, 104, 160, 208))):
        c.shape(
            [(x + 16, y + 20), (x + wide + 22, y + 20), (x + wide + 22, y + high + 26), (x + 16, y + high + 26)], (0.10, 0.12, 0.12), 0.6
        )
        c.shape([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], (0.52, 0.38, 0.18))
        c.shape([(x + 9, y + 9), (x + wide - 9, y + 9), (x + wide - 9, y + high - 9), (x + 9, y + high - 9)], (0.36, 0.25, 0.12))
        c.shape([(x + 16, y + 16), (x + wide - 16, y + 16), (x + wide - 16, y + high - 16), (x + 16, y + high - 16)], (0.20, 0.19, 0.17))
        mx, s = x + wide / 2, high / 220
        c.curve([(mx - 62 * s, y + high - 16), (mx - 52 * s, y + 138 * s), (mx - 20 * s, y + 116 * s), (mx + 20 * s, y + 116 * s), (mx + 52 * s, y + 138 * s), (mx + 62 * s, y + high - 16)],
                ((0.12, 0.11, 0.14), (0.30, 0.10, 0.11), (0.11, 0.15, 0.14))[n])  # fmt: skip
        c.curve(
            [
                (mx, y + 34 * s),
                (mx + 30 * s, y + 50 * s),
                (mx + 26 * s, y + 92 * s),
                (mx, y + 122 * s),
                (mx - 26 * s, y + 92 * s),
                (mx - 30 * s, y + 50 * s),
            ],
            (0.72, 0.60, 0.48),
        )
        c.curve(
            [
                (mx, y + 26 * s),
                (mx + 36 * s, y + 44 * s),
                (mx + 32 * s, y + 70 * s),
                (mx, y + 48 * s),
                (mx - 32 * s, y + 70 * s),
                (mx - 36 * s, y + 44 * s),
            ],
            (0.16, 0.11, 0.08),
        )
        if n == 1:
            lines = [
                [[mx - 34 + 60 * scatter(k), y + 58 + 60 * scatter(k + 9)], [mx + 34 - 60 * scatter(k + 5), y + 60 + 60 * scatter(k + 3)]]
                for k in range(26)
            ]
            c.strokes(np.asarray(lines), (0.86, 0.82, 0.72), 2.2, 0.95)
        else:
            for eye in (-11, 11):
                c.disc(mx + eye * s, y + 76 * s, 3.4 * s, (0.06, 0.05, 0.05))
            c.limb([(mx - 8 * s, y + 102 * s), (mx + 8 * s, y + 102 * s)], (0.42, 0.24, 0.20), 2.5)


def draw_shadow(c: Canvas, t: float, u: float, reach: float) -> None:
    """Her back to us, and on the wall before her a shadow that is not hers; ``reach`` 0 to 1 lifts its hand."""
    c.shape([(-100, -100), (WIDTH + 100, -100), (WIDTH + 100, HEIGHT + 100), (-100, HEIGHT + 100)], WALL)
    c.strokes(np.asarray([[[x, -100], [x, HEIGHT + 100]] for x in range(-60, WIDTH + 100, 40)], dtype=float), (0.34, 0.42, 0.40), 9, 0.7)
    dark: Color = (0.03, 0.04, 0.045)
    rise = 90 * (1 - reach)
    c.curve([(470, 470), (490, 300 + rise), (520, 170 + rise), (560, 120 + rise), (590, 110 + rise), (590, 60 + rise), (640, 26 + rise), (690, 62 + rise), (688, 112 + rise), (730, 130 + rise),
             (770, 190 + rise), (800, 310 + rise), (830, 470)], dark, 0.9)  # fmt: skip
    palm = (470 - 90 * reach, 150 + rise)
    c.limb([(560, 165 + rise), (500, 215 + rise), palm], dark, 34, 0.9)
    for n in range(5):
        angle = pi + 0.75 - 0.36 * n
        middle = (palm[0] + 44 * cos(angle), palm[1] + 44 * sin(angle))
        c.limb([palm, middle, (middle[0] + 42 * cos(angle - 0.25), middle[1] + 42 * sin(angle - 0.25))], dark, 9, 0.9)
    c.light_only(520, 150, 520, ambient=0.05, tint=TORCH, soft=0.9)
    draw_back(c, 250, 520, 2.3, t, arm=0.2)
