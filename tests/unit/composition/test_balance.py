"""Triads in balance: the one that is everywhere gets dearer, and so does a new one among many."""

from __future__ import annotations

import pytest

from originalscore.composition.balance import Balance, triads_in_use

_HOME, _AWAY, _NEW = (0, "M"), (5, "M"), (3, "m")


def test_equal_shares_count_one_each() -> None:
    assert triads_in_use([4.0] * 6) == pytest.approx(6)
    assert 1 < triads_in_use([20.0, 4.0]) < 2
    assert triads_in_use([]) == 0


def test_a_triad_that_is_everywhere_gets_dearer_and_others_do_not() -> None:
    short, long = Balance([(_HOME, 8.0), (_AWAY, 4.0)]), Balance([(_HOME, 32.0), (_AWAY, 4.0)])
    assert 0 < short.cost(_HOME) < long.cost(_HOME)
    assert long.cost(_AWAY) == long.cost(_NEW) == 0


def test_a_triad_counts_whatever_the_order_it_was_said_in() -> None:
    assert Balance([(_HOME, 8.0), (_AWAY, 4.0), (_HOME, 8.0)]).cost(_HOME) == Balance([(_HOME, 16.0), (_AWAY, 4.0)]).cost(_HOME)


def test_among_many_triads_a_new_one_costs_and_a_known_one_does_not() -> None:
    many = Balance([((semitones, "M"), 4.0) for semitones in range(10)])
    assert many.cost(_NEW) > 0 == many.cost(_HOME)
    assert Balance([]).cost(_NEW) == 0
