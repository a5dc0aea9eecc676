"""The demo film's story, shot by shot: *The Keeper*. Times are seconds from the first frame; every cut lies on a frame.

Dusk, a lamp is lit; a ship sails by its light; a storm puts it out; in the dark the keeper strikes a match; the beam
returns and turns the ship from the rocks; dawn. The lists below are also the film's own truth for tests.
"""

from __future__ import annotations

from math import sin

from originalscore.demo.canvas import Canvas, mix
from originalscore.demo.film import Shot
from originalscore.demo.keeper import scenery as draw
from originalscore.demo.keeper.scenery import HEIGHT, WIDTH

LENGTH_S = 90.0

#: (start, end, words, voice): the three spoken lines.
LINES = (
    (20.5, 22.9, "Keep your eye on the light.", "en-gb+m3"),
    (47.5, 50.2, "Not tonight. Not one more ship.", "en-gb-scotland+m5"),
    (80.5, 82.4, "Good morning, keeper.", "en-gb+m3"),
)

#: (time, kind, what): what happens, as a music editor would note it.
EVENTS = (
    (2.5, "title", "the title"),
    (8.5, "light", "the lamp is lit"),
    (29.0, "flash", "first lightning"),
    (37.0, "flash", "lightning strikes the tower"),
    (38.0, "dark", "the lamp goes out"),
    (42.0, "black", "smash to black"),
    (44.0, "fade_in", "out of the dark"),
    (46.0, "light", "a match is struck"),
    (55.0, "light", "the lamp burns again"),
    (57.5, "light", "the beam finds the ship"),
    (72.0, "fade_out", "the storm is over"),
    (75.0, "light", "sunrise"),
    (86.0, "title", "the end"),
    (90.0, "fade_out", "the last black"),
)


def _dusk(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "dusk", 330)
    c.disc(330, 338 + 3 * u, 46, (1.0, 0.80, 0.50))
    c.glow(330, 330, 320, (1.0, 0.55, 0.25), 0.5)
    draw.draw_clouds(c, t, 120, (0.55, 0.34, 0.42), 6, 60, 0.30)
    draw.draw_sea(c, "dusk", 330, t, 7)
    draw.draw_shimmer(c, t, 330, 330, (1.0, 0.78, 0.48), 0.45)
    draw.draw_lighthouse(c, 900 - 4 * u, 430, 1.35, 0, (0.20, 0.15, 0.22))
    if 2.5 <= t < 5.6:
        c.words("THE KEEPER", 430, 190, 64, (0.98, 0.95, 0.90), min(1.0, (5.6 - t) / 0.8))


def _lighting(c: Canvas, t: float, u: float) -> None:
    lit = 1.0 if t >= 8.5 else 0.0
    draw.draw_sky(c, "evening", 400)
    draw.draw_sea(c, "evening", 400, t, 4)
    draw.draw_room(c, lit * min(1.0, 0.55 + (t - 8.5)), t)
    draw.draw_keeper(c, 640, 462, 2.0, arm=min(1.0, max(0.0, (u - 0.6) / 1.4)), flame=0.0 if lit else 0.7)


def _beam_begins(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 350)
    draw.draw_stars(c, t, 350, 0.5)
    draw.draw_sea(c, "evening", 350, t, 8)
    draw.draw_shimmer(c, t, 900, 350, draw.LAMP, 0.14)
    x, y = draw.draw_lighthouse(c, 350, 450, 1.5, 1, (0.13, 0.13, 0.22))
    draw.draw_beam(c, x, y, t / 6, 1)


def _sailing(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 340)
    draw.draw_stars(c, t, 340, 0.6)
    draw.draw_sea(c, "evening", 340, t, 9)
    draw.draw_ship(c, 330 + 46 * u, 372 + 3 * sin(1.4 * t), 1.25, 0.03 * sin(1.1 * t), 1)
    x, y = draw.draw_lighthouse(c, 1120, 352, 0.42, 1, (0.10, 0.11, 0.18))
    draw.draw_beam(c, x, y, t / 6, 0.7)


