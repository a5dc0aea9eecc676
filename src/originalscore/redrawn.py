"""Another take of some bars, or of one part: what is written anew put into what stays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore import orchestration
from originalscore.errors import BriefError
from originalscore.model.score import Score
from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import GROUPS
from originalscore.takes import Held


def sketched(held: Held | None, tempo: TempoMap, fresh: Sketch) -> Sketch:
    """The sketch of a take: only the bars that are asked for are new, where bars are."""
    if held is None or not held.redraw.bars:
        return fresh
    start, end = _span(held, tempo)
    return orchestration.lines_renewed(held.sketch, fresh, start, end)


def scored(held: Held | None, sketch: Sketch, tempo: TempoMap, fresh: Score) -> Score:
    """The score of a take: only the bars, or the part, that are asked for are new."""
    if held is None or not (held.redraw.bars or held.redraw.part):
        return fresh
    part = held.redraw.part
    if part:
        tunes = {line.name for line in sketch.lines if line.theme}
        fresh = orchestration.part_renewed(held.score, fresh, GROUPS[part], tunes)
        if not any(one.instrument in GROUPS[part] for one in fresh.parts):
            told = Shortfall(held.cue.number, f"another part for {part}", "none", "this take gives it nothing to play")
            fresh = replace(fresh, shortfalls=(*fresh.shortfalls, told))
    if not held.redraw.bars:
        return fresh
    return orchestration.bars_renewed(held.score, fresh, *_span(held, tempo))


def _span(held: Held, tempo: TempoMap) -> tuple[Fraction, Fraction]:
    """The beats of the bars that are asked for."""
    first, last = held.redraw.bars
    count = sum(bar.start_beat < tempo.end_beat for bar in tempo.bars)
    if last > count:
        raise BriefError(f"{held.cue.number} has {count} bars: there is no bar {last}", f"write --bars {min(first, count)}-{count}")
    return tempo.bars[first - 1].start_beat, tempo.bars[last - 1].end_beat
