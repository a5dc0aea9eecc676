"""Making room for words: how far the music steps back under every spoken line, and when.

Written music is already thin under speech; what is missing to the wanted distance is ridden, no more. Lines closer than two seconds are one
talk. A talk is followed phrase by phrase: each asks for a gain, small differences are evened out, short ways up are not taken, and the music
stays back across pauses. Every move is a slope of 0.4 to 2 s that lies where the music may be louder, so it is down before the first word
and no phrase pays for another. A line that as a whole stands so far above the music that it is lost is lifted in every phrase that has room.
Where nobody speaks the gain is exactly one.
Distances: at least 10 LU (Torcoli et al., JAES 67(12), 2019), 12 by default; 20 is WCAG 1.4.7; times and steps are ours.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.loudness import STEPS_A_SECOND, Energy, gated_lufs
from originalscore.measures.under_speech import span_lufs

DISTANCES_LU = (10, 12, 15, 20)
DISTANCE_LU = 12
"""Distances under speech that can be asked for, and the one that is kept where none is."""
_SPARE_LU, _LOST_LU, _WIDE_LU = 0.5, 17.5, 3.0
"""More than was asked for, for other people's meters; the distance from which music is lifted, or so much beyond a greater one asked for: with what
is evened out, every line stays under 20 LU, or 6 beyond what was asked for."""
_DEEPEST_DB, _HIGHEST_DB = -24.0, 6.0
_PHRASE_S, _SHORTEST_S = 4.0, 2.0
"""Longer lines are followed in phrases of about this length; a shorter way up between two phrases is not taken."""
_STEP_DB, _SPREAD_DB = 1.5, 3.0
"""Neighbours closer than this are made one, as long as all that became one lay within the spread."""
_WINDOW_S = 2.0
_QUIET_LU, _BREATH_LU = 6.0, 2.0
"""A phrase asks for the most that any two seconds of it ask for; it counts as at most so much softer than its line, and they than it: music need
not dive into a breath."""
_HOLD_S = 2.0
_FASTEST_S, _S_A_DB, _SLOWEST_S, _STEEPEST_DB_A_S = 0.4, 0.07, 2.0, 8.5
"""A slope takes so long, and so much more for every decibel: 10 dB in 1.2 s leave 0.4 dB of motion above 1 Hz, and as much again where the music
itself dies away meanwhile (measured); a deep one is never steeper than this on the whole."""
#: Start and end, picture seconds.
Span = tuple[float, float]


@dataclass(frozen=True)
class Move:
    """The gain goes from what it was to ``by_db`` more between two moments of picture time, along half a cosine."""

    start_s: float
    end_s: float
    by_db: float


@dataclass(frozen=True)
class _Part:
    """A piece of a talk: the gain it gets, and the highest and lowest that was asked for in it."""

    start_s: float
    end_s: float
    gain_db: float
    highest_db: float
    lowest_db: float

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def lost_lu(distance_lu: float) -> float:
    """The distance from which music under a phrase is lost rather than felt, and lifted."""
    return max(_LOST_LU, distance_lu + _WIDE_LU)


def talks(lines: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """Spoken lines gathered into talks: a pause that the music holds through does not end one."""
    gathered: list[list[Span]] = []
    for line in sorted(lines):
        if gathered and line[0] - gathered[-1][-1][1] < _HOLD_S:
            gathered[-1].append(line)
        else:
            gathered.append([line])
    return tuple(tuple(talk) for talk in gathered)


def find_moves(
    lines: tuple[Span, ...], music: Energy, film: Energy, *, distance_lu: float = DISTANCE_LU, highest_db: float = _HIGHEST_DB
) -> tuple[Move, ...]:
    """How the gain moves under a cue's lines; ``music`` (as it would sound without) and ``film`` start at picture zero.

    Lost music is lifted by at most ``highest_db``: what its peaks have room for.
    """
    moves: list[Move] = []
    for talk in talks(lines):
        parts = [part for line in talk for part in _line_parts(line, music, film, distance_lu, highest_db)]
        moves += _slopes(_evened(_contiguous(parts))) if parts else []
    return tuple(moves)


def asked_gains_db(lines: tuple[Span, ...], music: Energy, film: Energy, distance_lu: float) -> list[tuple[float, float]]:
    """Seconds of every phrase in which words and music are heard, and the gain it asks for, decibels; above 0 where the music may be louder."""
    found = []
    for line in lines:
        for start, end, room in _phrase_rooms(line, music, film):
            found.append((end - start, room[1] - distance_lu - _SPARE_LU))
    return found


def phrases(line: Span, film: Energy) -> tuple[Span, ...]:
    """A long line cut at its softest moments into pieces of two to six seconds."""
    start, end = line
    count = max(1, round((end - start) / _PHRASE_S))
    cuts = [start]
    for number in range(1, count):
        middle = start + number * (end - start) / count
        first = round((middle - _PHRASE_S / 4) * STEPS_A_SECOND)
        near = film[max(0, first) : round((middle + _PHRASE_S / 4) * STEPS_A_SECOND)].astype(np.float64)
        smooth = np.convolve(near, np.ones(20), "same") if len(near) > 20 else near
        cuts.append((max(0, first) + int(np.argmin(smooth))) / STEPS_A_SECOND if len(smooth) else middle)
    return tuple(zip(cuts, [*cuts[1:], end]))


def _phrase_rooms(line: Span, music: Energy, film: Energy) -> list[tuple[float, float, tuple[float, float]]]:
    """Start, end and room of every phrase of a line in which music is heard; none where the line itself is silent."""
    spoken = span_lufs(film, line)
    if spoken is None:
        return []
    rooms = [(start, end, _room_lu((start, end), music, film, spoken - _QUIET_LU)) for start, end in phrases(line, film)]
    return [(start, end, room) for start, end, room in rooms if room is not None]


def _line_parts(line: Span, music: Energy, film: Energy, distance_lu: float, highest_db: float) -> list[_Part]:
    parts, line_lu = [], _heard_lu(line, music, film)
    for start, end, (whole, tightest) in _phrase_rooms(line, music, film):
        ceiling, floor = tightest - distance_lu - _SPARE_LU, max(whole, line_lu) - lost_lu(distance_lu)
        gain = max(_DEEPEST_DB, ceiling) if ceiling < 0 else min(_HIGHEST_DB, highest_db, ceiling, max(0.0, floor))
        parts.append(_Part(start, end, gain, gain, gain))
    return parts


def _heard_lu(line: Span, music: Energy, film: Energy) -> float:
    """How far a line stands above the music where both are heard, gated as meters do; 0 where one of them is not."""
    spoken, under = (gated_lufs(part[round(line[0] * STEPS_A_SECOND) : round(line[1] * STEPS_A_SECOND)]) for part in (film, music))
    return 0.0 if spoken is None or under is None else spoken - under


def _room_lu(phrase: Span, music: Energy, film: Energy, least_lufs: float) -> tuple[float, float] | None:
    """How far a phrase stands above the music as a whole, and where it is least; words count as ``least_lufs`` at least. None without music."""
    speech, under = span_lufs(film, phrase), span_lufs(music, phrase)
    if under is None:
        return None
    spoken = max(least_lufs, speech if speech is not None else -100.0)
    count = max(1, round((phrase[1] - phrase[0]) / _WINDOW_S))
    edges = np.linspace(*phrase, count + 1).tolist()
    found = [spoken - under]
    for window in itertools.pairwise(edges):
        said, played = span_lufs(film, window), span_lufs(music, window)
        if played is not None:
            found.append(max(spoken - _BREATH_LU, said if said is not None else -100.0) - played)
    return found[0], min(found)


def _contiguous(parts: list[_Part]) -> list[_Part]:
    """Pauses between phrases belong to the softer-spoken side: the one where the music may stay higher."""
    filled = [parts[0]]
    for part in parts[1:]:
        last = filled[-1]
        if part.start_s > last.end_s:
            level = max(last.gain_db, part.gain_db)
            filled.append(_Part(last.end_s, part.start_s, level, level, level))
        filled.append(part)
    return filled


def _evened(parts: list[_Part]) -> list[_Part]:
    """Fewer, longer parts, none of them louder than before: neighbours that ask for about the same, and short ways up, made one."""
    while True:
        join = next((n for n in range(len(parts) - 1) if _alike(parts[n], parts[n + 1])), None)
        if join is not None:
            parts = [*parts[:join], _joined(parts[join], parts[join + 1]), *parts[join + 2 :]]
            continue
        peak = next((n for n in range(1, len(parts) - 1) if _is_short_way_up(*parts[n - 1 : n + 2])), None)
        if peak is None:
            return parts
        level = max(parts[peak - 1].gain_db, parts[peak + 1].gain_db)
        parts[peak] = replace(parts[peak], gain_db=level, highest_db=level, lowest_db=level)


def _alike(one: _Part, other: _Part) -> bool:
    spread = max(one.highest_db, other.highest_db) - min(one.lowest_db, other.lowest_db)
    return one.gain_db == other.gain_db or (abs(one.gain_db - other.gain_db) < _STEP_DB and spread < _SPREAD_DB)


def _joined(one: _Part, other: _Part) -> _Part:
    return _Part(
        one.start_s, other.end_s, min(one.gain_db, other.gain_db), max(one.highest_db, other.highest_db), min(one.lowest_db, other.lowest_db)
    )  # fmt: skip


def _is_short_way_up(before: _Part, part: _Part, after: _Part) -> bool:
    return part.length_s < _SHORTEST_S and part.gain_db > max(before.gain_db, after.gain_db)


def _slopes(parts: list[_Part]) -> list[Move]:
    """The moves of a talk: each slope lies in the part, or the silence around the talk, where the gain is higher."""
    edges = [_Part(parts[0].start_s - _SLOWEST_S, parts[0].start_s, 0.0, 0.0, 0.0), *parts]
    edges.append(_Part(parts[-1].end_s, parts[-1].end_s + _SLOWEST_S, 0.0, 0.0, 0.0))
    moves = []
    for place, (before, after) in enumerate(itertools.pairwise(edges)):
        by_db = after.gain_db - before.gain_db
        if abs(by_db) < 0.05:
            continue
        higher = before if by_db < 0 else after
        room_s = higher.length_s / (1 if place in (0, len(edges) - 2) and higher.gain_db == 0 else 2)
        length_s = min(max(_FASTEST_S + _S_A_DB * abs(by_db), abs(by_db) / _STEEPEST_DB_A_S), _SLOWEST_S, room_s)
        moves.append(
            Move(after.start_s - length_s, after.start_s, by_db) if by_db < 0 else Move(after.start_s, after.start_s + length_s, by_db)
        )
    return moves


def gain_curve_db(moves: tuple[Move, ...], first_s: float, count: int, rate: float) -> NDArray[np.float64]:
    """The gain in decibels of ``count`` moments from picture time ``first_s``, ``rate`` a second."""
    gain = np.zeros(count)
    last_s = first_s + count / rate
    times = first_s + np.arange(count) / rate if any(move.start_s < last_s and move.end_s > first_s for move in moves) else gain
    for move in moves:
        if move.end_s <= first_s:
            gain += move.by_db
        elif move.start_s < last_s:
            share = np.clip((times - move.start_s) / (move.end_s - move.start_s), 0.0, 1.0)
            gain += move.by_db * (0.5 - 0.5 * np.cos(np.pi * share))
    gain[np.abs(gain) < 1e-6] = 0.0  # what went down has come back: exactly one
    return gain


def ride_curve(moves: tuple[Move, ...], first_s: float, count: int, rate: int) -> NDArray[np.float32]:
    """The same gain as a factor."""
    if not moves or moves[-1].end_s <= first_s or min(move.start_s for move in moves) >= first_s + count / rate:
        return np.ones(count, np.float32)
    return np.asarray(10 ** (gain_curve_db(moves, first_s, count, rate) / 20), np.float32)
