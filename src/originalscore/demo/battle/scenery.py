"""What *The Last Tower* shows: a burning skyline, a giant, somebody who flies, blows, and the morning after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, Color, Point, eased, mix, scatter

INK: Color = (0.035, 0.025, 0.055)
FIRE: Color = (1.0, 0.45, 0.16)
GOLD: Color = (1.0, 0.84, 0.45)
BLUE: Color = (0.55, 0.80, 1.0)
_CAPE: Color = (0.80, 0.10, 0.13)
_SUIT: Color = (0.10, 0.17, 0.40)
_SKIN: Color = (0.86, 0.66, 0.52)

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


def draw_giant(
    c: Canvas,
    x: float,
    ground: float,
    scale: float,
    t: float,
    *,
    eyes: float = 1.0,
    left: float = 0.0,
    right: float = 0.0,
    lean: float = 0.0,
    cracks: float = 0.5,
) -> Point:
    """The giant from the front, a mountain of basalt; ``left`` and ``right`` lift its arms, 0 to 1. Returns the middle of its face."""
    s, heave = scale, 3 * sin(1.3 * t)

    def at(points: list[Point]) -> list[Point]:
        return [(x + (px + lean * max(0.0, -py) * 0.35) * s, ground + (py - heave * (py < -120)) * s) for px, py in points]

    body: Color = (0.065, 0.045, 0.075)
    edge = mix(body, FIRE, 0.45)
    for side, lift in ((-1, left), (1, right)):
        a = -0.35 + 2.3 * lift
        shoulder = (side * 92.0, -262.0)
        elbow = (shoulder[0] + side * 62 * cos(a - 0.75), shoulder[1] - 92 * sin(a - 0.75))
        fist = (elbow[0] + side * 44 * cos(a - 0.2), elbow[1] - 92 * sin(a - 0.35))
        c.limb(at([shoulder, elbow]), edge, 54 * s)
        c.limb(at([elbow, fist]), edge, 49 * s)
        c.limb(at([(px + 2, py + 3) for px, py in (shoulder, elbow)]), body, 51 * s)
        c.limb(at([(px + 2, py + 3) for px, py in (elbow, fist)]), body, 46 * s)
        c.curve(
            at(
                [
                    (fist[0] - 34, fist[1] - 14),
                    (fist[0] - 6, fist[1] - 38),
                    (fist[0] + 30, fist[1] - 24),
                    (fist[0] + 34, fist[1] + 16),
                    (fist[0], fist[1] + 36),
                    (fist[0] - 30, fist[1] + 18),
                ]
            ),
            body,
        )
        for k in range(3):
            c.limb(at([(fist[0] - 16 + 15 * k, fist[1] + 6), (fist[0] - 14 + 15 * k, fist[1] + 28)]), mix(body, FIRE, 0.16), 3 * s)
    torso = [
        (-60, 60),
        (-74, -60),
        (-68, -130),
        (-104, -196),
        (-124, -262),
        (-96, -304),
        (-40, -318),
        (40, -318),
        (96, -304),
        (124, -262),
        (104, -196),
        (68, -130),
        (74, -60),
        (60, 60),
    ]
    c.curve(at([(px * 1.025, py - 3) for px, py in torso]), edge)
    c.curve(at(torso), body)
    c.curve(at([(-48, -306), (-42, -352), (-30, -388), (0, -398), (30, -388), (42, -352), (48, -306), (0, -286)]), edge)
    c.curve(at([(-46, -303), (-40, -350), (-28, -384), (0, -393), (28, -384), (40, -350), (46, -303), (0, -284)]), body)
    for side in (-1, 1):
        c.curve(at([(side * 26, -378), (side * 48, -396), (side * 56, -428), (side * 62, -392), (side * 42, -356)]), body)
        c.limb(at([(side * 8, -338), (side * 30, -349)]), mix(body, (0, 0, 0), 0.5), 12 * s)
        if eyes > 0:
            c.shape(at([(side * 9, -334), (side * 29, -344), (side * 27, -334), (side * 11, -329)]), (1.0, 0.86, 0.52), eyes)
    if cracks > 0:
        glow = mix(FIRE, GOLD, 0.5 + 0.5 * sin(2.2 * t))
        veins = (((0, -286), (-14, -250), (6, -220), (-10, -180), (4, -130)), ((-14, -250), (-50, -236), (-66, -206)), ((6, -220), (44, -210), (72, -226)), ((-10, -180), (-40, -150)),
                 ((4, -130), (30, -96), (22, -40)), ((44, -210), (56, -170)), ((-66, -206), (-88, -232)), ((-8, -302), (-12, -316), (8, -312)))  # fmt: skip
        for vein in veins:
            c.limb(at(list(vein)), FIRE, 9 * s, 0.25 * cracks)
            c.limb(at(list(vein)), glow, 3 * s, cracks)
    (fx, fy), (hx, hy) = at([(0, -338), (0, -226)])
    if eyes > 0:
        c.glow(fx, fy, 120 * s, FIRE, 0.7 * eyes)
    c.glow(hx, hy, 170 * s, FIRE, 0.32 * cracks)
    return fx, fy


def draw_face(c: Canvas, t: float, *, anger: float, light: float = 0.0) -> None:
    """The giant's face from close by; ``light`` 0 to 1 is the glare of what comes at it."""
    body = mix((0.08, 0.055, 0.085), BLUE, 0.35 * light)
    dark = mix((0.03, 0.02, 0.04), BLUE, 0.12 * light)
    c.curve(
        [(150, 520), (190, 250), (240, 80), (340, -40), (480, -80), (620, -40), (720, 80), (770, 250), (810, 520)], mix(body, FIRE, 0.5)
    )
    c.curve([(160, 520), (200, 252), (250, 84), (346, -32), (480, -70), (614, -32), (710, 84), (760, 252), (800, 520)], body)
    for n, (px, py) in enumerate(((250, 120), (330, 40), (610, 30), (700, 130), (300, 330), (660, 330), (480, 30), (420, 400), (560, 400))):
        r = 40 + 36 * scatter(n)
        c.shape(
            [
                (px - r, py),
                (px - 0.3 * r, py - 0.7 * r),
                (px + 0.8 * r, py - 0.4 * r),
                (px + r, py + 0.5 * r),
                (px - 0.2 * r, py + 0.8 * r),
            ],
            mix(body, (0.3, 0.2, 0.25), 0.20),
            0.6,
        )
    for side in (-1, 1):
        x = 480 + side * 118
        c.curve(
            [(480 + side * 26, 214), (x, 150), (x + side * 96, 138), (x + side * 120, 190), (x + side * 60, 226), (480 + side * 40, 246)],
            dark,
        )
        slit = 26 - 10 * anger
        c.shape(
            [(x - side * 62, 220), (x - side * 4, 206 - slit), (x + side * 74, 176 - slit), (x + side * 60, 200), (x, 226)],
            (1.0, 0.62, 0.22),
        )
        c.shape(
            [(x - side * 46, 217), (x, 208 - 0.6 * slit), (x + side * 58, 186 - 0.6 * slit), (x + side * 46, 198), (x, 219)],
            (1.0, 0.93, 0.66),
        )
        c.limb([(480 + side * 20, 196 + 22 * anger), (x + side * 10, 150), (x + side * 120, 118)], dark, 38)
        c.glow(x, 205, 190, FIRE, 0.55 + 0.1 * sin(13 * t))
        for k in range(3):
            crack = [
                (x + side * (30 + 26 * k), 250 + 10 * k),
                (x + side * (22 + 40 * k), 290),
                (x + side * (50 + 30 * k), 330 + 14 * k),
                (x + side * (26 + 36 * k), 380),
            ]
            c.limb(crack, FIRE, 8, 0.25)
            c.limb(crack, GOLD, 2.5, 0.8)
    teeth = 318 + 30 * anger
    c.curve([(370, 318), (480, 306), (590, 318), (570, teeth + 22), (480, teeth + 30), (390, teeth + 22)], (0.02, 0.01, 0.02))
    for n in range(8):
        px = 386 + 27 * n
        c.shape([(px - 10, 314), (px + 10, 314), (px + 2, 314 + 14 + 10 * anger)], (0.72, 0.58, 0.46))
        c.shape([(px, teeth + 24), (px + 18, teeth + 24), (px + 9, teeth + 10 - 6 * anger)], (0.60, 0.46, 0.38))
    c.glow(480, 340, 150, FIRE, 0.4 * anger)


