"""The demo film knows its own truth: what the reader finds in it is held against that."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.demo import truth
from originalscore.demo.keeper.storyboard import SHOTS
from originalscore.model.picture import Picture
from originalscore.picture import read_picture

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keeper(demo_film: Path) -> Picture:
    return read_picture(demo_film)


def _at(keeper: Picture, kind: str) -> list[Fraction]:
    return [event.at_s for event in keeper.events if event.kind == kind]


def test_every_cut_is_found_on_its_frame_and_nothing_else_is_one(keeper: Picture) -> None:
    """Shots that fade in have no cut: their boundary lies where the picture first shows."""
    hard = [Fraction(after.start_s) for before, after in itertools.pairwise(SHOTS) if not (before.fade_out_s or after.fade_in_s)]
    assert [shot.start_s for shot in keeper.shots if shot.opening == "cut"] == hard
    assert not [shot for shot in keeper.shots if shot.opening == "dissolve"]


def test_a_shot_that_fades_in_begins_within_half_a_second(keeper: Picture) -> None:
    faded = [Fraction(shot.start_s) for shot in SHOTS[1:] if shot.fade_in_s]
    found = [shot.start_s for shot in keeper.shots if shot.opening == "fade"]
    assert all(any(0 <= other - start_s <= Fraction(1, 2) for other in found) for start_s in faded)


def test_lightning_is_a_flash_on_its_frame_and_no_other_moment_is(keeper: Picture) -> None:
    assert _at(keeper, "flash") == [Fraction(event["at_s"]) for event in truth()["events"] if event["kind"] == "flash"]


def test_every_light_that_goes_on_is_found_on_its_frame(keeper: Picture) -> None:
    assert _at(keeper, "light") == [Fraction(event["at_s"]) for event in truth()["events"] if event["kind"] == "light"]


def test_only_the_title_is_taken_for_lettering(keeper: Picture) -> None:
    """The dark letters of the end card on its bright sky are not looked for."""
    assert _at(keeper, "title") == [Fraction(5, 2)]
