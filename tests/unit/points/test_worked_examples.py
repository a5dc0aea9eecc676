"""Worked examples with their sources, every figure to the digits in which it was given; and what belongs to them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.worked_examples import ACT_X, EXAMPLES, NEAT_X, NEAT_Y, Example

from originalscore.errors import BriefError
from originalscore.points import anchored, equating, judges, norms, presmoothing
from originalscore.points.raw import Raw, read_raw
from originalscore.points.rescale import percent
from originalscore.points.rounding import written
from originalscore.points.scales import open_scale


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.section} {example.what}")
def test_a_worked_example_gives_its_figures(example: Example) -> None:
    assert example.computed() == example.expected


def test_42_of_50_is_written_in_three_ways() -> None:
    assert percent(read_raw("42/50")) == percent(read_raw("42 of 50")) == percent(read_raw("42", "50")) == 84


def test_stanines_hold_the_shares_they_should() -> None:
    bounds = [norms._NORMAL.cdf(-1.75 + 0.5 * place) for place in range(8)]
    shares = [round(100 * (upper - lower), 2) for lower, upper in zip([0.0, *bounds], [*bounds, 1.0])]
    assert shares == [4.01, 6.56, 12.10, 17.47, 19.74, 17.47, 12.10, 6.56, 4.01]
    assert [norms.stanine_of(z) for z in (-9, -1.75, -0.25, 0, 0.2499, 0.25, 1.75, 9)] == [1, 2, 5, 5, 5, 6, 9, 9]


def test_a_z_of_0_is_sten_6_on_the_edge() -> None:
    assert (norms.sten_of(0), norms.sten_of(-1e-9), norms.sten_of(9), norms.sten_of(-9)) == (6, 5, 10, 1)


def test_half_even_is_a_rule_like_any_other() -> None:
    assert written(Fraction("2.5"), 0, "half-even") == "2"


def test_the_branch_takes_songs_from_8_25_on() -> None:
    assert judges.branch_mean([Fraction(8)] * 4) == (8, False)
    assert judges.branch_mean([Fraction(8), Fraction("8.5")]) == (Fraction("8.25"), True)


def test_ten_people_are_few_to_equate_by() -> None:
    assert "only 10 people" in equating.equipercentile_equating([2, 3, 2, 2, 1], [1, 2, 2, 3, 2]).remarks[0]


def test_a_smoothed_form_keeps_its_moments() -> None:
    plain, smooth = equating.moments(ACT_X), equating.moments(presmoothing.smooth(ACT_X, 4).counts)
    assert [smooth.mean, smooth.sd, smooth.skewness, smooth.kurtosis] == pytest.approx(
        [plain.mean, plain.sd, plain.skewness, plain.kurtosis]
    )


def test_equating_a_form_with_itself_changes_nothing() -> None:
    group = anchored.group_from_sums(*NEAT_X)
    for line in anchored.LINES.values():
        assert line(group, group) == pytest.approx((1, 0))


def test_groups_are_made_of_people_or_of_their_sums() -> None:
    pairs = [(20, 6), (11, 4), (30, 9), (8, 1)]
    sums = (4, 69, 20, sum(a * a for a, _ in pairs), sum(b * b for _, b in pairs), sum(a * b for a, b in pairs))
    assert anchored.group_of(pairs) == anchored.group_from_sums(*sums)


def test_the_weight_decides_between_the_groups() -> None:
    first, second = anchored.group_from_sums(*NEAT_X), anchored.group_from_sums(*NEAT_Y)
    assert len({round(anchored.tucker_line(first, second, weight)[1], 4) for weight in (0.0, 0.5, 1.0)}) == 3


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ([], "nobody took a form"),
        ([(1, 1)], "1 people took a form"),
        ([(1, 1), (2, 1)], "the anchor cannot tie the forms"),
        ([(1, 3), (2, 1), (3, 0)], "the anchor cannot tie the forms"),
    ],
)
def test_an_anchor_that_ties_nothing_is_refused(pairs: list[tuple[int, int]], fault: str) -> None:
    with pytest.raises(BriefError, match=fault):
        anchored.group_of(pairs)


def test_an_ects_grade_is_a_place_among_those_who_passed() -> None:
    percents = [Fraction(value) for value in (*range(50, 100), 10)]
    given = open_scale("ects").grades(percents)
    assert [given.count(grade) for grade in "ABCDE"] == [5, 13, 15, 12, 5] and given[-1] == "F"


def test_raw_points_know_how_they_were_written() -> None:
    assert str(Raw("42.50", "50")) == "42.50 of 50"
