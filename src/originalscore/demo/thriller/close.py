"""*The Landing* from close by: an eye, the handle of a door, the gap beneath it."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas, eased, scatter
from originalscore.demo.thriller.colors import COLD, INK


def draw_eye(c: Canvas, t: float, wide: float) -> None:
    """An eye that fills the frame; ``wide`` 0 to 1 opens it and narrows the pupil. A cold door shines in it."""
    c.sky([(0, (0.05, 0.06, 0.07)), (0.5, (0.26, 0.21, 0.19)), (1, (0.06, 0.05, 0.06))])
    c.glow(700, 230, 460, (0.50, 0.36, 0.26), 0.5)
    up, low = 74 + 34 * wide, 56 + 16 * wide
    lid = [
        (190, 226),
        (330, 226 - up * 0.9),
        (480, 216 - up * 1.15),
        (640, 222 - up * 0.8),
        (790, 240),
        (640, 226 + low * 0.8),
        (480, 222 + low * 1.05),
        (320, 226 + low * 0.7),
    ]
    c.curve([(x, y - 16 if y < 224 else y + 9) for x, y in lid], (0.13, 0.09, 0.085))
    c.curve(lid, (0.80, 0.79, 0.76))
    x, y, r = 488 + 5 * sin(9 * t), 214.0, 88.0
    c.disc(x, y, r, (0.09, 0.13, 0.13))
    c.disc(x, y, r - 6, (0.24, 0.40, 0.40))
    spokes = [[[x + (30 + 8 * scatter(n)) * cos(n * pi / 45), y + (30 + 8 * scatter(n)) * sin(n * pi / 45)],
               [x + (58 + 24 * scatter(n + 7)) * cos(n * pi / 45 + 0.03), y + (58 + 24 * scatter(n + 7)) * sin(n * pi / 45 + 0.03)]] for n in range(90)]  # fmt: skip
    c.strokes(np.asarray(spokes), (0.50, 0.68, 0.62), 1.6, 0.6)
    c.disc(x, y, 44 - 16 * wide, (0.01, 0.01, 0.015))
    c.shape([(x - 12, y - 30), (x + 9, y - 32), (x + 9, y + 14), (x - 12, y + 12)], COLD, 0.92)
    c.shape([(x - 4, y - 20), (x + 2, y - 20), (x + 4, y + 13), (x - 6, y + 12)], (0.02, 0.03, 0.04), 0.3 + 0.7 * wide)
    c.disc(x + 34, y - 34, 8, (1, 1, 1), 0.85)
    _lids(c, up, low)
    c.curve(
        [(200, 96 - 26 * wide), (420, 48 - 30 * wide), (700, 72 - 26 * wide), (860, 128), (700, 92 - 26 * wide), (430, 76 - 30 * wide)],
        (0.05, 0.035, 0.03),
    )
    c.light_only(560, 214, 560, ambient=0.08, tint=(1.0, 0.93, 0.84), soft=0.8)


def _lids(c: Canvas, up: float, low: float) -> None:
    """Skin above and below the opening, with the crease and the lashes: the eye is what they leave free."""
    skin, fold, dark = (0.25, 0.185, 0.165), (0.14, 0.095, 0.085), (0.035, 0.025, 0.025)
    x = np.linspace(150, 830, 25)
    share = (x - 190) / 600
    arch = np.clip(np.sin(pi * np.clip(share, 0, 1) ** 0.9), 0, 1)
    above, below = 228 + 12 * share - up * arch, 228 + 12 * share + low * arch**1.3
    top = list(zip(x.tolist(), above.tolist()))
    bottom = list(zip(x.tolist(), below.tolist()))
    c.shape([(-400, -300), (1400, -300), (1400, 236), *top[::-1], (-400, 226)], skin)
    c.shape([(-400, 700), (1400, 700), (1400, 238), *bottom[::-1], (-400, 228)], skin)
    for step in range(4):  # the lid's own shadow on the eye
        c.limb([(px, py + 5 * step) for px, py in top], (0.10, 0.06, 0.06), 16, 0.22)
    c.limb([(px, py - 24 * a - 4) for (px, py), a in zip(top, arch)], fold, 7)
    c.limb([(px, py + 20 * a + 6) for (px, py), a in zip(bottom[4:-4], arch[4:-4])], fold, 3, 0.7)
    c.limb(top, dark, 11)
    c.limb(bottom, (0.12, 0.07, 0.065), 5)
    for n in range(3, 22):
        px, py = top[n]
        lean = (n - 11) * 2.6
        c.limb([(px, py), (px + 0.5 * lean, py - 13), (px + 1.4 * lean, py - 26)], dark, 3.2)


def draw_handle(c: Canvas, t: float, turned: float) -> None:
    """The door from close by: panel, plate, lever (``turned`` 0 to 1) and the keyhole with light behind it."""
    c.sky([(0, (0.22, 0.13, 0.09)), (0.5, (0.30, 0.18, 0.12)), (1, (0.15, 0.09, 0.06))])
    grain = [[[0, 6 * n + 5 * scatter(n)], [WIDTH, 6 * n + 16 * (scatter(n + 3) - 0.5)]] for n in range(70)]
    c.strokes(np.asarray(grain, dtype=float), (0.12, 0.065, 0.04), 1.3, 0.5)
    c.shape([(620, -20), (1000, -20), (1000, 440), (620, 440)], (0.17, 0.10, 0.07), 0.8)
    c.shape([(640, -20), (1000, -20), (1000, 440), (640, 440)], (0.25, 0.15, 0.10))
    c.shape([(0, 0), (120, 0), (120, HEIGHT), (0, HEIGHT)], (0.10, 0.065, 0.05))
    c.shape([(120, 0), (127, 0), (127, HEIGHT), (120, HEIGHT)], COLD, 0.75)
    c.curve([(372, 60), (420, 44), (468, 60), (472, 200), (468, 350), (420, 366), (372, 350), (368, 200)], (0.40, 0.29, 0.12))
    c.curve([(378, 64), (420, 50), (462, 64), (466, 200), (462, 346), (420, 360), (378, 346), (374, 200)], (0.64, 0.48, 0.21))
    angle = 0.06 + 0.62 * turned
    tip = (420 + 215 * cos(angle), 150 + 215 * sin(angle))
    bend = (420 + 120 * cos(angle), 150 + 120 * sin(angle) - 5)
    c.limb([(428, 172), (bend[0] + 6, bend[1] + 22), (tip[0] + 6, tip[1] + 20)], (0.10, 0.06, 0.04), 34, 0.7)
    c.limb([(420, 150), bend, tip], (0.46, 0.33, 0.13), 34)
    c.limb([(420, 147), (bend[0], bend[1] - 5), (tip[0], tip[1] - 5)], (0.90, 0.73, 0.38), 17)
    c.limb([(424, 142), (bend[0], bend[1] - 10), (tip[0] - 6, tip[1] - 10)], (1.0, 0.93, 0.70), 4)
    c.disc(420, 150, 34, (0.52, 0.38, 0.16))
    c.disc(420, 148, 25, (0.84, 0.67, 0.33))
    shine = 0.55 + 0.45 * sin(3.1 * t) ** 2
    c.disc(420, 268, 13, COLD, shine)
    c.shape([(414, 272), (426, 272), (432, 308), (408, 308)], COLD, shine)
    c.glow(420, 282, 110, COLD, 0.55 * shine)
    c.light_only(470, 196, 520, ambient=0.06, tint=(1.0, 0.9, 0.74), soft=0.85)


def draw_threshold(c: Canvas, t: float, u: float) -> None:
    """The gap under the door: a blade of cold light over the boards, and two feet that come to stand in it."""
    c.sky([(0, (0.05, 0.035, 0.03)), (0.42, (0.10, 0.065, 0.05)), (0.43, (0.03, 0.03, 0.03)), (1, (0.02, 0.018, 0.018))])
    c.shape([(0, 168), (WIDTH, 168), (WIDTH, 184), (0, 184)], COLD)
    c.veil([(0, 184), (WIDTH, 184), (WIDTH + 360, HEIGHT), (-360, HEIGHT)], ((*COLD, 0.62), (*COLD, 0.62), (*COLD, 0.0), (*COLD, 0.0)))
    boards = [[[480 + (x - 480) * 0.9, 184], [480 + (x - 480) * 2.2, HEIGHT]] for x in range(0, WIDTH + 1, 60)]
    c.strokes(np.asarray(boards, dtype=float), (0.01, 0.012, 0.015), 2.4, 0.8)
    come = eased((u - 0.35) / 0.8)
    for side, late in ((-1, 0.0), (1, 0.25)):
        x = 480 + side * 62 - 380 * (1 - eased((u - 0.2 - late) / 0.7))
        dark, gone = (0.005, 0.007, 0.01, 1.0), (0.005, 0.007, 0.01, 0.0)
        c.shape([(x - 27, 166), (x + 27, 166), (x + 27, 186), (x - 27, 186)], INK)
        c.veil([(x - 27, 184), (x + 27, 184), (x + 70 + 90 * side, HEIGHT), (x - 70 + 90 * side, HEIGHT)], (dark, dark, gone, gone))
    c.glow(480, 176, 520, COLD, 0.22 - 0.08 * come)
