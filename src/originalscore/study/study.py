"""A piece measured: every figure of the craft table beside the range of real music, and its tension over time.

A long piece is measured in stretches of sixteen bars, as the real music was, and the median stands for it; the end is that of the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import ClassVar

import numpy as np

from originalscore.measures.abstract import Voices
from originalscore.measures.craft import INFORMATION, MEASURES, Measure, measure, with_information
from originalscore.measures.information import Expectation
from originalscore.measures.ranges import Range, real_ranges
from originalscore.measures.sonority import class_weights, correlation, find_key, smoothed, strains
from originalscore.model.sketch import curve_level
from originalscore.study.character import told_by
from originalscore.study.read import Piece
from originalscore.study.traits import Difference, Trait, differences, traits_of

#: The measure that is read at the end of the last stretch, not in the middle.
_AT_END = "tension at the end"


@dataclass(frozen=True)
class Figure:
    """A line of the table: ``low``, ``middle`` and ``high`` are the 5th, 50th and 95th percentile of real music.

    ``value`` is None where the piece has no such thing; ``says`` is empty inside the range, and plain words outside it.
    """

    name: str
    words: str
    value: float | None
    low: float
    middle: float
    high: float
    says: str


@dataclass(frozen=True)
class TensionPoint:
    """A beat: strain of what sounds over two bars, and the target it was written to, both None where there is none."""

    beat: int
    strain: float | None
    target: float | None


@dataclass(frozen=True)
class Study:
    """All that was measured of a piece.

    ``traits`` are its character (tempo, pace, register ...: ``character``), ``figures`` the craft table; ``key`` is its own or the one found in its notes (``key_is_found``); ``inside`` is the share of figures in the range of real music;
    ``tension_held`` the correlation of strain with its target, None without a target.
    """

    SCHEMA: ClassVar[str] = "Study.3"

    name: str
    title: str
    bars: int
    voices: int
    key: str
    key_is_found: bool
    traits: tuple[Trait, ...]
    figures: tuple[Figure, ...]
    inside: float
    tension: tuple[TensionPoint, ...]
    tension_held: float | None


def study_piece(piece: Piece, model: Expectation | None = None) -> Study:
    """Measure a piece; ``model`` adds the surprise of its melody."""
    table = with_information(model) if model else MEASURES
    found = [measure(part, table) for part in piece.excerpts]
    figures = tuple(_figure(row, [one[row.name] for one in found]) for row in table)
    known = [figure for figure in figures if figure.value is not None]
    tension = _tension(piece)
    held = correlation(np.array([_number(point.strain) for point in tension]), np.array([_number(point.target) for point in tension]))
    key = piece.voices.key or find_key(class_weights(piece.voices).sum(0))
    return Study(
        piece.name, piece.reading.title, len(piece.reading.bars) - 1, len(piece.voices.all), str(key), piece.voices.key is None, (*traits_of(piece), *told_by(figures)), figures,
        sum(not figure.says for figure in known) / len(known) if known else 0.0, tension, held,
    )  # fmt: skip


def compare(one: Study, other: Study) -> tuple[Difference, ...]:
    """Two pieces side by side: in which traits they are unlike."""
    return differences(one.traits, other.traits)


def alike_in(studies: Sequence[Study]) -> tuple[str, ...]:
    """The traits in which some two of the pieces are not told apart; empty when all differ from each other in every one."""
    pairs = [compare(one, other) for one, other in combinations(studies, 2)]
    return tuple(dict.fromkeys(found.name for pair in pairs for found in pair if found.unlike is False))


def without_information() -> str:
    """Why the surprise of the melody is not in a table."""
    return f"{INFORMATION}: not measured; it is learned from the old tunes that come with music21, which is not installed"


def _figure(row: Measure, values: list[float | None]) -> Figure:
    known = [value for value in (values[-1:] if row.name == _AT_END else values) if value is not None]
    real = real_ranges()[row.name]
    value = round(float(np.median(known)), 3) if known else None
    return Figure(row.name, row.words, value, real.low, real.middle, real.high, _says(row, value, real))


def _says(row: Measure, value: float | None, real: Range) -> str:
    if value is None or real.holds(value):
        return ""
    return (row.below or "less than in real music") if value < real.low else (row.above or "more than in real music")


def _tension(piece: Piece) -> tuple[TensionPoint, ...]:
    voices: Voices = piece.voices
    width = max(1, round(2 * voices.beats_a_bar))
    strain = smoothed(strains(voices), width)
    target = np.array([curve_level(piece.target, Fraction(beat)) for beat in range(len(strain))]) if piece.target else strain * np.nan
    curves = zip(strain, smoothed(target, width), strict=True)
    return tuple(TensionPoint(beat, _known(one), _known(other)) for beat, (one, other) in enumerate(curves))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
