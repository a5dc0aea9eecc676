"""Where statements stand: in some idioms each one higher than the last."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

from tests.unit.composed import Composed, a_cue, compose

from originalscore.composition.form import lay_out
from originalscore.composition.idioms import IDIOMS
from originalscore.model.cue import Cue

F = Fraction


@cache
def composed(mood: str) -> Composed:
    return compose(a_cue(mood, force=0.6, length_s=60))


def centres(mood: str) -> list[int]:
    done = composed(mood)
    cue: Cue = done.cue
    return [placed.centre for placed in lay_out(cue, done.plan, done.asked, done.tempo).placed if placed.guise != "bass"]


def test_the_statements_of_a_thriller_climb() -> None:
    found = centres("suspense")
    assert len(found) >= 2 and all(a < b for a, b in pairwise(found))
    assert found[-1] - found[0] == IDIOMS["thriller"].climb


def test_the_statements_of_other_idioms_stay_in_their_register() -> None:
    assert len(set(centres("sorrow"))) == 1
