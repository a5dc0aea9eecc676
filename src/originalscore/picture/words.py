"""The words that come with a film: subtitles in a file or in the film itself, moved to the voices where they run beside them.

A file the user names goes before a track in the film. Lines that name sounds, and tracks that describe the picture, are kept as what
is told, for reading moods; nobody speaks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.external.captions import TextTrack, text_tracks
from originalscore.external.media import Probe
from originalscore.formats.subtitles import Line, Subtitles, plain_words, read_subtitles, sorted_lines
from originalscore.model.picture import Speech
from originalscore.picture.alignment import find_move
from originalscore.picture.speech import fit_subtitles
from originalscore.picture.voices import Spans

_IN_FILM = "the film's own subtitles"


@dataclass(frozen=True)
class Words:
    """Words as they were found: ``spoken`` under a ``name``, and what is told besides; nothing is fitted to the film yet."""

    spoken: Subtitles | None
    name: str
    told: tuple[Line, ...]


def read_words(path: Path, probed: Probe, subtitles: Path | None) -> Words:
    """The subtitles the user names, or else the film's own, and every description in the film.

    Raises
    ------
    PictureError
        If the subtitles that are named cannot be read.
    """
    read = read_subtitles(subtitles) if subtitles else None
    tracks = text_tracks(path, probed.zero_s) if probed.has_picture else ()
    told = [line for track in tracks if track.describes for line in _lines(track)]
    own = sorted((track for track in tracks if not track.describes), key=lambda track: (not track.is_default, -len(track.rows)))
    if read is None and own:
        read = sorted_lines(_lines(own[0]), "utf-8", _IN_FILM)
    return Words(read, subtitles.name if subtitles else _IN_FILM, tuple(told))


def fit_words(words: Words, voice: Spans, end_s: Fraction, begins_s: Fraction) -> tuple[list[Line], tuple[Speech, ...], list[str]]:
    """The spoken lines at their place in the film, what is told, and remarks for the user.

    Parameters
    ----------
    words
        As ``read_words`` gives them.
    voice
        Where voices are heard.
    end_s
        Where the film ends.
    begins_s
        The film's start timecode in seconds: subtitles may count from there.

    Raises
    ------
    PictureError
        If every line lies beyond the film's end.
    """
    told = words.told
    if words.spoken is None:
        return [], _told(told, end_s), []
    spoken, remarks = words.spoken, []
    if begins_s and spoken.lines and spoken.lines[0].start_s >= max(end_s, begins_s - 1):
        spoken = Subtitles(_earlier(spoken.lines, begins_s), spoken.encoding, _earlier(spoken.sounds, begins_s))
        remarks.append(f"{words.name} counts from the film's start timecode")
    move = find_move(voice, spoken.lines, words.name)
    if move:
        spoken = Subtitles(move.moved(spoken.lines), spoken.encoding, move.moved(spoken.sounds))
        remarks.append(move.words)
    kept, fitted = fit_subtitles(spoken, end_s, words.name)
    return kept, _told((*told, *spoken.sounds), end_s), [*fitted, *remarks]


def _lines(track: TextTrack) -> list[Line]:
    found = (Line(max(Fraction(0), start_s), stop_s, plain_words(text.replace("\\N", " "))) for start_s, stop_s, text in track.rows)
    return [line for line in found if line.text]


def _earlier(lines: tuple[Line, ...], by_s: Fraction) -> tuple[Line, ...]:
    return tuple(Line(max(Fraction(0), line.start_s - by_s), line.end_s - by_s, line.text) for line in lines if line.end_s > by_s)


def _told(lines: tuple[Line, ...], end_s: Fraction) -> tuple[Speech, ...]:
    inside = sorted((line for line in lines if line.start_s < end_s), key=lambda line: (line.start_s, line.text))
    return tuple(Speech(line.start_s, min(line.end_s, end_s), "description", line.text) for line in inside)
