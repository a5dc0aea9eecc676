from fractions import Fraction

from originalscore.model.score import Dynamic, Hairpin
from originalscore.orchestration.dynamics import said_once

F = Fraction


def swells(*starts: int, length: int = 4) -> tuple[Hairpin, ...]:
    return tuple(
        pin
        for start in starts
        for pin in (
            Hairpin(F(start), F(start) + F(length, 2), "crescendo"),
            Hairpin(F(start) + F(length, 2), F(start + length), "diminuendo"),
        )
    )


def test_like_swells_in_a_row_are_printed_twice_and_then_simile():
    row = swells(0, 4, 8, 12, 16)
    kept, words = said_once((Dynamic(F(0), "p"),), (*row, Hairpin(F(20), F(24), "crescendo")))
    assert kept == (*row[:4], Hairpin(F(20), F(24), "crescendo"))
    assert [(word.beat, word.words) for word in words] == [(8, "simile")]


def test_three_swells_and_swells_between_marks_are_printed():
    assert said_once((), swells(0, 4, 8)) == (swells(0, 4, 8), ())
    marks = tuple(Dynamic(F(4 * n), "pf"[n % 2]) for n in range(5))
    assert said_once(marks, swells(0, 4, 8, 12, 16)) == (swells(0, 4, 8, 12, 16), ())
    apart = swells(0, 8, 16, 24, 32)
    assert said_once((), apart) == (apart, ())