def _on_deck(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 300 + 4 * sin(1.2 * t))
    draw.draw_sea(c, "evening", 300 + 4 * sin(1.2 * t), t, 7)
    x, y = draw.draw_lighthouse(c, 1010, 312 + 4 * sin(1.2 * t), 0.3, 1, (0.10, 0.11, 0.18))
    draw.draw_beam(c, x, y, t / 6, 0.6)
    c.shape([(0, 470), (WIDTH, 446), (WIDTH, HEIGHT), (0, HEIGHT)], draw.INK)
    for post in range(60, WIDTH, 150):
        c.shape([(post, 400), (post + 8, 400), (post + 8, 480), (post, 480)], draw.INK)
    c.shape([(0, 402), (WIDTH, 384), (WIDTH, 394), (0, 413)], draw.INK)
    draw.draw_keeper(c, 420, 500, 1.9, arm=0.9, flame=0)
    draw.draw_keeper(c, 250, 506, 1.75, arm=0.1, flame=0.9)


def _clouds_gather(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 360)
    draw.draw_clouds(c, 4 * t, 60 + 26 * u, (0.09, 0.10, 0.15), 16, 130, 0.55)
    draw.draw_sea(c, "evening", 360, 1.3 * t, 11)
    draw.draw_ship(c, 900 + 20 * u, 376, 0.5, 0.05 * sin(1.6 * t), 1)


def _bolt_alpha(t: float, at: float) -> float:
    return max(0.0, 1 - 2.2 * (t - at)) if t >= at - 1e-6 else 0.0


def _storm(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "storm", 300, 0.25 * _bolt_alpha(t, 29.0))
    draw.draw_clouds(c, 6 * t, 70, (0.06, 0.07, 0.10), 16, 120, 0.6)
    if _bolt_alpha(t, 29.0):
        draw.draw_bolt(c, 820, 300, _bolt_alpha(t, 29.0), 5)
    draw.draw_sea(c, "storm", 300, 2.2 * t, 42)
    draw.draw_ship(c, 520 + 18 * u, 352 + 26 * sin(2.1 * t), 0.9, 0.24 * sin(2.1 * t + 0.8), 1)
    draw.draw_rain(c, t, 1)


def _tossed(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "storm", 250)
    draw.draw_clouds(c, 7 * t, 50, (0.06, 0.07, 0.10), 10, 140, 0.6)
    draw.draw_ship(c, 600 + 14 * sin(3 * t), 318 + 44 * sin(2.4 * t), 2.1, 0.32 * sin(2.4 * t + 0.9), 1)
    draw.draw_sea(c, "storm", 330, 2.6 * t, 66)
    draw.draw_rain(c, t, 1.3)


def _struck(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "storm", 340, 0.3 * _bolt_alpha(t, 37.0))
    draw.draw_clouds(c, 6 * t, 60, (0.05, 0.06, 0.09), 14, 130, 0.6)
    draw.draw_sea(c, "storm", 340, 2.2 * t, 34)
    lamp = 1.0 if t < 37.0 else (0.5 + 0.5 * sin(60 * t)) if t < 38.0 else 0.0
    x, y = draw.draw_lighthouse(c, 700, 470, 1.7, lamp, (0.10, 0.11, 0.14))
    if lamp > 0:
        draw.draw_beam(c, x, y, t / 6, lamp)
    if _bolt_alpha(t, 37.0):
        draw.draw_bolt(c, x, y, _bolt_alpha(t, 37.0), 40)
    draw.draw_rain(c, t, 1)


def _helpless(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "night", 330)
    draw.draw_sea(c, "storm", 330, 2.6 * t, 52)
    draw.draw_rocks(c, 2 * t, 400)
    draw.draw_ship(c, 340 + 40 * u, 372 + 30 * sin(2.4 * t), 1.3, 0.3 * sin(2.4 * t), 1)
    draw.draw_rain(c, t, 1.5)


