"""Titles and lights as events."""

from __future__ import annotations

from fractions import Fraction
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from originalscore.model.picture import Event
from originalscore.picture.edits import find_edits
from originalscore.picture.events import picture_events
from originalscore.picture.looks import watch_film


def _events(paint: ModuleType, pictures: list[NDArray[np.float64]], kind: str) -> list[Event]:
    looks = watch_film(paint.frames(pictures), Fraction(1, 24))
    assert looks
    return [event for event in picture_events(looks, find_edits(looks)) if event.kind == kind]


def _lettered(ground: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ten bright stems and their foot, as wide as a title."""
    picture = ground.copy()
    for column in range(40, 120, 8):
        picture[38:48, column : column + 3] = 235
    return picture


def test_lettering_that_appears_over_a_picture_is_a_title(paint: ModuleType) -> None:
    dusk = paint.view(1, 60, 20)
    (title,) = _events(paint, [*[dusk] * 48, *[_lettered(dusk)] * 48, *[dusk] * 24], "title")
    assert title.at_s == 2


def test_a_card_on_black_is_a_title(paint: ModuleType) -> None:
    black = np.zeros((90, 160))
    assert [event.at_s for event in _events(paint, [*[black] * 24, *[_lettered(black)] * 48], "title")] == [1]


def test_lamps_sails_and_windows_are_no_title(paint: ModuleType) -> None:
    night = np.full((90, 160), 14.0)
    night[20:44, 30:52], night[22:44, 60:84], night[40:46, 90:95] = 190, 200, 240
    assert _events(paint, [*[paint.view(1, 30, 10)] * 36, *[night] * 72], "title") == []


def test_a_picture_that_was_lettered_from_its_cut_on_is_no_title(paint: ModuleType) -> None:
    leaves = _lettered(paint.view(4, 70, 25))
    assert _events(paint, [*[paint.view(1, 70, 25)] * 36, *[leaves] * 72], "title") == []


def test_a_light_says_what_it_does(paint: ModuleType) -> None:
    rows, columns = np.mgrid[0:90, 0:160]
    room = np.where(columns % 24 < 3, 8.0, 40.0)
    lit = room + 120 * np.clip(1 - np.hypot(rows - 40, columns - 80) / 80, 0, 1) ** 2
    events = _events(paint, [*[room] * 36, *[lit] * 60, *[room] * 60], "light")
    assert [(event.at_s, event.what) for event in events] == [(Fraction(3, 2), "a light goes on"), (4, "a light goes out")]
    assert all(0 < event.strength <= 1 for event in events)
