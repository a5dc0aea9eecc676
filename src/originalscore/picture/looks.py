"""What every frame looks like: a few numbers and a thumbnail each, gathered while the film decodes.

Levels run from 0 (black) to 255 (white); colour differences are centred on 128. A frame costs about 60 bytes of
figures and 250 of thumbnail, so two hours at 24 frames a second stay below 60 MB and the film itself is never held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from originalscore.external.media import PictureFrame
from originalscore.external.planes import Plane

Figures = NDArray[np.float32]
Thumbs = NDArray[np.uint8]

_BRIGHT = 150
"""Luma above which a point can be lettering (our choice)."""
_WHITE, _DARK = 215, 20
_LEVELS = np.arange(256)
_LEVELS_SQUARED = _LEVELS * _LEVELS


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
    luma, high, contrast
        Mean level, 99.7th percentile, standard deviation.
    white, dark
        Shares of points that are nearly white (215 and above) and nearly black (20 and below).
    change
        Mean absolute difference from the frame before (luma + both colour differences); 0 for the first.
    recolouring
        Share of points that changed bin between the colour histograms of neighbours, 0 to 1.
    blue, red, saturation
        Mean colour differences about 0, and mean distance from grey.
    lettering, bright
        Edges per bright point, and the share of bright points.
    thumbs
        uint8 (n, points): block means of luma, then of blue and red difference.
    """

    times_s: tuple[Fraction, ...]
    end_s: Fraction
    seconds: NDArray[np.float64]
    luma: Figures
    white: Figures
    dark: Figures
    high: Figures
    contrast: Figures
    change: Figures
    recolouring: Figures
    blue: Figures
    red: Figures
    saturation: Figures
    lettering: Figures
    bright: Figures
    thumbs: Thumbs

    @property
    def count(self) -> int:
        """Number of frames."""
        return len(self.times_s)


_NAMES = ("luma", "white", "dark", "high", "contrast", "change", "recolouring", "blue", "red", "saturation", "lettering", "bright")


class Watcher:
    """Takes frames one by one and keeps only figures and thumbnails."""

    def __init__(self) -> None:
        self._times: list[Fraction] = []
        self._rows: list[tuple[float, ...]] = []
        self._thumbs: list[NDArray[np.uint8]] = []
        self._last: tuple[Plane, Plane, Plane, NDArray[np.int64]] | None = None
        self._length_s: Fraction | None = None

    def watch(self, frame: PictureFrame) -> None:
        """Take in one frame."""
        luma, blue, red = frame.planes.luma, frame.planes.blue[::2, ::2], frame.planes.red[::2, ::2]
        levels = np.bincount(luma.ravel(), minlength=256)
        bins = np.bincount(((blue & 0xF0) | (red >> 4)).ravel(), minlength=256)
        reached, mean = levels.cumsum(), float(levels @ _LEVELS) / luma.size
        away_blue, away_red = blue.astype(np.float32) - np.float32(128), red.astype(np.float32) - np.float32(128)
        change, recolouring = self._difference(luma, blue, red, bins)
        bright = float(luma.size - reached[_BRIGHT]) / luma.size
        self._rows.append(
            (
                mean,
                1.0 - float(reached[_WHITE - 1]) / luma.size,
                float(reached[_DARK]) / luma.size,
                float(np.searchsorted(reached, 0.997 * luma.size)),
                max(0.0, float(levels @ _LEVELS_SQUARED) / luma.size - mean * mean) ** 0.5,
                change,
                recolouring,
                float(away_blue.sum()) / blue.size,
                float(away_red.sum()) / red.size,
                float(np.sqrt(away_blue * away_blue + away_red * away_red).sum()) / blue.size,
                _lettering(luma) / bright if bright else 0.0,
                bright,
            )
        )
        self._thumbs.append(np.concatenate([_blocks(luma, 9, 16), _blocks(blue, 4, 8), _blocks(red, 4, 8)]))
        self._times.append(frame.at_s)
        self._length_s = frame.length_s
        self._last = luma, blue, red, bins

    def looks(self, usual_s: Fraction) -> Looks | None:
        """All that was seen; None if no frame was. ``usual_s`` is the last frame's length where the file does not say."""
        if not self._times:
            return None
        first = self._times[0]
        times = tuple(at_s - first for at_s in self._times)
        columns = np.array(self._rows, np.float32).T
        return Looks(
            times_s=times,
            end_s=times[-1] + (self._length_s or usual_s),
            seconds=np.array([float(at_s) for at_s in times]),
            thumbs=np.stack(self._thumbs),
            **dict(zip(_NAMES, columns, strict=True)),
        )

    def _difference(self, luma: Plane, blue: Plane, red: Plane, bins: NDArray[np.int64]) -> tuple[float, float]:
        if self._last is None or self._last[0].shape != luma.shape or self._last[1].shape != blue.shape:
            return 0.0, 0.0
        last_luma, last_blue, last_red, last_bins = self._last
        change = _distance(luma, last_luma) + 2 * (_distance(blue, last_blue) + _distance(red, last_red)) / 2
        return change, float(np.abs(bins - last_bins).sum()) / (2 * blue.size)


def watch_film(frames: Iterable[PictureFrame], usual_s: Fraction) -> Looks | None:
    """Watch all frames of a film; None if there is none."""
    watcher = Watcher()
    for frame in frames:
        watcher.watch(frame)
    return watcher.looks(usual_s)


def _distance(a: Plane, b: Plane) -> float:
    """Mean absolute difference of two planes; stays in bytes for speed."""
    return float((np.maximum(a, b) - np.minimum(a, b)).sum(dtype=np.uint32)) / a.size


def _lettering(luma: Plane) -> float:
    """Edges of bright points, as a share of all points: divided by their share, 0.05 for a lamp, above 0.25 for lettering."""
    lit = luma > _BRIGHT
    return float(np.count_nonzero(lit[:, 1:] ^ lit[:, :-1])) / luma.size


@lru_cache(maxsize=64)
def _averaging(length: int, parts: int) -> NDArray[np.float32]:
    """The matrix that turns ``length`` points into ``parts`` means of neighbours."""
    part = np.minimum(np.arange(length) * parts // length, parts - 1)
    matrix = (part[None, :] == np.arange(parts)[:, None]).astype(np.float32)
    return np.asarray(matrix / np.maximum(1, matrix.sum(axis=1, keepdims=True)), np.float32)


def _blocks(plane: Plane, high: int, wide: int) -> Plane:
    """Block means as bytes, row by row."""
    means = _averaging(plane.shape[0], high) @ plane.astype(np.float32) @ _averaging(plane.shape[1], wide).T
    return (means + np.float32(0.5)).astype(np.uint8).ravel()
