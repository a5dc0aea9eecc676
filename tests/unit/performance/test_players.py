"""Notes that sound together belong to different players, each with habits of his own."""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.score import Note, Part
from originalscore.model.sketch import LinePoint
from originalscore.music.pitch import Pitch
from originalscore.performance.players import _drift, divide, following, habits

F = Fraction


def part(instrument: str, *notes: tuple[float, float, str]) -> Part:
    written = tuple(Note(F(onset), F(length), Pitch.parse(pitch)) for onset, length, pitch in notes)
    return Part(instrument, written, (), (), (), (LinePoint(F(0), 0.5),))


def test_a_chord_is_divided_from_the_top() -> None:
    assert divide(part("violins-1", (0, 4, "C5"), (0, 4, "G5"), (0, 4, "E5"))) == (2, 0, 1)


def test_a_line_is_the_whole_section_under_its_leader() -> None:
    assert divide(part("cellos", (0, 1, "C3"), (1, 1, "D3"), (2, 2, "E3"))) == (0, 0, 0)


def test_whoever_is_free_takes_the_next_note() -> None:
    assert divide(part("horns", (0, 4, "C4"), (1, 1, "E4"), (2, 1, "F4"), (4, 1, "G4"))) == (0, 1, 1, 0)


def test_one_person_plays_all_the_keys() -> None:
    assert divide(part("piano", (0, 4, "C4"), (0, 4, "E4"), (1, 1, "G4"))) == (0, 0, 0)


def test_a_section_has_no_more_players_than_it_divides_into() -> None:
    assert max(divide(part("trumpets", *((0, 4, name) for name in ("C5", "E5", "G5", "A4", "F4"))))) == 2


def test_each_player_knows_what_he_plays_next() -> None:
    divided = part("violas", (0, 2, "E4"), (0, 2, "C4"), (2, 2, "F4"), (2, 2, "D4"))
    after = following(divided, divide(divided))
    assert [str(note.pitch) if note else "" for note in after] == ["F4", "D4", "", ""]


def test_players_differ_in_time_and_tuning_by_little() -> None:
    people = habits(part("violins-1", (0, 4, "C5")), (0, 1, 2, 3), 30.0, Stream(1, "test"))
    assert len(people) == 4
    assert len({one.cents for one in people}) > 1 and all(abs(one.cents) < 12 for one in people)
    for at_s in (0.5, 7.3, 21.0):
        offsets = [one.offset_s(at_s) for one in people]
        assert len(set(offsets)) == 4
        assert max(offsets) - min(offsets) < 0.05


def _likeness(drift: list[float], apart: int) -> float:
    """Correlation of a drift with itself so many steps later."""
    middle = sum(drift) / len(drift)
    return sum((a - middle) * (b - middle) for a, b in zip(drift, drift[apart:], strict=False)) / sum((a - middle) ** 2 for a in drift)


def test_a_drift_is_pink_neither_white_nor_a_walk() -> None:
    pink = [_drift(Stream(n, "pink"), 400.0).steps_ms for n in range(6)]
    near, far = (sum(_likeness(list(steps), apart) for steps in pink) / len(pink) for apart in (1, 8))
    assert 0.5 < near < 0.9 and 0.05 < far < 0.5
    white = [float(Stream(n, "white").between(-9, 9)) for n in range(800)]
    walk = [sum(white[:n]) for n in range(1, 801)]
    assert _likeness(white, 1) < 0.5 and _likeness(walk, 8) > 0.5
