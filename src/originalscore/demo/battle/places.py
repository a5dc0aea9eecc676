"""Where *The Last Tower* is fought: a street with its people, a tower that breaks, a crater."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

import numpy as np

from originalscore.demo.battle.blows import draw_rays
from originalscore.demo.battle.colors import BLUE, CAPE, FIRE, GOLD, INK, SKIN, SUIT
from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, eased, mix, scatter


def draw_street(c: Canvas, t: float, foot: float) -> None:
    """A street between dark walls with people running; the giant's foot above it, ``foot`` 0 (up) to 1 (down)."""
    for side in (-1, 1):
        for n in range(6):
            near, far = 620 - 95 * n, 620 - 95 * (n + 1)
            shade = mix((0.05, 0.035, 0.07), (0.62, 0.22, 0.16), 0.10 * n)
            high = 330 + 90 * scatter(n + 4 * side + 9)
            c.shape(
                [
                    (480 + side * near, 440 - 0.2 * near),
                    (480 + side * far, 440 - 0.32 * near),
                    (480 + side * far, 300 - high * far / 520),
                    (480 + side * near, 300 - high * near / 520),
                ],
                shade,
            )
            panes = [[[480 + side * (far + (near - far) * (0.2 + 0.2 * k)), 290 - high * (0.1 + 0.13 * r) * far / 520], [480 + side * (far + (near - far) * (0.3 + 0.2 * k)), 290 - high * (0.1 + 0.13 * r) * far / 520]]
                     for k in range(4) for r in range(7) if scatter(n * 91 + k * 7 + r + side) > 0.55]  # fmt: skip
            if panes:
                c.strokes(np.asarray(panes), GOLD, 5 - 0.6 * n, 0.7)
    c.shape(
        [(-400, HEIGHT + 60), (-160, 312), (430, 290), (530, 290), (WIDTH + 160, 312), (WIDTH + 400, HEIGHT + 60)], (0.075, 0.05, 0.075)
    )
    c.shape([(-40, HEIGHT + 60), (400, 300), (560, 300), (WIDTH + 40, HEIGHT + 60)], (0.12, 0.07, 0.10))
    x, y = 480.0, -120 + 400 * foot
    c.curve(
        [
            (x - 70, y - 460),
            (x - 84, y - 120),
            (x - 120, y - 30),
            (x - 118, y + 16),
            (x + 118, y + 16),
            (x + 120, y - 30),
            (x + 84, y - 120),
            (x + 70, y - 460),
        ],
        mix(INK, FIRE, 0.25),
    )
    c.curve(
        [
            (x - 66, y - 460),
            (x - 80, y - 120),
            (x - 115, y - 28),
            (x - 113, y + 14),
            (x + 113, y + 14),
            (x + 115, y - 28),
            (x + 80, y - 120),
            (x + 66, y - 460),
        ],
        (0.05, 0.035, 0.055),
    )
    for k in range(4):
        c.limb([(x - 50 + 32 * k, y - 30 - 40 * (k % 2)), (x - 42 + 30 * k, y - 90), (x - 58 + 34 * k, y - 170 - 30 * k)], FIRE, 4, 0.7)
        c.curve(
            [
                (x - 110 + 58 * k, y - 8),
                (x - 92 + 58 * k, y - 26),
                (x - 68 + 58 * k, y - 8),
                (x - 72 + 58 * k, y + 18),
                (x - 108 + 58 * k, y + 18),
            ],
            (0.08, 0.05, 0.07),
        )


def draw_crowd(c: Canvas, t: float, ground: float, count: int, *, running: float, cheer: float = 0.0) -> None:
    """People as silhouettes; ``running`` pixels a second to the right, or with arms up (``cheer`` 0 to 1)."""
    for n in range(count):
        x = (n * WIDTH / count + 34 * scatter(n) + running * t) % (WIDTH + 80) - 40
        s, step = 0.8 + 0.45 * scatter(n + 50), sin(11 * t + 2.1 * n) if running else 0.2 * sin(n)
        y = ground + 12 * scatter(n + 90) - 3 * abs(step) * bool(running)
        for leg in (-1, 1):
            c.limb([(x, y - 26 * s), (x + leg * 9 * step * s, y - 13 * s), (x + leg * 15 * step * s - 2, y)], INK, 6 * s)
        c.limb([(x, y - 28 * s), (x + 4 * s * bool(running), y - 52 * s)], INK, 13 * s)
        c.disc(x + 5 * s * bool(running), y - 66 * s, 6.5 * s, INK)
        for arm in (-1, 1):
            up = cheer * (0.6 + 0.4 * sin(5 * t + n + arm))
            c.limb(
                [
                    (x + 2 * s, y - 52 * s),
                    (x + (2 + 11 * arm) * s, y - (46 + 14 * up) * s),
                    (x + (4 + (12 + 4 * step) * arm) * s, y - (36 + 46 * up) * s),
                ],
                INK,
                4.5 * s,
            )


