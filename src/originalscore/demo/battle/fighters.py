"""Who fights in *The Last Tower*: the giant, from far and near, and the defender in flight, upright, and by the fist."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin

from originalscore.demo.battle.blows import draw_rays
from originalscore.demo.battle.colors import BLUE, CAPE, FIRE, GOLD, INK, SKIN, SUIT
from originalscore.demo.canvas import Canvas, Color, Point, mix, scatter


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

    def at(points: Sequence[Point]) -> list[Point]:
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

    def at(points: Sequence[Point]) -> list[Point]:
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
        mix(CAPE, INK, 0.35),
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
        CAPE,
    )
    for lag in (0, 1):
        leg = [(-16, -3 + 5 * lag), (-46, -4 + 8 * lag + (10 if limp else 0)), (-78 + 14 * lag, -3 + 7 * lag - (16 if limp else 0))]
        c.limb(at(leg), SUIT, 11 * s)
        c.limb(at(leg[1:]), CAPE, 10 * s)
    c.curve(at([(-24, -8), (0, -11), (20, -14), (30, -8), (30, 8), (20, 13), (0, 9), (-24, 8)]), SUIT)
    c.limb(at([(-18, -8), (0, -11), (20, -14)]), rim, 2.2 * s)
    if limp:
        c.limb(at([(22, -9), (14, -34), (-4, -44)]), SUIT, 9 * s)
        c.limb(at([(22, 9), (40, 26), (30, 46)]), SUIT, 9 * s)
    else:
        c.limb(at([(24, -8), (50, -11), (78, -7)]), SUIT, 10 * s)
        c.limb(at([(24, 9), (4, 17), (14, 27)]), SUIT, 9 * s)
        c.disc(*at([(82, -7)])[0], 7 * s, SKIN)
        c.limb(at([(30, -12), (78, -11)]), rim, 2 * s)
    c.disc(*at([(42, 1)])[0], 11 * s, SKIN)
    c.curve(at([(33, -8), (44, -12), (52, -6), (46, -4), (38, 2), (33, 8), (30, 0)]), (0.12, 0.07, 0.06))


def draw_stander(
    c: Canvas, x: float, ground: float, scale: float, t: float, *, rim: Color = GOLD, shade: float = 0.0, wind: float = 1.0
) -> None:
    """The defender upright with fists on the hips and the cape in the wind; ``shade`` 1 is a silhouette."""
    s = scale

    def at(points: Sequence[Point]) -> list[Point]:
        return [(x + px * s, ground + py * s) for px, py in points]

    def dim(color: Color) -> Color:
        return mix(color, INK, shade)

    flow = [wind * (8 * sin(4.2 * t - 0.8 * k)) for k in range(6)]
    c.curve(at([(-16, -138), (18, -138), (46 * wind + 8, -120 + flow[0]), (84 * wind, -84 + flow[1]), (120 * wind, -44 + flow[2]), (142 * wind, -12 + flow[3]), (96 * wind, 2 + flow[4]), (50 * wind, -10 + flow[5]),
                (18, -22), (-6, -60)]), dim(mix(CAPE, INK, 0.4)))  # fmt: skip
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
        dim(CAPE),
    )
    for side in (-1, 1):
        c.limb(at([(side * 9, -66), (side * 14, -34), (side * 17, 0)]), dim(SUIT), 15 * s)
        c.limb(at([(side * 14.5, -30), (side * 17, 0)]), dim(CAPE), 14 * s)
        c.limb(at([(side * 21, 2), (side * 26, 3)]), dim(CAPE), 8 * s)
    c.curve(
        at([(-17, -62), (-14, -92), (-27, -130), (-16, -143), (0, -146), (16, -143), (27, -130), (14, -92), (17, -62), (0, -56)]),
        dim(SUIT),
    )
    c.shape(at([(-15, -74), (15, -74), (16, -68), (-16, -68)]), dim(GOLD))
    c.shape(at([(0, -104), (-11, -122), (0, -128), (11, -122)]), dim(GOLD))
    for side in (-1, 1):
        c.limb(at([(side * 25, -132), (side * 37, -104), (side * 19, -76)]), dim(SUIT), 11 * s)
        c.disc(*at([(side * 19, -76)])[0], 7 * s, dim(SKIN))
    c.limb(at([(0, -146), (0, -154)]), dim(SKIN), 9 * s)
    c.curve(at([(-10, -158), (-11, -170), (0, -180), (11, -170), (10, -158), (0, -149)]), dim(SKIN))
    c.curve(at([(-12, -166), (-12, -178), (0, -187), (13, -179), (12, -166), (8, -174), (-6, -173)]), dim((0.12, 0.07, 0.06)))
    c.limb(at([(-29, -134), (-41, -106), (-24, -80)]), rim, 2 * s, 0.9)
    c.limb(at([(-12, -164), (-9, -180), (2, -187)]), rim, 2 * s, 0.9)
    c.limb(at([(-21, -34), (-25, 0)]), rim, 2 * s, 0.8)


def draw_fist(c: Canvas, t: float, shut: float) -> None:
    """A fist that closes over light; ``shut`` 0 to 1."""
    c.sky([(0, (0.03, 0.03, 0.08)), (0.6, (0.07, 0.09, 0.20)), (1, (0.04, 0.03, 0.07))])
    draw_rays(c, 480, 196, 4 * t, BLUE, 0.22 + 0.2 * shut, 16)
    c.glow(480, 196, 420, BLUE, 0.55 + 0.35 * shut)
    c.limb([(560, 560), (530, 380), (512, 300)], mix(SUIT, BLUE, 0.12), 150)
    c.limb([(496, 560), (470, 380), (462, 310)], mix(SUIT, BLUE, 0.45), 10)
    c.limb([(440, 318), (590, 304)], GOLD, 26)
    c.curve([(404, 300), (390, 210), (410, 150), (480, 128), (560, 134), (612, 170), (616, 250), (592, 310), (500, 326)], SKIN)
    for n in range(4):
        x, reach = 418 + 48 * n, 128 - 74 * shut
        c.limb(
            [(x + 4, 176 - 4 * abs(n - 1.5)), (x + 2 - 6 * (1 - shut), 150 - reach * 0.6), (x + 6, 190 - reach)], mix(SKIN, INK, 0.35), 50
        )
        c.limb([(x, 174 - 4 * abs(n - 1.5)), (x - 2 - 6 * (1 - shut), 148 - reach * 0.6), (x + 2, 188 - reach)], mix(SKIN, BLUE, 0.12), 43)
        c.limb([(x - 14, 150), (x - 12, 172)], mix(SKIN, BLUE, 0.6), 5, 0.8)
    c.limb([(600, 262), (540, 236 - 10 * shut), (470 + 40 * (1 - shut), 232)], mix(SKIN, INK, 0.30), 52)
    c.limb([(598, 258), (540, 230 - 10 * shut), (470 + 40 * (1 - shut), 226)], mix(SKIN, BLUE, 0.08), 45)
