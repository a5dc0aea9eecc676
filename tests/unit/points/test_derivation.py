"""Derived figures: named steps, refusals in the user's words, and a chain down to the raw rows."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from originalscore.errors import BriefError
from originalscore.points.derivation import Result, derive, explain
from originalscore.points.ledger import Entry, Row
from originalscore.points.paired import bradley_terry

WHEN = "2026-03-01T20:00:00+00:00"


def rows(table: str, maximum: str = "10") -> tuple[Row, ...]:
    """Rows from lines "judge item points [criterion]"."""
    made = []
    for number, line in enumerate(table.strip().splitlines(), 1):
        judge, item, points, *criterion = line.split()
        made.append(Row(number, Entry(item, points, judge.strip("-"), " ".join(criterion), maximum=maximum, time=WHEN), "hash"))
    return tuple(made)


PANEL = rows("""
A 1m1 8
B 1m1 9
C 1m1 5
D 1m1 7
A 1m2 7
B 1m2 8
C 1m2 8
D 1m2 6
""")


def values(result: Result) -> dict[str, str]:
    return {figure.name: figure.shown() for figure in result.figures}


def test_a_recipe_takes_its_steps_in_order() -> None:
    assert values(derive(PANEL, "drop high=1 low=1 | mean | percent | rank")) == {"1m1": "1", "1m2": "1"}
    assert values(derive(PANEL, "mean")) == {"1m1": "7.25", "1m2": "7.25"}
    assert values(derive(PANEL, "median | rank")) == {"1m1": "1", "1m2": "1"}
    assert values(derive(PANEL, "sum | times by=3")) == {"1m1": "87", "1m2": "87"}


def test_a_figure_tells_its_chain_down_to_the_raw_rows() -> None:
    figure = derive(PANEL, "percent | drop high=1 low=1 | mean | grade scale=uk").figures[0]
    assert explain(figure) == (
        "1m1: First = grade scale=uk (United Kingdom, honours classes)",
        "  1m1: 75 = mean",
        "    1m1, judge A: 80 = drop high=1 low=1",
        "      1m1, judge A: 80 = percent",
        f"        row 1: 1m1, judge A: 8 of 10 (raw; {WHEN})",
        "    1m1, judge D: 70 = drop high=1 low=1",
        "      1m1, judge D: 70 = percent",
        f"        row 4: 1m1, judge D: 7 of 10 (raw; {WHEN})",
    )
    assert figure.rows() == (1, 4)


def test_the_same_rows_and_recipe_give_the_same_bytes() -> None:
    first, second = (derive(PANEL, "  standardise   spread=n-1|mean | rank").as_json() for _ in range(2))
    assert first == second and json.loads(first)["recipe"] == "standardise spread=n-1 | mean | rank"
    assert json.loads(first)["figures"][0]["rows"] == [1, 2, 3, 4]


def test_a_strict_judge_weighs_as_much_as_a_mild_one() -> None:
    found = rows("mild a 10\nmild b 9\nmild c 8\nstrict a 1\nstrict b 2\nstrict c 0")
    assert [figure.item for figure in derive(found, "mean | rank").figures] == ["a", "b", "c"]
    assert values(derive(found, "standardise | mean | round decimals=4")) == {"a": "0.6124", "b": "0.6124", "c": "-1.2247"}


def test_a_rubric_says_what_it_does_with_what_is_missing() -> None:
    found = rows("A x 8 theme\nA x 4 fit\nA y 9 theme")
    with pytest.raises(BriefError, match="no points for fit; give them, or say missing=ignore or missing=zero"):
        derive(found, "weighted theme=3 fit=1")
    assert values(derive(found, "weighted theme=3 fit=1 missing=ignore")) == {"x, judge A": "7", "y, judge A": "9"}
    assert values(derive(found, "weighted theme=3 fit=1 missing=zero"))["y, judge A"] == "6.75"


def test_normed_figures_take_their_group() -> None:
    found = rows("- a 2\n- b 4\n- c 6\n- d 8")
    assert values(derive(found, "z | round decimals=3"))["a"] == "-1.342"
    assert values(derive(found, "t | round")) == {"a": "37", "b": "46", "c": "54", "d": "63"}
    assert values(derive(found, "percentile of=all")) == {"a": "12.5", "b": "37.5", "c": "62.5", "d": "87.5"}
    assert values(derive(found, "stanine"))["d"] == "8" and values(derive(found, "sten"))["d"] == "8"
    assert values(derive(found, "nce of=judge | round"))["a"] == "26" and values(derive(found, "iq | round"))["d"] == "120"


def test_a_percentile_is_a_place_in_the_group_that_is_named() -> None:
    found = rows("A x 1\nA y 2\nB x 3\nB y 4")
    assert [figure.shown() for figure in derive(found, "percentile of=judge").figures] == ["25", "75", "25", "75"]
    assert [figure.shown() for figure in derive(found, "percentile of=item").figures] == ["25", "25", "75", "75"]
    assert [figure.shown() for figure in derive(found, "percentile of=all").figures] == ["12.5", "37.5", "62.5", "87.5"]


def test_curves() -> None:
    found = rows("- a 4\n- b 8\n- c 8")
    assert values(derive(found, "curve kind=add by=1.5"))["a"] == "5.5"
    assert values(derive(found, "curve kind=top")) == {"a": "5", "b": "10", "c": "10"}
    assert values(derive(found, "percent | curve kind=root | round decimals=2"))["a"] == "63.25"
    bell = values(derive(found, "curve kind=bell mean=75 sd=10 | round decimals=1"))
    assert bell["b"] == bell["c"] and float(bell["a"]) < 75 < float(bell["b"])


def test_guessing_needs_right_and_wrong_answers() -> None:
    found = rows("- Ada 42 right\n- Ada 8 wrong", "50")
    assert values(derive(found, "guessing choices=5")) == {"Ada": "40"}
    with pytest.raises(BriefError, match="right and wrong answers are both needed"):
        derive(found[:1], "guessing choices=5")


def test_rankings_become_ballots() -> None:
    found = rows("1 M 4\n1 N 3\n1 K 1\n2 N 4\n2 K 3\n2 M 1\n3 K 4\n3 N 3\n3 M 1")
    winners = [figure.item for figure in derive(found, "condorcet").figures if figure.note.startswith("wins")]
    assert winners == ["N"]
    with pytest.raises(BriefError, match="judge 1 does not rank the items"):
        derive(rows("1 M 4\n1 N 4"), "borda")


def test_the_branchs_rule_says_whether_a_song_reaches_the_mean() -> None:
    figures = derive(rows("a s 8\nb s 8.5\na t 8\nb t 8"), "branch").figures
    assert [figure.note for figure in figures] == ["mean reaches 8.25", "mean does not reach 8.25"]
    with pytest.raises(BriefError, match=r"8\.2 is not on the branch's scale"):
        derive(rows("a s 8.2"), "branch")


def test_listeners_who_miss_the_reference_are_left_out_of_the_view() -> None:
    table = "\n".join(
        f"{name} {what} {points} trial{trial}"
        for name, reference in (("good", 100), ("deaf", 60))
        for trial in range(4)
        for what, points in (("reference", reference), ("anchor70", 30), ("ours", 80))
    )
    found = rows(table, "100")
    figures = derive(found, "mushra").figures
    assert {figure.judge for figure in figures} == {"good"} and figures[0].note == "left out: deaf"
    with pytest.raises(BriefError, match="no hidden reference"):
        derive(rows("a ours 5 t"), "mushra")


def test_pairs_give_strengths_and_endless_ones_are_refused() -> None:
    strengths = dict(bradley_terry([("a", "b")] * 3 + [("b", "a")]))
    assert strengths["a"] - strengths["b"] == pytest.approx(1.0986123, abs=1e-6)  # the log of 3 to 1
    found = rows("x a 1 p1\nx b 0 p1\ny b 1 p1\ny a 0 p1")
    assert values(derive(found, "pairs")) == {"a": "0", "b": "0"}
    with pytest.raises(BriefError, match="strengths would be endless"):
        derive(rows("x a 1 p1\nx b 0 p1"), "pairs")


@pytest.mark.parametrize(
    ("table", "maximum", "recipe", "fault"),
    [
        ("A x 8", "", "percent", "x, judge A: there is no percent without a maximum"),
        ("A x 8\nB x 8", "10", "z", "a group of 1 has no spread"),
        ("A x 8\nA y 8", "10", "z", "all 2 have the same points"),
        ("A x 8\nB x 7", "10", "drop high=1", "extremes are dropped from three or more"),
        ("A x 8\nB x 7\nC x 6", "10", "drop high=2 low=1", "leaves nobody"),
        ("A x 8", "10", "grade scale=uk", "grades are given for percents"),
        ("A x 8", "10", "percent | grade scale=mars", "there is no scale “mars”"),
        ("A x 8", "10", "percent | grade scale=uk | mean", "grades are not counted with"),
        ("A x 8", "10", "average", "there is no step “average”"),
        ("A x 8", "10", "drop highest=1", "drop knows no “highest=1”; it takes high=, low="),
        ("A x 8", "10", "round decimals=99", "99 decimals cannot be shown"),
        ("A x 8", "10", "percentile", "a percentile is a place in a group: no group is named; say of=judge"),
        ("A x 8", "10", "percentile of=class", "“class” is no group; say of=judge"),
        ("A x 8", "10", "nce", "a percentile is a place in a group: no group is named"),
        ("A x 8", "10", "guessing", "guessing needs choices="),
        ("A x 8", "10", "stv places=3", "need no vote"),
    ],
)
def test_refusals_are_one_clear_line(table: str, maximum: str, recipe: str, fault: str) -> None:
    with pytest.raises(BriefError, match=fault.replace("(", r"\(")):
        derive(rows(table, maximum), recipe)


def test_points_on_different_scales_are_not_mixed() -> None:
    mixed = (*rows("A x 8"), Row(2, Entry("x", "40", "B", maximum="50", time=WHEN), "hash"))
    with pytest.raises(BriefError, match=r"different scales \(0 to 10 and 0 to 50\) cannot be merged; take the percent first"):
        derive(mixed, "mean")
    assert values(derive(mixed, "percent | mean")) == {"x": "80"}


def test_nothing_is_rounded_before_it_is_asked() -> None:
    third = derive(rows("A x 1"), "rescale to=1 times=1").figures[0]
    assert third.value == Fraction(1, 10) and derive(rows("A x 1", "3"), "percent").figures[0].value == Fraction(100, 3)