def _black(c: Canvas, t: float, u: float) -> None:
    c.sky([(0, (0, 0, 0)), (1, (0, 0, 0))])


def _match(c: Canvas, t: float, u: float) -> None:
    flame = 0.0 if t < 46.0 else 0.85 + 0.15 * sin(23 * t) * sin(7 * t)
    draw.draw_sky(c, "storm", 400, 0.06)
    draw.draw_room(c, 0, t)
    draw.draw_keeper(c, 640, 462, 2.0, arm=0.55, flame=flame, color=mix(draw.INK, (0.30, 0.20, 0.12), 0.5 * flame))


def _toward_rocks(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "night", 320)
    draw.draw_sea(c, "night", 320, 2.0 * t, 40)
    draw.draw_rocks(c, 2 * t, 392)
    draw.draw_ship(c, 470 + 34 * u, 368 + 18 * sin(2 * t), 1.2, 0.16 * sin(2 * t), 1)
    draw.draw_rain(c, t, 0.6)


def _relit(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "night", 400)
    lamp = min(1.0, 0.5 + 0.6 * (t - 55.0)) if t >= 55.0 else 0.0
    draw.draw_room(c, lamp, t)
    draw.draw_keeper(c, 640, 462, 2.0, arm=min(1.0, 0.5 + u / 3), flame=0.9 if t < 55.0 else 0, color=draw.INK)


def _found(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "night", 320, 0.02)
    draw.draw_sea(c, "night", 320, 1.8 * t, 30)
    draw.draw_rocks(c, 1.6 * t, 392)
    lit = 1.0 if t >= 57.5 else 0.0
    x, y = draw.draw_lighthouse(c, 150, 352, 0.6, 1, (0.10, 0.11, 0.16))
    draw.draw_beam(c, x, y, 0.985 + 0.004 * u if lit else 0.75 + u / 4.4, 1)
    turned = max(0.0, t - 58.3)
    draw.draw_ship(c, 640 + 10 * u - 24 * turned, 366 + 12 * sin(2 * t), 1.15, 0.1 * sin(2 * t) - 0.03 * turned, 1)
    if lit:
        c.glow(640, 340, 300, draw.LAMP, 0.45)


def _safe(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 340)
    draw.draw_clouds(c, 2 * t, 70, (0.13, 0.15, 0.22), 8, 90, 0.4)
    draw.draw_sea(c, "evening", 340, 1.3 * t, 14)
    x, y = draw.draw_lighthouse(c, 240, 400, 0.9, 1, (0.11, 0.12, 0.19))
    draw.draw_beam(c, x, y, t / 6, 0.9)
    draw.draw_ship(c, 560 + 26 * u, 380 + 5 * sin(1.5 * t), 1.1, 0.05 * sin(1.5 * t), 1)


def _harbour(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "evening", 370)
    draw.draw_stars(c, t, 370, 0.8)
    draw.draw_sea(c, "evening", 370, 0.8 * t, 5)
    draw.draw_shimmer(c, t, 640, 400, draw.LAMP, 0.12)
    draw.draw_ship(c, 420 + 10 * u, 400, 0.8, 0.01 * sin(t), 1)
    c.shape([(700, 412), (760, 400), (820, 372), (960, 350), (1120, 352), (WIDTH, 330), (WIDTH, HEIGHT), (560, HEIGHT)], draw.INK)
    for n, x in enumerate((860, 925, 990, 1060, 1140, 1210)):
        c.disc(x, 376 + 9 * (n % 3), 3, draw.LAMP)
        c.glow(x, 376 + 9 * (n % 3), 34, draw.LAMP, 0.5)


