"""The music cue sheet: the rights document that performing-rights societies ask of a production, made from the music ledger.

Writers, publishers and shares stay blank until a person enters them in ``rights.toml``: who wrote machine-composed music is a legal question, and the
software is never credited.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from originalscore.files import write_whole
from originalscore.formats.cue_sheet_csv import COLUMNS, Row, cue_sheet_rows, heading_rows, write_cue_sheet_csv
from originalscore.ledger import Counting, music_frames
from originalscore.model.ledger import Ledger

_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows
_NARROW, _WIDE = 8, 42  # of a column, characters (ours)


def write_cue_sheet(folder: Path, ledger: Ledger) -> tuple[Path, Path]:
    """Write ``music-cue-sheet.csv`` and ``.xlsx``; durations never exceed the programme, and music that overlaps counts once in the whole."""
    heard = music_frames(ledger, Counting())
    csv_path, xlsx_path = folder / "music-cue-sheet.csv", folder / "music-cue-sheet.xlsx"
    write_cue_sheet_csv(csv_path, ledger, heard)
    _write_xlsx(xlsx_path, heading_rows(ledger, heard), cue_sheet_rows(ledger))
    return csv_path, xlsx_path


def _write_xlsx(path: Path, header: tuple[Row, ...], rows: tuple[Row, ...]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Music cue sheet"
    for row in [*header, (), COLUMNS, *rows]:
        sheet.append(row)
    for named in sheet[len(header) + 2]:
        named.font = Font(bold=True)
    sheet.freeze_panes = f"D{len(header) + 3}"
    for number, cells in enumerate(zip(COLUMNS, *rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(_WIDE, max(_NARROW, *(len(cell) + 2 for cell in cells)))
    saved = io.BytesIO()
    book.save(saved)
    write_whole(path, _undated(saved.getvalue()))


def _undated(workbook: bytes) -> bytes:
    """The same workbook without the hour it was saved at, so that the same music gives the same bytes."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as dated, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            content = dated.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", content)
            undated.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return bare.getvalue()
