"""The ledger of a film: cues as they were written, songs as they were licensed, in the order of the film."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from tests.unit.composed import Composed, a_cue, compose
from tests.unit.ledger.made import RATE

from originalscore.delivery.cue_sheet import write_cue_sheet
from originalscore.ledger import Own, music_ledger, players_of
from originalscore.model.cue import CueList
from originalscore.model.ledger import Ledger, Licence, Party, Permissions
from originalscore.model.picture import Picture
from originalscore.model.rights import Rights, Song, ThemeOrigin
from originalscore.picture import blank_picture
from originalscore.times import Clock, FrameRate

F = Fraction
GRANTED = Permissions(Licence("granted"), Licence("granted"))
SONG = Song(
    "s1", "Harbour Lights", "../song.wav", "ab", F(50), F(60), "BV", "pre-existing", performer="The Lamps",
    writers=(Party("A. Writer", "CA", F(100, 3), "SOC", "00199574637"), Party("B. Writer", "A", F(200, 3))),
    publishers=(Party("House", "E", F(100)),), permissions=GRANTED, isrc="AA6Q72000047",
)  # fmt: skip


@pytest.fixture(scope="module")
def composed() -> Composed:
    return compose(a_cue())


@pytest.fixture
def picture() -> Picture:
    blank = blank_picture(F(60))
    return replace(blank, film=replace(blank.film, file="keeper.mp4", clock=Clock(FrameRate(F(RATE)), 86_400)))


def ledger_of(composed: Composed, picture: Picture, rights: Rights, cue: object = None, plan: object = None) -> Ledger:
    own = Own(composed.cue, composed.sketch, composed.tempo, players_of(composed.score), "music/cues/1m1.wav", "cd")
    cues = CueList("", 7, (), (composed.cue,), ())
    return music_ledger(picture, cues, composed.plan, (own,), rights)


def test_cues_and_songs_stand_in_the_order_of_the_film_with_exact_frames(composed: Composed, picture: Picture) -> None:
    ledger = ledger_of(composed, picture, Rights(songs=(SONG,)))
    cue, song = ledger.entries
    assert (ledger.title, ledger.frames) == ("keeper", 60 * RATE)
    assert (cue.id, cue.first_frame, cue.end_frame, cue.kind, cue.usage) == ("1m1", 0, 48 * RATE, "score", "BI")
    assert (song.id, song.first_frame, song.end_frame, song.kind) == ("s1", 50 * RATE, 60 * RATE, "pre-existing")
    assert cue.bars > 0 and cue.reuse == () and cue.permissions.on_album
    assert song.permissions.in_film and not song.permissions.on_album


def test_nobody_is_named_who_has_not_been_entered(composed: Composed, picture: Picture) -> None:
    blank = ledger_of(composed, picture, Rights())
    assert blank.composer == "" and blank.entries[0].writers == ()
    entered = ledger_of(composed, picture, Rights(composer="A. Writer", writers=(Party("A. Writer", "C", F(100)),)))
    assert entered.composer == "A. Writer" and entered.entries[0].writers[0].share == 100


def test_a_theme_that_was_there_before_counts_to_the_bar(composed: Composed, picture: Picture) -> None:
    plan = replace(composed.plan, carried=(("main", "Episode 1"),))
    carried = ledger_of(replace(composed, plan=plan), picture, Rights()).entries[0]
    assert [one.film for one in carried.reuse] == ["Episode 1"] and 0 < carried.reused_bars <= carried.bars
    said = ThemeOrigin("main", "composed earlier", "A. Writer", "An Earlier Film")
    told = ledger_of(composed, picture, Rights(themes=(said,))).entries[0]
    assert [(one.film, one.bars) for one in told.reuse] == [("An Earlier Film", carried.reused_bars)]


def test_music_in_the_films_own_sound_stays_undeclared_until_somebody_says_what_it_is(composed: Composed, picture: Picture) -> None:
    seen = replace(picture, music_spans_s=((F(50), F(58)),))
    assert ledger_of(composed, seen, Rights()).undeclared == ((50 * RATE, 58 * RATE),)
    assert ledger_of(composed, seen, Rights(songs=(replace(SONG, file="", sha256=""),))).undeclared == ()
    assert ledger_of(composed, seen, Rights(songs=(SONG,))).undeclared != (), "a recording that is laid in is not what the film had"


def test_the_cue_sheet_says_what_the_ledger_says(composed: Composed, picture: Picture, tmp_path: Path) -> None:
    ledger = ledger_of(composed, picture, Rights(songs=(SONG,)))
    sheet, workbook = write_cue_sheet(tmp_path, ledger)
    rows = list(csv.reader(sheet.read_text().splitlines()))
    begin = next(n for n, row in enumerate(rows) if row and row[0] == "Sequence")
    listed = [dict(zip(rows[begin], row, strict=True)) for row in rows[begin + 1 :]]
    assert [row["Cue"] for row in listed] == ["1m1", "s1", ""], "a further row for a further writer"
    assert [int(listed[0][name]) for name in ("First frame", "End frame")] == [0, 48 * RATE]
    assert (listed[1]["In"], listed[1]["Out"], listed[1]["Duration"]) == ("01:00:50:00", "01:01:00:00", "0:00:10")
    assert [row["Writer"] for row in listed] == ["", "A. Writer", "B. Writer"]
    assert [row["Writer share %"] for row in listed] == ["", "33.3333", "66.6667"]
    assert listed[1]["Synchronisation"] == "granted" and listed[1]["Album recording"] == ""
    assert dict(row[:2] for row in rows[:begin] if row)["Total music length"] == "0:00:58"
    table = list(openpyxl.load_workbook(workbook).active.iter_rows(values_only=True))
    assert [[cell or "" for cell in row][: len(rows[begin])] for row in table[begin + 1 :]] == rows[begin + 1 :]
