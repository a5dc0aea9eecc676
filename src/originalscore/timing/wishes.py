"""What the search is asked to meet: the cue's hits as prices, in a table of whole numbers.

All prices are thousandths of one plain wish and our own design values, tuned on ``benchmarks/bench_timing.py``. A hit
pays its price to the tempo map that meets it; a weaker place than asked pays less; odd bars, distance from the wanted
tempo and changes of tempo cost. The grid is the *pulse* of the meter (a quarter in 4/4, a dotted quarter in 6/8), cut
into ticks of about one hundredth of a pulse at the wanted tempo.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import TOLERANCES_MS, Cue, Hit
from originalscore.music.meter import Meter

#: What landing at all is worth, by class; a must-hit on a beat, and between beats.
LANDED_PRICES = {"hard": 22_000, "firm": 8_000, "soft": 7_000}
MUST_PRICES = (60_000, 30_000)
#: What the place is worth, and the share of it paid one, two or three ranks below the place asked for.
PLACE_PRICE = 17_000
WEAKER_SHARE = (1.0, 0.14, 0.07, 0.0)
AVOID_PRICES = {4: 12_000, 3: 5_000}
PICKUP_PRICE = 4_000
END_PRICES = {"cut": 8_000}
END_PRICE = 1_500
#: Extra price of a bar, by how many pulses it is shorter (-) or longer (+) than the base bar.
ODD_BAR_PRICES = {-2: 3_600, -1: 3_200, 1: 3_600, 2: 4_000}
#: Asked landing -> metric strength that satisfies it (``Meter.strength``).
STRENGTHS = {"downbeat": 4, "strong": 3, "beat": 2, "offbeat": 1}
ERROR_PRICE = 1_500  # of a hit at the edge of its tolerance
TIGHTER = 0.95  # the search aims inside this share of a tolerance; the rest is left to smoothing
MUST_TICKS, CLOSE_MUST_TICKS = 1.5, 0.6  # how far from a must-hit the search may put its pulse: usually, and where musts crowd
_RHYTHM = Fraction(1, 4)  # the finest place a hit may have, beats
_SIXTEENTH = 0.8  # what a sixteenth off the half beats is worth, of the same at a half beat
_WIDEST = 0.8  # the widest window, of a pulse: no two pulses meet one hit
_SURE = 0.85  # a window wider than this share of a division holds one of it in every tempo of the range


@dataclass(frozen=True)
class Wish:
    """One hit in ticks: where it lies, how early (-) and late (+) a pulse may be, and what it pays by metric strength."""

    hit: Hit
    at_ticks: float
    early_ticks: float
    late_ticks: float
    pays: tuple[int, int, int, int, int]


def pulse_of(meter: Meter) -> Fraction:
    """The pulse in beats: a dotted quarter in compound meters, an eighth in uneven ones, else the lower figure."""
    groups = meter.groups
    return groups[0] if len(set(groups)) == 1 else Fraction(4, meter.unit)


def bar_choices(base: Meter) -> tuple[tuple[Meter, int], ...]:
    """Bars the search may use, each with its price; the base meter comes first and is free."""
    pulse = pulse_of(base)
    pulses = int(base.beats / pulse)
    per_pulse = base.count // pulses
    choices = [(base, 0)]
    if pulse < 1:
        return (*choices, (Meter(base.count - 1, base.unit), 6_000), (Meter(base.count + 1, base.unit), 6_000))
    for extra, price in ODD_BAR_PRICES.items():
        count = pulses + extra
        if count >= 2 and (extra != 2 or pulses < 4):
            choices.append((Meter(count * per_pulse, base.unit), price))
    return tuple(choices)


def inner_places(meter: Meter) -> tuple[tuple[Fraction, int], ...]:
    """Where inside a pulse a hit may land as rhythm: sixteenths, each as a share of the pulse, with its metric strength."""
    pulse = pulse_of(meter)
    count = int(pulse / _RHYTHM)
    return tuple((Fraction(n, count), 1 if (n * _RHYTHM * 2).denominator == 1 else 0) for n in range(1, count))


def wishes_of(
    cue: Cue, tick_s: float, frame_s: Fraction, ticks_per_pulse: int, meter: Meter, must_ticks: float = MUST_TICKS
) -> tuple[Wish, ...]:
    """The hits that want to land. A hit is paid for one landing only: what any grid meets by itself is not paid for."""
    widest = _WIDEST * ticks_per_pulse
    pulse = pulse_of(meter)
    wishes = []
    for hit in cue.hits:
        if hit.kind == "avoid":
            continue
        early_ms, late_ms = TOLERANCES_MS[hit.kind]
        early, late = early_ms / 1000 * TIGHTER / tick_s, late_ms / 1000 * TIGHTER / tick_s
        if hit.must:
            reach = max(CLOSE_MUST_TICKS, min(must_ticks, float(frame_s) * 0.5 / tick_s))
            early, late = -reach, reach
        early, late = min(early, -0.5), max(late, 0.5)
        if late - early > widest:
            early, late = early * widest / (late - early), late * widest / (late - early)
        beats = (late - early) / ticks_per_pulse * float(pulse)
        sure = 1 if beats > _SURE * 0.5 else 0 if beats > _SURE * 0.25 else -1
        at_ticks = float(hit.at_s - cue.start_s) / tick_s
        wishes.append(Wish(hit, at_ticks, early, late, _pays(hit, sure)))
    return tuple(wishes)


def _pays(hit: Hit, sure: int) -> tuple[int, int, int, int, int]:
    """Price by metric strength; landings as weak as ``sure`` happen by themselves, so only what is better is paid, and only the surplus."""
    asked = STRENGTHS[hit.landing]
    weight = 0.6 + 0.4 * hit.weight
    pays = []
    for strength in range(5):
        place = PLACE_PRICE * WEAKER_SHARE[min(3, max(0, asked - max(1, strength)))] * weight
        if hit.must:
            landed: float = MUST_PRICES[0 if strength >= 2 or hit.landing == "offbeat" else 1]
        else:
            landed = LANDED_PRICES[hit.kind] * weight
        pays.append(round(landed * (_SIXTEENTH if strength == 0 else 1) + place))
    free = pays[sure] if sure >= 0 else 0
    first, second, third, fourth, fifth = (0 if strength <= sure else price - free for strength, price in enumerate(pays))
    return first, second, third, fourth, fifth
