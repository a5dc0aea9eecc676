"""What the demo film shows: sea, sky, lighthouse, ship, keeper, storm. Each function draws one thing at one time."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from originalscore.demo.canvas import Canvas, Color, Point, mix, scatter

WIDTH, HEIGHT = 1280, 544

INK: Color = (0.03, 0.04, 0.07)
LAMP: Color = (1.0, 0.82, 0.45)

#: Sky (top, middle, horizon) and sea (far, near) of each time of day.
SKIES: dict[str, tuple[Color, Color, Color]] = {
    "dusk": ((0.10, 0.12, 0.30), (0.45, 0.28, 0.42), (0.96, 0.58, 0.34)),
    "evening": ((0.04, 0.07, 0.20), (0.14, 0.20, 0.40), (0.42, 0.38, 0.48)),
    "storm": ((0.03, 0.04, 0.07), (0.08, 0.10, 0.14), (0.17, 0.20, 0.24)),
    "night": ((0.01, 0.01, 0.03), (0.02, 0.03, 0.07), (0.05, 0.07, 0.12)),
    "dawn": ((0.36, 0.52, 0.76), (0.86, 0.68, 0.66), (1.00, 0.86, 0.58)),
}
SEAS: dict[str, tuple[Color, Color]] = {
    "dusk": ((0.62, 0.40, 0.40), (0.06, 0.08, 0.17)),
    "evening": ((0.22, 0.26, 0.40), (0.03, 0.05, 0.12)),
    "storm": ((0.15, 0.19, 0.23), (0.03, 0.05, 0.07)),
    "night": ((0.05, 0.07, 0.11), (0.01, 0.02, 0.04)),
    "dawn": ((0.90, 0.72, 0.60), (0.16, 0.32, 0.44)),
}


def draw_sky(canvas: Canvas, hour: str, horizon: float, lift: float = 0.0) -> None:
    """The sky of an hour; ``lift`` brightens it (lightning, sunrise)."""
    white = (1.0, 1.0, 1.0)
    top, middle, low = (mix(color, white, lift) for color in SKIES[hour])
    line = horizon / HEIGHT
    canvas.sky([(0, top), (line * 0.6, middle), (line, low), (1, low)])


def draw_stars(canvas: Canvas, t: float, horizon: float, alpha: float) -> None:
    """A few stars that twinkle."""
    for n in range(50):
        x, y = scatter(n) * WIDTH, scatter(n + 500) * horizon * 0.8
        canvas.disc(x, y, 0.8 + scatter(n + 900), (0.9, 0.93, 1.0), alpha * (0.6 + 0.4 * sin(2 * t + n)))


def draw_sea(canvas: Canvas, hour: str, horizon: float, t: float, swell: float) -> None:
    """Six sheets of waves from the horizon to the viewer; ``swell`` is the nearest wave's height in pixels."""
    far, near = SEAS[hour]
    x = np.arange(0, WIDTH + 16, 16, dtype=float)
    for sheet in range(6):
        depth = sheet / 5
        base = horizon + (HEIGHT - horizon) * depth**1.5 * 0.85
        height = 1.5 + swell * depth
        length = 60 + 260 * depth
        y = base - height * (
            np.sin(2 * pi * x / length + t * (1.2 - 0.4 * depth) + 2 * sheet) + 0.5 * np.sin(2 * pi * x / (length * 0.43) - t * 1.7 + sheet)
        )
        top = list(zip(x.tolist(), y.tolist()))
        canvas.shape([(0, HEIGHT), *top, (WIDTH, HEIGHT)], mix(far, near, depth))
        if swell > 14 and sheet > 1:
            crest = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1)[y[:-1] < base - height * 0.7].reshape(-1, 2, 2)
            canvas.strokes(crest, (0.75, 0.80, 0.85), 1.0 + depth, 0.35)


def draw_shimmer(canvas: Canvas, t: float, x: float, horizon: float, color: Color, alpha: float) -> None:
    """Light broken on the water under a lamp or a sun at ``x``."""
    lines = []
    for n in range(60):
        depth = scatter(n)
        y = horizon + 4 + (HEIGHT - horizon) * depth * 0.9
        half = (6 + 40 * depth) * (0.4 + 0.6 * abs(sin(t * 1.6 + n)))
        place = x + (scatter(n + 77) - 0.5) * (30 + 190 * depth)
        lines.append([[place - half, y], [place + half, y]])
    canvas.strokes(np.asarray(lines), color, 1.6, alpha)


