"""From whole notes in beats to voices in bars: what stands in each bar of each voice, before any XML.

Bars come from the tempo map and are extended where music rings past the last of them. A note that crosses a bar line is
cut there and marked as tied; simultaneous notes of equal length form a chord; notes that overlap in one voice against
the contract are moved to a further voice rather than lost. Percussion strokes of one moment stand in voices of their own,
one a sound, since not every reader takes chords of unpitched notes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from originalscore.formats.musicxml.rhythm import TICKS, Grid, Symbol, grid, spell_bar
from originalscore.model.score import Note, Part, Score
from originalscore.model.tempo import Bar, TempoMap
from originalscore.music.instrument import INSTRUMENTS

#: Players of two staves to whom a single one does not look like a mistake; a pianist and a harpist expect both.
_MAY_STAND_ON_ONE = ("celesta", "synth", "electronics")


@dataclass(frozen=True)
class Sign:
    """One symbol of one voice: a rest if ``notes`` is empty, else a note or chord; ties to its neighbours."""

    symbol: Symbol
    notes: tuple[Note, ...]
    tied_back: bool = False
    tied_on: bool = False


@dataclass(frozen=True)
class VoiceBar:
    """One voice of one staff in one bar, filled from bar line to bar line."""

    staff: int
    voice: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class _Chord:
    start: int
    end: int
    notes: tuple[Note, ...]


def ticks(beats: Fraction) -> int:
    """Beats on the score's grid; anything finer goes to the nearest tick."""
    whole, rest = divmod(beats.numerator * TICKS, beats.denominator)
    return round(beats * TICKS) if rest else whole


def bars_of(score: Score, tempo: TempoMap) -> tuple[Bar, ...]:
    """The bars to print: all that the written music touches, at least one."""
    ends = (ticks(note.onset) + ticks(note.length) for part in score.parts for note in part.notes)
    end = max(tempo.end_beat, Fraction(max(ends, default=0), TICKS))
    bars = list(tempo.bars)
    while bars[-1].end_beat < end:
        bars.append(Bar(bars[-1].number + 1, bars[-1].end_beat, bars[-1].meter))
    return tuple(bar for bar in bars if bar.start_beat < end) or (bars[0],)


def staves_of(part: Part) -> tuple[str, ...]:
    """The home clefs of the staves a part is printed on: a celesta or a synth that plays on one staff only needs no second."""
    clefs = INSTRUMENTS[part.instrument].clefs
    used = {note.staff for note in part.notes}
    return (clefs[used.pop() - 1],) if part.instrument in _MAY_STAND_ON_ONE and len(used) == 1 else clefs


def bar_ticks(bar: Bar) -> int:
    """Length of a bar in ticks."""
    return ticks(bar.end_beat) - ticks(bar.start_beat)


def lay_out(part: Part, bars: tuple[Bar, ...]) -> list[list[VoiceBar]]:
    """Every voice of a part bar by bar; each staff's first voice is always there, others only where they have notes."""
    staves = len(staves_of(part))
    voices = _voices(part.notes, staves, chords=INSTRUMENTS[part.instrument].pitched)
    spans = [(ticks(bar.start_beat), ticks(bar.end_beat)) for bar in bars]
    pages: list[list[VoiceBar]] = [[] for _ in bars]
    for staff in range(1, staves + 1):
        numbers = sorted(number for place, number in voices if place == staff)
        for voice in [1, *(number for number in numbers if number != 1)]:
            chords = voices.get((staff, voice), [])
            for page, bar, (start, end) in zip(pages, bars, spans, strict=True):
                first = bisect_right(chords, start, key=lambda chord: chord.end)
                last = bisect_left(chords, end, key=lambda chord: chord.start)
                signs = _fill_bar(grid(bar.meter, end - start), start, chords[first:last])
                if voice == 1 or any(sign.notes for sign in signs):
                    page.append(VoiceBar(staff, voice, signs))
    return pages


def _voices(notes: Iterable[Note], staves: int, *, chords: bool) -> dict[tuple[int, int], list[_Chord]]:
    gathered: dict[tuple[int, int], dict[tuple[int, int, str], list[Note]]] = {}
    for note in notes:
        start, end = ticks(note.onset), ticks(note.onset + note.length)
        moment = (start, max(start + 1, end), "" if chords else note.sound)
        gathered.setdefault((min(note.staff, staves), note.voice), {}).setdefault(moment, []).append(note)
    voices: dict[tuple[int, int], list[_Chord]] = {}
    for (staff, number), moments in sorted(gathered.items()):
        for (start, end, _), held in sorted(moments.items()):
            voice = number
            while not _has_room(voices.setdefault((staff, voice), []), start, end):
                voice += 1
            insort(voices[staff, voice], _Chord(start, end, tuple(sorted(held, key=_by_height))), key=lambda chord: chord.start)
    return voices


def _has_room(chords: list[_Chord], start: int, end: int) -> bool:
    """Whether nothing of a voice sounds between two ticks; its chords are sorted and do not overlap."""
    place = bisect_left(chords, end, key=lambda chord: chord.start)
    return not place or chords[place - 1].end <= start


def _by_height(note: Note) -> tuple[int, int, str]:
    return (note.pitch.height, note.pitch.diatonic, "") if note.pitch else (0, 0, note.sound)


def _fill_bar(bar: Grid, first: int, chords: list[_Chord]) -> tuple[Sign, ...]:
    """The signs of a bar that begins at tick ``first``, given the chords that sound in it."""
    spans: list[tuple[int, int, bool]] = []
    held: list[_Chord | None] = []
    here = 0
    for chord in chords:
        start, end = max(0, chord.start - first), min(bar.length, chord.end - first)
        if start > here:
            spans.append((here, start, True))
            held.append(None)
        spans.append((start, end, False))
        held.append(chord)
        here = end
    if here < bar.length:
        spans.append((here, bar.length, True))
        held.append(None)
    signs: list[Sign] = []
    for symbols, chord_held in zip(spell_bar(bar, spans), held, strict=True):
        for symbol in symbols:
            if chord_held is None:
                signs.append(Sign(symbol, ()))
            else:
                at = first + symbol.start
                signs.append(Sign(symbol, chord_held.notes, at > chord_held.start, at + symbol.length < chord_held.end))
    return tuple(signs)


def hidden_rests(voices: list[VoiceBar], *, pitched: bool) -> frozenset[tuple[int, int, int]]:
    """Rests of a bar that are not printed, by staff, voice and place: a second voice's that the first one has too, and of several drums
    all but those in which every one of them rests.
    """
    found = set()
    for voice in voices:
        others = [other for other in voices if other.staff == voice.staff and other.voice != voice.voice]
        for place, sign in enumerate(voice.signs):
            if sign.notes:
                continue
            before = [other for other in others if other.voice < voice.voice]
            drummed = not pitched and (bool(before) or any(_sounds(other, sign.symbol) for other in others))
            if drummed or any(not _sounds(other, sign.symbol) for other in before):
                found.add((voice.staff, voice.voice, place))
    return frozenset(found)


def _sounds(voice: VoiceBar, symbol: Symbol) -> bool:
    """Whether a voice has a note within a symbol's span."""
    end = symbol.start + symbol.length
    return any(sign.notes and sign.symbol.start < end and symbol.start < sign.symbol.start + sign.symbol.length for sign in voice.signs)
