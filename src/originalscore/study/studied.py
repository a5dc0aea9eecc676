"""One verb over the whole room: music in, studies out, with their pictures where a folder is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.study.read import Piece, read_pieces
from originalscore.study.study import Study, study_piece
from originalscore.study.surprise import learned_expectation
from originalscore.study.write import choose_out, write_character, write_study

#: The most pieces on one picture (ours).
_MOST = 8


@dataclass(frozen=True)
class Studied:
    """A study, the files it was written to, and what the reader should know besides."""

    study: Study
    files: tuple[Path, ...]
    remark: str = ""


def study_files(paths: Iterable[Path], *, out: Path | None = None, write: bool = True) -> tuple[Studied, ...]:
    """Study files and score folders; every one is read before anything is written.

    Parameters
    ----------
    paths
        MIDI and MusicXML files, and folders that films were scored into.
    out
        Folder to write; default ``<name>-study`` beside each.
    write
        Whether anything is written at all.

    Raises
    ------
    BriefError, FormatError
        If something is no music, or the folder is somebody's own.
    DeliveryError
        If a file cannot be written.
    """
    asked = list(paths)
    read: list[tuple[Path | None, tuple[Piece, ...]]] = []
    for path in asked:
        pieces = read_pieces(path)
        place = choose_out(path, None if out is None else out if len(asked) == 1 else out / path.stem) if write else None
        read.append((place, pieces))
    model = learned_expectation()
    found: list[Studied] = []
    groups: list[tuple[Path | None, str, list[int]]] = []
    for path, (place, pieces) in zip(asked, read, strict=True):
        groups.append((place, path.stem, list(range(len(found), len(found) + len(pieces)))))
        for piece in pieces:
            study = study_piece(piece, model)
            files, remark = write_study(place, piece, study) if place else ([], "")
            found.append(Studied(study, tuple(files), remark))
    for place, name, own in groups:
        if place and own:
            order = [*own, *(n for n in range(len(found)) if n not in own)][:_MOST]
            drawn = write_character(place, name, [found[n].study for n in order])
            found[own[-1]] = replace(found[own[-1]], files=(*found[own[-1]].files, drawn))
    return tuple(found)
