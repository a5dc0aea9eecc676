"""One player by himself: a violin, a cello or a flute that has to be tune, harmony and bass in turn.

What one line can say of the harmony is said in time (general practice of unaccompanied writing): where the tune rests, and in the second half of its long notes,
the chord is broken from its bass upwards and back; a bow adds a second string below the tune's longer notes and to every hit. A stop is
written only where the two notes lie on neighbouring strings within one hand's reach. Lengths are ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.chord import members
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.blows import centre
from originalscore.orchestration.passages import Notes, Passage, passage
from originalscore.orchestration.singing import VOICE

#: Open strings from the lowest (C4 = 60).
STRINGS = {"violin-solo": (55, 62, 69, 76), "violas": (48, 55, 62, 69), "cello-solo": (36, 43, 50, 57), "basses": (28, 33, 38, 43)}
#: Semitones by which the fingers on two neighbouring strings may lie apart, and how far up a string a stop is written.
_HAND, _UP_THE_STRING = 5, 14
#: Intervals of a second string below the tune, the fullest first: sixths, thirds, then octave, fifth and tenth.
_BELOW = (8, 9, 3, 4, 12, 7, 15, 16)
_STOPPED, _LONG, _GAP = Fraction(3, 2), Fraction(3), Fraction(1)
_EIGHTH = Fraction(1, 2)
_WAVE = (0, 1, 2, 3, 2, 1)
#: Semitones between two notes of a broken chord at least, and how many there are.
_APART, _TONES = 3, 4
_AS_WRITTEN = "as-written"


def unaccompanied(name: str, lines: Sequence[Line], sketch: Sketch, tempo: TempoMap) -> list[Passage]:
    """All that one player plays of a cue: the tunes with what is broken and stopped around them, and the hits.

    Parameters
    ----------
    name
        A name of ``INSTRUMENTS`` with one voice, or with strings.
    lines
        The sketch's lines up to the cue's end.
    """
    tunes = sorted(
        (line for line in lines if line.layer == "foreground" and line.role in ("melody", "bass")), key=lambda line: line.notes[0].onset
    )
    under = next((line for role in ("bass", "harmony") for line in lines if line.role == role and line not in tunes), None)
    strikes = [line for line in lines if line.role == "stinger" and any(note.pitch for note in line.notes)]
    sung = [_open(line, name) if under else line for line in tunes]
    found = [passage(name, line, line.notes, tempo) for line in sung]
    if under is not None and name != VOICE:  # a voice by itself sings and is silent
        struck = [note for line in strikes for note in line.notes]
        taken = sorted((note.onset, note.onset + note.length) for note in (*(note for one in found for note in one.notes), *struck))
        broken = tuple(_broken(name, taken, lines, sketch, tempo))
        found.append(passage(name, replace(under, role="figure", character="legato"), broken, tempo))
        if name in STRINGS:
            stops = tuple(_stops(name, [note for one in found[:-1] for note in one.notes], sketch.chords))
            found.append(replace(found[-1], role="harmony", notes=stops))
    for line in strikes:
        found.append(passage(name, line, _struck(name, line, sketch.chords), tempo))
    return [one for one in found if one.notes]


def _open(line: Line, name: str) -> Line:
    """A tune whose long notes leave their second half to the harmony; one that may not be changed keeps them."""
    if line.guise == _AS_WRITTEN or name == VOICE:
        return line
    notes = tuple(replace(note, length=_half(note.length)) if note.length >= _LONG else note for note in line.notes)
    return replace(line, notes=notes)


def _half(length: Fraction) -> Fraction:
    """Half a length, in whole beats where it can be."""
    return max(Fraction(1), Fraction(length // 2))


def _broken(
    name: str, taken: Sequence[tuple[Fraction, Fraction]], lines: Sequence[Line], sketch: Sketch, tempo: TempoMap
) -> Iterator[LineNote]:
    """Broken chords where the player is free and the music does not pause; the last chord of all is left on its bass."""
    accompanied = [line for line in lines if line.role in ("harmony", "bass", "figure", "pulse", "pedal")]
    here = Fraction(0)
    for start, end in [*taken, (tempo.end_beat, tempo.end_beat)]:
        if start - here >= _GAP:
            yield from _wave(name, here, start, accompanied, sketch.chords, last=start == tempo.end_beat)
        here = max(here, end)


def _wave(
    name: str, start: Fraction, end: Fraction, accompanied: Sequence[Line], chords: Sequence[ChordSpan], *, last: bool
) -> Iterator[LineNote]:
    place, before = 0, -1
    at = -(-start // _EIGHTH) * _EIGHTH
    while at + _EIGHTH <= end:
        number = _chord_at(chords, at)
        if number >= 0 and any(note.onset <= at < note.onset + note.length for line in accompanied for note in line.notes):
            place = 0 if number != before else place + 1
            tones = broken_chord(name, chords[number])
            before = number
            if last and end - at <= 2:
                yield LineNote(at, end - at, tones[0])
                return
            yield LineNote(at, _EIGHTH, tones[_WAVE[place % len(_WAVE)] % len(tones)])
        at += _EIGHTH


def _chord_at(chords: Sequence[ChordSpan], at: Fraction) -> int:
    return bisect_right([span.onset for span in chords], at) - 1


def broken_chord(name: str, span: ChordSpan) -> tuple[Pitch, ...]:
    """A chord from its bass upwards as one player breaks it: a note a string, or four notes wide apart in his low register."""
    strings, names = STRINGS.get(name), members(span.chord.root, span.chord.quality)
    low = Pitch.parse(INSTRUMENTS[name].low).height
    bass = low + (span.chord.bass.pitch_class - low) % 12
    found = [Pitch.at(bass, span.chord.bass)]
    for place in range(1, _TONES):
        floor = max(found[-1].height + _APART, strings[place] if strings and place < len(strings) else 0)
        found.append(min((Pitch.at(floor + (one.pitch_class - floor) % 12, one) for one in names), key=lambda pitch: pitch.height))
    return tuple(found)


def _stops(name: str, tune: Sequence[LineNote], chords: Sequence[ChordSpan]) -> Iterator[LineNote]:
    """A second string under the longer notes of a tune, where the chord has a note that lies well."""
    for note in tune:
        below = _second_string(name, note, chords) if note.length >= _STOPPED else None
        if below is not None:
            yield replace(note, pitch=below, accent=min(note.accent, 1))


def _second_string(name: str, note: LineNote, chords: Sequence[ChordSpan]) -> Pitch | None:
    number = _chord_at(chords, note.onset)
    if note.pitch is None or number < 0:
        return None
    names = {one.pitch_class: one for one in members(chords[number].chord.root, chords[number].chord.quality)}
    heights = (note.pitch.height - interval for interval in _BELOW)
    able = (height for height in heights if height % 12 in names and is_stopped(name, height, note.pitch.height))
    return next((Pitch.at(height, names[height % 12]) for height in able), None)


def is_stopped(name: str, low: int, high: int) -> bool:
    """Whether two heights can be held together: on neighbouring strings, either open or within one hand."""
    strings = STRINGS[name]
    for one, other in pairwise(strings):
        down, up = low - one, high - other
        if 0 <= down <= _UP_THE_STRING and 0 <= up <= _UP_THE_STRING and (not down or not up or abs(down - up) <= _HAND):
            return True
    return False


def _struck(name: str, line: Line, chords: Sequence[ChordSpan]) -> Notes:
    """A hit as one player strikes it: the top of the chord in his middle register, over a second string where he has one."""
    _, at, top = max((note.pitch.height, n, note.pitch) for n, note in enumerate(line.notes) if note.pitch)
    high = replace(line.notes[at], pitch=_near(centre(name), top))
    below = _second_string(name, high, chords) if name in STRINGS else None
    return (replace(high, pitch=below), high) if below else (high,)


def _near(middle: int, pitch: Pitch) -> Pitch:
    """The pitch in the octave that lies nearest to a height."""
    return Pitch(pitch.name, pitch.octave + round((middle - pitch.height) / 12))
