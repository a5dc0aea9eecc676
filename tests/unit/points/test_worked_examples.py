"""Worked examples with their sources: every figure to the digits in which it was given."""

from __future__ import annotations

from fractions import Fraction

import pytest

from originalscore.points import ballots, equating, judges, norms, presmoothing, rescale, stv
from originalscore.points.raw import Raw, read_raw
from originalscore.points.rounding import rounded, written
from originalscore.points.scales import open_scale

# ACT mathematics, two forms (data of the R package equate; figures of its version 2.0.8).
ACT_X = [
    0, 1, 1, 3, 9, 18, 59, 67, 91, 144, 149, 192, 192, 192, 201, 204, 217, 181, 184, 170, 201,
    147, 163, 147, 140, 147, 126, 113, 100, 106, 107, 91, 83, 73, 72, 75, 50, 37, 38, 23, 15,
]  # fmt: skip
ACT_Y = [
    0, 1, 3, 13, 42, 59, 95, 131, 158, 161, 194, 164, 166, 197, 177, 158, 169, 132, 158, 151, 134,
    137, 122, 110, 116, 132, 104, 104, 114, 97, 107, 88, 80, 79, 70, 61, 48, 47, 29, 32, 12,
]  # fmt: skip
#: Score -> linear, its error, equipercentile, its error, log-linear of degree 6 then equipercentile, its error.
ACT_EQUATED = {
    0: (-2.6320, 0.2681, -0.5000, 0.0000, -0.4384, 0.6104), 1: (-1.5433, 0.2587, 0.9796, 0.8306, 0.1239, 2.4195),
    5: (2.8111, 0.2249, 3.6205, 0.1478, 3.6573, 0.2015), 10: (8.2542, 0.1945, 8.1607, 0.1731, 8.2143, 0.1781),
    15: (13.6974, 0.1834, 13.3929, 0.2138, 13.3764, 0.2392), 20: (19.1405, 0.1948, 19.1647, 0.2947, 19.2469, 0.3159),
    25: (24.5836, 0.2255, 25.0292, 0.3013, 24.9594, 0.3401), 30: (30.0267, 0.2688, 30.1305, 0.2896, 30.1729, 0.3278),
    35: (35.4698, 0.3197, 35.1016, 0.3044, 35.1250, 0.2978), 39: (39.8243, 0.3637, 39.0807, 0.2018, 39.0463, 0.2805),
    40: (40.9129, 0.3751, 39.9006, 0.2787, 40.0202, 0.2140),
}  # fmt: skip
TENNESSEE = (
    [("Memphis", "Nashville", "Chattanooga", "Knoxville")] * 42
    + [("Nashville", "Chattanooga", "Knoxville", "Memphis")] * 26
    + [("Chattanooga", "Knoxville", "Nashville", "Memphis")] * 15
    + [("Knoxville", "Chattanooga", "Nashville", "Memphis")] * 17
)


def test_42_of_50_is_84_percent() -> None:
    assert rescale.percent(read_raw("42/50")) == rescale.percent(read_raw("42 of 50")) == rescale.percent(read_raw("42", "50")) == 84


@pytest.mark.parametrize(
    ("scale", "target", "expected"),
    [((0, 100), (0, 50), 20), ((0, 100), (0, 150), 60), ((0, 100), (50, 150), 90), ((0, 50), (0, 100), 80), ((0, 50), (40, 100), 88)],
)
def test_moodle_rescales_raw_40_like_this(scale: tuple[int, int], target: tuple[int, int], expected: int) -> None:
    ends = tuple(map(Fraction, scale)), tuple(map(Fraction, target))
    assert rescale.rescale(Fraction(40), *ends) == expected


def test_moodle_multiplies_and_then_adds() -> None:
    ends = (Fraction(0), Fraction(100)), (Fraction(0), Fraction(50))
    assert rescale.rescale(Fraction(40), *ends, multiplier=Fraction("1.23"), offset=Fraction(3)) == Fraction("27.6")
    assert rescale.rescale(Fraction(40), *ends, multiplier=Fraction("0.23"), offset=Fraction(-3)) == Fraction("1.6")


@pytest.mark.parametrize(("had", "expected"), [(10, 6), (50, 18)])
def test_moodle_keeps_the_percentage(had: int, expected: int) -> None:
    assert rescale.rescale(Fraction(had), (Fraction(0), Fraction(100)), (Fraction(3), Fraction(33))) == expected


