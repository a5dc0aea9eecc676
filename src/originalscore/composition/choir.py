"""Voices: wordless singing in four real parts, with a vowel chosen for the scene and a breath before eight seconds are over.

For every chord all ways to set it for soprano, alto, tenor and bass are listed inside the comfort of amateur and professional choirs
alike, never crossing, neighbours an octave apart at most (bass and tenor a twelfth); a beam keeps the smoothest way through, without
parallel fifths and octaves. Where a tune is given the sopranos sing it and the others are set under it.
Ranges: craft.md 3.5. Vowels: an open "ah" for power, "oo" for wonder and tenderness, a hum ("mm") for what lies under the scene (ours).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from originalscore.chance import Stream
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.model.tempo import TempoMap
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

#: Soprano, alto, tenor, bass: sounding heights, C4 = 60.
RANGES = ((60, 79), (55, 72), (48, 67), (40, 62))
PARTS = ("soprano", "alto", "tenor", "bass")
VOWELS = ("ah", "oo", "mm")
_BREATH_S, _CATCH = 8, Fraction(1, 2)
_BEAM, _MOST = 30, 70
#: Largest gaps between neighbours from the top, semitones.
_GAPS = (12, 12, 19)
#: Idiom -> vowel, softly and loud.
_VOWELS = {
    "romantic": ("oo", "ah"), "minimal": ("oo", "oo"), "thriller": ("mm", "ah"), "intimate": ("mm", "oo"), "light": ("oo", "ah"),
    "ambient": ("mm", "oo"), "underscore": ("mm", "oo"), "mystery": ("mm", "oo"), "dread": ("mm", "ah"), "action": ("ah", "ah"),
    "heroic": ("ah", "ah"),
}  # fmt: skip
#: A tune lies so far above the soprano's lowest note, so that three parts have room below it, semitones.
_TUNE_FROM = 4
Voices = tuple[int, int, int, int]  # soprano, alto, tenor, bass


def vowel(idiom: str, level: float) -> str:
    """What is sung: by the idiom, opened where it is loud."""
    return _VOWELS.get(idiom, ("mm", "ah"))[int(level > 0.6)]


def set_for_choir(
    chords: tuple[ChordSpan, ...], tune: list[LineNote], key: Key, *, bright: bool = False, draw: Stream
) -> list[list[LineNote]]:
    """Four lines from the soprano down, one note a chord and part; the soprano rests where the tune, its own line, is sung.

    Parameters
    ----------
    tune
        Melody notes inside the soprano's range; others stay below it.
    bright
        Sopranos and tenors lie high, as they do where a choir must cut through an orchestra.
    """
    beam: list[tuple[int, tuple[Voices, ...]]] = [(0, ())]
    for span in chords:
        ceiling = min(
            (note.pitch.height for note in tune if note.pitch and note.onset < span.onset + span.length and note.onset + note.length > span.onset),
            default=0,
        )  # fmt: skip
        grown: list[tuple[int, tuple[Voices, ...]]] = []
        for static, voices in _settings(span, ceiling, 5 if bright else 0):
            ways = [(cost + (_move(path[-1], voices) if path else 0), path) for cost, path in beam]
            cost, path = min(ways, key=lambda way: (way[0], way[1][-1:]))
            grown.append((cost + static + draw.below(120), (*path, voices)))
        grown.sort(key=lambda item: (item[0], item[1][-1]))
        beam = grown[:_BEAM]
    return [_line(chords, [voices[part] for voices in beam[0][1]], tune if part == 0 else [], key) for part in range(4)]


def _settings(span: ChordSpan, ceiling: int, lift: int) -> list[tuple[int, Voices]]:
    names = members(span.chord.root, span.chord.quality)
    classes = [name.pitch_class for name in names]
    bass_class, colour = span.chord.bass.pitch_class, set(classes[1:2]) | set(classes[3:])
    tops = [ceiling] if ceiling else [h for h in range(RANGES[0][0], RANGES[0][1] - 2) if h % 12 in classes]
    altos, tenors, basses = ([h for h in range(low, high + 1) if h % 12 in classes] for low, high in RANGES[1:])
    found = []
    for soprano in tops:
        for alto in altos:
            if not 1 <= soprano - alto <= _GAPS[0]:
                continue
            for tenor in tenors:
                if not 1 <= alto - tenor <= _GAPS[1]:
                    continue
                for bass in basses:
                    if not 2 <= tenor - bass <= _GAPS[2] or (bass < 48 and tenor - bass < 5):
                        continue
                    sung = {voice % 12 for voice in (soprano, alto, tenor, bass)}
                    cost = 800 * len(colour - sung) + (0 if bass % 12 == bass_class else 700) + 500 * (len(sung) < min(3, len(classes)))
                    cost += 60 * max(0, 4 - (soprano - alto)) + 90 * max(0, 3 - (alto - tenor)) + 60 * max(0, 5 - (tenor - bass))
                    cost += 25 * (abs(alto - 64 - lift // 2) + abs(tenor - 57 - lift) + abs(bass - 48)) + (
                        0 if ceiling else 25 * abs(soprano - 69 - lift)
                    )
                    found.append((cost, (soprano, alto, tenor, bass)))
    found.sort()
    return found[:_MOST] if found else [(9000, (ceiling or 67, min(60, (ceiling or 67) - 1), 55, 48))]


def _move(before: Voices, after: Voices) -> int:
    cost = sum(190 * abs(b - a) + (400 if abs(b - a) > 5 else 0) for a, b in zip(before[1:3], after[1:3], strict=True))
    cost += 110 * abs(after[0] - before[0]) + {0: 350, 3: 250, 4: 250, 5: 150, 7: 250}.get(
        abs(after[3] - before[3]), 100 * abs(after[3] - before[3])
    )
    for i, j in combinations(range(4), 2):
        first, second = (before[i] - before[j]) % 12, (after[i] - after[j]) % 12
        if first == second and first in (0, 7) and after[i] != before[i]:
            cost += 4500
    return cost


def _line(chords: tuple[ChordSpan, ...], heights: list[int], tune: list[LineNote], key: Key) -> list[LineNote]:
    """One part's notes; the same height twice is held up to two chords; the tune's own notes stand in place of chord notes."""
    notes: list[LineNote] = []
    held = 0
    for n, (span, height) in enumerate(zip(chords, heights, strict=True)):
        if any(note.onset < span.onset + span.length and note.onset + note.length > span.onset for note in tune):
            continue
        same = bool(notes) and n > 0 and heights[n - 1] == height and notes[-1].onset + notes[-1].length == span.onset
        if same and held < 1:
            notes[-1] = replace(notes[-1], length=notes[-1].length + span.length)
            held += 1
        else:
            notes.append(LineNote(span.onset, span.length, _spelled(height, span, key)))
            held = 0
    return notes


def _spelled(height: int, span: ChordSpan, key: Key) -> Pitch:
    for name in members(span.chord.root, span.chord.quality):
        if name.pitch_class == height % 12 and abs(name.alter) < 2:
            return Pitch.at(height, name)
    return key.spell(height)


def breathing(notes: list[LineNote], tempo: TempoMap) -> list[LineNote]:
    """The line with a breath, half a beat off the end of a note, before anybody has sung for eight seconds."""
    kept: list[LineNote] = []
    since = notes[0].onset if notes else Fraction(0)
    for n, note in enumerate(notes):
        end = note.onset + note.length
        following = notes[n + 1] if n + 1 < len(notes) else None
        if kept and note.onset > kept[-1].onset + kept[-1].length:
            since = note.onset
        until = following.onset + following.length if following else end
        if following and following.onset == end and tempo.seconds(until) - tempo.seconds(since) > _BREATH_S and note.length > _CATCH:
            note, since = replace(note, length=note.length - _CATCH), following.onset
        kept += _halved(note, tempo)
    return kept


def _halved(note: LineNote, tempo: TempoMap) -> list[LineNote]:
    """A note that no breath carries is sung again half way, on a beat."""
    if tempo.seconds(note.onset + note.length) - tempo.seconds(note.onset) <= _BREATH_S or note.length < 4:
        return [note]
    half = Fraction(int(note.length / 2))
    first = replace(note, length=half - _CATCH)
    return _halved(first, tempo) + _halved(replace(note, onset=note.onset + half, length=note.length - half, accent=0), tempo)


def chanted(notes: Sequence[LineNote], accents: Sequence[Fraction], *, leaning: bool = True) -> list[LineNote]:
    """Held notes broken into syllables, or strokes, on the accents inside them, for choirs that shout with the drums; ``leaning``: with weight."""
    found = []
    for note in notes:
        end = note.onset + note.length
        cuts = [at for at in accents if note.onset < at < end]
        edges = [note.onset, *cuts, end]
        for start, stop in pairwise(edges):
            length = min(stop - start, Fraction(3, 2)) if len(edges) > 2 else stop - start
            found.append(replace(note, onset=start, length=length, accent=int((leaning and start != note.onset) or note.accent > 0)))
    return found


def in_reach(tune: list[LineNote]) -> list[LineNote]:
    """A tune moved by octaves into the soprano's range as a whole; notes beyond it alone, by an octave."""
    heights = [note.pitch.height for note in tune if note.pitch]
    if not heights:
        return tune
    low, high = RANGES[0]
    shift = min((0, -12, 12), key=lambda octave: (sum(not low + _TUNE_FROM <= h + octave <= high for h in heights), abs(octave)))
    moved = []
    for note in tune:
        pitch = note.pitch
        if pitch:
            pitch = Pitch(pitch.name, pitch.octave + shift // 12)
            while pitch.height > high:
                pitch = Pitch(pitch.name, pitch.octave - 1)
            while pitch.height < low + _TUNE_FROM:
                pitch = Pitch(pitch.name, pitch.octave + 1)
        moved.append(replace(note, pitch=pitch))
    return moved
