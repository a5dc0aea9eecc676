"""What every frame looks like: a few numbers and a thumbnail each, gathered while the film decodes.

Levels run from 0 (black) to 255 (white); colour differences are centred on 128. A frame costs about 60 bytes of
figures and 210 of thumbnail, so two hours at 24 frames a second stay below 60 MB and the film itself is never held.
Frames are measured a handful at a time, since whole arrays cost numpy little more than single pictures do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from originalscore.external.media import PictureFrame
from originalscore.picture.thumbs import COLOUR_BLOCKS, LUMA_BLOCKS

Figures = NDArray[np.float32]
Thumbs = NDArray[np.uint8]
Planes = NDArray[np.uint8]
"""Planes of several frames: (n, height, width)."""

BLACK = 24
"""Highest level of black."""
_BRIGHT = 150
"""Luma above which a point can be lettering (our choice)."""
_LETTERED, _GROUND = (0.002, 0.16), 110.0
"""Share of bright points, and highest mean level, of a picture in which lettering is looked for."""
_BROKEN = 0.1
"""Least borders per bright point of it."""
_WHITE, _DARK = 215, 20
_AT_ONCE = 12
"""Frames measured together: few enough for the processor's near memory."""
SAME_VIEW = 0.5
"""Two pictures whose edges agree this well are one view, unless their colours changed."""
_MOVED, _REACH, _STRONG_EDGE, _SMEARED_NOISE = 1.0, 3, 40.0, 0.02
"""Smearing: least change in levels, points each way, largest edge in levels, mean square that is only grain."""
_STILL = {"change": 0.0, "tint": 0.0, "lift": 0.0, "alike": 1.0, "smeared": 1.0, "recolouring": 0.0}
"""Figures of a frame that repeats the one before."""
_NOISE = 0.3
"""Mean square of an edge that is only grain, in levels."""
_FAINT_EDGE = 3.0
"""An edge of this many levels counts half in the flattened agreement."""


@dataclass(frozen=True)
class Looks:
    """Every frame's figures in order of presentation; arrays of length n unless stated.

    Parameters
    ----------
    times_s
        Exact picture times, first one 0.
    end_s
        End of the last frame.
    seconds
        ``times_s`` as floats.
    luma, contrast
        Mean level, standard deviation.
    white, dark, shown, bright
        Shares of points that are nearly white (215 and above), nearly black (20 and below), above black, and bright
        (above 150).
    change
        Mean absolute difference from the frame before (luma + both colour differences); 0 for the first.
    tint
        Share of that difference that is colour, 0 to 1.
    lift
        How one-sided the change of luma is: 1 where every point grew brighter, -1 where every one grew darker.
    alike
        Agreement of the edges in this frame with those in the frame before: 1 for one view, about 0 for two. The mean
        of plain correlation and of the share that the plainer picture's edges, flattened, keep in the richer one.
    smeared
        The same agreement of edges smeared over a seventh of the picture's height, which small movements survive; 1
        where the edges agree well enough as they are.
    recolouring
        Share of points that changed bin between the colour histograms of neighbours, 0 to 1.
    blue, red, saturation
        Mean colour differences about 0, and mean distance from grey.
    lettering
        Borders of bright points along the rows, per bright point.
    strokes
        Bright strokes of lettering, counted by their borders along the fourth fullest row; 0 where the picture as a whole
        is bright, or too little or too much of it is.
    thumbs
        uint8 (n, points): block means of luma, then of blue and red difference.
    """

    times_s: tuple[Fraction, ...]
    end_s: Fraction
    seconds: NDArray[np.float64]
    luma: Figures
    contrast: Figures
    white: Figures
    dark: Figures
    shown: Figures
    bright: Figures
    change: Figures
    tint: Figures
    lift: Figures
    alike: Figures
    smeared: Figures
    recolouring: Figures
    blue: Figures
    red: Figures
    saturation: Figures
    lettering: Figures
    strokes: Figures
    thumbs: Thumbs

    @property
    def count(self) -> int:
        """Number of frames."""
        return len(self.times_s)


