from fractions import Fraction

from originalscore.model.score import Note
from originalscore.model.sketch import LinePoint
from originalscore.music.pitch import Pitch
from originalscore.orchestration.words import part_words

F = Fraction


def said(instrument: str, notes: list[Note], *, single: bool = False, level: float = 0.5) -> list[tuple[float, str]]:
    curve = (LinePoint(F(0), level),)
    return [(float(word.beat), word.words) for word in part_words(instrument, [], notes, curve, single=single)]


def held(*figures: tuple[int, int, str]) -> list[Note]:
    return [Note(F(at), F(length), Pitch.parse(pitch)) for at, length, pitch in figures]


def test_a_section_is_told_where_it_divides_and_where_it_plays_together_again(monkeypatch):
    notes = held((0, 4, "C4"), (4, 4, "C4"), (4, 4, "E4"), (8, 2, "D4"), (10, 4, "C4"), (10, 4, "F4"), (14, 8, "D4"), (22, 4, "D4"))
    monkeypatch.setattr("originalscore.orchestration.words._techniques", lambda passages, notes: [])
    assert said("violas", notes) == [(4, "div."), (14, "unis.")]
    assert said("violas", notes, single=True) == [] == said("violas", notes[:1])


def test_of_brass_on_one_staff_it_is_said_who_plays(monkeypatch):
    monkeypatch.setattr("originalscore.orchestration.words._techniques", lambda passages, notes: [])
    line, chords = held((0, 4, "C4"), (4, 4, "E4")), held((8, 4, "C4"), (8, 4, "E4"), (12, 4, "G4"), (12, 4, "D4"))
    assert said("horns", line, level=0.4) == [(0, "1.")]
    assert said("horns", line, level=0.6) == [(0, "a 2")] and said("trumpets", line, level=0.6) == [(0, "1.")]
    assert said("horns", line, level=0.9) == [(0, "a 4")] and said("trombones", line, level=0.9) == [(0, "a 3")]
    assert said("horns", [*line, *chords]) == [(0, "1."), (8, "1.2.")]
    triads = [note for at in (0, 4) for note in held((at, 4, "C3"), (at, 4, "E3"), (at, 4, "G3"))]
    assert said("trombones", triads) == []  # three players, three notes: nothing to say
    assert said("trombones", [*triads, *held((16, 8, "C3"), (24, 4, "C3"))], level=0.7) == [(16, "a 2")]
    assert said("horns", line, single=True) == []


def test_a_drum_is_named_when_it_is_struck_first_and_after_a_long_rest():
    notes = [
        Note(F(at), F(1), None, sound) for at, sound in [(0, "bass-drum"), (0, "crash"), (4, "bass-drum"), (30, "snare"), (60, "bass-drum")]
    ]
    assert said("percussion", notes) == [(0, "Bass Drum + Crash Cymbals"), (30, "Snare Drum"), (60, "Bass Drum")]
