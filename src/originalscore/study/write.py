"""Where a study goes: a folder beside the music, in which nothing of the user's is ever overwritten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from originalscore.errors import BriefError, ToolError
from originalscore.files import write_whole
from originalscore.model.codec import encode
from originalscore.study.pictures import draw_character, draw_page, draw_roll
from originalscore.study.read import Piece
from originalscore.study.study import Study

#: What a study's files end in; a folder with anything else is somebody's own.
_ENDINGS = ("-study.json", "-roll.png", "-page.png")
_CHARACTER = "-character.png"


def choose_out(path: Path, out: Path | None) -> Path:
    """The folder to write: ``<name>-study`` beside the music unless another is asked for.

    Raises
    ------
    BriefError
        If it is a file, or holds files that no study wrote.
    """
    chosen = out or path.absolute().with_name(f"{path.absolute().stem if path.is_file() else path.absolute().name}-study")
    if chosen.exists() and not chosen.is_dir():
        raise BriefError(f"{chosen} is a file, not a folder", "choose another one with --out")
    strangers = (
        [found.name for found in sorted(chosen.iterdir()) if not found.name.endswith((*_ENDINGS, _CHARACTER))] if chosen.exists() else []
    )
    if strangers:
        raise BriefError(f"the folder {chosen} already holds other files ({strangers[0]})", "choose an empty folder with --out")
    return chosen


def write_character(out: Path, name: str, studies: Sequence[Study]) -> Path:
    """Draw the character of the pieces of one file or folder, and of what was studied beside them; gives the file."""
    path = out / f"{name}{_CHARACTER}"
    draw_character(path, [(study.title, study.traits) for study in studies])
    return path


def write_study(out: Path, piece: Piece, study: Study) -> tuple[list[Path], str]:
    """Write the figures and the pictures of a piece; gives the files, and why there is no page where there is none."""
    paths = [out / f"{piece.name}{ending}" for ending in _ENDINGS]
    write_whole(paths[0], json.dumps(encode(study), ensure_ascii=False, indent=1) + "\n")
    draw_roll(paths[1], piece, study)
    try:
        draw_page(paths[2], piece)
    except ToolError as fault:
        return paths[:2], f"{piece.name}: no page was drawn: {fault.args[0]}"
    return paths, ""
