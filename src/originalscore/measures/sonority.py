"""How voices sound together: dissonance, chords, tonal strain. Figures of abstract voices, each from what sounds every sixteenth.

Sources: pair classes and triad fit as in the craft notes 4.1; strain after E. Chew, *Mathematical and Computational Modeling of
Tonality*, 2014, ch. 2; key profiles of C. Krumhansl, *Cognitive Foundations of Musical Pitch*, 1990, p. 30.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from originalscore.measures.abstract import REST, STEPS_A_BEAT, Voices
from originalscore.measures.tension import class_places, key_centre
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName

Floats = npt.NDArray[np.float64]
_DISSONANT = np.isin(np.arange(12), (1, 2, 6, 10, 11))
_TRIADS = np.array(
    [[(place - root) % 12 in triad for place in range(12)] for triad in ((0, 4, 7), (0, 3, 7), (0, 3, 6)) for root in range(12)], float
)
_MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
_MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
_PROFILES = np.stack([np.roll((profile - profile.mean()) / profile.std(), root) for profile in (_MAJOR, _MINOR) for root in range(12)])


def dissonant_share(voices: Voices) -> float | None:
    """Share of the sounding pairs (0 to 1) that are seconds, sevenths or tritones, by time."""
    found = total = 0
    for low, high in combinations(voices.grid, 2):
        together = (low != REST) & (high != REST)
        total += int(together.sum())
        found += int(_DISSONANT[abs(high - low)[together] % 12].sum())
    return found / total if total else None


def class_weights(voices: Voices, steps: int = STEPS_A_BEAT) -> Floats:
    """How long each pitch class sounds, shape (stretches of ``steps`` sixteenths, 12)."""
    grid = voices.grid
    count = -(-grid.shape[1] // steps)
    weights = np.zeros((count, 12))
    for row in grid:
        places = np.nonzero(row != REST)[0]
        np.add.at(weights, (places // steps, row[places] % 12), 1.0)
    return weights


def triad_fit(voices: Voices) -> float | None:
    """Share of what sounds in a beat (0 to 1) that the best major, minor or diminished triad explains, mean of all beats."""
    weights = class_weights(voices)
    weights = weights[weights.sum(1) > 0]
    return float(((weights @ _TRIADS.T).max(1) / weights.sum(1)).mean()) if len(weights) else None


def beat_chords(voices: Voices) -> list[int]:
    """The best triad of every beat that sounds: root 0 to 11, plus 12 if minor, plus 24 if diminished."""
    return [int((_TRIADS @ weights).argmax()) for weights in class_weights(voices) if weights.any()]


def chord_entropy(voices: Voices) -> float | None:
    """Entropy of the triads of all beats, bits: how many harmonies are in use and how evenly."""
    chords = beat_chords(voices)
    return entropy(np.bincount(chords)) if chords else None


def chord_changes(voices: Voices) -> float | None:
    """Share of beats (0 to 1) whose best triad is another than that of the beat before."""
    chords = np.array(beat_chords(voices))
    return float((np.diff(chords) != 0).mean()) if len(chords) > 1 else None


def bar_entropy(voices: Voices) -> float | None:
    """Entropy of the pitch classes in one bar by time, bits, mean of all bars."""
    weights = class_weights(voices, max(1, round(voices.beats_a_bar * STEPS_A_BEAT)))
    found = [entropy(row) for row in weights if row.any()]
    return float(np.mean(found)) if found else None


def entropy(counts: npt.ArrayLike) -> float:
    """Entropy of counts, bits."""
    shares = np.asarray(counts, float)
    shares = shares[shares > 0] / shares.sum()
    return float(-(shares * np.log2(shares)).sum()) + 0.0


def find_key(weights: Floats) -> Key:
    """The major or minor key whose profile goes best with the pitch classes' weights, shape (12,)."""
    spread = float(weights.std()) or 1.0
    place = int((_PROFILES @ ((weights - weights.mean()) / spread)).argmax())
    root, mode = place % 12, ("major", "minor")[place // 12]
    tonic = next(name for name in map(PitchName.from_fifths, range(-5, 7)) if name.pitch_class == root)
    return Key(tonic, mode)


def strains(voices: Voices) -> Floats:
    """Tonal strain of every beat: distance in the spiral array from what sounds to the centre of the key; NaN where nothing does.

    The key is the voices' own, or the one found in them. Pitch classes are spelled from five fifths below to six above the tonic.
    """
    weights = class_weights(voices)
    key = voices.key or find_key(weights.sum(0))
    points = np.array(class_places(key.tonic))
    total = weights.sum(1)
    centres = np.divide(weights @ points, total[:, None], out=np.full((len(weights), 3), np.nan), where=total[:, None] > 0)
    distance: Floats = np.linalg.norm(centres - np.array(key_centre(key.tonic, key.is_minor)), axis=1)
    return distance


def strain_deviation(voices: Voices) -> float | None:
    """Standard deviation of the strain from beat to beat (the array's unit)."""
    found = _known(strains(voices))
    return float(found.std()) if len(found) > 2 else None


def strain_memory(voices: Voices) -> float | None:
    """Correlation (-1 to 1) of the strain of each beat with that of the beat before."""
    found = _known(strains(voices))
    return correlation(found[:-1], found[1:])


def strain_at_end(voices: Voices) -> float | None:
    """Strain of the last two beats beside the mean, in standard deviations: negative comes home."""
    found = _known(strains(voices))
    return float((found[-2:].mean() - found.mean()) / found.std()) if len(found) > 4 and found.std() > 0 else None


def smoothed(values: Floats, width: int) -> Floats:
    """A running mean over ``width`` places, shorter at both ends; what is not known is left out."""
    known = ~np.isnan(values)
    window = np.ones(max(1, min(width, len(values))))  # numpy would lengthen a short curve to its window
    total = np.convolve(np.where(known, values, 0.0), window, "same")
    count = np.convolve(known.astype(float), window, "same")
    result: Floats = np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)
    return result


def correlation(one: Floats, other: Floats) -> float | None:
    """Pearson's r of two curves where both are known; None where one of them does not move."""
    known = ~(np.isnan(one) | np.isnan(other))
    if known.sum() < 4 or np.ptp(one[known]) < 1e-9 or np.ptp(other[known]) < 1e-9:
        return None
    return float(np.corrcoef(one[known], other[known])[0, 1])


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values)]
