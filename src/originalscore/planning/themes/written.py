"""Writing a theme's line as its form says: segment after segment, the head coming back as itself or changed.

A pick-up belongs to the head and comes back with it; the note before makes room for it.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.planning.themes.forms import Segment
from originalscore.planning.themes.melody import Ground, Tune, best_version, search_line, turned, versions_of
from originalscore.planning.themes.rhythm import Cell, Taste, draw_bars, ending_bars

_Heights = tuple[int, ...]


def write_line(layout: tuple[Segment, ...], ground: Ground, head: Cell, taste: Taste, draw: Stream) -> Tune:
    """The whole tune; ``head`` is the rhythm of the head motif, of one bar or two, its pick-up before beat 0."""
    tune: Tune = ()
    idea: _Heights = ()
    bar = 0
    for number, segment in enumerate(layout):
        fresh, start = draw.split("segment", number), bar * ground.meter.beats
        whole = _head_bars(head, ground) * ground.meter.beats
        past = tuple(height for _, _, height in tune)
        if segment.kind == "idea":
            slots = ground.slots(start, head)
            idea = search_line(ground, slots, past, fresh, signature=_signature(ground, head, fresh))
            tune = _joined(tune, start, head, idea)
            if whole < segment.bars * ground.meter.beats:
                tune = _again(tune, ground, start + whole, head, idea, fresh.split("twice"), home=0)
        elif segment.kind == "same":
            tune = _same(tune, ground, start, segment, fresh)
        elif segment.kind in ("again", "turned"):
            model = turned(idea, ground.key) if segment.kind == "turned" else idea
            for n in range(int(segment.bars * ground.meter.beats / whole)):
                tune = _again(tune, ground, start + n * whole, head, model, fresh.split("again", n))
        elif segment.kind == "piece":
            cell = tuple((o, min(length, ground.meter.beats - o)) for o, length in head if o < ground.meter.beats)
            tune = _again(tune, ground, start, cell, idea[: len(cell)], fresh, home=1200)
        else:
            tune = _fresh(tune, ground, start, segment, head, taste, fresh)
        bar += segment.bars
    return tune


def _signature(ground: Ground, head: Cell, draw: Stream) -> tuple[int, int]:
    """Which note of the head is reached by the leap that the theme is known by, and the leap."""
    leaps = ground.character.signatures
    pickups = sum(onset < 0 for onset, _ in head)
    at = pickups if pickups and draw.happens(600) else draw.between(1, min(4, len(head) - 1))
    return at, draw.choose([leap for leap, _ in leaps], [weight for _, weight in leaps])


def _head_bars(head: Cell, ground: Ground) -> int:
    return int(-(-(head[-1][0] + head[-1][1]) // ground.meter.beats))


def _again(tune: Tune, ground: Ground, start: Fraction, cell: Cell, model: _Heights, draw: Stream, *, home: int = 600) -> Tune:
    """The model on the step where it sits best."""
    past = tuple(height for _, _, height in tune)
    heights = best_version(ground, ground.slots(start, cell), past, versions_of(model, ground.key, home=home), draw)
    return _joined(tune, start, cell, heights)


def _same(tune: Tune, ground: Ground, start: Fraction, segment: Segment, draw: Stream) -> Tune:
    """The opening bars note for note, pick-up and all."""
    length = segment.bars * ground.meter.beats
    opening = [(onset, held, height) for onset, held, height in tune if onset < length]
    cell = tuple((onset, held) for onset, held, _ in opening)
    return _joined(tune, start, cell, tuple(height for _, _, height in opening))


def _fresh(tune: Tune, ground: Ground, start: Fraction, segment: Segment, head: Cell, taste: Taste, draw: Stream) -> Tune:
    """An answer or an ending: new heights, on a rhythm of its own."""
    if segment.kind == "end":
        cell = ending_bars(ground.meter, segment.bars, head, taste, draw.split("rhythm"))
    else:
        cell = draw_bars(ground.meter, segment.bars, 3, 8, taste, draw.split("rhythm"))
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
