"""What the electronics hold and count: beds, clocks, and the felt under a piano."""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.electronic_recipes import Ground, Recipe, Span, effect_line
from originalscore.composition.form import FormBar
from originalscore.composition.statements.tones import chord_at
from originalscore.model.sketch import Line, LineNote, LinePoint

_HALF = Fraction(1, 2)
#: A clock runs so many bars and rests two; a bed is so many bars long and rests one (ours).
_CLOCK_RUN, _BED_RUN = 6, 8
#: The most of a cue's bars in which anything electronic may sound before a bed gives way (ours).
_MOST = 0.7


def clock_line(ground: Ground, recipe: Recipe, taken: list[Span], draw: Stream) -> Line:
    """Ticks or pulses in the cue's tempo: runs of bars with holes in them, two bars of rest between runs."""
    notes: list[LineNote] = []
    points: list[LinePoint] = []
    run, rest = 0, draw.between(2, 3)
    for bar in ground.form.bars:
        start, end = bar.bar.start_beat, bar.bar.end_beat
        wanted = bool(recipe.clocks) and bar.section in ("underscore", "build", "bridge", "statement") and bar.density > 0.25
        if not wanted or not ground.free(start, end):
            run, rest = 0, max(rest, 1)
            continue
        if rest:
            rest -= 1
            continue
        run += 1
        sound = recipe.clocks[min(len(recipe.clocks) - 1, int(bar.density > 0.55 or bar.section == "build"))]
        made = _ticks(ground, bar, run) if sound == "tick" else _pulses(ground, bar, run)
        notes += [note for note in made if not any(a < note.onset + note.length and note.onset < b for a, b in taken)]
        points.append(LinePoint(start, ground.level(bar)))
        if run == _CLOCK_RUN:
            run, rest = 0, 2
    return effect_line("clock", "middle", notes, tuple(points))


def _ticks(ground: Ground, bar: FormBar, run: int) -> list[LineNote]:
    """Tick and tock on the pulses of the bar, the last pulse left out, and every fourth bar only half of them."""
    at, beats = bar.bar.start_beat, []
    for group in bar.bar.meter.groups:
        beats.append(at)
        at += group
    kept = beats[: len(beats) // 2] if run % 4 == 0 else beats[:-1]
    tonic = ground.key.tonic
    return [LineNote(at, _HALF, ground.pitch("tick", tonic, -12 * (n % 2)), "tick", 1 if n == 0 else 0) for n, at in enumerate(kept)]


def _pulses(ground: Ground, bar: FormBar, run: int) -> list[LineNote]:
    """Bass notes in threes of eighths against the bar; every fourth bar's second half is left open."""
    end = bar.bar.start_beat + bar.bar.meter.beats * (_HALF if run % 4 == 0 else 1)
    notes, at = [], bar.bar.start_beat
    while at < end:
        root = chord_at(ground.chords, at).chord.root
        notes.append(LineNote(at, _HALF, ground.pitch("pulse", root), "pulse", 1 if at == bar.bar.start_beat else 0))
        at += Fraction(3, 2)
    return notes


def bars_left(ground: Ground, recipe: Recipe, lines: list[Line]) -> int:
    """In how many bars a bed may lie, so that it keeps its share and the electronics together leave the cue its air."""
    spans = [(note.onset, note.onset + note.length) for line in lines for note in line.notes]
    bars = ground.form.bars
    full = sum(any(a < bar.bar.end_beat and bar.bar.start_beat < b for a, b in spans) for bar in bars)
    return max(0, min(int(recipe.share * len(bars)), int(_MOST * len(bars)) - full))


def bed_line(ground: Ground, recipe: Recipe, taken: list[Span], left: int, draw: Stream) -> Line:
    """Long notes on the tonic over runs of bars, never over the moments."""
    runs: list[tuple[str, list[FormBar]]] = []
    rest = draw.between(0, 1)
    for bar in ground.form.bars:
        sound = _bed_of(ground, recipe, bar, taken)
        if not sound or not left:
            continue
        if rest:
            rest -= 1
            continue
        if runs and runs[-1][0] == sound and runs[-1][1][-1].bar.end_beat == bar.bar.start_beat:
            runs[-1][1].append(bar)
        else:
            runs.append((sound, [bar]))
        left -= 1
        rest = int(len(runs[-1][1]) == _BED_RUN)
    notes = []
    for sound, bars in runs:
        start, end = bars[0].bar.start_beat, min(bars[-1].bar.end_beat, ground.tempo.end_beat)
        notes.append(LineNote(start, end - start, ground.pitch(sound, ground.key.tonic), sound))
    points = tuple(LinePoint(bar.bar.start_beat, ground.level(bar)) for _, bars in runs for bar in bars)
    return effect_line("bed", "background", notes, points)


def _bed_of(ground: Ground, recipe: Recipe, bar: FormBar, taken: list[Span]) -> str:
    """The bed that may lie in a bar; empty for none."""
    start, end = bar.bar.start_beat, min(bar.bar.end_beat, ground.tempo.end_beat)
    if bar.stop or any(a < end and start < b for a, b in taken):
        return ""
    if not ground.free(start, end):
        return recipe.spoken
    return recipe.bed if bar.section in recipe.sections else ""


def felt_line(ground: Ground, arpeggio: list[LineNote]) -> Line:
    """Key and hammer under the piano, on the first note of each bar that is soft enough to hear them."""
    soft = {bar.bar.start_beat: bar for bar in ground.form.bars if bar.force < 0.5 and ground.free(bar.bar.start_beat, bar.bar.end_beat)}
    struck = [note for note in arpeggio if note.onset in soft and note.pitch]
    notes = [LineNote(note.onset, note.length, note.pitch, "felt-noise") for note in struck]
    points = tuple(LinePoint(note.onset, ground.level(soft[note.onset])) for note in struck)
    return effect_line("felt", "background", notes, points)
