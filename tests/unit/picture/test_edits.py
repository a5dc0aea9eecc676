"""Edits of painted films whose truth is known."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import numpy as np
import pytest

from originalscore.picture.edits import find_edits
from originalscore.picture.looks import Looks, watch_film
from originalscore.picture.shots import list_scenes, list_shots


def _watch(frames: list[object]) -> Looks:
    looks = watch_film(frames, Fraction(1, 24))  # type: ignore[arg-type]
    assert looks
    return looks


def test_cuts_between_still_views_are_found_at_their_frames(paint: ModuleType) -> None:
    looks = _watch(paint.frames([paint.view(1)] * 30 + [paint.view(4)] * 40 + [paint.view(9)] * 30))
    assert [(edit.frame, edit.kind) for edit in find_edits(looks).edits] == [(30, "cut"), (70, "cut")]


@pytest.mark.parametrize("level", [18.0, 40.0])
def test_cuts_of_a_dark_film_are_found(paint: ModuleType, level: float) -> None:
    looks = _watch(paint.frames([paint.view(1, level, level / 2)] * 30 + [paint.view(4, level, level / 2)] * 30))
    assert [edit.frame for edit in find_edits(looks).edits] == [30]


def test_letterbox_bars_change_nothing(paint: ModuleType) -> None:
    def boxed(picture: np.ndarray) -> np.ndarray:
        out = picture.copy()
        out[:12], out[-12:] = 0, 0
        return out

    looks = _watch(paint.frames([boxed(paint.view(1))] * 30 + [boxed(paint.view(4))] * 30))
    assert [edit.frame for edit in find_edits(looks).edits] == [30]


def test_frames_repeated_six_times_cut_at_the_right_repeat(paint: ModuleType) -> None:
    drawings = [np.roll(paint.view(1), 2 * n, axis=1) for n in range(10)] + [np.roll(paint.view(4), 2 * n, axis=1) for n in range(10)]
    looks = _watch(paint.frames([drawing for drawing in drawings for _ in range(6)]))
    assert [edit.frame for edit in find_edits(looks).edits] == [60]


def test_a_steady_pan_has_no_cut(paint: ModuleType) -> None:
    looks = _watch(paint.frames([np.roll(paint.view(2), 3 * n, axis=1) for n in range(80)]))
    assert find_edits(looks).edits == ()
    shots = list_shots(looks, find_edits(looks))
    assert len(shots) == 1 and len(list_scenes(shots)) == 1


def test_one_bright_frame_is_a_flash_not_a_cut(paint: ModuleType) -> None:
    looks = _watch(paint.frames([*[paint.view(1)] * 30, paint.view(1) + 110, *[paint.view(1)] * 30]))
    found = find_edits(looks)
    assert [flash.frame for flash in found.flashes] == [30]
    assert found.edits == ()


def test_a_fade_out_and_a_fade_in_border_their_black(paint: ModuleType) -> None:
    down = [paint.view(1) * (1 - n / 24) for n in range(24)]
    up = [paint.view(4) * (n / 24) for n in range(1, 25)]
    looks = _watch(paint.frames([*[paint.view(1)] * 24, *down, *[np.zeros((90, 160))] * 24, *up, *[paint.view(4)] * 24]))
    (span,) = find_edits(looks).spans
    assert span.fades_out and span.fades_in and not span.is_white
    assert abs(span.first - 48) <= 3 and abs(span.after - 72) <= 3


def test_a_smash_to_black_is_no_fade(paint: ModuleType) -> None:
    looks = _watch(paint.frames([*[paint.view(1)] * 30, *[np.zeros((90, 160))] * 24, *[paint.view(4)] * 30]))
    (span,) = find_edits(looks).spans
    assert (span.first, span.after, span.fades_out, span.fades_in) == (30, 54, False, False)


def test_a_dissolve_is_found_at_its_middle(paint: ModuleType) -> None:
    blend = [paint.view(1) * (1 - n / 24) + paint.view(4) * n / 24 for n in range(24)]
    looks = _watch(paint.frames([*[paint.view(1)] * 40, *blend, *[paint.view(4)] * 40]))
    (edit,) = find_edits(looks).edits
    assert edit.kind == "dissolve"
    assert abs(edit.frame - 52) <= 6


def test_black_shots_are_marked_and_part_scenes(paint: ModuleType) -> None:
    looks = _watch(paint.frames([*[paint.view(1)] * 200, *[np.zeros((90, 160))] * 24, *[paint.view(4)] * 200]))
    shots = list_shots(looks, find_edits(looks))
    assert [shot.is_black for shot in shots] == [False, True, False]
    assert [scene.first_shot for scene in list_scenes(shots)] == [1, 3]