def draw_flyer(
    c: Canvas, x: float, y: float, scale: float, angle: float, t: float, *, rim: Color = GOLD, glow: float = 0.5, limp: bool = False
) -> None:
    """The defender in flight, one fist ahead, or falling (``limp``); ``angle`` in radians, 0 flies to the right."""
    s, turn = scale, (cos(angle), sin(angle))

    def at(points: list[Point]) -> list[Point]:
        return [(x + s * (px * turn[0] - py * turn[1]), y + s * (px * turn[1] + py * turn[0])) for px, py in points]

    c.glow(x, y, 130 * s, BLUE, glow)
    beat = [6 * sin(14 * t - 0.9 * k) for k in range(5)]
    c.curve(
        at(
            [
                (20, -9),
                (-8, -20 + beat[0]),
                (-44, -24 + beat[1]),
                (-84, -20 + beat[2]),
                (-116, -26 + beat[3]),
                (-98, -6 + beat[4]),
                (-74, 4 + beat[2]),
                (-30, 6),
                (16, 4),
            ]
        ),
        mix(_CAPE, INK, 0.35),
    )
    c.curve(
        at(
            [
                (20, -8),
                (-8, -16 + beat[0]),
                (-44, -17 + beat[1]),
                (-84, -12 + beat[2]),
                (-106, -18 + beat[3]),
                (-70, -3 + beat[2]),
                (-30, 2),
                (16, 2),
            ]
        ),
        _CAPE,
    )
    for lag in (0, 1):
        leg = [(-16, -3 + 5 * lag), (-46, -4 + 8 * lag + (10 if limp else 0)), (-78 + 14 * lag, -3 + 7 * lag - (16 if limp else 0))]
        c.limb(at(leg), _SUIT, 11 * s)
        c.limb(at(leg[1:]), _CAPE, 10 * s)
    c.curve(at([(-24, -8), (0, -11), (20, -14), (30, -8), (30, 8), (20, 13), (0, 9), (-24, 8)]), _SUIT)
    c.limb(at([(-18, -8), (0, -11), (20, -14)]), rim, 2.2 * s)
    if limp:
        c.limb(at([(22, -9), (14, -34), (-4, -44)]), _SUIT, 9 * s)
        c.limb(at([(22, 9), (40, 26), (30, 46)]), _SUIT, 9 * s)
    else:
        c.limb(at([(24, -8), (50, -11), (78, -7)]), _SUIT, 10 * s)
        c.limb(at([(24, 9), (4, 17), (14, 27)]), _SUIT, 9 * s)
        c.disc(*at([(82, -7)])[0], 7 * s, _SKIN)
        c.limb(at([(30, -12), (78, -11)]), rim, 2 * s)
    c.disc(*at([(42, 1)])[0], 11 * s, _SKIN)
    c.curve(at([(33, -8), (44, -12), (52, -6), (46, -4), (38, 2), (33, 8), (30, 0)]), (0.12, 0.07, 0.06))


