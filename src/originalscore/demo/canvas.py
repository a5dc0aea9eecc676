"""A small canvas for paper-cut animation: gradients and light by numpy, shapes by matplotlib's Agg (antialiased, deterministic).

Coordinates are pixels, x to the right, y down. Colours are (red, green, blue) from 0 to 1. A camera may stand in front of the paper: what is
drawn after ``look`` is drawn larger and moved, so layers that are looked at with less depth stay behind, as in a multiplane camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform
from numpy.typing import NDArray

#: The frame of the three scenes; the canvas takes any other.
WIDTH, HEIGHT = 960, 408
Color = tuple[float, float, float]
Point = tuple[float, float]
Paper = NDArray[np.uint8]


def mix(a: Color, b: Color, share: float) -> Color:
    """The colour ``share`` (0 to 1) of the way from ``a`` to ``b``."""
    share = min(1.0, max(0.0, share))
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def scatter(number: int) -> float:
    """A fixed scatter from 0 to 1, the same on every machine."""
    value = (number + 1) * 0x9E3779B1 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x7FEB352D & 0xFFFFFFFF
    value = (value ^ value >> 15) * 0x846CA68B & 0xFFFFFFFF
    return (value ^ value >> 16) / 4294967296


def eased(share: float) -> float:
    """A move from 0 to 1 that begins and ends gently; ``share`` is clipped to 0 to 1."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


