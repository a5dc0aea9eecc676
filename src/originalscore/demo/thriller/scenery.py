"""What *The Landing* shows: a house on a hill, a corridor, a staircase, a torch, and whoever is up there.

Rooms are drawn as by day and then left dark but for the round of the torch (``Canvas.light_only``); silhouettes stand before that light.
"""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, eased, mix, scatter

INK: Color = (0.010, 0.014, 0.020)
TORCH: Color = (1.0, 0.88, 0.62)
COLD: Color = (0.72, 0.86, 0.95)
_WALL: Color = (0.42, 0.50, 0.47)
_DADO: Color = (0.30, 0.24, 0.20)
_DOOR: Color = (0.36, 0.22, 0.16)
_BRASS: Color = (0.85, 0.66, 0.30)


def draw_night(c: Canvas, t: float) -> None:
    """A moon behind drifting cloud."""
    c.sky([(0, (0.015, 0.03, 0.05)), (0.55, (0.05, 0.10, 0.13)), (0.85, (0.13, 0.20, 0.22)), (1, (0.02, 0.03, 0.04))])
    c.glow(700, 96, 330, (0.55, 0.72, 0.78), 0.5)
    c.disc(700, 96, 30, (0.86, 0.92, 0.90))
    for n in range(7):
        x = (scatter(n + 31) * 1700 + (5 + 9 * scatter(n)) * t) % 1700 - 370
        y, wide = 50 + 150 * scatter(n + 63), 130 + 120 * scatter(n + 5)
        top = [(x + wide * (k / 4 - 1), y - 16 * sin(pi * k / 8) * (0.5 + scatter(9 * n + k))) for k in range(9)]
        c.curve([*top, (x + wide * 0.5, y + 8), (x - wide * 0.4, y + 9)], (0.035, 0.07, 0.09), 0.5)


def draw_house(c: Canvas, lit: float) -> None:
    """The house on its hill, with one window under the roof; ``lit`` from 0 to 1."""
    c.curve(
        [(-80, 460), (-60, 380), (150, 352), (360, 306), (520, 300), (700, 330), (900, 372), (1040, 390), (1040, 470)], (0.02, 0.035, 0.045)
    )
    c.shape([(340, 312), (340, 196), (318, 200), (398, 112), (420, 136), (420, 92), (440, 92), (440, 158), (470, 190), (470, 150), (520, 100),
             (572, 152), (572, 312)], INK)  # fmt: skip
    c.shape([(500, 118), (500, 74), (516, 74), (516, 118)], INK)
    c.shape([(572, 312), (572, 226), (640, 250), (640, 320)], INK)
    for x, y in ((362, 232), (398, 232), (500, 238), (540, 238), (600, 270)):
        c.shape([(x, y), (x + 16, y), (x + 16, y + 30), (x, y + 30)], (0.05, 0.09, 0.11))
    pane = mix((0.05, 0.09, 0.11), (1.0, 0.78, 0.42), lit)
    c.shape([(508, 158), (532, 158), (532, 194), (508, 194)], pane)
    c.shape([(519, 158), (521, 158), (521, 194), (519, 194)], INK)
    c.shape([(508, 174), (532, 174), (532, 176), (508, 176)], INK)
    if lit > 0:
        c.glow(520, 176, 130, (1.0, 0.70, 0.34), 0.5 * lit)


def draw_tree(c: Canvas, x: float, t: float) -> None:
    """A bare tree close to us, stirring in the wind."""
    sway = 3 * sin(0.9 * t)

    def branch(px: float, py: float, angle: float, length: float, width: float, seed: int) -> None:
        qx, qy = px + length * cos(angle) + sway * (8 - width) * 0.12, py - length * sin(angle)
        c.limb([(px, py), ((px + qx) / 2 + 5 * (scatter(seed) - 0.5), (py + qy) / 2), (qx, qy)], INK, width)
        if width > 1.4:
            for k in (0, 1, 2):
                turn = (k - 1) * 0.55 + 0.5 * (scatter(3 * seed + k) - 0.5)
                branch(qx, qy, angle + turn, length * (0.60 + 0.2 * scatter(seed + k + 40)), width * 0.56, 3 * seed + k + 1)

    branch(x, HEIGHT + 10, pi / 2 + 0.12, 150, 17, 1)


