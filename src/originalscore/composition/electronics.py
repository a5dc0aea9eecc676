"""Electronics in short score: preparation and subtraction, not wallpaper.

Few things, each with a reason. A *lead* (riser, reversed swell) grows into a must-hit and ends on it; a *blow* (sub drop, braam, metal)
is struck with a tutti; a *clock* (ticking, synth pulse) counts in the cue's own tempo, with holes, and stops before the hit; a *bed*
(drone, glass, air, pad) holds what the orchestra would have to breathe for. Bed and clock leave when a lead comes and stay away after
the blow. Before a smash to black only the lead is heard, and nothing on it. Under words there is nothing but a low drone or air.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import LEVEL_BASES, Form, FormBar
from originalscore.composition.melody import chord_at
from originalscore.composition.strikes import hit_size
from originalscore.model.cue import Cue
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.model.tempo import Landing, TempoMap
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch, PitchName

Span = tuple[Fraction, Fraction]
_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class _Recipe:
    """What an idiom may ask of the electronics.

    ``bed`` in open bars, ``spoken`` under words, with ``sections`` where the bed may lie; ``clocks`` from thin to dense; ``lead`` and the
    chance in 1000 that a hit gets one; ``blows`` for a tutti, the second where the picture is violent; ``share`` is the most of the
    cue's bars in which a bed may lie.
    """

    bed: str = ""
    spoken: str = ""
    sections: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    lead: str = ""
    lead_chance: int = 1000
    blows: tuple[tuple[str, ...], ...] = ()
    share: float = 0.0


_TENSE = ("intro", "underscore", "build", "bridge")
_RECIPES = {
    "thriller": _Recipe("drone", "drone", _TENSE, ("tick", "pulse"), "riser", 1000, (("sub-drop", "metal-hit"), ("braam", "sub-drop")), 0.5),
    "dread": _Recipe("drone", "drone", (*_TENSE, "statement", "aftermath"), (), "reversed-swell", 1000, (("sub-drop", "metal-hit"), ("sub-drop", "metal-hit")), 0.6),
    "action": _Recipe("", "drone", (), ("pulse", "pulse"), "riser", 1000, (("sub-drop",), ("braam", "sub-drop")), 0.3),
    "mystery": _Recipe("glass", "air", ("intro", "underscore", "bridge"), ("tick",), "reversed-swell", 800, (), 0.4),
    "heroic": _Recipe("", "", (), (), "reversed-swell", 700, (("sub-drop",), ("sub-drop",)), 0.0),
    "underscore": _Recipe("pad", "air", ("intro", "coda", "aftermath"), (), "", 0, (), 0.3),
    "intimate": _Recipe("air", "air", ("intro", "coda"), (), "", 0, (), 0.25),
}  # fmt: skip
#: Sound -> lowest height of the octave that it is written in (C4 = 60).
_OCTAVES = {
    "sub-drop": 24, "braam": 36, "metal-hit": 60, "riser": 60, "reversed-swell": 60, "drone": 29, "pulse": 28, "glass": 79, "pad": 48,
    "air": 60, "tick": 72,
}  # fmt: skip
#: Lengths of a lead in beats, the longest first; shortest and longest in seconds; room it leaves after the hit before (ours).
_LEAD_BEATS, _LEAD_S, _LEAD_CLEAR = (8, 6, 4, 3, 2), (1.0, 5.2), Fraction(1)
_BLOW_BEATS = Fraction(4)
#: From this force on a tutti gets its second blow (ours).
_VIOLENT = 0.72
#: A clock runs so many bars and rests two; a bed is so many bars long and rests one (ours).
_CLOCK_RUN, _BED_RUN = 6, 8
#: The most of a cue's bars in which anything electronic may sound before a bed gives way (ours).
_MOST = 0.7
#: Nothing but a bed comes nearer to a spoken word than this, seconds.
_CLEAR_OF_WORDS_S = Fraction(3, 10)
_UNDER_WORDS = 0.2


@dataclass(frozen=True)
class _Ground:
    """The cue as the electronics see it: form, harmony, and when words are spoken, in beats."""

    form: Form
    chords: tuple[ChordSpan, ...]
    key: Key
    idiom: str
    tempo: TempoMap
    words: tuple[Span, ...]

    def free(self, start: Fraction, end: Fraction) -> bool:
        """Whether nobody speaks in a span of beats."""
        return not any(a < end and start < b for a, b in self.words)

    def level(self, bar: FormBar, shift: float = 0.0) -> float:
        """How loud electronics may be in a bar."""
        level = LEVEL_BASES[self.idiom] + 0.34 * bar.force + shift
        spoken = not self.free(bar.bar.start_beat, bar.bar.end_beat)
        return round(min(1.0, max(0.1, min(level, _UNDER_WORDS) if spoken else level)), 3)

    def pitch(self, sound: str, name: PitchName, up: int = 0) -> Pitch:
        """A pitch of that name in the octave of the sound."""
        bottom = _OCTAVES[sound] + up
        return Pitch.at(bottom + (name.pitch_class - bottom) % 12, name)


def electronic_lines(
    form: Form, chords: tuple[ChordSpan, ...], key: Key, *, idiom: str, cue: Cue, tempo: TempoMap, arpeggio: list[LineNote], draw: Stream
) -> list[Line]:
    """The lines of role ``effect`` of a cue; none where its idiom has no use for them.

    Parameters
    ----------
    arpeggio
        The cue's arpeggio, under whose bar lines an intimate piano gets the noise of its felt.
    """
    recipe = _RECIPES.get(idiom)
    if recipe is None:
        return []
    margin = _CLEAR_OF_WORDS_S
    words = tuple((tempo.beat(max(Fraction(0), a - cue.start_s - margin)), tempo.beat(b - cue.start_s + margin)) for a, b in cue.speech)
    ground = _Ground(form, chords, key, idiom, tempo, words)
    moments, taken = _moments(ground, recipe, draw.split("moments"))
    lines = [*moments, _clock(ground, recipe, taken, draw.split("clock"))]
    lines.append(_bed(ground, recipe, taken, _room(ground, recipe, lines), draw.split("bed")))
    if idiom == "intimate" and cue.ensemble == "piano-and-strings":
        lines.append(_felt(ground, arpeggio))
    return [line for line in lines if line.notes]


def _line(name: str, layer: str, notes: list[LineNote], level: tuple[LinePoint, ...]) -> Line:
    return Line(f"effect-{name}", "effect", layer, "sustained", "", "", "dark", tuple(notes), level)


def _moments(ground: _Ground, recipe: _Recipe, draw: Stream) -> tuple[list[Line], list[Span]]:
    """Leads and blows at the must-hits, and the spans of beats in which nothing else electronic sounds."""
    lines: list[Line] = []
    taken: list[Span] = []
    hits = [(bar, hit) for bar in ground.form.bars for hit in bar.hits]
    for number, (bar, hit) in enumerate(hits):
        if not hit.must:
            continue
        before = hits[number - 1][1].beat if number else Fraction(-1)
        after = hits[number + 1][1].beat if number + 1 < len(hits) else ground.tempo.end_beat
        size = hit_size(bar, hit, ground.idiom)
        level = min(1.0, ground.level(bar, 0.16 if size == "tutti" else 0.06))
        lead = _lead(ground, recipe, hit, before, draw) if size != "bloom" or recipe.lead == "reversed-swell" else 0
        if lead:
            lines.append(_lead_line(ground, recipe, number, hit, lead, level))
        taken.append((hit.beat - max(lead, 2), hit.beat))
        if size == "tutti" and not bar.stop and recipe.blows:
            blow = _blow_line(ground, recipe, number, bar, hit, after, level)
            if blow:
                lines.append(blow)
        taken.append((hit.beat, min(after, hit.beat + _BLOW_BEATS)))
    return lines, taken


def _lead(ground: _Ground, recipe: _Recipe, hit: Landing, before: Fraction, draw: Stream) -> int:
    """How many beats a lead into the hit has; 0 for none: too near to the hit before, to words, or left out by chance."""
    wanted = bool(recipe.lead) and draw.happens(recipe.lead_chance)
    for beats in _LEAD_BEATS:
        start = hit.beat - beats
        length_s = float(ground.tempo.seconds(hit.beat) - ground.tempo.seconds(start))
        if (
            wanted
            and start >= max(before + _LEAD_CLEAR, Fraction(0))
            and _LEAD_S[0] <= length_s <= _LEAD_S[1]
            and ground.free(start, hit.beat)
        ):
            return beats
    return 0


def _lead_line(ground: _Ground, recipe: _Recipe, number: int, hit: Landing, beats: int, level: float) -> Line:
    root = chord_at(ground.chords, hit.beat).chord.root
    note = LineNote(hit.beat - beats, Fraction(beats), ground.pitch(recipe.lead, root), recipe.lead)
    points = (LinePoint(note.onset, round(0.25 * level, 3)), LinePoint(hit.beat, level))
    return _line(f"lead-{number}", "middle", [note], points)


def _blow_line(ground: _Ground, recipe: _Recipe, number: int, bar: FormBar, hit: Landing, after: Fraction, level: float) -> Line | None:
    """What is struck with the tutti, if nobody speaks into it."""
    length = min(_BLOW_BEATS, after - hit.beat, ground.tempo.end_beat - hit.beat)
    while length >= 1 and not ground.free(hit.beat, hit.beat + length):
        length -= 1
    if length < 1:
        return None
    root = chord_at(ground.chords, hit.beat).chord.root
    sounds = recipe.blows[int(bar.force >= _VIOLENT)]
    notes = [LineNote(hit.beat, length, ground.pitch(sound, root), sound, 2) for sound in sounds]
    notes.sort(key=lambda note: note.pitch.height if note.pitch else 0)
    return _line(f"blow-{number}", "middle", notes, (LinePoint(hit.beat, level),))


def _clock(ground: _Ground, recipe: _Recipe, taken: list[Span], draw: Stream) -> Line:
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
    return _line("clock", "middle", notes, tuple(points))


def _ticks(ground: _Ground, bar: FormBar, run: int) -> list[LineNote]:
    """Tick and tock on the pulses of the bar, the last pulse left out, and every fourth bar only half of them."""
    at, beats = bar.bar.start_beat, []
    for group in bar.bar.meter.groups:
        beats.append(at)
        at += group
    kept = beats[: len(beats) // 2] if run % 4 == 0 else beats[:-1]
    tonic = ground.key.tonic
    return [LineNote(at, _HALF, ground.pitch("tick", tonic, -12 * (n % 2)), "tick", 1 if n == 0 else 0) for n, at in enumerate(kept)]


def _pulses(ground: _Ground, bar: FormBar, run: int) -> list[LineNote]:
    """Bass notes in threes of eighths against the bar, the first of each four bars' last half left open."""
    end = bar.bar.start_beat + bar.bar.meter.beats * (_HALF if run % 4 == 0 else 1)
    notes, at = [], bar.bar.start_beat
    while at < end:
        root = chord_at(ground.chords, at).chord.root
        notes.append(LineNote(at, _HALF, ground.pitch("pulse", root), "pulse", 1 if at == bar.bar.start_beat else 0))
        at += Fraction(3, 2)
    return notes


