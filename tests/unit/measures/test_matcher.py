"""A theme is found again in every guise, and not where it is not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.own_theme import heights

from originalscore.chance import Stream
from originalscore.measures.matcher import Note, find_theme, likeness_of
from originalscore.model.plan import Theme, ThemeNote
from originalscore.music.key import Key
from originalscore.music.meter import Meter

F = Fraction
ONCE, ZERO = F(1), F(0)
LAMP = heights()
HEAD = LAMP[:5]
#: A line that has nothing to do with it.
OTHER = [(F(n), F(1), height) for n, height in enumerate((60, 60, 67, 67, 69, 69, 67, 65, 65, 64, 64, 62, 62, 60, 72, 70, 68, 66, 61, 63))]


def theme_of(notes: list[Note]) -> Theme:
    key = Key.parse("G major")
    return Theme(
        "t", "", "tender", "invented", key, Meter(3), "sentence", 8, 5, tuple(ThemeNote(o, n, key.spell(h)) for o, n, h in notes), ()
    )


def moved(notes: list[Note], by: int = 0, scale: Fraction = ONCE, start: Fraction = ZERO) -> list[Note]:
    return [(start + (o - notes[0][0]) * scale, length * scale, h + by) for o, length, h in notes]


def in_minor(notes: list[Note]) -> list[Note]:
    return [(o, length, h - ((h - 7) % 12 in (4, 9, 11))) for o, length, h in notes]


def changed(notes: list[Note]) -> list[Note]:
    return [(o, length, h + (2 if n in (7, 15) else 0)) for n, (o, length, h) in enumerate(notes)]


def in_four(notes: list[Note]) -> list[Note]:
    """The downbeats of the waltz held a beat longer."""
    return [(o + (o // 3), length + (1 if o % 3 == 0 else 0), h) for o, length, h in notes]


@pytest.mark.parametrize(("statement", "guise"), [
    (moved(LAMP, 5), "full"), (changed(LAMP), "full"), (moved(LAMP, -26), "bass"), (moved(LAMP, scale=F(2)), "augmented"),
    (moved(LAMP, scale=F(1, 2)), "diminished"), (in_minor(LAMP), "minor"), (in_four(LAMP), "retimed"), (moved(HEAD, -3), "head"),
    (moved(HEAD, 2, F(2)), "augmented"), (LAMP[:11], "fragment"), ([(o, n, 140 - h) for o, n, h in LAMP], "inverted"),
])  # fmt: skip
def test_a_planted_statement_is_found_in_its_guise(statement: list[Note], guise: str) -> None:
    start = OTHER[-1][0] + 2
    planted = moved(statement, start=start)
    end = planted[-1][0] + planted[-1][1]
    line = [*OTHER, *planted, *moved(OTHER, 1, start=end + 1)]
    found = find_theme(theme_of(LAMP), line)
    assert [one.guise_guess for one in found] == [guise]
    assert start - 1 <= found[0].start_beat and found[0].end_beat <= end + 1 and found[0].likeness >= 0.66


def test_heads_that_climb_are_one_sequence() -> None:
    late = moved(LAMP[11:])
    line = [*moved(late[:5], 1), *moved(late[:5], 3, start=F(6)), *moved(late[:5], 5, start=F(12))]
    assert [found.guise_guess for found in find_theme(theme_of(late), line)] == ["sequence"]


def test_unrelated_lines_hold_no_statement() -> None:
    assert find_theme(theme_of(LAMP), OTHER) == ()
    assert likeness_of(theme_of(LAMP), theme_of(OTHER)) <= 0.6
    walks = 0
    for seed in range(20):
        draw, height, walk = Stream(seed, "walk"), 66, []
        for n in range(48):
            height = min(82, max(55, height + draw.choose((-4, -2, -1, 0, 1, 2, 3, 5, -5))))
            walk.append((F(n, 2), F(1, 2), height))
        walks += bool(find_theme(theme_of(LAMP), walk))
    assert walks <= 1


def test_shuffled_notes_are_no_statement() -> None:
    order = Stream(1, "shuffle").shuffled([height for _, _, height in LAMP])
    assert not [f for f in find_theme(theme_of(LAMP), [(o, n, h) for (o, n, _), h in zip(LAMP, order)]) if f.guise_guess == "full"]
