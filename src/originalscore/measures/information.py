"""How surprising a melody is: bits a note, given the scale degree it leaves and up to two moves before, learned from old tunes.

A small model of expectation after M. Pearce, *The Construction and Evaluation of Statistical Models of Melodic Structure*, 2005 (IDyOM):
counts of each move after each context, mixed by Witten-Bell backoff (I. Witten and T. Bell, IEEE Trans. Inf. Theory 37(4), 1991). The
product ships no trained model: whoever wants the figure brings tunes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from originalscore.measures.abstract import Voice, Voices
from originalscore.measures.lines import phrases
from originalscore.measures.sonority import class_weights, find_key

#: Moves that the model can meet: three octaves either way.
_MOVES = 73
_Context = tuple[int, ...]


@dataclass(frozen=True)
class Expectation:
    """Counts of moves by context: nothing, degree, degree and move, degree and two moves."""

    counts: dict[_Context, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, heights: Sequence[int], tonic: int) -> None:
        """Take in a tune whose tonic is the pitch class ``tonic``."""
        for contexts, move in _events(heights, tonic):
            for context in contexts:
                self.counts[context][move] += 1

    def bits(self, heights: Sequence[int], tonic: int) -> list[float]:
        """Surprise of every move of a melody, bits."""
        return [-math.log2(self._chance(contexts, move)) for contexts, move in _events(heights, tonic)]

    def _chance(self, contexts: list[_Context], move: int) -> float:
        chance = 1 / _MOVES
        for context in contexts:
            seen = self.counts.get(context)
            if seen:
                total, kinds = sum(seen.values()), len(seen)
                chance = (seen[move] + kinds * chance) / (total + kinds)
        return chance


def train(tunes: Iterable[Sequence[int]]) -> Expectation:
    """Learn from melodies, each a sequence of heights; the key of each is found in its notes."""
    model = Expectation()
    for heights in tunes:
        model.learn(heights, find_key(np.bincount([height % 12 for height in heights], minlength=12).astype(float)).tonic.pitch_class)
    return model


def information(voices: Voices, model: Expectation) -> float | None:
    """Mean surprise of the melody's moves, bits a note."""
    key = voices.key or find_key(class_weights(voices).sum(0))
    found = [bits for phrase in phrases(voices.melody) for bits in model.bits(_heights(phrase), key.tonic.pitch_class)]
    return float(np.mean(found)) if found else None


def _heights(voice: Voice) -> list[int]:
    return [height for _, _, height in voice]


def _events(heights: Sequence[int], tonic: int) -> Iterator[tuple[list[_Context], int]]:
    for n in range(1, len(heights)):
        degree, move = (heights[n - 1] - tonic) % 12, heights[n] - heights[n - 1]
        past = [heights[k] - heights[k - 1] for k in range(max(1, n - 2), n)]
        contexts: list[_Context] = [(), (degree,)]
        contexts += [(degree, *past[-count:]) for count in range(1, len(past) + 1)]
        yield contexts, move
