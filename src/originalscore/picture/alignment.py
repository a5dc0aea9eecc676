"""Whether subtitles run early, late or at another film's pace against the voices, and by how much: noticed, mended, and said.

Subtitles are laid over the voices at every shift of up to 90 s (and at the ratios of the usual frame rates); the time they share,
over the root of both their lengths, says how well they fit. They are moved only where one place fits nearly all of them, much
better than where they are and than every other place: chance gives a handful of lines no such place. Limits are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from originalscore.formats.subtitles import Line
from originalscore.picture.voices import Spans

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
_LEAST_LINES, _RATE_LINES, _RATE_S = 3, 8, 120
_COVERED, _BETTER = 0.6, 1.25
"""Share of the subtitles' time that lies on voices at the new place (they linger); how much better than at the old one it fits."""
_RIVAL_S, _WELL_COVERED, _RIVAL, _CLEAR_RIVAL = 8.0, 0.75, 1.12, 1.5
"""No place farther off than this may fit nearly as well, and none by far where less than so much is covered: chance finds places for a few lines."""
_LEAST_SHIFT_S, _RATE_BETTER = 0.4, 1.08


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


def find_move(voice: Spans, lines: Sequence[Line], name: str) -> Move | None:
    """How the subtitles should be moved, or None where they fit, or where nothing is sure."""
    if len(lines) < _LEAST_LINES or not voice:
        return None
    long = len(lines) >= _RATE_LINES and lines[-1].end_s - lines[0].start_s >= _RATE_S
    here, _, _ = _fit(voice, lines, Fraction(1), 0.0)
    best, best_shift_s, best_rate = 0.0, 0.0, Fraction(1)
    for rate in _RATES if long else _RATES[:1]:
        fit, shift_s = _best_shift(voice, lines, rate)
        if fit > best * (_RATE_BETTER if best_rate == 1 and rate != 1 else 1.0):
            best, best_shift_s, best_rate = fit, shift_s, rate
    shift_s = best_shift_s
    _, covered, rival = _fit(voice, lines, best_rate, shift_s)
    stays = best_rate == 1 and abs(shift_s) < _LEAST_SHIFT_S
    alone = best >= (_RIVAL if covered >= _WELL_COVERED else _CLEAR_RIVAL) * rival
    if stays or covered < _COVERED or best < _BETTER * here or not alone:
        return None
    exact = Fraction(round(shift_s / _STEP_S), round(1 / _STEP_S))
    return Move(best_rate, exact, _words(name, best_rate, float(exact)))


def _words(name: str, rate: Fraction, shift_s: float) -> str:
    if rate == 1:
        return f"{name} runs {abs(shift_s):.1f} s {'early' if shift_s > 0 else 'late'} against the voices throughout; its lines were moved to them"
    pace = "slower" if rate > 1 else "faster"
    return f"{name} was made for another frame rate: the film runs {abs(float(rate) - 1):.1%} {pace}; its lines were stretched, and moved by {shift_s:+.1f} s"


def _best_shift(voice: Spans, lines: Sequence[Line], rate: Fraction) -> tuple[float, float]:
    """The best fit at a rate, and its shift in seconds; of equals the smallest."""
    shown, heard, origin = _laid(voice, lines, rate)
    shared = _shared(shown, heard)
    shifts = (np.arange(len(shared)) - origin) * _STEP_S
    within = np.abs(shifts) <= _REACH_S
    fits = np.where(within, shared, -1.0) / _size(shown, heard)
    near = np.flatnonzero(fits >= fits.max() - 1e-9)
    middle = int(near[np.argsort(np.abs(shifts[near]))[0]]) if len(near) < 3 else int(near[len(near) // 2])
    return float(fits.max()), float(shifts[middle])


def _fit(voice: Spans, lines: Sequence[Line], rate: Fraction, shift_s: float) -> tuple[float, float, float]:
    """The fit at one place, the share of the subtitles on voices there, and the best fit of all places far from it."""
    shown, heard, origin = _laid(voice, lines, rate)
    shared = _shared(shown, heard)
    place = int(np.clip(origin + round(shift_s / _STEP_S), 0, len(shared) - 1))
    shifts = (np.arange(len(shared)) - origin) * _STEP_S
    far = (np.abs(shifts - shift_s) > _RIVAL_S) & (np.abs(shifts) <= _REACH_S)
    size = _size(shown, heard)
    return float(shared[place]) / size, float(shared[place] / max(1.0, shown.sum())), float(shared[far].max(initial=0.0)) / size


def _laid(voice: Spans, lines: Sequence[Line], rate: Fraction) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Subtitles and voices as 0 and 1 in steps, and the place of no shift in their correlation."""
    length = 1 + int(max(float(voice[-1][1]), max(float(rate * line.end_s) for line in lines)) / _STEP_S)
    shown, heard = np.zeros(length), np.zeros(length)
    for line in lines:
        shown[int(float(rate * line.start_s) / _STEP_S) : int(float(rate * line.end_s) / _STEP_S)] = 1
    for start_s, end_s in voice:
        heard[int(float(start_s) / _STEP_S) : int(float(end_s) / _STEP_S)] = 1
    return shown, heard, length - 1


def _shared(shown: NDArray[np.float64], heard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Steps that both share, for every shift of the subtitles."""
    return np.asarray(np.maximum(0, np.round(signal.correlate(heard, shown, mode="full", method="fft"))), np.float64)


def _size(shown: NDArray[np.float64], heard: NDArray[np.float64]) -> float:
    return float(np.sqrt(max(1.0, shown.sum()) * max(1.0, heard.sum())))