def _dawn(c: Canvas, t: float, u: float) -> None:
    risen = max(0.0, t - 75.0)
    draw.draw_sky(c, "dawn", 340, min(0.12, 0.05 * risen))
    if t >= 75.0:
        y = 352 - 15 * risen
        c.disc(400, y, 44, (1.0, 0.97, 0.84))
        c.glow(400, y, 560, (1.0, 0.85, 0.55), min(0.6, 0.35 + 0.12 * risen))
    draw.draw_clouds(c, t, 110, (1.0, 0.90, 0.84), 7, 56, 0.4)
    draw.draw_sea(c, "dawn", 340, t, 6)
    draw.draw_shimmer(c, t, 400, 340, (1.0, 0.95, 0.8), 0.6 if t >= 75.0 else 0.15)
    draw.draw_lighthouse(c, 960, 440, 1.4, 0.6, (0.86, 0.80, 0.76))
    draw.draw_gulls(c, u)


def _gallery(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "dawn", 360, 0.08)
    c.glow(900, 250, 500, (1.0, 0.88, 0.6), 0.5)
    draw.draw_sea(c, "dawn", 360, t, 5)
    draw.draw_ship(c, 780 - 8 * u, 372, 0.7, 0.01 * sin(t), 0, (0.24, 0.24, 0.32))
    c.shape([(0, 460), (WIDTH, 460), (WIDTH, HEIGHT), (0, HEIGHT)], (0.10, 0.10, 0.15))
    for post in range(20, WIDTH, 96):
        c.shape([(post, 378), (post + 6, 378), (post + 6, 470), (post, 470)], (0.10, 0.10, 0.15))
    c.shape([(0, 374), (WIDTH, 374), (WIDTH, 383), (0, 383)], (0.10, 0.10, 0.15))
    draw.draw_keeper(c, 380, 476, 1.9, arm=min(0.95, max(0.1, (u - 3.6) / 1.2)), flame=0, color=(0.10, 0.10, 0.15))


def _the_end(c: Canvas, t: float, u: float) -> None:
    draw.draw_sky(c, "dawn", 330, 0.1)
    c.disc(640 - 240 * 0.6, 240, 34, (1.0, 0.98, 0.88))
    c.glow(496, 240, 520, (1.0, 0.88, 0.6), 0.6)
    draw.draw_sea(c, "dawn", 330, t, 5)
    draw.draw_shimmer(c, t, 496, 330, (1.0, 0.95, 0.82), 0.55)
    draw.draw_lighthouse(c, 980, 380 + 4 * u, 0.85 - 0.02 * u, 0.3, (0.86, 0.80, 0.76))
    draw.draw_ship(c, 300 + 8 * u, 352, 0.45, 0.01 * sin(t), 0, (0.24, 0.24, 0.32))
    draw.draw_gulls(c, u + 12)
    if t >= 86.0:
        c.words("THE END", 560, 150, 52, (0.16, 0.18, 0.28), min(1.0, (t - 85.9) / 0.5))


SHOTS: tuple[Shot, ...] = (
    Shot(0.0, 6.0, _dusk, fade_in_s=1.5),
    Shot(6.0, 10.5, _lighting),
    Shot(10.5, 15.0, _beam_begins),
    Shot(15.0, 20.0, _sailing),
    Shot(20.0, 23.5, _on_deck),
    Shot(23.5, 27.0, _clouds_gather),
    Shot(27.0, 31.5, _storm, flash_s=(29.0,)),
    Shot(31.5, 35.0, _tossed),
    Shot(35.0, 38.5, _struck, flash_s=(37.0,)),
    Shot(38.5, 42.0, _helpless),
    Shot(42.0, 44.0, _black),
    Shot(44.0, 51.0, _match, fade_in_s=1.0),
    Shot(51.0, 54.0, _toward_rocks),
    Shot(54.0, 56.5, _relit),
    Shot(56.5, 61.0, _found),
    Shot(61.0, 66.0, _safe),
    Shot(66.0, 72.0, _harbour, fade_out_s=2.0),
    Shot(72.0, 79.5, _dawn, fade_in_s=2.0),
    Shot(79.5, 84.0, _gallery),
    Shot(84.0, 90.0, _the_end, fade_out_s=2.5),
)
