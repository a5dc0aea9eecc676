"""Award figures of a score folder as a recipe: its ledger, how its story was read, its history; and the disclosure beside them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore import eligibility, takes
from originalscore.directing import known_score
from originalscore.eligibility import AlbumTimes, Disclosed, Findings
from originalscore.folder import ProjectFolder
from originalscore.formats.cue_sheet_csv_read import read_cue_sheet_csv
from originalscore.history import read_history
from originalscore.ledger import read_ledger
from originalscore.pipeline import Listener

DISCLOSURE = "documents/disclosure.pdf"


def check_folder(
    folder: ProjectFolder, listener: Listener, *, year: int = 0, award: str = "", album: AlbumTimes | None = None
) -> tuple[Findings, Path]:  # fmt: skip
    """The award figures of a film that was scored here, and the disclosure, which is written anew.

    Parameters
    ----------
    year, award, album
        As in :func:`originalscore.eligibility.check_eligibility`.

    Raises
    ------
    BriefError
        If the folder is no score folder, or has not been scored as its cue list stands now.
    """
    with folder.alone():
        book = read_ledger(folder)
        spotted = known_score(folder, listener)
        made = {cue.id: takes.kept_takes(folder, cue.id) for cue in spotted.cues.cues}
        told = Disclosed(book, spotted.cues, spotted.rights, read_history(folder), made, spotted.project.brief.words)
        entered = {theme.theme for theme in spotted.rights.themes}
        unsaid = any(theme.source != "invented" and theme.name not in entered for theme in spotted.cues.themes)
        findings = eligibility.check_eligibility(
            book,
            beats=spotted.story.beats,
            unstated=("theme origins",) * unsaid,
            album=album,
            record=eligibility.record_of(told),
            year=year,
            award=award,
        )
        paper = folder.root / DISCLOSURE
        eligibility.write_disclosure(paper, told)
        return findings, paper


def check_sheet(path: Path, *, year: int = 0, award: str = "") -> Findings:
    """The award figures of a film made elsewhere, from its music cue sheet.

    Raises
    ------
    FormatError
        If the sheet cannot be read.
    """
    sheet = read_cue_sheet_csv(path)
    seconds = dict(sheet.album_s)
    album = AlbumTimes(len(seconds), seconds, sum(seconds.values(), Fraction(0))) if seconds else None
    return eligibility.check_eligibility(sheet.ledger, beats=sheet.beats, unstated=sheet.unstated, album=album, year=year, award=award)
