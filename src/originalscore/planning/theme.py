"""Inventing a theme: a motif one can hum, said again, broken up and closed, over harmony of its own.

A sentence of eight bars: idea (2), idea again (2), fragments (2), ending (2). Rhythm cells come from the mood's metric grammar; the
chords from a weighted grammar of functions and two-chord colours; pitches from a beam search on the costs of ``measures.melody`` in
which repetitions carry the idea's intervals as soft targets with a bonus for an exact hit. The best of many candidates is kept:
one peak near two thirds, a signature leap in the head, recurrence without monotony.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.melody import contour_cost, intervals, step_cost
from originalscore.measures.originality import is_too_near
from originalscore.measures.tension import tension
from originalscore.model.cue import ThemeWish
from originalscore.model.plan import Chord, ChordSpan, Theme, ThemeNote
from originalscore.music.chord import QUALITIES
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName

#: Candidates tried, and the width of the beam (ours: the gain flattens beyond).
_CANDIDATES, _BEAM = 40, 12
#: What an exact repeat of the idea's interval earns, thousandths; without it tunes do not come back (craft notes, 3.2).
_ECHO = -1700
_H, _Q, _D = Fraction(1, 2), Fraction(1), Fraction(3, 2)

#: Two-bar rhythm cells of the idea by bar length in quarters: lyrical first, then moving ones.
_CELLS: dict[int, tuple[tuple[Fraction, ...], ...]] = {
    4: (
        (_Q * 2, _Q, _Q, _Q * 3, _Q), (_D, _H, _Q, _Q, _Q * 2, _Q, _Q), (_Q * 3, _Q, _D, _H, _Q * 2), (_Q, _Q, _Q * 2, _D, _H, _Q * 2),
        (_Q * 2, _D, _H, _Q * 2, _H, _H, _Q), (_D, _H, _Q * 2, _Q, _Q, _Q, _Q), (_Q, _D, _H, _Q, _Q * 2, _Q, _Q),
    ),
    3: (
        (_Q * 2, _Q, _Q * 2, _Q), (_Q * 2, _H, _H, _Q * 3), (_D, _H, _Q, _Q * 2, _Q), (_Q, _Q, _Q, _Q * 2, _Q), (_Q * 3, _Q, _Q, _Q),
    ),
}  # fmt: skip
_ENDINGS: dict[int, tuple[tuple[Fraction, ...], ...]] = {
    4: ((_Q * 2, _Q, _Q, _Q * 4), (_D, _H, _Q * 2, _Q * 4), (_Q, _Q, _Q * 2, _Q * 3, _Q)),
    3: ((_Q * 2, _Q, _Q * 3), (_Q, _Q, _Q, _Q * 3), (_D, _H, _Q, _Q * 3)),
}
#: Eight-bar harmonies as (semitones above the tonic, quality), by brightness of the mode; one or two chords a bar.
_MAJOR_PLANS = (
    ("I add9", "iii min7", "vi min7", "IV maj7", "ii min7", "bVII maj", "IV 6", "V sus4"),
    ("I maj", "v min7", "IV maj7", "I add9", "bVI maj", "bVII maj", "ii min7", "I add9"),
    ("I maj", "II maj", "IV maj7", "I maj", "vi min7", "iii min", "IV add9", "V sus4"),
    ("I add9", "vi min9", "ii min7", "V sus4", "iii min7", "IV maj7", "iv min6", "I add9"),
    ("I maj", "bIII maj", "IV add9", "I maj", "vi min7", "II 7", "IV maj7", "I add9"),
)
_MINOR_PLANS = (
    ("i minadd9", "bVI maj7", "iv min7", "v min7", "i min", "bIII maj", "ii halfdim", "V sus4"),
    ("i min", "iv min6", "bVI maj7", "bII maj", "i minadd9", "bVII maj", "bVI maj7", "V 7"),
    ("i min", "v min7", "bVI maj", "iv min9", "bIII maj7", "bVII maj", "iv min7", "i minadd9"),
    ("i minadd9", "vi min", "i min", "bVI maj7", "iv min7", "bII maj", "bVII sus4", "i min"),
    ("i min", "bVII maj", "iv min9", "bVI maj7", "ii halfdim", "V sus4", "bVI maj7", "i minadd9"),
)
_DEGREES = {"i": 0, "bii": 1, "ii": 2, "biii": 3, "iii": 4, "iv": 5, "#iv": 6, "v": 7, "bvi": 8, "vi": 9, "bvii": 10, "vii": 11}
#: Semitones above the tonic -> fifths from it.
_FIFTHS = {0: 0, 1: -5, 2: 2, 3: -3, 4: 4, 5: -1, 6: 6, 7: 1, 8: -4, 9: 3, 10: -2, 11: 5}


@dataclass(frozen=True)
class _Slot:
    """A note to be pitched: onset and length in beats, its share of the line, strength, the chord under it, and its model."""

    onset: Fraction
    length: Fraction
    share: float
    strong: bool
    tones: frozenset[int]
    model: int | None


def chord_of(text: str, key: Key) -> tuple[Chord, str]:
    """A chord such as ``"bVI maj7"`` in a key, with its label."""
    degree, quality = text.split()
    semitones = _DEGREES[degree.lower()]
    root = PitchName.from_fifths(key.tonic.fifths + _FIFTHS[semitones])
    return Chord(root, quality, root), degree


def span_of(text: str, key: Key, onset: Fraction, length: Fraction) -> ChordSpan:
    """The chord in time, with its tension in the key."""
    chord, label = chord_of(text, key)
    return ChordSpan(onset, length, chord, label, round(tension(chord.root, chord.quality, key), 3))


def invent_theme(wish: ThemeWish, key: Key, meter: Meter, stream: Stream) -> Theme:
    """The best of many candidates for a theme's wish, in its home key."""
    plans = _MINOR_PLANS if key.is_minor else _MAJOR_PLANS
    chosen = stream.split("harmony").choose(plans)
    chords = tuple(span_of(text, key, n * meter.beats, meter.beats) for n, text in enumerate(chosen))
    found: list[tuple[int, tuple[tuple[_Slot, int], ...]]] = []
    for attempt in range(_CANDIDATES):
        draw = stream.split("candidate", attempt)
        slots = _rhythm(meter, chords, draw)
        line, cost = _pitches(slots, key, draw)
        score = cost * 1000 // len(slots) // 1000 + _shape_cost([height for _, height in line])
        found.append((score, line))
    found.sort(key=lambda candidate: candidate[0])
    line = _nearest_to_nobody([line for _, line in found])
    notes = tuple(ThemeNote(slot.onset, slot.length, key.spell(height)) for slot, height in line)
    motif = sum(note.onset < 2 * meter.beats for note in notes)
    return Theme(wish.name, wish.subject, wish.mood, wish.source, key, meter, "sentence", 8, motif, notes, chords)


