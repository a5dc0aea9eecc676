"""The story of *The Landing*, shot by shot: a house, a torch, a corridor; cuts that quicken; black and silence; the door.

The lists below are also the film's own truth for tests.
"""

from __future__ import annotations

from math import sin

from originalscore.demo.canvas import Canvas, eased
from originalscore.demo.film import Happening, Shot
from originalscore.demo.sounds import Line
from originalscore.demo.thriller import close, colors, corridor, figures, outside, stairs

LINES: tuple[Line, ...] = ()

EVENTS: tuple[Happening, ...] = (
    (2.5, "title", "the title"),
    (26.5, "light", "the torch fails"),
    (28.0, "light", "the torch comes back"),
    (41.0, "black", "smash to black"),
    (44.0, "reveal", "the door is open"),
    (48.5, "light", "the other one has a torch too"),
    (60.0, "fade_out", "the last black"),
)


def _outside(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1 + 0.012 * u, depth=0.3)
    outside.draw_night(c, t)
    c.look(zoom=1 + 0.012 * u)
    outside.draw_house(c, 1.0 if t < 5.75 else 0.0)
    outside.draw_fog(c, t, 330, 0.30)
    c.look(8 * u / 7, 0, 1 + 0.012 * u, depth=2.2)
    outside.draw_tree(c, 130, t)
    outside.draw_fog(c, t + 40, 396, 0.22)
    c.look()
    if 2.5 <= t < 5.25:
        c.words("THE LANDING", 250, 96, 40, (0.90, 0.94, 0.92), min(1.0, (5.25 - t) / 0.8))


def _hall(c: Canvas, t: float, u: float) -> None:
    sway = 3 * sin(3.4 * t)
    c.look(sway, 2 * sin(6.8 * t))
    corridor.draw_corridor(c, 0.28 * u, 0.4)
    c.light_only(480 + 90 * sin(0.8 * u + 2.4), 180 + 16 * sin(1.7 * t), 240, ambient=0.035, tint=colors.TORCH, soft=0.75)
    c.look()
    figures.draw_back(c, 500 + sway, 452 + 3 * sin(6.8 * t), 1.75, t, arm=0.55)


def _stairs(c: Canvas, t: float, u: float) -> None:
    climbed = 0.12 + 0.115 * u
    c.look(14 * u, -10 * u, 1.06)
    x, y = stairs.draw_stairs(c, t, climbed)
    c.light_only(x + 90, y - 20 + 6 * sin(5 * t), 260, ambient=0.03, tint=colors.TORCH, soft=0.85)
    c.glow(x + 8, y, 80, colors.TORCH, 0.5)
    stairs.draw_banister(c, t, climbed)


def _portraits(c: Canvas, t: float, u: float) -> None:
    c.look(-30 + 16 * u, 0, 1.05)
    stairs.draw_portraits(c, t)
    c.light_only(150 + 340 * eased(u / 2.6), 170 + 12 * sin(2 * t), 210, ambient=0.03, tint=colors.TORCH, soft=0.6)


def _landing(c: Canvas, t: float, u: float) -> None:
    c.look(3 * sin(3.4 * t), 2 * sin(6.8 * t))
    corridor.draw_corridor(c, 2.2 + 0.42 * u, 0.55)
    c.light_only(480 + 36 * sin(1.3 * u), 184, 190 - 8 * u, ambient=0.03, tint=colors.TORCH, soft=0.75)


def _torch_fails(c: Canvas, t: float, u: float) -> None:
    lit = (0.8 + 0.2 * sin(40 * t) if t > 25.9 else 1.0) if t < 26.5 else 0.0 if t < 28.0 else 1.0
    c.look(zoom=1.02 + 0.01 * u)
    stairs.draw_stairs(c, t, 0.74)
    if lit:
        c.light_only(600, 180, 400, ambient=0.03, tint=colors.TORCH, soft=0.9)
        c.glow(690, 250, 300, colors.TORCH, 0.55 * lit)
    else:
        c.light_only(560, 120, 560, ambient=0.06, tint=(0.20, 0.30, 0.34), soft=0.95)
    figures.draw_profile(c, 370 + 3 * sin(2 * t), 190, 1.45)
    c.limb([(360, 420), (540, 372), (640, 262)], colors.INK, 46)
    c.limb([(640, 262), (676, 250)], colors.INK, 26)


