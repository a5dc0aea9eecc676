"""Rhythm from the meter's own grammar: bars are cut into pulse groups, groups are held together or broken up by figures.

Nothing is taken from a stock of cells. Each theme first draws a taste of its own (how it likes each figure), so that two films share a
rhythm only by a long chance; then bars are drawn until one says something: few notes, two or more lengths, a last note that rests,
and moderate contrast (craft notes, 3.2: sharp dots all through measure outside real music).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from originalscore.chance import Stream
from originalscore.music.meter import Meter
from originalscore.planning.themes.character import Feel

F = Fraction
Cell = tuple[tuple[Fraction, Fraction], ...]
_Q, _H, _T = F(1, 4), F(1, 2), F(3, 4)

#: Length of a span of pulse groups in beats -> the figures that may fill it.
_FIGURES: dict[Fraction, tuple[tuple[Fraction, ...], ...]] = {
    F(1): ((F(1),), (_H, _H), (_T, _Q), (_H, _Q, _Q), (_Q, _Q, _H)),
    F(3, 2): ((F(3, 2),), (F(1), _H), (_H, F(1)), (_H, _H, _H), (_T, _Q, _H)),
    F(2): ((F(2),), (F(3, 2), _H), (_H, F(3, 2)), (_H, F(1), _H), (F(7, 4), _Q)),
    F(5, 2): ((F(5, 2),), (F(1), F(3, 2)), (F(2), _H), (F(3, 2), F(1))),
    F(3): ((F(3),), (F(5, 2), _H), (F(2), F(1)), (F(3, 2), F(3, 2)), (F(1), F(2))),
    F(7, 2): ((F(7, 2),), (F(3), _H), (F(2), F(3, 2))),
    F(4): ((F(4),), (F(7, 2), _H), (F(3), F(1))),
    F(5): ((F(5),), (F(3), F(2)), (F(4), F(1)), (F(9, 2), _H)),
}
_PICKUPS: tuple[tuple[tuple[Fraction, ...], int], ...] = (
    ((_H,), 4),
    ((F(1),), 4),
    ((_H, _H), 3),
    ((_T, _Q), 1),
    ((F(1), _H), 1),
    ((_H, _H, _H), 1),
)
_TRIES = 16


@dataclass(frozen=True)
class Taste:
    """A theme's own way with rhythm: its liking for every figure, the chances of each trait, and notes per beat (thousandths)."""

    likings: dict[tuple[Fraction, ...], int]
    chances: dict[str, int]
    density: int