def draw_lighthouse(canvas: Canvas, x: float, base: float, scale: float, lamp: float, body: Color) -> Point:
    """Cliff and tower; returns where the lamp burns."""
    s = scale
    cliff = [(-210, 60), (-150, -4), (-90, -26), (-30, -34), (40, -32), (95, -18), (150, 22), (260, 64)]
    foot = 300 * s + 0.8 * max(0.0, HEIGHT - base - 64 * s)
    canvas.shape([(x + px * s, base + py * s) for px, py in cliff] + [(x + foot, HEIGHT), (x - foot, HEIGHT)], INK)
    canvas.shape(
        [(x - 22 * s, base - 30 * s), (x - 13 * s, base - 190 * s), (x + 13 * s, base - 190 * s), (x + 22 * s, base - 30 * s)], body
    )
    for band in (0.25, 0.62):
        low, high = base - (30 + 160 * band) * s, base - (30 + 160 * (band + 0.17)) * s
        left, narrow = (22 - 9 * band) * s, (22 - 9 * (band + 0.17)) * s
        canvas.shape([(x - left, low), (x + left, low), (x + narrow, high), (x - narrow, high)], mix(body, (0.55, 0.12, 0.10), 0.55))
    canvas.shape(
        [(x - 20 * s, base - 190 * s), (x + 20 * s, base - 190 * s), (x + 18 * s, base - 196 * s), (x - 18 * s, base - 196 * s)], INK
    )
    room = mix((0.10, 0.12, 0.18), LAMP, lamp)
    canvas.shape(
        [(x - 10 * s, base - 196 * s), (x + 10 * s, base - 196 * s), (x + 10 * s, base - 218 * s), (x - 10 * s, base - 218 * s)], room
    )
    canvas.shape([(x - 14 * s, base - 218 * s), (x + 14 * s, base - 218 * s), (x, base - 236 * s)], INK)
    return x, base - 207 * s


def draw_beam(canvas: Canvas, x: float, y: float, turn: float, strength: float) -> None:
    """The turning beam: long when it lies across the picture, a flare when it points at us. ``turn`` is in turns."""
    across, toward = cos(2 * pi * turn), sin(2 * pi * turn)
    reach = 1500 * across
    for width, alpha in ((70, 0.10), (40, 0.13), (16, 0.18)):
        wide = width * (0.6 + 0.4 * abs(across))
        canvas.shape(
            [(x, y - 3), (x + reach, y - wide + 40 * toward), (x + reach, y + wide + 40 * toward), (x, y + 3)], LAMP, alpha * strength
        )
    canvas.glow(x, y, 90 + 150 * max(0.0, toward) ** 6, LAMP, strength * (0.5 + 0.5 * max(0.0, toward) ** 6))


def draw_ship(canvas: Canvas, x: float, y: float, scale: float, tilt: float, lantern: float, color: Color = INK) -> None:
    """A two-masted ship; ``tilt`` in radians, ``lantern`` from 0 to 1."""
    turn = (cos(tilt), sin(tilt))

    def place(points: list[Point]) -> list[Point]:
        return [(x + scale * (px * turn[0] - py * turn[1]), y + scale * (px * turn[1] + py * turn[0])) for px, py in points]

    canvas.shape(place([(-74, -16), (-62, 12), (54, 12), (86, -22), (60, -14), (-60, -12)]), color)
    for mast, height in ((-24, -112), (26, -124)):
        canvas.shape(place([(mast - 1.6, -12), (mast + 1.6, -12), (mast + 1, height), (mast - 1, height)]), color)
        sail = mix(color, (0.80, 0.76, 0.70), 0.35)
        canvas.shape(place([(mast + 4, height + 8), (mast + 38, height + 52), (mast + 30, -26), (mast + 4, -22)]), sail, 0.95)
        canvas.shape(place([(mast - 4, height + 22), (mast - 28, height + 62), (mast - 24, -26), (mast - 4, -24)]), sail, 0.9)
    canvas.shape(place([(86, -22), (126, -40), (124, -36), (80, -14)]), color)
    if lantern > 0:
        (lx, ly), *_ = place([(-66, -24)])
        canvas.disc(lx, ly, 2.5 * scale, LAMP, lantern)
        canvas.glow(lx, ly, 60 * scale, LAMP, 0.5 * lantern)


def draw_keeper(canvas: Canvas, x: float, ground: float, scale: float, *, arm: float, flame: float, color: Color = INK) -> Point:
    """The keeper in coat and cap, facing right; ``arm`` from 0 (down) to 1 (raised); returns the hand."""
    s = scale
    coat = [(-26, 0), (-22, -60), (-20, -108), (-12, -124), (10, -124), (20, -108), (24, -60), (30, 0)]
    canvas.shape([(x + px * s, ground + py * s) for px, py in coat], color)
    canvas.disc(x + 1 * s, ground - 138 * s, 15 * s, color)
    canvas.shape(
        [(x - 16 * s, ground - 142 * s), (x + 26 * s, ground - 142 * s), (x + 14 * s, ground - 156 * s), (x - 14 * s, ground - 157 * s)],
        color,
    )
    canvas.shape([(x + 10 * s, ground - 132 * s), (x + 18 * s, ground - 128 * s), (x + 8 * s, ground - 118 * s)], color)
    angle = -pi / 2 * 0.2 + (1 - arm) * pi * 0.45
    hand = (x + (12 + 56 * cos(angle)) * s, ground + (-108 + 56 * sin(angle)) * s)
    canvas.shape(
        [(x + 8 * s, ground - 116 * s), (x + 16 * s, ground - 98 * s), (hand[0], hand[1] + 6 * s), (hand[0], hand[1] - 6 * s)], color
    )
    if flame > 0:
        canvas.disc(hand[0] + 5 * s, hand[1] - 9 * s, 4 * s, LAMP, flame)
        canvas.glow(hand[0] + 5 * s, hand[1] - 9 * s, 190 * s, LAMP, 0.55 * flame)
    return hand


