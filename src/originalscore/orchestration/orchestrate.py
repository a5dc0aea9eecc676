"""From short score to full score: lines handed out, breaths taken, parts written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.plan import CuePlan
from originalscore.model.score import Score
from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.assign import Passage, assign, breaths
from originalscore.orchestration.engrave import write_part


def orchestrate(cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, stream: Stream) -> Score:
    """Score a sketch for the cue's ensemble.

    Every note lies in its instrument's range; what had to be left out because the player was busy is a shortfall.
    """
    passages: dict[str, list[Passage]] = {}
    for passage in assign(cue, plan, sketch):
        instrument = INSTRUMENTS[passage.instrument]
        bpm = tempo.target_bpm
        longest = Fraction(int(instrument.breath_s * bpm / 60)) if instrument.breath_s else Fraction(0)
        notes = breaths(passage.notes, longest)
        passages.setdefault(passage.instrument, []).append(replace(passage, notes=notes))
    parts = [write_part(name, mine, tempo) for name, mine in passages.items()]
    parts = sorted((part for part in parts if part.notes), key=lambda part: INSTRUMENTS[part.instrument].score_order)
    return Score(cue.id, sketch.key, tuple(parts), _unheard(cue, sketch, tuple(note.line for part in parts for note in part.notes)))


def _unheard(cue: Cue, sketch: Sketch, heard: tuple[str, ...]) -> tuple[Shortfall, ...]:
    """Lines that nobody plays."""
    lost = [line.name for line in sketch.lines if line.notes and line.name not in heard]
    return tuple(Shortfall(cue.number, f"the line {name}", "silence", f"nobody in {cue.ensemble} is free for it") for name in lost)
