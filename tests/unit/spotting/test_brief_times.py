"""A brief is read with the grammar of notes: scene lists, silences, events, who plays where."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.spotting.test_spot import CALM, film

from originalscore.model.brief import Brief
from originalscore.model.cue import Cue
from originalscore.model.picture import Event, Picture
from originalscore.picture import blank_picture
from originalscore.spotting import spot
from originalscore.spotting.brief_times import timed_wishes, untimed
from originalscore.spotting.mood_said import mood_said

F = Fraction
STORM_AT_34 = (Event(F(34), "flash", 0.9, "lightning"),)


def told(text: str, picture: Picture | None = None) -> list[tuple[str, float, float, str]]:
    wishes = timed_wishes(text, picture or blank_picture(F(120)))
    return [(wish.kind, float(wish.start_s), float(wish.end_s), wish.mood) for wish in wishes]


def test_a_time_before_a_mood_begins_a_stretch_that_lasts_until_the_next_one() -> None:
    assert told("00:00 a quiet morning; 00:40 chase; 01:10 farewell") == [
        ("mood", 0, 40, "tender"), ("mood", 40, 70, "action"), ("mood", 70, 120, "sorrow"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["1. 00:40 chase\n2. 01:10 farewell", "- 0:40 chase\n- 1:10 farewell", "Scene 2: 00:40 chase\nScene 3: 01:10 farewell", "chase from 0:40\nfarewell from 1:10"])  # fmt: skip
def test_scene_lists_are_read_however_they_are_numbered(text: str) -> None:
    assert told(text) == [("mood", 40, 70, "action"), ("mood", 70, 120, "sorrow")]


def test_a_hit_inside_a_scene_does_not_end_it() -> None:
    assert told("0:40 chase; 0:50 the door slams; 1:10 farewell") == [
        ("mood", 40, 70, "action"), ("hit", 50, 50, ""), ("mood", 70, 120, "sorrow"),
    ]  # fmt: skip


def test_without_a_next_time_a_stretch_lasts_to_a_border_of_scenes() -> None:
    seen = film((20, 0.6, 0.02, 0.6), (3, 0.6, 0.02, 0.6), (37, 0.6, 0.02, 0.6), (30, 0.6, 0.02, 0.6))
    assert told("00:20 chase", seen) == [("mood", 20, 60, "action")]  # the scene of three seconds is no end


def test_a_moment_that_strikes_is_a_hit_though_its_word_speaks_of_a_mood() -> None:
    assert told("0:30 she screams; 0:40 explosion") == [("hit", 30, 30, ""), ("hit", 40, 40, "")]


def test_silences_are_read_as_in_a_note() -> None:
    assert told("silence before the reveal at 01:10") == [("silence", 67, 70, ""), ("hit", 70, 70, "")]
    assert told("no music after 0:30") == [("silence", 30, 33, "")]
    assert told("0:30 silence; 0:36 the reveal") == [("silence", 30, 36, ""), ("hit", 36, 36, "")]
    assert told("0:30 silence; 1:50 the reveal")[0] == ("silence", 30, 33, "")


def test_events_of_the_film_need_no_time() -> None:
    seen = film(CALM, CALM, CALM, events=STORM_AT_34)
    assert told("hit the lightning", seen) == [("hit", 34, 34, "")]
    assert told("silence before the lightning", seen) == [("silence", 31, 34, ""), ("hit", 34, 34, "")]
    assert told("hit the elephant", seen) == []
    assert untimed("a sad film; silence before the lightning; 0:40 chase", seen) == "a sad film"


def test_times_beyond_the_film_are_passed_over() -> None:
    assert told("a hit at 3:00; 2:30 chase") == []


def test_what_is_refused_is_not_the_mood() -> None:
    assert mood_said("not sad, playful") == "comic"
    assert mood_said("dangerous") == "suspense" and mood_said("the chase") == "action" and mood_said("nothing at all") == ""


def cue_at(text: str, at_s: int) -> Cue:
    return next(cue for cue in spot(film(CALM, CALM, CALM, CALM), Brief(words=text)).cues if cue.start_s <= at_s < cue.end_s)


def test_who_plays_in_a_stretch_is_read_as_in_a_note() -> None:
    plain = cue_at("00:20-00:60 wonder", 30)
    assert cue_at("00:20-00:60 wonder, add a choir", 30).add == ("choir",) and not plain.add
    assert cue_at("00:20-00:60 wonder, harp and celesta", 30).ensemble == "harp-and-celesta"
    assert "brass" not in {*cue_at("00:20-00:60 wonder, no brass", 30).staff.players} and plain.ensemble == "orchestra"


def test_how_busy_loud_and_fast_a_stretch_is_moves_its_curves() -> None:
    told_so, plain = cue_at("00:20-00:60 mystery, sparse and quieter, slow", 40), cue_at("00:20-00:60 mystery", 40)
    for name in ("pace", "density", "force"):
        lower, usual = (sum(point.level for point in getattr(cue, name)) / len(getattr(cue, name)) for cue in (told_so, plain))
        assert lower < usual - 0.05, name
