"""What players lean on."""

from __future__ import annotations

import pytest
from tests.unit.composed import a_cue, compose

from originalscore.performance.charge import Charges, find_charges

PLAIN = Charges((0.0, 4.0, 8.0), (0, 0, 0), (0.0, 0.06, 0.0))


def test_the_ensemble_grows_towards_a_charged_chord_and_lets_go() -> None:
    assert PLAIN.lift(2.0) == 0.0
    assert 0 < PLAIN.lift(3.0) < PLAIN.lift(3.9) < PLAIN.lift(4.0) == pytest.approx(0.06)
    assert PLAIN.lift(5.0) == pytest.approx(0.06) and PLAIN.lift(9.0) == 0.0


def test_a_remarkable_note_is_louder_and_longer_and_a_root_is_not() -> None:
    assert PLAIN.lean("melody-1", 60, 1.0) == (0.0, 1.0)
    level, longer = PLAIN.lean("melody-1", 61, 1.0)
    assert 0.03 < level < 0.05 and 1.04 < longer < 1.05
    assert PLAIN.lean("harmony-1", 61, 1.0) == (0.0, 1.0)


def test_home_stands_out_by_nothing_and_farther_chords_by_more() -> None:
    made = compose(a_cue("tender", length_s=40))
    charges = find_charges(made.sketch.chords, made.sketch.key, made.tempo)
    assert min(charges.lifts) < 0.02 and max(charges.lifts) > min(charges.lifts)
    assert max(charges.lifts) < 0.09


def test_without_harmony_nobody_leans() -> None:
    assert Charges().lift(3.0) == 0.0 and Charges().lean("melody-1", 60, 3.0) == (0.0, 1.0)
