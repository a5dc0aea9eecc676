"""The album from first to last: chosen, ordered, named, heard, levelled, drawn, printed and pressed."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.album.choose import choose
from originalscore.album.cover import Cover, draw_cover, given_cover
from originalscore.album.credits import album_artist, check_isrcs, composers_of, numbers_of, performers_of, release_types
from originalscore.album.layout import Layout, lay_out
from originalscore.album.level import Levels, find_levels
from originalscore.album.minimum import album_minimum
from originalscore.album.notes import make_papers
from originalscore.album.order import Planned, arrange
from originalscore.album.pressing import MASTER, press
from originalscore.album.recordings import opened
from originalscore.album.scored import Scored, read_scored
from originalscore.album.sleeves import sleeves_of
from originalscore.album.titles import name_tracks, title_case
from originalscore.errors import FormatError
from originalscore.files import checksum, write_whole
from originalscore.folder import ProjectFolder
from originalscore.formats.album_toml import read_album_wishes, write_blank_album
from originalscore.model.album import TO_BE_ASSIGNED, Album, AlbumTrack, AlbumWishes, LeftOut
from originalscore.model.codec import dumps, loads
from originalscore.model.delivery import DeliveredFile

WISHES, FOLDER = "album.toml", "album"
_LIST, _COVER = "album.json", "cover.jpg"
_SUBTITLE = "(Original Motion Picture Soundtrack)"
_HEARING = 0.25
"""Share of the progress that listening is; pressing is the rest (ours)."""
Progress = Callable[[float], None]


@dataclass(frozen=True)
class _Heard:
    """Everything that is known of the album before its first file is written."""

    scored: Scored
    wishes: AlbumWishes
    tracks: tuple[Planned, ...]
    layout: Layout
    levels: Levels


def make_album(
    folder: ProjectFolder, wishes: AlbumWishes | None = None, *, listener: Callable[[str, str], None] = lambda stage, cue: None,
    progress: Progress = lambda share: None,
) -> Album:  # fmt: skip
    """Make the soundtrack album of a scored film, in ``album/``.

    Parameters
    ----------
    folder
        Of a film that has been scored.
    wishes
        What is wished; default: what ``album.toml`` says. The file is written blank where there is none.
    listener
        Is told that the stage ``album`` begins.
    progress
        Is told how far it is, 0 to 1.

    Returns
    -------
    Album
        As written; its ``refused`` are tracks that were wanted and may not be on it.

    Raises
    ------
    BriefError
        If the folder has not been scored, a wish names something unknown, or nothing is left for an album.
    FormatError
        If ``album.toml`` or ``rights.toml`` cannot be read.
    PictureError
        If a song cannot be decoded.
    DeliveryError
        If the album cannot be written.
    """
    with folder.alone():
        scored = read_scored(folder)
        folder.sweep()
        asked = read_album_wishes(folder.root / WISHES) if wishes is None else wishes
        own_cover = given_cover(folder.root / asked.cover) if asked.cover else None
        chosen, left_out = choose(scored.ledger, asked, folder.root)
        tracks = arrange(chosen, scored.ledger, scored.by_number, asked)
        listener("album", "")
        with opened(chosen, scored.ledger, scored.by_number, folder.root, scored.rate) as recordings:
            layout = lay_out(tracks, recordings, scored.levels_db, asked, scored.rate)
            levels = find_levels(layout, asked.loudness_lufs, lambda share: progress(_HEARING * share))
            heard = _Heard(scored, asked, tracks, layout, levels)
            album = _described(heard, left_out)
            written = _written(folder.root / FOLDER, heard, album, own_cover or _drawn(scored), progress)
        album = dataclasses.replace(album, files=tuple(_listed(folder.root, path) for path in written))
        _clear_old(folder.root, album)
        write_whole(folder.root / FOLDER / _LIST, dumps(album) + "\n")
        write_blank_album(folder.root / WISHES)
        progress(1.0)
        return album


def _described(heard: _Heard, left_out: tuple[LeftOut, ...]) -> Album:
    scored, wishes, tracks, layout, levels = heard.scored, heard.wishes, heard.tracks, heard.layout, heard.levels
    ledger = scored.ledger
    titles = name_tracks(tracks, scored.picture, scored.cues, scored.plan)
    found = []
    for number, (track, title, span, level) in enumerate(zip(tracks, titles, layout.tracks, levels.tracks, strict=True), 1):
        isrc, iswc = numbers_of(track)
        found.append(
            AlbumTrack(
                number, title, track.of, tuple(piece.kind for piece in track.pieces), span.first, span.music_end, span.end, level.lufs,
                level.dbtp, level.gain_db, composers_of(track, ledger), performers_of(track, wishes), isrc or TO_BE_ASSIGNED,
                iswc or TO_BE_ASSIGNED,
            )
        )  # fmt: skip
    check_isrcs(tuple(found))
    return Album(
        title=wishes.title or f"{title_case(ledger.title)} {_SUBTITLE}", artist=album_artist(ledger, tracks, wishes), sample_rate=layout.rate,
        release_types=release_types(tracks, wishes), gain_db=levels.gain_db, lufs=levels.album.lufs, loudest_lufs=levels.loudest_lufs,
        true_peak_dbtp=levels.album.dbtp, album_gain_db=levels.album.gain_db, wanted_lufs=wishes.loudness_lufs, held_back=levels.held_back,
        minimum=album_minimum(len(found), Fraction(layout.samples, layout.rate)), barcode=wishes.barcode or TO_BE_ASSIGNED, tracks=tuple(found),
        left_out=left_out, remarks=_remarks(scored),
    )  # fmt: skip


def _remarks(scored: Scored) -> tuple[str, ...]:
    remarks = []
    if scored.film_is_gone:
        remarks.append("the film is not where it was: the cover is drawn without it")
    ours = [entry for entry in scored.ledger.entries if entry.kind == "score"]
    if ours and not scored.ledger.composer and not any(entry.writers for entry in ours):
        remarks.append("nobody is named as the score's composer: enter one in rights.toml")
    return tuple(remarks)


def _drawn(scored: Scored) -> Cover:
    credit = f"Music by {scored.ledger.composer}" if scored.ledger.composer else ""
    return draw_cover(scored.film, scored.picture, scored.mix, title_case(scored.ledger.title), credit)


def _written(place: Path, heard: _Heard, album: Album, cover: Cover, progress: Progress) -> tuple[Path, ...]:
    """Everything but the list of it."""
    scored = heard.scored
    papers = {**make_papers(album, scored.cues, scored.plan, cover.small, MASTER), _COVER: cover.picture}
    front, sleeves = sleeves_of(album, heard.tracks, heard.levels, scored.ledger, heard.wishes)

    def pressed(share: float) -> None:
        progress(_HEARING + (1 - _HEARING) * share)

    return press(place, heard.layout, heard.levels.gain_db, front, sleeves, cover, papers, pressed)


def _listed(root: Path, path: Path) -> DeliveredFile:
    return DeliveredFile(path.relative_to(root).as_posix(), path.suffix[1:], path.stat().st_size, checksum(path))


def last_album(root: Path) -> Album | None:
    """The album that a score folder's last run made; None where there is none of ours."""
    place = root / FOLDER / _LIST
    try:
        return loads(Album, place.read_text(encoding="utf-8"), place.name) if place.is_file() else None
    except (FormatError, UnicodeDecodeError, json.JSONDecodeError):
        return None


def _clear_old(root: Path, album: Album) -> None:
    """Remove what the last album had and this one has not, unless the user has changed it since."""
    before, now = last_album(root), {file.path for file in album.files}
    for file in before.files if before else ():
        path = Path(os.path.normpath(root / file.path))
        if file.path not in now and path.is_relative_to(root / FOLDER) and path.is_file() and checksum(path) == file.sha256:
            path.unlink()
