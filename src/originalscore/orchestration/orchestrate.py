"""From short score to full score: lines handed out, breaths taken, parts written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.palette import EVERYBODY, Strengths
from originalscore.model.plan import CuePlan
from originalscore.model.score import Score
from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import Line, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.assign import assign
from originalscore.orchestration.engrave import write_part
from originalscore.orchestration.forces import FAST_ATTACK, forces
from originalscore.orchestration.hands_kept import as_before, with_guests
from originalscore.orchestration.layout import lay_out
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.seconds import second_round
from originalscore.orchestration.spelling import spelled_alike

#: A line that loses more than this share of its notes is reported.
_LOSS = 0.05
_FEWEST_NOTES = 4
#: What one player by himself must say; the rest he implies.
_SAID_ALONE = ("melody", "stinger")


def orchestrate(
    cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, stream: Stream, *, electronic: bool = False, strengths: Strengths = EVERYBODY,
    held: Score | None = None,
) -> Score:  # fmt: skip
    """Score a sketch for the cue's ensemble.

    Every choice follows from the sketch, so ``stream`` is not drawn from; it is taken so that all stages are called alike.
    ``electronic`` says that electronics are present and play the lines of role ``effect``.
    ``strengths`` are the palette's: who may play, and how convincing each is; without them everybody is.
    ``held`` is an earlier take whose orchestration stays: every line it has too is played by the same instruments.

    Returns
    -------
    Score
        Parts in score order, every note in its instrument's range. Lines that nobody plays, notes that found no free
        player and notes moved out of the shape of their phrase are shortfalls.
    """
    del stream
    by_player: dict[str, list[Passage]] = {}
    for passage in assign(cue, plan, sketch, tempo, strengths, electronic=electronic):
        by_player.setdefault(passage.instrument, []).append(passage)
    by_player = _worth_coming(by_player)
    by_player = with_guests(_with_seconds(by_player, cue, plan, sketch, tempo, strengths), cue, sketch, tempo)
    by_player = spelled_alike(as_before(by_player, held, sketch, tempo) if held else by_player, sketch)
    parts, lost = [], _left_over(sketch, tempo, by_player)
    for name in sorted(by_player, key=lambda name: INSTRUMENTS[name].score_order):
        part, missing = write_part(name, by_player[name], tempo, single=cue.staff.single and not cue.staff.is_alone)
        lost += missing
        if part.notes:
            parts.append(part)
    heard = {(note.line, note.onset) for part in parts for note in part.notes}
    shortfalls = (
        *_unheard(cue, plan, sketch, tempo, {line for line, _ in heard}),
        *_crowded(cue, sketch, lost, heard),
        *_moved(cue, by_player),
    )
    return Score(cue.id, sketch.key, tuple(parts), shortfalls)


def _with_seconds(
    by_player: dict[str, list[Passage]], cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, strengths: Strengths
) -> dict[str, list[Passage]]:  # fmt: skip
    """Everybody's passages, with the notes that found nobody in the first round in the hands of whoever is free for them."""
    row = cue.staff
    if row.sings or row.is_alone:
        return by_player
    laid = {name: lay_out(name, passages, single=row.single)[0] for name, passages in by_player.items()}
    found = {name: list(passages) for name, passages in by_player.items()}
    for one in second_round(sketch.lines, laid, by_player, forces(cue, plan, strengths), tempo, single=row.single):
        begun = {note.onset for note in one.notes}
        for name, passages in found.items():  # who could not play a note, or only its end, leaves it alone
            found[name] = [other if other.line != one.line else _without(other, begun) for other in passages]
        found.setdefault(one.instrument, []).append(one)
    return {name: kept for name, passages in found.items() if (kept := [one for one in passages if one.notes])}


def _without(one: Passage, begun: set[Fraction]) -> Passage:
    return replace(one, notes=tuple(note for note in one.notes if note.onset not in begun))


def _worth_coming(by_player: dict[str, list[Passage]]) -> dict[str, list[Passage]]:
    """Nobody comes for three notes that others play too, but whoever gives a hit its attack."""
    kept = dict(by_player)
    for name, passages in by_player.items():
        few = sum(len({note.onset for note in one.notes}) for one in passages) < _FEWEST_NOTES
        if name in FAST_ATTACK or not few or not all(one.role == "stinger" or one.doubling for one in passages):
            continue
        if {one.line for one in passages} <= {one.line for other, held in kept.items() if other != name for one in held}:
            del kept[name]
    return kept


def _left_over(sketch: Sketch, tempo: TempoMap, by_player: dict[str, list[Passage]]) -> Counter[str]:
    """How many notes of each line were handed to nobody."""
    given: dict[str, set[Fraction]] = {}
    for passages in by_player.values():
        for one in passages:
            given.setdefault(one.line, set()).update(note.onset for note in one.notes)
    struck = [(note.onset, note.onset + note.length) for line in sketch.lines if line.role == "stinger" for note in line.notes]

    def is_left(line: Line, at: Fraction) -> bool:  # what a strike replaces is not lost
        replaced = line.role != "stinger" and any(start <= at < end for start, end in struck)
        return at < tempo.end_beat and at not in given.get(line.name, ()) and not replaced

    left = {line.name: sum(is_left(line, note.onset) for note in line.notes) for line in sketch.lines}
    return Counter({name: count for name, count in left.items() if count})


def _unheard(cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, heard: set[str]) -> tuple[Shortfall, ...]:
    """Lines that nobody plays."""
    roles = _SAID_ALONE if cue.staff.is_alone else ()
    lost = [
        line.name
        for line in sketch.lines
        if (not roles or line.role in roles) and line.name not in heard and any(note.onset < tempo.end_beat for note in line.notes)
    ]
    held = f"; kept back here: {', '.join(plan.held_back)}" if plan.held_back else ""
    return tuple(Shortfall(cue.number, f"the line {name}", "silence", f"nobody in {cue.ensemble} is free for it{held}") for name in lost)


def _crowded(cue: Cue, sketch: Sketch, lost: Counter[str], heard: set[tuple[str, Fraction]]) -> tuple[Shortfall, ...]:
    """Lines of which a good share found no free player; a note of which only the end is cut is heard."""
    found = []
    lines = {line for line, _ in heard}
    for line in sketch.lines:
        missing = min(lost[line.name], sum((line.name, note.onset) not in heard for note in line.notes))
        implied = cue.staff.is_alone and line.role not in _SAID_ALONE
        if line.name in lines and not implied and missing > _LOSS * len(line.notes):
            given = f"{len(line.notes) - missing} of its {len(line.notes)} notes"
            found.append(Shortfall(cue.number, f"the line {line.name}", given, "its player is busy with something nearer to the listener"))
    return tuple(found)


def _moved(cue: Cue, by_player: dict[str, list[Passage]]) -> tuple[Shortfall, ...]:
    """Passages in which single notes had to change octave."""
    return tuple(
        Shortfall(cue.number, f"the line {one.line} as sketched", f"{one.moved} notes an octave away", f"{INSTRUMENTS[name].name} cannot reach them")
        for name, passages in by_player.items()
        for one in passages
        if one.moved and not one.doubling
    )  # fmt: skip
