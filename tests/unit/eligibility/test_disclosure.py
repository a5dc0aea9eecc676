"""The disclosure tells what the folder shows and what people entered, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.unit.composed import a_cue
from tests.unit.ledger.made import ledger_of, piece

from originalscore.eligibility.disclosure import Disclosed, disclosure_facts, record_of, write_disclosure
from originalscore.formats.cues_toml import Change
from originalscore.history import Event
from originalscore.model.cue import CueList, ThemeWish
from originalscore.model.ledger import Licence, Party, Permissions
from originalscore.model.rights import Rights, ThemeOrigin

NOTE = Event("note", "1m1: slower", (Change("1m1", "bpm", "none", "59"),))


@pytest.fixture
def told() -> Disclosed:
    granted = Licence("granted", document="papers/label.pdf")
    song = piece("s1", 60, 90, origin="pre-existing", lyric=True, performer="Di", permissions=Permissions(granted, granted))
    cue = replace(a_cue(), id="c1", number="1m1", take=2, locks=("theme",))
    themes = (ThemeWish("keeper", "the keeper", "tender"), ThemeWish("sea", "the sea", "wonder", "../sea.mid"))
    return Disclosed(
        ledger_of(piece("1m1", 0, 30), song), CueList("", 1, themes, (cue,), ()), Rights(), (Event("spotted"),), {"c1": (1, 2)}
    )


def page(told: Disclosed) -> dict[str, Any]:
    return dict(disclosure_facts(told))


def test_what_was_generated_is_told_apart_from_the_users_own(told: Disclosed) -> None:
    facts = page(told)
    assert [theme["source"] for theme in facts["themes"]] == [
        "invented by the program", "not generated: the user's file sea.mid, developed by the program",
    ]  # fmt: skip
    (row,) = facts["cues"]
    assert row[0] == "1m1" and row[4] == "2 of 2" and row[5].endswith("by the program; locked by people: theme")
    edited = replace(told, cues=replace(told.cues, cues=(replace(told.cues.cues[0], score="user"),)))
    assert page(edited)["cues"][0][5].startswith("the user's edited score is played")


def test_where_nobody_did_anything_nothing_is_claimed(told: Disclosed) -> None:
    assert page(told)["people"] == [
        "Nobody has entered a writer of the score, or what people did.", "The folder's history shows no note, no other take, no edit.",
    ]  # fmt: skip
    assert "it was made before one was kept" in page(replace(told, events=()))["people"][-1]
    assert page(told)["events"] == [] and record_of(told) == ""


def test_what_people_did_is_told_in_their_words(told: Disclosed) -> None:
    rights = Rights(
        human="I wrote the sea.",
        composer="Ann",
        writers=(Party("Ann", "C", Fraction(100)),),
        themes=(ThemeOrigin("sea", "composed earlier"),),
    )
    facts = page(replace(told, rights=rights, events=(Event("spotted"), NOTE, Event("score")), brief="a storm"))
    assert facts["people"] == [
        "Entered by people: “I wrote the sea.”", "The wishes that the film was spotted with: “a storm”", "Put forward as composer: Ann",
        "Writers of the score, as entered: Ann (C, 100 %)", "Theme sea: composed earlier (as entered)",
    ]  # fmt: skip
    (event,) = facts["events"]
    assert event["words"] == "1m1: slower" and event["changes"] == [["1m1", "bpm", "none", "59"]]
    assert (
        record_of(replace(told, rights=rights, events=(NOTE,)))
        == "entered by people: “I wrote the sea.”; 1 human act in the folder's history"
    )


def test_what_was_licensed_says_by_whom_and_how_far(told: Disclosed) -> None:
    (song,) = page(told)["songs"]
    assert song[:3] == ["s1 “S1”", "pre-existing", "Di"]
    assert song[3:] == ["sync granted (label.pdf), master granted (label.pdf)", "composition not entered, recording not entered"]
    open_music = page(replace(told, ledger=replace(told.ledger, undeclared=((0, 24),))))["open"]
    assert open_music == ["The film's own sound has music from 01:00:00:00 to 01:00:01:00 of which nobody has said what it is."]


def test_a_long_edit_stays_a_page(told: Disclosed) -> None:
    (event,) = page(replace(told, events=(Event("edited", changes=(Change("1m1", "bpm", "1", "2"),) * 100),)))["events"]
    assert len(event["changes"]) == 40 and event["more"] == "and 60 more changes, in history.jsonl"


def test_the_page_is_the_same_bytes_twice(told: Disclosed, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_disclosure(tmp_path / name, replace(told, events=(NOTE,)))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes() and (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
