"""Writing one cue in short score: form, harmony, voices, theme, counter-line, figures and hits, put together with their levels."""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.electronics import electronic_lines
from originalscore.composition.form import Form, lay_out, sections
from originalscore.composition.harmony import harmonise, tension_target
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.melody import counter_line, state_theme
from originalscore.composition.statements import answer_after, answer_with, character_of
from originalscore.composition.strikes import strike_lines, without_overlap
from originalscore.composition.texture import figures
from originalscore.composition.voices import lead_voices, voice_lines
from originalscore.model.cue import Cue
from originalscore.model.plan import ChordSpan, CuePlan, ScorePlan
from originalscore.model.sketch import Line, LineNote, LinePoint, Sketch
from originalscore.model.tempo import TempoMap

#: Kind of figure -> (role, layer, character).
_FIGURES = {
    "arpeggio": ("figure", "middle", "arpeggio"), "pulse": ("pulse", "middle", "staccato"), "motor": ("figure", "middle", "pizzicato"),
    "bell": ("figure", "background", "arpeggio"), "percussion": ("percussion", "background", "marcato"),
}  # fmt: skip
#: A background under words is written softer by this much (0 to 1): writing makes room first, the mix only what is missing (ours).
_UNDER_WORDS = 0.15


def sketch(cue: Cue, plan: ScorePlan, tempo: TempoMap, stream: Stream, *, electronic: bool = False) -> Sketch:
    """Compose a cue.

    Parameters
    ----------
    cue
        Mood, curves, hits, speech and ending.
    plan
        Theme book and this cue's place in the film.
    tempo
        Bars and landings; every note lies on its beats.
    stream
        The chances of this cue and take.
    electronic
        Whether lines of role ``effect`` are added for electronics; the others do not change for it.
    """
    asked = plan.cue(cue.id)
    form = lay_out(cue, plan, asked, tempo)
    target = tension_target(cue, form)
    chords = harmonise(cue, asked.key, form, target, asked.idiom, stream.split("harmony"))
    melodies = [
        state_theme(form, placed, asked.key, chords, number=n, draw=stream.split("statement", n)) for n, placed in enumerate(form.placed)
    ]
    voicings = lead_voices(chords, _ceilings(chords, melodies), draw=stream.split("voices"))
    voices = voice_lines(chords, voicings, asked.key, decorate=asked.idiom != "dread", draw=stream.split("decoration"))
    lines = _melody_lines(form, melodies, chords, asked, stream)
    lines += _voice_lines(form, voices, asked)
    percussive = cue.ensemble == "orchestra" and "percussion" not in asked.held_back
    moving = figures(form, chords, asked.key, asked.idiom, stream.split("texture"), percussive=percussive)
    if "pulse" in moving:  # a theme in the bass has the low register to itself
        moving["pulse"] = without_overlap(moving["pulse"], _bass_statements(form))
    for kind, notes in moving.items():
        role, layer, character = _FIGURES[kind]
        lines.append(
            Line(
                kind,
                role,
                layer,
                character,
                "",
                "",
                idiom_of(asked.idiom).pad_color,
                tuple(notes),
                _levels(form, asked.idiom, -0.06 if role == "pulse" else -0.1),
            )
        )
    strikes = strike_lines(
        form, chords, asked.key, idiom=asked.idiom, percussive=percussive, end=tempo.end_beat, draw=stream.split("hits")
    )  # fmt: skip
    stops = _stops(form)
    quiet = [_quieted(line, stops) for line in lines]
    effects = _effects(form, chords, asked, cue, tempo, moving.get("arpeggio", []), stream.split("electronics")) if electronic else []
    written = (*(line for line in quiet if line.notes), *strikes, *effects)
    return Sketch(cue.id, asked.key, sections(form), chords, written, target, form.shortfalls)


def _bass_statements(form: Form) -> list[tuple[Fraction, Fraction]]:
    """Beats in which a theme stands in the bass."""
    return [
        (form.bars[placed.first].bar.start_beat, form.bars[placed.first + placed.bars - 1].bar.end_beat)
        for placed in form.placed if placed.guise == "bass"
    ]  # fmt: skip


def _effects(
    form: Form, chords: tuple[ChordSpan, ...], asked: CuePlan, cue: Cue, tempo: TempoMap, arpeggio: list[LineNote], draw: Stream
) -> list[Line]:
    """The electronic lines, silent where everything is."""
    lines = electronic_lines(form, chords, asked.key, idiom=asked.idiom, cue=cue, tempo=tempo, arpeggio=arpeggio, draw=draw)
    return [line for line in (_quieted(line, _stops(form)) for line in lines) if line.notes]


