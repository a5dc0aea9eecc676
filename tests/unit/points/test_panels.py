"""Kinds of rooms, stakes, and results in two views with their chains."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.conftest import Run

from originalscore.errors import BriefError
from originalscore.points import Entry, Ledger
from originalscore.points.conflicts import CONFLICT, declaration, declared, points_given, without_conflicts
from originalscore.points.panels import PRESETS, choose_preset
from originalscore.points.results import panel_results


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "panel.db")


def _give(ledger: Ledger, *given: tuple[str, str, str], low: str = "6", high: str = "10", criterion: str = "") -> None:
    ledger.append([Entry(item, points, judge, criterion, low, high) for judge, item, points in given])


def _choose(ledger: Ledger, judge: str, better: str, other: str) -> None:
    pair = " against ".join(sorted((better, other)))
    _give(ledger, (judge, better, "1"), (judge, other, "0"), low="0", high="1", criterion=pair)


def test_the_branchs_scale_has_nine_steps_and_a_rubric_its_own() -> None:
    assert PRESETS["song-branch"].values() == ("6", "6.5", "7", "7.5", "8", "8.5", "9", "9.5", "10")
    rubric = choose_preset("rubric", "theme=3, fit, craft=0.5", minimum="1", maximum="2", step="0.25")
    assert rubric.values() == ("1", "1.25", "1.5", "1.75", "2") and rubric.on_scale("1,25") == "1.25"
    assert [(one.name, one.weight) for one in rubric.criteria] == [("theme", 3), ("fit", 1), ("craft", Fraction(1, 2))]
    assert rubric.recipe == "percent | weighted missing=refuse theme=3 fit=1 craft=0.5 | mean"


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("gala", {}, "no kind of room “gala”; choose one of song-branch, rubric, pairs, mushra"),
        ("pairs", {"criteria": "theme"}, "its own scale and no criteria"),
        ("rubric", {"criteria": "theme,theme"}, "named twice"),
        ("rubric", {"criteria": "the theme"}, "“the theme” is no criterion"),
        ("rubric", {"criteria": "missing=1"}, "is no criterion"),
        ("rubric", {"criteria": "theme=0"}, "weighs nothing"),
        ("rubric", {"criteria": "theme=much"}, "weight of theme: “much” is not a number"),
        ("rubric", {"minimum": "10"}, "10 to 10 in steps of 1 is no scale"),
        ("rubric", {"maximum": "1000"}, "is no scale; give 1 to 200 whole steps"),
        ("rubric", {"step": "-1"}, "is no scale"),
    ],
)
def test_a_room_that_makes_no_sense_is_refused(name: str, options: dict[str, str], told: str) -> None:
    with pytest.raises(BriefError, match=told):
        choose_preset(name, **options)


def test_a_stake_is_no_points_and_can_be_taken_back(ledger: Ledger) -> None:
    _give(ledger, ("Ada", "one", "10"), ("Ben", "one", "7"))
    ledger.append([declaration("Ada", "one", holds=True)])
    rows = ledger.standing()
    assert [row.id for row in declared(rows)] == [3] and [row.id for row in points_given(rows)] == [1, 2]
    assert [row.id for row in without_conflicts(rows)] == [2]
    ledger.append([declaration("Ada", "one", holds=False, replaces=3)])
    assert not declared(ledger.standing()) and [row.id for row in without_conflicts(ledger.standing())] == [1, 2]
    assert [row.entry.criterion for row in ledger.rows()] == ["", "", CONFLICT, CONFLICT]


def test_results_are_told_with_and_without_stakes_down_to_the_rows(ledger: Ledger) -> None:
    _give(ledger, ("Ada", "one", "10"), ("Ben", "one", "7"), ("Ben", "two", "8.5"))
    ledger.append([declaration("Ada", "one", holds=True)])
    found = panel_results(ledger.standing(), PRESETS["song-branch"])
    assert [(figure.item, figure.shown(), figure.rows()) for figure in found.all_points.figures] == [
        ("one", "8.5", (1, 2)),
        ("two", "8.5", (3,)),
    ]
    assert [(figure.item, figure.shown(), figure.rows()) for figure in found.without.figures] == [("two", "8.5", (3,)), ("one", "7", (2,))]
    told = found.told()
    assert told[1] == "judge Ada has a stake in one (row 4)"
    assert told[2] == "all 3 rows, those of judges with a stake among them"
    at = told.index("without the 1 row that a stake touches")
    assert told[at + 3].startswith("  one: 7 = branch (mean does not reach 8.25)") and told[at + 4].startswith(
        "    row 2: one, judge Ben: 7 of 10 (raw; "
    )


def test_a_rubric_says_what_is_missing_unless_told_what_it_means(ledger: Ledger) -> None:
    _give(ledger, ("Ada", "one", "10"), low="0", criterion="theme")
    weights = "theme=3,fit"
    (refused,) = panel_results(ledger.standing(), choose_preset("rubric", weights)).all_points.refused
    assert "no points for fit" in refused
    for missing, shown in (("ignore", "100"), ("zero", "75")):
        (figure,) = panel_results(ledger.standing(), choose_preset("rubric", weights, missing=missing)).all_points.figures
        assert figure.shown() == shown


def test_pairs_are_derived_within_what_was_compared(ledger: Ledger) -> None:
    for judge, better, other in (("Ada", "1m1 a", "1m1 b"), ("Ben", "1m1 a", "1m1 b"), ("Cy", "1m1 b", "1m1 a"), ("Ada", "2m1 x", "2m1 y")):
        _choose(ledger, judge, better, other)
    found = panel_results(ledger.standing(), PRESETS["pairs"]).all_points
    shown = {(figure.item, figure.criterion): figure.shown() for figure in found.figures}
    assert shown[("1m1 a", "times preferred")] == "2" and shown[("2m1 y", "times preferred")] == "0"
    assert shown[("1m1 a", "")] == "0.3466", "half of ln 2: preferred twice as often"
    assert ("2m1 x", "") not in shown and "strengths would be endless" in found.refused[0] and len(found.refused) == 1


def test_a_stake_in_one_of_a_pair_takes_the_whole_comparison_out(ledger: Ledger) -> None:
    _choose(ledger, "Ada", "a", "b")
    _choose(ledger, "Ben", "a", "b")
    _choose(ledger, "Ben", "b", "a")
    ledger.append([declaration("Ada", "b", holds=True)])
    assert {row.entry.judge for row in without_conflicts(ledger.standing(), compares=True)} == {"Ben"}
    assert len(without_conflicts(ledger.standing())) == 5


def test_points_of_another_scale_are_refused(ledger: Ledger) -> None:
    with pytest.raises(BriefError, match="holds no points yet"):
        panel_results((), PRESETS["mushra"])
    _give(ledger, ("Ada", "one", "10"))
    with pytest.raises(
        BriefError, match=r"row 1: 10 of 10 is not on the scale of mushra \(0 to 100 in steps of 1\); name its kind with --preset"
    ):
        panel_results(ledger.standing(), PRESETS["mushra"])


def test_a_recipe_never_counts_stakes(ledger: Ledger, run: Run) -> None:
    _give(ledger, ("Ada", "one", "10"), ("Ben", "one", "7"))
    ledger.append([declaration("Ada", "one", holds=True)])
    assert run("points", "derive", ledger.path, "mean") == (0, "one: 8.5\n", "")
    assert run("points", "derive", ledger.path, "mean", "--without-conflicts") == (0, "one: 7\n", "")


def test_results_need_no_sound_library(ledger: Ledger) -> None:
    _give(ledger, ("Ada", "one", "10"))
    program = (
        "import sys; from originalscore.cli import main_group;"
        "main_group(['points', 'room', '--results', '--ledger', sys.argv[1]], standalone_mode=False);"
        "print(sorted({'av', 'scipy', 'soundfile', 'jinja2', 'originalscore.judging'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(ledger.path)], capture_output=True, text=True, check=True)
    assert "one: 10 = branch" in done.stdout and done.stdout.endswith("\n[]\n")
