"""The film's clock: its nominal frame rate from presentation times (its start label is read by ``times.film_clock``).

The rate is measured from the frames' own times and snapped to a standard rate within 0.1 %; between two standard rates
that close (24 and 24000/1001) the header decides. Standard rates: SMPTE ST 12-1.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from originalscore.times import Clock, FrameRate

SOUND_CLOCK = Clock(FrameRate(Fraction(25)))
"""Clock of projects without picture."""
_WHOLE = (12, 15, 24, 25, 30, 48, 50, 60, 100, 120)
_SLOWED = (15, 24, 30, 48, 60, 120)
_STANDARD = (*(Fraction(rate) for rate in _WHOLE), *(Fraction(rate * 1000, 1001) for rate in _SLOWED))
_SNAP = Fraction(1, 1000)


def nominal_rate(times_s: tuple[Fraction, ...], end_s: Fraction, stated: Fraction | None) -> Fraction:
    """The average rate, standard where it is within 0.1 % of one; 1 to 300.

    Where frames are missing from an otherwise even film, the rate is that of its usual step.
    """
    measured = (len(times_s) - 1) / times_s[-1] if len(times_s) > 1 else (1 / end_s if end_s else Fraction(25))
    near = [rate for rate in _STANDARD if abs(rate / measured - 1) <= _SNAP]
    if stated is not None and stated in near:
        return stated
    if near:
        return min(near, key=lambda rate: (abs(rate - measured), rate))
    steps = sorted(after - before for before, after in pairwise(times_s))
    usual_s = steps[len(steps) // 2] if steps else Fraction(0)
    even = sum(abs(step - usual_s) <= usual_s / 50 for step in steps)
    if stated is not None and steps and even >= 0.95 * len(steps) and abs(stated * usual_s - 1) <= Fraction(1, 50):
        measured = stated
    return min(Fraction(300), max(Fraction(1), measured.limit_denominator(1001)))
