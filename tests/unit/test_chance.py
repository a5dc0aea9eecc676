"""Chance is named, counted and the same everywhere."""

import pytest

from originalscore.chance import Stream


def test_the_same_path_draws_the_same_numbers() -> None:
    assert [Stream(7, "c1", "sketch").below(1000) for _ in range(3)] == [Stream(7, "c1", "sketch").below(1000)] * 3


def test_the_stream_is_pinned_against_silent_change() -> None:
    stream = Stream(7, "c1", "sketch", 1)
    assert [stream.below(1000) for _ in range(5)] == [157, 402, 868, 624, 185]


@pytest.mark.parametrize(("a", "b"), [((7, "c1"), (8, "c1")), ((7, "c1"), (7, "c2")), ((7, "c1", "x"), (7, "c1x"))])
def test_another_name_draws_other_numbers(a: tuple[int | str, ...], b: tuple[int | str, ...]) -> None:
    left, right = Stream(int(a[0]), *a[1:]), Stream(int(b[0]), *b[1:])
    assert [left.below(10**9) for _ in range(4)] != [right.below(10**9) for _ in range(4)]


def test_splitting_does_not_advance_the_parent() -> None:
    one, other = Stream(1, "a"), Stream(1, "a")
    one.split("b").below(10)
    assert one.below(10**9) == other.below(10**9)


def test_all_values_below_a_limit_come_up_about_equally_often() -> None:
    stream = Stream(3, "even")
    counts = [0] * 6
    for _ in range(6000):
        counts[stream.below(6)] += 1
    assert min(counts) > 880 and max(counts) < 1120


def test_weights_rule_the_choice() -> None:
    stream = Stream(3, "weights")
    drawn = [stream.choose("abc", (0, 9, 1)) for _ in range(2000)]
    assert "a" not in drawn and 120 < drawn.count("c") < 280


def test_shuffling_keeps_every_item() -> None:
    assert sorted(Stream(5, "cards").shuffled(range(52))) == list(range(52))


def test_drawing_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Stream(1).below(0)
