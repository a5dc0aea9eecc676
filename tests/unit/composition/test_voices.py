"""Four voices, their ornament and the counter-line are counterpoint: each law with a case that breaks it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from tests.unit.composed import sung
from tests.unit.composition.test_harmony import sketched

from originalscore.chance import Stream
from originalscore.composition.breath import Breath
from originalscore.composition.counter import counter_line
from originalscore.composition.fabric import Fabric
from originalscore.composition.idioms import Spacing
from originalscore.composition.leading import Step, Voicing, move_costs
from originalscore.composition.voices import lead_voices, voice_lines, with_basses
from originalscore.measures.counterpoint import Sung, parallels_per_hundred, sounding
from originalscore.model.plan import Chord, ChordSpan
from originalscore.model.sketch import LineNote, Sketch
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

F = Fraction
KEY = Key.parse("C major")


def chord(root: str, quality: str, onset: int, length: int = 4, bass: str = "") -> ChordSpan:
    name = PitchName.parse(root)
    return ChordSpan(F(onset), F(length), Chord(name, quality, PitchName.parse(bass) if bass else name), "", 0.0)


@cache
def parts(mood: str, name: str = "", seed: int = 3) -> dict[str, list[Sung]]:
    found: dict[str, list[Sung]] = {}
    for line in sketched(mood, name, seed)[0].lines:
        if line.role in ("melody", "counter", "harmony", "bass") and not (line.role == "bass" and line.layer == "foreground"):
            found.setdefault(line.name if line.role == "harmony" else line.role, []).extend(sung(line))
    return {role: sorted(notes) for role, notes in found.items()}


MOODS = ("tender", "romance", "conflict", "sorrow", "joy")


def test_no_two_parts_run_parallel_the_tune_and_counter_line_included() -> None:
    for mood in MOODS:
        voices = list(parts(mood).values())
        assert parallels_per_hundred(voices) <= 2, mood
    doubled = [*voices[:1], [(onset, length, height - 12) for onset, length, height in voices[0]]]
    assert parallels_per_hundred(doubled) > 50


def test_the_harmony_stays_below_the_tune_where_it_begins_a_note() -> None:
    for mood in MOODS:
        found = parts(mood)
        tops = [(sounding(found["harmony-1"], onset), height) for onset, _, height in found["melody"]]
        assert all(top is None or top < height for top, height in tops), mood


def test_there_are_no_thirds_in_the_depth() -> None:
    for mood in MOODS:
        found = parts(mood)
        for onset, _, height in found["bass"]:
            above = sounding(found["harmony-3"], onset)
            assert above is None or above - height > 4 or height >= 48, (mood, onset)


def test_the_bass_walks_and_leaps_like_a_bass() -> None:
    moves = [abs(b[2] - a[2]) for mood in MOODS for a, b in pairwise(parts(mood)["bass"]) if a[2] != b[2]]
    assert 0.25 <= sum(move <= 2 for move in moves) / len(moves) <= 0.70
    assert 0.12 <= sum(move in (5, 7) for move in moves) / len(moves) <= 0.40


def test_inner_voices_move_and_none_is_frozen_for_four_bars() -> None:
    for mood in MOODS:
        found = parts(mood)
        assert max(length for name in found if name.startswith("harmony") for _, length, _ in found[name]) < 16, mood


def test_suspensions_are_prepared_and_step_down() -> None:
    """Wherever an upper voice holds a note into a chord that does not have it, the next note is a step away."""
    found = resolved = 0
    for mood in MOODS:
        sketch = sketched(mood)[0]
        for name in ("harmony-1", "harmony-2", "harmony-3"):
            for note, after in pairwise(parts(mood)[name]):
                for span in sketch.chords:
                    inside = note[0] < span.onset < note[0] + note[1]
                    if inside and note[2] % 12 not in {one.pitch_class for one in members(span.chord.root, span.chord.quality)}:
                        found += 1
                        resolved += 1 <= abs(after[2] - note[2]) <= 2
    assert found > 10
    assert resolved >= 0.9 * found


def test_a_pedal_holds_the_bass_and_its_name() -> None:
    chords = (chord("C", "maj", 0), chord("F", "maj", 4, bass="C"), chord("D", "min7", 8, bass="C"), chord("C", "maj", 12))
    voicings = lead_voices(chords, [80] * 4, draw=Stream(1))
    assert {voicing[0] % 12 for voicing in voicings} == {0}
    assert len(voice_lines(chords, voicings, KEY, decorate=False, draw=Stream(1))[0]) == 1
    assert [span.chord.bass.step for span in with_basses(chords, voicings)] == ["C"] * 4


def test_under_a_low_tune_the_voices_still_find_room() -> None:
    chords = (chord("C", "maj", 0), chord("G", "7", 4), chord("A", "min", 8))
    for voicing in lead_voices(chords, [58] * 3, draw=Stream(1)):
        assert voicing[3] < 58 and list(voicing) == sorted(voicing)


def woven(top: list[Sung], low: list[Sung]) -> Fabric:
    still = [[(F(0), F(8), height)] for height in (40, 52)]
    return Fabric([*still, low, top], [], planing=False)


def test_one_note_is_refused_where_it_would_cross_or_grind() -> None:
    low = [(F(0), F(4), 57), (F(4), F(4), 59)]
    fabric = woven([(F(0), F(4), 67), (F(4), F(4), 69)], low)
    assert not fabric.tries(3, 0, [(F(0), F(3), 67), (F(3), F(1), 56)])  # crosses
    assert not fabric.tries(3, 0, [(F(0), F(3), 67), (F(3), F(1), 58)])  # a semitone for a beat
    assert fabric.lines[3] == [(F(0), F(4), 67), (F(4), F(4), 69)]
    assert fabric.tries(3, 0, [(F(0), F(3), 67), (F(3), F(1), 62)])
    assert len(fabric.lines[3]) == 3


def test_a_voice_may_not_make_parallel_fifths_and_planing_may() -> None:
    low = [(F(0), F(4), 57), (F(4), F(4), 59)]
    for planing in (False, True):
        fabric = Fabric([[(F(0), F(8), 40)], [(F(0), F(8), 52)], low, [(F(0), F(4), 67), (F(4), F(4), 66)]], [], planing=planing)
        assert fabric.tries(3, 0, [(F(0), F(4), 64)]) is planing


TUNE = [72, 76, 74, 72, 77, 76, 74, 71, 72, 79, 76, 72]


def a_tune() -> list[LineNote]:
    lengths = [F(2), F(1), F(1), F(3), F(1), F(2), F(2), F(4), F(2), F(2), F(3), F(5)]
    onsets = [sum(lengths[:n], F(0)) for n in range(len(lengths))]
    return [LineNote(at, length, KEY.spell(height)) for at, length, height in zip(onsets, lengths, TUNE, strict=True)]


CHORDS = tuple(chord(root, quality, 4 * n) for n, (root, quality) in enumerate((("C", "maj"), ("F", "maj7"), ("G", "7"), ("A", "min7"), ("D", "min7"), ("G", "7"), ("C", "maj"))))  # fmt: skip


@pytest.fixture(scope="module", params=(1, 2, 3))
def answer(request: pytest.FixtureRequest) -> list[LineNote]:
    return counter_line(a_tune(), CHORDS, KEY, draw=Stream(request.param), bar=F(4))


def test_a_counter_line_enters_after_the_tune_and_moves_where_it_holds(answer: list[LineNote]) -> None:
    assert len(answer) >= 6
    assert answer[0].onset >= 4
    starts = {note.onset for note in a_tune()}
    assert sum(note.onset in starts for note in answer) < 0.7 * len(answer)


def test_a_counter_line_keeps_below_the_tune_without_parallels_and_mostly_consonant(answer: list[LineNote]) -> None:
    tune = [(note.onset, note.length, note.pitch.height) for note in a_tune() if note.pitch]
    line = [(note.onset, note.length, note.pitch.height) for note in answer if note.pitch]
    assert all(height <= over - 3 for onset, _, height in line if (over := sounding(tune, onset)) is not None)
    assert parallels_per_hundred([tune, line]) == 0
    met = [(sounding(tune, onset) or 0) - height for onset, _, height in line]
    assert sum(gap % 12 in (3, 4, 8, 9) for gap in met) >= 0.4 * len(met)
    assert len({height for _, _, height in line}) >= 4


def test_a_tune_of_three_notes_is_not_answered() -> None:
    assert counter_line(a_tune()[:3], CHORDS, KEY, draw=Stream(1)) == []


def test_the_same_seed_writes_the_same_parts() -> None:
    again: Sketch = sketched.__wrapped__("romance")[0]
    assert again == sketched("romance")[0]


def _in_minor(*roots: str) -> tuple[ChordSpan, ...]:
    names = [Key.parse(f"{root} minor").tonic for root in roots]
    return tuple(ChordSpan(Fraction(4 * n), Fraction(4), Chord(name, "min", name), "i", 0.2) for n, name in enumerate(names))


def test_a_thriller_leaves_the_middle_empty_and_a_farewell_is_narrow() -> None:
    chords = _in_minor("C", "F", "Ab", "C", "Bb", "F", "G", "C")
    hollow, narrow = (lead_voices(chords, [80] * 8, draw=Stream(1), idiom=idiom) for idiom in ("thriller", "intimate"))
    assert all(middle - low >= 11 for _, low, middle, _ in hollow)
    assert all(top - low <= 20 for _, low, _, top in narrow) and all(bass >= 38 for bass, *_ in narrow)


def test_a_battle_strides_in_the_bass_where_a_farewell_steps() -> None:
    chords = _in_minor("C", "Ab", "F", "D", "Bb", "G", "C", "Eb", "C", "Ab", "Eb", "G", "F", "Ab", "G", "C")

    def moves(idiom: str) -> list[int]:
        drawn = [lead_voices(chords, [80] * 16, draw=Stream(seed), idiom=idiom) for seed in range(1, 6)]
        return [abs(b[0] - a[0]) for voices in drawn for a, b in pairwise(voices)]

    def strides(idiom: str) -> int:
        return sum(move in (5, 7) for move in moves(idiom))

    def steps(idiom: str) -> int:
        return sum(0 < move <= 2 for move in moves(idiom))

    assert strides("action") > strides("intimate") and steps("intimate") > steps("action")


def test_a_bass_that_strode_walks_and_one_that_crept_strides() -> None:
    upper = (60, 64, 67)
    fourths = tuple((bass, *upper) for bass in (36, 41, 36, 41, 36, 41))
    steps = tuple((bass, *upper) for bass in (36, 38, 40, 41, 43, 41))
    after = np.array([(46, *upper), (43, *upper)])  # a fourth up, a step up
    step = Step((None, None), False, False, 0, 0, frozenset(range(12)), Spacing(), "singing")

    def dearer(path: tuple[Voicing, ...]) -> int:
        fourth, second = move_costs([path], after, step)[0]
        return int(fourth - second)

    assert dearer(fourths) > dearer(steps)


def test_tension_that_comes_and_goes_drifts_less_than_tension_that_stays() -> None:
    held = [[60] * 32, [64] * 32, [67] * 32]
    breath = Breath([*held, [67] * 16 + [61] * 16], KEY)
    beneath = breath.beneath([*held, []], 3, 0, 7)
    swinging = ([67] * 4 + [61] * 4) * 4
    assert breath.drift(beneath, swinging) < 0 < breath.drift(beneath, [67] * 16 + [61] * 16)


def test_no_inner_voice_begins_to_sing_on_words() -> None:
    chords = (chord("C", "maj", 0, 8), chord("F", "maj", 8, 8), chord("C", "maj", 16, 8), chord("C", "maj", 24))
    voicings = lead_voices(chords, [80] * 4, draw=Stream(3, "words"))

    def begun(spoken: list[tuple[Fraction, Fraction]]) -> int:
        lines = voice_lines(chords, voicings, KEY, decorate=True, draw=Stream(3, "words"), idiom="intimate", spoken=spoken)
        return sum(10 < note.onset < 13 for line in lines[1:] for note in line)

    assert begun([(F(8), F(16))]) == 0 < begun([])
