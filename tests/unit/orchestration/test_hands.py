"""Two hands: chords that lie under them, and chords that do not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from originalscore.model.score import Note
from originalscore.model.sketch import LineNote as Struck
from originalscore.model.sketch import LinePoint
from originalscore.music.pitch import Pitch
from originalscore.orchestration.hands import check_hands, lay_in_hands
from originalscore.orchestration.passages import Passage

F = Fraction
LEVEL = (LinePoint(F(0), 0.5),)


def passage(line: str, role: str, *heights: str, length: int = 1) -> Passage:
    notes = tuple(Struck(F(0), F(length), Pitch.parse(height)) for height in heights)
    return Passage("piano", line, role, "legato", "", notes, LEVEL)


def test_a_chord_over_five_octaves_is_taken_in_two_hands_with_the_tune_on_top() -> None:
    given = [passage("tune", "melody", "A5"), passage("bass", "bass", "D2"), passage("pad", "harmony", "F3", "A3", "D4", "F4", "A4")]
    notes, lost = lay_in_hands("piano", given)
    assert not lost and not check_hands(notes, "piano")
    top = max(notes, key=lambda note: note.pitch.height if note.pitch else 0)
    assert (top.line, top.staff) == ("tune", 1)
    assert next(note.staff for note in notes if note.line == "bass") == 2


def test_the_same_chord_in_one_hand_would_be_caught() -> None:
    notes = [Note(F(0), F(1), Pitch.parse(height)) for height in ("D2", "F3", "A5")]
    assert check_hands(notes, "piano") == notes
    fist = [Note(F(0), F(1), Pitch.parse(height)) for height in ("C4", "D4", "E4", "F4", "G4", "A4")]
    assert check_hands(fist, "piano") and not check_hands(fist[:5], "piano") and check_hands(fist[:5], "harp")


@pytest.mark.parametrize("instrument", ["piano", "harp"])
def test_more_notes_than_fingers_lose_doubled_names_first(instrument: str) -> None:
    heights = ("C2", "C3", "E3", "G3", "C4", "E4", "G4", "C5", "E5", "G5", "C6", "E6")
    notes, lost = lay_in_hands(instrument, [passage("chord", "stinger", *heights)])
    assert not check_hands(notes, instrument) and not lost
    assert {note.pitch.name.step for note in notes if note.pitch} == {"C", "E", "G"}


def test_an_accompaniment_leaves_the_right_hand_to_the_tune() -> None:
    figure = [Struck(F(n, 2), F(1, 2), Pitch.parse(height)) for n, height in enumerate(("D3", "A3", "D4", "F4"))]
    tune = Passage("piano", "tune", "melody", "legato", "", (Struck(F(0), F(2), Pitch.parse("A4")),), LEVEL)
    notes, _ = lay_in_hands("piano", [tune, Passage("piano", "figure", "figure", "legato", "", tuple(figure), LEVEL)])
    assert {note.staff for note in notes if note.line == "figure"} == {2}
