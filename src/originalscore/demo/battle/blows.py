"""Light and force in *The Last Tower*: rays, lines of speed, blows, splinters, the sun."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from originalscore.demo.battle.colors import GOLD, INK
from originalscore.demo.canvas import Canvas, Color, mix, scatter


def draw_rays(c: Canvas, x: float, y: float, t: float, color: Color, strength: float, count: int = 14) -> None:
    """Rays out of one point that turn slowly."""
    lit, gone = (*color, strength), (*color, 0.0)
    for n in range(count):
        a = 2 * pi * n / count + 0.05 * t + 0.2 * scatter(n)
        half = 0.05 + 0.07 * scatter(n + 5)
        c.veil(
            [(x, y), (x + 960 * cos(a - half), y + 960 * sin(a - half)), (x + 960 * cos(a + half), y + 960 * sin(a + half))],
            (lit, gone, gone),
        )


def draw_rush(c: Canvas, x: float, y: float, t: float, color: Color, strength: float = 0.6) -> None:
    """Lines of speed that fly out of a point."""
    lines = []
    for n in range(70):
        a = 2 * pi * scatter(n)
        way = (2.6 * t + scatter(n + 100)) % 1.0
        near = 60 + 640 * way**1.6
        lines.append([[x + near * cos(a), y + near * sin(a)], [x + (near + 50 + 190 * way) * cos(a), y + (near + 50 + 190 * way) * sin(a)]])
    c.strokes(np.asarray(lines), color, 2.6, strength)


def draw_blow(c: Canvas, x: float, y: float, since: float, size: float, color: Color = GOLD) -> None:
    """A blow that landed ``since`` seconds ago: a star, a ring, splinters that fly and fall."""
    if since < 0:
        return
    fade = max(0.0, 1 - since / 0.9)
    star = [(x + (size * (1.5 if n % 2 else 0.45) * (0.7 + 0.6 * scatter(n)) * (0.6 + 2.0 * min(since, 0.3))) * cos(n * pi / 9),
             y + (size * (1.5 if n % 2 else 0.45) * (0.7 + 0.6 * scatter(n)) * (0.6 + 2.0 * min(since, 0.3))) * sin(n * pi / 9)) for n in range(18)]  # fmt: skip
    if fade > 0:
        c.shape(star, mix((1, 1, 1), color, min(1.0, 2 * since)), fade**2)
        c.glow(x, y, 4.2 * size, color, 0.9 * fade)
        ring = size * (0.8 + 5.5 * since)
        c.limb([(x + ring * cos(k * pi / 24), y + 0.8 * ring * sin(k * pi / 24)) for k in range(49)], (1, 0.95, 0.85), 7 * fade, 0.7 * fade)
    draw_splinters(c, x, y, since, size)


def draw_splinters(c: Canvas, x: float, y: float, since: float, size: float, count: int = 36, color: Color = INK) -> None:
    """Pieces of stone thrown from a point ``since`` seconds ago."""
    for n in range(count):
        a, speed = 2 * pi * scatter(n + 200), size * (2.5 + 6 * scatter(n + 240))
        px, py = x + speed * since * cos(a), y + speed * since * sin(a) + 170 * since * since
        r = size * 0.05 * (0.6 + 2.2 * scatter(n + 280))
        turn = 7 * since * (scatter(n) - 0.5) + n
        c.shape([(px + r * cos(turn + k), py + r * 0.8 * sin(turn + k)) for k in (0.0, 1.9, 3.6, 5.0)], color)


def draw_sun(c: Canvas, x: float, y: float, t: float, strength: float) -> None:
    """The sun with its rays."""
    if strength <= 0:
        return
    c.glow(x, y, 520, (1.0, 0.86, 0.55), 0.7 * strength)
    c.disc(x, y, 36, (1.0, 0.98, 0.88), strength)
    draw_rays(c, x, y, t, (1.0, 0.93, 0.72), 0.26 * strength)