class Canvas:
    """One frame being drawn; reuse it for every frame."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self._agg = RendererAgg(width, height, 72)
        self._pixels = np.asarray(self._agg._renderer)  # the live RGBA buffer
        self._grain, self._vignette = _grain(width, height), _vignette(width, height)
        self._rows, self._columns = _places(width, height)
        self._flip = Affine2D().scale(1, -1).translate(0, height)  # Agg measures y upwards; the canvas downwards
        self._zoom, self._move = 1.0, (0.0, 0.0)
        self._view: Transform = self._flip

    def clear(self) -> None:
        """A black frame and a camera that stands still."""
        self._pixels[...] = (0, 0, 0, 255)
        self.look()

    def look(self, x: float = 0.0, y: float = 0.0, zoom: float = 1.0, *, depth: float = 1.0) -> None:
        """Point the camera: what is drawn from now on is enlarged about the frame's middle and moved by (-x, -y).

        ``depth`` from 0 (so far away that no camera moves it) to 1 (the plane the camera is set to), and above 1 nearer.
        """
        self._zoom = 1 + (zoom - 1) * depth
        half_x, half_y = self.width / 2, self.height / 2
        self._move = (half_x - self._zoom * (half_x + x * depth), half_y - self._zoom * (half_y + y * depth))
        self._view = Affine2D().scale(self._zoom).translate(*self._move) + self._flip

    def keep(self) -> Paper:
        """A copy of what is drawn so far, to be laid down again."""
        return self._pixels.copy()

    def lay(self, paper: Paper) -> None:
        """Cover the frame with kept paper."""
        self._pixels[...] = paper

    def sky(self, stops: Sequence[tuple[float, Color]]) -> None:
        """Fill the frame with a vertical gradient; stops are (y from 0 to 1, colour)."""
        places = [place for place, _ in stops]
        rows = np.linspace(0, 1, self.height)
        bands = np.stack([np.interp(rows, places, [color[c] for _, color in stops]) for c in range(3)], axis=1)
        rows_of = np.full((self.height, 4), 255, dtype=np.uint8)
        rows_of[:, :3] = (255 * bands).astype(np.uint8)
        self._pixels.view(np.uint32)[...] = rows_of.view(np.uint32)[:, None]

    def shape(self, points: Sequence[Point], color: Color, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._fill(Outline(np.asarray(points, dtype=float), closed=False), color, alpha)

    def curve(self, points: Sequence[Point], color: Color, alpha: float = 1.0) -> None:
        """Fill a closed smooth outline that passes through every point."""
        knots = np.asarray(points, dtype=float)
        before, after, beyond = np.roll(knots, 1, 0), np.roll(knots, -1, 0), np.roll(knots, -2, 0)
        arcs = np.stack([knots + (after - before) / 6, after - (beyond - knots) / 6, after], axis=1).reshape(-1, 2)
        codes = [Outline.MOVETO, *([Outline.CURVE4] * len(arcs))]
        self._fill(Outline(np.concatenate([knots[:1], arcs]), codes), color, alpha)

    def limb(self, points: Sequence[Point], color: Color, width: float, alpha: float = 1.0) -> None:
        """Draw a bent line with round ends: an arm, a branch, a cable."""
        context = self._agg.new_gc()
        context.set_foreground((*color, alpha), isRGBA=True)
        context.set_linewidth(width * self._zoom)
        context.set_capstyle("round")
        context.set_joinstyle("round")
        self._agg.draw_path(context, Outline(np.asarray(points, dtype=float)), self._view, None)
        context.restore()

    def disc(self, x: float, y: float, radius: float, color: Color, alpha: float = 1.0) -> None:
        """Fill a circle."""
        self.discs([(x, y, radius)], color, alpha)

    def discs(self, circles: Sequence[tuple[float, float, float]], color: Color, alpha: float = 1.0) -> None:
        """Fill circles (x, y, radius) as one shape: where they overlap, nothing shows."""
        unit = Outline.unit_circle()
        shape = np.asarray(unit.vertices)
        parts = [Outline(shape * radius + np.array([x, y]), unit.codes) for x, y, radius in circles]
        self._fill(Outline.make_compound_path(*parts), color, alpha)

    def strokes(self, lines: NDArray[np.float64], color: Color, width: float, alpha: float) -> None:
        """Draw many straight lines at once; ``lines`` is (n, 2, 2)."""
        if not len(lines):
            return
        codes = np.tile([Outline.MOVETO, Outline.LINETO], len(lines))
        context = self._agg.new_gc()
        context.set_foreground((*color, alpha), isRGBA=True)
        context.set_linewidth(width * self._zoom)
        self._agg.draw_path(context, Outline(lines.reshape(-1, 2), codes), self._view, None)
        context.restore()

    def veil(self, corners: Sequence[Point], colors: Sequence[tuple[float, float, float, float]]) -> None:
        """Fill a shape of three or four corners that have (red, green, blue, alpha) of their own: a shaft of light, fog, a wall in shade."""
        order = ((0, 1, 2), (0, 2, 3))[: len(corners) - 2]
        points = np.asarray([[corners[n] for n in three] for three in order], dtype=float)
        shades = np.asarray([[colors[n] for n in three] for three in order], dtype=float)
        context = self._agg.new_gc()
        self._agg.draw_gouraud_triangles(context, points, shades, self._view)
        context.restore()

    def words(self, text: str, x: float, y: float, size: float, color: Color, alpha: float) -> None:
        """Centre a line of text on (x, y); ``size`` is its height in pixels."""
        outline = TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Serif"))
        box = outline.get_extents()
        move = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).scale(1, -1).translate(x, y)
        self._fill(outline.transformed(move), color, alpha)

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        """Add soft round light."""
        x, y, radius = x * self._zoom + self._move[0], y * self._zoom + self._move[1], radius * self._zoom
        left, right = max(0, int(x - radius)), min(self.width, int(x + radius) + 1)
        top, bottom = max(0, int(y - radius)), min(self.height, int(y + radius) + 1)
        if left >= right or top >= bottom or strength <= 0:
            return
        light = np.hypot(self._columns[top:bottom, left:right] - x, self._rows[top:bottom, left:right] - y)
        light /= np.float32(radius)
        np.subtract(1, light, out=light)
        np.maximum(light, 0, out=light)
        light *= light
        light *= np.float32(strength)
        light *= np.float32(255)
        for channel in range(3):  # one plane at a time: numpy is slow where the innermost axis is short
            plane = self._pixels[top:bottom, left:right, channel]
            bright = light * np.float32(color[channel])
            bright += plane
            plane[...] = np.minimum(bright, 255, out=bright)

    def light_only(self, x: float, y: float, radius: float, *, ambient: float, tint: Color = (1.0, 1.0, 1.0), soft: float = 0.6) -> None:
        """Darken everything but a round of light, as a torch does: ``ambient`` (0 to 1) is left outside, ``soft`` is the edge's share of the radius."""
        x, y, radius = x * self._zoom + self._move[0], y * self._zoom + self._move[1], radius * self._zoom
        distance = np.hypot(self._columns - x, self._rows - y) / radius
        share = np.clip((1 - distance) / soft, 0, 1)
        share = 256 * share * share * (3 - 2 * share)
        for channel in range(3):
            light = (256 * ambient + (tint[channel] - ambient) * share).astype(np.uint16)
            plane = self._pixels[..., channel]
            light *= plane
            light >>= 8
            plane[...] = np.minimum(light, 255, out=light)

    def finish(self, number: int, *, light: float = 1.0, flash: float = 0.0) -> NDArray[np.uint8]:
        """The finished frame: vignette, grain, ``light`` (0 is black) and ``flash`` (1 is white)."""
        frame = self._pixels[..., :3].astype(np.uint16)
        frame *= self._vignette
        frame >>= 8
        frame += self._grain[number * 7 % len(self._grain)]
        if flash > 0:
            frame = (frame * (1 - flash) + 255 * flash).astype(np.uint16)
        if light < 1:
            frame = (frame * max(0.0, light)).astype(np.uint16)
        finished: NDArray[np.uint8] = np.minimum(frame, 255, out=frame).astype(np.uint8)
        return finished

    def _fill(self, outline: Outline, color: Color, alpha: float) -> None:
        context = self._agg.new_gc()
        context.set_alpha(alpha)
        context.set_foreground((*color, alpha), isRGBA=True)
        context.set_linewidth(0)
        self._agg.draw_path(context, outline, self._view, (*color, alpha))
        context.restore()


@cache
def _places(width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rows and columns of every pixel."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return rows, columns


@cache
def _vignette(width: int, height: int) -> NDArray[np.uint16]:
    """Darker corners, 256 is full light."""
    rows, columns = _places(width, height)
    edge = np.clip(((columns - width / 2) / (0.72 * width)) ** 2 + ((rows - height / 2) / (0.85 * height)) ** 2, 0, 1)
    return np.repeat((256 * (1 - 0.55 * edge)).astype(np.uint16)[..., None], 3, axis=2)


@cache
def _grain(width: int, height: int) -> NDArray[np.uint16]:
    """Four sheets of film grain, 0 to 3 of 255, from a fixed integer hash (the same on every machine)."""
    count: NDArray[np.uint32] = np.arange(4 * height * width, dtype=np.uint32)
    for turn, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        count = (count ^ (count >> np.uint32(turn))) * np.uint32(factor)
    return ((count ^ (count >> np.uint32(16))) & np.uint32(3)).astype(np.uint16).reshape(4, height, width, 1).repeat(3, axis=3)
