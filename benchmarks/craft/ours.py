"""Our own music to measure: films of fourteen cues, one a mood, composed without picture as the main job would compose them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from originalscore import composition, orchestration, planning, timing
from originalscore.chance import Stream
from originalscore.measures.abstract import excerpts, voices_of
from originalscore.measures.craft import CLOSED_END, MEASURES, Measure, measure
from originalscore.measures.sonority import correlation, smoothed, strains
from originalscore.model.cue import MOODS, Cue, CueList, CurvePoint, Hit, ThemeWish
from originalscore.model.plan import CuePlan, ScorePlan
from originalscore.model.score import Score
from originalscore.model.sketch import CHARACTERS, Sketch, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS

F = Fraction
FRAME_S = F(1, 24)
#: Moods whose harmony is meant to hold a key (craft notes, section 9).
TONAL = tuple(mood for mood in MOODS if mood not in ("horror", "suspense"))
_DARK = ("mystery", "suspense", "horror", "conflict", "action")


@dataclass(frozen=True)
class Written:
    """A composed cue and all it was made with."""

    cue: Cue
    asked: CuePlan
    tempo: TempoMap
    sketch: Sketch
    score: Score
    plan: ScorePlan


@dataclass(frozen=True)
class Row:
    """What was measured of a cue: its figures; tension against its target (as it sounds, and as planned) and, as a control, against
    the target of the film's next cue; notes out of range; and its texture."""

    mood: str
    idiom: str
    ensemble: str
    seed: int
    closed: bool
    figures: dict[str, float | None]
    tension: float | None
    tension_planned: float | None
    tension_elsewhere: float | None
    out_of_range: int
    texture: dict[str, float]


def film(seed: int, ensemble: str) -> CueList:
    """A film of fourteen cues of 40 to 60 s, each with one or two hits, curves, and in a third of them speech."""
    draw, cues, at = Stream(seed, "bench-craft", ensemble), [], F(0)
    for place, mood in enumerate(draw.split("order").shuffled(MOODS)):
        cues.append(_cue(place, mood, at, ensemble, draw.split("cue", mood)))
        at = cues[-1].end_s + 20
    wishes = (ThemeWish("main", "the hero", "tender"), ThemeWish("threat", "the threat", "mystery"))
    return CueList("", seed, wishes, tuple(cues), ())


def _cue(place: int, mood: str, at: Fraction, ensemble: str, draw: Stream) -> Cue:
    length = draw.between(40, 60)
    places = [at + F(draw.between(10, 18)), at + F(draw.between(24, 34))][: draw.between(1, 2)]
    hits = tuple(Hit(when, "a turn", "hard", "downbeat", n == 0, 0.9 - 0.3 * n) for n, when in enumerate(places))
    start, end = at + 2, at + 2 + draw.between(5, 8)
    speech = ((start, end),) if draw.happens(333) else ()

    def curve(low: int, high: int) -> tuple[CurvePoint, ...]:
        return tuple(CurvePoint(at + F(length * n, 3), draw.between(low, high) / 100) for n in range(4))

    ending = draw.choose(("close", "open", "fade"), (3, 1, 1))
    themes = ("threat",) if mood in _DARK else () if mood == "neutral" else ("main",)
    return Cue(
        f"c{place + 1}", f"1m{place + 1}", 1, (), "composed", mood, at, at + length, ending, "underscore", mood, ensemble,
        curve(30, 70), curve(30, 70), curve(25, 85), themes, hits, speech, "made by hand",
    )  # fmt: skip


def compose(cues: CueList) -> list[Written]:
    """The cues of a film as written music."""
    plan = planning.plan_score(cues)
    return [compose_cue(cue, plan, cues.seed) for cue in cues.cues]


def compose_cue(cue: Cue, plan: ScorePlan, seed: int) -> Written:
    """One cue from the plan to the score."""
    asked = plan.cue(cue.id)
    tempo = timing.fit_tempo(cue, meter=asked.meter, target_bpm=asked.target_bpm, frame_s=FRAME_S)
    stream = Stream(seed, cue.id)
    drawn = composition.sketch(cue, plan, tempo, stream.split("sketch", cue.take))
    score = orchestration.orchestrate(cue, asked, drawn, tempo, stream.split("score", cue.take))
    return Written(cue, asked, tempo, drawn, score, plan)


