"""Finding the old cut in the new one by what every frame looks like, to the frame.

Each frame is a grid of block means of brightness between its black bars, freed of level and contrast, so another encoding, size, grade or letterbox
looks the same. Where the
two films agree, new frame ``j`` shows old frame ``j + offset`` with one offset for the whole stretch. Candidate offsets come from short windows of
the new film, each laid along the whole old film; then the cheapest path through all frames is found, in which a frame costs its unlikeness at the
offset it is said to have, a frame of no old picture a fixed price, and every change of offset a price of its own (dynamic programming, Viterbi 1967).
Grids, windows and prices are our own values, tuned on cuts of the demo film and of real films.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import PictureError
from originalscore.external.media import Probe, decode_picture, frame_images, probe
from originalscore.model.recut import Conformed, Piece
from originalscore.picture.looks import block_means

Floats = NDArray[np.float32]

_GRID, _COARSE = (18, 32), (6, 8)
"""Rows and columns of the grids that decide and that search."""
_FLAT = 2.0
"""Contrast in levels at which a picture counts half: below lies noise."""
_SEARCH = (4, 3)
"""Frames of a window, and the step from one to the next in a short film."""
_LONG = 15_000
"""Frames from which on the step grows with the film."""
_BEST, _MOST = 4, 400
"""Candidates a window gives, and the most there are."""
_NO_PICTURE = 0.12
"""Price of a frame that is in no old picture; unlikeness runs from 0 (the same) to 1 (nothing in common)."""
_CHANGE = 1.0
"""Price of a change of offset."""
_SHORTEST = 4
"""Frames of the shortest stretch that is believed."""
_LOOKS_FOR_BARS, _BAR, _LIT = 24, 40, 0.05
"""Moments at which black bars are looked for, the brightest level of a bar, and the share of a line that must be brighter for it to be picture."""
_COMMON = 0.1
"""Share of the shorter film that must be found again; less is another film."""


@dataclass(frozen=True)
class Grids:
    """A film's frames as grids: picture times, end, and the grids, float16 (frames, rows x columns)."""

    times_s: tuple[Fraction, ...]
    end_s: Fraction
    grids: NDArray[np.float16]


@dataclass(frozen=True)
class Stretch:
    """Frames ``first`` to ``after`` of the new film show old frame ``number + offset``."""

    first: int
    after: int
    offset: int


def watch_grids(path: Path, *, progress: Callable[[Fraction], None] | None = None) -> Grids:
    """Decode a film's picture into grids.

    Raises
    ------
    PictureError
        If it cannot be opened or holds no picture.
    """
    times: list[Fraction] = []
    grids: list[NDArray[np.float16]] = []
    length_s: Fraction | None = None
    probed = probe(path)
    top, bottom, left, right = _window(path, probed)
    for frame in decode_picture(path, probed):
        times.append(frame.at_s)
        high, wide = frame.planes.luma.shape
        luma = frame.planes.luma[round(top * high) : round(bottom * high), round(left * wide) : round(right * wide)]
        grids.append(block_means(luma.astype(np.float32), _GRID).astype(np.float16))
        length_s = frame.length_s
        if progress:
            progress(frame.at_s)
    if len(times) < 2:
        raise PictureError(f"{path.name} holds no moving picture to compare", "name the film with its new cut")
    return Grids(tuple(times), times[-1] + (length_s or times[-1] - times[-2]), np.stack(grids))


def _window(path: Path, probed: Probe) -> tuple[float, float, float, float]:
    """The part of the picture between black bars: top, bottom, left and right as shares. A film turned as it is shown is taken whole."""
    length_s = probed.claimed_s or Fraction(0)
    shown = [image.max(axis=2) for image in frame_images(path, [length_s * n / _LOOKS_FOR_BARS for n in range(_LOOKS_FOR_BARS)], 320)]
    if not shown or (shown[0].shape[0] > shown[0].shape[1]) != (probed.height > probed.width):
        return 0.0, 1.0, 0.0, 1.0
    lit = np.max(shown, axis=0) > _BAR
    (top, bottom), (left, right) = (_lit_share(lit.mean(axis=axis) > _LIT) for axis in (1, 0))
    return top, bottom, left, right


