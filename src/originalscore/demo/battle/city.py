"""The city of *The Last Tower*: skies, rows of towers, smoke, embers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sin

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.battle.colors import FIRE, GOLD
from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, mix, scatter

#: Sky at the top, the middle, low and on the horizon.
SKIES: dict[str, tuple[Color, Color, Color, Color]] = {
    "dusk": ((0.07, 0.05, 0.17), (0.30, 0.11, 0.27), (0.78, 0.27, 0.20), (1.0, 0.62, 0.28)),
    "fire": ((0.06, 0.02, 0.06), (0.24, 0.05, 0.08), (0.60, 0.14, 0.08), (0.98, 0.42, 0.14)),
    "ash": ((0.13, 0.11, 0.15), (0.24, 0.19, 0.22), (0.38, 0.28, 0.27), (0.52, 0.36, 0.30)),
    "dawn": ((0.20, 0.40, 0.72), (0.52, 0.66, 0.84), (0.98, 0.80, 0.58), (1.0, 0.92, 0.70)),
}


def draw_sky(c: Canvas, hour: str, lift: float = 0.0) -> None:
    """The sky of an hour; ``lift`` brightens it."""
    colors = [mix(color, (1, 1, 1), lift) for color in SKIES[hour]]
    c.sky([(0, colors[0]), (0.35, colors[1]), (0.62, colors[2]), (0.82, colors[3]), (1, colors[3])])


@dataclass(frozen=True)
class _Row:
    """A row of towers standing on y = 0: outlines, masts, lit panes."""

    outlines: tuple[tuple[Point, ...], ...]
    masts: tuple[tuple[Point, Point], ...]
    panes: NDArray[np.float64]


@cache
def _row(layer: int, gap: tuple[float, float] | None) -> _Row:
    x, n = -160.0, 1000 * layer
    outlines: list[tuple[Point, ...]] = []
    masts: list[tuple[Point, Point]] = []
    panes: list[list[list[float]]] = []
    wide_of, high_of, step = ((26, 110, 7.0), (34, 150, 9.0), (52, 190, 13.0))[layer]
    while x < WIDTH + 160:
        wide, high = wide_of * (0.8 + 0.9 * scatter(n)), high_of * (0.35 + 0.9 * scatter(n + 1) ** 1.4)
        n += 2
        left, top = x, -high
        x += wide + (0 if scatter(n + 3) > 0.25 else 0.3 * wide_of)
        if gap and gap[0] < left + wide / 2 < gap[1]:
            continue
        outlines.append(((left, 600), (left, top), (left + wide, top), (left + wide, 600)))
        crown = scatter(n + 7)
        if crown > 0.72:
            outlines.append(((left + 0.2 * wide, top), (left + 0.5 * wide, top - 0.5 * wide), (left + 0.8 * wide, top)))
            masts.append(((left + 0.5 * wide, top - 0.4 * wide), (left + 0.5 * wide, top - 1.1 * wide)))
        elif crown > 0.4:
            outlines.append(
                ((left + 0.2 * wide, top), (left + 0.2 * wide, top - 9), (left + 0.7 * wide, top - 9), (left + 0.7 * wide, top))
            )
        for row in range(int(high / step)):
            for column in range(int(wide / step)):
                if scatter(n * 7 + row * 31 + column) > 0.70:
                    px, py = left + step * (column + 0.35), top + step * (row + 0.7)
                    panes.append([[px, py], [px + 0.42 * step, py]])
    return _Row(tuple(outlines), tuple(masts), np.asarray(panes))


def draw_city(
    c: Canvas, layer: int, base: float, color: Color, *, lit: float = 1.0, window: Color = GOLD, gap: tuple[float, float] | None = None
) -> None:
    """A row of towers; ``layer`` 0 is the farthest. ``gap`` leaves a stretch of it empty."""
    row = _row(layer, gap)
    for outline in row.outlines:
        c.shape([(x, y + base) for x, y in outline], color)
    for (x, low), (_, high) in row.masts:
        c.limb([(x, low + base), (x, high + base)], color, 2)
    if lit > 0:
        c.strokes(row.panes + np.array([0.0, base]), window, (2.2, 3.2, 5.0)[layer], lit)


def draw_smoke(c: Canvas, x: float, base: float, t: float, size: float, color: Color = (0.07, 0.045, 0.07), alpha: float = 0.5) -> None:
    """A column of smoke that climbs and leans with the wind, lit from below."""
    puffs = []
    for n in range(15):
        age = (0.09 * t + n / 15) % 1.0
        px = x + 150 * age**1.5 * size + 12 * sin(9 * age + n + 0.4 * t)
        puffs.append((px, base - 270 * age * size, (9 + 62 * age * (1 - age**3)) * size))
    c.discs(puffs, color, alpha)
    c.discs([(px - 0.15 * r, y + 0.25 * r, 0.72 * r) for px, y, r in puffs], mix(color, FIRE, 0.16), alpha * 0.7)
    c.glow(x, base, 110 * size, FIRE, 0.35 * alpha)


def draw_embers(c: Canvas, t: float, count: int = 60, color: Color = (1.0, 0.66, 0.30)) -> None:
    """Sparks on the wind."""
    n = np.arange(count)
    x = (n * 173.3 + t * (46 + 13 * (n % 5))) % (WIDTH + 60) - 30
    y = HEIGHT + 20 - (n * 97.7 + t * (60 + 17 * (n % 7))) % (HEIGHT + 40) + 7 * np.sin(3 * t + n)
    c.strokes(np.stack([x, y, x + 2.5, y - 2.5], axis=1).reshape(-1, 2, 2), color, 2.2, 0.8)
