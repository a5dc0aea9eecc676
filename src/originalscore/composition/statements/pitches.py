"""Fitting a statement's pitches to the cue's harmony: a search for the heights that keep the theme and do not fight the chords.

Every note may go a few semitones from where the theme has it; the cheapest way through all notes is found (Viterbi over heights, costs
in thousandths). Keeping the theme's intervals is worth most, then chord tones on strong and long notes, then the theme's own heights. The
theme's highest note stays the only highest.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.statements.tones import Tone, chord_classes, is_strong
from originalscore.model.plan import ChordSpan
from originalscore.model.tempo import Bar
from originalscore.music.key import Key

#: How far a note may go from where the theme has it, semitones, and a free note from its neighbours.
_REACH, _FREE_REACH = 4, 5
#: Costs in thousandths (ours, after craft notes 3.2): a semitone off the theme, a semitone of interval missed and at most, an interval hit.
_OFF, _MISSED, _MOST_MISSED, _EXACT = 160, 1300, 3900, -1900
#: The same of a motif: it may stand on any step, but its intervals are what it is known by.
_FIRM_OFF, _FIRM_MISSED, _FIRM_MOST, _FIRM_EXACT = 70, 2600, 7800, -2600
#: A weighty note off the chord; off it by a semitone or tritone; outside scale and chord; a light note off the chord that is left by a leap.
_STRANGE, _CLASH, _OUTSIDE, _LEFT = 900, 2600, 1900, 700
#: A second summit, and a lift that is not granted by a semitone.
_SUMMIT, _UNLIFTED = 6000, 500


def fit_pitches(
    tones: list[Tone], bars: list[Bar], chords: tuple[ChordSpan, ...], key: Key, draw: Stream, *, firm: bool = False
) -> list[Tone]:
    """The tones (cue time, heights wished for) with heights that the cue's chords bear; ``firm`` keeps the intervals of a motif."""
    if not tones:
        return []
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    solid = [n for n, tone in enumerate(tones) if not tone.free]
    top = max(tones[n].height + tones[n].lift for n in solid)
    summit = next(n for n in solid if tones[n].height + tones[n].lift == top)
    ceiling = _ceiling(tones[summit], chords)
    if firm:  # a motif stands on any step, its top where its intervals put it
        summit, ceiling = -1, max(tone.height for tone in tones) + _REACH + 1
    beam: dict[int, tuple[int, tuple[int, ...]]] = {}
    for n, tone in enumerate(tones):
        grown: dict[int, tuple[int, tuple[int, ...]]] = {}
        classes = chord_classes(chords, tone.onset)
        bar = next((bar for bar in bars if bar.start_beat <= tone.onset < bar.end_beat), bars[0])
        strong = is_strong(tone.onset, tone.length, bar.start_beat, bar.meter)
        for height in _options(tones, n, ceiling, summit):
            own = _own_cost(tone, height, classes, scale, strong, firm) + draw.below(90)
            if n != summit and height >= ceiling:
                own += _SUMMIT
            if not beam:
                grown[height] = (own, (height,))
                continue
            ways = ((cost + _move_cost(tones, n, last, height, chords, firm), path) for last, (cost, path) in beam.items())
            cost, path = min(ways)
            grown[height] = (cost + own, (*path, height))
        beam = grown
    _, heights = min(beam.values())
    return [replace(tone, height=height, lift=0) for tone, height in zip(tones, heights, strict=True)]


def _ceiling(tone: Tone, chords: tuple[ChordSpan, ...]) -> int:
    """The summit's height: the chord tone nearest to the wish, from above if both are near."""
    wished, classes = tone.height + tone.lift, chord_classes(chords, tone.onset)
    near = [height for height in range(wished - 2, wished + 4) if height % 12 in classes]
    return min(near, key=lambda height: (abs(height - wished), -height), default=wished)


def _options(tones: list[Tone], n: int, ceiling: int, summit: int) -> range | tuple[int, ...]:
    tone = tones[n]
    if n == summit:
        return (ceiling,)
    if tone.free:
        return range(tone.height - _FREE_REACH, tone.height + _FREE_REACH + 1)
    wished = tone.height + tone.lift
    return range(wished - _REACH, wished + _REACH + 1)


def _own_cost(tone: Tone, height: int, classes: frozenset[int], scale: set[int], strong: bool, firm: bool) -> int:
    wished = tone.height + tone.lift
    cost = 0 if tone.free else (_UNLIFTED if tone.lift else _FIRM_OFF if firm else _OFF) * abs(height - wished)
    inside = height % 12 in classes
    if not inside and height % 12 not in scale:
        cost += _OUTSIDE
    if not inside and strong:
        cost += _CLASH if any((height - tone_class) % 12 in (1, 11, 6) for tone_class in classes) else _STRANGE
    return cost


def _move_cost(tones: list[Tone], n: int, last: int, height: int, chords: tuple[ChordSpan, ...], firm: bool) -> int:
    """What the interval costs: beside the theme's own, or for an ornament beside a step."""
    before, tone, move = tones[n - 1], tones[n], height - last
    if tone.free or before.free:
        return 0 if 1 <= abs(move) <= 2 else 900 if abs(move) in (3, 4) else 2500
    wished = (tone.height + tone.lift) - (before.height + before.lift)
    exact, missed, most = (_FIRM_EXACT, _FIRM_MISSED, _FIRM_MOST) if firm else (_EXACT, _MISSED, _MOST_MISSED)
    cost = exact if move == wished else min(most, missed * abs(move - wished))
    if move == 0 and wished:
        cost += 1200
    if wished and move * wished < 0:
        cost += 1500
    if abs(move) > 2 and last % 12 not in chord_classes(chords, before.onset) and before.length <= Fraction(1):
        cost += _LEFT
    return cost