def _lit_share(lines: NDArray[np.bool_]) -> tuple[float, float]:
    """Where the first and the last lit line stand."""
    lit = np.flatnonzero(lines)
    return (float(lit[0]) / len(lines), float(lit[-1] + 1) / len(lines)) if len(lit) else (0.0, 1.0)


def conform(old: Grids, new: Grids, frame_s: Fraction) -> Conformed:
    """Lay two cuts side by side.

    Parameters
    ----------
    frame_s
        One nominal frame; shifts within a quarter of one from a whole number of frames are that number.

    Raises
    ------
    PictureError
        If the films have nothing in common.
    """
    stretches = find_stretches(old.grids, new.grids)
    shown = _contrast(new.grids) > _FLAT
    found = sum(int(np.count_nonzero(shown[one.first : one.after])) for one in stretches)
    if found < _COMMON * min(int(np.count_nonzero(shown)), int(np.count_nonzero(_contrast(old.grids) > _FLAT))) or not found:
        raise PictureError(
            "the new film shows nothing of the old one", "name the same film in its new cut, or score it into another folder"
        )
    pieces = _joined([_piece(one, old, new, frame_s) for one in stretches])
    new_s = _between([(one.new_start_s, one.new_end_s) for one in pieces], new.end_s, frame_s)
    gone_s = _between(sorted((one.start_s, one.end_s) for one in pieces), old.end_s, frame_s)
    return Conformed(tuple(pieces), new_s, gone_s)


def find_stretches(old: NDArray[np.float16], new: NDArray[np.float16]) -> list[Stretch]:
    """The stretches of the new film that show old picture, in its order."""
    offsets = _candidates(_looks(_shrunk(old)), _looks(_shrunk(new)))
    if not offsets:
        return []
    path = _cheapest(_looks(old), _looks(new), offsets)
    stretches: list[Stretch] = []
    for first, after, state in _runs(path):
        if state < len(offsets) and after - first >= _SHORTEST:
            stretches.append(Stretch(first, after, offsets[state]))
    return stretches


def _looks(grids: NDArray[np.float16]) -> Floats:
    """Grids freed of level and contrast: the product of two is their likeness, 1 for the same picture."""
    values = grids.astype(np.float32)
    values -= values.mean(axis=1, keepdims=True)
    size = np.sqrt(np.mean(values * values, axis=1, keepdims=True))
    return np.asarray(values / ((size + _FLAT) * np.sqrt(np.float32(values.shape[1]))), np.float32)


def _contrast(grids: NDArray[np.float16]) -> Floats:
    return np.asarray(grids.astype(np.float32).std(axis=1), np.float32)


def _shrunk(grids: NDArray[np.float16]) -> NDArray[np.float16]:
    """The coarse grids, for the search."""
    rows, columns = _GRID[0] // _COARSE[0], _GRID[1] // _COARSE[1]
    blocks = grids.astype(np.float32).reshape(len(grids), _COARSE[0], rows, _COARSE[1], columns)
    return np.asarray(blocks.mean(axis=(2, 4)).reshape(len(grids), -1), np.float16)


