"""Where the harmony of a cue changes and what each place asks of it: the tune above, the pedal beneath, the cadence, the key of the section.

A place is a stretch of beats that will hold one chord. Bars are divided where their phrase presses on, joined where the idiom is slow;
statements bring their tune and the theme's own chords, hits and phrase ends their cadence, long cues a middle section in another key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar, Placed
from originalscore.composition.idioms import Idiom
from originalscore.composition.statements.state import tones_in
from originalscore.composition.statements.tones import Tone
from originalscore.composition.vocabulary import CADENCES, SHADES, VOCABULARIES, Vocabulary, Word, words
from originalscore.model.cue import Cue
from originalscore.model.plan import Theme
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import PHRASE_BARS
from originalscore.music.key import Key

#: Bars of an eight-bar phrase (from 0) in which it presses on.
_PRESSING = (2, 5, 6, 7)
#: Guises in which the theme goes by at its own pace, so that its harmony can be fitted to it.
_AT_PACE = ("full", "major", "minor", "reharmonised", "head", "fragment", "sequence")
#: Those of them that say the theme's first two bars twice.
_TWICE = ("head", "sequence")
#: A cue of so many bars or more may leave its key for a section of so many bars or more.
_LONG, _SECTION = 20, 4
#: What a theme's own chord is worth at its first hearing, when it comes again, and with another colour on the same root (thousandths).
_OWN, _AGAIN, _COLOURED = -1000, -300, 350
#: Cadences inside a cue that are wished for, not demanded, as all are under a tune, and those that are demanded on a must-hit alone. The chords
#: that lead to a cadence are wished for too, save before the last one. What such a wish is worth (thousandths).
_SOFT, _STRUCK, _ASKED = ("half", "question"), ("threat", "loss"), -900
#: Quality -> colours that may stand for it.
_SHADES = {
    "maj": ("add9", "6", "maj7"), "add9": ("maj", "maj7"), "maj7": ("maj", "add9"), "min": ("minadd9", "min7"), "min7": ("min", "minadd9"),
    "minadd9": ("min",), "min9": ("min7", "min"), "sus4": ("maj", "9sus4"), "7": ("maj", "sus4"), "halfdim": ("min6",), "6": ("maj",),
}  # fmt: skip
_TRIADS = frozenset(("maj", "min", "sus4"))
#: Degree names of keys by semitones above the home, for labels.
_NAMES = ("I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII")


@dataclass(frozen=True)
class Place:
    """A stretch for one chord.

    ``wishes`` may stand here besides the vocabulary; if ``only`` nothing else may. ``tune`` is the pitch classes above it with their
    beats, ``pedal`` the pitch class beneath it. ``by_third`` asks for a chromatic mediant of what came before. ``tonic`` is the local key's
    semitones above home, ``cell`` the place in a growing cell: its own number and that of the place it repeats.
    """

    onset: Fraction
    length: Fraction
    target: float
    wishes: tuple[Word, ...] = ()
    only: bool = False
    tune: tuple[tuple[int, float], ...] = ()
    pedal: int | None = None
    by_third: bool = False
    tonic: int = 0
    repeats: int | None = None


def find_places(cue: Cue, key: Key, form: Form, target: Sequence[LinePoint], row: Idiom, draw: Stream) -> list[Place]:
    """The places of a cue, gapless."""
    phrase = phrase_bars(form)
    tonics = _local_tonics(form, row, draw.split("keys"))
    places: list[Place] = []
    section_starts: list[tuple[int, str]] = []
    rhythm = draw.split("rhythm")
    for n, bar in enumerate(form.bars):
        cadence = _cadence(cue, form, n)
        holds = not cadence or (row.rhythm.beats_a_chord > 0 and _is_soft(cadence, bar))
        if places and holds and _goes_on(form, n, phrase[n], row):
            here = _with_tune(Place(bar.bar.start_beat, bar.bar.meter.beats, 0.0), form, bar, key, row)
            places[-1] = replace(places[-1], length=places[-1].length + here.length, tune=(*places[-1].tune, *here.tune))
            if cadence:
                places[-1] = replace(places[-1], wishes=_wished(words(CADENCES[cadence][int(key.is_minor)][1]), places[-1]))
            continue
        if not section_starts or section_starts[-1][1] != bar.section:
            section_starts.append((len(places), bar.section))
        made = _in_bar(bar, n, phrase[n], target[n].level, form, row, rhythm, n == len(form.bars) - 2 and cue.ending in ("close", "fade"))
        made = [_with_tune(replace(place, tonic=tonics[n]), form, bar, key, row) for place in made]
        if cadence:
            _arrive(places, made, bar, cadence, key, row, final=n == len(form.bars) - 1)
        elif n == 0:
            made[0] = replace(made[0], wishes=words("i minadd9 0, i min 100, i open 200" if key.is_minor else "I add9 0, I maj 50, I sus2 250"), only=True)  # fmt: skip
        places += made
    places = _with_pedals(places, section_starts, key, row, draw.split("pedals"))
    return _grown_cells(places, form) if row.rhythm.additive else places


def phrase_bars(form: Form) -> list[int]:
    """For each bar its place (0 to 7) in the phrase: phrases begin with statements, every eight bars, and where the tempo map breaks
    a count of four off; after hits where it counts none."""
    found: list[int] = []
    counted = any(bar.begins for bar in form.bars)
    for n, bar in enumerate(form.bars):
        if bar.statement >= 0:
            found.append(bar.theme_bar % 8)
        elif (n and (form.bars[n - 1].statement >= 0 or (form.bars[n - 1].section == "hit" and not counted))) or (
            n and bar.begins and (found[-1] + 1) % PHRASE_BARS
        ):
            found.append(0)
        else:
            found.append((found[-1] + 1) % 8 if found else 0)
    return found


def _goes_on(form: Form, n: int, phrase: int, row: Idiom) -> bool:
    """Whether the chord before holds through this bar."""
    bar, before, rhythm = form.bars[n], form.bars[n - 1], row.rhythm
    bars = max(rhythm.bars_a_chord, int(-(-rhythm.beats_a_chord // bar.bar.meter.beats)))
    struck = any(hit.must for hit in bar.hits) if bars > 1 else bool(bar.hits)
    if struck or bar.statement != before.statement or bar.section != before.section or n >= len(form.bars) - 2:
        return False
    if bar.statement >= 0:
        return phrase % rhythm.under_tune > 0
    if bar.speech or bar.section == "intro":
        return phrase % max(2, bars) > 0
    return bar.section != "build" and phrase % bars > 0


def _in_bar(bar: FormBar, n: int, phrase: int, level: float, form: Form, row: Idiom, draw: Stream, before_last: bool) -> list[Place]:
    """One place, or two: where the theme's own chord changes, at a must-hit, at the half where the phrase presses on."""
    start, end = bar.bar.start_beat, bar.bar.end_beat
    inner = next((hit.beat for hit in bar.hits if hit.must and hit.beat > start), None)
    if inner is None and row.rhythm.under_tune == 1:
        inner = next((start + at for at in _theme_changes(form, bar) if 0 < at < bar.bar.meter.beats), None)
    if inner is None and not bar.speech:
        chance = row.rhythm.pressing if phrase in _PRESSING or bar.section == "build" else row.rhythm.plain
        chance = min(950, round(chance * (0.7 + 0.6 * bar.density)))
        if before_last:
            chance = max(chance, row.rhythm.pressing)
        if draw.happens(chance):
            groups = bar.bar.meter.groups
            inner = start + sum(groups[: (len(groups) + 1) // 2], Fraction(0))
    if inner is None or not start < inner < end:
        return [Place(start, end - start, level)]
    return [Place(start, inner - start, level), Place(inner, end - inner, min(1.0, level + 0.06))]


def _theme_changes(form: Form, bar: FormBar) -> list[Fraction]:
    placed = _at_pace(form, bar)
    if placed is None:
        return []
    at = placed.theme.meter.beats * _own_bar(placed, bar)
    return [span.onset - at for span in placed.theme.chords]


def _own_bar(placed: Placed, bar: FormBar) -> int:
    """The bar of the theme whose harmony belongs here."""
    return bar.theme_bar % 2 if placed.guise in _TWICE else bar.theme_bar


def _at_pace(form: Form, bar: FormBar) -> Placed | None:
    placed = form.placed[bar.statement] if bar.statement >= 0 else None
    return placed if placed and placed.guise in _AT_PACE else None


def _with_tune(place: Place, form: Form, bar: FormBar, key: Key, row: Idiom) -> Place:
    """The place with the tune that will sound over it and the theme's own chords as wishes."""
    placed = _at_pace(form, bar)
    if placed is None:
        return place
    theme, tones = placed.theme, tones_in(placed, key)
    start = theme.meter.beats * bar.theme_bar + place.onset - bar.bar.start_beat
    end = start + place.length
    tune = []
    for tone in tones:
        shared = min(tone.onset + tone.length, end) - max(tone.onset, start)
        if shared > 0 and not tone.free:
            strong = 1.5 if tone.onset >= start and theme.meter.strength((tone.onset - start) % theme.meter.beats) >= 3 else 1.0
            tune.append((tone.height % 12, float(shared) * strong))
    own = _own_chords(placed, theme, start - theme.meter.beats * (bar.theme_bar - _own_bar(placed, bar)), key, row)
    shift = _moved(tones, 2 * theme.meter.beats) if placed.guise == "sequence" and bar.theme_bar >= 2 else 0
    return replace(place, tune=tuple(tune), wishes=tuple(in_local_key(word, shift) for word in own), tonic=0)


def _moved(tones: Sequence[Tone], edge: Fraction) -> int:
    """Semitones within the octave by which what begins at ``edge`` stands above what the statement began with."""
    first, again = (next((tone.height for tone in tones if tone.onset >= at and not tone.free), 0) for at in (0, edge))
    return (again - first) % 12


def _own_chords(placed: Placed, theme: Theme, at: Fraction, key: Key, row: Idiom) -> tuple[Word, ...]:
    """The theme's chord at a beat in the colours of the idiom; dearer when the theme is varied, nothing when its mode is turned or no key holds."""
    span = next((span for span in theme.chords if span.onset <= at < span.onset + span.length), None)
    if span is None or not row.tonal or theme.key.is_minor != key.is_minor or placed.guise == "reharmonised":
        return ()
    semitones = (span.chord.root.pitch_class - theme.key.tonic.pitch_class) % 12
    worth = _AGAIN if placed.variation else _OWN
    own = span.chord.quality
    colours = SHADES.get(row.name, ())
    liked = next((colour for colour in colours if colour == own or colour in _SHADES.get(own, ())), own)
    plain = liked in _TRIADS and set(colours) <= _TRIADS  # the idiom speaks in triads, so the theme does too
    qualities = (liked,) if plain else (liked, own, *_SHADES.get(own, ()))
    return tuple(
        Word(semitones, span.function, quality, worth + (0 if quality == liked else _COLOURED)) for quality in dict.fromkeys(qualities)
    )


def _cadence(cue: Cue, form: Form, n: int) -> str:
    """What the story does at a bar: at the cue's end, at a must-hit, or as the form asks. A phrase that ends in a reveal leads to it."""
    bar = form.bars[n]
    if n == len(form.bars) - 1:
        return bar.cadence or {"close": "closing", "fade": "closing", "open": "question"}.get(cue.ending, "unresolved")
    if n and any(hit.must for hit in bar.hits):
        if form.bars[n - 1].cadence == "reveal":
            return "reveal"
        dark = cue.mood in ("suspense", "horror", "conflict", "action", "mystery")
        return "threat" if dark else {"triumph": "triumph", "joy": "triumph", "sorrow": "loss"}.get(cue.mood, "reveal")
    return "half" if bar.cadence == "reveal" else bar.cadence


def _arrive(places: list[Place], made: list[Place], bar: FormBar, cadence: str, key: Key, row: Idiom, *, final: bool) -> None:
    """Put a cadence's arrival on the hit or the bar line, and its approach before it."""
    approach, arrival = CADENCES[cadence][int(key.is_minor)]
    vocabulary = VOCABULARIES[row.name]
    hit = next((hit.beat for hit in bar.hits if hit.must), bar.bar.start_beat)
    at = next((n for n, place in enumerate(made) if place.onset == hit), 0)
    soft = not final and (_is_soft(cadence, bar) or bool(made[at].tune))
    wishes = _wished(words(arrival), made[at]) if soft else words(arrival)
    made[at] = replace(made[at], wishes=wishes, only=not soft, by_third=cadence == "reveal", tonic=0, tune=() if final else made[at].tune)
    if final:
        made[:] = [replace(made[0], length=bar.bar.meter.beats)]
    before = made if at else places
    lead = words(approach) if approach else ()
    if cadence == "closing":
        lead = vocabulary.closing_minor if key.is_minor else vocabulary.closing_major
    if lead and before:
        place = at - 1 if at else -1
        wishes = lead if final else _wished(lead, before[place])
        before[place] = replace(before[place], wishes=wishes, only=final, tonic=0)


def _is_soft(cadence: str, bar: FormBar) -> bool:
    """Whether a cadence is wished for, not demanded."""
    return cadence in _SOFT or (cadence in _STRUCK and not any(hit.must for hit in bar.hits))


def _wished(asked: tuple[Word, ...], place: Place) -> tuple[Word, ...]:
    """What a cadence would like at a place, before what the theme likes there; tension and tune have their say."""
    had = {word.name for word in asked}
    return (*(replace(word, cost=word.cost + _ASKED) for word in asked), *(word for word in place.wishes if word.name not in had))


def _local_tonics(form: Form, row: Idiom, draw: Stream) -> list[int]:
    """The key of each bar, semitones above home: a long cue leaves home for one stretch without the theme."""
    tonics = [0] * len(form.bars)
    if len(form.bars) < _LONG or not row.rhythm.modulates:
        return tonics
    runs: list[list[int]] = [[]]
    for n, bar in enumerate(form.bars[:-4]):
        if n > 3 and bar.statement < 0 and bar.section in ("underscore", "bridge", "build", "aftermath", "hit"):
            runs[-1].append(n)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    if len(longest) < _SECTION:
        return tonics
    first = longest[min(2, len(longest) - _SECTION)]
    shift = draw.choose(row.rhythm.modulates)
    for n in longest:
        if first <= n < first + 8:
            tonics[n] = shift
    return tonics


def in_local_key(word: Word, tonic: int) -> Word:
    """A word of a local key seen from home, its label saying so (``V/bVI``)."""
    if not tonic:
        return word
    return Word((word.semitones + tonic) % 12, f"{word.label}/{_NAMES[tonic]}", word.quality, word.cost)


def _with_pedals(places: list[Place], starts: list[tuple[int, str]], key: Key, row: Idiom, draw: Stream) -> list[Place]:
    """Sections of two chords and more may stand on a pedal."""
    result = list(places)
    for number, (first, section) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(places)
        rows = [(semitones, chance) for name, semitones, chance in row.rhythm.pedals if name == section]
        if not rows or end - first < 2 or not draw.happens(rows[0][1]):
            continue
        for n in range(first, min(end, first + 6, len(places) - 1)):
            result[n] = replace(result[n], pedal=(key.tonic.pitch_class + rows[0][0] + result[n].tonic) % 12)
    return result


def _grown_cells(places: list[Place], form: Form) -> list[Place]:
    """Additive process outside the statements: A, A B, A B C, ... each cell says the last one again and adds a chord."""
    result = list(places)
    statements = [(form.bars[p.first].bar.start_beat, form.bars[p.first + p.bars - 1].bar.end_beat) for p in form.placed]
    free = [n for n, place in enumerate(places) if not place.only and not any(a <= place.onset < b for a, b in statements)]
    cell: list[int] = []
    had: list[int] = []
    for n in free:
        if len(cell) > len(had):
            had, cell = cell, []
        if len(cell) < len(had):
            result[n] = replace(result[n], repeats=had[len(cell)])
        cell.append(n)
        if len(cell) >= 4:
            had, cell = [], []
    return result


def vocabulary_of(place: Place, key: Key, vocabulary: Vocabulary) -> tuple[Word, ...]:
    """All words that may stand at a place, seen from home."""
    if place.only and place.wishes:
        return place.wishes
    wished = {word.name for word in place.wishes}
    general = [in_local_key(word, place.tonic) for word in (vocabulary.minor if key.is_minor else vocabulary.major)]
    return (*place.wishes, *(word for word in general if word.name not in wished))