def _nearest_to_nobody(lines: Sequence[tuple[tuple[_Slot, int], ...]]) -> tuple[tuple[_Slot, int], ...]:
    """The best line (they come best first) that is not too near to a known tune; the best of all if every one is."""
    sung = (([(slot.onset, slot.length, height) for slot, height in line], line) for line in lines)
    return next((line for notes, line in sung if not is_too_near(notes).too_near), lines[0])


def _rhythm(meter: Meter, chords: Sequence[ChordSpan], draw: Stream) -> list[_Slot]:
    """Idea, idea, two halves of the idea, ending; each repeated note remembers its model."""
    bar = int(meter.beats)
    cells = _CELLS[bar]
    idea = draw.choose(cells)
    onsets, total = [], Fraction(0)
    for length in idea:
        onsets.append((total, length))
        total += length
    first_bar = [(at, length) for at, length in onsets if at < meter.beats]
    first_bar[-1] = (first_bar[-1][0], min(first_bar[-1][1], meter.beats - first_bar[-1][0]))
    ending, at = [], Fraction(0)
    for length in draw.choose(_ENDINGS[bar]):
        ending.append((at, length))
        at += length
    groups = [(0, onsets, None), (2, onsets, 0), (4, first_bar, 0), (5, first_bar, 0), (6, ending, None)]
    slots: list[_Slot] = []
    whole = 8 * meter.beats
    for start_bar, cell, model in groups:
        for n, (offset, length) in enumerate(cell):
            onset = start_bar * meter.beats + offset
            chord = chords[int(onset / meter.beats)].chord
            tones = frozenset((chord.root.pitch_class + semitones) % 12 for semitones, _ in QUALITIES[chord.quality])
            strong = meter.strength(offset % meter.beats) >= 3 or length >= 2
            slots.append(_Slot(onset, length, float(onset / whole), strong, tones, n if model is not None else None))
    return slots


