"""Everything that stands over or under the notes: tempo, hits, rehearsal letters, dynamics, hairpins and words.

A mark is placed at its tick in the bar, before the note that begins there or, inside a held note, by an offset. Tempo is
printed where a player needs it (a held beat has a fermata instead): at the start, at bars that have moved 3 % or more from the last figure, and as ``rit.`` or
``accel.`` where it moves fast; the exact map is carried by ``<sound tempo>`` at every point.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from lxml import etree

from originalscore.formats.musicxml.layout import bar_ticks, ticks
from originalscore.formats.musicxml.notes import child
from originalscore.formats.musicxml.rhythm import Symbol
from originalscore.model.plan import Chord
from originalscore.model.score import DYNAMICS, Dynamic, Part
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.instrument import Instrument
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName

#: The least change since the last figure that is worth a new one, as a ratio; chosen by us.
_NOTABLE = 0.03
#: A change from bar to bar that is felt as rit. or accel., as a ratio; chosen by us.
_FAST = 0.04
#: Two dynamics no farther apart than this would overprint; chosen by us.
_CLOSE_BEATS = Fraction(1, 2)
#: Chord quality -> MusicXML kind and its printed text.
_CHORD_KINDS: dict[str, tuple[str, str]] = {
    "maj": ("major", ""), "min": ("minor", "m"), "dim": ("diminished", "dim"), "aug": ("augmented", "+"),
    "sus2": ("suspended-second", "sus2"), "sus4": ("suspended-fourth", "sus4"), "open": ("power", "5"), "7": ("dominant", "7"),
    "maj7": ("major-seventh", "maj7"), "min7": ("minor-seventh", "m7"), "halfdim": ("half-diminished", "m7b5"),
    "dim7": ("diminished-seventh", "dim7"), "minmaj7": ("major-minor", "m(maj7)"), "add9": ("major", "add9"),
    "minadd9": ("minor", "m(add9)"), "maj9": ("major-ninth", "maj9"), "min9": ("minor-ninth", "m9"), "6": ("major-sixth", "6"),
    "min6": ("minor-sixth", "m6"), "9": ("dominant-ninth", "9"), "7b9": ("dominant", "7b9"), "9sus4": ("suspended-fourth", "9sus4"),
    "69": ("major-sixth", "6/9"), "lydian": ("major", "add#11"), "minb6": ("minor", "m(addb6)"), "phrygian": ("other", "sus4(b2)"),
    "quartal": ("other", "quartal"), "quintal": ("other", "quintal"),
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One mark: its tick in the bar, its rank among marks of the same place, kind and text."""

    tick: int
    rank: int
    kind: str
    text: str = ""
    number: int = 1


Marks = dict[int, list[Mark]]


def bar_marks(
    tempo: TempoMap,
    bars: tuple[Bar, ...],
    hits: tuple[tuple[Fraction, str], ...],
    rehearsal_every: int,
    chords: tuple[tuple[Fraction, Chord], ...] = (),
    *,
    character: str = "",
    playback: bool = True,
) -> Marks:
    """Tempo, hits, rehearsal letters and chord symbols, which stand over the top staff; ``character`` stands before the first tempo."""
    placed: list[tuple[Fraction, int, str, str]] = []
    if playback:
        placed += [(point.beat, 9, "sound", f"{point.bpm:.6f}".rstrip("0").rstrip(".")) for point in tempo.points]
    placed += [(beat, 7, "harmony", f"{chord.root} {chord.quality} {chord.bass}") for beat, chord in chords]
    placed += [(beat, 1, kind, words) for beat, kind, words in _tempo_marks(tempo, bars, character)]
    placed += [(beat, 2, "hit", words) for beat, words in hits]
    if rehearsal_every:
        lettered = [bar for bar in bars if bar.number > 1 and (bar.number - 1) % rehearsal_every == 0]
        placed += [(bar.start_beat, 0, "rehearsal", _letter(n)) for n, bar in enumerate(lettered)]
    return _by_bar(bars, ((beat, Mark(0, rank, kind, words)) for beat, rank, kind, words in placed))


