"""Subtitles beside voices, drawn: how often those of another film are moved, and how often those that are late are brought back.

A film is lines of 0.8 to 4.5 s with short pauses and long rests. Of its voices one in twelve is missed, one in ten is a noise, and edges are
a few hundredths of a second off; subtitles begin a tenth of a second off and linger up to 0.6 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.formats.subtitles import Line
from originalscore.picture.alignment import find_move
from originalscore.picture.voices import AFTER_S, BEFORE_S, PAUSE_S, Spans, join_spans

#: Films a row; lines a film with the mean rest between talks in seconds; shifts in seconds. The limits were chosen with other draws.
_FILMS = 40
_KINDS = ((4, 8), (8, 10), (20, 10), (40, 120))
_SHIFTS_S = (Fraction(3, 10), Fraction(9, 20), Fraction(-7, 10), Fraction(16, 5), Fraction(18))
#: A move is right when it brings them back to within so much.
_RIGHT_S = Fraction(1, 5)
Lines = list[tuple[Fraction, Fraction]]


@dataclass(frozen=True)
class Moves:
    """One row: subtitles moved, and moved to where they belong, of so many films."""

    name: str
    moved: int
    right: int
    films: int


def subtitle_moves(seed: int) -> Iterator[Moves]:
    """Subtitles of another film, in time, and at every shift."""
    for count, rest_s in _KINDS:
        kind = f"{count} lines, rests of {rest_s} s"
        draws = [Stream(seed, "subtitles", count, film) for film in range(_FILMS)]
        yield _moves(f"{kind}: another film's", None, [(_film(draw, count, rest_s), _film(draw, count, rest_s), draw) for draw in draws])
        for shift_s in (Fraction(0), *_SHIFTS_S):
            films = [(_film(draw, count, rest_s), draw) for draw in (Stream(seed, count, str(shift_s), film) for film in range(_FILMS))]
            yield _moves(f"{kind}: {float(shift_s):+g} s", shift_s, [(film, film, draw) for film, draw in films])


def _moves(name: str, shift_s: Fraction | None, films: list[tuple[Lines, Lines, Stream]]) -> Moves:
    found = [find_move(_voices(said, draw), _subtitles(shown, shift_s or Fraction(0), draw), "film.srt") for said, shown, draw in films]
    moved = [move for move in found if move]
    right = [move for move in moved if shift_s is not None and move.rate == 1 and abs(move.shift_s + shift_s) < _RIGHT_S]
    return Moves(name, len(moved), len(right), len(films))


def _film(draw: Stream, count: int, rest_s: int) -> Lines:
    lines: Lines = []
    at_s = Fraction(draw.between(20, 80), 10)
    for _ in range(count):
        end_s = at_s + Fraction(draw.between(80, 450), 100)
        lines.append((at_s, end_s))
        at_s = end_s + Fraction(draw.between(30, 140) if draw.happens(500) else draw.between(150, 200 * rest_s), 100)
    return lines


def _voices(lines: Lines, draw: Stream) -> Spans:
    heard = [
        (max(Fraction(0), start_s - BEFORE_S + Fraction(draw.bell(9), 100)), end_s + AFTER_S + Fraction(draw.bell(14), 100))
        for start_s, end_s in lines
        if not draw.happens(80)
    ]
    for _ in range(max(1, len(lines) // 10)):
        at_s = Fraction(draw.between(0, int(100 * lines[-1][1])), 100)
        heard.append((at_s, at_s + Fraction(draw.between(60, 200), 100)))
    return join_spans(heard, PAUSE_S - BEFORE_S - AFTER_S)


def _subtitles(lines: Lines, shift_s: Fraction, draw: Stream) -> list[Line]:
    return [
        Line(
            max(Fraction(0), start_s + shift_s + Fraction(draw.bell(17), 100)),
            end_s + shift_s + Fraction(draw.between(0, 60), 100),
            "words",
        )
        for start_s, end_s in lines
    ]
