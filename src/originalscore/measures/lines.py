"""How single lines move: steps and leaps, ideas that come back, bars, rhythm, and the bass. Figures of abstract voices.

Two notes are joined by a move unless a rest of four beats or more lies between them. Source: the craft notes, sections 2 and 4.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from originalscore.measures.abstract import REST, STEPS_A_BEAT, Voice, Voices
from originalscore.model.reading import Sung

_PAUSE_BEATS = 4
_PATTERN = 4
#: A share of fewer moves, or of fewer ideas, than this says nothing (ours).
_FEW = 8
#: Octaves in a row, counted in moves, from which two lines are one scored twice (ours: four notes are a doubling, two a slip).
_SCORED_TWICE = 3


def phrases(voice: Voice) -> list[Voice]:
    """The line cut at rests of four beats and more."""
    found: list[list[Sung]] = []
    for note in voice:
        if found and note[0] - found[-1][-1][0] - found[-1][-1][1] < _PAUSE_BEATS:
            found[-1].append(note)
        else:
            found.append([note])
    return [tuple(phrase) for phrase in found]


def moves(voice: Voice) -> list[int]:
    """Semitones from note to note inside the phrases."""
    return [b[2] - a[2] for phrase in phrases(voice) for a, b in pairwise(phrase)]


def step_share(voices: Voices) -> float | None:
    """Share of the melody's moves (0 to 1) of one or two semitones."""
    return _share([1 <= abs(move) <= 2 for move in moves(voices.melody)])


def leap_share(voices: Voices) -> float | None:
    """Share of the melody's moves (0 to 1) larger than a major third."""
    return _share([abs(move) > 4 for move in moves(voices.melody)])


def turned_leaps(voices: Voices) -> float | None:
    """Share of the melody's leaps (0 to 1, five semitones and more) after which it turns back."""
    found = []
    for phrase in phrases(voices.melody):
        own = [b[2] - a[2] for a, b in pairwise(phrase)]
        found += [leap * after < 0 for leap, after in pairwise(own) if abs(leap) >= 5]
    return _share(found, 3)


def recurrence(voices: Voices) -> float | None:
    """Share of the melody's runs of four intervals (0 to 1) that sound more than once."""
    return _recurring([tuple(b[2] - a[2] for a, b in pairwise(run)) for run in _runs(voices.melody)])


def rhythm_recurrence(voices: Voices) -> float | None:
    """Share of the melody's runs of four intervals with their durations (0 to 1) that sound more than once."""
    return _recurring([tuple((b[2] - a[2], b[0] - a[0]) for a, b in pairwise(run)) for run in _runs(voices.melody)])


def bar_line_moves(voices: Voices) -> float | None:
    """Mean size of all voices' moves across bar lines less that of their moves inside bars, semitones.

    Real music crosses a bar line about as easily as it moves inside the bar; bars in a wrong order do not. All voices together tell bars
    out of order from real ones better than the melody alone (ours: 0.92 to 0.98 of the pairs against 0.86 to 0.94).
    """
    lines = np.array([float(bar) for bar in voices.bars])
    across: list[int] = []
    inside: list[int] = []
    for a, b in (pair for voice in voices.all for phrase in phrases(voice) for pair in pairwise(phrase)):
        there = np.searchsorted(lines, [float(a[0]), float(b[0])], side="right")
        (across if there[0] != there[1] else inside).append(abs(b[2] - a[2]))
    return float(np.mean(across) - np.mean(inside)) if min(len(across), len(inside)) >= _FEW // 2 else None


def bars_repeated(voices: Voices) -> float | None:
    """Share of bars (0 to 1) in which every voice has the notes of one and the same earlier bar."""
    contents = [content for content in _bar_contents(voices) if content]
    return _share([content in contents[:n] for n, content in enumerate(contents)], 4)


def bars_alike(voices: Voices) -> float | None:
    """How like the most like of the earlier bars a bar is (0 to 1), by the pitch classes that begin on each sixteenth; mean."""
    sets = [frozenset((round(onset * STEPS_A_BEAT), height % 12) for onset, _, height in bar) for bar in _bar_contents(voices)]
    sets = [one for one in sets if one]
    found = [max(len(one & had) / len(one | had) for had in sets[:n]) for n, one in enumerate(sets) if n]
    return float(np.mean(found)) if found else None


def top_notes(voices: Voices) -> float | None:
    """How often the melody reaches its highest note (repeats at once count once)."""
    heights = [note[2] for note in voices.melody]
    if not heights:
        return None
    top = max(heights)
    return float(sum(height == top and (n == 0 or heights[n - 1] != top) for n, height in enumerate(heights)))


