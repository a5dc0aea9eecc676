"""The plan of a whole film: one theme, stated and changed, keys that can be read, pins that hold."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from tests.unit.composed import a_cue

from originalscore.model.codec import decode, encode, fingerprint
from originalscore.model.cue import IDIOMS, MOODS, STYLES, Cue, CueList, ThemeWish
from originalscore.model.plan import GUISES, STAGES, WHOLE_GUISES, ScorePlan
from originalscore.planning import plan_score
from originalscore.planning.moods import MOOD_ROWS, mix_moods

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


STORY = ("tender", "neutral", "mystery", "romance", "suspense", "conflict", "sorrow", "action", "wonder", "triumph")
WISHES = (ThemeWish("main", "the film", "tender"), ThemeWish("shadow", "what stands against it", "conflict"))


def story(seed: int = 7, **wishes: object) -> CueList:
    """A film of ten cues whose two themes are heard in most of them."""
    cues = film(*STORY, seed=seed)
    shared = tuple(
        replace(cue, themes=("main", "shadow") if cue.mood in ("suspense", "conflict", "action", "mystery") else ("main",))
        for cue in cues.cues
    )
    return replace(cues, themes=WISHES, cues=shared, **wishes)  # type: ignore[arg-type]


@cache
def book() -> ScorePlan:
    """Themes invented once for all tests of the story, and nothing else."""
    return replace(plan_score(replace(story(), cues=())), style="", why=())


def planned(cues: CueList, *, pinned: ScorePlan | None = None, **more: object) -> ScorePlan:
    """The film's plan with the themes of :func:`book`."""
    return plan_score(cues, pinned=pinned or book(), **more)  # type: ignore[arg-type]


def said(plan: ScorePlan, theme: str) -> list[tuple[str, str, int]]:
    """Guise, stage and variation of a theme's statements."""
    return [(s.guise, s.stage, s.variation) for cue in plan.cues for s in cue.statements if s.theme == theme]


@pytest.mark.parametrize("seed", range(6))
def test_a_theme_has_a_story_and_every_statement_a_reason(seed: int) -> None:
    plan = planned(story(seed))
    for theme in ("main", "shadow"):
        cues = [cue for cue in plan.cues if any(theme in (s.theme, s.partner) for s in cue.statements)]
        assert len(cues) >= 4 and len({guise for guise, _, _ in said(plan, theme)}) >= 3
    stages = [stage for _, stage, _ in said(plan, "main")]
    assert stages[0] in ("hinted", "stated") and stages[-1] == "resolved" and {"developed", "broken"} <= set(stages)
    statements = [s for cue in plan.cues for s in cue.statements]
    assert all(s.guise in GUISES and s.stage in STAGES and ";" in s.why for s in statements)
    assert plan.why and all(cue.why for cue in plan.cues)


@pytest.mark.parametrize("seed", range(4))
def test_no_variation_of_a_theme_is_used_twice(seed: int) -> None:
    plan = planned(story(seed))
    families = [
        (s.theme, "whole" if s.guise in WHOLE_GUISES else "head" if s.guise == "fragment" else s.guise, s.variation)
        for cue in plan.cues for s in cue.statements
    ]  # fmt: skip
    assert len(families) == len(set(families)) > 10


def test_what_is_planned_anew_keeps_clear_of_what_is_kept() -> None:
    cues = story()
    before = planned(cues)
    changed = replace(cues, cues=(*cues.cues[:3], replace(cues.cues[3], mood="joy", take=2), *cues.cues[4:]))
    after = planned(changed, pinned=before)
    assert [one == other for one, other in zip(before.cues, after.cues)] == [n != 3 for n in range(10)]
    variations = [entry for theme in ("main", "shadow") for entry in said(after, theme) if entry[0] in WHOLE_GUISES]
    assert len({number for _, _, number in variations}) >= len(said(after, "main")) // 4


def test_one_cue_is_the_summit_and_the_choir_waits_for_it() -> None:
    plan = planned(story())
    (summit,) = [cue for cue in plan.cues if cue.climax]
    assert all(cue.weight < summit.weight for cue in plan.cues if cue is not summit)
    heard = [n for n, cue in enumerate(plan.cues) if "choir" not in cue.held_back]
    assert heard and heard[0] >= 3 and any("choir" in line and "saved" in line for line in plan.why)


