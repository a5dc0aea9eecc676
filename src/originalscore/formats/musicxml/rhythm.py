"""Rhythm on the page: which notes, dots, ties, tuplets and rests spell a stretch of a bar.

Everything is counted in ticks of a twelfth of a quarter note, the score's own grid, so a sixteenth has three ticks and a
triplet eighth four. A bar is first searched for tuplets, then every stretch between them is written with as few symbols
as possible without hiding a beat: a symbol may cross a metrical edge only if it starts or ends on one at least as strong,
or is one of the usual syncopations. Rests are stricter and never syncopate. Method after Gould, *Behind Bars*, 2011,
"Grouping of rhythm".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from originalscore.music.meter import Meter

#: Ticks in a quarter note.
TICKS = 12
_KINDS = ("32nd", "16th", "eighth", "quarter", "half", "whole", "breve")
#: Length in ticks of a symbol without tuplet -> name and dots.
_SINGLE: dict[int, tuple[str, int]] = {
    3: ("16th", 0), 6: ("eighth", 0), 9: ("eighth", 1), 12: ("quarter", 0), 18: ("quarter", 1),
    24: ("half", 0), 36: ("half", 1), 48: ("whole", 0), 72: ("whole", 1), 96: ("breve", 0),
}  # fmt: skip
_BAR, _HALF, _GROUP, _QUARTER, _EIGHTH, _SIXTEENTH = 6, 5, 4, 3, 2, 1


@dataclass(frozen=True)
class Symbol:
    """One note or rest sign.

    Parameters
    ----------
    start, length
        Ticks from the bar line.
    kind, dots
        MusicXML type name such as ``quarter``, and augmentation dots.
    actual, normal
        Tuplet ratio, 1 and 1 outside tuplets.
    tuplet
        First tick of the tuplet it belongs to, or -1.
    whole_bar
        A rest for the whole bar, whatever its meter.
    """

    start: int
    length: int
    kind: str
    dots: int = 0
    actual: int = 1
    normal: int = 1
    tuplet: int = -1
    whole_bar: bool = False


@dataclass(frozen=True)
class _Tuplet:
    start: int
    length: int
    slots: int
    kind: str

    @property
    def end(self) -> int:
        return self.start + self.length


class Grid:
    """The metrical edges of one bar, and how strong each is."""

    def __init__(self, meter: Meter, length: int) -> None:
        self.meter, self.length = meter, length
        self.groups = [int(group * TICKS) for group in meter.groups]
        if sum(self.groups) != length:  # a pick-up bar
            whole, rest = divmod(length, TICKS)
            self.groups = [TICKS] * whole + ([rest] if rest else [])
        self.edges = [sum(self.groups[:n]) for n in range(len(self.groups) + 1)]
        self._halves = _halves(self.edges)
        self._strengths = [self._weigh(tick) for tick in range(length + 1)]

    def strength(self, tick: int) -> int:
        """Weight of a place in the bar, 6 for bar lines down to 0 for places between sixteenths."""
        return self._strengths[tick]

    def _weigh(self, tick: int) -> int:
        if tick in (0, self.length):
            return _BAR
        if tick in self._halves:
            return _HALF
        if tick in self.edges:
            return _GROUP
        inside = tick - self.group_start(tick)
        return _QUARTER if inside % 12 == 0 else _EIGHTH if inside % 6 == 0 else _SIXTEENTH if inside % 3 == 0 else 0

    def group_start(self, tick: int) -> int:
        """First tick of the pulse group that holds ``tick``."""
        return max(edge for edge in self.edges if edge <= tick)

    def group_length(self, tick: int) -> int:
        """Length in ticks of the pulse group that holds ``tick``."""
        return self.groups[min(len(self.groups) - 1, max(n for n, edge in enumerate(self.edges) if edge <= tick))]


def _halves(edges: list[int]) -> frozenset[int]:
    """The edge that divides a bar of four or more groups: 2+2, 3+2, 3+3, 4+3."""
    count = len(edges) - 1
    return frozenset([edges[(count + 1) // 2]]) if count >= 4 else frozenset()


@cache
def grid(meter: Meter, length: int) -> Grid:
    """The grid of a bar of ``length`` ticks in ``meter`` (shorter than the meter in a pick-up)."""
    return Grid(meter, length)


def spell_bar(bar: Grid, spans: list[tuple[int, int, bool]]) -> list[list[Symbol]]:
    """Write one voice of one bar.

    Parameters
    ----------
    bar
        Its metrical edges.
    spans
        Gapless (first tick, end tick, is a rest) from 0 to the bar's length.

    Returns
    -------
    list of list of Symbol
        The symbols of each span in order; several symbols of a note are to be tied.
    """
    if len(spans) == 1 and spans[0][2]:
        return [[Symbol(0, bar.length, "whole", whole_bar=True)]]
    tuplets = _find_tuplets(bar, sorted({edge for span in spans for edge in span[:2]} - {0, bar.length}))
    return [_spell_span(bar, tuplets, *span) for span in spans]


def _spell_span(bar: Grid, tuplets: list[_Tuplet], start: int, end: int, rest: bool) -> list[Symbol]:
    symbols: list[Symbol] = []
    here = start
    while here < end:
        inside = next((t for t in tuplets if t.start <= here < t.end), None)
        if inside:
            stop = min(end, inside.end)
            symbols += _spell_in_tuplet(inside, here, stop, rest)
        else:
            stop = min([end, *(t.start for t in tuplets if t.start > here)])
            symbols += _spell_rest(bar, here, stop) if rest else _spell_note(bar, here, stop)
        here = stop
    return symbols


def _find_tuplets(bar: Grid, edges: list[int]) -> list[_Tuplet]:
    """The tuplets a voice needs, given where its notes and rests begin inside the bar."""
    if all(edge % 3 == 0 for edge in edges):
        return []
    if bar.length == 48 and len(bar.groups) == 4 and all(edge % 16 == 0 for edge in edges):
        return [_Tuplet(0, 48, 3, "half")]
    found: list[_Tuplet] = []
    here = 0
    while here < bar.length:
        wide = [edge - here for edge in edges if here < edge < here + 24]
        is_half_bar = bar.meter.unit <= 4 and here + 24 <= bar.length and (len(bar.groups) != 4 or here % 24 == 0)
        if is_half_bar and any(edge % 3 for edge in wide) and all(edge % 8 == 0 for edge in wide):
            found.append(_Tuplet(here, 24, 3, "quarter"))
            here += 24
            continue
        size = _cell(bar, here)
        found += _tuplets_of_cell(here, size, [edge - here for edge in edges if here < edge < here + size])
        here += size
    return found


def _cell(bar: Grid, here: int) -> int:
    left = bar.group_start(here) + bar.group_length(here) - here
    return left if left < 6 else 6 if bar.group_length(here) in (18, 9) or left < 12 else 12


def _tuplets_of_cell(start: int, size: int, edges: list[int]) -> list[_Tuplet]:
    if all(edge % 3 == 0 for edge in edges):
        return []
    if size == 12:
        if all(edge % 4 == 0 for edge in edges):
            return [_Tuplet(start, 12, 3, "eighth")]
        if all(edge % 2 == 0 for edge in edges) and 6 not in edges:
            return [_Tuplet(start, 12, 6, "16th")]
        late = [edge - 6 for edge in edges if edge > 6]
        return _tuplets_of_cell(start, 6, [edge for edge in edges if edge < 6]) + _tuplets_of_cell(start + 6, 6, late)
    if size == 6:
        return [_Tuplet(start, 6, 3, "16th") if all(edge % 2 == 0 for edge in edges) else _Tuplet(start, 6, 6, "32nd")]
    return [_Tuplet(start, size, size, "32nd")]


def _spell_in_tuplet(tuplet: _Tuplet, start: int, end: int, rest: bool) -> list[Symbol]:
    slot = tuplet.length // tuplet.slots
    count = (end - start) // slot
    if count == 5 or (count == 3 and rest):
        middle = tuplet.start + 3 * slot if count == 5 else start + (slot if (start - tuplet.start) % (2 * slot) else 2 * slot)
        return _spell_in_tuplet(tuplet, start, middle, rest) + _spell_in_tuplet(tuplet, middle, end, rest)
    steps, dots = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (2, 0)}[count]
    kind = _KINDS[_KINDS.index(tuplet.kind) + steps]
    return [Symbol(start, end - start, kind, dots, tuplet.slots, 2 if tuplet.slots == 3 else 4, tuplet.start)]


def _spell_note(bar: Grid, start: int, end: int) -> list[Symbol]:
    if _fits(bar, start, end):
        kind, dots = _SINGLE[end - start]
        return [Symbol(start, end - start, kind, dots)]
    inside = [(bar.strength(tick), tick) for tick in range(start + 1, end) if bar.strength(tick)]
    strongest = max(inside)[0]
    places = [tick for strength, tick in inside if strength == strongest]
    middle = places[-1] if bar.strength(start) >= bar.strength(end) else places[0]
    return _spell_note(bar, start, middle) + _spell_note(bar, middle, end)


def _fits(bar: Grid, start: int, end: int) -> bool:
    """Whether one symbol may stand for the whole stretch."""
    length = end - start
    inside = max((bar.strength(tick) for tick in range(start + 1, end)), default=0)
    if length not in _SINGLE or (start, end) == (0, bar.length):
        return length in _SINGLE
    if bar.meter.unit >= 8 and inside >= _GROUP:
        return start in bar.edges and end in bar.edges and (inside == _GROUP or start == 0 or end == bar.length)
    first, last = bar.strength(start), bar.strength(end)
    if max(first, last) >= inside:
        return True
    if length == 24 and first >= _GROUP and last >= _GROUP:
        return True
    return (length == 12 and min(first, last) == _EIGHTH and inside <= _GROUP) or (length == 6 and inside <= _EIGHTH)


def _spell_rest(bar: Grid, start: int, end: int) -> list[Symbol]:
    symbols = []
    here = start
    while here < end:
        length = next(size for size in (48, 36, 24, 18, 12, 6, 3) if here + size <= end and _rest_fits(bar, here, size))
        symbols.append(Symbol(here, length, *_SINGLE[length]))
        here += length
    return symbols


def _rest_fits(bar: Grid, start: int, length: int) -> bool:
    group, inside = bar.group_length(start), start - bar.group_start(start)
    if length > group:
        wide = len(bar.groups) == 4 and bar.groups[0] == group and length == 2 * group
        return wide and start % length == 0
    if length == 18:
        return group == 18 and inside == 0
    return inside % length == 0 and inside + length <= group and length in (24, 12, 6, 3)
