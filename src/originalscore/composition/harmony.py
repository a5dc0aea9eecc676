"""Harmony led by tension: a beam search over chords with memory, so that nothing loops by accident.

Each mode has a vocabulary with costs; moving from chord to chord costs by root motion and by what is repeated from one, two and four
chords ago; every chord is judged by the same spiral-array tension that the checker uses, against a target drawn from force and form.
Statements bring the theme's own chords; hits bring a change of colour; the ending brings the cadence that the story asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar
from originalscore.measures.tension import tension
from originalscore.model.cue import Cue
from originalscore.model.plan import Chord, ChordSpan
from originalscore.model.sketch import LinePoint
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

#: Mode family -> (degree in semitones, label, quality, cost in thousandths).
_MAJOR = (
    (0, "I", "add9", 0), (0, "I", "maj7", 300), (2, "ii", "min7", 200), (4, "iii", "min7", 350), (5, "IV", "maj7", 150), (5, "IV", "add9", 200),
    (7, "V", "sus4", 350), (7, "v", "min7", 500), (9, "vi", "min7", 200), (9, "vi", "min9", 300), (10, "bVII", "maj", 450),
    (8, "bVI", "maj7", 800), (5, "iv", "min6", 700), (2, "II", "maj", 700), (3, "bIII", "maj", 900), (7, "V", "7", 600), (6, "#iv", "halfdim", 1000),
)  # fmt: skip
_MINOR = (
    (0, "i", "minadd9", 0), (0, "i", "min", 150), (5, "iv", "min7", 150), (5, "iv", "min9", 250), (7, "v", "min7", 300), (8, "bVI", "maj7", 100),
    (10, "bVII", "maj", 350), (10, "bVII", "sus4", 450), (3, "bIII", "maj7", 300), (2, "ii", "halfdim", 500), (1, "bII", "maj7", 600),
    (7, "V", "sus4", 450), (7, "V", "7", 650), (8, "bvi", "min", 1000), (11, "vii", "min", 1300), (4, "iii", "min", 1300), (6, "#iv", "min", 1200),
)  # fmt: skip
_DREAD = (
    (0, "i", "min", 100), (0, "i", "open", 0), (1, "bII", "maj7", 200), (6, "#iv", "min", 300), (8, "bvi", "min", 300), (0, "i", "cluster", 300),
    (0, "i", "minmaj7", 200), (11, "vii", "dim7", 350), (1, "bII", "cluster", 400), (6, "#iv", "cluster", 450), (3, "biii", "min", 400), (5, "iv", "min6", 400),
)  # fmt: skip
#: Fifths above the tonic of each semitone, flat side preferred.
_FIFTHS = {0: 0, 1: -5, 2: 2, 3: -3, 4: 4, 5: -1, 6: 6, 7: 1, 8: -4, 9: 3, 10: -2, 11: 5}
#: Root motion upwards in semitones -> cost: film music moves freely, by fourths and tones first, then thirds.
_MOTION = {0: 900, 1: 700, 2: 250, 3: 350, 4: 380, 5: 150, 6: 1000, 7: 300, 8: 350, 9: 380, 10: 280, 11: 700}
_BEAM = 48
_TENSION_WEIGHT = 4200


@dataclass(frozen=True)
class _Place:
    onset: Fraction
    length: Fraction
    target: float
    fixed: tuple[tuple[int, str, str], ...]


def tension_target(cue: Cue, form: Form) -> tuple[LinePoint, ...]:
    """Tension wanted over the cue, 0 to 1: force first, raised before hits, let go after, home at a closed ending."""
    points = []
    for n, bar in enumerate(form.bars):
        wave = 0.10 * ((n % 4) / 3)
        level = 0.12 + 0.5 * bar.force + wave
        level += {"build": 0.22, "hit": 0.08, "aftermath": -0.10, "intro": -0.05, "statement": -0.06, "coda": -0.12}.get(bar.section, 0.0)
        points.append(LinePoint(bar.bar.start_beat, round(min(1.0, max(0.0, level)), 3)))
    if cue.ending in ("close", "fade"):
        points[-1] = LinePoint(points[-1].beat, 0.0)
    return tuple(points)


def harmonise(cue: Cue, key: Key, form: Form, target: tuple[LinePoint, ...], idiom: str, draw: Stream) -> tuple[ChordSpan, ...]:
    """Chords for the whole cue, gapless from its first bar to its last."""
    vocabulary = _DREAD if idiom == "dread" else _MINOR if key.is_minor else _MAJOR
    places = _places(cue, key, form, target, draw)
    beam: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    choices: list[tuple[tuple[int, str, str, int], ...]] = []
    for n, place in enumerate(places):
        options = tuple((*chord, 0) for chord in place.fixed) or vocabulary
        choices.append(options)
        grown = []
        jitter = [draw.below(420) for _ in options]
        for cost, path in beam:
            for index, (semitones, _, quality, own) in enumerate(options):
                more = own + jitter[index] + _fit(semitones, quality, key, place.target) + _memory(choices, path, n, semitones, quality)
                grown.append((cost + more, (*path, index)))
        grown.sort(key=lambda item: (item[0], item[1]))
        beam = grown[:_BEAM]
    spans = [_span(choices[n][index], key, place) for n, (place, index) in enumerate(zip(places, beam[0][1], strict=True))]
    return _joined(spans)


def _fit(semitones: int, quality: str, key: Key, target: float) -> int:
    root = _root(semitones, key)
    return round(_TENSION_WEIGHT * abs(tension(root, quality, key) - target * 0.8))


def _memory(choices: list[tuple[tuple[int, str, str, int], ...]], path: tuple[int, ...], n: int, semitones: int, quality: str) -> int:
    """Cost of root motion and of saying again what was said one, two or four chords ago."""
    cost = 0
    for back, weight in ((1, 1100), (2, 450), (4, 500)):
        if n >= back:
            then = choices[n - back][path[n - back]]
            if then[0] == semitones and then[2] == quality:
                cost += weight
            if back == 1:
                cost += _MOTION[(semitones - then[0]) % 12]
    return cost


def _places(cue: Cue, key: Key, form: Form, target: tuple[LinePoint, ...], draw: Stream) -> list[_Place]:
    """When the harmony changes and what is fixed: the theme's chords, the first chord, the cadence."""
    places: list[_Place] = []
    last = len(form.bars) - 1
    for n, (bar, point) in enumerate(zip(form.bars, target, strict=True)):
        start, length = bar.bar.start_beat, bar.bar.meter.beats
        theme_chords = _theme_chords(form, bar, key)
        if theme_chords:
            places += [_Place(start + at, held, point.level, (chord,)) for at, held, chord in theme_chords]
        elif n == last:
            places.append(_Place(start, length, point.level, _final(cue.ending, key)))
        elif n == last - 1 and cue.ending == "close":
            places.append(_Place(start, length, point.level, _penultimate(key)))
        elif n == 0:
            places.append(
                _Place(
                    start,
                    length,
                    point.level,
                    ((0, "i", "minadd9"), (0, "i", "open")) if key.is_minor else ((0, "I", "add9"), (0, "I", "sus2")),
                )
            )
        elif places and ((bar.speech and n % 2) or bar.section == "intro") and not any(hit.must for hit in bar.hits):
            places[-1] = _Place(places[-1].onset, places[-1].length + length, places[-1].target, places[-1].fixed)
        else:
            places += _divided(bar, point.level, draw)
    return places


