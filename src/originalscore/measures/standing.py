"""How far a moment stands out of a cue's finished sound: must-hits should, and nothing should where nobody asked for it.

A moment stands out by its level (loudest tenth of a second within half a second after it, beside all sounding tenths of the cue) or by its
novelty (its accent beside all accents of the cue), in standard deviations; the larger counts. An accent is judged beside accents, not
beside the quiet between them, or every note would stand out. Windows are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from originalscore.measures.onsets import accents_of

_WINDOW_S, _AFTER_S, _NEAR_S = 0.1, 0.5, 0.15
#: Below this under the loudest window the cue is silent, and silence is no norm, dB.
_SILENT_DB = 50.0
#: An accent this many deviations above the mean of all is among the strongest.
STRONG = 2.0


@dataclass(frozen=True)
class Standing:
    """``hits`` are the standings of the moments asked for, in deviations; ``strongest`` the times of the strongest accents, and
    ``unasked`` those of them that lie near no moment asked for."""

    hits: tuple[float, ...]
    strongest: tuple[float, ...]
    unasked: tuple[float, ...]


def standing(audio: npt.NDArray[Any], sample_rate: int, hits_s: Sequence[float], asked_s: Sequence[float] = ()) -> Standing:
    """Measure moments on finished audio, shape (channels, samples).

    Parameters
    ----------
    hits_s
        Must-hits, seconds from the first sample.
    asked_s
        Further moments at which an accent was asked for.
    """
    times, strengths = accents_of(audio, sample_rate)
    levels = _levels_db(audio, sample_rate)
    known = levels[levels > levels.max(initial=-200.0) - _SILENT_DB]
    found = tuple(max(_above(known, _after(levels, at_s)), _above(strengths, _near(times, strengths, at_s))) for at_s in hits_s)
    strong = times[strengths >= strengths.mean() + STRONG * strengths.std()] if len(times) > 1 else times
    wanted = np.array([*hits_s, *asked_s])
    unasked = tuple(float(at_s) for at_s in strong if not len(wanted) or abs(wanted - at_s).min() > _NEAR_S)
    return Standing(found, tuple(float(at_s) for at_s in strong), unasked)


def _levels_db(audio: npt.NDArray[Any], sample_rate: int) -> npt.NDArray[np.float64]:
    step = round(_WINDOW_S * sample_rate)
    count = audio.shape[1] // step
    powers = (audio[:, : count * step].astype(float) ** 2).mean(0).reshape(count, step).mean(1)
    result: npt.NDArray[np.float64] = 10 * np.log10(powers + 1e-12)
    return result


def _after(levels: npt.NDArray[np.float64], at_s: float) -> float:
    first = int(at_s / _WINDOW_S)
    return float(levels[first : first + round(_AFTER_S / _WINDOW_S)].max(initial=-200.0))


def _near(times: npt.NDArray[np.float64], strengths: npt.NDArray[np.float64], at_s: float) -> float:
    return float(strengths[abs(times - at_s) <= _NEAR_S].max(initial=0.0))


def _above(norm: npt.NDArray[np.float64], value: float) -> float:
    return float((value - norm.mean()) / norm.std()) if len(norm) > 2 and norm.std() > 0 else 0.0
