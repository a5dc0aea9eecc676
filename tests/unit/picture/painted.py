"""Painted frames for the tests of this room: a film without a file."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.external.media import PictureFrame
from originalscore.external.planes import Planes

HIGH, WIDE = 90, 160


def view(seed: int, level: float = 120.0, contrast: float = 45.0) -> NDArray[np.float64]:
    """A still picture of soft patches that differs from one seed to the next."""
    rows, columns = np.mgrid[0:HIGH, 0:WIDE]
    waves = [
        np.sin(rows * (0.03 + 0.011 * ((seed * k) % 7)) + columns * (0.02 + 0.009 * ((seed + 3 * k) % 5)) + seed * k) for k in (1, 2, 3)
    ]
    return np.clip(level + contrast * sum(waves) / 1.8, 0, 255)


def frames(pictures: Iterable[NDArray[np.float64]], rate: int = 24, blue: int = 128, red: int = 128) -> list[PictureFrame]:
    """Frames at an even rate."""
    made = []
    for count, picture in enumerate(pictures):
        colours = [np.full((HIGH // 4 + 1, WIDE // 4), value, np.uint8) for value in (blue, red)]
        made.append(PictureFrame(Fraction(count, rate), Fraction(1, rate), Planes(np.clip(picture, 0, 255).astype(np.uint8), *colours)))
    return made