def draw_taste(feel: Feel, draw: Stream) -> Taste:
    """A taste inside what the mood asks."""
    likings = {figure: draw.choose((1, 2, 4, 8)) for figures in _FIGURES.values() for figure in figures}
    chances = {"plain": 600, "dotted": feel.dotted, "syncopated": feel.syncopated // 2, "quick": max(0, feel.density - 800)}
    return Taste(likings, chances, feel.density * draw.between(80, 125) // 100)


def draw_bars(meter: Meter, bars: int, fewest: int, most: int, taste: Taste, draw: Stream) -> Cell:
    """A cell of whole bars with ``fewest`` to ``most`` notes: onsets and lengths in beats from its first downbeat."""
    best: tuple[int, Cell] | None = None
    weights = _weights(meter, taste)
    for _ in range(_TRIES):
        first = _draw_bar(meter, weights, draw)
        cells = [first]
        for n in range(1, bars):
            twin = draw.happens(350)
            cells.append(_rested(first, meter) if twin and n == bars - 1 else first if twin else _draw_bar(meter, weights, draw))
        cell = tuple((onset + n * meter.beats, length) for n, bar in enumerate(cells) for onset, length in bar)
        cost = _faults(cell, fewest, most) * 100 + draw.below(50)
        if best is None or cost < best[0]:
            best = (cost, cell)
        if cost < 100:
            break
    assert best is not None
    return best[1]


def ending_bars(meter: Meter, bars: int, opening: Cell, taste: Taste, draw: Stream) -> Cell:
    """The way home: a bar like the idea's first, or one of its own, then a long note that may be prepared by another."""
    cell: list[tuple[Fraction, Fraction]] = []
    for n in range(bars - 1):
        bar = [(o, min(length, meter.beats - o)) for o, length in opening if 0 <= o < meter.beats] if draw.happens(500) else None
        cell += [(o + n * meter.beats, length) for o, length in bar or _draw_bar(meter, _weights(meter, taste), draw)]
    start, groups = (bars - 1) * meter.beats, meter.groups
    lead = sum(groups[: len(groups) // 2], F(0))
    if bars == 1 or (lead and draw.happens(300)):
        return (*cell, (start, lead), (start + lead, meter.beats - lead))
    return (*cell, (start, meter.beats))


def draw_pickup(meter: Meter, most: int, draw: Stream) -> tuple[Fraction, ...]:
    """Lengths of up to ``most`` notes before the first downbeat, at most half a bar."""
    fitting = [(p, w) for p, w in _PICKUPS if sum(p) * 2 <= meter.beats and len(p) <= most]
    return draw.choose([p for p, _ in fitting], [w for _, w in fitting]) if fitting else ()


def contrast(lengths: list[Fraction]) -> float:
    """nPVI: the normalised difference of neighbouring lengths, 0 (even) to 200 (E. Grabe and E. L. Low, 2002)."""
    pairs = list(pairwise(map(float, lengths)))
    return 100 * sum(abs(a - b) / ((a + b) / 2) for a, b in pairs) / len(pairs) if pairs else 0.0


def _weights(meter: Meter, taste: Taste) -> list[list[int]]:
    """How the taste likes each option of the meter's grammar."""
    return [
        [round(taste.likings[o.figure] * taste.chances[o.trait] / (0.25 + (len(o.figure) - o.beats * taste.density / 1000) ** 2)) for o in options]
        for options in _grammar(meter)
    ]  # fmt: skip


def _draw_bar(meter: Meter, weights: list[list[int]], draw: Stream) -> Cell:
    grammar = _grammar(meter)
    cell: Cell = ()
    place = 0
    while place < len(grammar):
        chosen = draw.choose(grammar[place], weights[place])
        cell += chosen.cell
        place += chosen.held
    return cell


@dataclass(frozen=True)
class _Option:
    """A figure on ``held`` pulse groups of a bar: its lengths, the same as a cell at its place in the bar, and what is special about it."""

    held: int
    trait: str
    beats: float
    figure: tuple[Fraction, ...]
    cell: Cell


@cache
def _grammar(meter: Meter) -> tuple[tuple[_Option, ...], ...]:
    """For every pulse group of a bar, all that may begin there."""
    groups = meter.groups
    edges = [sum(groups[:n], F(0)) for n in range(len(groups) + 1)]
    grammar = []
    for place, at in enumerate(edges[:-1]):
        options: list[_Option] = []
        for held in range(1, len(groups) - place + 1):
            span = edges[place + held] - at
            for figure in _FIGURES.get(span, ()) if _may_hold(meter, at, span) else ():
                cell = tuple((at + sum(figure[:n], F(0)), length) for n, length in enumerate(figure))
                options.append(_Option(held, _trait(meter, figure, cell), float(span), figure, cell))
        grammar.append(tuple(options))
    return tuple(grammar)


def _trait(meter: Meter, figure: tuple[Fraction, ...], cell: Cell) -> str:
    """Syncopated is what begins short before long, or holds a weak note over a stronger pulse."""
    edges = [sum(meter.groups[:n], F(0)) for n in range(len(meter.groups))]
    over = any(meter.strength(at) < meter.strength(edge) for at, length in cell for edge in edges if at < edge < at + length)
    if over or (len(figure) > 1 and figure[0] < figure[1]):
        return "syncopated"
    if _T in figure or F(7, 4) in figure:
        return "dotted"
    return "quick" if _Q in figure else "plain"


def _may_hold(meter: Meter, at: Fraction, span: Fraction) -> bool:
    """A span may be held together if it begins at least as strong as every pulse inside it."""
    edges = [sum(meter.groups[:n], F(0)) for n in range(len(meter.groups))]
    return all(meter.strength(at) >= meter.strength(edge) for edge in edges if at < edge < at + span)


def _rested(bar: Cell, meter: Meter) -> Cell:
    """The bar with its second half drawn together into one note."""
    middle = sum(meter.groups[: len(meter.groups) // 2], F(0))
    kept = [(o, length) for o, length in bar if o < middle]
    if not kept:
        return ((F(0), meter.beats),)
    onset = next((o for o, _ in bar if o >= middle), None)
    if onset is None:
        return bar
    return (*kept[:-1], (kept[-1][0], onset - kept[-1][0]), (onset, meter.beats - onset))


def _faults(cell: Cell, fewest: int, most: int) -> int:
    lengths = [length for _, length in cell]
    faults = 2 * (max(0, fewest - len(cell)) + max(0, len(cell) - most))
    faults += len(set(lengths)) < 2
    faults += lengths[-1] < max(lengths) * F(2, 3) or lengths[-1] < 1
    faults += (contrast(lengths) > 70) + (contrast(lengths) < 22)
    return faults + sum(length < _H for length in lengths) // 3
