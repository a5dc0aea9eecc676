"""Figures of frames against numbers worked out another way."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import numpy as np
import pytest

from originalscore.picture import looks as module
from originalscore.picture.looks import Looks, watch_film


def _watch(frames: list[object]) -> Looks:
    looks = watch_film(frames, Fraction(1, 24))  # type: ignore[arg-type]
    assert looks
    return looks


def test_figures_are_those_of_their_frame_whatever_is_measured_together(paint: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = paint.frames([np.roll(paint.view(seed), 3 * n, axis=1) for n, seed in enumerate((1, 1, 4, 4, 4, 9, 2) * 4)])
    together = _watch(frames)
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    alone = _watch(frames)
    for name in ("luma", "contrast", "change", "lift", "alike", "smeared", "recolouring", "strokes", "saturation"):
        assert np.allclose(getattr(together, name), getattr(alone, name), atol=1e-4), name
    assert np.array_equal(together.thumbs, alone.thumbs)


def test_levels_and_shares_are_those_of_the_picture(paint: ModuleType) -> None:
    picture = np.full((90, 160), 10.0)
    picture[:, 80:] = 230
    looks = _watch(paint.frames([picture] * 3))
    assert looks.luma[0] == pytest.approx(120) and looks.contrast[0] == pytest.approx(110)
    assert looks.white[0] == looks.dark[0] == looks.shown[0] == looks.bright[0] == 0.5
    assert list(looks.change) == [0, 0, 0]


def test_one_view_agrees_with_itself_in_any_light_and_two_views_do_not(paint: ModuleType) -> None:
    looks = _watch(paint.frames([paint.view(1), paint.view(1) + 20, paint.view(4) + 20]))
    assert looks.alike[1] > 0.98 and looks.lift[1] == pytest.approx(1)
    assert looks.alike[2] < 0.3


def test_edges_that_move_a_little_still_agree_when_smeared(paint: ModuleType) -> None:
    bars = np.full((90, 160), 60.0)
    for column in range(10, 160, 40):
        bars[:, column : column + 4] = 160
    looks = _watch(paint.frames([bars, np.roll(bars, 4, axis=1)]))
    assert looks.alike[1] < 0.3
    assert looks.smeared[1] > looks.alike[1] + 0.3


def test_a_film_that_changes_its_size_is_measured_on(paint: ModuleType) -> None:
    small = paint.frames([paint.view(1)[:60, :100]] * 5)
    late = [type(frame)(frame.at_s + 1, frame.length_s, frame.planes) for frame in small]
    looks = _watch([*paint.frames([paint.view(1)] * 5), *late])
    assert looks.count == 10 and looks.change[5] == 0
