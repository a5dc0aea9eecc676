"""When somebody speaks: the voice that is heard, joined with the subtitles that are given.

A subtitle that
overlaps a voice span joins it; its own times widen the span by half a second at most, for subtitles linger. Limits are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.errors import PictureError
from originalscore.formats.subtitles import Line, Subtitles
from originalscore.model.picture import Speech
from originalscore.picture.voices import Spans

_LINGER_S = Fraction(1, 2)
_ANONYMOUS = frozenset({"utf-8", "utf-8-sig"})


def fit_subtitles(subtitles: Subtitles, end_s: Fraction, name: str) -> tuple[list[Line], list[str]]:
    """The lines that lie in the film, cut to it, and remarks on what was left out and on the encoding.

    Raises
    ------
    PictureError
        If every line lies beyond the film's end.
    """
    kept = [Line(line.start_s, min(line.end_s, end_s), line.text) for line in subtitles.lines if line.start_s < end_s]
    if subtitles.lines and not kept:
        first = subtitles.lines[0].start_s
        raise PictureError(
            f"all subtitles of {name} lie beyond the film's end: the first at {float(first):.1f} s, the film ends at {float(end_s):.1f} s",
            "choose the subtitles that belong to this film",
        )
    remarks = []
    lost = len(subtitles.lines) - len(kept)
    if lost:
        remarks.append(f"{lost} of {len(subtitles.lines)} subtitles of {name} lie beyond the film's end and are left out")
    if subtitles.encoding not in _ANONYMOUS:
        remarks.append(f"{name} was read as {subtitles.encoding}")
    return kept, remarks


def find_speech(voice: Spans, lines: Sequence[Line]) -> tuple[Speech, ...]:
    """Voice and subtitles as one list: spans in order, apart, each saying where it was known from."""
    pieces: list[tuple[Fraction, Fraction, str, str]] = []
    unused = list(lines)
    for start_s, end_s in voice:
        mine = [line for line in unused if line.start_s < end_s and line.end_s > start_s]
        unused = [line for line in unused if line not in mine]
        text = " ".join(line.text for line in mine)
        if mine:
            start_s = min(start_s, max(mine[0].start_s, start_s - _LINGER_S))
            end_s = max(end_s, min(max(line.end_s for line in mine), end_s + _LINGER_S))
        pieces.append((start_s, end_s, "both" if mine else "voice", text))
    pieces += [(line.start_s, line.end_s, "subtitles", line.text) for line in unused]
    return _apart(sorted(pieces))


def _apart(pieces: list[tuple[Fraction, Fraction, str, str]]) -> tuple[Speech, ...]:
    """Overlapping pieces made one."""
    joined: list[Speech] = []
    for start_s, end_s, source, text in pieces:
        if joined and start_s <= joined[-1].end_s:
            last = joined[-1]
            both = last.source if last.source == source else "both"
            joined[-1] = Speech(last.start_s, max(last.end_s, end_s), both, f"{last.text} {text}".strip())
        else:
            joined.append(Speech(start_s, end_s, source, text))
    return tuple(joined)