def draw_stander(
    c: Canvas, x: float, ground: float, scale: float, t: float, *, rim: Color = GOLD, shade: float = 0.0, wind: float = 1.0
) -> None:
    """The defender upright with fists on the hips and the cape in the wind; ``shade`` 1 is a silhouette."""
    s = scale

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    def dim(color: Color) -> Color:
        return mix(color, INK, shade)

    flow = [wind * (8 * sin(4.2 * t - 0.8 * k)) for k in range(6)]
    c.curve(at([(-16, -138), (18, -138), (46 * wind + 8, -120 + flow[0]), (84 * wind, -84 + flow[1]), (120 * wind, -44 + flow[2]), (142 * wind, -12 + flow[3]), (96 * wind, 2 + flow[4]), (50 * wind, -10 + flow[5]),
                (18, -22), (-6, -60)]), dim(mix(_CAPE, INK, 0.4)))  # fmt: skip
    c.curve(
        at(
            [
                (-12, -138),
                (18, -138),
                (44 * wind + 6, -114 + flow[0]),
                (80 * wind, -76 + flow[1]),
                (112 * wind, -34 + flow[2]),
                (78 * wind, -18 + flow[3]),
                (40 * wind, -28 + flow[4]),
                (10, -50),
            ]
        ),
        dim(_CAPE),
    )
    for side in (-1, 1):
        c.limb(at([(side * 9, -66), (side * 14, -34), (side * 17, 0)]), dim(_SUIT), 15 * s)
        c.limb(at([(side * 14.5, -30), (side * 17, 0)]), dim(_CAPE), 14 * s)
        c.limb(at([(side * 21, 2), (side * 26, 3)]), dim(_CAPE), 8 * s)
    c.curve(
        at([(-17, -62), (-14, -92), (-27, -130), (-16, -143), (0, -146), (16, -143), (27, -130), (14, -92), (17, -62), (0, -56)]),
        dim(_SUIT),
    )
    c.shape(at([(-15, -74), (15, -74), (16, -68), (-16, -68)]), dim(GOLD))
    c.shape(at([(0, -104), (-11, -122), (0, -128), (11, -122)]), dim(GOLD))
    for side in (-1, 1):
        c.limb(at([(side * 25, -132), (side * 37, -104), (side * 19, -76)]), dim(_SUIT), 11 * s)
        c.disc(*at([(side * 19, -76)])[0], 7 * s, dim(_SKIN))
    c.limb(at([(0, -146), (0, -154)]), dim(_SKIN), 9 * s)
    c.curve(at([(-10, -158), (-11, -170), (0, -180), (11, -170), (10, -158), (0, -149)]), dim(_SKIN))
    c.curve(at([(-12, -166), (-12, -178), (0, -187), (13, -179), (12, -166), (8, -174), (-6, -173)]), dim((0.12, 0.07, 0.06)))
    c.limb(at([(-29, -134), (-41, -106), (-24, -80)]), rim, 2 * s, 0.9)
    c.limb(at([(-12, -164), (-9, -180), (2, -187)]), rim, 2 * s, 0.9)
    c.limb(at([(-21, -34), (-25, 0)]), rim, 2 * s, 0.8)


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

    def block(points: list[Point], turn: float, dx: float, dy: float, lit: float) -> None:
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
        mix(_CAPE, INK, 0.45 - 0.3 * aura),
    )
    c.limb([(x - 2, y - 44), (x - 40, y - 44), (x - 42, y + 2)], mix(_SUIT, INK, 0.4), 17)
    c.limb([(x + 8, y - 40), (x + 20, y - 6), (x + 58, y + 2)], mix(_SUIT, INK, 0.4), 17)
    c.curve(
        [(x - 18, y - 40), (x - 30, y - 88), (x - 14, y - 104), (x + 16, y - 100), (x + 24, y - 70), (x + 20, y - 38)], mix(_SUIT, INK, 0.3)
    )
    c.limb([(x - 24, y - 92), (x - 52, y - 54), (x - 46, y - 2)], mix(_SUIT, INK, 0.3), 12)
    c.limb([(x + 18, y - 92), (x + 34, y - 62), (x + 2, y - 42)], mix(_SUIT, INK, 0.3), 12)
    lift = 14 * eased(aura)
    c.disc(x - 22 + 8 * aura, y - 112 - lift, 14, mix(_SKIN, INK, 0.35 - 0.3 * aura))
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
    c.disc(x - 46, y - 2, 8, mix(_SKIN, INK, 0.3))


