"""The music cue sheet: the rights document that performing-rights societies ask of a production.

Neutral columns with a code map, because the societies' own templates differ and the common one was not at hand; no claim
of RapidCue compliance is made. Writers, publishers and shares stay blank until a person enters them: who wrote
machine-composed music is a legal question, and the software is never credited.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from originalscore.files import write_whole
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture

#: Purpose of a cue -> usage code (BI background instrumental, VI visual instrumental, MT/ET main and end title).
USAGE = {
    "main title": "MT", "underscore": "BI", "action": "BI", "emotion": "BI", "transition": "BI", "end title": "ET", "source": "VI",
    "recap": "BI", "act out": "BI",
}  # fmt: skip

COLUMNS = (
    "Sequence", "Cue", "Title", "Usage", "In", "Out", "Duration", "Composer", "Composer share %", "Society", "IPI",
    "Publisher", "Publisher share %", "ISWC", "Origin",
)  # fmt: skip
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows
ORIGIN = "original score, written for this picture; writer to be entered by the production"


def write_cue_sheet(folder: Path, picture: Picture, cues: CueList) -> tuple[Path, Path]:
    """Write ``music-cue-sheet.csv`` and ``.xlsx``; durations never overlap and never exceed the programme."""
    header = _header(picture, cues)
    rows = [_row(number, cue, picture) for number, cue in enumerate(cues.cues, 1)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([*header, (), COLUMNS, *rows])
    csv_path, xlsx_path = folder / "music-cue-sheet.csv", folder / "music-cue-sheet.xlsx"
    write_whole(csv_path, text.getvalue())
    _write_xlsx(xlsx_path, header, rows)
    return csv_path, xlsx_path


def _header(picture: Picture, cues: CueList) -> list[tuple[str, ...]]:
    music_s = sum((cue.length_s for cue in cues.cues), Fraction(0))
    return [
        ("Programme title", Path(picture.film.file).stem),
        ("Programme length", clock_text(picture.film.duration_s)),
        ("Total music length", clock_text(music_s)),
        ("Frame rate", str(picture.film.clock.frame_rate)),
        ("Production company", ""),
        ("Contact", ""),
    ]


def _row(number: int, cue: Cue, picture: Picture) -> tuple[str, ...]:
    label = picture.film.clock.label
    return (
        str(number), cue.number, cue.title, USAGE[cue.purpose], label(cue.start_s), label(cue.end_s), clock_text(cue.length_s),
        "", "", "", "", "", "", "", ORIGIN,
    )  # fmt: skip


def clock_text(seconds: Fraction) -> str:
    """Seconds as h:mm:ss, rounded down so that durations never exceed the programme."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _write_xlsx(path: Path, header: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Music cue sheet"
    for row in [*header, (), COLUMNS, *rows]:
        sheet.append(row)
    for cell in sheet[len(header) + 2]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEFGHIJKLMNO", (18, 8, 26, 8, 14, 14, 10, 22, 10, 10, 12, 22, 10, 16, 40)):
        sheet.column_dimensions[column].width = width
    saved = io.BytesIO()
    book.save(saved)
    write_whole(path, _undated(saved.getvalue()))


def _undated(workbook: bytes) -> bytes:
    """The same workbook without the hour it was saved at, so that the same cue list gives the same bytes."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as dated, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            content = dated.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", content)
            undated.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return bare.getvalue()
