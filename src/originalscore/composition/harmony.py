"""Harmony led by tension: a beam search over an idiom's chords, with a memory of the whole cue, so that nothing loops by accident.

Where chords change and what is asked of them is found first (``places``). Every chord is then judged by the same spiral-array tension that
the checker uses, alone and over two bars, against a target drawn from force and form; by how it moves (the idiom's root motions, the mood's
two-chord colours, sevenths and secondary dominants that resolve); by the tune above it and the pedal beneath; and by what was said before:
each cue has favourites of its own, and a turn of three chords that was heard once costs more the second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.balance import Balance
from originalscore.composition.form import Form
from originalscore.composition.idioms import Idiom
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.places import Place, find_places, phrase_bars, vocabulary_of
from originalscore.composition.vocabulary import COLOURS, VOCABULARIES, Word, degree
from originalscore.measures.tension import tension
from originalscore.model.cue import Cue
from originalscore.model.plan import Chord, ChordSpan
from originalscore.model.sketch import LinePoint
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

#: Fifths above the tonic of each semitone, flat side preferred.
_FIFTHS = {0: 0, 1: -5, 2: 2, 3: -3, 4: 4, 5: -1, 6: 6, 7: 1, 8: -4, 9: 3, 10: -2, 11: 5}
#: Ways that are kept at each place, and how many of them may end on the same chord, so that what comes next has a choice.
_BEAM, _SAME_END = 48, 6
#: Thousandths a unit of tension is worth: of the chord alone, and of the mean over the last two bars.
_ALONE, _SMOOTHED = 3000, 8000
#: How many times as much where chords follow no key: there tension is all that leads (ours).
_UNLED = 2
#: How finely the tune's notes are weighed beside the chord.
_PARTS = 4
#: What a cue's own taste adds to each chord at most, and what chance adds at each place.
_TASTE, _JITTER = 1000, 250
#: Beats before the end of a cue in which its home is never worn: it is what the music comes back to (ours).
_HOMING = 16
#: Tension added by the bar of an eight-bar phrase, by section, and the least range to which a cue's target is stretched.
_PHRASE = (-0.06, -0.02, 0.03, 0.05, -0.04, 0.05, 0.09, -0.05)
_SECTIONS = {"build": 0.22, "hit": 0.12, "aftermath": -0.12, "intro": -0.10, "statement": -0.03, "coda": -0.16}
_LEAST_RANGE = 0.22
#: A quality that leans forward -> root motions that resolve it.
_LEANS = {
    "7": (5, 0, 1, 2), "9": (5, 0, 2), "7b9": (5, 0, 1), "dim7": (1,), "dim": (1,), "halfdim": (5, 1), "aug": (5, 1, 8), "9sus4": (0, 5, 2), "sus4": (0, 5, 2),
}  # fmt: skip
_LEANING = 700


@dataclass(frozen=True)
class _Option:
    """A word at a place, with everything that does not depend on what came before."""

    word: Word
    tension: float
    tones: frozenset[int]
    cost: int


@dataclass(frozen=True)
class _Way:
    """A way through the places so far."""

    cost: int
    options: tuple[_Option, ...]


def tension_target(cue: Cue, form: Form) -> tuple[LinePoint, ...]:
    """Tension wanted over the cue, 0 to 1: force first, arched by the phrase, raised before hits, let go after, home at a closed ending."""
    points = []
    for bar, phrase in zip(form.bars, phrase_bars(form), strict=True):
        level = 0.14 + 0.5 * bar.force + _PHRASE[phrase] + _SECTIONS.get(bar.section, 0.0)
        points.append(LinePoint(bar.bar.start_beat, round(min(1.0, max(0.0, level)), 3)))
    if cue.ending in ("close", "fade"):
        points[-1] = LinePoint(points[-1].beat, 0.0)
    return tuple(points)


def harmonise(cue: Cue, key: Key, form: Form, target: tuple[LinePoint, ...], idiom: str, draw: Stream) -> tuple[ChordSpan, ...]:
    """Chords for the whole cue, gapless from its first bar to its last."""
    row = idiom_of(idiom)
    places = find_places(cue, key, form, target, row, draw)
    wanted = _wanted(places, key, row)
    taste = _Taste(draw)
    colours = COLOURS.get(cue.mood, ())
    window = 2 * form.bars[0].bar.meter.beats
    ways = [_Way(0, ())]
    for n, place in enumerate(places):
        options = [_option(word, place, key, wanted[n], row, taste, draw) for word in vocabulary_of(place, key, VOCABULARIES[row.name])]
        ways = _grown(ways, options, places, n, wanted, row, colours, window)
    spans = [_span(option.word, key, place) for place, option in zip(places, ways[0].options, strict=True)]
    return _joined(spans)


class _Taste:
    """The chords a cue likes better than others: drawn once a chord, so that two cues do not say the same."""

    def __init__(self, draw: Stream) -> None:
        self._draw = draw.split("taste")
        self._costs: dict[tuple[int, str], int] = {}

    def of(self, word: Word) -> int:
        if word.name not in self._costs:
            self._costs[word.name] = self._draw.split(word.semitones, word.quality).below(_TASTE)
        return self._costs[word.name]


def _wanted(places: list[Place], key: Key, row: Idiom) -> list[float]:
    """The target at each place, stretched to the tensions that the idiom's chords can reach."""
    vocabulary = VOCABULARIES[row.name]
    known = sorted(tension(_root(w.semitones, key), w.quality, key) for w in (vocabulary.minor if key.is_minor else vocabulary.major))
    low, high = (known[(share * len(known)) // 100] for share in row.reach)
    levels = [place.target for place in places[:-1]] or [places[0].target]
    least, most = min(levels), max(levels)
    spread = max(_LEAST_RANGE, most - least)
    middle = (least + most) / 2
    return [low + (high - low) * min(1.0, max(0.0, 0.5 + (place.target - middle) / spread)) for place in places]


def _option(word: Word, place: Place, key: Key, wanted: float, row: Idiom, taste: _Taste, draw: Stream) -> _Option:
    root = _root(word.semitones, key)
    tones = frozenset(name.pitch_class for name in members(root, word.quality))
    found = tension(root, word.quality, key, _sounding(word, place, root, key))
    cost = word.cost + taste.of(word) + draw.below(_JITTER) + round(_ALONE * _led(row) * abs(found - wanted))
    for pitch_class, beats in place.tune:
        if pitch_class not in tones:
            clash = any((pitch_class - tone) % 12 in (1, 11) for tone in tones)
            cost += round((900 if clash else 300) * beats / _led(row))
    if place.pedal is not None:
        cost += sum(350 for tone in tones if (tone - place.pedal) % 12 in (1, 11)) - (300 if place.pedal in tones else 0)
    return _Option(word, found, tones, cost)


def _led(row: Idiom) -> int:
    """How many times as much tension counts."""
    return 1 if row.tonal else _UNLED


def _sounding(word: Word, place: Place, root: PitchName, key: Key) -> tuple[PitchName, ...]:
    """What sounds besides the chord, in fifths of the whole: the tune by its beats as one voice of five, a pedal as another."""
    total = sum(beats for _, beats in place.tune)
    added = [key.spell(60 + place.pedal).name] * _PARTS if place.pedal is not None else []
    for pitch_class, beats in place.tune:
        added += [key.spell(60 + pitch_class).name] * round(_PARTS * beats / max(total, float(place.length)))
    return (*((root, *members(root, word.quality)) * (_PARTS - 1)), *sorted(added, key=str)) if added else ()


def _grown(
    ways: list[_Way], options: list[_Option], places: list[Place], n: int, wanted: list[float], row: Idiom,
    colours: tuple[tuple[str, int, str], ...], window: Fraction,
) -> list[_Way]:  # fmt: skip
    """Every way with every option, the cheapest kept."""
    grown: list[tuple[int, int, _Way, _Option]] = []
    for way in ways:
        heard = _Heard(way, places, row)
        before, beats, goal = _recent(way, places, n, wanted, window)
        length = float(places[n].length)
        for option in options:
            mean = (before + option.tension * length) / (beats + length)
            aim = (goal + wanted[n] * length) / (beats + length)
            cost = way.cost + option.cost + round(_SMOOTHED * _led(row) * abs(mean - aim)) + heard.cost(option)
            if way.options:
                cost += _move(way.options[-1], option, places[n], row, colours)
                cost -= _cell(way, option, places[n])
            grown.append((cost, len(grown), way, option))
    grown.sort(key=lambda item: item[:2])
    kept: list[_Way] = []
    ends: dict[tuple[int, str], int] = {}
    for cost, _, way, option in grown:
        ends[option.word.name] = ends.get(option.word.name, 0) + 1
        if ends[option.word.name] <= _SAME_END:
            kept.append(_Way(cost, (*way.options, option)))
        if len(kept) == _BEAM:
            break
    return kept


def _recent(way: _Way, places: list[Place], n: int, wanted: list[float], window: Fraction) -> tuple[float, float, float]:
    """Tension times beats, beats, and target times beats, over what sounded in the last two bars less the new place."""
    before = beats = goal = 0.0
    room = float(window - places[n].length)
    for m in range(n - 1, -1, -1):
        length = min(room - beats, float(places[m].length))
        if length <= 0:
            break
        before, beats, goal = before + way.options[m].tension * length, beats + length, goal + wanted[m] * length
    return before, beats, goal


class _Heard:
    """What a way has said already: the cost of saying it again."""

    def __init__(self, way: _Way, places: list[Place], row: Idiom) -> None:
        names = [option.word.name for option in way.options]
        self._memory = row.rhythm.memory
        self._balance = Balance([((o.word.semitones, o.word.family), float(p.length)) for o, p in zip(way.options, places)])
        self._coming_home = places[-1].onset + places[-1].length - places[len(names)].onset <= _HOMING
        self._recent = {name: weight for back, weight in ((4, 450), (2, 500), (1, 900)) if back <= len(names) for name in (names[-back],)}
        self._turns: dict[tuple[int, str], int] = {}
        if len(names) >= 2:
            for n in range(len(names) - 2):
                if names[n + 1] == names[-1]:
                    long = names[n] == names[-2]
                    deep = long and n and len(names) > 3 and names[n - 1] == names[-3]
                    after = names[n + 2]
                    self._turns[after] = max(self._turns.get(after, 0), 3500 if deep else 1300 if long else 350)

    def cost(self, option: _Option) -> int:
        name = option.word.name
        again = (self._recent.get(name, 0) + self._turns.get(name, 0)) * self._memory // 1000
        at_home = self._coming_home and not option.word.semitones
        return again + (0 if at_home else self._balance.cost((option.word.semitones, option.word.family)))


def _move(before: _Option, option: _Option, place: Place, row: Idiom, colours: tuple[tuple[str, int, str], ...]) -> int:
    """Cost of going from chord to chord."""
    a, b = before.word, option.word
    motion = (b.semitones - a.semitones) % 12
    cost = VOCABULARIES[row.name].motion[motion] - (120 + row.smooth // 2) * len(before.tones & option.tones)
    leans = _LEANS.get(a.quality)
    if leans and row.tonal and motion not in leans:
        cost += _LEANING
    if "/" in a.label and a.quality in ("7", "dim7", "halfdim") and row.tonal and b.semitones != degree(a.label.split("/", 1)[1]):
        cost += 2 * _LEANING
    colour = (a.family, motion, b.family)
    if colour in colours:
        cost -= 600 if a.semitones == 0 else 350
    if place.by_third:
        cost += (-2500 if a.family == b.family else -1200) if motion in (3, 4, 8, 9) else 2500
    return cost


def _cell(way: _Way, option: _Option, place: Place) -> int:
    """What a growing cell earns by saying again what it said at its last turn."""
    return 2200 if place.repeats is not None and way.options[place.repeats].word.name == option.word.name else 0


def _root(semitones: int, key: Key) -> PitchName:
    fifths = key.tonic.fifths + _FIFTHS[semitones]
    return PitchName.from_fifths(fifths if fifths >= -9 else fifths + 12)


def _span(word: Word, key: Key, place: Place) -> ChordSpan:
    root = _root(word.semitones, key)
    bass = root if place.pedal is None else key.spell(60 + place.pedal).name
    return ChordSpan(place.onset, place.length, Chord(root, word.quality, bass), word.label, round(tension(root, word.quality, key), 3))


def _joined(spans: list[ChordSpan]) -> tuple[ChordSpan, ...]:
    """Neighbours with the same chord become one."""
    joined: list[ChordSpan] = []
    for span in spans:
        if joined and joined[-1].chord == span.chord:
            last = joined[-1]
            joined[-1] = ChordSpan(last.onset, last.length + span.length, last.chord, last.function, last.tension)
        else:
            joined.append(span)
    return tuple(joined)


def tones_of(chord: Chord) -> frozenset[int]:
    """Pitch classes of a chord."""
    return frozenset(name.pitch_class for name in members(chord.root, chord.quality))
