from fractions import Fraction
from itertools import combinations

from originalscore.model.score import Note
from originalscore.music.pitch import Pitch
from originalscore.orchestration.pedals import with_pedals

F = Fraction


def chord(onset: object, *pitches: str) -> list[Note]:
    return [Note(F(str(onset)), F(1), Pitch.parse(pitch)) for pitch in pitches]


def test_no_name_is_wanted_in_two_ways_at_once():
    kept, lost = with_pedals(chord(0, "Eb3", "G3", "E4"))
    assert [note.pitch.height for note in kept] == [51, 55, 64] and not lost
    assert all(a.pitch.name.step != b.pitch.name.step for a, b in combinations(kept, 2) if a.pitch.name != b.pitch.name)


def test_a_pedal_is_not_moved_under_a_string_that_has_just_sounded_where_another_name_will_do():
    kept, _ = with_pedals([*chord(0, "D4"), *chord("1/2", "D#4"), *chord(4, "D4"), *chord(8, "D#4")])
    assert [str(note.pitch) for note in kept] == ["D4", "Eb4", "D4", "D#4"]


def test_what_no_setting_gives_is_said():
    kept, lost = with_pedals(chord(0, "C4", "C#4", "D4", "Eb4", "E4", "F4", "F#4", "G4"))
    assert len(kept) + len(lost) == 8 and lost
    assert len({note.pitch.name.step for note in kept}) == len(kept)


def test_a_diatonic_part_is_left_as_it_is():
    notes = [note for n in range(8) for note in chord(n, "D3", "F#4", "A4")]
    assert with_pedals(notes) == (notes, [])