@pytest.mark.parametrize(("choices", "expected"), [(4, "39.33"), (5, "40.00")])
def test_guessing_is_corrected(choices: int, expected: str) -> None:
    assert written(rescale.corrected_for_guessing(Fraction(42), Fraction(8), choices), 2, strip=False) == expected


@pytest.mark.parametrize(("kind", "expected"), [("mean", 60), ("rank", 70), ("weak", 80), ("strict", 40)])
def test_percentile_of_3_in_1_2_3_3_4(kind: str, expected: int) -> None:
    assert norms.percentile_rank(3, [1, 2, 3, 3, 4], kind) == expected


def test_percentile_84_as_z_t_iq_nce_and_stanine() -> None:
    z = norms.z_from_percentile(84)
    found = [round(z, 4), round(norms.t_of(z), 2), round(norms.iq_of(z), 2), round(norms.nce_of(z), 2), norms.stanine_of(z)]
    assert found == [0.9945, 59.94, 114.92, 70.95, 7]


def test_stanines_hold_the_shares_they_should() -> None:
    bounds = [norms._NORMAL.cdf(-1.75 + 0.5 * place) for place in range(8)]
    shares = [round(100 * (upper - lower), 2) for lower, upper in zip([0.0, *bounds], [*bounds, 1.0])]
    assert shares == [4.01, 6.56, 12.10, 17.47, 19.74, 17.47, 12.10, 6.56, 4.01]
    assert [norms.stanine_of(z) for z in (-9, -1.75, -0.25, 0, 0.2499, 0.25, 1.75, 9)] == [1, 2, 5, 5, 5, 6, 9, 9]


def test_a_z_of_0_is_sten_6_on_the_edge() -> None:
    assert (norms.sten_of(0), norms.sten_of(-1e-9), norms.sten_of(9), norms.sten_of(-9)) == (6, 5, 10, 1)


@pytest.mark.parametrize(("percent", "expected"), [(64, 80.0), (84, 91.65)])
def test_the_root_curve(percent: int, expected: float) -> None:
    assert round(rescale.curved_by_root(Fraction(percent)), 2) == expected


@pytest.mark.parametrize(
    ("points", "maximum", "passing", "exact", "grade"),
    [(8, 10, 6, "2.5", "2.5"), (82, 100, 50, "2.08", "2.1"), (75, 100, 40, "2.25", "2.3"), (84, 100, 50, "1.96", "2.0")],
)
def test_the_bavarian_formula(points: int, maximum: int, passing: int, exact: str, grade: str) -> None:
    percent, mark = Fraction(100 * points, maximum), Fraction(100 * passing, maximum)
    assert 1 + 3 * (100 - percent) / (100 - mark) == Fraction(exact)
    assert open_scale("de").grade(percent, passing=mark) == grade


def test_2_25_is_2_3_or_2_2_by_the_rule_that_is_named() -> None:
    assert [str(float(rounded(Fraction("2.25"), 1, rule))) for rule in ("half-up", "half-even", "down")] == ["2.3", "2.2", "2.2"]
    assert [written(Fraction("2.675"), 2), written(Fraction("2.5"), 0, "half-even")] == ["2.68", "2"]


@pytest.mark.parametrize(
    ("marks", "high", "low", "difficulty", "total", "awarded"),
    [
        ("6.5 7 7 7.5 7.5 8 8", 2, 2, "2.8", "22.0", "61.6"),
        ("7.5 7 7.5 7 7.5 8 6.5", 2, 2, "3.0", "22.0", "66.0"),
        ("8 8.5 8 7.5 8", 1, 1, "3.0", "24", "72.0"),
    ],
)
def test_diving_drops_the_extremes(marks: str, high: int, low: int, difficulty: str, total: str, awarded: str) -> None:
    kept = judges.drop_extremes([Fraction(mark) for mark in marks.split()], high, low)
    assert sum(kept) == Fraction(total) and sum(kept) * Fraction(difficulty) == Fraction(awarded)


def test_one_set_of_ballots_has_three_winners() -> None:
    assert ballots.plurality(TENNESSEE).winners == ("Memphis",)
    runoff = ballots.instant_runoff(TENNESSEE)
    assert runoff.winners == ("Knoxville",) and runoff.tally == (("Knoxville", 58), ("Memphis", 42))
    assert ballots.condorcet(TENNESSEE).winners == ballots.borda(TENNESSEE).winners == ("Nashville",)
    assert ballots.borda(TENNESSEE).tally == (("Nashville", 194), ("Chattanooga", 173), ("Memphis", 126), ("Knoxville", 107))
    coombs = ballots.coombs(TENNESSEE)
    assert coombs.winners == ("Nashville",) and coombs.tally[0] == ("Nashville", 68)