def _letter(number: int) -> str:
    return chr(65 + number % 26) * (1 + number // 26)


def _tempo_marks(tempo: TempoMap, bars: tuple[Bar, ...], character: str) -> Iterator[tuple[Fraction, str, str]]:
    """Figures and words at the places where tempo is looked at: bar lines, and sudden changes inside a bar."""
    places = _tempo_places(tempo, bars)
    printed = places[0][1].bpm
    yield places[0][0], "metronome", f"{character}={_metronome(printed, bars[0].meter, exact=len(tempo.points) == 1)}"
    drifting = ""
    for index, (beat, point) in enumerate(places[1:], 1):
        following = places[min(index + 1, len(places) - 1)][1].bpm
        moved, ahead = point.bpm / printed - 1, following / point.bpm - 1
        word = "accel." if ahead > 0 else "rit."
        if abs(ahead) >= _FAST and word != drifting and beat == point.beat:
            yield beat, "words", word
            drifting = word
        if abs(ahead) < _FAST:
            if abs(moved) >= _NOTABLE:
                yield beat, "metronome", f"={_metronome(point.bpm, _meter_at(bars, beat), exact=False)}"
                printed = point.bpm
            drifting = ""


def _tempo_places(tempo: TempoMap, bars: tuple[Bar, ...]) -> list[tuple[Fraction, TempoPoint]]:
    places = {bar.start_beat: _point_at(tempo, bar.start_beat) for bar in bars}
    for before, point in pairwise(tempo.moving):
        if abs(point.bpm / before.bpm - 1) >= _NOTABLE and point.beat < bars[-1].end_beat:
            places[point.beat] = point
    return sorted(places.items())


def _point_at(tempo: TempoMap, beat: Fraction) -> TempoPoint:
    return tempo.points[max(0, bisect_right(tempo.points, beat, key=lambda point: point.beat) - 1)]


def _meter_at(bars: tuple[Bar, ...], beat: Fraction) -> Meter:
    return next((bar.meter for bar in reversed(bars) if bar.start_beat <= beat), bars[0].meter)


def _metronome(bpm: float, meter: Meter, *, exact: bool) -> str:
    """Unit and figure: to a hundredth for a constant click, whole where the tempo moves anyway."""
    compound = meter.unit == 8 and meter.count % 3 == 0 and meter.count > 3
    counted_bpm = bpm * 2 / 3 if compound else bpm
    figure = f"{counted_bpm:.2f}".rstrip("0").rstrip(".") if exact else str(round(counted_bpm))
    return f"{'quarter.' if compound else 'quarter'}={figure}"


def part_marks(part: Part, bars: tuple[Bar, ...], *, for_print: bool = False) -> Marks:
    """Dynamics, hairpins and words of one part; ``for_print`` leaves out dynamics that would overprint a louder neighbour."""
    dynamics = _apart(part.dynamics) if for_print else part.dynamics
    placed: list[tuple[Fraction, Mark]] = [(dynamic.beat, Mark(0, 5, "dynamics", dynamic.mark)) for dynamic in dynamics]
    placed += [(words.beat, Mark(0, 3, "words", words.words)) for words in part.directions]
    free_from: dict[int, Fraction] = {}
    for hairpin in sorted(part.hairpins, key=lambda hairpin: (hairpin.start_beat, hairpin.end_beat)):
        number = next(n for n in range(1, 99) if free_from.get(n, hairpin.start_beat) <= hairpin.start_beat)
        free_from[number] = hairpin.end_beat
        kind = "crescendo" if hairpin.kind.startswith("cresc") else "diminuendo"
        placed.append((hairpin.start_beat, Mark(0, 6, "wedge", kind, number)))
        placed.append((hairpin.end_beat, Mark(0, 4, "wedge", "stop", number)))
    return _by_bar(bars, placed)


def _apart(dynamics: Sequence[Dynamic]) -> list[Dynamic]:
    kept: list[Dynamic] = []
    for dynamic in sorted(dynamics, key=lambda dynamic: dynamic.beat):
        if kept and dynamic.beat - kept[-1].beat <= _CLOSE_BEATS:
            loudest = max(kept.pop(), dynamic, key=lambda mark: DYNAMICS.index(mark.mark))
            kept.append(loudest)
        else:
            kept.append(dynamic)
    return kept


def _by_bar(bars: tuple[Bar, ...], placed: Iterator[tuple[Fraction, Mark]] | list[tuple[Fraction, Mark]]) -> Marks:
    found: Marks = {}
    starts = [ticks(bar.start_beat) for bar in bars]
    for beat, mark in placed:
        at = ticks(beat)
        index = max(0, bisect_right(starts, at) - 1)
        if mark.text == "stop" and index and at == starts[index]:
            index -= 1
        tick = min(max(0, at - starts[index]), bar_ticks(bars[index]))
        found.setdefault(index, []).append(Mark(tick, mark.rank, mark.kind, mark.text, mark.number))
    return {index: sorted(marks, key=lambda mark: (mark.tick, mark.rank, mark.text)) for index, marks in found.items()}


def write_marks(measure: etree._Element, here: list[Mark], symbol: Symbol, *, last: bool, instrument: Instrument, staves: int) -> None:
    """Append the marks that fall on a symbol of the part's first voice, before it."""
    end = symbol.start + symbol.length
    for mark in here:
        if symbol.start <= mark.tick < end or (last and mark.tick >= end):
            _write_mark(measure, mark, mark.tick - symbol.start, instrument, staves)


def _write_mark(measure: etree._Element, mark: Mark, offset: int, instrument: Instrument, staves: int) -> None:
    if mark.kind == "sound":
        sound = child(measure, "sound", tempo=mark.text)
        if offset:
            child(sound, "offset", str(offset))
        return
    if mark.kind == "harmony":
        _write_harmony(measure, mark.text, offset)
        return
    below = mark.kind in ("dynamics", "wedge") and instrument.stem != "choir"  # words are sung below
    direction = child(measure, "direction", placement="below" if below else "above")
    character = mark.text.partition("=")[0] if mark.kind == "metronome" else ""
    if character:
        child(child(direction, "direction-type"), "words", f"{character}\u2002", font_weight="bold", font_style="normal")
    _write_type(child(direction, "direction-type"), mark)
    if offset:
        child(direction, "offset", str(offset))
    if staves > 1:
        child(direction, "staff", "1")


def _write_harmony(measure: etree._Element, text: str, offset: int) -> None:
    root, quality, bass = text.split()
    harmony = child(measure, "harmony", placement="above")
    _write_name(child(harmony, "root"), "root", PitchName.parse(root))
    kind, printed = _CHORD_KINDS.get(quality, ("other", quality))
    child(harmony, "kind", kind, text=printed)
    if bass != root:
        _write_name(child(harmony, "bass"), "bass", PitchName.parse(bass))
    if offset:
        child(harmony, "offset", str(offset))


def _write_name(element: etree._Element, prefix: str, name: PitchName) -> None:
    child(element, f"{prefix}-step", name.step)
    if name.alter:
        child(element, f"{prefix}-alter", str(name.alter))


def _write_type(kind: etree._Element, mark: Mark) -> None:
    if mark.kind == "dynamics":
        child(child(kind, "dynamics"), mark.text)
    elif mark.kind == "wedge":
        child(kind, "wedge", type=mark.text, number=str(mark.number))
    elif mark.kind == "metronome":
        _, unit, figure = mark.text.split("=")
        metronome = child(kind, "metronome", parentheses="no")
        child(metronome, "beat-unit", unit.rstrip("."))
        if unit.endswith("."):
            child(metronome, "beat-unit-dot")
        child(metronome, "per-minute", figure)
    elif mark.kind == "rehearsal":
        child(kind, "rehearsal", mark.text, enclosure="square", font_weight="bold")
    elif mark.kind == "hit":
        child(kind, "words", mark.text, enclosure="rectangle", font_style="normal")
    else:
        child(kind, "words", mark.text, font_style="italic")