def _candidates(old: Floats, new: Floats) -> list[int]:
    """Offsets at which some window of the new film fits the old one best; those that fit most windows first."""
    count, step = _SEARCH
    step *= max(1, len(new) // _LONG)
    ahead = np.arange(count) * step
    weighed: Counter[int] = Counter({0: 1})
    for first in range(0, max(1, len(new) - int(ahead[-1])), step * count // 2):
        frames = np.minimum(first + ahead, len(new) - 1)
        apart = _unlikeness(old, new[frames])
        if len(old) <= ahead[-1]:
            continue
        fits = np.mean([row[lead : len(old) - int(ahead[-1]) + lead] for row, lead in zip(apart, ahead.tolist())], axis=0)
        for place in _valleys(fits):
            weighed[place - first] += 1
    ordered = sorted(weighed, key=lambda offset: (-weighed[offset], abs(offset), offset))
    return sorted(ordered[:_MOST])


def _valleys(fits: Floats) -> list[int]:
    """The lowest places of a curve that lie apart from one another."""
    fits, found = fits.copy(), []
    for _ in range(_BEST):
        place = int(np.argmin(fits))
        if fits[place] > 2 * _NO_PICTURE:
            break
        found.append(place)
        fits[max(0, place - 3) : place + 4] = np.inf
    return found


def _unlikeness(old: Floats, some: Floats) -> Floats:
    """Half the squared distance of looks, shape (some, old)."""
    sizes = np.einsum("ij,ij->i", old, old)[None, :] + np.einsum("ij,ij->i", some, some)[:, None]
    return np.asarray(np.maximum(0, sizes / 2 - some @ old.T), np.float32)


def _cheapest(old: Floats, new: Floats, offsets: list[int]) -> NDArray[np.int32]:
    """The state of every new frame on the cheapest path: the number of its offset, or their count for no old picture."""
    shifts, states = np.array(offsets), len(offsets) + 1
    came_from = np.empty((len(new), states), np.int16)
    spent = np.zeros(states, np.float32)
    for number in range(len(new)):
        best = int(np.argmin(spent))
        stay = spent <= spent[best] + _CHANGE
        came_from[number] = np.where(stay, np.arange(states), best)
        spent = np.where(stay, spent, spent[best] + np.float32(_CHANGE)) - spent[best]
        places = number + shifts
        inside = (places >= 0) & (places < len(old))
        price = np.ones(states, np.float32)
        gap = old[places[inside]] - new[number]
        price[:-1][inside] = np.einsum("ij,ij->i", gap, gap) / 2
        price[-1] = _NO_PICTURE
        spent = spent + price
    path = np.empty(len(new), np.int32)
    state = int(np.argmin(spent))
    for number in range(len(new) - 1, -1, -1):
        path[number] = state
        state = int(came_from[number, state])
    return path


def _runs(path: NDArray[np.int32]) -> list[tuple[int, int, int]]:
    """Runs of one state: first frame, the frame after, state."""
    bounds = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    return [(first, after, int(path[first])) for first, after in pairwise(bounds)]


def _piece(one: Stretch, old: Grids, new: Grids, frame_s: Fraction) -> Piece:
    shift_s = new.times_s[one.first] - old.times_s[one.first + one.offset]
    whole = round(shift_s / frame_s)
    if abs(shift_s - whole * frame_s) <= frame_s / 4:
        shift_s = whole * frame_s
    after = one.after + one.offset
    return Piece(old.times_s[one.first + one.offset], old.times_s[after] if after < len(old.times_s) else old.end_s, shift_s)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one shift are one piece; what lies between them was replaced and kept its time."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.shift_s == piece.shift_s and piece.start_s >= last.end_s:
            between = ((last.end_s, piece.start_s),) if piece.start_s > last.end_s else ()
            joined[-1] = Piece(last.start_s, piece.end_s, last.shift_s, last.replaced_s + between)
        else:
            joined.append(piece)
    return joined


def _between(spans: list[tuple[Fraction, Fraction]], end_s: Fraction, least_s: Fraction) -> tuple[tuple[Fraction, Fraction], ...]:
    """What the spans, in order of their starts, leave free up to the end."""
    free, at_s = [], Fraction(0)
    for start_s, stop_s in (*spans, (end_s, end_s)):
        if start_s - at_s >= least_s:
            free.append((at_s, start_s))
        at_s = max(at_s, stop_s)
    return tuple(free)
