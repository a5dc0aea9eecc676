"""Sound in blocks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from originalscore.mix.blocks import ahead


def test_blocks_made_ahead_are_the_same_in_the_same_order() -> None:
    assert list(ahead(range(1, 100))) == list(range(1, 100))
    assert not list(ahead([]))


def test_the_next_block_is_made_while_the_last_is_worked_on() -> None:
    second = threading.Event()

    def blocks() -> Iterator[int]:
        yield 1
        second.set()
        yield 2

    made = ahead(blocks())
    assert next(made) == 1
    assert second.wait(20)
    assert list(made) == [2]


def test_a_fault_in_making_reaches_whoever_works() -> None:
    def blocks() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    made = ahead(blocks())
    assert next(made) == 1
    with pytest.raises(OSError, match="gone"):
        next(made)
