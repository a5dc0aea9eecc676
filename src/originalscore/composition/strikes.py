"""Hits written out: what leads to them, what is struck, in pitches and drums.

A gentle cue lets a must-hit bloom: the harmony changes and harp, piano or bells mark it over the music as it goes. A forceful one
strikes: the music gathers before it (a cymbal swell, a run, a riser, a silence), on it the ensemble strikes in the way its kind asks:
low octave and top together, the depth alone, neighbouring semitones, a broad chord. A fast attack carries the exact time; after it the
music is smaller. A smash to black is struck short and followed by silence. What a hit is to be is decided in ``hits``.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.hits import HitPlan
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.statements.tones import chord_at
from originalscore.composition.texture import ladder
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

_QUARTER = Fraction(1, 4)
#: Size of a hit -> how far each player stands above the music around it (level scale; the more strike together, the less each adds),
#: and the colour it asks of the orchestra.
_LIFT = {"bloom": 0.08, "accent": 0.03, "tutti": 0.12}
_COLORS = {"bloom": "glassy", "accent": "", "tutti": "heavy"}
#: Size of a must-hit -> the least level of its players: it is heard however soft the music is (ours).
_LEAST = {"bloom": 0.38, "accent": 0.46, "tutti": 0.5}
#: What a hit has beyond that where few play, or nobody who strikes or plucks: one pair of hands, some bows or voices add up to less (ours).
_FEW = 0.08
#: Kind of a hit -> how long it is held, beats.
_HELD = {"chord": Fraction(4), "drop": Fraction(3), "cluster": Fraction(3), "arrival of the theme": Fraction(3, 2)}


def strike_lines(
    plans: list[HitPlan], chords: tuple[ChordSpan, ...], key: Key, *, idiom: str, percussive: bool, few: bool = False, draw: Stream
) -> list[Line]:  # fmt: skip
    """Lines for every planned hit: its preparation, its strike, its drums; ``few`` says that little adds up in this ensemble."""
    lines: list[Line] = []
    for plan in plans:
        level = min(1.0, idiom_of(idiom).level_base + 0.46 * plan.bar.force + _LIFT[plan.size]) * (0.8 if plan.bar.speech else 1.0)
        level = max(level, _LEAST[plan.size]) if plan.hit.must else level
        level = min(1.0, level + _FEW) if few else level
        lines.append(_struck(plan, chords, key, level))
        if plan.size != "bloom" and percussive:
            lines.append(_drums(plan, level, idiom))
        for lead in plan.event.preparation:
            lines += _lead(lead, plan, chords, key, level, draw.split(plan.number, lead))
    return lines


def _struck(plan: HitPlan, chords: tuple[ChordSpan, ...], key: Key, level: float) -> Line:
    """What sounds on the hit itself."""
    hit, kind = plan.hit, plan.event.kind
    span = chord_at(chords, hit.beat)
    longest = Fraction(1) if plan.bar.stop else _HELD.get(kind, Fraction(2))
    length = min(longest, max(_QUARTER, plan.end - hit.beat))
    seen: dict[int, LineNote] = {}
    for pitch in sorted(_pitches(kind if plan.size != "bloom" else "bloom", span, key)):
        seen.setdefault(pitch.height, LineNote(hit.beat, length, pitch, accent=2 if hit.must else 1))
    character = "detached" if plan.size == "bloom" else "marcato"
    points = [LinePoint(hit.beat, level)]
    if plan.size != "bloom" and length >= 1 and not plan.bar.stop:  # struck and let go: what follows has air
        points.append(LinePoint(hit.beat + length, round(0.6 * level, 3)))
    return Line(f"stinger-{plan.number}", "stinger", "middle", character, "", "", _COLORS[plan.size], tuple(seen.values()), tuple(points))


def _pitches(kind: str, span: ChordSpan, key: Key) -> list[Pitch]:
    root = span.chord.root
    low = Pitch.at(29 + (root.pitch_class - 29) % 12, root)
    octave = Pitch.at(low.height + 12, root)
    match kind:
        case "bloom":
            return [octave, *ladder(span, 60, 2), *ladder(span, 74, 1)]
        case "drop":
            return [low, octave, key.spell(octave.height + 7)]
        case "cluster":
            base = 65 + (root.pitch_class - 65) % 12
            return [low, octave, key.spell(base), key.spell(base + 1), key.spell(base + 2), key.spell(base + 13)]
        case "chord":
            return [low, octave, *ladder(span, 54, 4), *ladder(span, 72, 1)]
        case _:
            return [low, octave, *ladder(span, 55, 3), *ladder(span, 74, 1)]


def _drums(plan: HitPlan, level: float, idiom: str) -> Line:
    """The drums of a hit; an accent has one stroke of a small one, with a soft bass drum under it."""
    hit, kind = plan.hit, plan.event.kind
    if plan.size == "accent":
        small = "tambourine" if idiom == "light" else "triangle"
        touched = tuple(LineNote(hit.beat, Fraction(1), None, sound, 2) for sound in ("bass-drum", small))
        return Line(f"strike-{plan.number}", "stinger", "middle", "detached", "", "", "", touched, (LinePoint(hit.beat, level),))
    struck = [LineNote(hit.beat, Fraction(1), None, "bass-drum", 2)]
    if kind in ("drop", "cluster"):
        struck.append(LineNote(hit.beat, Fraction(2), None, "tam-tam", 2))
    elif level > 0.6:
        struck.append(LineNote(hit.beat, Fraction(1) if plan.bar.stop else Fraction(2), None, "crash", 2))
    return Line(f"strike-{plan.number}", "stinger", "middle", "marcato", "", "", "", tuple(struck), (LinePoint(hit.beat, level),))


def _lead(lead: str, plan: HitPlan, chords: tuple[ChordSpan, ...], key: Key, level: float, draw: Stream) -> list[Line]:
    """The notes of a preparation; thinning and silence have none."""
    match lead:
        case "run":
            return [_run(plan, chords, key, level, draw)]
        case "riser":
            return [_riser(plan, chords, key, level)]
        case "swell":
            length = min(Fraction(4), plan.hit.beat - plan.previous - 1)
            note = LineNote(plan.hit.beat - length, length, None, "suspended")
            points = (LinePoint(note.onset, 0.08), LinePoint(plan.hit.beat, round(0.7 * level, 3)))
            return [Line(f"swell-{plan.number}", "swell", "background", "roll", "", "", "", (note,), points)]
        case "fill":
            sounds = draw.choose((("high-tom", "mid-tom", "mid-tom", "low-tom"), ("snare", "snare", "high-tom", "low-tom")))
            start = plan.hit.beat - 2
            strokes = tuple(LineNote(start + n * _QUARTER, _QUARTER, None, sounds[n // 2], int(n % 2 == 0)) for n in range(8))
            points = (LinePoint(start, 0.5 * level), LinePoint(plan.hit.beat, level))
            return [Line(f"fill-{plan.number}", "percussion", "middle", "marcato", "", "", "", strokes, points)]
    return []


def _run(plan: HitPlan, chords: tuple[ChordSpan, ...], key: Key, level: float, draw: Stream) -> Line:
    """A scale of sixteenths over the last beat or two, growing into the hit: straight up, or turning back on itself once."""
    count = 8 if level > 0.6 else 4
    top = ladder(chord_at(chords, plan.hit.beat), 72, 1)[0].height
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    heights = [h for h in range(top - 24, top) if h % 12 in scale][-count:]
    if count == 8 and draw.happens(450):
        heights = [*heights[2:6], *heights[4:]]
    start = plan.hit.beat - count * _QUARTER
    notes = tuple(LineNote(start + n * _QUARTER, _QUARTER, key.spell(height)) for n, height in enumerate(heights))
    points = (LinePoint(start, 0.5 * level), LinePoint(plan.hit.beat, level))
    return Line(f"run-{plan.number}", "run", "middle", "detached", "", "", "bright", notes, points)


def _riser(plan: HitPlan, chords: tuple[ChordSpan, ...], key: Key, level: float) -> Line:
    """Tremolo that climbs by semitones, faster and faster, and stops on the hit's brink."""
    top = ladder(chord_at(chords, plan.hit.beat), 76, 1)[0].height
    lengths = (Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))
    at = plan.hit.beat - sum(lengths)
    notes = []
    for n, length in enumerate(lengths):
        notes.append(LineNote(at, length, key.spell(top - len(lengths) + n)))
        at += length
    points = (LinePoint(notes[0].onset, round(0.3 * level, 3)), LinePoint(plan.hit.beat, level))
    return Line(f"riser-{plan.number}", "run", "middle", "tremolo", "", "", "dark", tuple(notes), points)