class Watcher:
    """Takes frames one by one and keeps only figures and thumbnails."""

    def __init__(self) -> None:
        self._times: list[Fraction] = []
        self._held: list[PictureFrame] = []
        self._drawings: list[int] = []
        self._figures: list[dict[str, Figures]] = []
        self._thumbs: list[Thumbs] = []
        self._last: PictureFrame | None = None
        self._length_s: Fraction | None = None

    def watch(self, frame: PictureFrame) -> None:
        """Take in one frame; one that repeats the frame before to the last bit is not measured again."""
        self._times.append(frame.at_s)
        self._length_s = frame.length_s
        newest = self._held[-1] if self._held else self._last
        is_new = newest is None or not _is_repeat(frame, newest)
        self._drawings.append(is_new + (self._drawings[-1] if self._drawings else -1))
        if not is_new:
            return
        if self._held and _shape(self._held[0]) != _shape(frame):
            self._measure()
        self._held.append(frame)
        if len(self._held) == _AT_ONCE:
            self._measure()

    def looks(self, usual_s: Fraction) -> Looks | None:
        """All that was seen; None if no frame was. ``usual_s`` is the last frame's length where the file does not say."""
        if not self._times:
            return None
        self._measure()
        first = self._times[0]
        times = tuple(at_s - first for at_s in self._times)
        drawings = np.array(self._drawings)
        figures = {name: np.concatenate([part[name] for part in self._figures])[drawings] for name in self._figures[0]}
        repeats = np.diff(drawings, prepend=-1) == 0
        for name, still in _STILL.items():
            figures[name][repeats] = still
        return Looks(
            times_s=times,
            end_s=times[-1] + (self._length_s or usual_s),
            seconds=np.array([float(at_s) for at_s in times]),
            thumbs=np.concatenate(self._thumbs)[drawings],
            **figures,
        )

    def _measure(self) -> None:
        """Measure the frames held, each against the one before; the first of a new size against itself."""
        if not self._held:
            return
        before = self._last if self._last is not None and _shape(self._last) == _shape(self._held[0]) else self._held[0]
        luma, blue, red = _stacked([before, *self._held])
        half, colours = _halved(luma), (blue.astype(np.float32), red.astype(np.float32))
        self._figures.append({**_levels(luma[1:], half[1:]), **_colour(blue, red, *colours), **_changes(half, *colours)})
        self._thumbs.append(
            np.concatenate([_blocks(half[1:], LUMA_BLOCKS), *(_blocks(plane[1:], COLOUR_BLOCKS) for plane in colours)], axis=1)
        )
        self._last, self._held = self._held[-1], []


def watch_film(frames: Iterable[PictureFrame], usual_s: Fraction) -> Looks | None:
    """Watch all frames of a film; None if there is none."""
    watcher = Watcher()
    for frame in frames:
        watcher.watch(frame)
    return watcher.looks(usual_s)


def _is_repeat(one: PictureFrame, other: PictureFrame) -> bool:
    a, b = one.planes, other.planes
    return np.array_equal(a.luma, b.luma) and np.array_equal(a.blue, b.blue) and np.array_equal(a.red, b.red)


def _shape(frame: PictureFrame) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return frame.planes.luma.shape, frame.planes.blue.shape


def _stacked(frames: list[PictureFrame]) -> tuple[Planes, Planes, Planes]:
    return (
        np.stack([frame.planes.luma for frame in frames]),
        np.stack([frame.planes.blue for frame in frames]),
        np.stack([frame.planes.red for frame in frames]),
    )


def _halved(luma: Planes) -> Figures:
    """Means of two by two points: (n, height / 2, width / 2)."""
    high, wide = luma.shape[1] // 2 * 2, luma.shape[2] // 2 * 2
    rows = np.add(luma[:, 0:high:2], luma[:, 1:high:2], dtype=np.uint16)
    return (rows[:, :, 0:wide:2] + rows[:, :, 1:wide:2]).astype(np.float32) * np.float32(0.25)


