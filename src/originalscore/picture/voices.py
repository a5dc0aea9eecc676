"""Spans in which a voice is heard, from the detector's probabilities: the most likely course of speech and silence as a whole.

One window says little when wind or music lies over the words; many in a row say much. So speech and silence are two states, every
window's odds speak for one or the other, every change between them costs, and the course that is likeliest in all is taken (Viterbi).
Pauses under a second and a half inside a speech are kept, since music should not rise between two words, and longer ones beside a long
speech, for who speaks at length pauses at length. The ends are those of the clear voice, not of its echo: a hall lets a voice fall in a
straight line. Limits are ours; benchmarks/bench_picture.py measures them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from originalscore.picture.tones import STEP_S

Spans = list[tuple[Fraction, Fraction]]

WINDOW_S = Fraction(512, 16000)
"""Length of one probability of the voice detector."""
_EVEN = 0.1
"""Probability that speaks neither for a voice nor against it: without voice nearly every window of films and music lies below."""
_MOST_ODDS, _CHANGE = 4.0, 14.0
"""Most that one window says, and what a change costs, both in logarithms of odds."""
_HUSHED = 0.5
"""Odds of a voice that is heard only without steady noise, of those it is given: what is left of noise rings a little like voices."""
_TONE, _HUSHED_TONE, _TONE_S = 0.05, 1.0, 3.0
"""What each lasting partial (mean over so long) takes from the odds of either sound: singing strings and choirs are no speech."""
_MUSIC, _SURE, _SURE_SHARE, _SURE_S = 2.0, 0.5, 0.15, 1.0
"""From so many lasting partials on a span must be sure in such a share of its windows, and nothing so far from a sure one is believed."""
_PROVED, _UNPROVED_S = 0.85, Fraction(3)
"""A voice is this probable in one window at least of every span that is shorter than so long: single noises seldom are."""
_CLEAR, _ECHO_S = 0.6, Fraction(3, 2)
"""Below this share of what is usual in it a voice that has been clear only echoes; so much of an end may be echo."""
PAUSE_S = Fraction(3, 2)
"""Longest pause inside a speech."""
_LONG_PAUSE_S, _PAUSE_SHARE = Fraction(3), Fraction(1, 10)
"""Longest pause beside any speech, and what it grows by with the longer's length; mixing holds the music down for two seconds after a line anyway."""
_SHORTEST_S = Fraction(1, 4)
BEFORE_S, AFTER_S = Fraction(1, 5), Fraction(1, 8)
"""What every span has before and after its voice; the detector itself is an eighth of a second late at the end."""


def voice_spans(
    voice: NDArray[np.float32],
    end_s: Fraction,
    *,
    hushed: NDArray[np.float32] | None = None,
    tones: NDArray[np.float32] | None = None,
) -> Spans:
    """Spans in which a voice is heard, padded, in order, apart; inside 0 to ``end_s``.

    Parameters
    ----------
    voice
        Probability of speech of every window.
    end_s
        Where the film ends.
    hushed
        The same for the sound without its steady noise.
    tones
        Lasting partials, as ``ToneCounter`` counts them.
    """
    hushed = np.zeros_like(voice) if hushed is None else np.pad(hushed, (0, max(0, len(voice) - len(hushed))))
    partials = _partials(tones, len(voice))
    odds = np.maximum(_odds(voice) - _TONE * partials, _odds(hushed) + np.log(_HUSHED) - _HUSHED_TONE * partials)
    best = np.maximum(voice, hushed)
    spoken = _likeliest(odds - np.log(_EVEN / (1 - _EVEN))) * ((partials < _MUSIC) | _near_sure(best))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], spoken, [0]))))
    pieces = [
        (first * WINDOW_S, after * WINDOW_S)
        for first, after in zip(edges[::2].tolist(), edges[1::2].tolist())
        if _is_voice(best[first:after], float(partials[first:after].mean()))
    ]
    last_s = {after_s: first_s for first_s, after_s in pieces}
    joined = [(start_s, _clear_end(best, last_s[stop_s], stop_s)) for start_s, stop_s in _with_long_pauses(join_spans(pieces, PAUSE_S))]
    joined = [span for span in joined if span[1] - span[0] >= _SHORTEST_S]
    padded = [(max(Fraction(0), start_s - BEFORE_S), min(end_s, stop_s + AFTER_S)) for start_s, stop_s in joined if start_s < end_s]
    return join_spans(padded, Fraction(0))


