"""Writing a theme's line as its form says: segment after segment, the head coming back as itself or changed.

A pick-up belongs to the head and comes back with it; the note before makes room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.planning.themes.forms import Segment
from originalscore.planning.themes.melody import Ground, Tune, best_version, search_line, turned, versions_of
from originalscore.planning.themes.rhythm import Cell, Taste, draw_bars, ending_bars

_Heights = tuple[int, ...]
#: Chance in a thousand that a head of one bar is said twice at once; else a quiet bar answers it.
_TWICE = 350


def write_line(layout: tuple[Segment, ...], ground: Ground, head: Cell, taste: Taste, draw: Stream, *, signature: int) -> Tune:
    """The whole tune; ``head`` is the rhythm of the head motif, of one bar or two, its pick-up before beat 0; it leaps by ``signature``."""
    tune: Tune = ()
    idea: Tune = ()
    bar = 0
    for number, segment in enumerate(layout):
        fresh, start = draw.split("segment", number), bar * ground.meter.beats
        if segment.kind == "idea":
            idea = tune = _idea(ground, segment, head, taste, fresh, signature)
        elif segment.kind == "same":
            tune = _joined(tune, start, *_parted([note for note in tune if note[0] < segment.bars * ground.meter.beats]))
        elif segment.kind in ("again", "turned"):
            cell, heights = _parted(idea)
            tune = _again(tune, ground, start, cell, turned(heights, ground.key) if segment.kind == "turned" else heights, fresh)
        elif segment.kind == "piece":
            bar_length = ground.meter.beats
            cell, heights = _parted([(o, min(length, bar_length - o), height) for o, length, height in idea if o < bar_length])
            tune = _again(tune, ground, start, cell, heights, fresh, home=1200)
        else:
            tune = _fresh(tune, ground, start, segment, head, taste, fresh)
        bar += segment.bars
    return tune


def _idea(ground: Ground, segment: Segment, head: Cell, taste: Taste, draw: Stream, signature: int) -> Tune:
    """The head; one of a single bar is said twice, or answered by a bar that rests."""
    heights = search_line(ground, ground.slots(Fraction(0), head), (), draw, signature=(_reached(head, draw), signature))
    tune = _joined((), Fraction(0), head, heights)
    bars = _head_bars(head, ground)
    if bars >= segment.bars:
        return tune
    start = bars * ground.meter.beats
    if draw.happens(_TWICE):
        return _again(tune, ground, start, head, heights, draw.split("twice"), home=0)
    return _fresh(tune, ground, start, Segment("tail", segment.bars - bars), head, taste, draw.split("tail"))


def _parted(notes: Sequence[tuple[Fraction, Fraction, int]]) -> tuple[Cell, _Heights]:
    return tuple((onset, length) for onset, length, _ in notes), tuple(height for _, _, height in notes)


def _reached(head: Cell, draw: Stream) -> int:
    """Which note of the head is reached by the leap that the theme is known by."""
    pickups = sum(onset < 0 for onset, _ in head)
    return pickups if pickups and draw.happens(600) else draw.between(1, min(4, len(head) - 1))


def _head_bars(head: Cell, ground: Ground) -> int:
    return int(-(-(head[-1][0] + head[-1][1]) // ground.meter.beats))


def _again(tune: Tune, ground: Ground, start: Fraction, cell: Cell, model: _Heights, draw: Stream, *, home: int = 300) -> Tune:
    """The model on the step where it sits best."""
    past = tuple(height for _, _, height in tune)
    heights = best_version(ground, ground.slots(start, cell), past, versions_of(model, ground.key, home=home), draw)
    return _joined(tune, start, cell, heights)


def _fresh(tune: Tune, ground: Ground, start: Fraction, segment: Segment, head: Cell, taste: Taste, draw: Stream) -> Tune:
    """An answer or an ending: new heights, on a rhythm of its own."""
    if segment.kind == "end":
        cell = ending_bars(ground.meter, segment.bars, head, taste, draw.split("rhythm"))
    else:
        wanted = taste.density * float(segment.bars * ground.meter.beats) / 1000
        fewest, most = (1, max(3, round(0.6 * wanted))) if segment.kind == "tail" else (max(3, min(6, round(0.7 * wanted))), 8)
        cell = draw_bars(ground.meter, segment.bars, fewest, most, taste, draw.split("rhythm"))
    slots = ground.slots(start, cell)
    last = _resting_tones(ground, slots[-1][3], segment.rest, draw)
    heights = search_line(ground, slots, tuple(height for _, _, height in tune), draw, last=last)
    return _joined(tune, start, cell, heights)


def _resting_tones(ground: Ground, chord: frozenset[int], rest: str, draw: Stream) -> frozenset[int]:
    tonic = ground.key.tonic.pitch_class
    if rest == "full":
        return frozenset((tonic,)) if draw.happens(700) else frozenset((tonic, (tonic + ground.key.scale[2]) % 12, (tonic + 7) % 12))
    return chord - {tonic} if rest else chord


def _joined(tune: Tune, start: Fraction, cell: Cell, heights: _Heights) -> Tune:
    """The tune with a segment added; the note before ends where it begins, and a pick-up that finds no room is left out."""
    added = [(start + onset, length, height) for (onset, length), height in zip(cell, heights)]
    if tune:
        before = tune[-1][0] + Fraction(1, 2)
        added = [note for note in added if note[0] >= min(start, before)]
        onset, length, height = tune[-1]
        tune = (*tune[:-1], (onset, min(length, added[0][0] - onset), height))
    return (*tune, *added)
