"""What a copyist mends before notes become a part: strokes written short, ends that can be counted, rests to breathe in.

A drum is struck, not held: its note ends with the pulse it stands in. A held note before a rest ends on an eighth. A wind player who has
played as long as a breath lasts is given a rest of an eighth (a sixteenth where notes are short), where the phrase bears it best: after a long
note, at the end of a line, before a bar line, before the same note is taken again. Lengths of breaths are the instruments'; the weights are ours.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, zip_longest

from originalscore.model.score import Note
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.singing import VOICE

_BLOWN = ("woodwinds", "brass")
_SUSTAINED = (*_BLOWN, "strings-high", "strings-low")
_STRUCK = ("percussion", "timpani")
_EIGHTH, _SIXTEENTH = Fraction(1, 2), Fraction(1, 4)
#: A breath is looked for from this share of the longest one on.
_EARLIEST = 0.4
Voice = list[list[int]]
"""The chords of a voice in order of time, each as the numbers of its notes in the part."""


def as_copied(instrument: str, notes: list[Note], tempo: TempoMap, *, plucked: frozenset[str] = frozenset()) -> list[Note]:
    """The notes of a part with lengths that are easily read and played; ``plucked`` lines are played pizzicato."""
    row, found = INSTRUMENTS[instrument], list(notes)
    for voice in _voices(notes):
        for chord, after in zip_longest(voice, voice[1:]):
            following = found[after[0]].onset if after else None
            written = [_counted(found[number], following, tempo, struck=instrument in _STRUCK) for number in chord]
            if row.stem in _SUSTAINED and not any(note.line in plucked for note in written):
                dotted = [_dotted(note, following) for note in written]
                written = dotted if len({note.length for note in dotted}) == 1 else written  # a chord ends together
            for number, note in zip(chord, written, strict=True):
                found[number] = note
        if row.stem in _BLOWN or instrument == VOICE:  # a choir breathes by turns
            _breathe(found, voice, row.breath_s, tempo)
    return found


def _voices(notes: list[Note]) -> list[Voice]:
    found: dict[tuple[int, int], dict[Fraction, list[int]]] = {}
    for number, note in enumerate(notes):
        found.setdefault((note.staff, note.voice), {}).setdefault(note.onset, []).append(number)
    return [[chord for _, chord in sorted(chords.items())] for _, chords in sorted(found.items())]


def _counted(note: Note, following: Fraction | None, tempo: TempoMap, *, struck: bool) -> Note:
    """A note with an end that can be counted; one that leads into the next (at ``following``) keeps its own."""
    end = note.onset + note.length
    if struck and note.articulation != "roll":
        bar = tempo.bar_at(note.onset)
        pulses = [bar.start_beat + edge for edge in accumulate(bar.meter.groups)] if note.sound else [bar.end_beat]
        return replace(note, length=min([end, *(edge for edge in pulses if edge > note.onset)]) - note.onset)
    if end != following and note.length > _EIGHTH and (end % _EIGHTH) == _SIXTEENTH and not note.sound:
        return replace(note, length=note.length - _SIXTEENTH)
    return note


def _dotted(note: Note, following: Fraction | None) -> Note:
    """A sixteenth on an eighth's place with a rest after it as an eighth with a staccato dot, which sounds as long and is read at once."""
    free = following is None or following >= note.onset + _EIGHTH
    if note.length != _SIXTEENTH or note.onset % _EIGHTH or note.articulation or not free:
        return note
    return replace(note, length=_EIGHTH, articulation="staccato")


def _breathe(notes: list[Note], voice: Voice, breath_s: float, tempo: TempoMap) -> None:
    """Give a voice its breaths."""
    since_s, places = 0.0, list[tuple[float, int]]()
    for here, chord in enumerate(voice):
        first = notes[chord[0]]
        end = first.onset + first.length
        if here == 0 or _end(notes, voice[here - 1]) < first.onset:
            since_s, places = float(tempo.seconds(first.onset)), []
        if float(tempo.seconds(end)) - since_s > breath_s and places:
            place = max(places)[1]
            for number in voice[place]:
                notes[number] = replace(notes[number], length=notes[number].length - _rest(notes[number]))
            since_s = float(tempo.seconds(notes[voice[place + 1][0]].onset))
            places = [
                one
                for one in places
                if one[1] > place and float(tempo.seconds(_end(notes, voice[one[1]]))) - since_s > _EARLIEST * breath_s
            ]
        after = notes[voice[here + 1][0]] if here + 1 < len(voice) else None
        if after and _rest(first) and float(tempo.seconds(end)) - since_s > _EARLIEST * breath_s:
            places.append((_worth(first, after, tempo), here))


def _end(notes: list[Note], chord: list[int]) -> Fraction:
    return notes[chord[0]].onset + notes[chord[0]].length


def _rest(note: Note) -> Fraction:
    """How much of a note a breath after it takes; nothing of a short one."""
    return _EIGHTH if note.length >= 1 else _SIXTEENTH if note.length >= _EIGHTH else Fraction(0)


def _worth(note: Note, after: Note, tempo: TempoMap) -> float:
    """How well a phrase bears a breath between two notes."""
    bar_line = tempo.bar_at(after.onset).start_beat == after.onset
    return float(min(note.length, Fraction(3))) + 2.0 * (note.line != after.line) + 1.0 * (note.pitch == after.pitch) + 0.75 * bar_line
