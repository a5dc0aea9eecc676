"""Whether subtitles run early, late or at another film's pace against the voices, and by how much: noticed, mended, and said.

Subtitles that follow each other closely are made one, as voices are, and the beginnings and ends of both are compared at every shift of
up to 90 s (and at the ratios of the usual frame rates). What counts is not how much of them overlaps, which chance gives a handful of lines
somewhere, but how many of their edges meet, against how many would by chance: edges are rare in time, and the farther a place is
sought, the more chances chance has. Subtitles are moved only to a place that chance would not find once in fifty films. Limits are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from originalscore.formats.subtitles import Line
from originalscore.picture.voices import AFTER_S, BEFORE_S, PAUSE_S, Spans, join_spans

Edges = NDArray[np.float64]

_STEP_S = 0.05
_REACH_S = 90.0
_RATES = (
    Fraction(1),
    Fraction(25025, 24000),
    Fraction(24000, 25025),
    Fraction(25, 24),
    Fraction(24, 25),
    Fraction(1001, 1000),
    Fraction(1000, 1001),
)
"""Film time over subtitle time: made for 25 and shown at 24000/1001, and so on."""
_LEAST_LINES, _RATE_LINES, _RATE_S, _RATE_PARTS_S = 3, 8, 120, Fraction(1, 2)
_START_S, _END_S = (-0.25, 0.25), (-0.3, 0.9)
"""How much later than a voice a subtitle may begin and end and still be its own: they linger."""
_CHANCE = 0.02
"""Chance of finding as many edges together somewhere that near; above it nothing is moved."""
_SPREAD = 1.86
"""Standard error of a median in median deviations, times the root of their number (1.4826 x 1.2533, for bells)."""
_RATE_BETTER = 3.0
"""Logarithm of how much less likely than the best place without another rate one with another rate must be."""
_COVERED = 0.6
"""Share of the subtitles' time that lies on voices at the new place (they linger)."""
_LEAST_SHIFT_S, _ERRORS, _BY_HAND_S = 0.25, 3.0, 0.25
"""Shifts below this, or below so many standard errors of their own, stay: subtitles are set by hand, each about so well."""


