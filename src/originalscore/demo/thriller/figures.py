"""The woman of *The Landing*, from behind and from the side."""

from __future__ import annotations

from collections.abc import Sequence

from originalscore.demo.canvas import Canvas, Color, Point
from originalscore.demo.thriller.colors import INK


def draw_back(c: Canvas, x: float, ground: float, scale: float, t: float, *, color: Color = INK, arm: float = 0.5) -> None:
    """A woman in a coat seen from behind (or against the light: it is the same); ``arm`` lifts the torch."""
    s = scale

    def at(points: Sequence[Point]) -> list[Point]:
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
