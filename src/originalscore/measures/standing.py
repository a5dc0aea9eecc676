"""How far a moment stands out of a cue's finished sound: must-hits should, and nothing should where nobody asked for it.

A moment stands out by its level (loudest tenth of a second within half a second after it, beside all sounding tenths of the cue) or by its
novelty (its accent beside all accents of the cue), in standard deviations; the larger counts. An accent is judged beside accents, not
beside the quiet between them, or every note would stand out.

The strongest accents of a cue are those that a listener could take for a must-hit: in the fifth of a second after them as loud as the
weakest must-hit, and rising as far, each within a decibel, which is about the least difference of level that is noticed. Many accents
stand two deviations above the mean of any groove; they are no rivals while the hit stands above them. An entrance, the first sound after
a second of silence or of the cue, is nobody's accent. Windows are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from originalscore.measures.onsets import accents_of

Floats = npt.NDArray[np.float64]
_WINDOW_S, _AFTER_S, _NEAR_S = 0.1, 0.5, 0.15
#: How long an accent is heard for its loudness, and what is not noticed as softer, dB.
_HEARD_S, _NOTICED_DB = 0.2, 1.0
#: Silence before an entrance, seconds.
_PAUSE_S = 1.0
#: Below this under the loudest window the cue is silent, and silence is no norm, dB.
_SILENT_DB = 50.0
#: Decibels in one unit of an accent's strength: the mean of the bands' levels, in nepers.
_DB_A_NEPER = float(20 / np.log(10))


@dataclass(frozen=True)
class Standing:
    """``hits`` are the standings of the moments asked for, in deviations; ``strongest`` the times of the accents as strong as the weakest
    of them, and ``unasked`` those that lie near no moment asked for and are no entrance."""

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
    strong = _rivals(times, strengths, levels, hits_s)
    wanted = np.array([*hits_s, *asked_s, *_entrances(times, levels)])
    unasked = tuple(at_s for at_s in strong if not len(wanted) or abs(wanted - at_s).min() > _NEAR_S)
    return Standing(found, strong, unasked)


def _rivals(times: Floats, strengths: Floats, levels: Floats, hits_s: Sequence[float]) -> tuple[float, ...]:
    """The accents that are as loud and rise as far as the weakest hit, the hits' own among them; none without hits."""
    if not hits_s:
        return ()
    loud = min(_after(levels, at_s, _HEARD_S) for at_s in hits_s) - _NOTICED_DB
    rises = min(_near(times, strengths, at_s) for at_s in hits_s) - _NOTICED_DB / _DB_A_NEPER
    return tuple(
        float(at_s) for at_s, rise in zip(times, strengths, strict=True) if rise >= rises and _after(levels, at_s, _HEARD_S) >= loud
    )


def _entrances(times: Floats, levels: Floats) -> list[float]:
    """Accents with which sound begins: nothing was there for a second, or since the start."""
    quiet, pause = levels.max(initial=-200.0) - _SILENT_DB, round(_PAUSE_S / _WINDOW_S)
    found = []
    for at_s in times:
        last = int(at_s / _WINDOW_S)
        before = levels[max(0, last - pause) : last]
        if at_s == times[0] or (len(before) == pause and before.max() < quiet):
            found.append(float(at_s))
    return found


def _levels_db(audio: npt.NDArray[Any], sample_rate: int) -> Floats:
    step = round(_WINDOW_S * sample_rate)
    count = audio.shape[1] // step
    powers = (audio[:, : count * step].astype(float) ** 2).mean(0).reshape(count, step).mean(1)
    result: Floats = 10 * np.log10(powers + 1e-12)
    return result


def _after(levels: Floats, at_s: float, heard_s: float = _AFTER_S) -> float:
    first = int(at_s / _WINDOW_S)
    return float(levels[first : first + round(heard_s / _WINDOW_S)].max(initial=-200.0))


def _near(times: Floats, strengths: Floats, at_s: float) -> float:
    return float(strengths[abs(times - at_s) <= _NEAR_S].max(initial=0.0))


def _above(norm: Floats, value: float) -> float:
    return float((value - norm.mean()) / norm.std()) if len(norm) > 2 and norm.std() > 0 else 0.0
