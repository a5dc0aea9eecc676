"""Stating a theme in a cue: its rhythm and intervals kept, its pitches refitted to the cue's key and harmony.

The theme is moved to the cue's key by scale degree; strong notes that clash with the chord go to the nearest chord tone; guises change
length, register or amount. A counter-line answers in the bars where the melody holds.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, Placed
from originalscore.composition.harmony import tones_of
from originalscore.measures.melody import INTERVALS
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

Note = tuple[Fraction, Fraction, int]


def state_theme(form: Form, placed: Placed, key: Key, chords: tuple[ChordSpan, ...], *, number: int, draw: Stream) -> list[LineNote]:
    """The notes of one statement on the cue's own bars."""
    if placed.guise == "as-written":
        start = form.bars[placed.first].bar.start_beat
        return [LineNote(start + note.onset, note.length, note.pitch) for note in placed.theme.notes]
    source = _guise(placed)
    bars = form.bars[placed.first : placed.first + placed.bars]
    beats = placed.theme.meter.beats
    notes: list[Note] = []
    for onset, length, height in source:
        bar_number = int(onset // beats)
        if bar_number >= len(bars):
            break
        bar = bars[bar_number].bar
        offset = onset - bar_number * beats
        if offset >= bar.meter.beats:
            continue
        start = bar.start_beat + offset
        room = bars[-1].bar.end_beat - start
        notes.append((start, min(length, room), height))
    heights = _in_key([height for _, _, height in notes], placed.theme.key, key)
    octave = -12 if placed.guise == "bass" else 0
    fitted = _fit(notes, [h + octave for h in heights], chords, key)
    if number and placed.guise in ("full", "major", "minor", "reharmonised"):
        fitted = _vary(fitted, chords, key, draw)
    return [LineNote(start, length, key.spell(height)) for start, length, height in _gapless(fitted)]


def _guise(placed: Placed) -> list[Note]:
    theme = placed.theme
    notes = [(n.onset, n.length, n.pitch.height) for n in theme.notes if n.onset >= 0]
    motif = notes[: theme.motif_notes - sum(n.onset < 0 for n in theme.notes)]
    beats = theme.meter.beats
    match placed.guise:
        case "head" | "fragment":
            return motif
        case "augmented":
            return [(2 * onset, 2 * length, height) for onset, length, height in motif]
        case "bass":
            return [n for n in notes if n[0] < 4 * beats]
        case "sequence":
            up = [(onset + 2 * beats, length, height + 2) for onset, length, height in motif]
            return [*motif, *up]
        case _:
            return notes


def _in_key(heights: list[int], source: Key, target: Key) -> list[int]:
    """Move heights by scale degree, so that a major theme turns minor with its contour kept; stay in the singing range."""
    shift = (target.tonic.pitch_class - source.tonic.pitch_class) % 12
    shift -= 12 if shift > 6 else 0
    moved = []
    for height in heights:
        octave, step = divmod(height - source.tonic.pitch_class, 12)
        degree = max(n for n, s in enumerate(source.scale) if s <= step)
        altered = step - source.scale[degree]
        moved.append(source.tonic.pitch_class + 12 * octave + target.scale[degree] + altered + shift)
    middle = sum(moved) / max(1, len(moved))
    lift = 12 * round((70 - middle) / 12)
    return [height + lift for height in moved]


def _fit(notes: list[Note], heights: list[int], chords: tuple[ChordSpan, ...], key: Key) -> list[Note]:
    """Long or strong notes that are a semitone or tritone off the harmony move to the nearest chord tone."""
    fitted = []
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    for (start, length, _), height in zip(notes, heights, strict=True):
        tones = tones_of(chord_at(chords, start).chord)
        weighty = length >= 2 or (start.denominator == 1 and length >= 1)
        if height % 12 not in tones and (weighty or height % 12 not in scale):
            clash = any((height - tone) % 12 in (1, 11, 6) for tone in tones)
            if clash or height % 12 not in scale:
                height = min(
                    (h for h in range(height - 3, height + 4) if h % 12 in tones), key=lambda h: (abs(h - height), h), default=height
                )
        fitted.append((start, length, height))
    return fitted


def _vary(notes: list[Note], chords: tuple[ChordSpan, ...], key: Key, draw: Stream) -> list[Note]:
    """A later statement is never the same: one interval of the second half larger, a passing note where a long note steps on."""
    varied = list(notes)
    half = len(varied) // 2
    spot = draw.between(half, max(half, len(varied) - 2))
    start, length, height = varied[spot]
    tones = tones_of(chord_at(chords, start).chord)
    higher = next((h for h in range(height + 2, height + 8) if h % 12 in tones), height)
    varied[spot] = (start, length, higher)
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    grown: list[Note] = []
    for n, (start, length, height) in enumerate(varied):
        following = varied[n + 1][2] if n + 1 < len(varied) else height
        between = (height + following) // 2
        if length >= 2 and abs(following - height) in (3, 4) and between % 12 in scale and draw.happens(600):
            grown += [(start, length - Fraction(1, 2), height), (start + length - Fraction(1, 2), Fraction(1, 2), between)]
        else:
            grown.append((start, length, height))
    return grown


def _gapless(notes: list[Note]) -> list[Note]:
    """No overlap: each note ends where the next begins at the latest."""
    ends = [start for start, _, _ in notes[1:]]
    return [(s, min(length, end - s), h) for (s, length, h), end in zip(notes, [*ends, notes[-1][0] + notes[-1][1]] if notes else [])]


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


def chord_at(chords: tuple[ChordSpan, ...], beat: Fraction) -> ChordSpan:
    """The chord sounding at a beat; the last one beyond the end."""
    for span in chords:
        if span.onset <= beat < span.onset + span.length:
            return span
    return chords[-1] if beat >= chords[-1].onset else chords[0]