def _levels(luma: Planes, half: Figures) -> dict[str, Figures]:
    """Brightness of every frame: mean, contrast, shares and lettering."""
    size = luma[0].size
    mean = _sums(half) / half[0].size
    square = np.einsum("nij,nij->n", half, half) / half[0].size
    lit = luma > _BRIGHT
    bright = _counts(lit) / size
    lettering = _borders(lit) / size / np.where(bright > 0, bright, 1)
    return {
        "luma": mean,
        "contrast": np.sqrt(np.maximum(0, square - mean * mean)),
        "white": _counts(luma >= _WHITE) / size,
        "dark": _counts(luma <= _DARK) / size,
        "shown": _counts(luma > BLACK) / size,
        "bright": bright,
        "lettering": lettering,
        "strokes": _strokes(lit, (lettering > _BROKEN) & (bright > _LETTERED[0]) & (bright < _LETTERED[1]) & (mean < _GROUND)),
    }


def _borders(lit: NDArray[np.bool_]) -> Figures:
    """Bright-to-dark neighbours along the rows: divided by the bright points, 0.05 for a lamp, above 0.25 for lettering."""
    rows = lit.reshape(len(lit), -1)
    return _counts(rows[:, 1:] ^ rows[:, :-1]) - _counts(lit[:, 1:, 0] ^ lit[:, :-1, -1])


