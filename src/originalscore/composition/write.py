"""Writing one cue in short score: form, harmony, voices, theme, counter-line, figures and hits, put together with their levels."""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition import choir
from originalscore.composition.electronics import electronic_lines
from originalscore.composition.form import Form, lay_out, sections
from originalscore.composition.harmony import harmonise, tension_target
from originalscore.composition.hits import HitPlan, plan_hits
from originalscore.composition.holding import held_over
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.levels import Span, arched, background, quieted, stops, swelling, without_overlap
from originalscore.composition.parts import write_parts
from originalscore.composition.room import accents_of, below, make_room, strands
from originalscore.composition.silence import pauses
from originalscore.composition.statements import answer_after, answer_with, character_of, state_theme
from originalscore.composition.strikes import strike_lines
from originalscore.composition.texture import KINDS, figures
from originalscore.composition.texture.ground import groupings
from originalscore.model.cue import Cue
from originalscore.model.plan import ChordSpan, CuePlan, ScorePlan
from originalscore.model.sketch import Line, LineNote, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import GROUPS, Ensemble, players_named

#: What falls silent while the music thins before a hit or is small after it.
_THINNED = ("figure", "pulse", "percussion", "pedal", "counter", "choir")
#: Idiom -> force from which a choir joins other players; where it is not listed it never does (ours).
_CHOIR_FROM = {"action": 0.62, "heroic": 0.58, "dread": 0.4, "romantic": 0.45, "ambient": 0.0, "mystery": 0.35, "thriller": 0.75}
_AGILE = ("violins-1", "flute", "clarinet", "piano", "harp", "celesta")
_STRUCK = ("timpani", "percussion", "glockenspiel", "vibraphone", "harp", "celesta", "piano")
_CHOIR_SECTIONS = ("statement", "build", "hit", "underscore", "bridge")


def sketch(
    cue: Cue, plan: ScorePlan, tempo: TempoMap, stream: Stream, *, electronic: bool = False, held: Sketch | None = None,
    keep: frozenset[str] = frozenset(),
) -> Sketch:  # fmt: skip
    """Compose a cue.

    Parameters
    ----------
    cue
        Mood, curves, hits, speech, ending, and who plays.
    plan
        Theme book and this cue's place in the film.
    tempo
        Bars and landings; every note lies on its beats.
    stream
        The chances of this cue and take.
    electronic
        Whether lines of role ``effect`` are added for electronics; the others do not change for it.
    held, keep
        An earlier take over the same plan and tempo, and what of it stays: its ``harmony``, its tunes (``theme``).
    """
    asked, ensemble = plan.cue(cue.id), cue.staff
    form = lay_out(cue, plan, asked, tempo)
    target = tension_target(cue, form)
    kept_chords = held.chords if held and "harmony" in keep else None
    tunes = tunes_of(held) if held and "theme" in keep else {}
    chords = kept_chords or harmonise(cue, asked.key, form, target, asked.idiom, stream.split("harmony"))
    melodies = [
        list(tunes[n].notes) if n in tunes else state_theme(form, placed, asked.key, chords, number=n, draw=stream.split("statement", n))
        for n, placed in enumerate(form.placed)
    ]
    if ensemble.sings:
        melodies = [choir.in_reach(notes) if placed.guise != "bass" else notes for placed, notes in zip(form.placed, melodies, strict=True)]
        lines = _melody_lines(form, melodies, chords, (), asked, choir.vowel(asked.idiom, _strongest(form)), stream)
        lines += _sung_lines(form, chords, melodies, asked, tempo, stream)
    else:
        duets = [
            answer_with(form, placed, asked.key, chords, notes, stream.split("duet", n))
            for n, (placed, notes) in enumerate(zip(form.placed, melodies, strict=True))
        ]
        parts = write_parts(form, chords, melodies, asked.key, asked.idiom, stream, duets=duets, target=target)
        chords = kept_chords or parts.chords
        lines = [*_melody_lines(form, melodies, chords, parts.answers, asked, "", stream), *_voice_lines(form, parts.voices, asked)]
    percussive = ensemble.has("percussion") and ("percussion" not in asked.held_back or "percussion" in ensemble.core)
    theme = form.placed[0].theme if form.placed else (plan.themes[0] if cue.themes and plan.themes else None)
    moving = figures(
        form, chords, asked.key, asked.idiom, stream.split("texture"),
        percussive=percussive, ensemble=ensemble, mood=cue.mood, theme=theme, held_back=asked.held_back,
    )  # fmt: skip
    if "pulse" in moving:  # a theme in the bass has the low register to itself
        moving["pulse"] = without_overlap(moving["pulse"], _bass_statements(form))
    lines += _figure_lines(form, moving, melodies, asked.idiom)
    called = bool({*GROUPS["choir"]} & {*players_named(cue.add)})
    lines += _choir_lines(form, chords, moving, asked, ensemble, tempo, stream, called=called)
    struck = ensemble.has(*_STRUCK)
    plans = plan_hits(
        form, chords, asked.idiom, percussive=percussive, agile=ensemble.has(*_AGILE), struck=struck, end=tempo.end_beat,
        draw=stream.split("hits"),
    )  # fmt: skip
    still = pauses(form, asked.idiom, melodies, cue, tempo)
    silent = [*stops(form), *still]
    lines = [_let_go(line, plans, silent) for line in make_room(lines, form, ensemble)]
    strikes = strike_lines(
        plans, chords, asked.key, idiom=asked.idiom, percussive=percussive, few=ensemble.keyed or not struck, draw=stream.split("strikes")
    )
    effects = (
        _effects(form, chords, asked, cue, tempo, moving.get("arpeggio", []), still, stream.split("electronics")) if electronic else []
    )
    as_before = {line.name: line for line in tunes.values()}
    lines = [as_before.get(line.name, line) for line in lines if line.notes or line.name in as_before]
    written = (*lines, *(line for line in (quieted(strike, still) for strike in strikes) if line.notes), *effects)
    written = tuple(held_over(line, tempo.holds) for line in written)
    events = tuple(one.event for one in plans)
    return Sketch(cue.id, asked.key, sections(form), chords, written, target, form.shortfalls, events)


