from fractions import Fraction

import pytest

from originalscore.measures.counterpoint import dissonant_share, leap_share, parallels_per_hundred, recurrence, step_share

F = Fraction


def voice(*heights: int) -> list[tuple[F, F, int]]:
    return [(F(n), F(1), height) for n, height in enumerate(heights)]


def test_fifths_that_move_together_are_parallel_and_fourths_are_not():
    assert parallels_per_hundred([voice(48, 50, 52), voice(55, 57, 59)]) == 100
    assert parallels_per_hundred([voice(48, 50, 52), voice(53, 55, 57)]) == 0


def test_contrary_motion_between_fifth_and_twelfth_is_not_parallel():
    assert parallels_per_hundred([voice(50, 48), voice(57, 67)]) == 0


def test_a_voice_that_rests_makes_no_move():
    assert parallels_per_hundred([voice(48, 50), voice(55)]) == 0


def test_seconds_and_tritones_are_dissonant_thirds_are_not():
    assert dissonant_share([voice(60, 60, 60), voice(64, 62, 66)]) == pytest.approx(2 / 3)


def test_steps_leaps_and_what_comes_back():
    line = voice(60, 62, 64, 72, 60, 62, 64, 72)
    assert step_share(line) == pytest.approx(4 / 7)
    assert leap_share(line) == pytest.approx(3 / 7)
    assert recurrence(line, 3) == pytest.approx(1 / 5)
    assert recurrence(voice(60, 61), 4) == 0
