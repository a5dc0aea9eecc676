"""Two themes in counterpoint: a second theme fitted under, or over, the first by search.

The second theme enters after a beat, a half bar or a bar, in its own rhythm, in the octave that leaves room; every pitch is chosen so that
strong beats are consonant with the first theme, no fifths or octaves run in parallel, and its own intervals are kept where they can be.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.grid import Form, Placed
from originalscore.composition.statements.guises import motif_of
from originalscore.composition.statements.tones import Tone, chord_classes, in_key, theme_tones
from originalscore.composition.statements.variation import vary
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.model.tempo import Bar
from originalscore.music.key import Key

#: Octaves of the second theme beside the first, semitones, in the order they are tried.
_OCTAVES = (-12, -7, 12)
#: Costs in thousandths (ours): a dissonance on a beat and off it, a unison, parallel fifths or octaves, crossing, off the theme, outside, a missed interval.
_SOUR, _SOUR_LIGHT, _UNISON, _PARALLEL, _CROSSED, _OFF, _OUTSIDE, _MISSED = 2600, 500, 1500, 4500, 2500, 220, 1700, 600
_LEAST_APART = 3


def answer_with(
    form: Form, placed: Placed, key: Key, chords: tuple[ChordSpan, ...], against: list[LineNote], draw: Stream
) -> list[LineNote]:
    """The partner's theme as a second voice to a statement that is already written; empty without a partner."""
    if placed.partner is None or not against:
        return []
    bars = [bar.bar for bar in form.bars[placed.first : placed.first + placed.bars]]
    best: tuple[int, int, list[Tone]] | None = None
    for number, (entry, octave) in enumerate((e, o) for o in _OCTAVES for e in _entries(bars)):
        tones = _entering(placed, bars, entry, key, octave, against)
        if len(tones) < 3:
            continue
        cost, fitted = _fitted(tones, bars, chords, key, against, draw.split(number))
        each = cost // len(fitted)
        if best is None or each < best[0]:
            best = (each, number, fitted)
    if best is None:
        return []
    return [LineNote(tone.onset, tone.length, key.spell(tone.height)) for tone in best[2]]


def _entries(bars: list[Bar]) -> tuple[Fraction, ...]:
    beats = bars[0].meter.beats
    return (Fraction(0), Fraction(1), beats, 2 * beats)


def _entering(placed: Placed, bars: list[Bar], entry: Fraction, key: Key, octave: int, against: list[LineNote]) -> list[Tone]:
    """As much of the partner as fits from its entrance to the end of the statement, ending with one of its own phrases."""
    assert placed.partner is not None
    theme = placed.partner
    start = bars[0].start_beat + entry
    room = bars[-1].end_beat - start
    whole = [tone for tone in theme_tones(theme) if tone.onset >= 0]
    lengths = [n * theme.meter.beats for n in (theme.bars, theme.bars // 2, 2) if 0 < n * theme.meter.beats <= room]
    said = [tone for tone in whole if tone.onset < lengths[0]] if lengths else motif_of(theme)
    said = vary(said, placed.variation)
    at = [replace(tone, onset=start + tone.onset) for tone in said]
    middle = sum(note.pitch.height for note in against if note.pitch) // max(1, len(against))
    moved = in_key(at, theme.key, key, middle + octave)
    kept = [tone for tone in moved if tone.onset < bars[-1].end_beat]
    return [replace(tone, length=min(tone.length, bars[-1].end_beat - tone.onset)) for tone in kept]


def _fitted(
    tones: list[Tone], bars: list[Bar], chords: tuple[ChordSpan, ...], key: Key, against: list[LineNote], draw: Stream
) -> tuple[int, list[Tone]]:
    """The cheapest heights for the second voice, and what they cost."""
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    below = sum(t.height for t in tones) / len(tones) < sum(n.pitch.height for n in against if n.pitch) / len(against)
    beam: dict[int, tuple[int, tuple[int, ...]]] = {}
    others = [_sounding(against, tone.onset) for tone in tones]
    for n, tone in enumerate(tones):
        classes, grown = chord_classes(chords, tone.onset), dict[int, tuple[int, tuple[int, ...]]]()
        for height in range(tone.height - 4, tone.height + 5):
            cost = _OFF * abs(height - tone.height) + draw.below(60)
            cost += 0 if height % 12 in classes else 500 if height % 12 in scale else _OUTSIDE
            cost += _beside(height, others[n], tone, below)
            if not beam:
                grown[height] = (cost, (height,))
                continue
            ways = ((c + _step(tones, n, path[-1], height, others), path) for c, path in beam.values())
            least, path = min(ways)
            grown[height] = (least + cost, (*path, height))
        beam = grown
    cost, heights = min(beam.values())
    return cost, [replace(tone, height=height) for tone, height in zip(tones, heights, strict=True)]


def _sounding(line: list[LineNote], beat: Fraction) -> int | None:
    for note in line:
        if note.onset <= beat < note.onset + note.length and note.pitch:
            return note.pitch.height
    return None


def _beside(height: int, other: int | None, tone: Tone, below: bool) -> int:
    if other is None:
        return 0
    apart = other - height if below else height - other
    cost = _CROSSED if apart < _LEAST_APART else 0
    interval = abs(other - height) % 12
    if interval in (1, 2, 6, 10, 11):
        cost += _SOUR if tone.onset.denominator == 1 and tone.length >= 1 else _SOUR_LIGHT
    return cost + (_UNISON if interval == 0 else 0)


def _step(tones: list[Tone], n: int, last: int, height: int, others: list[int | None]) -> int:
    wished, move = tones[n].height - tones[n - 1].height, height - last
    cost = min(2 * _MISSED, _MISSED * abs(move - wished) // 2)
    before, now = others[n - 1], others[n]
    if before is not None and now is not None and now != before and move:
        first, second = (before - last) % 12, (now - height) % 12
        if first == second and first in (0, 5, 7):
            cost += _PARALLEL
    return cost
