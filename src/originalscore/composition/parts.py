"""The parts of a cue together: voices led beneath the tune, a counter-line between, and ornament that knows them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from originalscore.chance import Stream
from originalscore.composition.counter import counter_line
from originalscore.composition.form import Form
from originalscore.composition.voices import Voicing, lead_voices, voice_lines, with_basses
from originalscore.measures.counterpoint import Sung
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

#: Bars of a statement from which it is answered.
_ANSWERED = 4


@dataclass(frozen=True)
class Parts:
    """``chords`` with the bass that sounds, the four ``voices`` (bass first), one counter-line a statement (empty where none sings)."""

    chords: tuple[ChordSpan, ...]
    voices: tuple[tuple[LineNote, ...], ...]
    answers: tuple[tuple[LineNote, ...], ...]


def write_parts(
    form: Form, chords: tuple[ChordSpan, ...], melodies: Sequence[list[LineNote]], key: Key, idiom: str, stream: Stream,
    *, duets: Sequence[list[LineNote]] = (),
) -> Parts:  # fmt: skip
    """Four voices, and an answer to every statement of four bars and more that sings above; ``melodies`` are one a statement.

    ``duets`` are second themes that answer already, one a statement, empty where none does.
    """
    above = [notes for placed, notes in zip(form.placed, melodies, strict=True) if placed.guise != "bass"]
    beneath = [notes for placed, notes in zip(form.placed, melodies, strict=True) if placed.guise == "bass"]
    tune = _sung(above)
    voicings = lead_voices(chords, _ceilings(chords, tune), draw=stream.split("voices"), melody=tune, idiom=idiom)
    answers = _answers(form, melodies, duets or [[] for _ in melodies], chords, voicings, key, stream)
    sounding = (tune, _sung(answers), _sung(beneath))
    voices = voice_lines(chords, voicings, key, decorate=True, draw=stream.split("decoration"), above=sounding, idiom=idiom)
    return Parts(with_basses(chords, voicings), tuple(map(tuple, voices)), tuple(map(tuple, answers)))


def _ceilings(chords: tuple[ChordSpan, ...], tune: list[Sung]) -> list[int]:
    """The lowest note of the tune over each chord: the harmony's top voice stays below it."""
    return [min((h for at, n, h in tune if at < span.onset + span.length and at + n > span.onset), default=80) for span in chords]


def _answers(
    form: Form, melodies: Sequence[list[LineNote]], duets: Sequence[list[LineNote]], chords: tuple[ChordSpan, ...], voicings: list[Voicing],
    key: Key, stream: Stream,
) -> list[list[LineNote]]:  # fmt: skip
    voices = [[(span.onset, span.length, voicing[n]) for span, voicing in zip(chords, voicings, strict=True)] for n in range(4)]
    return [
        duet
        or counter_line(notes, chords, key, draw=stream.split("counter", n), beneath=voices, bar=form.bars[placed.first].bar.meter.beats)
        if placed.guise != "bass" and placed.bars >= _ANSWERED
        else duet
        for n, (placed, notes, duet) in enumerate(zip(form.placed, melodies, duets, strict=True))
    ]


def _sung(lines: Sequence[Sequence[LineNote]]) -> list[Sung]:
    """The notes of several lines as the measures take them, in order."""
    return sorted((note.onset, note.length, note.pitch.height) for line in lines for note in line if note.pitch)
