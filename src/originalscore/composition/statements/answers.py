"""Answers: after a statement another voice takes up its last turn and leads on, so that a tune does not end in an empty room."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.grid import Form, FormBar, Placed
from originalscore.composition.statements.pitches import fit_pitches
from originalscore.composition.statements.tones import Tone
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

#: Semitones that an answer lies from what it answers, in the order of taste (ours); density below which nobody answers.
_MOVES, _LEAST_DENSITY = (-2, -5, 3, -3), 0.3
#: Shortest turn that can be answered, notes; longest, beats.
_FEWEST, _LONGEST = 3, 4
#: Guises that nobody answers: they are gestures, not tunes.
_UNANSWERED = ("fragment", "ostinato", "bass")


def answer_after(
    form: Form, placed: Placed, melody: list[LineNote], key: Key, chords: tuple[ChordSpan, ...], draw: Stream
) -> list[LineNote]:
    """The answer to a statement in the bars of section ``answer`` after it; empty where there are none, or words lie over them."""
    first = placed.first + placed.bars
    bars = _free_bars(form, first)
    if not bars or placed.guise in _UNANSWERED or bars[0].density < _LEAST_DENSITY:
        return []
    turn = _last_turn(melody)
    if len(turn) < _FEWEST:
        return []
    start = bars[0].bar.start_beat + (1 if bars[0].bar.meter.beats > 2 else 0)
    end = bars[-1].bar.end_beat
    shift, move = start - turn[0].onset, draw.choose(_MOVES, (4, 2, 2, 1))
    tones = [replace(tone, onset=tone.onset + shift, height=tone.height + move) for tone in turn if tone.onset + shift < end]
    if len(tones) < _FEWEST:
        return []
    last = tones[-1]
    tones[-1] = replace(last, length=min(end - last.onset, max(last.length, Fraction(2))))
    fitted = fit_pitches(tones, [bar.bar for bar in bars], chords, key, draw)
    return [LineNote(tone.onset, tone.length, key.spell(tone.height)) for tone in fitted]


def _free_bars(form: Form, first: int) -> list[FormBar]:
    found = []
    for bar in form.bars[first : first + 2]:
        if bar.section != "answer" or bar.speech or bar.stop:
            break
        found.append(bar)
    return found


def _last_turn(melody: list[LineNote]) -> list[Tone]:
    """The last notes of a melody that still move: those before its closing note, as many as fill a bar at most."""
    tones = [Tone(note.onset, note.length, note.pitch.height) for note in melody if note.pitch]
    moving = tones[:-1] if tones and tones[-1].length >= 2 else tones
    turn: list[Tone] = []
    for tone in reversed(moving):
        if turn and turn[0].onset + sum((t.length for t in turn), Fraction(0)) - tone.onset > _LONGEST:
            break
        turn.insert(0, tone)
    return turn
