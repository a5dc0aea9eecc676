"""Melody: statements of themes (written in ``statements``) and the counter-line that answers where the melody holds."""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.harmony import tones_of
from originalscore.composition.statements import state_theme
from originalscore.composition.statements.tones import chord_at
from originalscore.measures.melody import INTERVALS
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

__all__ = ["chord_at", "counter_line", "state_theme"]


def counter_line(melody: list[LineNote], chords: tuple[ChordSpan, ...], key: Key, *, draw: Stream) -> list[LineNote]:
    """Notes that move where the melody holds two beats or more: contrary where possible, by step, a third to a tenth below."""
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    line: list[LineNote] = []
    last: int | None = None
    for n, note in enumerate(melody):
        if note.length < 2 or note.pitch is None:
            continue
        direction = -1 if n and melody[n - 1].pitch is not None and note.pitch > melody[n - 1].pitch else 1  # type: ignore[operator]
        at, end = note.onset + 1, note.onset + note.length
        while at < end:
            tones = tones_of(chord_at(chords, at).chord)
            ceiling = note.pitch.height - 3
            options = [
                h for h in range(ceiling - 13, ceiling + 1) if h % 12 in tones or (h % 12 in scale and at.denominator == 1 and at % 2 == 1)
            ]
            if not options:
                break
            centre = last if last is not None else ceiling - 5
            height = min(options, key=lambda h: (_counter_cost(h, centre, direction) + draw.below(300), h))
            length = min(Fraction(1), end - at)
            line.append(LineNote(at, length, key.spell(height)))
            last, at = height, at + length
    return line


def _counter_cost(height: int, before: int, direction: int) -> int:
    move = height - before
    return INTERVALS.get(abs(move), 3500) + (0 if move * direction > 0 else 500) + (900 if move == 0 else 0)