def row(work: Written, table: tuple[Measure, ...] = MEASURES) -> Row:
    """Measure a cue."""
    found = [measure(part, table) for part in excerpts(voices_of(work.sketch, work.tempo))]
    figures = {line.name: _middle([one[line.name] for one in found]) for line in table}
    figures["tension at the end"] = found[-1]["tension at the end"]
    return Row(
        work.cue.mood, work.asked.idiom, work.cue.ensemble, 0, work.cue.ending == "close", figures, tension_held(work),
        tension_planned(work), None, len(out_of_range(work.score)), texture(work),
    )  # fmt: skip


def texture(work: Written) -> dict[str, float]:
    """What a listener tells idioms by besides the table: tempo, notes a second by role, register, level, how notes are played."""
    lines, length_s = work.sketch.lines, float(work.cue.length_s)
    beats = float(60 * work.tempo.end_beat / work.tempo.seconds(work.tempo.end_beat)) if work.tempo.end_beat else 0.0
    heights = [note.pitch.height for line in lines for note in line.notes if note.pitch]
    found = {"bpm": beats, "height": float(np.mean(heights)), "spread": float(np.std(heights))}
    found["level"] = float(np.mean([point.level for line in lines for point in line.level]))
    for role in ("melody", "counter", "harmony", "figure", "pulse", "percussion", "pedal"):
        found[role] = sum(len(line.notes) for line in lines if line.role == role) / length_s
    for character in CHARACTERS:
        found[character] = sum(float(note.length) for line in lines if line.character == character for note in line.notes) / length_s
    found["minor"] = float(work.asked.key.is_minor)
    found["triads"] = float(np.mean([span.chord.quality in ("maj", "min") for span in work.sketch.chords]))
    return found


def rows_of(film_cues: list[Written], seed: int, table: tuple[Measure, ...] = MEASURES) -> list[Row]:
    """Measure the cues of a film."""
    nexts = [*film_cues[1:], film_cues[0]]
    return [replace(row(a, table), seed=seed, tension_elsewhere=tension_held(a, b)) for a, b in zip(film_cues, nexts, strict=True)]


def tension_held(work: Written, other: Written | None = None) -> float | None:
    """Correlation (-1 to 1) of the strain of what sounds with the target, both smoothed over two bars; with ``other``, with that
    cue's target, drawn out or together to the same length."""
    voices, aim = voices_of(work.sketch, work.tempo), other or work
    measured = strains(voices)
    scale = F(aim.tempo.end_beat) / work.tempo.end_beat if other else F(1)
    target = np.array([curve_level(aim.sketch.tension, beat * scale) for beat in range(len(measured))])
    width = round(2 * voices.beats_a_bar)
    return correlation(smoothed(measured, width), smoothed(target, width))


def tension_planned(work: Written) -> float | None:
    """The same for the tension that the composer gave each chord, melody and decoration left out."""
    spans = work.sketch.chords
    beats = range(int(spans[-1].onset + spans[-1].length))
    planned = np.array([next(span.tension for span in spans if span.onset <= beat < span.onset + span.length) for beat in beats])
    target = np.array([curve_level(work.sketch.tension, F(beat)) for beat in beats])
    width = round(2 * work.asked.meter.beats)
    return correlation(smoothed(planned, width), smoothed(target, width))


def out_of_range(score: Score) -> list[str]:
    """Notes that an instrument does not have."""
    return [
        f"{part.instrument} {note.pitch}"
        for part in score.parts
        for note in part.notes
        if note.pitch and not INSTRUMENTS[part.instrument].reaches(note.pitch)
    ]


def closes(one: Row) -> bool | None:
    """Whether a closed ending comes home; None where the ending is not closed."""
    end = one.figures["tension at the end"]
    return None if not one.closed or end is None else end <= CLOSED_END


def _middle(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.median(known)) if known else None
