"""Light that comes slowly, floods and washes, in painted films."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from originalscore.picture.changes import Edits
from originalscore.picture.edits import find_edits
from originalscore.picture.looks import watch_film


def _find(paint: ModuleType, pictures: list[NDArray[np.float64]]) -> Edits:
    looks = watch_film(paint.frames(pictures), Fraction(1, 24))
    assert looks
    return find_edits(looks)


def test_a_dawn_is_a_slow_light_where_it_begins(paint: ModuleType) -> None:
    levels = np.interp(np.arange(240), [0, 96, 144, 240], [0, 0, 45, 45])
    found = _find(paint, [paint.view(1, 80, 30) + level for level in levels])
    (dawn,) = found.lights
    assert dawn.is_slow and dawn.change > 30
    assert abs(dawn.frame - 96) <= 6
    assert found.edits == found.flashes == ()


def test_light_that_comes_and_goes_again_is_no_dawn(paint: ModuleType) -> None:
    levels = np.interp(np.arange(240), [0, 96, 132, 168, 240], [0, 0, 45, 0, 0])
    assert _find(paint, [paint.view(1, 80, 30) + level for level in levels]).lights == ()


def test_a_camera_that_pans_to_the_bright_side_sees_no_dawn(paint: ModuleType) -> None:
    wide = np.concatenate([paint.view(1, 60, 25), paint.view(4, 120, 25), paint.view(9, 150, 25)], axis=1)
    found = _find(paint, [wide[:, n : n + 160] for n in range(0, 320, 2)])
    assert found.lights == ()


def test_a_wash_of_white_between_two_pictures_is_a_fade(paint: ModuleType) -> None:
    shares = np.concatenate([np.linspace(0, 1, 7), np.linspace(1, 0.1, 40)])
    up = [paint.view(1) * (1 - share) + 190 * share for share in shares[:7]]
    down = [paint.view(4) * (1 - share) + 190 * share for share in shares[7:]]
    found = _find(paint, [*[paint.view(1)] * 40, *up, *down, *[paint.view(4) * 0.9 + 19] * 40])
    assert [(edit.kind, abs(edit.frame - 46) <= 1) for edit in found.edits] == [("fade", True)]