def draw_clouds(canvas: Canvas, t: float, y: float, color: Color, count: int, size: float, alpha: float) -> None:
    """A bank of clouds that drifts to the right."""
    for n in range(count):
        x = (scatter(n + 31) * (WIDTH + 500) + 14 * t * (0.5 + scatter(n))) % (WIDTH + 500) - 250
        height = y + (scatter(n + 63) - 0.5) * size * 1.4
        puffs = [(x + (p - 2) * size * 0.6, height + size * 0.14 * abs(p - 2), size * (0.55 - 0.08 * abs(p - 2))) for p in range(5)]
        canvas.discs(puffs, color, alpha)


def draw_rain(canvas: Canvas, t: float, strength: float) -> None:
    """Slanted rain."""
    n = np.arange(int(260 * strength))
    x = (n * 193.7 + t * 900) % (WIDTH + 300) - 150
    y = (n * 71.3 + t * 1900) % (HEIGHT + 80) - 40
    canvas.strokes(np.stack([x, y, x - 11, y + 30], axis=1).reshape(-1, 2, 2), (0.72, 0.78, 0.86), 1.0, 0.32)


def draw_bolt(canvas: Canvas, x: float, horizon: float, alpha: float, seed: int) -> None:
    """A stroke of lightning from the clouds to the horizon."""
    points = [(x + 70 * (scatter(seed + n) - 0.5), horizon * n / 9) for n in range(10)]
    lines = np.asarray([[a, b] for a, b in pairwise(points)])
    canvas.strokes(lines, (1.0, 1.0, 1.0), 3.0, alpha)
    canvas.strokes(lines, (0.8, 0.86, 1.0), 9.0, alpha * 0.3)


def draw_rocks(canvas: Canvas, t: float, base: float) -> None:
    """Black teeth in the water with spray."""
    for n, x in enumerate((820.0, 900.0, 965.0, 1050.0, 1130.0)):
        height = 40 + 50 * scatter(n + 3)
        canvas.shape([(x - 44, base + 30), (x - 10, base - height), (x + 6, base - height * 0.8), (x + 40, base + 30)], INK)
        foam = 30 + 16 * abs(sin(t * 2 + n))
        canvas.shape([(x - foam, base + 26), (x - 6, base + 12), (x + foam, base + 26)], (0.5, 0.56, 0.62), 0.22)


def draw_room(canvas: Canvas, lamp: float, t: float) -> Point:
    """The lamp room from inside: window bars and the great lens; returns the lamp."""
    for x in range(-40, WIDTH + 80, 190):
        canvas.shape([(x, 0), (x + 12, 0), (x + 12, HEIGHT), (x, HEIGHT)], INK)
    canvas.shape([(0, 0), (WIDTH, 0), (WIDTH, 34), (0, 34)], INK)
    canvas.shape([(0, 452), (WIDTH, 452), (WIDTH, HEIGHT), (0, HEIGHT)], INK)
    lamp_x, lamp_y = 860.0, 262.0
    glass = mix((0.10, 0.13, 0.18), LAMP, lamp)
    for ring in range(7):
        half = 92 - 15 * abs(ring - 3)
        top = 132 + ring * 38
        canvas.shape(
            [(lamp_x - half, top), (lamp_x + half, top), (lamp_x + half - 5, top + 30), (lamp_x - half + 5, top + 30)],
            glass,
            0.35 + 0.35 * lamp,
        )
    canvas.shape([(lamp_x - 26, 398), (lamp_x + 26, 398), (lamp_x + 60, 452), (lamp_x - 60, 452)], INK)
    if lamp > 0:
        canvas.disc(lamp_x, lamp_y, 14, (1.0, 0.97, 0.86), lamp)
        canvas.glow(lamp_x, lamp_y, 640, LAMP, 0.75 * lamp * (0.96 + 0.04 * sin(31 * t)))
    return lamp_x, lamp_y


def draw_gulls(canvas: Canvas, t: float) -> None:
    """Three gulls."""
    for n in range(3):
        x, y = 380 + 120 * n + 26 * t, 150 + 34 * n + 12 * sin(t + n)
        lift = 9 * sin(5 * t + 2 * n)
        canvas.strokes(np.asarray([[[x - 16, y - lift], [x, y]], [[x, y], [x + 16, y - lift]]]), (0.16, 0.18, 0.24), 2.6, 0.9)
