"""A cover's ground for a project without picture: the loudness of its music as strokes around a circle, from the first second to the last."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from originalscore.model.picture import Curve

_STROKES = 240
_GROUND, _STROKE = (18, 20, 26), (214, 178, 120)
_SOFTEST_LUFS, _LOUDEST_LUFS = -60.0, -12.0
"""Levels that are drawn shortest and longest (ours)."""
_CENTRE, _INNER, _OUTER = (0.5, 0.36), 0.11, 0.25
"""The middle, and how far the strokes reach from it; parts of the side."""


def rings(music: Curve | None, side: int) -> NDArray[np.float32]:
    """The ground, ``side`` pixels square, levels 0 to 1."""
    sheet = Image.new("RGB", (side, side), _GROUND)
    draw = ImageDraw.Draw(sheet)
    x, y = (side * part for part in _CENTRE)
    for number, level in enumerate(_levels(music)):
        angle = 2 * np.pi * number / _STROKES - np.pi / 2
        near, far = (side * reach for reach in (_INNER, _INNER + (_OUTER - _INNER) * (0.04 + 0.96 * level)))
        ends = [(x + reach * np.cos(angle), y + reach * np.sin(angle)) for reach in (near, far)]
        colour = tuple(round(low + (high - low) * (0.35 + 0.65 * level)) for low, high in zip(_GROUND, _STROKE))
        draw.line(ends, fill=colour, width=max(1, side // 300))
    return np.asarray(sheet, np.float32) / np.float32(255)


def _levels(music: Curve | None) -> NDArray[np.float64]:
    """Loudness at every stroke, 0 to 1; a plain circle where nothing was measured."""
    if music is None or not music.values:
        return np.full(_STROKES, 0.5)
    places = np.linspace(0, len(music.values) - 1, _STROKES)
    heard = np.interp(places, np.arange(len(music.values)), music.values)
    return np.asarray(np.clip((heard - _SOFTEST_LUFS) / (_LOUDEST_LUFS - _SOFTEST_LUFS), 0, 1))
