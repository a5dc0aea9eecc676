"""Choosing among ways to voice and ornament the same cue: several are written, and the one that sounds most like music is kept.

The craft notes ask for candidates at every decision (section A.1). Each figure of the written parts has a middle in which real music lies;
what falls outside costs, in units that are about one standard deviation of real music; what runs with the tension target earns.

Figures that say what a cue is like (its character: how the bass goes, how clear and how quick the harmony is, what chords it has) are no part of the
choice: the idioms' tables decide them, so they can be believed where they are measured (``docs/decisions/0029``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from originalscore.measures import lines, sonority
from originalscore.measures.abstract import Voices
from originalscore.measures.counterpoint import Sung
from originalscore.model.sketch import LinePoint, curve_level
from originalscore.music.key import Key

#: Figure, the middle that costs nothing, and how far outside it costs one (inside the gates of craft notes 4.1; widths ours).
_MIDDLES = (
    (lines.contrary_share, 24.0, 36.0, 3.5),
    (lines.bars_alike, 0.31, 0.5, 0.05),
    (lines.parallels, 0.0, 0.5, 1.0),
    (sonority.strain_memory, -1.0, 0.58, 0.06),
)
#: The same of harshness: less than this is a matter of the idiom.
_HARSH = ((sonority.dissonant_share, 0.0, 0.18, 0.03),)
#: What a full unit of correlation with the tension target is worth.
_TENSION = 4.0


def badness(
    tune: Sequence[Sung],
    inner: Sequence[Sequence[Sung]],
    bass: Sequence[Sung],
    bars: Sequence[Fraction],
    key: Key,
    target: Sequence[LinePoint],
    *,
    tonal: bool = True,
) -> float:
    """How far written parts lie from the middle of real music and from their tension target; smaller is better.

    Music that is not ``tonal`` may be as harsh as its idiom has it.
    """
    voices = Voices(tuple(tune), tuple(tuple(line) for line in inner if line), tuple(bass), tuple(bars), key)
    total = 0.0
    for figure, low, high, width in (*_MIDDLES, *(_HARSH if tonal else ())):
        value = figure(voices)
        if value is not None:
            total += max(0.0, low - value, value - high) / width
    return total + _TENSION * (1 - _follows(voices, target)) if target else total


def _follows(voices: Voices, target: Sequence[LinePoint]) -> float:
    """Correlation of the strain of what sounds with the target, both over two bars."""
    found = sonority.strains(voices)
    wanted = np.array([curve_level(tuple(target), voices.bars[0] + beat) for beat in range(len(found))])
    width = round(2 * voices.beats_a_bar)
    return sonority.correlation(sonority.smoothed(found, width), sonority.smoothed(wanted, width)) or 0.0
