"""Verdicts by exact fractions; no output ever says that a film may be entered."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from tests.film_cases import FOLDER
from tests.unit.ledger.made import ledger_of, piece

from originalscore.eligibility import AlbumTimes, Findings, check_eligibility, shipped_rules
from originalscore.eligibility.check import VERDICTS, Ruling
from originalscore.eligibility.figures import value_text
from originalscore.errors import BriefError
from originalscore.model.ledger import Ledger, Party, Reuse


def ruling(ledger: Ledger, rule: str, **named: object) -> Ruling:
    found: Findings = check_eligibility(ledger, **named)  # type: ignore[arg-type]
    return next(test for test in found.tests if test.rule.id == rule)


def with_share(frames: int, of: int) -> Ledger:
    return ledger_of(piece("a", 0, frames / 24), piece("b", frames / 24, of / 24, origin="pre-existing"), length_s=of / 24)


def test_34_96_percent_does_not_pass_35() -> None:
    below = ruling(with_share(3496, 10_000), "academy-94")
    assert below.verdict == "fails" and below.figure.shown() == "35.0 %" and below.reason == "unrounded below 35: 437/1250"
    assert ruling(with_share(3500, 10_000), "academy-94").verdict == "meets"
    assert ruling(with_share(349_999, 1_000_000), "academy-94").verdict == "fails"


def test_exactly_50_percent_is_open_where_sources_disagree() -> None:
    even = ruling(with_share(500, 1000), "bafta-2020")
    assert (even.verdict, even.reason) == ("unverified rule", "sources disagree whether exactly 50 passes")
    assert ruling(with_share(501, 1000), "bafta-2020").verdict == "meets"


def test_more_than_and_at_most_are_taken_at_their_word() -> None:
    def reusing(bars: int) -> Ledger:
        return ledger_of(piece("a", 0, 100, bars=100, reuse=(Reuse("Part One", "keeper", bars),)))

    assert [ruling(reusing(bars), "academy-97-series").verdict for bars in (20, 21)] == ["meets", "fails"]
    assert [ruling(reusing(bars), "academy-93-series").verdict for bars in (20, 19)] == ["fails", "meets"]


def test_a_film_of_no_series_is_not_asked_for_one() -> None:
    assert ruling(ledger_of(piece("a", 0, 100)), "academy-93-series").verdict == "not applicable"


def test_without_music_shares_are_not_applicable() -> None:
    assert ruling(ledger_of(), "academy-94").verdict == "not applicable"


def test_what_nobody_has_entered_decides_nothing() -> None:
    ledger = ledger_of(piece("a", 0, 30), piece("b", 30, 100, origin=""))
    assert ruling(ledger, "academy-94").verdict == "not stated"
    assert ruling(ledger_of(piece("a", 0, 60), piece("b", 60, 100, origin="")), "academy-93").verdict == "meets"


def test_a_verdict_that_hangs_on_the_counting_says_on_which() -> None:
    found = ruling(ledger_of(piece("a", 0, 52), piece("b", 52, 100, on_screen=True)), "academy-93")
    assert found.verdict == "depends on the counting"
    assert found.reason == "meets as usually counted, fails with source music not original"


def test_a_rule_without_a_number_decides_nothing() -> None:
    assert ruling(ledger_of(piece("a", 0, 9)), "academy-92").verdict == "not stated"
    assert ruling(ledger_of(piece("a", 0, 9)), "scl-budget").verdict == "not stated"
    assert ruling(ledger_of(piece("a", 0, 9)), "emmy-score").verdict == "unverified rule"


def test_album_tests_have_the_album_for_their_denominator() -> None:
    ledger = ledger_of(piece("a", 0, 60), piece("s", 60, 100, lyric=True, origin="pre-existing"))
    album = AlbumTimes(2, {"a": Fraction(51), "s": Fraction(49)}, Fraction(100))
    assert ruling(ledger, "mpg-recording").verdict == "not stated"
    assert ruling(ledger, "mpg-recording", album=album).verdict == "meets"
    share = ruling(ledger, "grammy-63-share", album=album)
    assert share.verdict == "unverified rule" and share.reason == "the number is not verified; by it: meets"
    less = AlbumTimes(2, {"a": Fraction("50.99"), "s": Fraction("49.01")}, Fraction(100))
    assert ruling(ledger, "mpg-recording", album=less).verdict == "fails"


@pytest.mark.parametrize(
    ("tracks", "minutes", "verdict"), [(1, 30, "meets"), (1, 29, "fails"), (5, 15, "meets"), (5, 14, "fails"), (4, 15, "fails")]
)
def test_an_album_is_long_enough_by_minutes_or_by_tracks_and_minutes(tracks: int, minutes: int, verdict: str) -> None:
    album = AlbumTimes(tracks, {"a": Fraction(60 * minutes)}, Fraction(60 * minutes))
    assert ruling(ledger_of(piece("a", 0, 9)), "grammy-63-length", album=album).verdict == verdict


@pytest.mark.parametrize(("minutes", "verdict"), [(40, "meets"), (39, "fails")])
def test_a_film_is_long_enough(minutes: int, verdict: str) -> None:
    assert ruling(ledger_of(length_s=60 * minutes), "ivors-length").verdict == verdict


@pytest.mark.parametrize(("people", "verdict"), [("Ann; Ben; Cy", "meets"), ("Ann; Ben; Cy; Di", "fails"), ("", "not stated")])
def test_people_put_forward_are_counted(people: str, verdict: str) -> None:
    assert ruling(ledger_of(piece("a", 0, 9), composer=people), "academy-97-people").verdict == verdict


def writer_share(*writers: Party) -> str:
    found = check_eligibility(ledger_of(piece("a", 0, 9, writers=writers), composer="Ann"))
    return next(one.shown() for one in found.figures if one.measure == "writer share")


def test_writers_shares_are_exact_or_between_what_they_can_be() -> None:
    assert writer_share(Party("Ann", "C", Fraction(65)), Party("Ben", "C", Fraction(35))) == "65.0 %"
    assert writer_share(Party("Ann", "C"), Party("Ben", "C", Fraction(35))) == "0.0 % to 65.0 %"
    assert writer_share(Party("Ann", "C")) == "100.0 %" and writer_share(Party("Ben", "C")) == "0.0 %"
    assert writer_share(Party("Ann", "C", Fraction(50)), Party("Words", "A", Fraction(50))) == "50.0 %"
    assert writer_share() == "not stated"


def test_rules_are_asked_by_the_films_year_or_the_one_that_is_named() -> None:
    ledger = ledger_of(piece("a", 0, 9), year=2020)
    assert {test.rule.id for test in check_eligibility(ledger, award="academy").tests if test.in_force} == {
        "academy-90-group", "academy-93", "academy-93-series",
    }  # fmt: skip
    assert ruling(ledger, "academy-94", year=2021).in_force and not ruling(ledger, "academy-93", year=2021).in_force
    with pytest.raises(BriefError, match="no rules of an award “Palme” are known; known are Academy, Original Score;"):
        check_eligibility(ledger, award="Palme")


def test_every_rule_is_dated_sourced_and_measurable() -> None:
    rules = shipped_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.award and rule.edition and rule.source and rule.note and len(rule.checked) == 10, rule.id
        assert (rule.number is None) == (rule.comparison == ""), rule.id
        assert not rule.last_year or rule.first_year <= rule.last_year, rule.id


def test_values_are_shown_to_a_tenth_half_up() -> None:
    shown = [value_text("film share", Fraction(part, 10_000)) for part in (3496, 3494, 3495, 10_000, 0)]
    assert shown == ["35.0 %", "34.9 %", "35.0 %", "100.0 %", "0.0 %"] and value_text("film length", Fraction(839, 20)) == "42.0 min"


def test_no_output_says_that_a_film_may_be_entered(run: Callable[..., tuple[int, str, str]]) -> None:
    for sheet in sorted(FOLDER.glob("*.csv")):
        for options in ((), ("--json",), ("--every-edition",), ("--year", 2021)):
            code, told, wrong = run("eligibility", "--ledger", sheet, *options)
            assert code == 0 and "eligible" not in (told + wrong).lower(), sheet


def test_the_command_tells_what_json_tells(run: Callable[..., tuple[int, str, str]]) -> None:
    told = json.loads(run("eligibility", "--ledger", FOLDER / "there-will-be-blood.csv", "--json")[1])
    assert told["figures"][0]["low_exact"] == "35/81" and told["year"] == 2007
    assert {test["verdict"] for test in told["tests"]} <= set(VERDICTS)
    code, page, _ = run("eligibility", "--ledger", FOLDER / "there-will-be-blood.csv", "--award", "academy")
    assert code == 0 and "43.2 %" in page and "R5 music from earlier work of the same hand" in page and "BAFTA" not in page


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((), "name a score folder, or a cue sheet with --ledger"),
        (("--ledger", "absent.csv"), "there is no file absent.csv"),
        (("--ledger", FOLDER / "soul.csv", "--award", "Palme"), "no rules of an award “Palme” are known"),
        ((".",), "is no score folder"),
    ],
)
def test_refusals_are_one_line(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...], fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, told, wrong = run("eligibility", *arguments)
    assert code == 2 and not told and fault in wrong and wrong.count("\n") == 1
