"""Award figures of a score folder as a recipe: its ledger, how its story was read, its history; and the disclosure beside them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore import eligibility, takes
from originalscore.album import last_album
from originalscore.directing import known_score
from originalscore.eligibility import AlbumTimes, Disclosed, Findings
from originalscore.folder import ProjectFolder
from originalscore.formats.cue_sheet_csv_read import read_cue_sheet_csv
from originalscore.history import read_history
from originalscore.ledger import read_ledger
from originalscore.model.album import Album
from originalscore.model.ledger import Ledger
from originalscore.pipeline import Listener

DISCLOSURE = "documents/disclosure.pdf"


def check_folder(
    folder: ProjectFolder, listener: Listener, *, year: int = 0, award: str = ""
) -> tuple[Findings, Path]:  # fmt: skip
    """The award figures of a film that was scored here and of its album, if one was made, and the disclosure, which is written anew.

    Parameters
    ----------
    year, award
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
            album=_times(last_album(folder.root), book),
            record=eligibility.record_of(told),
            year=year,
            award=award,
        )
        paper = folder.root / DISCLOSURE
        eligibility.write_disclosure(paper, told)
        return findings, paper


def _times(album: Album | None, book: Ledger) -> AlbumTimes | None:
    """How long each piece is heard on the album; a suite's music is shared out among its pieces by their lengths in the film."""
    if album is None:
        return None
    seconds: dict[str, Fraction] = {}
    for track in album.tracks:
        heard_s = Fraction(track.music_end_sample - track.first_sample, album.sample_rate)
        frames = {name: piece.frames for name in track.of if (piece := book.entry(name)) is not None}
        for name, count in frames.items():
            seconds[name] = seconds.get(name, Fraction(0)) + heard_s * count / sum(frames.values())
    last = max((track.end_sample for track in album.tracks), default=0)
    return AlbumTimes(len(album.tracks), seconds, Fraction(last, album.sample_rate))


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
