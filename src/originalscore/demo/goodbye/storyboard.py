"""The story of *The Chair by the Window*, shot by shot: rain, an empty chair, a father, his daughter who has come to fetch him, and leaves.

The lists below are also the film's own truth for tests.
"""

from __future__ import annotations

from math import sin

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, eased
from originalscore.demo.film import Happening, Shot
from originalscore.demo.goodbye import people, room, window
from originalscore.demo.sounds import Line

_FATHER, _DAUGHTER = "en-gb-scotland+m5", "en-gb+f3"

#: (start, end, words, voice): the six spoken lines.
LINES: tuple[Line, ...] = (
    (11.0, 12.5, "You kept her chair.", _DAUGHTER),
    (14.5, 16.4, "It is still her chair.", _FATHER),
    (21.0, 23.2, "She used to count the drops.", _FATHER),
    (35.0, 36.6, "Come home with me.", _DAUGHTER),
    (39.0, 40.7, "I am home, love.", _FATHER),
    (45.5, 47.5, "I know. I know you are.", _DAUGHTER),
)

EVENTS: tuple[Happening, ...] = (
    (0.0, "fade_in", "rain on the window"),
    (2.5, "title", "the title"),
    (60.0, "fade_out", "the last black"),
)


def _speaks(t: float, voice: str) -> float:
    """How far a mouth is open."""
    return abs(sin(11 * t)) if any(a <= t <= b for a, b, _, name in LINES if name == voice) else 0.0


def _rain(c: Canvas, t: float, u: float) -> None:
    window.draw_garden(c)
    c.look(6 * u / 9, 0, 1.0 + 0.006 * u)
    window.draw_drops(c, t, size=1.5)
    window.draw_sill(c, t)
    c.look()
    if 2.5 <= t < 6.5:
        c.words("The Chair by the Window", 452, 80, 34, (0.99, 0.99, 0.98), min(1.0, (6.5 - t) / 1.2))


def _room(c: Canvas, t: float, u: float) -> None:
    c.look(-10 + 2 * u, 0, 1.04)
    room.draw_room(c, t)
    room.draw_chair(c, 500, 366, 0.92)
    people.draw_father(c, 250, 386, 0.98, t, color=(0.09, 0.10, 0.13))
    people.draw_daughter(c, 770, 398, 1.04, t, color=(0.07, 0.08, 0.11))
    c.limb([(800, 356), (836, 356)], (0.07, 0.06, 0.06), 4)
    c.shape([(794, 358), (844, 358), (844, 398), (794, 398)], (0.13, 0.09, 0.08))


def _father(c: Canvas, t: float, u: float) -> None:
    window.draw_garden(c, 20.0)
    c.look(-4 * u, 0, 1.02, depth=0.5)
    window.draw_drops(c, t, left=0, right=430, size=1.2)
    c.look(-4 * u, 0, 1.02)
    for x, wide in ((430, 22), (-40, 50)):
        c.shape([(x, -40), (x + wide, -40), (x + wide, HEIGHT + 40), (x, HEIGHT + 40)], (0.15, 0.16, 0.19))
    c.shape([(452, -40), (WIDTH + 60, -40), (WIDTH + 60, HEIGHT + 40), (452, HEIGHT + 40)], (0.20, 0.21, 0.25))
    window.draw_curtain(c, 480, 1, t, 440)
    window.draw_curtain(c, 540, 1, t + 2, 440)
    c.glow(300, 150, 460, (0.60, 0.68, 0.76), 0.22)
    people.draw_old_face(c, 590, 210 + 1.2 * sin(1.4 * t), 1.55, t, speaks=_speaks(t, _FATHER))


def _chair(c: Canvas, t: float, u: float) -> None:
    c.look(30 - 4 * u, 6, 1.0 + 0.016 * u)
    c.sky([(0, (0.16, 0.17, 0.21)), (0.74, (0.25, 0.27, 0.32)), (0.745, (0.20, 0.17, 0.17)), (1, (0.10, 0.09, 0.10))])
    window.draw_window(c, 60, -40, 330, 300, t, drops=0.8)
    window.draw_curtain(c, 414, 1, t, 420)
    pale, gone = (0.72, 0.80, 0.88, 0.32), (0.72, 0.80, 0.88, 0.0)
    c.veil([(90, 304), (400, 304), (700, HEIGHT + 10), (240, HEIGHT + 10)], (pale, pale, gone, gone))
    c.glow(220, 110, 470, (0.55, 0.64, 0.74), 0.34)
    room.draw_chair(c, 600, 392, 1.62)


def _at_the_window(c: Canvas, t: float, u: float) -> None:
    c.look(zoom=1.0 + 0.008 * u)
    c.sky([(0, (0.13, 0.14, 0.18)), (1, (0.17, 0.18, 0.21))])
    window.draw_window(c, 250, -30, 470, 350, t, drops=1.0)
    window.draw_curtain(c, 226, -1, t, 440)
    window.draw_curtain(c, 170, -1, t + 3, 440)
    window.draw_curtain(c, 744, 1, t, 440)
    window.draw_curtain(c, 800, 1, t + 3, 440)
    c.glow(485, 150, 430, (0.58, 0.66, 0.75), 0.28)
    people.draw_father(c, 410, 520, 1.85, t)
    people.draw_daughter(c, 566, 530, 1.80, t, arm=eased((u - 6.4) / 1.6))


def _hands(c: Canvas, t: float, u: float) -> None:
    people.draw_hands(c, t, eased((u - 0.6) / 2.0))


def _outside(c: Canvas, t: float, u: float) -> None:
    c.look(30 - 3 * u, 0, 1.06)
    room.draw_street(c, t, u)


SHOTS: tuple[Shot, ...] = (
    Shot(0.0, 9.0, _rain, fade_in_s=2.5),
    Shot(9.0, 19.0, _room),
    Shot(19.0, 27.0, _father),
    Shot(27.0, 33.5, _chair),
    Shot(33.5, 43.0, _at_the_window),
    Shot(43.0, 50.0, _hands),
    Shot(50.0, 60.0, _outside, fade_out_s=3.5),
)
