"""The story of *The Last Tower*, shot by shot: a city burns, a giant comes, somebody flies to meet it, falls, stands up, and wins.

The lists below are also the film's own truth for tests.
"""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from originalscore.demo.battle import blows, city, colors, fighters, places
from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, eased, mix, scatter
from originalscore.demo.film import Happening, Shot
from originalscore.demo.sounds import Line

LINES: tuple[Line, ...] = ()

EVENTS: tuple[Happening, ...] = (
    (2.0, "title", "the title"),
    (8.0, "light", "the giant opens its eyes"),
    (11.0, "blow", "the foot comes down"),
    (13.0, "flash", "the tower is struck"),
    (17.5, "flash", "the defender is here"),
    (24.25, "flash", "the first blow"),
    (29.25, "flash", "the giant strikes back"),
    (32.25, "flash", "crash into the street"),
    (37.5, "light", "the light comes back"),
    (44.5, "flash", "the last blow"),
    (49.5, "light", "the sun breaks through"),
    (60.0, "fade_out", "the last black"),
)


def _shake(t: float, at: float, size: float) -> tuple[float, float]:
    """How far the camera is thrown by a blow at ``at``."""
    left = max(0.0, 1 - (t - at) / 0.7) ** 2 if t >= at else 0.0
    return size * left * sin(47 * t), size * left * sin(61 * t + 1)


def _burning(c: Canvas, t: float, hour: str = "dusk", *, gap: tuple[float, float] | None = None, zoom: float = 1.0, x: float = 0.0) -> None:
    """The skyline in three rows with smoke between them."""
    city.draw_sky(c, hour)
    c.glow(480, 330, 520, colors.FIRE, 0.34)
    c.look(x, 0, zoom, depth=0.35)
    city.draw_city(c, 0, 330, (0.42, 0.17, 0.22) if hour == "dusk" else (0.33, 0.09, 0.09), lit=0.35)
    city.draw_smoke(c, 300, 320, t, 0.9)
    c.look(x, 0, zoom, depth=0.65)
    city.draw_city(c, 1, 352, (0.20, 0.09, 0.16), lit=0.6, gap=gap)
    city.draw_smoke(c, 700, 340, t + 3, 1.25)
    c.look(x, 0, zoom)


def _skyline(c: Canvas, t: float, u: float) -> None:
    _burning(c, t, zoom=1 + 0.012 * u, x=3 * u)
    city.draw_smoke(c, 110, 360, t + 5, 1.3)
    c.look(3 * u, 0, 1 + 0.012 * u, depth=1.5)
    city.draw_city(c, 2, 430, (0.06, 0.04, 0.08), lit=0.85)
    c.look()
    city.draw_embers(c, t, 40)
    if 2.0 <= t < 5.0:
        c.words("THE LAST TOWER", 480, 110, 52, (1.0, 0.95, 0.86), min(1.0, (5.0 - t) / 0.7))


