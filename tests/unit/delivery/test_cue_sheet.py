"""The music cue sheet opens elsewhere and carries no date of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from tests.unit.ledger.made import ledger_of, piece

from originalscore.delivery.cue_sheet import write_cue_sheet
from originalscore.formats.cue_sheet_csv import COLUMNS


def test_the_workbook_opens_with_its_columns_and_without_the_hour_it_was_saved_at(tmp_path: Path) -> None:
    _, workbook = write_cue_sheet(tmp_path, ledger_of(piece("1m1", 0, 20), length_s=30))
    rows = list(openpyxl.load_workbook(workbook).active.iter_rows(values_only=True))
    assert COLUMNS in rows and rows[1][:2] == ("Programme length", "0:00:30")
    with zipfile.ZipFile(workbook) as entries:
        assert {entry.date_time[0] for entry in entries.infolist()} == {1980}
        assert b"dcterms" not in entries.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
