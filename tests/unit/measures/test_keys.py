"""The key of a line is told from its notes, and from its page where notes leave it open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from originalscore.measures.keys import find_key

F = Fraction


def line(*heights: int) -> list[tuple[Fraction, Fraction, int]]:
    return [(F(n), F(1), height) for n, height in enumerate(heights)]


@pytest.mark.parametrize(("heights", "key"), [
    ((62, 66, 69, 67, 66, 64, 61, 62), "D major"),
    ((62, 65, 69, 70, 69, 67, 65, 64, 61, 62), "D minor"),
    ((67, 71, 74, 72, 71, 69, 66, 67), "G major"),
    ((63, 67, 70, 68, 67, 65, 62, 63), "Eb major"),
    ((62, 64, 65, 69, 71, 72, 69, 65, 64, 62), "D dorian"),
])  # fmt: skip
def test_the_key_is_told_from_the_notes(heights: tuple[int, ...], key: str) -> None:
    assert str(find_key(line(*heights))) == key


def test_a_printed_signature_decides_between_spellings() -> None:
    heights = (66, 70, 73, 71, 70, 68, 65, 66)
    assert str(find_key(line(*heights), signature=6)) == "F# major"
    assert str(find_key(line(*heights), signature=-6)) == "Gb major"
