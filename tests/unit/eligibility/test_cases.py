"""Films whose figures were published: their shares to the digit, their verdicts, and the risk that their committees named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.film_cases import CASES, FOLDER, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_published_case_gives_its_figures_verdicts_and_risk(case: Case) -> None:
    assert case.faults(case.found()) == []


def test_every_sheet_names_its_source_and_is_a_case() -> None:
    sheets = sorted(FOLDER.glob("*.csv"))
    assert sorted(case.file for case in CASES) == sorted(sheet.stem for sheet in sheets)
    for sheet in sheets:
        heads = {line.split(",")[0] for line in sheet.read_text(encoding="utf-8").splitlines()}
        assert {"Source", "Published"} <= heads, sheet.name


def test_blood_fails_60_and_passes_35_in_both_readings() -> None:
    shares = [next(iter(CASES[n].found().figures)).low for n in (0, 1)]
    assert shares == [Fraction(35, 81), Fraction(35, 96)]


def test_souls_strict_reading_is_told_by_its_option() -> None:
    found = next(case for case in CASES if case.file == "soul").found()
    strict = next(one for one in found.effects if (one.option, one.choice) == ("source music", "not original"))
    assert strict.share == Fraction(52, 100)
    reason = next(test.reason for test in found.tests if test.rule.id == "academy-93")
    assert reason == "meets as usually counted, fails with source music not original"


def test_the_dark_knights_risk_names_who_is_not_put_forward() -> None:
    for name in ("the-dark-knight-60", "the-dark-knight-70"):
        risk = next(case for case in CASES if case.file == name).found().risks[2]
        assert "5 writers, 2 put forward; not put forward: third name, fourth name, fifth name" in risk.why


def test_49_98_percent_is_shown_as_50_and_fails_it() -> None:
    found = next(case for case in CASES if case.file == "one-night-in-miami").found()
    bafta = next(test for test in found.tests if test.rule.id == "bafta-2020")
    assert bafta.verdict == "fails" and bafta.reason.startswith("unrounded below 50")
