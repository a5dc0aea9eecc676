"""When somebody speaks: the voice that is heard, joined with the subtitles that are given.

Voice spans open at a probability of 0.35 and close below 0.2 (lower than for clean speech: film voices lie under music); pauses under 1.1 s inside a speech are kept, since music
should not rise between two words, and every span is widened by 0.2 s (the detector opens late). A subtitle that
overlaps a voice span joins it; its own times widen the span by half a second at most, for subtitles linger. Limits are ours,
within what the field does (pad 200 to 300 ms).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import PictureError
from originalscore.formats.subtitles import Line, Subtitles
from originalscore.model.picture import Speech

Spans = list[tuple[Fraction, Fraction]]

WINDOW_S = Fraction(512, 16000)
"""Length of one probability of the voice detector."""
_OPENS, _CLOSES = 0.35, 0.2
_PAUSE_S = Fraction(11, 10)
_SHORTEST_S = Fraction(1, 4)
_PAD_S = Fraction(1, 5)
_LINGER_S = Fraction(1, 2)
_ANONYMOUS = frozenset({"utf-8", "utf-8-sig"})


def voice_spans(probability: NDArray[np.float32], end_s: Fraction) -> Spans:
    """Spans in which a voice is heard, padded, in order, apart; inside 0 to ``end_s``."""
    found: Spans = []
    opened: int | None = None
    for place, value in enumerate([*probability.tolist(), 0.0]):
        if opened is None and value >= _OPENS:
            opened = place
        elif opened is not None and value < _CLOSES:
            found.append((opened * WINDOW_S, place * WINDOW_S))
            opened = None
    joined = [span for span in join_spans(found, _PAUSE_S) if span[1] - span[0] >= _SHORTEST_S]
    padded = [(max(Fraction(0), start_s - _PAD_S), min(end_s, stop_s + _PAD_S)) for start_s, stop_s in joined if start_s < end_s]
    return join_spans(padded, Fraction(0))


def join_spans(spans: Sequence[tuple[Fraction, Fraction]], gap_s: Fraction) -> Spans:
    """Spans in order, those closer than or equal to ``gap_s`` made one."""
    joined: Spans = []
    for start_s, end_s in sorted(spans):
        if joined and start_s - joined[-1][1] <= gap_s:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end_s))
        else:
            joined.append((start_s, end_s))
    return joined


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


def offset_remark(voice: Spans, lines: Sequence[Line], name: str) -> str:
    """A line for the user where the subtitles seem to run constantly early or late against the voice; empty where not.

    The shift of -60 to +60 s (in steps of 0.25 s) that makes voice and subtitles agree best must agree at least half
    as well again as no shift does, and explain three quarters of the subtitles.
    """
    if len(lines) < 3 or not voice:
        return ""
    step_s = 0.25
    end_s = float(max(voice[-1][1], max(line.end_s for line in lines))) + 61
    heard, shown = np.zeros(int(end_s / step_s)), np.zeros(int(end_s / step_s))
    for start_s, stop_s in voice:
        heard[int(start_s / Fraction(1, 4)) : int(stop_s / Fraction(1, 4)) + 1] = 1
    for line in lines:
        shown[int(line.start_s / Fraction(1, 4)) : int(line.end_s / Fraction(1, 4)) + 1] = 1
    shifts = range(-240, 241)
    agreed = [float(_shifted(shown, shift) @ heard) for shift in shifts]
    best = int(np.argmax(agreed))
    late_s = -shifts[best] * step_s
    if abs(late_s) < 1 or agreed[best] < 1.5 * agreed[240] or agreed[best] < 0.75 * shown.sum():
        return ""
    return (
        f"{name} seems to run {abs(late_s):.2g} s {'late' if late_s > 0 else 'early'} against the voices throughout; it was used as it is"
    )


def _shifted(values: NDArray[np.float64], shift: int) -> NDArray[np.float64]:
    moved = np.zeros_like(values)
    if shift >= 0:
        moved[shift:] = values[: len(values) - shift]
    else:
        moved[:shift] = values[-shift:]
    return moved
