"""What is a cut, what is light, what is a flash: painted films whose truth is known."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from originalscore.picture.changes import Edits
from originalscore.picture.edits import find_edits
from originalscore.picture.looks import watch_film

Painting = NDArray[np.float64]


def _find(paint: ModuleType, pictures: list[Painting], **colours: int) -> Edits:
    looks = watch_film(paint.frames(pictures, **colours), Fraction(1, 24))
    assert looks
    return find_edits(looks)


def _sky() -> Painting:
    """A sky that fills most of the picture, brightest at the horizon."""
    return np.tile(np.interp(np.arange(90), [0, 70, 89], [40.0, 190.0, 60.0])[:, None], (1, 160))


def _before_the_sky(place: int, wide: int) -> Painting:
    """A dark figure and a dark rail in front of it."""
    picture = _sky()
    picture[30:90, place : place + wide] = 20
    picture[64:70, ::2] = 20
    return picture


def test_two_views_under_one_sky_are_two_shots(paint: ModuleType) -> None:
    tower = _sky()
    tower[10:90, 120:132], tower[60:90, 90:160] = 220, 25
    found = _find(paint, [*[tower] * 30, *[_before_the_sky(40, 14)] * 30])
    assert [(edit.frame, edit.kind) for edit in found.edits] == [(30, "cut")]


def test_a_figure_that_moves_a_little_is_no_cut(paint: ModuleType) -> None:
    found = _find(paint, [*[_before_the_sky(40, 14)] * 30, *[_before_the_sky(46, 14)] * 30])
    assert found.edits == ()


def _glow(strength: float) -> Painting:
    rows, columns = np.mgrid[0:90, 0:160]
    return np.asarray(strength * np.clip(1 - np.hypot(rows - 40, columns - 110) / 80, 0, 1) ** 2, np.float64)


def _room() -> Painting:
    room = paint_bars(np.full((90, 160), 34.0))
    room[70:] = 8
    return room


def paint_bars(picture: Painting) -> Painting:
    """Window bars."""
    for column in range(8, 160, 24):
        picture[:, column : column + 3] = 8
    return picture


def test_a_lamp_that_is_lit_is_a_light_and_neither_cut_nor_flash(paint: ModuleType) -> None:
    found = _find(paint, [*[_room()] * 30, *[_room() + _glow(150)] * 40])
    assert [light.frame for light in found.lights] == [30]
    assert found.lights[0].change > 0 and not found.lights[0].is_slow
    assert found.edits == found.flashes == ()


def test_a_lamp_that_goes_out_is_a_light_below_zero(paint: ModuleType) -> None:
    found = _find(paint, [*[_room() + _glow(150)] * 30, *[_room()] * 40])
    assert [(light.frame, light.change < 0) for light in found.lights] == [(30, True)]
    assert found.edits == ()


def test_a_thing_that_comes_into_the_picture_is_no_light(paint: ModuleType) -> None:
    room = _room() + 20
    sheet = room.copy()
    sheet[20:60, 60:84] = 190
    found = _find(paint, [*[room] * 30, *[sheet] * 40])
    assert found.lights == ()


def test_lightning_that_dies_away_is_one_flash_and_nothing_else(paint: ModuleType) -> None:
    """The demo's own lightning: nearly white at once, gone a third of a second later, on twos."""
    shares = [max(0.0, 0.92 - 2.8 * n / 12) for n in range(6)]
    seas = [np.roll(paint.view(2, 40, 25), 2 * n, axis=1) for n in range(60)]
    lit = {24 + n: share for n, share in enumerate(shares)}
    drawings = [sea * (1 - lit.get(n, 0)) + 255 * lit.get(n, 0) for n, sea in enumerate(seas)]
    found = _find(paint, [drawing for drawing in drawings for _ in range(2)])
    assert [flash.frame for flash in found.flashes] == [48]
    assert found.edits == found.lights == ()


def test_a_cut_in_a_stormy_shot_of_low_contrast_is_found(paint: ModuleType) -> None:
    """Waves roll in both shots and both are dark; the change is hardly above that of the waves."""
    one = [np.roll(paint.view(1, 26, 12), 3 * n, axis=1) for n in range(36)]
    other = [np.roll(paint.view(4, 26, 12), 3 * n, axis=1) for n in range(36)]
    assert [edit.frame for edit in _find(paint, one + other).edits] == [36]


@pytest.mark.parametrize("level", [60.0, 120.0])
def test_new_colours_on_the_same_drawing_are_a_cut_even_where_all_grows_brighter(paint: ModuleType, level: float) -> None:
    first = paint.frames([paint.view(3, level, 30)] * 30, blue=128, red=128)
    after = paint.frames([paint.view(3, level, 30) + 8] * 60, blue=100, red=180)[30:]
    looks = watch_film([*first, *after], Fraction(1, 24))
    assert looks
    assert [(edit.frame, edit.kind) for edit in find_edits(looks).edits] == [(30, "cut")]