def _room(ground: _Ground, recipe: _Recipe, lines: list[Line]) -> int:
    """In how many bars a bed may lie, so that it keeps its share and the electronics together leave the cue its air."""
    spans = [(note.onset, note.onset + note.length) for line in lines for note in line.notes]
    bars = ground.form.bars
    full = sum(any(a < bar.bar.end_beat and bar.bar.start_beat < b for a, b in spans) for bar in bars)
    return max(0, min(int(recipe.share * len(bars)), int(_MOST * len(bars)) - full))


def _bed(ground: _Ground, recipe: _Recipe, taken: list[Span], left: int, draw: Stream) -> Line:
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
    return _line("bed", "background", notes, points)


def _bed_of(ground: _Ground, recipe: _Recipe, bar: FormBar, taken: list[Span]) -> str:
    """The bed that may lie in a bar; empty for none."""
    start, end = bar.bar.start_beat, min(bar.bar.end_beat, ground.tempo.end_beat)
    if bar.stop or any(a < end and start < b for a, b in taken):
        return ""
    if not ground.free(start, end):
        return recipe.spoken
    return recipe.bed if bar.section in recipe.sections else ""


def _felt(ground: _Ground, arpeggio: list[LineNote]) -> Line:
    """Key and hammer under the piano, on the first note of each bar that is soft enough to hear them."""
    soft = {bar.bar.start_beat: bar for bar in ground.form.bars if bar.force < 0.5 and ground.free(bar.bar.start_beat, bar.bar.end_beat)}
    struck = [note for note in arpeggio if note.onset in soft and note.pitch]
    notes = [LineNote(note.onset, note.length, note.pitch, "felt-noise") for note in struck]
    points = tuple(LinePoint(note.onset, ground.level(soft[note.onset])) for note in struck)
    return _line("felt", "background", notes, points)
