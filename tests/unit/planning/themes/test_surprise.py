"""Surprise of a theme's line: scales are foreseen, leaps that go anywhere are lost, and home is told from elsewhere."""

from __future__ import annotations

import pytest

from originalscore.chance import Stream
from originalscore.music.key import Key
from originalscore.planning.themes.shape import surprise_cost
from originalscore.planning.themes.surprise import surprise

_C = Key.parse("C major")
_SCALE = (60, 62, 64, 65, 67, 65, 64, 62, 60)
_SONG = (60, 67, 65, 64, 67, 69, 67, 65, 62, 64, 60)


def test_a_scale_is_foreseen_and_chance_is_not_followed() -> None:
    draw = Stream(1, "surprise")
    chance = tuple(draw.between(55, 79) for _ in range(40))
    assert surprise(_SCALE, _C) < surprise(_SONG, _C) < surprise(chance, _C)


def test_a_leap_from_home_to_home_is_less_of_a_surprise_than_one_that_leaves_it() -> None:
    assert surprise((60, 67), _C) < surprise((60, 65), _C) < surprise((62, 69), _C)


@pytest.mark.parametrize(("milder", "stronger"), [((62, 60, 67), (58, 60, 67)), ((60, 67, 65), (60, 67, 69)), ((60, 62), (60, 61))])
def test_what_comes_before_and_what_is_out_of_the_scale_count(milder: tuple[int, ...], stronger: tuple[int, ...]) -> None:
    assert surprise(milder, _C) < surprise(stronger, _C)


def test_another_key_changes_nothing_if_the_tune_goes_along() -> None:
    moved = tuple(height + 3 for height in _SONG)
    assert surprise(moved, Key.parse("Eb major")) == surprise(_SONG, _C)
    assert surprise(moved, _C) > surprise(_SONG, _C)


def test_a_walking_and_a_wild_tune_cost_more_than_a_song() -> None:
    wild = (60, 70, 61, 71, 62, 73, 61, 72)
    assert surprise_cost(_SONG, 6, _C) < min(surprise_cost(_SCALE, 6, _C), surprise_cost(wild, 6, _C))
