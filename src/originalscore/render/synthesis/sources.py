"""What sounds before anything shapes it: noise, band-limited waves, decaying modes, and slow curves that never repeat.

Every value follows from a seed: noise is a hash of its sample's number, curves and phases come from :class:`~originalscore.chance.Stream`.
Waves with an edge are read from one cycle that holds only harmonics the sample rate can carry, so nothing folds back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from originalscore.chance import Stream

Curve = NDArray[np.float64]
#: Left and right, (2, n).
Stereo = NDArray[np.float64]

_CYCLE = 8192
#: Slow curves are drawn at every so many samples, straight lines between.
_COARSE = 64
#: Harmonics up to this share of the sample rate are kept, so that a reader's small errors fold back above hearing (ours).
_CLEAN = 0.45


@dataclass(frozen=True)
class Ask:
    """One note as it is asked of a maker.

    Parameters
    ----------
    hz
        Fundamental of the height.
    height
        C4 = 60.
    length_s
        Written length, at least 0.01 s.
    level
        0 to 1; makers use it for brightness only, loudness is set afterwards.
    rate
        Samples a second.
    seed
        Names every chance in the sound.
    """

    hz: float
    height: int
    length_s: float
    level: float
    rate: int
    seed: int

    def count(self, seconds: float) -> int:
        """Samples in a time."""
        return round(seconds * self.rate)

    def times(self, seconds: float) -> Curve:
        """The time of every sample up to ``seconds``."""
        return np.arange(self.count(seconds)) / self.rate

    def draw(self, *names: str | int) -> Stream:
        """The chances of one decision."""
        return Stream(self.seed, "synthesis", *names)

    def noise(self, count: int, layer: int) -> Curve:
        """White noise of -1 to 1, another for each layer."""
        return noise(count, self.seed * 64 + layer)


def hertz(height: float) -> float:
    """Frequency of a height, equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((height - 69) / 12))


def noise(count: int, seed: int) -> Curve:
    """White noise of -1 to 1: a hash of each sample's number (the finisher of Steele, Lea and Flood's SplitMix64, 2014)."""
    state = np.arange(1, count + 1, dtype=np.uint64) + np.uint64((seed * 0xD1342543DE82EF95 + 0x632BE59BD9B4E019) % 2**64)
    state *= np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((state ^ (state >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2**52 - 1.0


def between(draw: Stream, low: float, high: float) -> float:
    """A number between two, all equally likely."""
    return low + (high - low) * draw.below(1_000_001) / 1_000_000


def wander(count: int, rate: int, draw: Stream, *, every_s: float, spread: float = 1.0) -> Curve:
    """A curve that drifts within ``spread`` of 0: a new goal about every ``every_s``, reached on half a cosine."""
    knots = np.array([between(draw, -1.0, 1.0) for _ in range(int(count / rate / every_s) + 3)])
    coarse = np.arange(0, count + _COARSE, _COARSE)
    place = coarse / (rate * every_s) + between(draw, 0.0, 1.0)
    index = np.minimum(place.astype(np.int64), len(knots) - 2)
    share = 0.5 - 0.5 * np.cos(np.pi * (place - index))
    curve: Curve = np.interp(np.arange(count), coarse, spread * (knots[index] * (1 - share) + knots[index + 1] * share))
    return curve


def players(count: int, rate: int, draw: Stream, cents: Sequence[float], *, every_s: float, spread: float) -> list[Curve]:
    """How many cents each of several players is off, moment by moment; they drift in opposite pairs, so together they stay in tune."""
    drifts = [wander(count, rate, draw.split(pair), every_s=every_s, spread=spread) for pair in range((len(cents) + 1) // 2)]
    off = []
    for number, centre in enumerate(cents):
        paired = min(number, len(cents) - 1 - number)
        sign = 0.0 if 2 * number == len(cents) - 1 else 1.0 if number == paired else -1.0
        off.append(centre + sign * drifts[paired])
    return off


def turns(hz: Curve | float, count: int, rate: int) -> Curve:
    """Phase in turns of an oscillator at a steady or moving frequency, 0 at the first sample."""
    if isinstance(hz, float):
        steady: Curve = np.arange(count, dtype=np.float64) * (hz / rate)
        return steady
    phase: Curve = np.concatenate([[0.0], np.cumsum(hz[:-1])]) / rate
    return phase


def harmonics(hz: float, rate: int) -> int:
    """How many harmonics of a fundamental the sample rate carries."""
    return max(1, min(_CYCLE // 8, int(_CLEAN * rate / hz)))


@lru_cache(maxsize=256)
def cycle(shape: str, most: int) -> Curve:
    """One turn of a wave of ``most`` harmonics, with a guard sample: ``saw``, ``square``, or ``pulse-N`` with
    N eighths of a turn up."""
    k = np.arange(1, most + 1)
    if shape == "saw":
        parts = -1j / k
    else:
        duty = 0.5 if shape == "square" else int(shape.removeprefix("pulse-")) / 8
        parts = 2.0 * np.sin(np.pi * k * duty) / k * np.exp(-1j * np.pi * k * duty)
    return turn_of(parts.astype(np.complex128))


def turn_of(parts: NDArray[np.complex128]) -> Curve:
    """One turn of the wave with these harmonics (from the first on), with a guard sample, peak 1."""
    spectrum = np.zeros(_CYCLE // 2 + 1, np.complex128)
    spectrum[1 : len(parts) + 1] = parts
    turn = np.fft.irfft(spectrum, _CYCLE)
    turn /= np.abs(turn).max()
    return np.append(turn, turn[0])


def play(turn: Curve, phase: Curve) -> Curve:
    """Read a cycle at phases in turns, straight lines between its points."""
    place = (phase - np.floor(phase)) * (len(turn) - 1)
    index = place.astype(np.int64)
    index -= index == len(turn) - 1
    steps = np.diff(turn)
    out: Curve = turn[index] + (place - index) * steps[index]
    return out


def modes(
    count: int, rate: int, hz: Sequence[float], decay_s: Sequence[float], weight: Sequence[float], phase: Sequence[float] | float = 0.0
) -> Curve:
    """The sum of decaying cosines.

    Each is a geometric series, so it is made from two short tables instead of a cosine a sample.

    Parameters
    ----------
    hz, weight
        Frequency and amplitude of each mode.
    decay_s
        Time to a thousandth (60 dB); infinite for a steady tone.
    phase
        Turns at the first sample, one for all or one each.
    """
    block = 512
    rows = -(-count // block)
    total = np.zeros((rows, block))
    starts = phase if isinstance(phase, Sequence) else [phase] * len(hz)
    for frequency, fade, amplitude, start in zip(hz, decay_s, weight, starts, strict=True):
        if frequency >= _CLEAN * rate or not amplitude:
            continue
        step = -6.907755 / (fade * rate) + 2j * np.pi * frequency / rate
        fine = np.exp(step * np.arange(block))
        coarse = amplitude * np.exp(2j * np.pi * start + step * block * np.arange(rows))
        total += coarse.real[:, None] * fine.real
        total -= coarse.imag[:, None] * fine.imag
    return total.ravel()[:count]
