"""A second episode: the themes go on, nothing is said twice the same way, and what is reused is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.planning.test_plan import film, planned, story

from originalscore.model.cue import CueList, ThemeWish
from originalscore.planning import plan_score, series_wishes

HARBOUR = ThemeWish("harbour", "the harbour", "wonder")


@pytest.fixture(scope="module")
def second() -> CueList:
    cues = film("tender", "suspense", "triumph", "tender", seed=99)
    wishes = (ThemeWish("main", "the film", "tender"),)
    return replace(cues, themes=wishes, cues=tuple(replace(cue, themes=("main",)) for cue in cues.cues))


def test_a_second_episode_carries_the_theme_on_and_adds_its_own(second: CueList) -> None:
    first = planned(story())
    plan = plan_score(replace(second, themes=(*second.themes, HARBOUR)), earlier=(first,), names=("one",))
    assert plan.theme("harbour").notes != first.theme("main").notes
    assert plan.theme("main") == first.theme("main")
    assert plan.carried == (("main", "one"),)
    assert plan.home == first.home
    assert any("carried on from one" in line for line in plan.why)


def test_the_main_title_varies_from_episode_to_episode(second: CueList) -> None:
    plans = [planned(story())]
    for seed in (99, 100, 101):
        plans.append(plan_score(replace(second, seed=seed), earlier=tuple(plans), names=("one", "two", "three")))
    said = [(s.theme, s.guise, s.variation) for plan in plans for cue in plan.cues for s in cue.statements]
    assert len(said) == len(set(said))
    assert [dict(plan.carried)["main"] for plan in plans[1:]] == ["one"] * 3


def test_the_themes_most_heard_come_first_into_the_next_episode() -> None:
    wishes = series_wishes((planned(story()),))
    assert [wish.name for wish in wishes] == ["main", "shadow"]


def test_a_recap_recalls_every_theme_and_an_act_out_breaks_off() -> None:
    cues = story()
    recap = replace(cues.cues[0], purpose="recap", themes=("main", "shadow"))
    out = replace(cues.cues[5], purpose="act out", ending="cut")
    plan = planned(replace(cues, cues=(recap, *cues.cues[1:5], out, *cues.cues[6:])), earlier=(planned(cues),))
    assert {s.theme for s in plan.cues[0].statements} == {"main", "shadow"}
    assert {s.guise for s in plan.cues[0].statements} <= {"head", "sequence", "fragment"}
    assert {s.guise for s in plan.cues[5].statements} <= {"head", "bass", "fragment"}
