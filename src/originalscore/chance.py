"""Chance that is the same everywhere: one stream per decision, made from a hash in counter mode.

The film seed and a path of names (cue id, stage, take, decision) are hashed with BLAKE2b; block ``n`` of
the stream is the hash of that digest and the counter ``n``. Only integers are drawn, so neither a library
upgrade nor another machine changes the music, and re-rolling one cue leaves every other stream untouched.

Source of the construction: RFC 7693 (BLAKE2), used as a keyed hash in counter mode.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

_BLOCK = 8  # bytes drawn at a time


class Stream:
    """A source of integers named by a seed and a path of names.

    The only object of the house that keeps state: make one per decision with :meth:`split`, draw from it,
    and let it go.
    """

    def __init__(self, seed: int, *path: str | int) -> None:
        self._path = (seed, *path)
        text = "\x1f".join(str(name) for name in self._path)
        self._digest = hashlib.blake2b(text.encode(), digest_size=32).digest()
        self._counter = 0

    @property
    def path(self) -> tuple[str | int, ...]:
        """The seed and the names that this stream was made from."""
        return self._path

    def split(self, *path: str | int) -> Stream:
        """A fresh stream for a decision below this one; it does not advance this stream."""
        seed, *names = self._path
        return Stream(int(seed), *names, *path)

    def _draw(self) -> int:
        block = hashlib.blake2b(self._counter.to_bytes(8, "big"), key=self._digest, digest_size=_BLOCK)
        self._counter += 1
        return int.from_bytes(block.digest(), "big")

    def below(self, limit: int) -> int:
        """An integer from 0 to ``limit`` - 1, all equally likely (rejection, no modulo bias)."""
        if limit < 1:
            raise ValueError(f"cannot draw below {limit}")
        span = 1 << (8 * _BLOCK)
        usable = span - span % limit
        while (value := self._draw()) >= usable:
            pass
        return value % limit

    def between(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def happens(self, per_thousand: int) -> bool:
        """True with a chance of ``per_thousand`` in 1000."""
        return self.below(1000) < per_thousand

    def choose(self, items: Sequence[Item], weights: Sequence[int] | None = None) -> Item:
        """One of ``items``; ``weights`` are non-negative integers, not all zero."""
        if weights is None:
            return items[self.below(len(items))]
        mark = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            if mark < weight:
                return item
            mark -= weight
        raise AssertionError("weights changed while drawing")

    def shuffled(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """All ``items`` in a random order (Fisher-Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)

    def bell(self, spread: int) -> int:
        """An integer around 0, bell-shaped (sum of four uniforms), standard deviation about 0.58 x ``spread``."""
        return sum(self.between(-spread, spread) for _ in range(4)) // 4 * 2 if spread else 0