def _divided(bar: FormBar, level: float, draw: Stream) -> list[_Place]:
    """A bar with one chord, or two when it is dense, builds, or a must-hit falls inside it."""
    start, end = bar.bar.start_beat, bar.bar.end_beat
    inner = next((hit.beat for hit in bar.hits if hit.must and hit.beat > start), None)
    if inner is None and not bar.speech and (bar.section == "build" or draw.happens(round(90 + 260 * bar.density))):
        groups = bar.bar.meter.groups
        inner = start + sum(groups[: (len(groups) + 1) // 2], Fraction(0))
    if inner is None or inner >= end:
        return [_Place(start, end - start, level, ())]
    return [_Place(start, inner - start, level, ()), _Place(inner, end - inner, min(1.0, level + 0.08), ())]


def _theme_chords(form: Form, bar: FormBar, key: Key) -> list[tuple[Fraction, Fraction, tuple[int, str, str]]]:
    """The theme's own chords in this bar as (offset, length, chord), read in the cue's key; changed guises find harmony of their own."""
    if bar.statement < 0:
        return []
    placed = form.placed[bar.statement]
    theme = placed.theme
    if placed.guise not in ("full", "head", "fragment", "as-written") or theme.key.is_minor != key.is_minor:
        return []
    begin, room = theme.meter.beats * bar.theme_bar, bar.bar.meter.beats
    found = []
    for span in theme.chords:
        at, end = max(Fraction(0), span.onset - begin), min(room, span.onset + span.length - begin)
        if at < end:
            semitones = (span.chord.root.pitch_class - theme.key.tonic.pitch_class) % 12
            found.append((at, end - at, (semitones, span.function, span.chord.quality)))
    if found and found[-1][0] + found[-1][1] < room:
        at, _, chord = found[-1]
        found[-1] = (at, room - at, chord)
    return found


def _final(ending: str, key: Key) -> tuple[tuple[int, str, str], ...]:
    if ending == "open":
        return ((7, "V", "sus4"), (8, "bVI", "maj7"), (5, "IV", "add9"))
    if ending == "cut":
        return ((1, "bII", "maj7"), (7, "V", "7")) if key.is_minor else ((7, "V", "sus4"), (10, "bVII", "maj"))
    return ((0, "i", "minadd9"), (0, "i", "min"), (0, "i", "open")) if key.is_minor else ((0, "I", "add9"), (0, "I", "maj"))


def _penultimate(key: Key) -> tuple[tuple[int, str, str], ...]:
    if key.is_minor:
        return ((5, "iv", "min9"), (7, "v", "min7"), (10, "bVII", "sus4"), (8, "bVI", "maj7"))
    return ((5, "iv", "min6"), (7, "V", "sus4"), (10, "bVII", "maj"), (2, "ii", "min7"))


def _root(semitones: int, key: Key) -> PitchName:
    fifths = key.tonic.fifths + _FIFTHS[semitones]
    return PitchName.from_fifths(fifths if fifths >= -9 else fifths + 12)


def _span(option: tuple[int, str, str, int], key: Key, place: _Place) -> ChordSpan:
    semitones, label, quality, _ = option
    root = _root(semitones, key)
    return ChordSpan(place.onset, place.length, Chord(root, quality, root), label, round(tension(root, quality, key), 3))


def _joined(spans: list[ChordSpan]) -> tuple[ChordSpan, ...]:
    """Neighbours with the same chord become one."""
    joined: list[ChordSpan] = []
    for span in spans:
        if joined and (joined[-1].chord, joined[-1].function) == (span.chord, span.function):
            last = joined[-1]
            joined[-1] = ChordSpan(last.onset, last.length + span.length, last.chord, last.function, last.tension)
        else:
            joined.append(span)
    return tuple(joined)


def tones_of(chord: Chord) -> frozenset[int]:
    """Pitch classes of a chord."""
    return frozenset(name.pitch_class for name in members(chord.root, chord.quality))
