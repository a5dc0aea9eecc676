"""Comparing thumbnails: block means of luma, then of both colour differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LUMA_BLOCKS = (9, 16)
COLOUR_BLOCKS = (4, 8)
"""Rows and columns of blocks."""
LUMA_POINTS = 144
"""Values of a thumbnail that are luma; they come first."""


def unlike(thumbs: NDArray[np.uint8], one: int, other: int) -> float:
    """Mean difference of two frames' thumbnails in levels."""
    return float(np.abs(thumbs[one].astype(np.int16) - thumbs[other].astype(np.int16)).mean())


def agreement(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation of the luma of two thumbnails, -1 to 1; 0 where either is flat."""
    a, b = (thumb[:LUMA_POINTS].astype(np.float32) for thumb in (one, other))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > LUMA_POINTS else 0.0
