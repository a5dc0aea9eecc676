"""What a cue weighs, and the film's summit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.unit.composed import a_cue

from originalscore.measures.weight import summit_of, weight_of

F = Fraction
CUES = tuple(
    replace(a_cue(mood, force=force), id=f"c{n}", start_s=F(60 * n), end_s=F(60 * n + 40))
    for n, (mood, force) in enumerate((("action", 0.9), ("daily", 0.5), ("triumph", 0.8), ("action", 0.7), ("tender", 0.6)))
)


def test_a_cue_weighs_as_the_force_of_its_picture() -> None:
    weights = [weight_of(cue) for cue in CUES]
    assert sorted(weights) == [weights[n] for n in (1, 4, 3, 2, 0)]


def test_the_summit_is_late_and_not_talked_through() -> None:
    assert summit_of(CUES) == "c2"  # the opening is heavier
    spoken = replace(CUES[2], speech=((F(125), F(155)),))
    assert summit_of((*CUES[:2], spoken, *CUES[3:])) == "c3"
    assert summit_of(CUES[:2]) == ""
    assert summit_of(tuple(replace(cue, speech=((cue.start_s, cue.end_s),)) for cue in CUES)) == "c2"
