"""Electronics in short score: preparation and subtraction, not wallpaper.

Few things, each with a reason. A *lead* (riser, reversed swell) grows into a must-hit and ends on it; a *blow* (sub drop, braam, metal)
is struck with a tutti; a *clock* (ticking, synth pulse) counts in the cue's own tempo, with holes, and stops before the hit; a *bed*
(drone, glass, air, pad) holds what the orchestra would have to breathe for. Bed and clock leave when a lead comes and stay away after
the blow. Before a smash to black only the lead is heard, and nothing on it. Under words there is nothing but a low drone or air.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.electronic_beds import bars_left, bed_line, clock_line, felt_line
from originalscore.composition.electronic_recipes import RECIPES, Ground, Recipe, Span, effect_line
from originalscore.composition.form import Form, FormBar
from originalscore.composition.hits import hit_size
from originalscore.composition.statements.tones import chord_at
from originalscore.model.cue import Cue
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.model.tempo import Landing, TempoMap
from originalscore.music.key import Key

#: Lengths of a lead in beats, the longest first; shortest and longest in seconds; room it leaves after the hit before (ours).
_LEAD_BEATS, _LEAD_S, _LEAD_CLEAR = (8, 6, 4, 3, 2), (1.0, 5.2), Fraction(1)
_BLOW_BEATS = Fraction(4)
#: From this force on a tutti gets its second blow (ours).
_VIOLENT = 0.72
#: Only what may lie under words comes nearer to them than this, seconds before and after (ours): tails are gone when they begin.
_BEFORE_WORDS_S, _AFTER_WORDS_S = Fraction(1), Fraction(3, 10)


def electronic_lines(
    form: Form, chords: tuple[ChordSpan, ...], key: Key, *, idiom: str, cue: Cue, tempo: TempoMap, arpeggio: list[LineNote], draw: Stream
) -> list[Line]:
    """The lines of role ``effect`` of a cue; none where its idiom has no use for them.

    Parameters
    ----------
    arpeggio
        The cue's arpeggio, under whose bar lines an intimate piano gets the noise of its felt.
    """
    recipe = RECIPES.get(idiom)
    if recipe is None:
        return []
    words = tuple(
        (tempo.beat(max(Fraction(0), start_s - cue.start_s - _BEFORE_WORDS_S)), tempo.beat(end_s - cue.start_s + _AFTER_WORDS_S))
        for start_s, end_s in cue.speech
    )
    ground = Ground(form, chords, key, idiom, tempo, words)
    moments, taken = _moments(ground, recipe, draw.split("moments"))
    lines = [*moments, clock_line(ground, recipe, taken, draw.split("clock"))]
    lines.append(bed_line(ground, recipe, taken, bars_left(ground, recipe, lines), draw.split("bed")))
    if idiom == "intimate" and cue.ensemble == "piano-and-strings":
        lines.append(felt_line(ground, arpeggio))
    return [line for line in lines if line.notes]


def _moments(ground: Ground, recipe: Recipe, draw: Stream) -> tuple[list[Line], list[Span]]:
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


def _lead(ground: Ground, recipe: Recipe, hit: Landing, before: Fraction, draw: Stream) -> int:
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


def _lead_line(ground: Ground, recipe: Recipe, number: int, hit: Landing, beats: int, level: float) -> Line:
    root = chord_at(ground.chords, hit.beat).chord.root
    note = LineNote(hit.beat - beats, Fraction(beats), ground.pitch(recipe.lead, root), recipe.lead)
    points = (LinePoint(note.onset, round(0.25 * level, 3)), LinePoint(hit.beat, level))
    return effect_line(f"lead-{number}", "middle", [note], points)


def _blow_line(ground: Ground, recipe: Recipe, number: int, bar: FormBar, hit: Landing, after: Fraction, level: float) -> Line | None:
    """What is struck with the tutti, if nobody speaks into it."""
    length = min(_BLOW_BEATS, after - hit.beat, ground.tempo.end_beat - hit.beat)
    while length >= 1 and not ground.free(hit.beat, hit.beat + 2 * length):  # it rings about as long again
        length -= 1
    if length < 1:
        return None
    root = chord_at(ground.chords, hit.beat).chord.root
    sounds = recipe.blows[int(bar.force >= _VIOLENT)]
    notes = [LineNote(hit.beat, length, ground.pitch(sound, root), sound, 2) for sound in sounds]
    notes.sort(key=lambda note: note.pitch.height if note.pitch else 0)
    return effect_line(f"blow-{number}", "middle", notes, (LinePoint(hit.beat, level),))
