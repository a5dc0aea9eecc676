"""Where the film's own sound already carries music: many lasting partials for several seconds, outside speech.

Lasting partials (``tones``) are averaged over 6 s; above 1.5 a passage opens, below 0.8 it closes. Held vowels give
0 to 1. A film carries music when such passages last at least 4 s and fill 5 % of it. Limits are ours, measured on films
with and without music.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from originalscore.measures.loudness import within
from originalscore.picture.tones import STEP_S
from originalscore.picture.voices import Spans, join_spans

_OPENS, _CLOSES = 1.5, 0.8
_MEAN_S = 6.0
_SHORTEST_S = Fraction(4)
_GAP_S = Fraction(3)
_LEAST_SHARE = Fraction(1, 20)
_SPOKEN_WEIGHT = 0.5
"""Partials inside speech count half, for held vowels add about one."""


def find_music(tones: NDArray[np.float32], spoken: Sequence[tuple[Fraction, Fraction]], end_s: Fraction) -> Spans:
    """Spans of at least 4 s that sound like music; empty where the film carries too little to matter."""
    if not len(tones):
        return []
    moments = np.asarray((np.arange(len(tones)) + 1) * STEP_S, np.float64)
    weighed = np.where(within(moments, spoken), _SPOKEN_WEIGHT * tones, tones)
    mean = ndimage.uniform_filter1d(np.minimum(weighed, 8.0), max(1, round(_MEAN_S / STEP_S)), mode="nearest")
    found: Spans = []
    opened, peaked = None, False
    for place, value in enumerate([*mean.tolist(), -1.0]):
        if value >= _CLOSES and opened is None:
            opened, peaked = place, False
        peaked = peaked or value >= _OPENS
        if value < _CLOSES and opened is not None:
            if peaked:
                found.append((_moment(opened), min(end_s, _moment(place))))
            opened = None
    spans = [span for span in join_spans(found, _GAP_S) if span[1] - span[0] >= _SHORTEST_S]
    lasting = sum((stop_s - start_s for start_s, stop_s in spans), Fraction(0))
    return spans if lasting >= _LEAST_SHARE * end_s else []


def _moment(place: int) -> Fraction:
    return Fraction(place * 1024, 16000)