def _it_rises(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.glow(480, 300, 520, colors.FIRE, 0.56 if t >= 8.0 else 0.24)
    city.draw_smoke(c, 220, 330, t, 1.4)
    fighters.draw_giant(
        c, 480, 505 - 34 * eased(u / 2.6), 1.08, t, eyes=1.0 if t >= 8.0 else 0.0, cracks=1.0 if t >= 8.0 else 0.18, left=0.1, right=0.1
    )
    c.look(2 * u, 0, 1.0, depth=0.8)
    city.draw_city(c, 1, 372, (0.13, 0.05, 0.09), lit=0.5)
    c.look(4 * u, 0, 1.02)
    city.draw_city(c, 2, 440, (0.05, 0.03, 0.06), lit=0.8)
    city.draw_embers(c, t, 50)


def _foot(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.look(*_shake(t, 11.0, 7), 1.04)
    c.glow(480, 260, 420, colors.FIRE, 0.5)
    places.draw_street(c, t, eased((t - 10.25) / 0.75) ** 1.5)
    if t >= 11.0:
        for n in range(12):
            spread = (t - 11.0) * (90 + 80 * scatter(n))
            c.disc(
                480 + (n - 5.5) * (30 + spread * 0.5),
                300 - 10 * scatter(n + 4) - spread * 0.2,
                26 + 0.4 * spread,
                (0.42, 0.24, 0.20),
                max(0.0, 0.34 - 0.2 * (t - 11.0)),
            )
        blows.draw_splinters(c, 480, 300, t - 11.0, 60, 24)
    c.look(*_shake(t, 11.0, 7), 1.25)
    places.draw_crowd(c, t, 392, 15, running=190)


def _tower_struck(c: Canvas, t: float, u: float) -> None:
    c.look(*_shake(t, 13.0, 14), 1.03)
    _burning(c, t, "fire", x=4)
    since = t - 13.0
    reach = eased(u / 1.0) if since < 0 else 1.0 - 0.3 * eased(since)
    fighters.draw_giant(c, 190, 560, 1.25, t, right=0.15 + 0.37 * reach, left=0.05, lean=0.25 * reach, cracks=0.9)
    c.look(*_shake(t, 13.0, 14), 1.03)
    places.draw_tower(c, 610, t, since)
    blows.draw_blow(c, 560, 190, since, 70, colors.FIRE)
    city.draw_embers(c, t, 50)


def _child(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dusk")
    c.look(0, -6 * u, 1.0, depth=0.4)
    city.draw_smoke(c, 720, 380, t, 1.5)
    city.draw_city(c, 1, 400, (0.24, 0.10, 0.17), lit=0.5)
    star = eased(u / 1.4)
    c.glow(560, 96 - 10 * star, 70 + 190 * star, colors.BLUE, 0.5 + 0.4 * star)
    c.disc(560, 96 - 10 * star, 2 + 5 * star, (1, 1, 1))
    c.look(0, -4 * u, 1.0)
    c.shape([(-60, HEIGHT + 60), (-60, 318), (480, 318), (480, HEIGHT + 60)], colors.INK)
    c.shape([(60, 318), (60, 286), (96, 286), (96, 318)], colors.INK)
    x, y = 330, 318
    c.limb([(x - 8, y - 40), (x - 10, y)], colors.INK, 12)
    c.limb([(x + 8, y - 40), (x + 10, y)], colors.INK, 12)
    c.curve([(x - 22, y - 32), (x - 16, y - 76), (x, y - 86), (x + 16, y - 76), (x + 22, y - 32)], colors.INK)
    c.disc(x + 2, y - 100, 17, colors.INK)
    c.limb([(x + 14, y - 74), (x + 46, y - 92 - 6 * star), (x + 72, y - 122 - 10 * star)], colors.INK, 9)
    c.limb([(x - 14, y - 74), (x - 26, y - 50), (x - 20, y - 30)], colors.INK, 9)


def _arrival(c: Canvas, t: float, u: float) -> None:
    since = t - 17.5
    c.look(*_shake(t, 17.5, 8), 1.0)
    city.draw_sky(c, "dusk", 0.10 * max(0.0, 1 - max(0.0, since)) if since >= 0 else 0.0)
    if since >= 0:
        blows.draw_rays(c, 480, 170, 2 * t, colors.GOLD, 0.22)
        c.glow(480, 170, 460, colors.GOLD, 0.55)
    c.look(0, 30 - 10 * u, 1.0, depth=0.5)
    city.draw_city(c, 0, 380, (0.45, 0.18, 0.22), lit=0.4)
    city.draw_city(c, 1, 420, (0.20, 0.09, 0.16), lit=0.6)
    c.look(*_shake(t, 17.5, 8), 1.0 + 0.03 * max(0.0, since))
    if since < 0:
        way = (u / 1.5) ** 1.6
        x, y = 900 - 420 * way, -30 + 200 * way
        c.veil(
            [(x, y - 5), (x, y + 5), (x + 420, y - 190), (x + 400, y - 210)],
            ((*colors.BLUE, 0.9), (*colors.BLUE, 0.9), (*colors.BLUE, 0.0), (*colors.BLUE, 0.0)),
        )
        c.glow(x, y, 150, colors.BLUE, 0.8)
        c.disc(x, y, 6, (1, 1, 1))
    else:
        fighters.draw_stander(c, 480, 292 + 4 * sin(2 * t), 1.35 + 0.02 * since, t)
        ring = 60 + 420 * since
        c.limb(
            [(480 + ring * cos(k * pi / 24), 300 + 0.22 * ring * sin(k * pi / 24)) for k in range(49)],
            (1, 0.95, 0.8),
            6,
            max(0.0, 0.7 - 0.6 * since),
        )
    city.draw_embers(c, t, 40)


def _it_sees(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.look(3 * sin(23 * t), 2 * sin(31 * t), 1.0 + 0.06 * u)
    fighters.draw_face(c, t, anger=eased(u / 1.0))
    city.draw_embers(c, t, 40)


def _he_flies(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dusk")
    blows.draw_rays(c, 700, 150, 6 * t, colors.FIRE, 0.2)
    c.look(60 * u, 0, 1.0, depth=0.7)
    city.draw_city(c, 1, 440, (0.22, 0.09, 0.16), lit=0.6)
    c.look()
    lines = [
        [[(n * 131.0 - 1900 * t) % 1400 - 200, 408 * scatter(n)], [(n * 131.0 - 1900 * t) % 1400 + 20, 408 * scatter(n)]] for n in range(46)
    ]
    c.strokes(np.asarray(lines), (1.0, 0.86, 0.72), 2.2, 0.4)
    fighters.draw_flyer(c, 330 + 130 * u, 214 - 16 * u, 2.3, -0.14, t)


def _first_blow(c: Canvas, t: float, u: float) -> None:
    since = t - 24.25
    city.draw_sky(c, "fire")
    c.glow(480, 330, 500, colors.FIRE, 0.4)
    c.look(*_shake(t, 24.25, 18), 1.0)
    back = 46 * eased(since / 0.5) if since > 0 else 0.0
    fx, fy = fighters.draw_giant(c, 640 + back, 700 + 0.3 * back, 1.5, t, left=0.12, right=0.5, lean=0.004 * back, cracks=1.0)
    fighters.draw_flyer(
        c, min(fx - 130, -160 + 760 * u) if since < 0 else fx - 130 - back - 60 * since, fy + 20 - 60 * max(0.0, since), 1.35, -0.12, t
    )
    blows.draw_blow(c, fx - 42, fy + 18, since, 66, colors.GOLD)
    city.draw_embers(c, t, 60)


def _it_swings(c: Canvas, t: float, u: float) -> None:
    _burning(c, t, "fire", zoom=1.05)
    fighters.draw_giant(c, 420 + 30 * u, 610, 1.35, t, left=0.75 - 0.55 * eased(u / 0.9), right=0.25, lean=0.3 - 0.5 * u / 1.25, cracks=1.0)
    c.look(0, 0, 1.1)
    city.draw_city(c, 2, 470, (0.05, 0.03, 0.06), lit=0.8)
    city.draw_embers(c, t, 60)


def _between_towers(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dusk")
    c.glow(480, 210, 420, colors.FIRE, 0.5)
    c.look(200 * u, 0, 1.0, depth=0.5)
    city.draw_city(c, 1, 380, (0.32, 0.13, 0.19), lit=0.5)
    c.look()
    fighters.draw_flyer(c, 470 + 40 * sin(2 * u), 200 + 30 * sin(5 * u), 1.7, 0.25 * sin(5 * u + 1), t)
    for n in range(2):
        x = 980 + n * 520 - 900 * max(0.0, u - 0.3)
        c.shape([(x, -20), (x + 150, -20), (x + 150, HEIGHT + 20), (x, HEIGHT + 20)], colors.INK)
        panes = [
            [[x + 18 + 42 * k, 26 + 44 * r], [x + 42 + 42 * k, 26 + 44 * r]]
            for k in range(3)
            for r in range(9)
            if scatter(n * 77 + 9 * k + r) > 0.5
        ]
        c.strokes(np.asarray(panes), colors.GOLD, 16, 0.75)


def _beams(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.glow(480, 320, 460, colors.FIRE, 0.4)
    c.look(2 * sin(50 * t), 2 * sin(43 * t), 1.0)
    fx, fy = fighters.draw_giant(c, 250, 660, 1.45, t, left=0.1, right=0.2, cracks=1.0)
    x, y = 1000.0, 30 + 300 * eased(u / 1.2)
    for wide, alpha in ((26, 0.25), (13, 0.45), (5, 0.95)):
        for eye in (-26, 26):
            c.shape(
                [(fx + eye, fy - 2), (x, y - wide + eye * 0.3), (x, y + wide + eye * 0.3), (fx + eye, fy + 2)],
                colors.FIRE if wide > 5 else (1, 0.95, 0.8),
                alpha,
            )
    fighters.draw_flyer(c, 700 + 60 * u, 240 - 190 * eased(u / 0.9), 1.25, -0.7, t)
    c.look(0, 0, 1.05)
    city.draw_city(c, 2, 460, (0.05, 0.03, 0.06), lit=0.8)


def _struck_back(c: Canvas, t: float, u: float) -> None:
    since = t - 29.25
    city.draw_sky(c, "fire")
    blows.draw_rush(c, 330, 230, t, (1.0, 0.6, 0.35), 0.35)
    c.look(*_shake(t, 29.25, 20), 1.0)
    x = min(300.0, -260 + 1100 * u) + 60 * max(0.0, since)
    c.limb([(-700 + x, 420), (-200 + x, 300), (x, 232)], mix(colors.INK, colors.FIRE, 0.4), 176)
    c.limb([(-700 + x, 428), (-200 + x, 308), (x, 238)], (0.065, 0.045, 0.075), 168)
    c.curve([(x - 90, 160), (x + 10, 120), (x + 100, 150), (x + 122, 230), (x + 100, 310), (x, 340), (x - 90, 310)], (0.08, 0.055, 0.085))
    for k in range(4):
        c.curve(
            [(x + 62, 140 + 48 * k), (x + 120, 138 + 48 * k), (x + 138, 160 + 48 * k), (x + 118, 184 + 48 * k), (x + 62, 182 + 48 * k)],
            (0.11, 0.075, 0.105),
        )
        c.limb([(x - 160 + 40 * k, 214 + 24 * (k % 2)), (x - 110 + 40 * k, 246), (x - 90 + 36 * k, 300)], colors.FIRE, 4, 0.8)
    away = max(0.0, since)
    fighters.draw_flyer(c, 520 + 640 * away, 222 - 60 * away, 1.6 - 0.5 * away, pi + 0.3 + 5 * away, t, limp=since >= 0)
    blows.draw_blow(c, 455, 226, since, 80, colors.GOLD)


def _falls(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dusk")
    c.look(0, 200 * u, 1.0, depth=0.4)
    city.draw_city(c, 0, 480, (0.45, 0.18, 0.22), lit=0.4)
    city.draw_city(c, 1, 560, (0.22, 0.09, 0.16), lit=0.6)
    c.look()
    lines = [
        [[960 * scatter(n), (n * 97.0 - 1700 * t) % 640 - 120], [960 * scatter(n), (n * 97.0 - 1700 * t) % 640 + 20]] for n in range(40)
    ]
    c.strokes(np.asarray(lines), (1.0, 0.82, 0.66), 2.0, 0.35)
    fighters.draw_flyer(c, 480 + 30 * sin(3 * u), 190 + 20 * u, 1.8, 1.9 + 1.3 * u, t, limp=True, glow=0.2)
    blows.draw_splinters(c, 480, 120, 0.4 + 0.35 * u, 120, 26, (0.14, 0.08, 0.11))


def _crash(c: Canvas, t: float, u: float) -> None:
    since = t - 32.25
    city.draw_sky(c, "ash", 0.22)
    c.look(*_shake(t, 32.25, 22), 1.04)
    city.draw_city(c, 1, 330, (0.22, 0.16, 0.19), lit=0.4)
    city.draw_city(c, 2, 400, (0.12, 0.085, 0.115), lit=0.6)
    c.shape([(-60, 330), (WIDTH + 60, 330), (WIDTH + 60, HEIGHT + 60), (-60, HEIGHT + 60)], (0.10, 0.07, 0.09))
    if since < 0:
        fighters.draw_flyer(c, 480 - 240 * since, 340 + 620 * since, 1.2, 1.9, t, limp=True, glow=0.3)
    else:
        for n in range(16):
            wide = since * (150 + 150 * scatter(n))
            c.disc(
                480 + (n - 7.5) * (20 + 0.35 * wide),
                336 - 60 * scatter(n + 3) * (1 + since) - 0.3 * wide,
                30 + 0.5 * wide,
                (0.62, 0.50, 0.44),
                0.55,
            )
        blows.draw_blow(c, 480, 336, since, 76, colors.FIRE)


def _hush(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "ash")
    aura = 0.75 + 0.25 * eased((t - 37.5) / 0.8) if t >= 37.5 else 0.0
    c.look(0, 0, 1.0 + 0.008 * u, depth=0.5)
    fighters.draw_giant(c, 640, 470, 0.86, 0.5 * t, left=0.08, right=0.08, cracks=0.35, eyes=0.7)
    c.veil(
        [(-60, 60), (WIDTH + 60, 60), (WIDTH + 60, 380), (-60, 380)],
        ((0.36, 0.28, 0.28, 0.1), (0.36, 0.28, 0.28, 0.1), (0.40, 0.31, 0.30, 0.75), (0.40, 0.31, 0.30, 0.75)),
    )
    city.draw_city(c, 1, 330, (0.24, 0.18, 0.21), lit=0.12, gap=(380, 700))
    c.look(0, 8 - 1.2 * u, 1.06 + 0.016 * u)
    places.draw_crater(c, t, aura)
    c.look()
    city.draw_embers(c, 0.3 * t, 34, (0.78, 0.72, 0.70))


def _fist(c: Canvas, t: float, u: float) -> None:
    c.look(2 * sin(37 * t), 2 * sin(41 * t), 1.0 + 0.08 * u)
    fighters.draw_fist(c, t, eased(u / 0.8))


def _it_turns(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.look(-40 + 40 * eased(u), 0, 1.15)
    fighters.draw_face(c, t, anger=0.2, light=0.35 * eased(u))
    city.draw_embers(c, t, 40)


def _up(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dusk")
    c.glow(480, 420, 420, colors.BLUE, 0.6)
    c.look()
    for side in (-1, 1):
        for n in range(4):
            near = 500 - 92 * n
            c.shape(
                [
                    (480 + side * near, -20),
                    (480 + side * (near - 92), -20),
                    (480 + side * (near - 92) * 0.9, HEIGHT + 20),
                    (480 + side * near * 0.94, HEIGHT + 20),
                ],
                mix(colors.INK, (0.6, 0.22, 0.24), 0.12 * n),
            )
        panes = [
            [[480 + side * (300 + 40 * k), (r * 52 + 1500 * u) % 460 - 30], [480 + side * (318 + 40 * k), (r * 52 + 1500 * u) % 460 - 30]]
            for k in range(5)
            for r in range(9)
            if scatter(k * 17 + r + side) > 0.4
        ]
        c.strokes(np.asarray(panes), colors.GOLD, 12, 0.6)
    y = 330 - 210 * u
    c.veil(
        [(470, y + 40), (490, y + 40), (560, HEIGHT + 40), (400, HEIGHT + 40)],
        ((*colors.BLUE, 0.85), (*colors.BLUE, 0.85), (*colors.BLUE, 0.1), (*colors.BLUE, 0.1)),
    )
    fighters.draw_flyer(c, 480, y, 1.9, -pi / 2, t, rim=colors.BLUE, glow=0.9)


def _at_it(c: Canvas, t: float, u: float) -> None:
    c.sky([(0, (0.10, 0.05, 0.16)), (0.5, (0.52, 0.20, 0.26)), (1, (0.14, 0.05, 0.12))])
    blows.draw_rays(c, 480, 204, 9 * t, colors.BLUE, 0.3)
    blows.draw_rush(c, 480, 204, t, (0.86, 0.94, 1.0), 0.7)
    c.look(3 * sin(50 * t), 3 * sin(44 * t), 1.0 + 0.5 * u)
    fighters.draw_flyer(c, 455, 232, 2.7, -0.42, t, rim=colors.BLUE, glow=0.9)


def _it_sees_it_come(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "fire")
    c.look(4 * sin(53 * t), 3 * sin(47 * t), 1.1 + 0.15 * u)
    fighters.draw_face(c, t, anger=1.0, light=min(1.0, 0.3 + u))
    c.look()
    blows.draw_rays(c, 480, 420, 9 * t, colors.BLUE, 0.45 * u)
    c.glow(480, 400, 420, colors.BLUE, 0.9 * u)


def _last_blow(c: Canvas, t: float, u: float) -> None:
    since = t - 44.5
    city.draw_sky(c, "fire", 0.15 * eased(since / 2.5) if since > 0 else 0.0)
    c.look(*_shake(t, 44.5, 26), 1.0 + 0.01 * u)
    if since < 0:
        fighters.draw_giant(c, 480, 600, 1.35, t, left=0.5, right=0.5, cracks=1.0)
        way = (u / 0.5) ** 1.4
        x, y = -60 + 480 * way, 420 - 120 * way
        c.veil(
            [(x, y - 8), (x, y + 8), (x - 420, y + 130), (x - 430, y + 110)],
            ((*colors.BLUE, 0.9), (*colors.BLUE, 0.9), (*colors.BLUE, 0.0), (*colors.BLUE, 0.0)),
        )
        fighters.draw_flyer(c, x, y, 0.9, -0.3, t, rim=colors.BLUE, glow=0.9)
    else:
        whole = max(0.0, 1 - since / 1.1)
        if whole > 0:
            fighters.draw_giant(c, 480 + 5 * sin(60 * t), 600 + 30 * since, 1.35, t, left=0.6, right=0.6, cracks=1.0, eyes=whole)
        blows.draw_rays(c, 480, 290, 3 * t, colors.GOLD, 0.5 * max(0.0, 1 - since / 3.2))
        c.glow(480, 290, 300 + 200 * since, colors.GOLD, 0.95 * max(0.0, 1 - since / 3.4))
        blows.draw_splinters(c, 480, 300, 0.5 * since, 170, 90)
        blows.draw_blow(c, 480, 290, 0.55 * since, 120, colors.GOLD)
    c.look(0, 0, 1.02)
    city.draw_city(c, 2, 450, (0.05, 0.03, 0.06), lit=0.8)
    city.draw_embers(c, t, 90)


def _morning(c: Canvas, t: float, u: float) -> None:
    lit = 1.0 if t >= 49.5 else 0.0
    city.draw_sky(c, "dawn" if lit else "ash", 0.03 * lit)
    blows.draw_sun(c, 640, 236 - 5 * max(0.0, t - 49.5), t, lit)
    c.look(-3 * u, 0, 1.06 - 0.008 * u, depth=0.4)
    city.draw_city(c, 0, 330, (0.80, 0.60, 0.52) if lit else (0.38, 0.29, 0.29), lit=0.0)
    city.draw_smoke(c, 260, 330, 0.4 * t, 0.8, (0.55, 0.48, 0.52), 0.22)
    c.look(-3 * u, 0, 1.06 - 0.008 * u, depth=0.7)
    city.draw_city(c, 1, 356, (0.46, 0.34, 0.38) if lit else (0.22, 0.17, 0.19), lit=0.0)
    rise = eased((t - 49.9) / 2.6)
    if lit and rise > 0:
        x, y = 300 + 150 * rise, 420 - 290 * rise
        c.veil(
            [(x - 4, y), (x + 4, y), (x - 96, y + 200), (x - 112, y + 190)],
            ((1, 0.95, 0.8, 0.7), (1, 0.95, 0.8, 0.7), (1, 0.9, 0.7, 0.0), (1, 0.9, 0.7, 0.0)),
        )
        fighters.draw_flyer(c, x, y, 0.62, -1.1, t, rim=(1, 1, 0.9), glow=0.3)
    c.look(-3 * u, 0, 1.06 - 0.008 * u)
    city.draw_city(c, 2, 440, (0.17, 0.13, 0.18) if lit else (0.09, 0.07, 0.09), lit=0.25 * lit)


def _triumph(c: Canvas, t: float, u: float) -> None:
    city.draw_sky(c, "dawn", 0.05)
    blows.draw_sun(c, 566, 150, t, 1.0)
    c.look(0, -6 * u, 1.0 + 0.012 * u, depth=0.4)
    city.draw_city(c, 0, 390, (0.84, 0.66, 0.58), lit=0.0)
    c.look(0, -6 * u, 1.0 + 0.012 * u, depth=0.7)
    city.draw_city(c, 1, 440, (0.52, 0.40, 0.44), lit=0.0)
    c.look(0, -6 * u, 1.0 + 0.02 * u)
    c.shape(
        [(400, HEIGHT + 80), (420, 300), (446, 290), (446, 276), (520, 276), (520, 290), (546, 300), (566, HEIGHT + 80)], (0.13, 0.10, 0.15)
    )
    c.limb([(446, 277), (520, 277)], (0.9, 0.72, 0.5), 3)
    fighters.draw_stander(c, 482, 276, 1.08, t, rim=(1.0, 0.95, 0.75), shade=0.25)
    c.look(0, 0, 1.0 + 0.03 * u, depth=1.2)
    places.draw_crowd(c, t, 418, 17, running=0, cheer=1.0)


SHOTS: tuple[Shot, ...] = (
    Shot(0.0, 6.0, _skyline, fade_in_s=1.0),
    Shot(6.0, 9.5, _it_rises),
    Shot(9.5, 12.0, _foot),
    Shot(12.0, 14.5, _tower_struck, flash_s=(13.0,)),
    Shot(14.5, 16.0, _child),
    Shot(16.0, 20.5, _arrival, flash_s=(17.5,)),
    Shot(20.5, 22.0, _it_sees),
    Shot(22.0, 23.5, _he_flies),
    Shot(23.5, 25.0, _first_blow, flash_s=(24.25,)),
    Shot(25.0, 26.25, _it_swings),
    Shot(26.25, 27.5, _between_towers),
    Shot(27.5, 28.75, _beams),
    Shot(28.75, 30.0, _struck_back, flash_s=(29.25,)),
    Shot(30.0, 31.5, _falls),
    Shot(31.5, 33.5, _crash, flash_s=(32.25,)),
    Shot(33.5, 38.5, _hush),
    Shot(38.5, 39.75, _fist),
    Shot(39.75, 41.0, _it_turns),
    Shot(41.0, 42.25, _up),
    Shot(42.25, 43.25, _at_it),
    Shot(43.25, 44.0, _it_sees_it_come),
    Shot(44.0, 48.0, _last_blow, flash_s=(44.5,)),
    Shot(48.0, 54.0, _morning),
    Shot(54.0, 60.0, _triumph, fade_out_s=2.0),
)
