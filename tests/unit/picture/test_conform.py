"""The old cut is found in the new one to the frame, whatever its encoding, size and grade; another film is not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from originalscore.errors import PictureError
from originalscore.picture.conform import Grids, Stretch, conform, find_stretches

FRAME_S = Fraction(1, 24)
GRID = (18, 32)


def shot(frames: int, seed: int, *, still: bool = False) -> np.ndarray:
    """A landscape of its own that drifts slowly sideways, or stands still."""
    noise = np.random.default_rng(seed)
    wide = np.kron(noise.uniform(20, 230, (6, 40)), np.ones((3, 4)))
    wide = (wide + np.roll(wide, 1, 1) + np.roll(wide, 2, 1) + np.roll(wide, 1, 0)) / 4
    at = np.zeros(frames) if still else np.arange(frames) * 0.08
    columns = at[:, None] + np.arange(GRID[1])
    whole, part = columns.astype(int), columns % 1
    picture = wide[:, whole] * (1 - part) + wide[:, whole + 1] * part
    return np.moveaxis(picture, 1, 0).reshape(frames, -1).astype(np.float16)


def film(*frames: np.ndarray) -> Grids:
    grids = np.concatenate(frames)
    return Grids(tuple(n * FRAME_S for n in range(len(grids))), len(grids) * FRAME_S, grids)


def again(grids: np.ndarray, seed: int = 1) -> np.ndarray:
    """The same picture in another encoding and grade."""
    noise = np.random.default_rng(seed).normal(0, 0.7, grids.shape)
    return (15 + 200 * (grids.astype(np.float64) / 255) ** 0.8 + noise).astype(np.float16)


OLD = [shot(length, seed) for seed, length in enumerate((96, 140, 60, 200, 88), 10)]


def test_an_untouched_film_is_one_stretch_in_another_grade_too() -> None:
    old = np.concatenate(OLD)
    assert find_stretches(old, again(old)) == [Stretch(0, len(old), 0)]


def test_a_trim_a_swap_an_insert_and_a_lost_shot_are_found_to_the_frame() -> None:
    a, b, c, _, e = OLD
    new = np.concatenate([a[:-17], c, b[9:], shot(50, 99), e])
    found = find_stretches(np.concatenate(OLD), again(new))
    assert [(one.after - one.first, one.first + one.offset) for one in found] == [(79, 0), (60, 236), (131, 105), (88, 496)]
    assert [one.first for one in found] == [0, 79, 139, 320]


def test_a_jump_inside_a_moving_shot_is_found_to_the_frame() -> None:
    old = np.concatenate(OLD)
    new = np.concatenate([old[:350], old[390:]])
    assert find_stretches(old, again(new)) == [Stretch(0, 350, 0), Stretch(350, len(new), 40)]


def test_a_still_shot_keeps_the_place_its_neighbours_give_it() -> None:
    old = np.concatenate([OLD[0], shot(120, 50, still=True), OLD[1]])
    assert find_stretches(old, again(old)) == [Stretch(0, len(old), 0)]


def test_times_shifts_and_what_is_new_or_gone_are_told_in_seconds() -> None:
    a, _, c, d, e = OLD
    found = conform(film(*OLD), film(again(a), again(c), shot(24, 77), again(d), again(e)), FRAME_S)
    assert [(one.start_s / FRAME_S, one.end_s / FRAME_S, one.shift_s / FRAME_S) for one in found.pieces] == [
        (0, 96, 0), (236, 296, -140), (296, 584, -116),
    ]  # fmt: skip
    assert found.new_s == ((156 * FRAME_S, 180 * FRAME_S),) and found.gone_s == ((96 * FRAME_S, 236 * FRAME_S),)


def test_a_shot_replaced_in_its_time_leaves_everything_around_it_in_place() -> None:
    a, b, _, d, e = OLD
    found = conform(film(*OLD), film(again(a), again(b), shot(60, 55), again(d), again(e)), FRAME_S)
    assert [(one.shift_s, one.end_s) for one in found.pieces] == [(0, 584 * FRAME_S)]
    assert found.pieces[0].replaced_s == ((236 * FRAME_S, 296 * FRAME_S),)


def test_another_film_is_refused() -> None:
    with pytest.raises(PictureError, match="shows nothing of the old one"):
        conform(film(*OLD), film(*(shot(150, seed) for seed in (201, 202, 203))), FRAME_S)


def test_black_films_have_nothing_in_common() -> None:
    black = np.full((200, GRID[0] * GRID[1]), 3, np.float16)
    with pytest.raises(PictureError, match="shows nothing of the old one"):
        conform(film(black), film(black), FRAME_S)
