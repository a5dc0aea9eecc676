"""Every way of counting: what each option does to the share, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.ledger.made import ledger_of, piece

from originalscore.eligibility.counting import OPTIONS, counted, options_of, original, people_of, unsaid_of
from originalscore.model.ledger import Ledger, Party, Reuse


def shares(ledger: Ledger) -> dict[str, Fraction]:
    """The share when only one choice differs from the usual ones, by ``option choice``; and ``usual``."""
    usual = {name: choices[0][0] for name, choices in OPTIONS.items()}
    found = {}
    for one in counted(ledger, original(ledger)):
        other = [f"{name} {choice}" for name, choice in (*one.choices, *one.facts) if choice != usual.get(name)]
        if len(other) < 2:
            found[other[0] if other else "usual"] = one.share
    return found


def test_what_overlaps_counts_once_or_for_each_piece() -> None:
    found = shares(ledger_of(piece("a", 0, 30), piece("b", 20, 40, origin="pre-existing")))
    assert found == {"usual": Fraction(30, 40), "overlaps each piece": Fraction(30, 50)}


def test_the_end_credits_count_or_are_left_out_of_both_sides() -> None:
    ledger = ledger_of(piece("a", 0, 60), piece("s1", 60, 90, origin="pre-existing", lyric=True), credits_frame=80 * 24)
    assert shares(ledger) == {"usual": Fraction(60, 90), "end credits left out": Fraction(60, 80)}


def test_a_logo_counts_or_is_left_out() -> None:
    ledger = ledger_of(piece("a", 10, 40), piece("l", 0, 10, origin="pre-existing", usage="EE"))
    assert shares(ledger) == {"usual": Fraction(30, 40), "logos left out": Fraction(1)}


def test_source_music_is_original_or_not_or_left_out() -> None:
    ledger = ledger_of(piece("a", 0, 52), piece("b", 52, 100, on_screen=True))
    assert shares(ledger) == {"usual": Fraction(1), "source music not original": Fraction(52, 100), "source music left out": Fraction(1)}


def test_songs_written_for_the_film_are_original_or_not() -> None:
    assert shares(ledger_of(piece("a", 0, 30), piece("b", 30, 40, lyric=True)))["songs not original"] == Fraction(3, 4)


def test_an_adapted_theme_is_pre_existing_where_it_sounds_unless_its_working_counts() -> None:
    ledger = ledger_of(
        piece("a", 0, 40, bars=20, reuse=(Reuse("Part One", "keeper", 5),)), piece("b", 40, 50, origin="public domain adapted")
    )
    assert shares(ledger) == {"usual": Fraction(30, 50), "adaptations original": Fraction(1)}


def test_music_by_others_than_those_put_forward_is_original_or_not() -> None:
    ledger = ledger_of(piece("a", 0, 30, writers=(Party("Ann", "C"),)), piece("b", 30, 40, writers=(Party("Ben", "C"),)), composer="ann")
    assert shares(ledger)["other writers not original"] == Fraction(3, 4)


def test_an_inaudible_tail_counts_or_does_not() -> None:
    ledger = ledger_of(piece("a", 0, 40, tail_frames=10 * 24), piece("b", 40, 70, origin="pre-existing"))
    assert shares(ledger) == {"usual": Fraction(40, 70), "inaudible tails left out": Fraction(30, 60)}


def test_what_nobody_has_said_is_gone_through_both_ways() -> None:
    ledger = ledger_of(piece("a", 0, 30), piece("b", 30, 40, origin=""), undeclared=((40 * 24, 50 * 24),))
    assert unsaid_of(ledger) == ("origin", "undeclared music")
    assert {one.share for one in counted(ledger, original(ledger))} == {Fraction(1), Fraction(4, 5), Fraction(3, 4), Fraction(3, 5)}


def test_options_that_change_nothing_are_not_gone_through() -> None:
    assert options_of(ledger_of(piece("a", 0, 30), piece("b", 30, 40))) == ()


def test_without_music_there_is_no_share() -> None:
    ledger = ledger_of()
    assert counted(ledger, original(ledger)) == ()
    only = ledger_of(piece("a", 0, 10, on_screen=True))
    assert {dict(one.choices)["source music"] for one in counted(only, original(only))} == {"original", "not original"}


@pytest.mark.parametrize(
    ("told", "people"), [("Ann", 1), ("Ann; Ben", 2), ("Ann and Ben", 2), ("Ann, Ben & Cy", 3), (" ", 0), ("Andy Anders", 1)]
)
def test_people_put_forward_are_counted(told: str, people: int) -> None:
    assert len(people_of(told)) == people


def test_a_long_ledger_is_counted_quickly_and_overlaps_exactly() -> None:
    pieces = [piece(f"p{n}", n, n + 2, origin="composed here" if n % 3 else "pre-existing") for n in range(0, 300)]
    share = counted(ledger_of(*pieces, length_s=400), original(ledger_of()))[0].share
    heard = [any(n % 3 for n in (second - 1, second) if 0 <= n < 300) for second in range(301)]
    assert share == Fraction(sum(heard), 301)
