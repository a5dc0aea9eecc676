from fractions import Fraction

from originalscore.model.score import Note
from originalscore.music.pitch import Pitch
from originalscore.orchestration.words import part_words

F = Fraction


def said(instrument: str, notes: list[Note], *, single: bool = False) -> list[tuple[float, str]]:
    return [(float(word.beat), word.words) for word in part_words(instrument, [], notes, single=single)]


def held(*figures: tuple[int, int, str]) -> list[Note]:
    return [Note(F(at), F(length), Pitch.parse(pitch)) for at, length, pitch in figures]


def test_a_section_is_told_where_it_divides_and_where_it_plays_together_again(monkeypatch):
    notes = held((0, 4, "C4"), (4, 4, "C4"), (4, 4, "E4"), (8, 2, "D4"), (10, 4, "C4"), (10, 4, "F4"), (14, 8, "D4"), (22, 4, "D4"))
    monkeypatch.setattr("originalscore.orchestration.words._techniques", lambda passages, notes: [])
    assert said("violas", notes) == [(4, "div."), (14, "unis.")]
    assert said("horns", notes) == [(14, "unis.")] and said("horns", notes[:1]) == [(0, "unis.")]
    assert said("violas", notes, single=True) == [] == said("violas", notes[:1])


def test_a_drum_is_named_when_it_is_struck_first_and_after_a_long_rest():
    notes = [
        Note(F(at), F(1), None, sound) for at, sound in [(0, "bass-drum"), (0, "crash"), (4, "bass-drum"), (30, "snare"), (60, "bass-drum")]
    ]
    assert said("percussion", notes) == [(0, "Bass Drum + Crash Cymbals"), (30, "Snare Drum"), (60, "Bass Drum")]