@dataclass(frozen=True)
class Move:
    """Film time of a subtitle is ``rate`` times its own time plus ``shift_s``; ``words`` tell the user."""

    rate: Fraction
    shift_s: Fraction
    words: str

    def moved(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines at their new times; what would end before the film begins is left out."""
        there = ((self.rate * line.start_s + self.shift_s, self.rate * line.end_s + self.shift_s, line.text) for line in lines)
        return tuple(Line(max(Fraction(0), start_s), end_s, text) for start_s, end_s, text in there if end_s > 0)


@dataclass(frozen=True)
class _Place:
    """A place for the subtitles, and the logarithm of the chance that as many edges meet somewhere as near."""

    rate: Fraction
    shift_s: float
    chance: float


def find_move(voice: Spans, lines: Sequence[Line], name: str) -> Move | None:
    """How the subtitles should be moved, or None where they fit, or where nothing is sure."""
    if len(lines) < _LEAST_LINES or not voice:
        return None
    heard = _edges(join_spans(voice, PAUSE_S - BEFORE_S - AFTER_S), float(BEFORE_S), float(AFTER_S))
    places = [_best(heard, _shown(lines, rate), rate) for rate in _rates(lines)]
    best = min(places, key=lambda place: place.chance + (0.0 if place.rate == 1 else _RATE_BETTER))
    shown = _shown(lines, best.rate)
    shift_s, error_s = _refined(heard, shown, best.shift_s)
    stays = best.rate == 1 and abs(shift_s) < max(_LEAST_SHIFT_S, _ERRORS * error_s)
    if stays or best.chance > np.log(_CHANCE) or _covered(heard, lines, best.rate, shift_s) < _COVERED:
        return None
    exact = Fraction(round(shift_s / _STEP_S), round(1 / _STEP_S))
    return Move(best.rate, exact, _words(name, best.rate, float(exact)))


def _rates(lines: Sequence[Line]) -> list[Fraction]:
    """Those rates that would part the first line from the last by more than is noticed; only the first for few lines or a short film."""
    length_s = lines[-1].end_s - lines[0].start_s
    long = len(lines) >= _RATE_LINES and length_s >= _RATE_S
    return [rate for rate in _RATES if rate == 1 or (long and abs(rate - 1) * length_s >= _RATE_PARTS_S)]


def _words(name: str, rate: Fraction, shift_s: float) -> str:
    if rate == 1:
        return f"{name} runs {abs(shift_s):.1f} s {'early' if shift_s > 0 else 'late'} against the voices throughout; its lines were moved to them"
    pace = "slower" if rate > 1 else "faster"
    return f"{name} was made for another frame rate: the film runs {abs(float(rate) - 1):.1%} {pace}; its lines were stretched, and moved by {shift_s:+.1f} s"


def _edges(spans: Spans, before_s: float = 0.0, after_s: float = 0.0) -> Edges:
    """Beginnings and ends (2, n) in seconds, without so much padding."""
    return np.array([(float(start_s) + before_s, float(end_s) - after_s) for start_s, end_s in spans], np.float64).T


def _shown(lines: Sequence[Line], rate: Fraction) -> Edges:
    """Edges of the subtitles at a rate, those that follow each other as closely as words of one speech do made one."""
    return _edges(join_spans([(rate * line.start_s, rate * line.end_s) for line in lines], PAUSE_S))


def _best(heard: Edges, shown: Edges, rate: Fraction) -> _Place:
    """The place at which chance would be least likely to bring as many edges together."""
    steps = round(_REACH_S / _STEP_S)
    met = [_met(heard[side], shown[side], window_s, steps) for side, window_s in enumerate((_START_S, _END_S))]
    length_s = max(heard[1].max() - heard[0].min(), shown[1].max() - shown[0].min(), 1.0)
    likely = [
        max(float(counts.mean()) / shown.shape[1], _density(heard.shape[1], window_s, length_s))
        for counts, window_s in zip(met, (_START_S, _END_S))
    ]
    tails = _tails(shown.shape[1], likely)
    shifts = (np.arange(2 * steps + 1) - steps) * _STEP_S
    tries = 1 + np.abs(shifts) / (_START_S[1] - _START_S[0])
    chance = np.log(tries) + tails[met[0] + met[1]]
    least = np.flatnonzero(chance <= chance.min() + 1e-9)
    place = int(least[np.argsort(np.abs(least - np.median(least)), kind="stable")[0]])
    return _Place(rate, float(shifts[place]), float(chance[place]))


def _met(heard: NDArray[np.float64], shown: NDArray[np.float64], window_s: tuple[float, float], steps: int) -> NDArray[np.int64]:
    """How many edges of the subtitles meet one of a voice, at every shift."""
    low, high = round(window_s[0] / _STEP_S), round(window_s[1] / _STEP_S)
    places = np.round((heard[None, :] - shown[:, None]) / _STEP_S).astype(np.int64) + steps
    edge, near = np.nonzero((places + high >= 0) & (places + low <= 2 * steps))
    meets = np.zeros((len(shown), 2 * steps + 1), bool)
    for later in range(low, high + 1):
        place = places[edge, near] + later
        inside = (place >= 0) & (place <= 2 * steps)
        meets[edge[inside], place[inside]] = True
    return np.asarray(meets.sum(axis=0), np.int64)


def _density(count: int, window_s: tuple[float, float], length_s: float) -> float:
    """How likely an edge meets one of so many by chance."""
    return min(0.9, count * (window_s[1] - window_s[0]) / length_s)


def _tails(count: int, likely: Sequence[float]) -> NDArray[np.float64]:
    """Logarithm of the chance that so many edges or more (0 to twice ``count``) meet, beginnings and ends apart in likelihood."""
    begins, ends = (stats.binom.pmf(np.arange(count + 1), count, p) for p in likely)
    both = np.maximum(np.convolve(begins, ends), 0)
    return np.asarray(np.log(np.cumsum(both[::-1])[::-1] + 1e-300), np.float64)


def _refined(heard: Edges, shown: Edges, shift_s: float) -> tuple[float, float]:
    """The shift at which those beginnings that meet do so in the middle, and its standard error, both in seconds."""
    apart_s = heard[0][:, None] - (shown[0] + shift_s)[None, :]
    nearest_s = apart_s[np.abs(apart_s).argmin(axis=0), np.arange(shown.shape[1])]
    own_s = nearest_s[np.abs(nearest_s) <= _START_S[1] + _STEP_S]
    if len(own_s) < 2:
        return shift_s, _START_S[1]
    spread_s = float(np.median(np.abs(own_s - np.median(own_s))))
    return shift_s + float(np.median(own_s)), max(_BY_HAND_S, _SPREAD * spread_s) / float(np.sqrt(len(own_s)))


def _covered(heard: Edges, lines: Sequence[Line], rate: Fraction, shift_s: float) -> float:
    """Share of the single subtitles' time that lies on voices."""
    shown = _edges([(rate * line.start_s, rate * line.end_s) for line in lines]) + shift_s
    overlap = np.minimum(heard[1][:, None], shown[1]) - np.maximum(heard[0][:, None], shown[0])
    return float(np.maximum(overlap, 0).sum() / (shown[1] - shown[0]).sum())
