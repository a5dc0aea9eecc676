"""The editor's marks on a film: lists from editing programs, laid on the film's own time, and the film's own chapters.

A sequence's first frame is the film's first frame, whatever label either begins with. Where the rates differ, marks are placed by time. A
list that tells no start (an EDL, a table of timecodes) is in the film's own timecode if all of it lies inside the film; else it begins where its
first edit does, or on the full hour before its first mark. Whatever is not plain is said.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore.errors import PictureError
from originalscore.external.chapters import read_chapters
from originalscore.formats.marker_files import read_marker_file
from originalscore.model.mark import Mark, MarkList
from originalscore.model.picture import Film, Marker, Marks

_SLACK_S = Fraction(1, 2)
"""A mark may lie so far beyond the film's end and counts as on it (ours: lists end on the frame after the last)."""
CHAPTER = "chapter"


def read_marks(film: Film, path: Path | None, lists: tuple[Path, ...]) -> Marks:
    """All marks on a film: those of the lists, then the chapters of its container.

    Parameters
    ----------
    film
        As it was read.
    path
        The film's file; None without one.
    lists
        Files of any kind that ``formats.marker_files`` reads.

    Raises
    ------
    FormatError
        If a list cannot be read.
    PictureError
        If no mark of a list lies in the film.
    """
    markers: list[Marker] = []
    remarks: list[str] = []
    for place in lists:
        laid = lay(read_marker_file(place, film.clock), film, place.name)
        markers += laid.markers
        remarks += laid.remarks
    markers += _chapters(film, path)
    return Marks(tuple(sorted(markers, key=lambda one: (one.at_s, one.source, one.name))), tuple(remarks))


def lay(found: MarkList, film: Film, name: str) -> Marks:
    """The marks of one list on the film's time, with remarks on how they came there.

    Raises
    ------
    PictureError
        If there are marks and none of them lies in the film.
    """
    seen = [mark for mark in found.marks if not mark.hidden]
    remarks = list(found.remarks)
    if not found.marks:
        return Marks((), (*remarks, f"{name} holds no markers"))
    offset_s, told = _offset(found, film, name)
    inside = [mark for mark in seen if 0 <= mark.at_s + offset_s <= film.duration_s + _SLACK_S]
    remarks += told
    if len(seen) < len(found.marks):
        remarks.append(
            f"{len(found.marks) - len(seen)} of {len(found.marks)} markers of {name} hang on what was trimmed away and are left out"
        )
    if seen and not inside:
        raise PictureError(
            f"all {len(seen)} markers of {name} lie outside the film: the first at {seen[0].label}, "
            f"the film runs from {film.clock.label(Fraction(0))} to {film.clock.label(film.duration_s)}",
            "choose the list that belongs to this film",
        )
    if len(inside) < len(seen):
        remarks.append(f"{len(seen) - len(inside)} of {len(seen)} markers of {name} lie outside the film and are left out")
    return Marks(tuple(_marker(mark, offset_s, found, film, name) for mark in inside), tuple(remarks))


def _marker(mark: Mark, offset_s: Fraction, found: MarkList, film: Film, name: str) -> Marker:
    at_s = min(mark.at_s + offset_s, film.duration_s)
    rate = found.clock.frame_rate.rate if found.clock else film.clock.frame_rate.rate
    end_s = min(at_s + mark.frames / rate, film.duration_s) if mark.frames else None
    return Marker(at_s, mark.name, mark.note, mark.color, end_s if end_s is not None and end_s > at_s else None, name)


def _offset(found: MarkList, film: Film, name: str) -> tuple[Fraction, list[str]]:
    """What brings the list's seconds onto the film's, and what is to be said of it."""
    if found.clock is None:
        return Fraction(0), []
    remarks = []
    listed, filmed = found.clock, film.clock
    if listed.frame_rate.rate != filmed.frame_rate.rate:
        remarks.append(
            f"{name} counts {listed.frame_rate} frames a second and the film {filmed.frame_rate}: its markers are placed by time"
        )
    starts = listed.frame_rate.label(listed.start_frame), filmed.label(Fraction(0))
    if starts[0].replace(";", ":") == starts[1].replace(";", ":"):
        return Fraction(0), remarks
    if not found.is_placed:
        own_s = listed.start_frame / listed.frame_rate.rate - filmed.start_frame / filmed.frame_rate.rate
        last_s = max((mark.at_s for mark in found.marks), default=Fraction(0))
        first_s = min((mark.at_s for mark in found.marks), default=Fraction(0))
        if found.end_s is not None:
            first_s, last_s = Fraction(0), max(last_s, found.end_s)
        if own_s + first_s >= 0 and own_s + last_s <= film.duration_s + _SLACK_S:
            return own_s, [*remarks, f"{name} is read in the film's own timecode, which begins at {starts[1]}"]
    return Fraction(0), [*remarks, f"{name} begins at {starts[0]} and the film at {starts[1]}: its markers are placed from its own start"]


def _chapters(film: Film, path: Path | None) -> list[Marker]:
    """Chapters as marks; one that begins with the film marks nothing."""
    if path is None:
        return []
    found = [chapter for chapter in read_chapters(path) if 0 < chapter.start_s < film.duration_s]
    return [Marker(chapter.start_s, chapter.title or "chapter", source=CHAPTER) for chapter in found]
