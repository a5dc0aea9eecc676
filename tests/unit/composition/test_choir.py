"""Wordless voices: four parts inside their ranges that never cross, breathe in time and sing a chosen vowel."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tests.unit.composed import a_cue, a_hit, compose

from originalscore.chance import Stream
from originalscore.composition import choir
from originalscore.composition.idioms import IDIOMS
from originalscore.measures.counterpoint import parallels_per_hundred
from originalscore.model.plan import Chord, ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch, PitchName

F = Fraction
KEY = Key.parse("D minor")
ROOTS = ("D", "Bb", "F", "C", "G", "D", "A", "D", "Bb", "G", "C", "F", "Bb", "E", "A", "D")
QUALITIES = ("min", "maj7", "maj", "add9", "min7", "min", "sus4", "min", "maj", "min", "7", "maj", "maj7", "halfdim", "7", "min")
CHORDS = tuple(
    ChordSpan(F(4 * n), F(4), Chord(PitchName.parse(root), quality, PitchName.parse(root)), "", 0.3)
    for n, (root, quality) in enumerate(zip(ROOTS, QUALITIES, strict=True))
)
TUNE = [LineNote(F(8 + n), F(1), Pitch.parse(name)) for n, name in enumerate(("A4", "C5", "F5", "E5", "D5", "C5", "A4", "G4"))]


def crossings(parts: list[list[LineNote]]) -> int:
    """Moments at which a lower part stands above a higher one."""
    found = 0
    for upper, lower in pairwise(parts):
        for one in upper:
            for other in lower:
                meet = one.onset < other.onset + other.length and other.onset < one.onset + one.length
                found += bool(meet and one.pitch and other.pitch and other.pitch.height > one.pitch.height)
    return found


def test_four_parts_stay_in_range_and_never_cross_and_exchanged_ones_do() -> None:
    for tune in ([], TUNE):
        parts = choir.set_for_choir(CHORDS, tune, KEY, draw=Stream(3))
        for (low, high), part in zip(choir.RANGES, parts, strict=True):
            assert part and all(note.pitch and low <= note.pitch.height <= high for note in part)
        assert not crossings([tune, parts[1], parts[2], parts[3]] if tune else parts)
        assert crossings([parts[2], parts[1], parts[0], parts[3]])


def test_the_sopranos_rest_where_they_have_the_tune() -> None:
    parts = choir.set_for_choir(CHORDS, TUNE, KEY, draw=Stream(3))
    assert not [note for note in parts[0] if 8 <= note.onset < 16]
    assert [note for note in parts[1] if 8 <= note.onset < 16]


def test_parts_hardly_ever_move_in_parallel_and_a_part_moved_a_fifth_does() -> None:
    parts = choir.set_for_choir(CHORDS, [], KEY, draw=Stream(3))
    sung = [[(note.onset, note.length, note.pitch.height) for note in part if note.pitch] for part in parts]
    assert parallels_per_hundred(sung) <= 2
    assert parallels_per_hundred([sung[0], [(onset, length, height - 7) for onset, length, height in sung[0]]]) > 2


def test_nobody_sings_for_more_than_eight_seconds_and_unbroken_lines_do() -> None:
    done = compose(a_cue("wonder", force=0.55, ensemble="choir", hits=(a_hit(12),), length_s=36))
    seconds = done.tempo.seconds

    def longest_s(lines: list[list[LineNote]]) -> float:
        longest = F(0)
        for notes in lines:
            start = notes[0].onset
            for before, after in pairwise(notes):
                if after.onset > before.onset + before.length:
                    start = after.onset
                longest = max(longest, seconds(after.onset + after.length) - seconds(start))
        return float(longest)

    sung = [list(line.notes) for line in done.sketch.lines if line.name.startswith(("harmony", "bass"))]
    assert longest_s(sung) <= 8.6
    whole = [[LineNote(note.onset, after.onset - note.onset, note.pitch) for note, after in pairwise(notes)] for notes in sung]
    assert longest_s(whole) > 8.6


def test_every_idiom_has_a_vowel_and_it_is_printed() -> None:
    assert all(choir.vowel(name, level) in choir.VOWELS for name in IDIOMS for level in (0.2, 0.9))
    done = compose(a_cue("triumph", force=0.85, ensemble="choir", length_s=20))
    lyrics = {note.lyric for part in done.score.parts for note in part.notes}
    assert lyrics <= {"", *choir.VOWELS} and lyrics & set(choir.VOWELS)
    assert all(line.lyric for line in done.sketch.lines if line.role in ("melody", "harmony", "bass"))
