"""The hit ledger goes out as CSV and comes back."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import FormatError
from originalscore.formats.hits_csv import HitRow, read_hits_csv, write_hits_csv

ROWS = (
    HitRow("1m1", "01:00:21:05", 509, Fraction(509, 24), 'lightning, "big"', "hard", True, "downbeat", 9, Fraction(1), "downbeat", 0.02, -3.5, True),
    HitRow("1m1", "01:00:23:00", 552, Fraction(23), "door", "soft", False, "beat", 10, Fraction(7, 2), "offbeat", 12.0, None, False),
)  # fmt: skip


def test_ledger_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    write_hits_csv(path, ROWS)
    back = read_hits_csv(path)
    assert [row.frame for row in back] == [509, 552]
    assert back[1] == ROWS[1]
    assert back[0].what == 'lightning, "big"' and back[0].rendered_error_ms == -3.5
    assert abs(back[0].at_s - ROWS[0].at_s) < Fraction(1, 1_000_000)


def test_headings_speak_the_words_of_the_product(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    write_hits_csv(path, ROWS)
    with path.open(newline="") as file:
        first = next(csv.DictReader(file))
    assert first["class"] == "hard" and first["must"] == "yes" and first["landing_asked"] == "downbeat"
    assert first["rendered_error_ms"] == "-3.50"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    path.write_text("cue,timecode\n1m1,01:00:00:00\n")
    with pytest.raises(FormatError, match="column “frame” is missing"):
        read_hits_csv(path)


def test_a_bad_figure_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    write_hits_csv(path, ROWS)
    path.write_text(path.read_text().replace("552", "many"))
    with pytest.raises(FormatError, match="line 3"):
        read_hits_csv(path)
