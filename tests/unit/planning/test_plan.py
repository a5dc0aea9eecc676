"""The plan of a whole film: one theme, stated and changed, keys that can be read, pins that hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.unit.composed import a_cue

from originalscore.model.cue import MOODS, Cue, CueList, ThemeWish
from originalscore.planning import plan_score

F = Fraction


def film(*moods: str, seed: int = 7) -> CueList:
    cues = tuple(_placed(a_cue(mood), number) for number, mood in enumerate(moods, 1))
    return CueList("", seed, (ThemeWish("main", "the film", "tender"),), cues, ())


def _placed(cue: Cue, number: int) -> Cue:
    begin = F(60 * (number - 1))
    return replace(cue, id=f"c{number}", number=f"1m{number}", start_s=begin, end_s=begin + cue.length_s)


def test_the_theme_is_heard_first_in_the_opening_and_brought_home_at_the_end() -> None:
    plan = plan_score(film("tender", "conflict", "mystery", "tender"))
    guises = [[statement.guise for statement in cue.statements] for cue in plan.cues]
    assert "full" in guises[0] or "head" in guises[0]
    assert guises[-1][-1] in ("full", "major", "reharmonised", "sequence")
    assert len({guise for cue in guises for guise in cue}) >= 3


@pytest.mark.parametrize("seed", range(12))
def test_no_cue_stands_in_more_than_four_sharps_or_flats(seed: int) -> None:
    plan = plan_score(film(*MOODS, seed=seed))
    assert max(abs(cue.key.signature) for cue in plan.cues) <= 4


def test_keys_and_tempos_follow_the_mood() -> None:
    plan = plan_score(film("joy", "sorrow", "action", "triumph"))
    joy, sorrow, action, triumph = plan.cues
    assert sorrow.key.is_minor and action.key.is_minor and not joy.key.is_minor and not triumph.key.is_minor
    assert sorrow.target_bpm < joy.target_bpm < action.target_bpm


def test_a_changed_cue_is_planned_again_and_the_others_keep_their_plan() -> None:
    cues = film("tender", "conflict", "mystery", "tender")
    before = plan_score(cues)
    changed = replace(cues, cues=(cues.cues[0], replace(cues.cues[1], mood="joy"), *cues.cues[2:]))
    after = plan_score(changed, pinned=before)
    assert after.themes == before.themes
    assert [one == other for one, other in zip(before.cues, after.cues)] == [True, False, True, True]


def test_brass_and_choir_are_kept_for_where_they_matter() -> None:
    plan = plan_score(film("tender", "mystery", "triumph"))
    assert "choir" in plan.cues[0].held_back and "choir" in plan.cues[1].held_back