def tunes_of(held: Sketch) -> dict[int, Line]:
    """The statements of an earlier take by their number."""
    return {
        int(line.name.rpartition("-")[2]): line
        for line in held.lines
        if line.theme and line.name.rpartition("-")[0] in ("melody", "theme-bass")
    }


def _bass_statements(form: Form) -> list[tuple[Fraction, Fraction]]:
    """Beats in which a theme stands in the bass."""
    return [
        (form.bars[placed.first].bar.start_beat, form.bars[placed.first + placed.bars - 1].bar.end_beat)
        for placed in form.placed if placed.guise == "bass"
    ]  # fmt: skip


def _effects(
    form: Form, chords: tuple[ChordSpan, ...], asked: CuePlan, cue: Cue, tempo: TempoMap, arpeggio: list[LineNote],
    still: list[Span], draw: Stream,
) -> list[Line]:  # fmt: skip
    """The electronic lines, silent where everything is; what comes out of a silence is not led to."""
    lines = electronic_lines(form, chords, asked.key, idiom=asked.idiom, cue=cue, tempo=tempo, arpeggio=arpeggio, draw=draw)
    lines = [line for line in lines if not line.name.startswith("effect-lead") or quieted(line, still) == line]
    return [line for line in (quieted(line, [*stops(form), *still]) for line in lines) if line.notes]


def _melody_lines(
    form: Form, melodies: list[list[LineNote]], chords: tuple[ChordSpan, ...], answers: tuple[tuple[LineNote, ...], ...], asked: CuePlan,
    vowel: str, stream: Stream,
) -> list[Line]:  # fmt: skip
    """The statements, each with its answer if it has one; ``vowel`` is what they are sung on, empty where they are played."""
    lines = []
    color = idiom_of(asked.idiom).melody_color
    for n, (placed, notes) in enumerate(zip(form.placed, melodies, strict=True)):
        if not notes:
            continue
        role = "bass" if placed.guise == "bass" else "melody"
        name = f"theme-bass-{n}" if role == "bass" else f"melody-{n}"
        level = arched(form, asked.idiom, placed.first, placed.bars, 0.12)
        character = "legato" if vowel else character_of(placed, asked)
        lines.append(Line(name, role, "foreground", character, placed.theme.name, placed.guise, color, tuple(notes), level, vowel))
        answer = answers[n] if answers else ()
        if answer:
            second = placed.partner.name if placed.partner and placed.guise == "duet" else ""
            level = arched(form, asked.idiom, placed.first, placed.bars, -0.02)
            lines.append(Line(f"counter-{n}", "counter", "middle", "legato", second, "duet" if second else "", "dark", answer, level))
        echo = answer_after(form, placed, notes, asked.key, chords, stream.split("answer", n)) if not vowel else []
        if echo:
            level = arched(form, asked.idiom, placed.first + placed.bars, 1, 0.02)
            lines.append(Line(f"answer-{n}", "counter", "middle", character, "", "", "", tuple(echo), level))
    return lines


def _voice_lines(form: Form, voices: tuple[tuple[LineNote, ...], ...], asked: CuePlan) -> list[Line]:
    """Bass and three upper voices."""
    row = idiom_of(asked.idiom)
    level = background(form, asked.idiom, -0.04)
    lines = [Line("bass", "bass", "background", "sustained", "", "", "dark", tuple(voices[0]), level)]
    for n, notes in enumerate(voices[1:], 1):
        level = background(form, asked.idiom, -0.12)
        struck = choir.chanted(notes, _strokes(form, row.restruck, n), leaning=False)
        lines.append(Line(f"harmony-{4 - n}", "harmony", "background", row.pad_character, "", "", row.pad_color, tuple(struck), level))
    return lines


