"""Finding a theme again: every place in a line where it is stated, whole or in part, in whatever guise.

A theme and a line are read as steps: the interval to the next note, and how its time compares with that of the step before. So neither key nor
tempo matters. The theme's steps are laid along the line by the cheapest alignment with free ends (dynamic programming); a step costs the
lesser of its chromatic and its diatonic difference, so that a change of mode costs little, and its difference in rhythm. What is looked for is
the whole theme, its first half, its head, and these upside down; the longest that is likely enough wins its place.

How likely is enough was set on planted statements and on themes that have nothing to do with each other (``benchmarks/bench_matcher.py``
prints the error rates); short patterns must be nearly exact, or chance finds them everywhere. The similarity of craft notes 3.6 and 4.5
(full statements at least .70, distinct themes at most .66) is :func:`originalscore.measures.melody.similarity`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log2
from statistics import median

from originalscore.model.plan import Theme, ThemeNote

Note = tuple[Fraction, Fraction, int]

#: Semitones of an interval, octave left out -> scale steps, major and minor of a size being one.
_SIZES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6)
#: Share of pitch in a step's cost, the rest being rhythm; and what a missing or an added note costs (ours, calibrated).
_PITCH, _GAP = 0.75, 0.9
#: A changed mode is a little less like than the same one.
_OTHER_MODE = 0.1
#: Steps of a pattern -> likeness from which it is found (calibrated: see the bench); between rows, the row above.
_ENOUGH = ((0, 0.97), (4, 0.92), (6, 0.86), (9, 0.76), (14, 0.70), (20, 0.66))
_BASS_BELOW = 52
#: Of a theme without its pick-up so many notes are looked for besides its head: fewer could be anything (ours).
_STARTS = (5, 6)
#: A step that is sung as it should be, and the share of each half that must be so (ours).
_GOOD, _HALF = 0.35, 0.5
_SLOWER, _FASTER, _TURNED_SHARE, _RETIMED = 1.6, 0.65, 0.2, 0.25


@dataclass(frozen=True)
class Found:
    """A statement: beats in the line, likeness 0 to 1, and the guise it seems to wear (a name of ``model.plan.GUISES``)."""

    start_beat: Fraction
    end_beat: Fraction
    likeness: float
    guise_guess: str


@dataclass(frozen=True)
class _Step:
    move: int
    beats: float
    ratio: float | None


@dataclass(frozen=True)
class _Place:
    """Steps ``first`` to ``last`` (not included) of the line match a pattern of this kind with this likeness; pairs are (pattern, line)."""

    first: int
    last: int
    likeness: float
    kind: str
    turned: bool
    pairs: tuple[tuple[int, int], ...]


def find_theme(theme: Theme, notes: Sequence[Note]) -> tuple[Found, ...]:
    """Every statement of ``theme`` in a line of (onset, length, height), in order of time; where several sound at once, the highest counts."""
    line = _single(notes)
    if len(line) < 3:
        return ()
    steps = _steps(line)
    places: list[_Place] = []
    for kind, turned, pattern in _patterns(theme):
        for place in _matches(pattern, steps, kind, turned):
            if all(place.last <= other.first or place.first >= other.last for other in places):
                places.append(place)
    found = [_found(theme, place, line, steps) for place in sorted(places, key=lambda place: place.first)]
    return tuple(_sequences(found, theme, line))


def likeness_of(theme: Theme, other: Theme) -> float:
    """The best likeness of one whole theme inside another, 0 to 1: distinct themes stay far apart."""
    pattern = _steps(_notes_of(theme.notes))
    steps = _steps(_notes_of(other.notes))
    costs, _ = _align(pattern, steps)
    return max(0.0, 1 - min(costs) / len(pattern))


def enough(steps: int) -> float:
    """The likeness from which a pattern of so many steps counts as found."""
    return next(limit for least, limit in reversed(_ENOUGH) if steps >= least)


def _patterns(theme: Theme) -> list[tuple[str, bool, list[_Step]]]:
    """The longest first: whole, first half, head, the head without its pick-up and its first notes; then upside down."""
    whole = _notes_of(theme.notes)
    half = [note for note in whole if note[0] < theme.meter.beats * theme.bars / 2]
    head = whole[: theme.motif_notes]
    solid = [note for note in whole if 0 <= note[0] < 2 * theme.meter.beats]
    pickups = sum(note[0] < 0 for note in head)
    starts = [solid[:count] for count in sorted({max(_STARTS[0], theme.motif_notes - pickups), *_STARTS}, reverse=True)]
    kinds = [("full", whole), ("opening", half), ("head", head)]
    kinds += [("head", start) for n, start in enumerate(starts) if len(start) >= _STARTS[0] and start not in (head, *starts[:n])]
    upright = [(kind, False, _steps(notes)) for kind, notes in kinds if len(notes) >= 3]
    turned = [(kind, True, [replace(step, move=-step.move) for step in steps]) for kind, _, steps in upright if len(steps) >= 5]
    return [*upright, *turned]


def _notes_of(notes: Sequence[ThemeNote]) -> list[Note]:
    return [(note.onset, note.length, note.pitch.height) for note in notes]


def _single(notes: Sequence[Note]) -> list[Note]:
    line: list[Note] = []
    for note in sorted(notes, key=lambda note: (note[0], -note[2])):
        if not line or note[0] > line[-1][0]:
            line.append(note)
    return line


def _steps(line: Sequence[Note]) -> list[_Step]:
    beats = [float(b[0] - a[0]) for a, b in itertools.pairwise(line)]
    return [
        _Step(b[2] - a[2], beats[n], log2(beats[n] / beats[n - 1]) if n else None) for n, (a, b) in enumerate(itertools.pairwise(line))
    ]  # fmt: skip


def _size(move: int) -> int:
    octaves, rest = divmod(abs(move), 12)
    return (7 * octaves + _SIZES[rest]) * (1 if move >= 0 else -1)


def _step_cost(wanted: _Step, sung: _Step, first: bool) -> float:
    apart = abs(wanted.move - sung.move)
    pitch = min(1.0, apart / 3)
    if apart == 1:
        pitch = min(pitch, _OTHER_MODE + 0.5 * abs(_size(wanted.move) - _size(sung.move)))
    rhythm = 0.0
    if not first and wanted.ratio is not None and sung.ratio is not None:
        rhythm = min(1.0, abs(wanted.ratio - sung.ratio))
    return _PITCH * pitch + (1 - _PITCH) * rhythm


def _align(pattern: list[_Step], steps: list[_Step]) -> tuple[list[float], list[list[int]]]:
    """Cost of the whole pattern ending at each step of the line, and the choices made: 0 both, 1 the line alone, 2 the pattern alone."""
    row = [0.0] * (len(steps) + 1)
    choices: list[list[int]] = []
    for i, wanted in enumerate(pattern):
        new, chosen = [row[0] + _GAP], [2]
        for j, sung in enumerate(steps):
            both = row[j] + _step_cost(wanted, sung, i == 0)
            alone, without = new[j] + _GAP, row[j + 1] + _GAP
            least = min(both, alone, without)
            new.append(least)
            chosen.append(0 if least == both else 1 if least == alone else 2)
        row = new
        choices.append(chosen)
    return row, choices


def _matches(pattern: list[_Step], steps: list[_Step], kind: str, turned: bool) -> list[_Place]:
    """Places where the pattern is likely enough, best first and none over another."""
    limit = enough(len(pattern))
    costs, choices = _align(pattern, steps)
    likely = [(1 - cost / len(pattern), end) for end, cost in enumerate(costs) if 1 - cost / len(pattern) >= limit]
    places: list[_Place] = []
    for likeness, end in sorted(likely, key=lambda item: (-item[0], item[1])):
        pairs = _trace(choices, len(pattern), end)
        if not pairs or not _is_whole(pattern, steps, pairs):
            continue
        place = _Place(pairs[0][1], end, likeness, kind, turned, pairs)
        if all(place.last <= other.first or place.first >= other.last for other in places):
            places.append(place)
    return places


def _is_whole(pattern: list[_Step], steps: list[_Step], pairs: tuple[tuple[int, int], ...]) -> bool:
    """Whether both halves of the pattern are there: a half that is exact does not make up for one that is missing."""
    good = [i for i, j in pairs if _step_cost(pattern[i], steps[j], i == 0) <= _GOOD]
    middle = len(pattern) / 2
    first = sum(i < middle for i in good)
    return min(first, len(good) - first) >= _HALF * (len(pattern) // 2)


def _trace(choices: list[list[int]], rows: int, end: int) -> tuple[tuple[int, int], ...]:
    pairs = []
    i, j = rows, end
    while i and j:
        choice = choices[i - 1][j]
        if choice == 0:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif choice == 1:
            j -= 1
        else:
            i -= 1
    return tuple(reversed(pairs))


def _found(theme: Theme, place: _Place, line: list[Note], steps: list[_Step]) -> Found:
    last = line[place.last]
    return Found(line[place.first][0], last[0] + last[1], round(place.likeness, 3), _guise(theme, place, line, steps))


def _guise(theme: Theme, place: _Place, line: list[Note], steps: list[_Step]) -> str:
    """The first of these that holds: upside down, bass, longer, shorter, other mode, other meter; else how much of it there is."""
    pattern = _steps(_notes_of(theme.notes))
    sung = line[place.first : place.last + 1]
    scale = median(steps[j].beats / pattern[i].beats for i, j in place.pairs)
    if place.turned:
        return "inverted"
    if sum(height for _, _, height in sung) / len(sung) < _BASS_BELOW:
        return "bass"
    if scale >= _SLOWER:
        return "augmented"
    if scale <= _FASTER:
        return "diminished"
    altered = sum(pattern[i].move != steps[j].move and _size(pattern[i].move) == _size(steps[j].move) for i, j in place.pairs)
    if altered >= max(2, _TURNED_SHARE * len(place.pairs)):
        return "major" if theme.key.is_minor else "minor"
    uneven = sum(abs(log2(steps[j].beats / pattern[i].beats / scale)) > 0.3 for i, j in place.pairs)
    if uneven > _RETIMED * len(place.pairs):
        return "retimed"
    return {"full": "full", "opening": "fragment", "head": "head"}[place.kind]


def _sequences(found: list[Found], theme: Theme, line: list[Note]) -> list[Found]:
    """Heads that follow each other at once on other steps are one sequence."""
    heights = {onset: height for onset, _, height in line}
    merged: list[Found] = []
    for one in found:
        last = merged[-1] if merged else None
        near = last is not None and one.start_beat - last.end_beat < theme.meter.beats
        if near and last is not None and one.guise_guess == "head" and last.guise_guess in ("head", "sequence"):
            moved = heights[one.start_beat] != heights[last.start_beat]
            merged[-1] = Found(
                last.start_beat, one.end_beat, round((last.likeness + one.likeness) / 2, 3), "sequence" if moved else last.guise_guess
            )
        else:
            merged.append(one)
    return merged
