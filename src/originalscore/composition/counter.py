"""The counter-line: a second voice with a shape of its own, in real counterpoint with the tune and the bass.

It waits for the tune to begin, then moves where the tune holds and holds where it moves: its rhythm is what the tune leaves free, now and then
tied over a change of chord into a suspension. It may open with the tune's own motif, a bar or two later (imitation), where that fits.
Heights come from a beam search: contrary motion, imperfect consonances, no parallels with tune or bass, steps and turned leaps, one peak that
is not the tune's, an end on a note of the chord.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.counterpoint import Sung, sounding
from originalscore.measures.melody import INTERVALS
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.chord import members
from originalscore.music.key import Key

_HALF, _BEAT = Fraction(1, 2), Fraction(1)
_BEAM = 24
#: The longest note, beats.
_LONGEST = 6
#: How far below the tune it stays, nearest and farthest, and its lowest height (semitones; C4 = 60).
_NEAREST, _FARTHEST, _LOWEST = 3, 17, 50
#: What an interval with the tune costs, by semitones within the octave (thousandths): imperfect consonances first.
_WITH_TUNE = {0: 1200, 1: 2600, 2: 1300, 3: -300, 4: -300, 5: 500, 6: 900, 7: 400, 8: -250, 9: -350, 10: 1000, 11: 2200}
_PARALLEL, _ECHO = 4000, -900


@dataclass(frozen=True)
class _Slot:
    """A note to be pitched.

    ``tones`` are those of its chord, ``strong`` asks for one of them; ``tune`` is what the tune sounds before and at it, ``beneath``
    what the voices of the harmony do, bass first;
    ``ceiling`` is the lowest tune note above it; ``echo`` the interval that an imitation would take, ``tied`` a suspension to be prepared.
    """

    onset: Fraction
    length: Fraction
    tones: frozenset[int]
    strong: bool
    tune: tuple[int | None, int | None]
    beneath: tuple[tuple[int | None, int | None], ...]
    ceiling: int
    share: float
    echo: int | None = None
    tied: bool = False


def counter_line(
    melody: list[LineNote],
    chords: tuple[ChordSpan, ...],
    key: Key,
    *,
    draw: Stream,
    beneath: Sequence[Sequence[Sung]] = (),
    bar: Fraction = Fraction(4),
) -> list[LineNote]:
    """A line beneath ``melody``, empty if the tune leaves no room.

    Parameters
    ----------
    beneath
        The voices of the harmony, bass first; no parallels are made with them.
    bar
        Beats of a bar: the line enters on the first bar line or later, after the tune.
    """
    tune = _sung(melody)
    if len(tune) < 4:
        return []
    rhythm, echoes = _rhythm(tune, bar, draw.split("rhythm"))
    slots = _slots(rhythm, echoes, tune, chords, beneath)
    if len(slots) < 3:
        return []
    heights = _pitched(slots, key, draw.split("pitches"))
    return [LineNote(slot.onset, slot.length, key.spell(height)) for slot, height in _joined(slots, heights)]


def _sung(line: Sequence[LineNote]) -> list[Sung]:
    return [(note.onset, note.length, note.pitch.height) for note in line if note.pitch is not None]


def _rhythm(tune: list[Sung], bar: Fraction, draw: Stream) -> tuple[list[tuple[Fraction, Fraction]], dict[Fraction, int]]:
    """Onsets and lengths, and the intervals of the imitated motif by onset.

    Moves fall on the beats that the tune holds through; where it moves for long the line holds. Each bar has at most three moves.
    """
    start = tune[0][0]
    end = tune[-1][0] + tune[-1][1]
    onsets = {onset for onset, _, _ in tune}
    delay = bar * draw.choose((1, 2), (3, 2)) if end - start >= 4 * bar else bar
    echoes: dict[Fraction, int] = {}
    found: list[Fraction] = []
    at = start + delay
    if draw.happens(600):
        for n, (onset, _, height) in enumerate(tune[:5]):
            if onset - start < bar + (bar if delay > bar else 0):
                found.append(onset + delay)
                if n:
                    echoes[onset + delay] = height - tune[n - 1][2]
        at = found[-1] + _BEAT
    free = [beat for beat in _beats(at, end, bar) if beat not in onsets]
    for beat in free:
        if not found or beat - found[-1] >= _BEAT:
            rest = (beat - start) % bar
            taken = sum(beat - rest <= had < beat - rest + bar for had in found)
            if taken < 3 and draw.happens(850):
                found.append(beat)
    for onset in sorted(onsets):  # a bar line without a new note of its own may take one against the tune's
        if onset >= at and (onset - start) % bar == 0 and all(abs(onset - had) >= _BEAT for had in found) and draw.happens(550):
            found.append(onset)
    found = sorted(beat for beat in set(found) if beat < end - _HALF)
    ends = [*found[1:], end]
    return [(beat, min(stop - beat, bar)) for beat, stop in zip(found, ends)], echoes


def _beats(start: Fraction, end: Fraction, bar: Fraction) -> list[Fraction]:
    return [start + n * _BEAT for n in range(max(0, int((end - start) / _BEAT)))]


def _slots(
    rhythm: list[tuple[Fraction, Fraction]],
    echoes: dict[Fraction, int],
    tune: list[Sung],
    chords: tuple[ChordSpan, ...],
    beneath: Sequence[Sequence[Sung]],
) -> list[_Slot]:
    """The rhythm with everything that a height must respect; a note under a change of chord is cut in two, to be tied or to move."""
    pieces: list[tuple[Fraction, Fraction, bool]] = []
    changes = [span.onset for span in chords]
    for onset, length in rhythm:
        inner = next((beat for beat in changes if onset + _HALF <= beat <= onset + length - _HALF), None)
        if inner is None:
            pieces.append((onset, length, False))
        else:
            pieces += [(onset, inner - onset, False), (inner, onset + length - inner, True)]
    slots = []
    whole = float(pieces[-1][0] - pieces[0][0]) or 1.0 if pieces else 1.0
    for onset, length, tied in pieces:
        span = next((span for span in chords if span.onset <= onset < span.onset + span.length), chords[-1])
        over = [height for at, long, height in tune if at < onset + length and at + long > onset]
        before = onset - Fraction(1, 4)
        if over:
            slots.append(
                _Slot(
                    onset, length, frozenset(name.pitch_class for name in members(span.chord.root, span.chord.quality)),
                    onset.denominator == 1 and (length >= 1), (sounding(tune, before), sounding(tune, onset)),
                    tuple((sounding(voice, before), sounding(voice, onset)) for voice in beneath), min(over), float(onset - pieces[0][0]) / whole, echoes.get(onset), tied,
                )
            )  # fmt: skip
    return slots


def _pitched(slots: list[_Slot], key: Key, draw: Stream) -> list[int]:
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    peak = 0.25 + draw.below(20) / 100 if draw.happens(500) else 0.75
    beam: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for n, slot in enumerate(slots):
        options = _options(slot, scale, final=n == len(slots) - 1)
        jitter = [draw.below(250) for _ in options]
        grown = [
            (cost + jitter[m] + _slot_cost(slot, slots[n - 1] if n else None, height, line, peak), (*line, height))
            for cost, line in beam
            for m, height in enumerate(options)
        ]
        grown.sort()
        beam = grown[:_BEAM]
    return list(beam[0][1])


def _options(slot: _Slot, scale: set[int], *, final: bool) -> list[int]:
    """Heights below the tune: notes of the chord, and of the scale where the note is short or tied; always something."""
    top = slot.ceiling - _NEAREST
    bottom = max(_LOWEST, top - _FARTHEST)
    found = [h for h in range(min(bottom, top - 7), top + 1) if h % 12 in slot.tones or (not final and h % 12 in scale)]
    return found or [top - 5]


def _slot_cost(slot: _Slot, last: _Slot | None, height: int, line: tuple[int, ...], peak: float) -> int:
    """Cost of a height after a line, thousandths."""
    own = height % 12 in slot.tones
    cost = 0 if own else 2600 if slot.strong else 500
    now = slot.tune[1]
    if now is not None:
        cost += _WITH_TUNE[(now - height) % 12]
    rise = slot.share / peak if slot.share <= peak else 1 - 0.8 * (slot.share - peak) / (1 - peak)
    cost += round(70 * abs(height - (slot.ceiling - 11 + 6 * rise)))
    if last is None or not line:
        return cost
    move = height - line[-1]
    cost += INTERVALS.get(abs(move), 3500)
    if slot.tied and move == 0:
        cost -= 2400 if not own else 1600  # held over: a suspension where the chord has left it
    if last.tied and len(line) > 1 and line[-1] == line[-2] and line[-1] % 12 not in last.tones:
        cost += 0 if move in (-1, -2) else 3500  # a suspension resolves down by step
    elif line[-1] % 12 not in last.tones and abs(move) > 2:
        cost += 1800
    if len(line) > 1:
        past = line[-1] - line[-2]
        if abs(past) > 4 and past * move > 0:
            cost += 1500
        if height == line[-2] and move:
            cost += 500
    if slot.echo is not None:
        cost += _ECHO - 900 if move == slot.echo else _ECHO // 2 if abs(move - slot.echo) <= 1 and move * slot.echo > 0 else 600
    cost += sum(_against(move, line[-1], height, other) for other in (slot.tune, *slot.beneath[:1]))
    return cost + sum(max(0, _against(move, line[-1], height, other)) for other in slot.beneath[1:])


def _against(move: int, before: int, height: int, other: tuple[int | None, int | None]) -> int:
    """Contrary motion earns, parallels cost."""
    was, now = other
    if was is None or now is None or was == now or not move:
        return 0
    if move * (now - was) < 0:
        return -500
    parallel = (was - before) % 12 in (0, 7) and (was - before) % 12 == (now - height) % 12
    return _PARALLEL if parallel else 900 if (now - height) % 12 in (0, 7) else 150


def _joined(slots: list[_Slot], heights: list[int]) -> list[tuple[_Slot, int]]:
    """Notes of one height that follow each other become one, up to a bar and a half of four beats: a tie or a held note."""
    found: list[tuple[_Slot, int]] = []
    for slot, height in zip(slots, heights, strict=True):
        had = found[-1][0] if found else None
        if had and found[-1][1] == height and had.onset + had.length == slot.onset and had.length + slot.length <= _LONGEST:
            found[-1] = (
                _Slot(had.onset, had.length + slot.length, had.tones, had.strong, had.tune, had.beneath, had.ceiling, had.share),
                height,
            )
        else:
            found.append((slot, height))
    return found