def _strokes(form: Form, least: float, variant: int) -> list[Fraction]:
    """Where held harmony is struck again: on the accents of the bars that are forceful enough, grouped in a way of its own for every voice."""
    found = []
    for bar in form.bars:
        if bar.force < least or bar.speech:
            continue
        ways, at = groupings(bar.bar.meter), bar.bar.start_beat
        for group in ways[variant % len(ways)]:
            found.append(at)
            at += Fraction(group, 2)
    return found


def _sung_lines(
    form: Form, chords: tuple[ChordSpan, ...], melodies: list[list[LineNote]], asked: CuePlan, tempo: TempoMap, stream: Stream
) -> list[Line]:  # fmt: skip
    """The four parts of a choir alone, the soprano silent where she has the tune."""
    tune = [note for placed, notes in zip(form.placed, melodies, strict=True) if placed.guise != "bass" for note in notes]
    parts = choir.set_for_choir(chords, tune, asked.key, draw=stream.split("choir"))
    vowel = choir.vowel(asked.idiom, _strongest(form))
    accents = [bar.bar.start_beat + offset for bar in form.bars for offset in (Fraction(0), Fraction(3, 2), Fraction(3)) if offset < bar.bar.meter.beats]  # fmt: skip
    lines = []
    for name, role, notes in zip(("harmony-1", "harmony-2", "harmony-3", "bass"), ("harmony", "harmony", "harmony", "bass"), parts, strict=True):  # fmt: skip
        spoken = choir.chanted(notes, accents) if asked.idiom in ("action", "heroic") else notes
        sung = tuple(choir.breathing(spoken, tempo))
        lines.append(Line(name, role, "background", "legato", "", "", "warm", sung, background(form, asked.idiom, -0.06), vowel))
    return lines


def _figure_lines(form: Form, moving: dict[str, list[LineNote]], melodies: list[list[LineNote]], idiom: str) -> list[Line]:
    lines = []
    for name, notes in moving.items():
        kind = KINDS[name]
        placed = below(name, notes, form, melodies)
        for number, strand in enumerate(strands(placed) if kind.strands > 1 else [placed], 1):
            level = background(form, idiom, kind.shift)
            level = swelling(strand, level) if kind.swells else level
            color = kind.color or idiom_of(idiom).pad_color
            label = name if number == 1 else f"{name}-{number}"
            lines.append(Line(label, kind.role, kind.layer, kind.character, "", "", color, tuple(strand), level))
    return lines


def _choir_lines(
    form: Form, chords: tuple[ChordSpan, ...], moving: dict[str, list[LineNote]], asked: CuePlan, ensemble: Ensemble, tempo: TempoMap,
    stream: Stream, *, called: bool = False,
) -> list[Line]:  # fmt: skip
    """A choir beside other players, where the scene is strong enough for it or the director has ``called`` it: four parts, shouted with the drums in battle."""
    least = 0.0 if called else _CHOIR_FROM.get(asked.idiom)
    held = "choir" in asked.held_back and "choir" not in ensemble.core
    if least is None or held or ensemble.sings or not ensemble.has("choir-women"):
        return []
    wanted = [bar for bar in form.bars if bar.force >= least and bar.section in _CHOIR_SECTIONS and not bar.speech and not bar.stop]
    within = tuple(span for span in chords if any(bar.bar.start_beat <= span.onset < bar.bar.end_beat for bar in wanted))
    if not within:
        return []
    vowel = choir.vowel(asked.idiom, _strongest(form))
    accents = accents_of([note for note in moving.get("percussion", moving.get("driving", [])) if note.accent])
    lines = []
    for part, notes in zip(
        choir.PARTS, choir.set_for_choir(within, [], asked.key, bright=_strongest(form) > 0.7, draw=stream.split("choir")), strict=True
    ):
        spoken = choir.chanted(notes, accents) if asked.idiom in ("action", "heroic") else notes
        sung = tuple(choir.breathing(spoken, tempo))
        character = "marcato" if asked.idiom == "action" else "sustained"
        lines.append(Line(f"choir-{part}", "choir", "background", character, "", "", "", sung, background(form, asked.idiom, -0.06), vowel))
    return lines


def _strongest(form: Form) -> float:
    return max((bar.force for bar in form.bars), default=0.0)


def _let_go(line: Line, plans: list[HitPlan], silent: list[Span]) -> Line:
    """A line as hits and pauses leave it: silent in their silences, and in what hits thin if it is a figure."""
    spans = [*silent, *(span for plan in plans for span in plan.hushed)]
    if line.layer != "foreground":
        spans += [span for plan in plans for span in plan.lifted]
    if line.role in _THINNED:
        spans += [span for plan in plans for span in plan.thinned]
    return quieted(line, spans)