def draw_fog(c: Canvas, t: float, y: float, strength: float) -> None:
    """Two banks of ground fog that slide past each other."""
    pale = (0.42, 0.56, 0.60)
    for n in range(3):
        middle, high = y + 16 * n, 34 + 10 * n
        left, right = (strength * (0.55 + 0.45 * sin(0.35 * t + 2.1 * n + side)) for side in (0.0, 1.9))
        for edge in (middle - high, middle + high):
            corners = [(-200, edge), (WIDTH + 200, edge + 10), (WIDTH + 200, middle + 10), (-200, middle)]
            c.veil(corners, ((*pale, 0.0), (*pale, 0.0), (*pale, right), (*pale, left)))


def _spot(x: float, y: float, depth: float) -> Point:
    """A point of the corridor: ``x`` -1 to 1 between the walls, ``y`` -1 (ceiling) to 1 (floor), ``depth`` from 0.5."""
    return 480 + 430 * x / depth, 186 + 330 * y / depth


def draw_corridor(c: Canvas, gone: float, door: float, glow: float = 0.0, *, feet: float = 0.0) -> None:
    """A long papered corridor with doors to both sides and one at its end.

    ``gone`` is how far we have walked in; ``door`` is how far the last one stands open, 0 to 1; ``glow`` is the light behind it; ``feet`` is
    whether somebody's shadow falls under it.
    """
    far = 9.0 - gone
    near = 0.45
    for side in (-1, 1):
        quad = [_spot(side, -1, near), _spot(side, -1, far), _spot(side, 1, far), _spot(side, 1, near)]
        c.shape(quad, mix(_WALL, (0, 0, 0), 0.12 if side > 0 else 0.0))
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
    _end_door(c, far, door, glow, feet)
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
        c.shape([_spot(side, 0.35, near), _spot(side, 0.35, far), _spot(side, 1, far), _spot(side, 1, near)], _DADO)
        c.shape([_spot(side, 0.33, near), _spot(side, 0.33, far), _spot(side, 0.38, far), _spot(side, 0.38, near)], (0.44, 0.36, 0.28))
        c.shape([_spot(side, 0.93, near), _spot(side, 0.93, far), _spot(side, 1, far), _spot(side, 1, near)], (0.20, 0.15, 0.12))
    boards = [[_spot(x / 6, 1, near), _spot(x / 6, 1, far)] for x in (-6, -5, -4, 4, 5, 6)]
    c.strokes(np.asarray(boards), (0.12, 0.08, 0.06), 1.2, 0.8)


def _side_door(c: Canvas, side: int, depth: float, n: int) -> None:
    a, b = depth, depth + 0.75
    c.shape(
        [_spot(side, -0.62, a - 0.06), _spot(side, -0.62, b + 0.06), _spot(side, 1, b + 0.06), _spot(side, 1, a - 0.06)], (0.22, 0.15, 0.11)
    )
    c.shape([_spot(side, -0.56, a), _spot(side, -0.56, b), _spot(side, 1, b), _spot(side, 1, a)], _DOOR)
    for top, low in ((-0.44, 0.1), (0.22, 0.86)):
        c.shape(
            [_spot(side, top, a + 0.12), _spot(side, top, b - 0.12), _spot(side, low, b - 0.12), _spot(side, low, a + 0.12)],
            (0.28, 0.17, 0.12),
        )
    x, y = _spot(side * 0.985, 0.2, a + 0.08)
    c.disc(x, y, 9 / depth, _BRASS)


def _end_door(c: Canvas, far: float, door: float, glow: float, feet: float) -> None:
    left, right, top = -0.45, 0.45, -0.55
    c.shape([_spot(-1, -1, far), _spot(1, -1, far), _spot(1, 1, far), _spot(-1, 1, far)], mix(_WALL, (0, 0, 0), 0.25))
    frame = [_spot(left - 0.1, top - 0.1, far), _spot(right + 0.1, top - 0.1, far), _spot(right + 0.1, 1, far), _spot(left - 0.1, 1, far)]
    c.shape(frame, (0.20, 0.14, 0.10))
    behind = mix(INK, COLD, glow)
    c.shape([_spot(left, top, far), _spot(right, top, far), _spot(right, 1, far), _spot(left, 1, far)], behind)
    hinge = right - (right - left) * (1 - 0.75 * door)
    inner = far + 0.5 * door
    c.shape([_spot(right, top, far), _spot(hinge, top, inner), _spot(hinge, 0.985, inner), _spot(right, 0.985, far)], _DOOR)
    if door < 0.05:
        for a, b in ((-0.42, 0.12), (0.25, 0.86)):
            c.shape(
                [_spot(left + 0.12, a, far), _spot(right - 0.12, a, far), _spot(right - 0.12, b, far), _spot(left + 0.12, b, far)],
                (0.28, 0.17, 0.12),
            )
        x, y = _spot(left + 0.07, 0.2, far)
        c.disc(x, y, 10 / far, _BRASS)


