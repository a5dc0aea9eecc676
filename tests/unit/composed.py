"""Cues composed for tests: every room from the plan to the performance, on a cue made by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from originalscore import composition, orchestration, performance, planning, timing
from originalscore.chance import Stream
from originalscore.measures.counterpoint import Sung
from originalscore.model.cue import Cue, CueList, CurvePoint, Hit, ThemeWish
from originalscore.model.palette import EVERYBODY, Strengths
from originalscore.model.performance import Performance
from originalscore.model.plan import CuePlan, ScorePlan
from originalscore.model.score import Score
from originalscore.model.sketch import Line, Sketch
from originalscore.model.tempo import TempoMap

F = Fraction
FRAME_S = F(1, 24)


@dataclass(frozen=True)
class Composed:
    """A cue and all that was written for it."""

    cue: Cue
    plan: ScorePlan
    asked: CuePlan
    tempo: TempoMap
    sketch: Sketch
    score: Score
    performance: Performance


def a_cue(
    mood: str = "tender", *, length_s: int = 48, force: float = 0.5, hits: tuple[Hit, ...] = (), ensemble: str = "orchestra",
    speech: tuple[tuple[Fraction, Fraction], ...] = (), ending: str = "close", take: int = 1,
) -> Cue:  # fmt: skip
    curve = (CurvePoint(F(0), force),)
    return Cue(
        "c1", "1m1", take, (), "composed", "A Cue", F(0), F(length_s), ending, "underscore", mood, ensemble, curve, curve, curve, ("main",),
        hits, speech, "made by hand",
    )  # fmt: skip


def a_hit(at_s: Fraction | int, what: str = "flash", kind: str = "hard") -> Hit:
    return Hit(F(at_s), what, kind, "downbeat", True, 0.9)


@lru_cache(maxsize=96)
def compose(cue: Cue, seed: int = 7, strengths: Strengths = EVERYBODY, *, electronic: bool = False) -> Composed:
    """Plan, time, sketch, orchestrate and perform one cue as the main job would; ``strengths`` are the palette's. What was asked before is given again: nothing of it can be changed."""
    cues = CueList("", seed, (ThemeWish("main", "the film", "tender"),), (cue,), (), style="adventure")  # every mood in its own idiom
    plan = planning.plan_score(cues)
    asked = orchestration.with_forces(plan.cue(cue.id), strengths)
    plan = replace(plan, cues=(asked,))
    tempo = timing.fit_tempo(cue, meter=asked.meter, target_bpm=asked.target_bpm, frame_s=FRAME_S)
    stream = Stream(seed, cue.id)
    sketch = composition.sketch(cue, plan, tempo, stream.split("sketch", cue.take), electronic=electronic)
    score = orchestration.orchestrate(
        cue, asked, sketch, tempo, stream.split("score", cue.take), electronic=electronic, strengths=strengths
    )
    played = performance.perform(score, cue, tempo, stream.split("performance", cue.take), chords=sketch.chords)
    return Composed(cue, plan, asked, tempo, sketch, score, played)


def sung(line: Line) -> list[Sung]:
    """A line as the measures take it."""
    return [(note.onset, note.length, note.pitch.height) for note in line.notes if note.pitch]


def voices(sketch: Sketch) -> list[list[Sung]]:
    """Bass and harmony, from the bottom."""
    found = [line for line in sketch.lines if line.role == "harmony" or (line.role == "bass" and line.layer != "foreground")]
    return [sung(line) for line in sorted(found, key=lambda line: (line.role != "bass", line.name), reverse=False)]