def draw_tower(c: Canvas, x: float, t: float, since: float) -> None:
    """One tower near to us; ``since`` seconds ago its upper half was struck off and now falls."""
    body: Color = (0.10, 0.07, 0.12)

    def block(points: Sequence[Point], turn: float, dx: float, dy: float, lit: float) -> None:
        px, py = x + 60, 190.0

        def at(p: Point) -> Point:
            qx, qy = p[0] - px, p[1] - py
            return px + dx + qx * cos(turn) - qy * sin(turn), py + dy + qx * sin(turn) + qy * cos(turn)

        c.shape([at(p) for p in points], body)
        low, high = min(p[1] for p in points), max(p[1] for p in points)
        panes = [
            [at((x - 50 + 18 * k, y)), at((x - 40 + 18 * k, y))]
            for k in range(6)
            for y in np.arange(low + 22, high - 12, 17).tolist()
            if scatter(int(y) * 7 + k) > 0.42
        ]
        if panes:
            c.strokes(np.asarray(panes), GOLD, 7, lit)

    struck = since >= 0
    fall = max(0.0, since)
    block(
        [
            (x - 60, HEIGHT + 60),
            (x - 60, 190),
            (x - 20, 204 if struck else 190),
            (x + 14, 182 if struck else 190),
            (x + 60, 196 if struck else 190),
            (x + 60, HEIGHT + 60),
        ],
        0,
        0,
        0,
        0.8,
    )
    block([(x - 60, 190), (x - 60, 10), (x - 30, -16), (x + 30, -16), (x + 60, 10), (x + 60, 190), (x + 10, 178 if struck else 190), (x - 24, 198 if struck else 190)],
          0.30 * fall * fall + 0.10 * fall, 26 * fall, 34 * fall * fall, 0.8 if not struck else max(0.0, 0.8 - fall))  # fmt: skip


def draw_crater(c: Canvas, t: float, aura: float) -> None:
    """A crater in the street and the defender on one knee in it; ``aura`` 0 to 1 is the light that comes back."""
    c.curve([(-60, 440), (60, 336), (250, 316), (480, 322), (700, 314), (900, 334), (1020, 440)], (0.17, 0.12, 0.14))
    c.curve([(120, 420), (260, 352), (480, 342), (700, 352), (850, 420), (480, 470)], (0.085, 0.06, 0.08))
    for n in range(16):
        x, y = 120 + 46 * n + 20 * scatter(n), 342 + 22 * scatter(n + 8) - 22 * sin(pi * n / 15)
        r = 10 + 20 * scatter(n + 3)
        c.shape(
            [(x - r, y + 10), (x - 0.4 * r, y - r), (x + 0.5 * r, y - 0.8 * r), (x + r, y + 10)],
            mix((0.12, 0.085, 0.105), (0.4, 0.3, 0.3), 0.35 * scatter(n + 1)),
        )
    x, y = 480.0, 392.0
    c.glow(x, y - 60, 330, BLUE, 0.75 * aura)
    if aura:
        draw_rays(c, x, y - 60, 3 * t, BLUE, 0.16 * aura, 11)
    c.curve(
        [(x - 30, y - 96), (x + 6, y - 104), (x + 40, y - 60), (x + 74, y - 16), (x + 96, y + 4), (x + 30, y + 8), (x - 20, y - 10)],
        mix(CAPE, INK, 0.45 - 0.3 * aura),
    )
    c.limb([(x - 2, y - 44), (x - 40, y - 44), (x - 42, y + 2)], mix(SUIT, INK, 0.4), 17)
    c.limb([(x + 8, y - 40), (x + 20, y - 6), (x + 58, y + 2)], mix(SUIT, INK, 0.4), 17)
    c.curve(
        [(x - 18, y - 40), (x - 30, y - 88), (x - 14, y - 104), (x + 16, y - 100), (x + 24, y - 70), (x + 20, y - 38)], mix(SUIT, INK, 0.3)
    )
    c.limb([(x - 24, y - 92), (x - 52, y - 54), (x - 46, y - 2)], mix(SUIT, INK, 0.3), 12)
    c.limb([(x + 18, y - 92), (x + 34, y - 62), (x + 2, y - 42)], mix(SUIT, INK, 0.3), 12)
    lift = 14 * eased(aura)
    c.disc(x - 22 + 8 * aura, y - 112 - lift, 14, mix(SKIN, INK, 0.35 - 0.3 * aura))
    c.curve(
        [
            (x - 37 + 8 * aura, y - 114 - lift),
            (x - 28 + 8 * aura, y - 130 - lift),
            (x - 6 + 8 * aura, y - 124 - lift),
            (x - 6 + 8 * aura, y - 108 - lift),
            (x - 20 + 8 * aura, y - 117 - lift),
        ],
        (0.10, 0.06, 0.06),
    )
    c.disc(x - 46, y - 2, 8, mix(SKIN, INK, 0.3))
