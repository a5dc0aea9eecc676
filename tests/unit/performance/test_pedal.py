from fractions import Fraction

from originalscore.model.performance import PlayedNote
from originalscore.model.score import Direction, Part
from originalscore.music.pitch import Pitch
from originalscore.performance.pedal import is_pedalled, under_pedal


def note(onset_s: float, pitch: str, length_s: float = 0.4, technique: str = "struck") -> PlayedNote:
    return PlayedNote(onset_s, length_s, Pitch.parse(pitch), "", 0.5, technique)


def ends(notes: list[PlayedNote], changes_s: list[float], hits_s: list[float]) -> list[float]:
    return [round(one.onset_s + one.length_s, 2) for one in under_pedal(notes, changes_s, hits_s, 1.0)]


def test_notes_ring_to_the_next_change_of_the_pedal_and_a_struck_key_ends_its_ringing():
    line = [note(0, "C3"), note(0.5, "G3"), note(1, "C3"), note(1.5, "E4"), note(1.95, "F3"), note(2.5, "A3")]
    assert ends(line, [0, 2, 4], []) == [0.97, 2.06, 2.06, 2.06, 4.06, 4.06]


def test_the_pedal_is_lifted_with_the_hands_before_a_rest_and_before_a_hit():
    line = [note(0, "C3"), note(0.5, "G3"), note(3, "C3"), note(3.2, "E3"), note(4, "C2")]
    assert ends(line, [0, 2, 4, 6], [4]) == [0.9, 0.9, 3.4, 3.6, 6.06]


def test_only_a_part_that_says_so_is_pedalled():
    assert is_pedalled(Part("piano", (), (), (), (Direction(Fraction(0), "con ped."),), ()))
    assert not is_pedalled(Part("piano", (), (), (), (), ()))