def light_under_door(c: Canvas, gone: float, strength: float) -> None:
    """The line of light under the last door, after the dark was laid over the corridor."""
    far = 9.0 - gone
    (x, y), (x1, _) = _spot(-0.45, 0.99, far), _spot(0.45, 0.99, far)
    c.shape([(x, y - 1.5), (x1, y - 1.5), (x1, y + 1), (x, y + 1)], COLD, strength)
    c.glow((x + x1) / 2, y, 90, COLD, 0.4 * strength)


def draw_back(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK, arm: float = 0.5) -> None:
    """A woman in a coat seen from behind (or against the light: it is the same); ``arm`` lifts the torch."""
    s = scale

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    c.limb(at([(-9, -40), (-10, 0)]), color, 11 * s)
    c.limb(at([(9, -40), (11, 0)]), color, 11 * s)
    c.curve(at([(-27, -34), (-25, -70), (-19, -98), (-24, -124), (-17, -138), (0, -143), (17, -138), (24, -124), (19, -98), (25, -70), (27, -34),
                (0, -28)]), color)  # fmt: skip
    c.limb(at([(0, -140), (0, -152)]), color, 9 * s)
    c.curve(at([(-15, -146), (-17, -164), (-11, -179), (0, -183), (11, -179), (17, -164), (15, -146), (8, -141), (-8, -141)]), color)
    c.limb(at([(-22, -128), (-29, -98), (-24, -70)]), color, 10 * s)
    hand = (30 + 6 * arm, -84 - 40 * arm)
    c.limb(at([(22, -128), (33, -102 - 8 * arm), hand]), color, 10 * s)
    c.limb(at([hand, (hand[0] + 2, hand[1] - 14)]), color, 7 * s)


def draw_profile(c: Canvas, x: float, y: float, scale: float, *, color: Color = INK) -> None:
    """A woman's head and shoulders from the side, facing right."""
    s = scale
    face = [(-30, 120), (-34, 40), (-46, 8), (-44, -36), (-20, -68), (14, -70), (34, -50), (37, -28), (36, -16), (45, 4), (50, 12), (40, 17), (42, 25),
            (38, 30), (41, 38), (34, 46), (30, 56), (8, 56), (4, 72), (20, 96), (60, 120), (74, 210), (-100, 210), (-80, 130)]  # fmt: skip
    c.curve([(x + px * s, y + py * s) for px, py in face], color)
    c.curve(
        [
            (x + px * s, y + py * s)
            for px, py in [(-48, 60), (-62, 10), (-56, -44), (-24, -80), (16, -80), (34, -54), (6, -44), (-10, 0), (-16, 66)]
        ],
        color,
    )