def _strokes(lit: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Figures:
    """The same along the fourth fullest row alone: 2 to 6 for lamps and sails, 10 and more for lettering."""
    strokes = np.zeros(len(lit), np.float32)
    for number in np.flatnonzero(asked).tolist():
        rows = np.count_nonzero(lit[number, :, 1:] ^ lit[number, :, :-1], axis=1)
        strokes[number] = np.sort(rows)[-min(4, len(rows))]
    return strokes


def _colour(blue: Planes, red: Planes, flat_blue: Figures, flat_red: Figures) -> dict[str, Figures]:
    """Colour of every frame but the first, and how much of it is new."""
    size, frames = blue[0].size, len(blue)
    bins = (blue & np.uint8(0xF0) | red >> np.uint8(4)).reshape(frames, -1) + (256 * np.arange(frames))[:, None]
    histograms = np.bincount(bins.ravel(), minlength=256 * frames).reshape(frames, 256)
    away_blue, away_red = flat_blue[1:] - np.float32(128), flat_red[1:] - np.float32(128)
    return {
        "recolouring": np.asarray(np.abs(np.diff(histograms, axis=0)).sum(axis=1) / (2 * size), np.float32),
        "blue": _sums(away_blue) / size,
        "red": _sums(away_red) / size,
        "saturation": _sums(np.sqrt(away_blue * away_blue + away_red * away_red)) / size,
    }


def _changes(luma: Figures, blue: Figures, red: Figures) -> dict[str, Figures]:
    """What is new in every frame but the first: how much, in which direction, and whether it is another view."""
    step = luma[1:] - luma[:-1]
    gain = _sums(step) / luma[0].size
    moved = _sums(np.abs(step, out=step)) / luma[0].size
    colour = sum((_sums(np.abs(plane[1:] - plane[:-1])) / plane[0].size for plane in (blue, red)), start=np.float32(0))
    alike = _alike(luma)
    return {
        "change": moved + colour,
        "tint": colour / np.maximum(moved + colour, np.float32(1e-6)),
        "lift": gain / np.maximum(moved, np.float32(1e-6)),
        "alike": alike,
        "smeared": _smeared(luma, (alike < SAME_VIEW) & (moved > _MOVED)),
    }


def _alike(half: Figures) -> Figures:
    """Agreement of the edges of neighbours."""
    edges = [half[:, :, 2:] - half[:, :, :-2], half[:, 2:] - half[:, :-2]]
    points = np.float32(sum(edge[0].size for edge in edges))
    alone, together = _products(edges)
    plain = (together + _NOISE * points) / (np.sqrt(alone[1:] * alone[:-1]) + _NOISE * points)
    alone, together = _products([edge / (np.abs(edge) + np.float32(_FAINT_EDGE)) for edge in edges])
    kept = (together + 1) / (np.minimum(alone[1:], alone[:-1]) + 1)
    return np.asarray((plain + np.minimum(kept, 1)) / 2, np.float32)


def _smeared(half: Figures, asked: NDArray[np.bool_]) -> Figures:
    """Agreement of the smeared edges of neighbours, for the frames asked."""
    smeared = np.ones(len(asked), np.float32)
    for number in np.flatnonzero(asked).tolist():
        before, after = _smear(half[number]), _smear(half[number + 1])
        noise = np.float32(_SMEARED_NOISE * before.size)
        alone = np.sqrt(np.vdot(before, before) * np.vdot(after, after))
        smeared[number] = (np.vdot(before, after) + noise) / (alone + noise)
    return smeared


def _smear(half: Figures) -> Figures:
    """Rising and falling edges along and across, each spread over its neighbourhood and freed of its mean: (4, high, wide)."""
    along, across = np.zeros_like(half), np.zeros_like(half)
    along[:, 1:-1] = half[:, 2:] - half[:, :-2]
    across[1:-1] = half[2:] - half[:-2]
    edges = np.clip(np.stack((along, -along, across, -across)), 0, _STRONG_EDGE)
    spread = _neighbourhood(half.shape[0]) @ edges @ _neighbourhood(half.shape[1])
    return np.asarray(spread - spread.mean(axis=(1, 2), keepdims=True), np.float32)


@lru_cache(maxsize=64)
def _neighbourhood(length: int) -> NDArray[np.float32]:
    """The matrix that takes the mean of seven neighbours."""
    places = np.arange(length)
    near = np.abs(places[:, None] - places[None, :]) <= _REACH
    return np.asarray(near / (2 * _REACH + 1), np.float32)


def _products(edges: list[Figures]) -> tuple[Figures, Figures]:
    """Of each frame with itself, and with the one before."""
    alone = sum((np.einsum("nij,nij->n", edge, edge) for edge in edges), start=np.float32(0))
    together = sum((np.einsum("nij,nij->n", edge[1:], edge[:-1]) for edge in edges), start=np.float32(0))
    return np.asarray(alone, np.float32), np.asarray(together, np.float32)


def _sums(values: Figures) -> Figures:
    """Sum over each frame; of whole numbers exact."""
    return np.asarray(np.einsum("nij->n", values), np.float32)


def _counts(masks: NDArray[np.bool_]) -> Figures:
    """True points of each frame."""
    return np.array([np.count_nonzero(mask) for mask in masks], np.float32)


@lru_cache(maxsize=64)
def _averaging(length: int, parts: int) -> NDArray[np.float32]:
    """The matrix that turns ``length`` points into ``parts`` means of neighbours."""
    part = np.minimum(np.arange(length) * parts // length, parts - 1)
    matrix = (part[None, :] == np.arange(parts)[:, None]).astype(np.float32)
    return np.asarray(matrix / np.maximum(1, matrix.sum(axis=1, keepdims=True)), np.float32)


def block_means(plane: Figures, blocks: tuple[int, int]) -> Figures:
    """Block means of one plane, row by row."""
    return np.asarray(_averaging(plane.shape[0], blocks[0]) @ plane @ _averaging(plane.shape[1], blocks[1]).T, np.float32).ravel()


def _blocks(planes: Figures, blocks: tuple[int, int]) -> Thumbs:
    """Block means as bytes, row by row: (n, rows x columns)."""
    means = _averaging(planes.shape[1], blocks[0]) @ planes @ _averaging(planes.shape[2], blocks[1]).T
    return (means + np.float32(0.5)).astype(np.uint8).reshape(len(planes), -1)