def _pitches(slots: list[_Slot], key: Key, draw: Stream) -> tuple[tuple[tuple[_Slot, int], ...], int]:
    """A beam search over heights around the middle of the singing range; costs in thousandths."""
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    centre = 60 + key.tonic.pitch_class + (0 if key.tonic.pitch_class < 8 else -12) + 7
    signature = draw.choose((4, 5, 7, 9, 5, 7, 8), (2, 4, 4, 2, 1, 1, 1))
    leap_at = draw.between(1, 3)
    peak = 0.55 + draw.below(20) / 100
    starts = [h for h in range(centre - 9, centre + 5) if h % 12 in slots[0].tones]
    beam: list[tuple[int, tuple[int, ...]]] = [(draw.below(700), (height,)) for height in starts]
    for n, slot in enumerate(slots[1:], 1):
        grown = []
        for cost, line in beam:
            for height in range(max(centre - 12, line[-1] - 9), min(centre + 12, line[-1] + 12) + 1):
                in_chord = height % 12 in slot.tones
                if not in_chord and (height % 12 not in scale or slot.length >= 2):
                    continue
                before = line[-2] if n > 1 else None
                more = step_cost(
                    before, line[-1], height, chord_tone=in_chord, strong=slot.strong, last_in_chord=line[-1] % 12 in slots[n - 1].tones
                )
                more += contour_cost(height, centre, 12, slot.share, peak) + draw.below(260)
                if n == leap_at:
                    more += -4500 if height - line[-1] == signature else 900
                if n > 3 and _runs_on(line, height):
                    more += 1500
                if slot.model:
                    wanted = line[slot.model] - line[slot.model - 1]
                    more += _ECHO if height - line[-1] == wanted else 900 * min(3, abs(height - line[-1] - wanted))
                grown.append((cost + more, (*line, height)))
        grown.sort(key=lambda item: (item[0], item[1]))
        beam = grown[:_BEAM]
    cost, heights = beam[0]
    return tuple(zip(slots, heights, strict=True)), cost


def _runs_on(line: tuple[int, ...], height: int) -> bool:
    """Whether the last four moves and this one all go the same way: a scale, not a tune."""
    moves = intervals((*line[-4:], height))
    return all(move > 0 for move in moves) or all(move < 0 for move in moves)


def _shape_cost(heights: list[int]) -> int:
    """What a listener minds in the whole: several peaks, a peak too early, a range too wide or narrow, no recurrence."""
    top = max(heights)
    peaks = heights.count(top)
    place = heights.index(top) / len(heights)
    span = top - min(heights)
    moves = intervals(tuple(heights))
    recurring = sum(moves[n : n + 3] in [moves[m : m + 3] for m in range(n)] for n in range(1, len(moves) - 2)) / max(1, len(moves) - 3)
    cost = 1200 * (peaks - 1) + round(4000 * abs(place - 0.62)) + 500 * max(0, span - 17) + 500 * max(0, 9 - span)
    leaps, steps = (sum(low <= abs(move) <= high for move in moves) / len(moves) for low, high in ((5, 24), (1, 2)))
    cost += round(9000 * max(0.0, 0.12 - leaps)) + round(9000 * max(0.0, leaps - 0.30)) + round(5000 * max(0.0, steps - 0.70))
    return cost + round(16000 * max(0.0, 0.34 - recurring)) + round(4000 * max(0.0, recurring - 0.65))
