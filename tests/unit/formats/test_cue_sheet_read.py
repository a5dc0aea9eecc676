"""Cue sheets read back: ours exactly, those of others with what they say and nothing more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.ledger.made import ledger_of, piece

from originalscore.errors import FormatError
from originalscore.formats.cue_sheet_csv import write_cue_sheet_csv
from originalscore.formats.cue_sheet_csv_read import CueSheet, read_cue_sheet_csv
from originalscore.model.ledger import Party, Permissions, Reuse


def read(place: Path, text: str) -> CueSheet:
    file = place / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    return read_cue_sheet_csv(file)


def test_ours_comes_back_to_the_frame(tmp_path: Path) -> None:
    writers = (Party("Ann", "C", Fraction(50), "PRS", ""), Party("Ben", "CA", Fraction(50), "", ""))
    ledger = ledger_of(
        piece("1m1", 0, 10.5, bars=8, reuse=(Reuse("Part One", "", 2, "composed earlier"),), writers=writers, theme_writers=("Cy",), tail_frames=7),
        piece("s1", 5, 95, usage="VV", lyric=True, on_screen=True, origin="pre-existing", kind="pre-existing", performer="Di"),
        year=2024, composer="Ann; Ben", credits_frame=80 * 24,
    )  # fmt: skip
    write_cue_sheet_csv(tmp_path / "sheet.csv", ledger, 1)
    found = read_cue_sheet_csv(tmp_path / "sheet.csv")
    plain = replace(
        ledger, entries=tuple(replace(one, reasons=(), permissions=Permissions()) for one in ledger.entries), facts=found.ledger.facts
    )
    assert found.ledger == plain and found.unstated == frozenset() and found.beats is None


def test_columns_are_known_in_any_order_and_by_other_names(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Film;A Film\nYear;2020\nComposer;Ann\nWriter(s);Timing;Cue Title;Music Origin\nAnn (PRS) 60 %/Ben 40%;0:01:30;Opening;Original\n;45;Radio;Licensed\n",
    )
    assert (found.ledger.title, found.ledger.year, found.ledger.composer) == ("A Film", 2020, "Ann")
    first, second = found.ledger.entries
    assert first.writers == (Party("Ann", "C", Fraction(60), "PRS"), Party("Ben", "C", Fraction(40)))
    assert [one.frames for one in (first, second)] == [9000, 4500] and [one.origin for one in (first, second)] == [
        "composed here",
        "pre-existing",
    ]
    assert found.unstated == {"places", "length", "reuse", "words", "on screen", "theme writers"}


def test_what_is_blank_is_not_stated(tmp_path: Path) -> None:
    found = read(tmp_path, "Title,Origin,Usage,In,Out\nOne,,,0:00:00,0:00:10\nTwo,score,VV,0:00:10,0:00:20\n").ledger.entries
    assert (found[0].origin, found[0].usage, found[0].lyric, found[0].on_screen) == ("", "", False, False)
    assert found[1].lyric and found[1].on_screen


def test_timecodes_count_from_the_first_frame_at_the_rate_that_is_stated(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Frame rate,24\nFirst frame,01:00:00:00\nEnd credits from,01:00:30:00\nStory beat,01:00:20:12,the quarrel\n\n"
        "Title,In,Out\nOne,01:00:10:00,01:00:20:12\n",
    )
    assert (found.ledger.entries[0].first_frame, found.ledger.entries[0].end_frame, found.ledger.credits_frame) == (240, 492, 720)
    assert found.beats is not None and found.beats[0].at_s == Fraction(41, 2) and found.beats[0].what == "the quarrel"


def test_a_row_without_title_adds_a_writer(tmp_path: Path) -> None:
    found = read(tmp_path, "Title,Duration,Writer,Share\nOne,10,Ann,50\n,,Ben,50\n")
    assert [writer.name for writer in found.ledger.entries[0].writers] == ["Ann", "Ben"]


def test_album_durations_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "Title,Duration,Album duration\nOne,10,12\nTwo,10,\n").album_s == (("1", Fraction(12)),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("hello\n", "sheet.csv is no music cue sheet: no row names a title and a time"),
        ("Title,Duration\nOne,\n", "line 2: “One” has no times; give it in and out, or a duration"),
        ("Title,Duration\nOne,soon\n", "line 2: “soon” is not a time"),
        ("Title,In,Out\nOne,0:00:20,0:00:10\n", "line 2: “One” ends before it begins"),
        (
            "Title,In,Out\nOne,00:00:10:12,00:00:20:12\n",
            "line 2: “00:00:10:12” counts frames, but the sheet states no frame rate; add a row",
        ),
        ("Frame rate,fast\nTitle,Duration\nOne,10\n", "line 1: “fast” is not a frame rate"),
        ("Year,soon\nTitle,Duration\nOne,10\n", "line 1: “soon” is no whole number"),
        ("Title,Duration,Origin\nOne,10,found\n", "line 2: “found” is unknown as origin; known are composed here"),
        ("Title,Duration,Usage\nOne,10,ZZ\n", "line 2: the usage “ZZ” is unknown; known are BI"),
        ("Title,Duration,On screen\nOne,10,perhaps\n", "line 2: “perhaps” is unknown as yes or no"),
        ("Title,Duration,Writer,Role\nOne,10,Ann,Boss\n", "line 2: the role “BOSS” is unknown; known are C"),
        ("Title,Duration,Writer,Share\nOne,10,Ann; Ben,50\n", "line 2: one share stands beside several writers"),
        ("Title,Duration,Writer\nOne,10,Ann (140 %)\n", "line 2: a share of 140 per cent is too much"),
        ("Title,Duration,Bars\nOne,10,many\n", "line 2: “many” is no whole number"),
        ("Title,Duration,ISRC\nOne,10,12\n", "line 2: “12” is no ISRC"),
        ("Programme length,0:00:05\nTitle,Duration\nOne,10\n", "“One” ends after the film"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, text)
    assert fault in str(caught.value) and "\n" not in str(caught.value)
