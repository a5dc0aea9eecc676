"""Fitting a tempo map to a cue: the steadiest tempo and the plainest bars that meet its hit points.

Three steps. ``choose`` asks the search for tempo, bar lines, phrases, held beats and landings together on a coarse grid; ``draw`` puts the
gentlest tempo curve through them, exact at must-hits, in whole microseconds a quarter; ``ledger`` says what landed. Freer manners of searching
are tried where the first leaves something to wish for. Hits are in picture time; the map's zero is the cue's first frame.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import Cue
from originalscore.model.shortfall import Shortfall
from originalscore.model.tempo import TempoMap
from originalscore.music.meter import Meter
from originalscore.timing.choose import Asked, Manner, choose
from originalscore.timing.draw import draw_map
from originalscore.timing.ledger import fill_ledger
from originalscore.timing.wishes import CLOSE_MUST_TICKS

_RANGE = 0.165  # how far the tempo may leave the target when no range is given
PROMISED_CHANGE = 0.02
#: A must-hit farther off than so many milliseconds weighs so much: missed, met by chance, moved a little.
_LOOSE = ((1e5, 100), (10.0, 10), (1.0, 1))
_MISS = {"hard": 3}  # a miss counts as so many weak places besides its own
_STRAY = 0.06  # how far the mean tempo may stray from the wanted one before it is called back


#: A steady pulse is tried first, and kept when it is as good as a freer one.
_STEADY, _FREE = Manner(1_500), Manner(10, 0.8)
#: Tried where musts crowd: smoothing leaves too large a change, or a must is met by chance only.
_CROWDED = (Manner(10, must_ticks=CLOSE_MUST_TICKS), Manner(1_500, must_ticks=CLOSE_MUST_TICKS))
#: Tried when the whole cue strays from its tempo.
_HOMEWARD = (Manner(10, 3.0), Manner(10, 10.0))


def fit_tempo(
    cue: Cue,
    *,
    meter: Meter,
    target_bpm: int,
    frame_s: Fraction,
    slowest_bpm: int | None = None,
    fastest_bpm: int | None = None,
    may_hold: bool = True,
) -> TempoMap:
    """Find the steadiest tempo and the plainest bars whose beats meet the cue's hit points.

    Parameters
    ----------
    cue
        Hits in picture seconds, sorted, inside the cue's span.
    meter
        The base meter; bars of other lengths are used where they put a hit on the place it asks for.
    target_bpm
        Wanted tempo in quarter notes a minute, 30 to 240.
    frame_s
        One nominal frame in seconds.
    slowest_bpm, fastest_bpm
        Limits in quarter notes a minute; by default 16.5 % to either side of the target.
    may_hold
        Whether the last beat of a phrase may be held where that brings the next phrase to a hit.

    Returns
    -------
    TempoMap
        Beat 0 at the cue's first frame. What could not be met is listed as shortfalls, with its error.

    Raises
    ------
    BriefError
        If the limits contradict each other or the cue has no length.
    """
    asked = Asked(cue, meter, target_bpm, _limits(cue, target_bpm, slowest_bpm, fastest_bpm), frame_s)

    def fit(manner: Manner) -> TempoMap:
        tempo = draw_map(asked, choose(asked, replace(manner, may_hold=may_hold)))
        landings, shortfalls = fill_ledger(tempo, cue, frame_s)
        return replace(tempo, landings=landings, shortfalls=tuple(shortfalls))

    def better(tempo: TempoMap, manner: Manner) -> TempoMap:
        return min(tempo, fit(manner), key=lambda one: _worth(one, target_bpm))

    tempo = fit(_STEADY)
    if not _is_good(tempo, target_bpm):
        tempo = better(tempo, _FREE)
    for manner in _CROWDED:
        if largest_change(tempo) > PROMISED_CHANGE or _loose_musts(tempo):
            tempo = better(tempo, manner)
    for manner in _HOMEWARD:
        if _stray(tempo, target_bpm) > _STRAY:
            tempo = better(tempo, manner)
    return replace(tempo, shortfalls=(*tempo.shortfalls, *_unsteady(cue, tempo)))


def _is_good(tempo: TempoMap, target_bpm: int) -> bool:
    """Nothing is left to wish for."""
    return (
        not tempo.shortfalls
        and not _loose_musts(tempo)
        and largest_change(tempo) <= PROMISED_CHANGE
        and _stray(tempo, target_bpm) <= _STRAY
    )


def _worth(tempo: TempoMap, target_bpm: int) -> tuple[int, bool, int, bool, int, float]:
    """Smaller is better: must-hits missed, a lurching pulse, must-hits met by chance, a cue that strays from its tempo, other shortfalls, the largest change."""
    change = largest_change(tempo)
    missed = sum(_MISS.get(landing.kind, 1) for landing in tempo.landings if not landing.landed)
    loose = _loose_musts(tempo)
    return (
        loose // _LOOSE[0][1],
        change > PROMISED_CHANGE,
        loose,
        _stray(tempo, target_bpm) > _STRAY,
        len(tempo.shortfalls) + missed,
        change,
    )


def _loose_musts(tempo: TempoMap) -> int:
    """How far must-hits are from being met exactly: nothing where all are, most for one that is missed."""
    errors = [abs(landing.planned_error_ms) if landing.landed else 1e6 for landing in tempo.landings if landing.must]
    return sum(next((price for limit, price in _LOOSE if error > limit), 0) for error in errors)


def _stray(tempo: TempoMap, target_bpm: int) -> float:
    """How far the mean tempo lies from the wanted one, as a share of it."""
    return abs(tempo.mean_bpm / target_bpm - 1) if tempo.end_beat else 0.0


def largest_change(tempo: TempoMap) -> float:
    """The largest change of tempo from one point to the next, as a ratio (0.02 is two per cent); held beats are passed over."""
    lengths = [point.us_per_quarter for point in tempo.moving]
    return max((abs(b - a) / min(a, b) for a, b in itertools.pairwise(lengths)), default=0.0)


def _limits(cue: Cue, target_bpm: int, slowest_bpm: int | None, fastest_bpm: int | None) -> tuple[float, float]:
    slowest = target_bpm * (1 - _RANGE) if slowest_bpm is None else float(slowest_bpm)
    fastest = target_bpm * (1 + _RANGE) if fastest_bpm is None else float(fastest_bpm)
    if slowest > fastest:
        raise BriefError(f"{cue.number}: the slowest tempo {slowest:g} is above the fastest {fastest:g}", "swap the limits or drop one")
    if not slowest <= target_bpm <= fastest:
        raise BriefError(f"{cue.number}: the tempo {target_bpm} lies outside {slowest:g} to {fastest:g}", "widen the limits")
    if cue.length_s <= 0:
        raise BriefError(f"{cue.number} has no length", "set its end after its start")
    return slowest, fastest


def _unsteady(cue: Cue, tempo: TempoMap) -> list[Shortfall]:
    change = largest_change(tempo)
    if change <= PROMISED_CHANGE:
        return []
    given = f"one beat changes by {100 * change:.1f} %"
    return [Shortfall(cue.number, "a pulse that changes by at most 2 % a beat", given, "must-hits lie too close together for it")]
