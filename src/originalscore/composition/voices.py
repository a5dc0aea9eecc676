"""Four-part harmony with real voice leading: three upper voices and a bass that goes somewhere.

For every chord all sensible voicings are listed (wide below, close above, every important member present, no thirds below C3, the top under
the tune) and a beam keeps the cheapest ways through: small moves, contrary to the bass, no parallel fifths or octaves (also with the tune), a
bass of roots and inversions that walks by step, turns back after leaps, stays on a pedal where one is asked and takes fourths and fifths
at cadences. Ornament comes afterwards (``decoration``) and is checked against all voices again, note by note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import numpy as np

from originalscore.chance import Stream
from originalscore.composition.decoration import decorated
from originalscore.composition.idioms import IDIOMS, Spacing
from originalscore.composition.leading import Step, Voicing, move_costs
from originalscore.measures.counterpoint import Sung, sounding
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch, PitchName

#: Under a low tune the upper voices may go a little deeper than their idiom has them, down to here (C4 = 60).
_DEEPEST = 45
#: The lowest note of the basses.
_LOWEST = 28
#: Below this height no thirds: they growl (craft notes, 3.5).
_NO_THIRDS = 48
_BEAM, _MOST = 32, 80
#: How a bass goes -> cost of first and second inversions.
_INVERSIONS = {"singing": (450, 900), "stepping": (300, 750), "striding": (650, 1100), "creeping": (450, 900)}
_PARALLEL = 4500
#: Intervals within the octave that bite.
_BITING = (1, 2, 6, 10, 11)
#: Qualities that only make sense over their root.
_ROOTED = ("open", "quartal", "quintal", "cluster", "phrygian", "sus2", "sus4", "9sus4", "lydian", "7b9", "minb6")
#: A voice holds a pitch through changes of chord for at most so many beats before it is taken again, a pedal bass twice as long.
_HELD = 8
_PLAIN = IDIOMS["underscore"]


def lead_voices(
    chords: tuple[ChordSpan, ...], ceilings: list[int], *, draw: Stream, melody: Sequence[Sung] = (), idiom: str = ""
) -> list[Voicing]:
    """A voicing for every chord.

    Parameters
    ----------
    ceilings
        The height that the top voice stays below (the tune's lowest note over the chord), one per chord.
    melody
        The tune, so that no voice runs parallel with it.
    idiom
        How smooth the voices go and whether they may move in parallels.
    """
    row = IDIOMS.get(idiom, _PLAIN)
    beam: list[tuple[int, tuple[Voicing, ...]]] = [(0, ())]
    for n, (span, ceiling) in enumerate(zip(chords, ceilings, strict=True)):
        tune = (sounding(melody, span.onset - Fraction(1, 4)), sounding(melody, span.onset)) if melody else (None, None)
        tones = (
            frozenset(name.pitch_class for name in members(span.chord.root, span.chord.quality))
            if span.length >= 2
            else frozenset(range(12))
        )
        step = Step(
            tune,
            n >= len(chords) - 2,
            n == len(chords) - 1,
            row.smooth,
            _PARALLEL // 5 if row.planing else _PARALLEL,
            tones,
            row.spacing,
            row.bass,
        )
        options = _voicings(span, ceiling, _given_bass(chords, n), step)
        after = np.array([voicing for _, voicing in options])
        more = move_costs([path for _, path in beam], after, step) if n else 20 * abs(after[None, :, 0] - sum(row.spacing.bass) // 2)
        total = np.array([cost for cost, _ in beam])[:, None] + more
        grown = [
            (int(total[best, m]) + static + draw.below(150), (*beam[best][1], voicing))
            for m, ((static, voicing), best) in enumerate(zip(options, total.argmin(0), strict=True))
        ]
        grown.sort(key=lambda item: (item[0], item[1][-1]))
        beam = grown[:_BEAM]
    return list(beam[0][1])


def _given_bass(chords: tuple[ChordSpan, ...], n: int) -> int | None:
    """The pitch class of a pedal under a chord, also where the pedal is the chord's own root."""
    span = chords[n].chord
    if span.bass != span.root:
        return span.bass.pitch_class
    for other in chords[max(0, n - 1) : n + 2]:
        if other.chord.bass != other.chord.root and other.chord.bass.pitch_class == span.root.pitch_class:
            return span.root.pitch_class
    return None


def _voicings(span: ChordSpan, ceiling: int, bass_class: int | None, step: Step) -> list[tuple[int, Voicing]]:
    classes = [name.pitch_class for name in members(span.chord.root, span.chord.quality)]
    room = step.spacing
    top = min(room.upper[1], ceiling - 1)
    squeezed = len(classes) < 3  # an open fifth leaves little: two voices may meet on one note
    hollow = room.hollow if top >= room.middle - 3 else 0
    bottom = room.upper[0] if hollow or top >= room.upper[0] + 13 else max(_DEEPEST, top - 14)
    squeezed |= not hollow and top < room.upper[0] + 12  # so does a low tune
    heights = [h for h in range(bottom, max(top, bottom + 6) + 1) if h % 12 in classes]
    basses = _basses(classes, span.chord.quality, bass_class, step)
    found = []
    for low, middle, high in (combinations_with_replacement if squeezed else combinations)(heights, 3):
        apart = middle - low
        if hollow and not (hollow <= apart <= 30 and high - middle <= 7 and low <= _NO_THIRDS + 3):
            continue
        if not hollow and (not (0 if squeezed else 2) <= apart <= 10 or not high - middle <= 10 or (low < _NO_THIRDS and 0 < apart < 5)):
            continue
        cost = _upper_cost(classes, low, middle, high, room)
        if cost is None:
            continue
        for bass, own in basses:
            gap = low - bass
            if gap < 3 or (gap < 5 and bass < _NO_THIRDS):
                continue
            doubled = bass % 12 in (low % 12, middle % 12, high % 12) and (len(classes) > 3 or bass % 12 == classes[1])
            bites = sum((height - bass) % 12 in _BITING for height in (low, middle, high))
            complete = len({bass % 12, low % 12, middle % 12, high % 12} & set(classes)) >= min(4, len(classes))
            found.append(
                (
                    cost + own + (350 if doubled else 0) + (0 if complete else 350) + 15 * max(0, gap - 16) - room.bite * bites,
                    (bass, low, middle, high),
                )
            )
    found.sort()
    return found[:_MOST] if found else [(5000, _fallback(classes, bass_class, top))]


def _basses(classes: list[int], quality: str, given: int | None, step: Step) -> list[tuple[int, int]]:
    """Bass notes with their costs: the pedal alone where there is one, else roots before inversions."""
    reach = range(step.spacing.bass[0], step.spacing.bass[1] + 1)
    if given is not None:
        return [(h, 0) for h in reach if h % 12 == given]
    inversion = 1 if quality in _ROOTED else 2 if quality in ("maj7", "add9", "minadd9", "69") else 3
    costs = (0, *_INVERSIONS[step.bass])[:inversion] if not step.last else (0,)
    found = [(h, costs[classes.index(h % 12)]) for h in reach if h % 12 in classes[: len(costs)]]
    if quality in ("7", "min7", "halfdim") and not step.cadence:
        found += [(h, 900) for h in reach if h % 12 == classes[3]]
    return found


def _upper_cost(classes: list[int], low: int, middle: int, high: int, room: Spacing) -> int | None:
    """What an upper structure costs by itself; None if too much of the chord is missing."""
    colour = set(classes[1:2]) | set(classes[3:])
    upper = {low % 12, middle % 12, high % 12}
    missing = len(colour - upper)
    if len(upper) < min(3, len(classes)) - 1 or missing > max(0, len(colour) - 3):
        return None
    doubled_third = sum(height % 12 == classes[1] for height in (low, middle, high)) > 1
    bites = sum((one - other) % 12 in _BITING for one, other in ((middle, low), (high, low), (high, middle)))
    unison = 600 * (3 - len({low, middle, high})) + (400 if len(upper) < 3 and len(classes) > 2 else 0)
    return (
        700 * missing
        + 25 * abs(middle - room.middle)
        + 10 * abs(high - room.top)
        + (350 if doubled_third else 0)
        + unison
        - room.bite * bites
    )


def _fallback(classes: list[int], given: int | None, top: int) -> Voicing:
    """An open chord under a very low tune, voices in unison where there is no room: nothing growls."""
    root = classes[0] if given is None else given
    bass = _LOWEST + (root - _LOWEST) % 12
    heights = [h for h in range(bass + 5, max(top, bass + 12) + 1) if h % 12 in classes]
    chosen = [heights[-1]]
    for _ in range(2):
        below = [h for h in heights if h <= chosen[-1] - (5 if h < _NO_THIRDS else 2)]
        chosen.append(below[-1] if below else chosen[-1])
    return bass, chosen[2], chosen[1], chosen[0]


def voice_lines(
    chords: tuple[ChordSpan, ...], voicings: list[Voicing], key: Key, *, decorate: bool, draw: Stream,
    above: Sequence[Sequence[Sung]] = (), idiom: str = "", bar: Fraction = Fraction(4), spoken: Sequence[tuple[Fraction, Fraction]] = (),
) -> list[list[LineNote]]:  # fmt: skip
    """The four voices as notes (bass first): common notes held, ornamented where asked.

    ``above`` are lines that sound with them, the tune first: ornament makes no parallels with them and does not cross the tune.
    No inner voice begins to sing in ``spoken`` beats, in which somebody speaks.
    """
    row = IDIOMS.get(idiom, _PLAIN)
    lines: list[list[Sung]] = []
    for voice in range(4):
        notes: list[Sung] = []
        for n, span in enumerate(chords):
            height = voicings[n][voice]
            pedal = not voice and _given_bass(chords, n) is not None
            if notes and notes[-1][2] == height and notes[-1][1] + span.length <= (2 if pedal else 1) * _HELD and (voice or pedal):
                notes[-1] = (notes[-1][0], notes[-1][1] + span.length, height)
            else:
                notes.append((span.onset, span.length, height))
        lines.append(notes)
    if decorate:
        lines = decorated(lines, chords, key, above, row, draw, bar, spoken)
    return [[LineNote(onset, length, _spelled(onset, height, chords, key)) for onset, length, height in line] for line in lines]


def _spelled(onset: Fraction, height: int, chords: tuple[ChordSpan, ...], key: Key) -> Pitch:
    span = next((span for span in chords if span.onset <= onset < span.onset + span.length), chords[-1])
    names: tuple[PitchName, ...] = members(span.chord.root, span.chord.quality)
    for name in (*names, span.chord.bass):
        if name.pitch_class == height % 12 and abs(name.alter) < 2:
            return Pitch.at(height, name)
    return key.spell(height)


def with_basses(chords: tuple[ChordSpan, ...], voicings: list[Voicing]) -> tuple[ChordSpan, ...]:
    """The chords with the bass that the voices gave them, for the page."""
    found = []
    for span, voicing in zip(chords, voicings, strict=True):
        names = members(span.chord.root, span.chord.quality)
        bass = next((name for name in (span.chord.bass, *names) if name.pitch_class == voicing[0] % 12), span.chord.bass)
        found.append(replace(span, chord=replace(span.chord, bass=bass)))
    return tuple(found)
