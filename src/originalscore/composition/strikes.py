"""Hits as musical events: prepared, struck, and let go.

A gentle cue lets a must-hit bloom: the harmony changes and harp, piano or bells mark it over the music as it goes. A forceful one
strikes: the music gathers before it (a cymbal swell, a run), on it the ensemble strikes, low octave and top together, with a fast
attack that carries the exact time; after it the music is smaller. A smash to black is struck short and followed by silence.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.melody import chord_at
from originalscore.composition.texture import ladder
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.model.tempo import Landing
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

_QUARTER = Fraction(1, 4)
#: Size of a hit -> how far each player stands above the music around it (level scale; the more strike together, the less each adds),
#: and the colour it asks of the orchestra.
_LIFT = {"bloom": 0.02, "accent": -0.05, "tutti": 0.05}
_COLORS = {"bloom": "glassy", "accent": "", "tutti": "heavy"}


def strike_lines(
    form: Form, chords: tuple[ChordSpan, ...], key: Key, *, idiom: str, percussive: bool, end: Fraction, draw: Stream
) -> list[Line]:
    """Lines for every must-hit, each of the size that its moment can bear, and softer marks for others that fall on no strong note."""
    lines: list[Line] = []
    hits = [(bar, hit) for bar in form.bars for hit in bar.hits]
    for number, (bar, hit) in enumerate(hits):
        if hit.kind == "soft" and not hit.must:
            continue  # the change of harmony under it is enough
        size = hit_size(bar, hit, idiom)
        level = min(1.0, idiom_of(idiom).level_base + 0.46 * bar.force + _LIFT[size]) * (0.8 if bar.speech else 1.0)
        following = hits[number + 1][1].beat if number + 1 < len(hits) else end
        lines.append(_stinger(f"stinger-{number}", hit, chords, level, size, short=bar.stop, end=min(end, following)))
        if bar.speech or size == "bloom":
            continue
        previous = hits[number - 1][1].beat if number else Fraction(0)
        if percussive and size == "tutti":
            lines += _percussion(number, hit, level, previous, short=bar.stop)
        if hit.beat - previous >= 4 and bar.force > 0.45 and draw.happens(700):
            lines.append(_run(number, hit, chords, key, level))
    return lines


def hit_size(bar: FormBar, hit: Landing, idiom: str) -> str:
    """How large a hit is struck: ``bloom`` (harp, piano, bells over the music as it goes), ``accent``, ``tutti``."""
    if not hit.must or bar.speech:
        return "bloom"
    if idiom_of(idiom).gentle:
        return "accent" if hit.kind == "hard" and bar.force > 0.55 else "bloom"
    return "tutti" if hit.kind == "hard" or bar.force > 0.62 else "accent"


def _stinger(name: str, hit: Landing, chords: tuple[ChordSpan, ...], level: float, size: str, *, short: bool, end: Fraction) -> Line:
    """Bass octave, chord in the middle, and a high note: everything on the hit."""
    span = chord_at(chords, hit.beat)
    length = min(Fraction(1) if short else Fraction(2), max(_QUARTER, end - hit.beat))
    root = span.chord.root
    low = Pitch.at(29 + (root.pitch_class - 29) % 12, root)
    octave = Pitch.at(low.height + 12, root)
    pitches = (
        [octave, *ladder(span, 60, 2), *ladder(span, 74, 1)]
        if size == "bloom"
        else [low, octave, *ladder(span, 55, 3), *ladder(span, 74, 1)]
    )
    seen: dict[int, LineNote] = {}
    for pitch in sorted(pitches):
        seen.setdefault(pitch.height, LineNote(hit.beat, length, pitch, accent=2 if hit.must else 1))
    character = "detached" if size == "bloom" else "marcato"
    return Line(name, "stinger", "middle", character, "", "", _COLORS[size], tuple(seen.values()), (LinePoint(hit.beat, level),))


def _percussion(number: int, hit: Landing, level: float, previous: Fraction, *, short: bool) -> list[Line]:
    struck = [LineNote(hit.beat, Fraction(1), None, "bass-drum", 2)]
    if level > 0.6:
        struck.append(LineNote(hit.beat, Fraction(1) if short else Fraction(2), None, "crash", 2))
    lines = [Line(f"strike-{number}", "stinger", "middle", "marcato", "", "", "", tuple(struck), (LinePoint(hit.beat, level),))]
    length = min(Fraction(4), hit.beat - previous - 1)
    if length >= 2:
        swell = LineNote(hit.beat - length, length, None, "suspended")
        points = (LinePoint(hit.beat - length, 0.08), LinePoint(hit.beat, min(1.0, level)))
        lines.append(Line(f"swell-{number}", "swell", "background", "roll", "", "", "", (swell,), points))
    return lines


def _run(number: int, hit: Landing, chords: tuple[ChordSpan, ...], key: Key, level: float) -> Line:
    """A rising scale of sixteenths over the last beat or two, growing into the hit."""
    count = 8 if level > 0.6 else 4
    span = chord_at(chords, hit.beat)
    top = ladder(span, 72, 1)[0].height
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    heights = [h for h in range(top - 24, top) if h % 12 in scale][-count:]
    start = hit.beat - count * _QUARTER
    notes = tuple(LineNote(start + n * _QUARTER, _QUARTER, key.spell(height)) for n, height in enumerate(heights))
    return Line(
        f"run-{number}", "run", "middle", "detached", "", "", "bright", notes, (LinePoint(start, 0.5 * level), LinePoint(hit.beat, level))
    )


def without_overlap(notes: list[LineNote], stops: list[tuple[Fraction, Fraction]]) -> list[LineNote]:
    """The notes with silent stretches cut out: notes that begin inside vanish, notes that reach in end there."""
    kept = []
    for note in notes:
        end = note.onset + note.length
        for start, stop in stops:
            if start <= note.onset < stop:
                end = note.onset
            elif note.onset < start < end:
                end = start
        if end > note.onset:
            kept.append(LineNote(note.onset, end - note.onset, note.pitch, note.sound, note.accent))
    return kept