def join_spans(spans: Sequence[tuple[Fraction, Fraction]], gap_s: Fraction) -> Spans:
    """Spans in order, those closer than or equal to ``gap_s`` made one."""
    joined: Spans = []
    for start_s, end_s in sorted(spans):
        if joined and start_s - joined[-1][1] <= gap_s:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end_s))
        else:
            joined.append((start_s, end_s))
    return joined


def _with_long_pauses(spans: Spans) -> Spans:
    """Spans in order, those made one between which no more than a pause of the longer one lies."""
    joined: Spans = []
    for start_s, end_s in spans:
        before_s = joined[-1] if joined else (start_s, start_s)
        longer_s = max(end_s - start_s, before_s[1] - before_s[0])
        if joined and start_s - before_s[1] <= min(_LONG_PAUSE_S, PAUSE_S + _PAUSE_SHARE * longer_s):
            joined[-1] = (before_s[0], end_s)
        else:
            joined.append((start_s, end_s))
    return joined


def _partials(tones: NDArray[np.float32] | None, count: int) -> NDArray[np.float64]:
    """Lasting partials at every window, evened out."""
    if tones is None or not len(tones):
        return np.zeros(count)
    mean = ndimage.uniform_filter1d(np.minimum(tones, 8.0), max(1, int(_TONE_S / STEP_S)), mode="nearest")
    return np.asarray(np.interp(np.arange(count) * float(WINDOW_S), (np.arange(len(tones)) + 1) * STEP_S, mean), np.float64)


def _near_sure(probability: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Windows that lie near one in which a voice is sure."""
    reach = 2 * round(_SURE_S / float(WINDOW_S)) + 1
    return (
        np.asarray(ndimage.maximum_filter1d(probability, reach, mode="constant") > _SURE, bool) if len(probability) else np.zeros(0, bool)
    )


def _odds(probability: NDArray[np.float32]) -> NDArray[np.float64]:
    p = np.clip(probability.astype(np.float64), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(p / (1 - p)), np.float64)


def _likeliest(odds: NDArray[np.float64]) -> NDArray[np.int8]:
    """1 where the likeliest course of all windows has speech."""
    odds = np.clip(odds, -_MOST_ODDS, _MOST_ODDS)
    silent, spoken = 0.0, -_CHANGE
    came: list[tuple[int, int]] = []
    for value in odds.tolist():
        stayed, began = spoken, silent - _CHANGE
        ended = spoken - _CHANGE
        came.append((int(ended > silent), int(stayed >= began)))
        silent, spoken = max(silent, ended), max(stayed, began) + value
    course = np.zeros(len(odds), np.int8)
    state = int(spoken > silent)
    for place in range(len(odds) - 1, -1, -1):
        course[place] = state
        state = came[place][state]
    return course


def _is_voice(probability: NDArray[np.float32], partials: float) -> bool:
    """Whether a span is sure enough for its length, and over music for all of it."""
    proved = probability.max() > _PROVED or len(probability) * WINDOW_S >= _UNPROVED_S
    return bool(proved and (partials < _MUSIC or (probability > _SURE).mean() >= _SURE_SHARE))


def _clear_end(probability: NDArray[np.float32], first_s: Fraction, after_s: Fraction) -> Fraction:
    """Where the last clear window of a piece ends, if what follows is short enough to be its echo; else its own end."""
    piece = probability[int(first_s / WINDOW_S) : int(after_s / WINDOW_S)]
    last_s = first_s + (int(np.flatnonzero(piece >= _CLEAR * np.median(piece))[-1]) + 1) * WINDOW_S
    return last_s if after_s - last_s <= _ECHO_S else after_s
