"""Four-part harmony with real voice leading: three upper voices and a bass that goes somewhere.

For every chord all sensible voicings are listed (wide below, close above, every important member present) and a beam keeps the cheapest
ways through: small moves, contrary to the bass, no parallel fifths or octaves, a bass of roots and inversions that walks by step and takes
fourths and fifths at cadences. Suspensions and passing notes are added afterwards and dropped again where they would make parallels.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from originalscore.chance import Stream
from originalscore.measures.counterpoint import Sung, parallels_per_hundred
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.chord import members
from originalscore.music.key import Key

#: Ranges of the bass and of the three upper voices, semitones (C4 = 60).
_BASS, _UPPER = (33, 52), (50, 74)
_BEAM, _MOST = 40, 90
Voicing = tuple[int, int, int, int]  # bass, low, middle, high


def lead_voices(chords: tuple[ChordSpan, ...], ceilings: list[int], *, draw: Stream) -> list[Voicing]:
    """A voicing for every chord; ``ceilings`` is the height the top voice should stay below (the melody), one per chord."""
    beam: list[tuple[int, tuple[Voicing, ...]]] = [(0, ())]
    for n, (span, ceiling) in enumerate(zip(chords, ceilings, strict=True)):
        cadence = n >= len(chords) - 2
        grown: list[tuple[int, tuple[Voicing, ...]]] = []
        for static, voicing in _voicings(span, ceiling):
            ways = [(cost + (_move_cost(path[-1], voicing, cadence) if path else _open_cost(voicing)), path) for cost, path in beam]
            cost, path = min(ways, key=lambda way: (way[0], way[1][-1:]))
            grown.append((cost + static + draw.below(150), (*path, voicing)))
        grown.sort(key=lambda item: (item[0], item[1][-1]))
        beam = grown[:_BEAM]
    return list(beam[0][1])


def _voicings(span: ChordSpan, ceiling: int) -> list[tuple[int, Voicing]]:
    names = members(span.chord.root, span.chord.quality)
    classes = [name.pitch_class for name in names]
    colour = set(classes[1:2]) | set(classes[3:])
    heights = [h for h in range(_UPPER[0], min(_UPPER[1], max(62, ceiling - 1)) + 1) if h % 12 in classes]
    found = []
    for low, middle, high in combinations(heights, 3):
        if not 2 <= middle - low <= 10 or not 1 <= high - middle <= 10 or (low < 55 and middle - low < 4):
            continue
        upper = {low % 12, middle % 12, high % 12}
        missing = len(colour - upper)
        if len(upper) < min(3, len(classes)) - 1 or missing > max(0, len(colour) - 3):
            continue
        for bass in range(_BASS[0], _BASS[1] + 1):
            if bass % 12 not in classes[:3] or low - bass < 5:
                continue
            place = classes.index(bass % 12)
            cost = (0, 480, 900)[place] + 700 * missing + (400 if bass % 12 in upper and len(classes) > 3 else 0)
            cost += 60 * abs(middle - 62) // 2 + (250 if len(upper | {bass % 12}) < min(4, len(classes)) else 0)
            found.append((cost, (bass, low, middle, high)))
    found.sort()
    return found[:_MOST] if found else [(5000, (classes[0] + 36, 55, 60, 64))]


def _open_cost(voicing: Voicing) -> int:
    return 20 * abs(voicing[0] - 43)


def _move_cost(before: Voicing, after: Voicing, cadence: bool) -> int:
    cost = sum(220 * abs(b - a) for a, b in zip(before[1:], after[1:], strict=True))
    bass = abs(after[0] - before[0])
    cost += {0: 500, 1: 0, 2: 0, 3: 430, 4: 450, 5: 250, 6: 900, 7: 350, 12: 500}.get(bass, 800)
    if cadence and bass not in (5, 7):
        cost += 500
    for i, j in combinations(range(4), 2):
        first, second = (before[j] - before[i]) % 12, (after[j] - after[i]) % 12
        if first == second and first in (0, 7) and after[i] != before[i]:
            cost += 4500
    if after[0] - before[0] and (after[3] - before[3]) * (after[0] - before[0]) < 0:
        cost -= 250
    return cost


def voice_lines(chords: tuple[ChordSpan, ...], voicings: list[Voicing], key: Key, *, decorate: bool, draw: Stream) -> list[list[LineNote]]:
    """The four voices as notes (bass first), repeated pitches held, decorated where asked."""
    lines = []
    for voice in range(4):
        heights = [voicing[voice] for voicing in voicings]
        notes: list[LineNote] = []
        for n, span in enumerate(chords):
            held = notes and n and heights[n] == heights[n - 1] and voice and notes[-1].length + span.length <= 8
            if held:
                notes[-1] = replace(notes[-1], length=notes[-1].length + span.length)
            else:
                notes.append(LineNote(span.onset, span.length, _spelled(heights[n], span, key)))
        lines.append(notes)
    if decorate:
        lines = [_decorated(line, n, chords, key, draw) for n, line in enumerate(lines)]
        lines = _without_parallels(lines, voicings, chords, key)
    return lines


def _spelled(height: int, span: ChordSpan, key: Key):  # type: ignore[no-untyped-def]
    from originalscore.music.pitch import Pitch

    for name in members(span.chord.root, span.chord.quality):
        if name.pitch_class == height % 12 and abs(name.alter) < 2:
            return Pitch.at(height, name)
    return key.spell(height)


def _decorated(line: list[LineNote], voice: int, chords: tuple[ChordSpan, ...], key: Key, draw: Stream) -> list[LineNote]:
    """Suspensions where an upper voice falls a step; passing notes where a voice moves a third (the bass too)."""
    scale = {(key.tonic.pitch_class + step) % 12 for step in key.scale}
    grown: list[LineNote] = []
    for n, note in enumerate(line):
        following = line[n + 1] if n + 1 < len(line) else None
        if following is None or note.pitch is None or following.pitch is None:
            grown.append(note)
            continue
        move = following.pitch.height - note.pitch.height
        between = note.pitch.height + (move // 2 if move > 0 else -(-move // 2))
        if voice and move in (-1, -2) and following.length >= 2 and note.length >= 2 and draw.happens(620):
            grown.append(replace(note, length=note.length + 1))
            line[n + 1] = replace(following, onset=following.onset + 1, length=following.length - 1)
        elif abs(move) in (3, 4) and note.length >= 2 and between % 12 in scale and draw.happens(700 if voice == 0 else 560):
            step = Fraction(1) if voice == 0 or note.length >= 3 else Fraction(1, 2)
            grown += [replace(note, length=note.length - step), LineNote(note.onset + note.length - step, step, key.spell(between))]
        else:
            grown.append(note)
    return grown


def _without_parallels(
    lines: list[list[LineNote]], voicings: list[Voicing], chords: tuple[ChordSpan, ...], key: Key
) -> list[list[LineNote]]:
    """Take the decoration out of a voice that makes more parallels with another than it did undecorated."""
    plain = voice_lines(chords, voicings, key, decorate=False, draw=Stream(0))
    for voice in range(4):
        others = [n for n in range(4) if n != voice]
        if any(_parallels(lines[voice], lines[n]) > _parallels(plain[voice], plain[n]) for n in others):
            lines[voice] = plain[voice]
    return lines


def _sung(line: list[LineNote]) -> list[Sung]:
    return [(note.onset, note.length, note.pitch.height) for note in line if note.pitch]


def _parallels(one: list[LineNote], other: list[LineNote]) -> float:
    return parallels_per_hundred([_sung(one), _sung(other)])
