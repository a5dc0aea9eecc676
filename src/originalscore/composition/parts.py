"""The parts of a cue together: voices led beneath the tune, a counter-line between, and ornament that knows them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from originalscore.chance import Stream
from originalscore.composition.choice import badness
from originalscore.composition.counter import counter_line
from originalscore.composition.form import Form
from originalscore.composition.idioms import IDIOMS
from originalscore.composition.leading import Voicing
from originalscore.composition.voices import lead_voices, voice_lines, with_basses
from originalscore.measures.counterpoint import Sung
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote, LinePoint
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

#: Bars of a statement from which it is answered.
_ANSWERED = 4
#: Two lines nearer than so many semitones growl below C3; the lowest note of a bass.
_CLEAR, _DEEP, _LOWEST = 5, 48, 28
#: Ways of voicing that are tried, and ways of ornament of each (ours: what a ten-minute film may cost).
_VOICINGS, _ORNAMENTS = 2, 5


@dataclass(frozen=True)
class Parts:
    """``chords`` with the bass that sounds, the four ``voices`` (bass first), one counter-line a statement (empty where none sings)."""

    chords: tuple[ChordSpan, ...]
    voices: tuple[tuple[LineNote, ...], ...]
    answers: tuple[tuple[LineNote, ...], ...]


def write_parts(
    form: Form, chords: tuple[ChordSpan, ...], melodies: Sequence[list[LineNote]], key: Key, idiom: str, stream: Stream,
    *, duets: Sequence[list[LineNote]] = (), target: Sequence[LinePoint] = (),
) -> Parts:  # fmt: skip
    """Four voices, and an answer to every statement of four bars and more that sings above; ``melodies`` are one a statement.

    ``duets`` are second themes that answer already, one a statement, empty where none does. Several ways are written and the best is kept
    (``choice``), ``target`` being the tension that they should follow.
    """
    above = [notes for placed, notes in zip(form.placed, melodies, strict=True) if placed.guise != "bass"]
    beneath = [notes for placed, notes in zip(form.placed, melodies, strict=True) if placed.guise == "bass"]
    tune = _sung(above)
    bars = [bar.bar.start_beat for bar in form.bars] + [form.bars[-1].bar.end_beat]
    bar = form.bars[len(form.bars) // 2].bar.meter.beats
    spoken = [(bar.bar.start_beat, bar.bar.end_beat) for bar in form.bars if bar.speech]
    best: tuple[float, Parts] | None = None
    for n in range(_VOICINGS):
        take = stream.split("take", n)
        voicings = lead_voices(chords, _ceilings(chords, tune), draw=take.split("voices"), melody=tune, idiom=idiom)
        answers = _answers(form, melodies, duets or [[] for _ in melodies], chords, voicings, key, take, alone=not IDIOMS[idiom].counter)
        sounding = (tune, _sung(answers), _sung(beneath))
        for m in range(_ORNAMENTS):
            voices = voice_lines(
                chords, voicings, key, decorate=True, draw=take.split("decoration", m), above=sounding, idiom=idiom, bar=bar, spoken=spoken,
            )  # fmt: skip
            voices[0] = _clear_of(voices[0], sounding[2])
            low, *upper = (_sung([voice]) for voice in voices)
            bad = badness(tune or _sung(beneath), [sounding[1], *upper[::-1]], low, bars, key, target, tonal=IDIOMS[idiom].tonal)
            if best is None or bad < best[0]:
                best = bad, Parts(with_basses(chords, voicings), tuple(map(tuple, voices)), tuple(map(tuple, answers)))
    assert best is not None
    return best[1]


def _clear_of(bass: list[LineNote], theme: list[Sung]) -> list[LineNote]:
    """The bass beneath a theme in the bass: an octave down, or silent, where the two would growl."""
    found = []
    for note in bass:
        height = note.pitch.height if note.pitch else 0
        near = [h for onset, length, h in theme if onset < note.onset + note.length and onset + length > note.onset]
        if not any(0 < abs(h - height) < _CLEAR and min(h, height) < _DEEP for h in near):
            found.append(note)
        elif note.pitch and height - 12 >= _LOWEST:
            found.append(replace(note, pitch=Pitch(note.pitch.name, note.pitch.octave - 1)))
    return found


def _ceilings(chords: tuple[ChordSpan, ...], tune: list[Sung]) -> list[int]:
    """The lowest note of the tune over each chord: the harmony's top voice stays below it."""
    return [min((h for at, n, h in tune if at < span.onset + span.length and at + n > span.onset), default=80) for span in chords]


def _answers(
    form: Form, melodies: Sequence[list[LineNote]], duets: Sequence[list[LineNote]], chords: tuple[ChordSpan, ...], voicings: list[Voicing],
    key: Key, stream: Stream, *, alone: bool,
) -> list[list[LineNote]]:  # fmt: skip
    """A second voice for every statement: the duet it has, else a counter-line unless it stands ``alone``."""
    voices = [[(span.onset, span.length, voicing[n]) for span, voicing in zip(chords, voicings, strict=True)] for n in range(4)]
    return [
        duet
        or counter_line(notes, chords, key, draw=stream.split("counter", n), beneath=voices, bar=form.bars[placed.first].bar.meter.beats)
        if placed.guise != "bass" and placed.bars >= _ANSWERED and not alone
        else duet
        for n, (placed, notes, duet) in enumerate(zip(form.placed, melodies, duets, strict=True))
    ]


def _sung(lines: Sequence[Sequence[LineNote]]) -> list[Sung]:
    """The notes of several lines as the measures take them, in order."""
    return sorted((note.onset, note.length, note.pitch.height) for line in lines for note in line if note.pitch)