def _shut(c: Canvas, t: float, u: float) -> None:
    c.look(3 * sin(3.4 * t), 0, 1 + 0.01 * u)
    corridor.draw_corridor(c, 4.4 + 0.3 * u, 0.0)
    c.light_only(480 + 10 * sin(7 * t), 190, 180, ambient=0.03, tint=colors.TORCH, soft=0.8)
    corridor.light_under_door(c, 4.4 + 0.3 * u, min(1.0, max(0.0, (u - 0.9) / 0.5)))


def _eye(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1.0 + 0.03 * u)
    close.draw_eye(c, t, 0.15 + 0.1 * u)


def _eye_near(c: Canvas, t: float, u: float) -> None:
    c.look(8, 4, zoom=1.45 + 0.05 * u)
    close.draw_eye(c, t, 0.45 + 0.1 * u)


def _eye_wide(c: Canvas, t: float, u: float) -> None:
    c.look(8, 4, zoom=1.9 + 0.1 * u)
    close.draw_eye(c, t, 1.0)


def _under_the_door(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1 + 0.02 * u)
    close.draw_threshold(c, t, u)


def _handle(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1 + 0.04 * u)
    close.draw_handle(c, t, 0.35 * eased((u - 0.3) / 0.9))


def _handle_turns(c: Canvas, t: float, u: float) -> None:
    c.look(-20, -10, zoom=1.35 + 0.08 * u)
    close.draw_handle(c, t, 0.35 + 0.65 * eased(u / 0.7))


def _shadow(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1 + 0.03 * u)
    stairs.draw_shadow(c, t, u, 0.35 * eased(u))


def _shadow_reaches(c: Canvas, t: float, u: float) -> None:
    c.look(-70, -20, zoom=1.6 + 0.3 * u)
    stairs.draw_shadow(c, t, u, 0.6 + 0.4 * eased(u / 0.5))


def _black(c: Canvas, t: float, u: float) -> None:
    c.sky([(0, (0, 0, 0)), (1, (0, 0, 0))])


def _reveal(c: Canvas, t: float, u: float) -> None:
    corridor.draw_reveal(c, t, u, 1.0 if t >= 48.5 else 0.0)


def _outside_again(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1.5 - 0.035 * u, depth=0.3)
    outside.draw_night(c, t)
    c.look(20, -40, zoom=1.5 - 0.05 * u)
    outside.draw_house(c, 1.0 if t < 56.0 else 0.0)
    outside.draw_fog(c, t, 330, 0.36)


SHOTS: tuple[Shot, ...] = (
    Shot(0.0, 7.0, _outside, fade_in_s=1.5),
    Shot(7.0, 12.5, _hall),
    Shot(12.5, 17.5, _stairs),
    Shot(17.5, 21.5, _portraits),
    Shot(21.5, 25.0, _landing),
    Shot(25.0, 29.0, _torch_fails),
    Shot(29.0, 31.5, _shut),
    Shot(31.5, 33.5, _eye),
    Shot(33.5, 35.25, _under_the_door),
    Shot(35.25, 36.75, _eye_near),
    Shot(36.75, 38.0, _handle),
    Shot(38.0, 39.0, _shadow),
    Shot(39.0, 39.75, _handle_turns),
    Shot(39.75, 40.5, _eye_wide),
    Shot(40.5, 41.0, _shadow_reaches),
    Shot(41.0, 44.0, _black),
    Shot(44.0, 53.0, _reveal),
    Shot(53.0, 60.0, _outside_again, fade_out_s=2.5),
)