def draw_stairs(c: Canvas, t: float, climbed: float) -> Point:
    """A staircase from the side, going up to the right; she climbs it (``climbed`` 0 to 1). Returns where her torch is."""
    c.shape([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], _WALL)
    c.strokes(np.asarray([[[x, 0], [x, HEIGHT]] for x in range(20, WIDTH, 40)], dtype=float), (0.34, 0.42, 0.40), 9, 0.7)
    for n in range(48):
        x, y = 40 + (n % 12) * 80, 40 + (n // 12) * 100 + 50 * (n % 2)
        c.curve([(x, y - 13), (x + 8, y), (x, y + 13), (x - 8, y)], (0.50, 0.56, 0.48), 0.6)
    for n, (x, y) in enumerate(((300, 92), (480, 40), (150, 170))):
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
    c.shape([(-100, -50), (WIDTH + 100, -50), (WIDTH + 100, HEIGHT + 50), (-100, HEIGHT + 50)], _WALL)
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


def draw_eye(c: Canvas, t: float, wide: float) -> None:
    """An eye that fills the frame; ``wide`` 0 to 1 opens it and narrows the pupil. A cold door shines in it."""
    c.sky([(0, (0.05, 0.06, 0.07)), (0.5, (0.26, 0.21, 0.19)), (1, (0.06, 0.05, 0.06))])
    c.glow(700, 230, 460, (0.50, 0.36, 0.26), 0.5)
    up, low = 74 + 34 * wide, 56 + 16 * wide
    lid = [
        (190, 226),
        (330, 226 - up * 0.9),
        (480, 216 - up * 1.15),
        (640, 222 - up * 0.8),
        (790, 240),
        (640, 226 + low * 0.8),
        (480, 222 + low * 1.05),
        (320, 226 + low * 0.7),
    ]
    c.curve([(x, y - 16 if y < 224 else y + 9) for x, y in lid], (0.13, 0.09, 0.085))
    c.curve(lid, (0.80, 0.79, 0.76))
    x, y, r = 488 + 5 * sin(9 * t), 214.0, 88.0
    c.disc(x, y, r, (0.09, 0.13, 0.13))
    c.disc(x, y, r - 6, (0.24, 0.40, 0.40))
    spokes = [[[x + (30 + 8 * scatter(n)) * cos(n * pi / 45), y + (30 + 8 * scatter(n)) * sin(n * pi / 45)],
               [x + (58 + 24 * scatter(n + 7)) * cos(n * pi / 45 + 0.03), y + (58 + 24 * scatter(n + 7)) * sin(n * pi / 45 + 0.03)]] for n in range(90)]  # fmt: skip
    c.strokes(np.asarray(spokes), (0.50, 0.68, 0.62), 1.6, 0.6)
    c.disc(x, y, 44 - 16 * wide, (0.01, 0.01, 0.015))
    c.shape([(x - 12, y - 30), (x + 9, y - 32), (x + 9, y + 14), (x - 12, y + 12)], COLD, 0.92)
    c.shape([(x - 4, y - 20), (x + 2, y - 20), (x + 4, y + 13), (x - 6, y + 12)], (0.02, 0.03, 0.04), 0.3 + 0.7 * wide)
    c.disc(x + 34, y - 34, 8, (1, 1, 1), 0.85)
    _lids(c, up, low)
    c.curve(
        [(200, 96 - 26 * wide), (420, 48 - 30 * wide), (700, 72 - 26 * wide), (860, 128), (700, 92 - 26 * wide), (430, 76 - 30 * wide)],
        (0.05, 0.035, 0.03),
    )
    c.light_only(560, 214, 560, ambient=0.08, tint=(1.0, 0.93, 0.84), soft=0.8)


def _lids(c: Canvas, up: float, low: float) -> None:
    """Skin above and below the opening, with the crease and the lashes: the eye is what they leave free."""
    skin, fold, dark = (0.25, 0.185, 0.165), (0.14, 0.095, 0.085), (0.035, 0.025, 0.025)
    x = np.linspace(150, 830, 25)
    share = (x - 190) / 600
    arch = np.clip(np.sin(pi * np.clip(share, 0, 1) ** 0.9), 0, 1)
    above, below = 228 + 12 * share - up * arch, 228 + 12 * share + low * arch**1.3
    top = list(zip(x.tolist(), above.tolist()))
    bottom = list(zip(x.tolist(), below.tolist()))
    c.shape([(-400, -300), (1400, -300), (1400, 236), *top[::-1], (-400, 226)], skin)
    c.shape([(-400, 700), (1400, 700), (1400, 238), *bottom[::-1], (-400, 228)], skin)
    for step in range(4):  # the lid's own shadow on the eye
        c.limb([(px, py + 5 * step) for px, py in top], (0.10, 0.06, 0.06), 16, 0.22)
    c.limb([(px, py - 24 * a - 4) for (px, py), a in zip(top, arch)], fold, 7)
    c.limb([(px, py + 20 * a + 6) for (px, py), a in zip(bottom[4:-4], arch[4:-4])], fold, 3, 0.7)
    c.limb(top, dark, 11)
    c.limb(bottom, (0.12, 0.07, 0.065), 5)
    for n in range(3, 22):
        px, py = top[n]
        lean = (n - 11) * 2.6
        c.limb([(px, py), (px + 0.5 * lean, py - 13), (px + 1.4 * lean, py - 26)], dark, 3.2)


def draw_handle(c: Canvas, t: float, turned: float) -> None:
    """The door from close by: panel, plate, lever (``turned`` 0 to 1) and the keyhole with light behind it."""
    c.sky([(0, (0.22, 0.13, 0.09)), (0.5, (0.30, 0.18, 0.12)), (1, (0.15, 0.09, 0.06))])
    grain = [[[0, 6 * n + 5 * scatter(n)], [WIDTH, 6 * n + 16 * (scatter(n + 3) - 0.5)]] for n in range(70)]
    c.strokes(np.asarray(grain, dtype=float), (0.12, 0.065, 0.04), 1.3, 0.5)
    c.shape([(620, -20), (1000, -20), (1000, 440), (620, 440)], (0.17, 0.10, 0.07), 0.8)
    c.shape([(640, -20), (1000, -20), (1000, 440), (640, 440)], (0.25, 0.15, 0.10))
    c.shape([(0, 0), (120, 0), (120, HEIGHT), (0, HEIGHT)], (0.10, 0.065, 0.05))
    c.shape([(120, 0), (127, 0), (127, HEIGHT), (120, HEIGHT)], COLD, 0.75)
    c.curve([(372, 60), (420, 44), (468, 60), (472, 200), (468, 350), (420, 366), (372, 350), (368, 200)], (0.40, 0.29, 0.12))
    c.curve([(378, 64), (420, 50), (462, 64), (466, 200), (462, 346), (420, 360), (378, 346), (374, 200)], (0.64, 0.48, 0.21))
    angle = 0.06 + 0.62 * turned
    tip = (420 + 215 * cos(angle), 150 + 215 * sin(angle))
    bend = (420 + 120 * cos(angle), 150 + 120 * sin(angle) - 5)
    c.limb([(428, 172), (bend[0] + 6, bend[1] + 22), (tip[0] + 6, tip[1] + 20)], (0.10, 0.06, 0.04), 34, 0.7)
    c.limb([(420, 150), bend, tip], (0.46, 0.33, 0.13), 34)
    c.limb([(420, 147), (bend[0], bend[1] - 5), (tip[0], tip[1] - 5)], (0.90, 0.73, 0.38), 17)
    c.limb([(424, 142), (bend[0], bend[1] - 10), (tip[0] - 6, tip[1] - 10)], (1.0, 0.93, 0.70), 4)
    c.disc(420, 150, 34, (0.52, 0.38, 0.16))
    c.disc(420, 148, 25, (0.84, 0.67, 0.33))
    shine = 0.55 + 0.45 * sin(3.1 * t) ** 2
    c.disc(420, 268, 13, COLD, shine)
    c.shape([(414, 272), (426, 272), (432, 308), (408, 308)], COLD, shine)
    c.glow(420, 282, 110, COLD, 0.55 * shine)
    c.light_only(470, 196, 520, ambient=0.06, tint=(1.0, 0.9, 0.74), soft=0.85)


def draw_threshold(c: Canvas, t: float, u: float) -> None:
    """The gap under the door: a blade of cold light over the boards, and two feet that come to stand in it."""
    c.sky([(0, (0.05, 0.035, 0.03)), (0.42, (0.10, 0.065, 0.05)), (0.43, (0.03, 0.03, 0.03)), (1, (0.02, 0.018, 0.018))])
    c.shape([(0, 168), (WIDTH, 168), (WIDTH, 184), (0, 184)], COLD)
    c.veil([(0, 184), (WIDTH, 184), (WIDTH + 360, HEIGHT), (-360, HEIGHT)], ((*COLD, 0.62), (*COLD, 0.62), (*COLD, 0.0), (*COLD, 0.0)))
    boards = [[[480 + (x - 480) * 0.9, 184], [480 + (x - 480) * 2.2, HEIGHT]] for x in range(0, WIDTH + 1, 60)]
    c.strokes(np.asarray(boards, dtype=float), (0.01, 0.012, 0.015), 2.4, 0.8)
    come = eased((u - 0.35) / 0.8)
    for side, late in ((-1, 0.0), (1, 0.25)):
        x = 480 + side * 62 - 380 * (1 - eased((u - 0.2 - late) / 0.7))
        dark, gone = (0.005, 0.007, 0.01, 1.0), (0.005, 0.007, 0.01, 0.0)
        c.shape([(x - 27, 166), (x + 27, 166), (x + 27, 186), (x - 27, 186)], INK)
        c.veil([(x - 27, 184), (x + 27, 184), (x + 70 + 90 * side, HEIGHT), (x - 70 + 90 * side, HEIGHT)], (dark, dark, gone, gone))
    c.glow(480, 176, 520, COLD, 0.22 - 0.08 * come)


def draw_shadow(c: Canvas, t: float, u: float, reach: float) -> None:
    """Her back to us, and on the wall before her a shadow that is not hers; ``reach`` 0 to 1 lifts its hand."""
    c.shape([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], _WALL)
    c.strokes(np.asarray([[[x, 0], [x, HEIGHT]] for x in range(20, WIDTH, 40)], dtype=float), (0.34, 0.42, 0.40), 9, 0.7)
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