@pytest.mark.parametrize("seed", range(6))
def test_the_summit_says_the_first_theme_whole_where_it_has_it(seed: int) -> None:
    cues = story(seed)
    (summit,) = [cue.cue for cue in planned(cues).cues if cue.climax]
    both = replace(cues, cues=tuple(replace(cue, themes=("shadow", "main")) if cue.id == summit else cue for cue in cues.cues))
    said = [s for s in planned(both).cue(summit).statements if s.theme == "main"]
    assert any(s.guise in WHOLE_GUISES for s in said)
    assert any(s.theme == "shadow" for s in planned(both).cue(summit).statements)  # which finds room beside it


@pytest.mark.parametrize("seed", range(6))
def test_the_film_leaves_home_and_comes_back(seed: int) -> None:
    plan = planned(story(seed))
    assert plan.cues[0].key.tonic == plan.home.tonic
    away = (plan.cues[-1].key.tonic.fifths - plan.home.tonic.fifths) % 12
    assert away in (0, 2)  # home, or raised a tone
    assert len({cue.key.tonic for cue in plan.cues}) >= 4
    assert all(one.key.tonic != other.key.tonic for one, other in zip(plan.cues[:-2], plan.cues[1:-1]))


def test_a_style_decides_the_idiom_of_every_mood_and_a_cue_may_have_its_own() -> None:
    minimal, romantic = (planned(story(style=style)) for style in ("modern minimal", "late romantic"))
    assert minimal.cues[0].idiom == "minimal" and romantic.cues[0].idiom == "romantic"
    cues = story(style="ambient")
    own = planned(replace(cues, cues=(replace(cues.cues[0], idiom="heroic"), *cues.cues[1:])))
    assert own.cues[0].idiom == "heroic" and own.cues[1].idiom == "ambient"
    for style in STYLES:
        assert {cue.idiom for cue in planned(replace(film(*MOODS), style=style)).cues} <= set(IDIOMS)


def test_styles_differ_from_film_to_film_and_a_palette_may_ask_for_its_own() -> None:
    assert len({planned(story(seed)).style for seed in range(12)}) >= 3
    assert planned(story(), palette="hybrid").style == "hybrid thriller"
    kept = planned(story(), palette="ambient", pinned=planned(story(), palette="hybrid"))
    assert kept.style == "hybrid thriller"


def test_mixed_moods_lie_between_their_moods_in_every_quantity() -> None:
    joy, sorrow = MOOD_ROWS["joy"], MOOD_ROWS["sorrow"]
    mixed = mix_moods((("joy", 0.75), ("sorrow", 0.25)))
    assert mixed.slow_bpm == pytest.approx(0.75 * joy.slow_bpm + 0.25 * sorrow.slow_bpm)
    for name in ("centre", "level_db", "note_ratio", "onsets_s", "fast_bpm"):
        low, high = sorted((getattr(joy, name), getattr(sorrow, name)))
        assert low < getattr(mixed, name) < high
    modes = dict(mixed.modes)
    assert modes["major"] > modes["minor"] > 0 and sum(modes.values()) == pytest.approx(1000, abs=3)


def test_a_blend_changes_tempo_and_level_of_a_cue() -> None:
    plain = film("tender", "tender", "tender")
    mixed = replace(plain, cues=(plain.cues[0], replace(plain.cues[1], blend=(("action", 0.4),)), plain.cues[2]))
    before, after = planned(plain), planned(mixed)
    assert after.cues[1].target_bpm > before.cues[1].target_bpm + 15
    assert after.cues[1].force_shift > 0 and after.cues[1].density_shift > 0
    assert after.cues[0] == before.cues[0]


def test_a_plan_that_was_kept_is_the_plan_that_was_made() -> None:
    plan = planned(story())
    assert fingerprint(decode(ScorePlan, json.loads(json.dumps(encode(plan))), "plan")) == fingerprint(plan)