def draw_fist(c: Canvas, t: float, shut: float) -> None:
    """A fist that closes over light; ``shut`` 0 to 1."""
    c.sky([(0, (0.03, 0.03, 0.08)), (0.6, (0.07, 0.09, 0.20)), (1, (0.04, 0.03, 0.07))])
    draw_rays(c, 480, 196, 4 * t, BLUE, 0.22 + 0.2 * shut, 16)
    c.glow(480, 196, 420, BLUE, 0.55 + 0.35 * shut)
    c.limb([(560, 560), (530, 380), (512, 300)], mix(_SUIT, BLUE, 0.12), 150)
    c.limb([(496, 560), (470, 380), (462, 310)], mix(_SUIT, BLUE, 0.45), 10)
    c.limb([(440, 318), (590, 304)], GOLD, 26)
    c.curve([(404, 300), (390, 210), (410, 150), (480, 128), (560, 134), (612, 170), (616, 250), (592, 310), (500, 326)], _SKIN)
    for n in range(4):
        x, reach = 418 + 48 * n, 128 - 74 * shut
        c.limb(
            [(x + 4, 176 - 4 * abs(n - 1.5)), (x + 2 - 6 * (1 - shut), 150 - reach * 0.6), (x + 6, 190 - reach)], mix(_SKIN, INK, 0.35), 50
        )
        c.limb([(x, 174 - 4 * abs(n - 1.5)), (x - 2 - 6 * (1 - shut), 148 - reach * 0.6), (x + 2, 188 - reach)], mix(_SKIN, BLUE, 0.12), 43)
        c.limb([(x - 14, 150), (x - 12, 172)], mix(_SKIN, BLUE, 0.6), 5, 0.8)
    c.limb([(600, 262), (540, 236 - 10 * shut), (470 + 40 * (1 - shut), 232)], mix(_SKIN, INK, 0.30), 52)
    c.limb([(598, 258), (540, 230 - 10 * shut), (470 + 40 * (1 - shut), 226)], mix(_SKIN, BLUE, 0.08), 45)


def draw_sun(c: Canvas, x: float, y: float, t: float, strength: float) -> None:
    """The sun with its rays."""
    if strength <= 0:
        return
    c.glow(x, y, 520, (1.0, 0.86, 0.55), 0.7 * strength)
    c.disc(x, y, 36, (1.0, 0.98, 0.88), strength)
    draw_rays(c, x, y, t, (1.0, 0.93, 0.72), 0.26 * strength)