def test_thresholds_are_the_academys() -> None:
    assert ballots.quota(375, 5) == 63 and ballots.quota(1000, 1) == 501
    voted = stv.single_transferable_vote(TENNESSEE, 2)
    assert voted.rounds[0] == "quota 34" and voted.winners == ("Memphis", "Nashville")


def test_the_branch_takes_songs_from_8_25_on() -> None:
    assert judges.branch_mean([Fraction(8)] * 4) == (8, False)
    assert judges.branch_mean([Fraction(8), Fraction("8.5")]) == (Fraction("8.25"), True)


def test_equivalents_of_the_small_example() -> None:
    equated = equating.equipercentile_equating([2, 3, 2, 2, 1], [1, 2, 2, 3, 2])
    assert [round(rank) for rank in equating.percentile_ranks([2, 3, 2, 2, 1])] == [10, 35, 60, 80, 95]
    assert [round(value, 4) for value in equated.equivalents] == [0.5, 1.75, 2.8333, 3.5, 4.25]
    assert "only 10 people" in equated.remarks[0]


def test_moments_of_the_act_forms() -> None:
    found = [[round(value, 4) for value in vars(equating.moments(form)).values()] for form in (ACT_X, ACT_Y)]
    assert (sum(ACT_X), sum(ACT_Y)) == (4329, 4152)
    assert found == [[19.8524, 8.2116, 8.2126, 0.3753, 2.3024], [18.9798, 8.9393, 8.9404, 0.3527, 2.1464]]


def test_mean_and_linear_equating_of_the_act_forms() -> None:
    assert round(equating.mean_equating(ACT_X, ACT_Y).equivalents[0], 4) == -0.8726
    assert [round(value, 6) for value in equating.linear_line(ACT_X, ACT_Y)] == [1.088622, -2.631971]
    assert [round(value, 6) for value in equating.linear_line(ACT_X, ACT_Y, sample=False)] == [1.088616, -2.631864]


def test_every_column_of_the_act_table() -> None:
    columns = []
    for equated in (
        equating.linear_equating(ACT_X, ACT_Y),
        equating.equipercentile_equating(ACT_X, ACT_Y),
        presmoothing.smoothed_equating(ACT_X, ACT_Y, 6),
    ):
        columns += [equated.equivalents, equated.errors]
    for score, expected in ACT_EQUATED.items():
        assert [round(column[score], 4) for column in columns] == pytest.approx(expected, abs=1e-9), score


def test_equated_moments_of_the_act_forms() -> None:
    equated = equating.equipercentile_equating(ACT_X, ACT_Y).equivalents
    mean = sum(count * value for count, value in zip(ACT_X, equated)) / sum(ACT_X)
    sd = (sum(count * (value - mean) ** 2 for count, value in zip(ACT_X, equated)) / sum(ACT_X)) ** 0.5
    assert (round(mean, 4), round(sd, 4)) == (18.9799, 8.9352)


def test_deviances_and_the_choice_of_a_degree() -> None:
    fits = [presmoothing.smooth(ACT_X, degree) for degree in range(1, 9)]
    assert [round(fit.deviance, 2) for fit in fits] == [2215.02, 445.19, 212.82, 40.80, 35.78, 30.61, 30.40, 29.94]
    best = fits[5]
    assert (round(best.aic, 2), round(best.bic, 2)) == (287.51, 299.51)
    assert min(fits, key=lambda fit: fit.aic) is min(fits, key=lambda fit: fit.bic) is best


def test_a_smoothed_form_keeps_its_moments() -> None:
    plain, smooth = equating.moments(ACT_X), equating.moments(presmoothing.smooth(ACT_X, 4).counts)
    assert [smooth.mean, smooth.sd, smooth.skewness, smooth.kurtosis] == pytest.approx(
        [plain.mean, plain.sd, plain.skewness, plain.kurtosis]
    )


def test_an_ects_grade_is_a_place_among_those_who_passed() -> None:
    percents = [Fraction(value) for value in (*range(50, 100), 10)]
    given = open_scale("ects").grades(percents)
    assert [given.count(grade) for grade in "ABCDE"] == [5, 13, 15, 12, 5] and given[-1] == "F"


def test_raw_points_know_how_they_were_written() -> None:
    assert str(Raw("42.50", "50")) == "42.50 of 50"