def melody_range(voices: Voices) -> float | None:
    """Semitones from the melody's lowest note to its highest."""
    heights = [note[2] for note in voices.melody]
    return float(max(heights) - min(heights)) if heights else None


def melody_notes_a_beat(voices: Voices) -> float | None:
    """Notes a beat of the melody while it plays."""
    sounding = float(sum(phrase[-1][0] + phrase[-1][1] - phrase[0][0] for phrase in phrases(voices.melody)))
    return len(voices.melody) / sounding if sounding else None


def melody_durations(voices: Voices) -> float | None:
    """Number of different durations in the melody."""
    return float(len({note[1] for note in voices.melody})) if voices.melody else None


def inner_notes_a_beat(voices: Voices) -> float | None:
    """Notes a beat of an inner voice while it plays, mean of the inner voices."""
    shares = [len(voice) / total for voice in voices.inner if (total := float(sum(length for _, length, _ in voice)))]
    return float(np.mean(shares)) if shares else None


def bass_steps(voices: Voices) -> float | None:
    """Share of the bass's moves (0 to 1, repeats left out) of one or two semitones."""
    return _share([abs(move) <= 2 for move in moves(voices.bass) if move])


def bass_fourths(voices: Voices) -> float | None:
    """Share of the bass's moves (0 to 1, repeats left out) that are fourths or fifths."""
    return _share([abs(move) in (5, 7) for move in moves(voices.bass) if move])


def contrary_share(voices: Voices) -> float | None:
    """Per cent of the moves of two voices from beat to beat, one of them at least moving, that go opposite ways."""
    opposite = total = 0
    for one, other in combinations(voices.grid[:, ::STEPS_A_BEAT].astype(np.int64), 2):
        sounding = (one[1:] != REST) & (one[:-1] != REST) & (other[1:] != REST) & (other[:-1] != REST)
        moves_one, moves_other = np.diff(one), np.diff(other)
        total += int((sounding & ((moves_one != 0) | (moves_other != 0))).sum())
        opposite += int((sounding & (moves_one * moves_other < 0)).sum())
    return 100 * opposite / total if total else None


def parallels(voices: Voices) -> float | None:
    """Parallel fifths and octaves in a hundred moves of two voices together.

    In music as players have it (``Voices.doubled``) two lines that go in octaves for four notes and more are one line scored twice; such
    passages are left out of both counts.
    """
    found: list[npt.NDArray[np.bool_]] = [np.zeros(0, bool)]
    for apart, one, other in _two_part_moves(voices):
        same = one == other
        kept = ~_in_runs(same & (apart % 12 == 0), _SCORED_TWICE) if voices.doubled else np.ones(len(same), bool)
        found.append((same & (apart % 12 % 7 == 0))[kept])
    moved = np.concatenate(found)
    return 100 * float(moved.mean()) if len(moved) else None


def _in_runs(answers: npt.NDArray[np.bool_], least: int) -> npt.NDArray[np.bool_]:
    """True where an answer stands among ``least`` and more true ones in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], answers, [False]]).astype(np.int8)))
    kept = np.zeros(len(answers), bool)
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        kept[first:last] = last - first >= least
    return kept


def _two_part_moves(voices: Voices) -> Iterator[npt.NDArray[np.int64]]:
    """Of every two voices: semitones between them, and the move of each, wherever both move at once; shape (3, moves)."""
    for one, other in combinations(voices.grid.astype(np.int64), 2):
        both = (one[1:] != one[:-1]) & (other[1:] != other[:-1])
        both &= (one[1:] != REST) & (one[:-1] != REST) & (other[1:] != REST) & (other[:-1] != REST)
        yield np.stack([abs(one - other)[:-1][both], np.diff(one)[both], np.diff(other)[both]])


def _bar_contents(voices: Voices) -> list[tuple[Sung, ...]]:
    """What begins in each bar: onset from the bar line, length, height."""
    contents: list[list[Sung]] = [[] for _ in voices.bars[1:]]
    lines = [float(bar) for bar in voices.bars]
    for voice in voices.all:
        for onset, length, height in voice:
            place = int(np.searchsorted(lines, float(onset), side="right")) - 1
            if 0 <= place < len(contents):
                contents[place].append((onset - voices.bars[place], length, height))
    return [tuple(sorted(bar)) for bar in contents]


def _runs(voice: Voice) -> list[Voice]:
    return [phrase[n : n + _PATTERN + 1] for phrase in phrases(voice) for n in range(len(phrase) - _PATTERN)]


def _recurring(patterns: Sequence[object]) -> float | None:
    counts = Counter(patterns)
    return _share([counts[pattern] > 1 for pattern in patterns])


def _share(answers: Sequence[bool], few: int = _FEW) -> float | None:
    return sum(answers) / len(answers) if len(answers) >= few else None
