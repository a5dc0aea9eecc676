"""The chapters that a film's own container names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from originalscore.external.media import probe


@dataclass(frozen=True)
class Chapter:
    """One chapter: picture time in seconds, and its title (often empty)."""

    start_s: Fraction
    end_s: Fraction
    title: str


def has_chapters(path: Path) -> bool:
    """Whether a film or sound file names chapters; False for what cannot be opened."""
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            return bool(container.chapters())
    except (av.error.FFmpegError, OSError):
        return False


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """Every chapter of a film or sound file, in order; times count from the first displayed frame.

    Raises
    ------
    PictureError
        As ``media.probe`` does.
    """
    if not has_chapters(path):
        return ()
    zero_s = probe(path).zero_s
    with av.open(str(path), metadata_errors="replace") as container:
        found = [
            Chapter(chapter["start"] * Fraction(chapter["time_base"]) - zero_s, chapter["end"] * Fraction(chapter["time_base"]) - zero_s,
                    str(chapter["metadata"].get("title", "")).strip())
            for chapter in container.chapters()
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))
