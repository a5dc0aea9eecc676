"""A small canvas for paper-cut animation: gradients and light by numpy, shapes by matplotlib's Agg (antialiased, deterministic).

Coordinates are pixels, x to the right, y down, of a 1280 x 544 frame. Colours are (red, green, blue) from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 544
Color = tuple[float, float, float]
Point = tuple[float, float]

_ROWS, _COLUMNS = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
_EDGE = np.clip(((_COLUMNS - WIDTH / 2) / (0.72 * WIDTH)) ** 2 + ((_ROWS - HEIGHT / 2) / (0.85 * HEIGHT)) ** 2, 0, 1)
_VIGNETTE = (256 * (1 - 0.55 * _EDGE)).astype(np.uint16)[..., None]
#: Agg measures y upwards; the canvas downwards.
_FLIP = Affine2D().scale(1, -1).translate(0, HEIGHT)


def mix(a: Color, b: Color, share: float) -> Color:
    """The colour ``share`` (0 to 1) of the way from ``a`` to ``b``."""
    share = min(1.0, max(0.0, share))
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


class Canvas:
    """One frame being drawn; reuse it for every frame."""

    def __init__(self) -> None:
        self._agg = RendererAgg(WIDTH, HEIGHT, 72)
        self._pixels = np.asarray(self._agg._renderer)  # the live RGBA buffer
        self._grain = _grain()

    def sky(self, stops: Sequence[tuple[float, Color]]) -> None:
        """Fill the frame with a vertical gradient; stops are (y from 0 to 1, colour)."""
        places = [place for place, _ in stops]
        rows = np.linspace(0, 1, HEIGHT)
        bands = np.stack([np.interp(rows, places, [color[c] for _, color in stops]) for c in range(3)], axis=1)
        self._pixels[..., :3] = (255 * bands).astype(np.uint8)[:, None, :]
        self._pixels[..., 3] = 255

    def shape(self, points: Sequence[Point], color: Color, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._fill(Outline(np.asarray(points, dtype=float), closed=False), color, alpha)

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
        context.set_linewidth(width)
        self._agg.draw_path(context, Outline(lines.reshape(-1, 2), codes), _FLIP, None)
        context.restore()

    def words(self, text: str, x: float, y: float, size: float, color: Color, alpha: float) -> None:
        """Centre a line of text on (x, y); ``size`` is its height in pixels."""
        outline = TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Serif"))
        box = outline.get_extents()
        move = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).scale(1, -1).translate(x, y)
        self._fill(outline.transformed(move), color, alpha)

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        """Add soft round light."""
        left, right = max(0, int(x - radius)), min(WIDTH, int(x + radius) + 1)
        top, bottom = max(0, int(y - radius)), min(HEIGHT, int(y + radius) + 1)
        if left >= right or top >= bottom or strength <= 0:
            return
        distance = np.hypot(_COLUMNS[top:bottom, left:right] - x, _ROWS[top:bottom, left:right] - y) / radius
        light = strength * np.clip(1 - distance, 0, 1) ** 2
        patch = self._pixels[top:bottom, left:right, :3]
        patch[...] = np.minimum(255, patch + 255 * light[..., None] * np.asarray(color, dtype=np.float32)).astype(np.uint8)

    def finish(self, number: int, *, light: float = 1.0, flash: float = 0.0) -> NDArray[np.uint8]:
        """The finished frame: vignette, grain, ``light`` (0 is black) and ``flash`` (1 is white)."""
        frame = self._pixels[..., :3].astype(np.uint16) * _VIGNETTE >> 8
        frame += self._grain[number * 7 % len(self._grain)]
        if flash > 0:
            frame = (frame * (1 - flash) + 255 * flash).astype(np.uint16)
        if light < 1:
            frame = (frame * max(0.0, light)).astype(np.uint16)
        finished: NDArray[np.uint8] = np.minimum(frame, 255).astype(np.uint8)
        return finished

    def _fill(self, outline: Outline, color: Color, alpha: float) -> None:
        context = self._agg.new_gc()
        context.set_alpha(alpha)
        context.set_foreground((*color, alpha), isRGBA=True)
        context.set_linewidth(0)
        self._agg.draw_path(context, outline, _FLIP, (*color, alpha))
        context.restore()


def _grain() -> NDArray[np.uint16]:
    """Four sheets of film grain, 0 to 3 of 255, from a fixed integer hash (the same on every machine)."""
    count: NDArray[np.uint32] = np.arange(4 * HEIGHT * WIDTH, dtype=np.uint32)
    for turn, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        count = (count ^ (count >> np.uint32(turn))) * np.uint32(factor)
    return ((count ^ (count >> np.uint32(16))) & np.uint32(3)).astype(np.uint16).reshape(4, HEIGHT, WIDTH, 1)
