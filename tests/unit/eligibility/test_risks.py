"""The ten named risks, each found where it is, not found where it is not, and not stated where nobody has said enough."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.ledger.made import ledger_of, piece

from originalscore.eligibility import check_eligibility
from originalscore.model.film_reading import StoryBeat
from originalscore.model.ledger import Ledger, Party, Reuse

ANN = (Party("Ann", "C", Fraction(100)),)
BEATS = (StoryBeat(Fraction(50), "the quarrel", "marked"),)
OLD = {"origin": "pre-existing"}


def state(ledger: Ledger, number: str, **named: object) -> str:
    return risk(ledger, number, **named)[0]


def risk(ledger: Ledger, number: str, **named: object) -> tuple[str, str]:
    found = check_eligibility(ledger, **named)  # type: ignore[arg-type]
    return next((one.state, one.why) for one in found.risks if one.number == number)


def test_r1_pre_existing_music_opens_or_closes() -> None:
    middle = ledger_of(piece("a", 0, 30), piece("old", 30, 60, **OLD), piece("b", 60, 90))
    assert state(middle, "R1") == "not found"
    assert risk(ledger_of(piece("old", 0, 30, **OLD), piece("b", 60, 90)), "R1") == ("found", "old “OLD” at 01:00:00:00 opens the film")
    closing = ledger_of(piece("a", 0, 30), piece("old", 60, 90, **OLD))
    assert "closes the film" in risk(closing, "R1")[1]
    assert state(closing, "R1", unstated={"places"}) == "not stated"
    assert state(ledger_of(piece("a", 0, 30), piece("x", 60, 90, origin="")), "R1") == "not stated"
    song = ledger_of(piece("a", 0, 60), piece("old", 70, 90, **OLD), credits_frame=65 * 24)
    assert "ends the credits" in risk(song, "R1")[1]


def test_r1_leaves_a_logo_out() -> None:
    assert state(ledger_of(piece("l", 0, 5, usage="EE", **OLD), piece("a", 5, 30)), "R1") == "not found"


def test_r2_pre_existing_music_at_a_turn() -> None:
    there, elsewhere = (ledger_of(piece("old", first, first + 10, **OLD)) for first in (45, 60))
    assert risk(there, "R2", beats=BEATS) == ("found", "old “OLD” at 01:00:45:00 at “the quarrel” (01:00:50:00)")
    assert state(elsewhere, "R2", beats=BEATS) == "not found"
    assert state(there, "R2") == "not stated" and state(ledger_of(piece("a", 45, 55)), "R2", beats=BEATS) == "not found"


def test_r3_more_writers_or_too_small_a_share() -> None:
    two = (Party("Ann", "C", Fraction(70)), Party("Ben", "C", Fraction(30)))
    assert "not put forward: Ben" in risk(ledger_of(piece("a", 0, 9, writers=two), composer="Ann"), "R3")[1]
    assert state(ledger_of(piece("a", 0, 9, writers=two), composer="Ann; Ben"), "R3") == "not found"
    less = (Party("Ann", "C", Fraction(69)), Party("words", "A", Fraction(31)))
    assert risk(ledger_of(piece("a", 0, 9, writers=less), composer="Ann"), "R3") == ("found", "those put forward wrote 69.0 %")
    assert state(ledger_of(piece("a", 0, 9, writers=ANN)), "R3") == "not stated"


def test_r4_a_theme_by_somebody_else() -> None:
    assert state(ledger_of(piece("a", 0, 9, theme_writers=("Ben",)), composer="Ann"), "R4") == "found"
    assert state(ledger_of(piece("a", 0, 9, theme_writers=("ANN",)), composer="Ann"), "R4") == "not found"
    assert state(ledger_of(piece("a", 0, 9)), "R4", unstated={"theme writers"}) == "not stated"


def test_r5_music_from_own_earlier_work() -> None:
    assert state(ledger_of(piece("a", 0, 9, origin="composed earlier")), "R5") == "found"
    themed = piece("a", 0, 9, bars=4, reuse=(Reuse("an earlier film", "love theme", 2, "composed earlier"),))
    assert "love theme of an earlier film" in risk(ledger_of(themed), "R5")[1]
    assert state(ledger_of(piece("a", 0, 9)), "R5") == "not found" and state(ledger_of(piece("a", 0, 9, origin="")), "R5") == "not stated"


def test_r6_songs_at_key_points() -> None:
    song = {"lyric": True}
    assert state(ledger_of(piece("a", 0, 9), piece("s", 20, 30, **song), piece("b", 60, 90)), "R6", beats=BEATS) == "not found"
    assert state(ledger_of(piece("a", 0, 9), piece("s", 45, 55, **song), piece("b", 60, 90)), "R6", beats=BEATS) == "found"
    assert state(ledger_of(piece("s", 0, 9, **song), piece("b", 60, 90)), "R6") == "found"
    assert state(ledger_of(piece("a", 0, 9)), "R6", unstated={"words"}) == "not stated"


@pytest.mark.parametrize(("bars", "expected"), [(20, "not found"), (21, "found"), (0, "not found")])
def test_r7_reuse_within_a_series(bars: int, expected: str) -> None:
    assert state(ledger_of(piece("a", 0, 9, bars=100, reuse=(Reuse("Part One", "keeper", bars),))), "R7") == expected


def test_r7_cannot_be_told_without_bars_or_a_column() -> None:
    found = risk(ledger_of(piece("a", 0, 9, reuse=(Reuse("Part One", "", 0),))), "R7")
    assert found == ("found", "0.0 % to 100.0 % of the film's music, by the counting and by what nobody has entered")
    assert state(ledger_of(piece("a", 0, 9)), "R7", unstated={"reuse"}) == "not stated"


def test_r8_an_adapted_free_melody() -> None:
    assert state(ledger_of(piece("a", 0, 9, origin="public domain adapted")), "R8") == "found"
    assert state(ledger_of(piece("a", 0, 9, bars=4, reuse=(Reuse("hymn", "hymn", 2, "public domain adapted"),))), "R8") == "found"
    assert state(ledger_of(piece("a", 0, 9, **OLD)), "R8") == "not found"


def test_r9_no_record_of_who_wrote_it() -> None:
    assert "nobody has entered who wrote a “A”" in risk(ledger_of(piece("a", 0, 9), year=2024), "R9", record="said")[1]
    written = ledger_of(piece("a", 0, 9, writers=ANN), year=2024)
    assert state(written, "R9") == "found" and state(written, "R9", record="entered by people: “all”") == "not found"
    assert state(ledger_of(piece("a", 0, 9, writers=ANN), year=2010), "R9") == "not found"


def test_r10_rules_older_than_the_film() -> None:
    assert state(ledger_of(piece("a", 0, 9), year=2021), "R10", award="academy") == "not found"
    assert risk(ledger_of(piece("a", 0, 9), year=2022), "R10", award="academy") == (
        "found", "Academy, Original Score: known for films up to 2021",
    )  # fmt: skip
    assert "asked by the rules for films of 2020" in risk(ledger_of(piece("a", 0, 9), year=2022), "R10", year=2020, award="academy")[1]
    assert state(ledger_of(piece("a", 0, 9)), "R10") == "not stated"