def _ceilings(chords: tuple[ChordSpan, ...], melodies: list[list[LineNote]]) -> list[int]:
    """The lowest melody note over each chord: the harmony's top voice stays below it."""
    notes = [note for melody in melodies for note in melody if note.pitch is not None]
    ceilings = []
    for span in chords:
        over = [n.pitch.height for n in notes if n.pitch and n.onset < span.onset + span.length and n.onset + n.length > span.onset]
        ceilings.append(min(over, default=80))
    return ceilings


def _melody_lines(form: Form, melodies: list[list[LineNote]], chords: tuple[ChordSpan, ...], asked: CuePlan, stream: Stream) -> list[Line]:
    lines = []
    for n, (placed, notes) in enumerate(zip(form.placed, melodies, strict=True)):
        if not notes:
            continue
        role = "bass" if placed.guise == "bass" else "melody"
        name = f"theme-bass-{n}" if role == "bass" else f"melody-{n}"
        level = _arched(form, asked.idiom, placed.first, placed.bars, 0.12)
        lines.append(
            Line(
                name,
                role,
                "foreground",
                character_of(placed, asked),
                placed.theme.name,
                placed.guise,
                idiom_of(asked.idiom).melody_color,
                tuple(notes),
                level,
            )
        )
        answer = answer_with(form, placed, asked.key, chords, notes, stream.split("duet", n))
        second = placed.partner.name if answer and placed.partner else ""
        if not answer and role == "melody" and placed.bars >= 4:
            answer = counter_line(notes, chords, asked.key, draw=stream.split("counter", n))
        if answer:
            lines.append(
                Line(
                    f"counter-{n}",
                    "counter",
                    "middle",
                    "legato",
                    second,
                    "duet" if second else "",
                    "dark",
                    tuple(answer),
                    _arched(form, asked.idiom, placed.first, placed.bars, -0.02),
                )
            )
        echo = answer_after(form, placed, notes, asked.key, chords, stream.split("answer", n))
        if echo:
            level = _arched(form, asked.idiom, placed.first + placed.bars, 1, 0.02)
            lines.append(Line(f"answer-{n}", "counter", "middle", character_of(placed, asked), "", "", "", tuple(echo), level))
    return lines


def _voice_lines(form: Form, voices: list[list[LineNote]], asked: CuePlan) -> list[Line]:
    row = idiom_of(asked.idiom)
    character, color = row.pad_character, row.pad_color
    lines = [Line("bass", "bass", "background", "sustained", "", "", "dark", tuple(voices[0]), _levels(form, asked.idiom, -0.04))]
    for n, notes in enumerate(voices[1:], 1):
        lines.append(
            Line(f"harmony-{4 - n}", "harmony", "background", character, "", "", color, tuple(notes), _levels(form, asked.idiom, -0.12))
        )
    return lines


def _levels(form: Form, idiom: str, shift: float) -> tuple[LinePoint, ...]:
    """Dynamics of a background: force, a breath every four bars, growth in a build, less under words and after a hit."""
    points = []
    for n, bar in enumerate(form.bars):
        level = idiom_of(idiom).level_base + 0.46 * bar.force + shift + (0.03, 0.05, 0.02, -0.02)[n % 4]
        if bar.speech:
            level -= _UNDER_WORDS
        if bar.section == "aftermath":
            level *= 0.7
        points.append(LinePoint(bar.bar.start_beat, round(min(1.0, max(0.1, level)), 3)))
        if bar.section == "build":
            points.append(LinePoint(bar.bar.end_beat - Fraction(1, 4), round(min(1.0, level + 0.22), 3)))
    return tuple(points)


def _arched(form: Form, idiom: str, first: int, bars: int, shift: float) -> tuple[LinePoint, ...]:
    """A phrase that rises to two thirds of the statement and comes back."""
    points = []
    for n in range(bars):
        bar = form.bars[first + n]
        arch = 0.10 * (1 - abs(n + 0.5 - 0.66 * bars) / bars)
        points.append(
            LinePoint(bar.bar.start_beat, round(min(1.0, max(0.15, idiom_of(idiom).level_base + 0.40 * bar.force + shift + arch)), 3))
        )
    return tuple(points)


def _stops(form: Form) -> list[tuple[Fraction, Fraction]]:
    """From just after a smash to black to the next bar line at least two beats on, everything is silent."""
    stops = []
    for n, bar in enumerate(form.bars):
        hit = next((hit for hit in bar.hits if hit.must and bar.stop), None)
        if hit is None or n == len(form.bars) - 1:
            continue
        end = bar.bar.end_beat if bar.bar.end_beat - hit.beat >= 2 else form.bars[n + 1].bar.end_beat
        stops.append((hit.beat, end))
    return stops


def _quieted(line: Line, stops: list[tuple[Fraction, Fraction]]) -> Line:
    notes = without_overlap(list(line.notes), stops)
    return Line(line.name, line.role, line.layer, line.character, line.theme, line.guise, line.color, tuple(notes), line.level)
