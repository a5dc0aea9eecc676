"""The house of *The Landing* from outside: night, hill, tree and fog."""

from __future__ import annotations

from math import cos, pi, sin

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, mix, scatter
from originalscore.demo.thriller.colors import INK


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
