"""The window of *The Chair by the Window*: a garden out of focus, drops that run, sill and curtains."""

from __future__ import annotations

from functools import cache
from math import pi, sin

import numpy as np
from scipy.ndimage import gaussian_filter

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Paper, mix, scatter
from originalscore.demo.goodbye.colors import LAMP


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
