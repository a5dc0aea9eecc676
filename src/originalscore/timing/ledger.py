"""The ledger of hits: where each one falls in the music, by how much it misses, and what could not be met.

Errors are music minus picture: positive is late. A hit has *landed* when its error lies inside the tolerance of its
class; a must-hit must also lie within one frame. Beats are quarter notes, times are seconds from the cue's first
frame. Source of the tolerances: ``model.cue.TOLERANCES_MS``.
"""

from __future__ import annotations

import math
from fractions import Fraction

from originalscore.model.cue import TOLERANCES_MS, Cue, Hit
from originalscore.model.shortfall import Shortfall
from originalscore.model.tempo import Landing, TempoMap

#: Metric strength (``Meter.strength``) -> the word of ``model.cue.LANDINGS``.
PLACES = {4: "downbeat", 3: "strong", 2: "beat", 1: "offbeat", 0: "offbeat"}
_RANK = {"downbeat": 3, "strong": 2, "beat": 1, "offbeat": 0}
_FINEST = Fraction(1, 4)  # hits land as rhythm down to sixteenths


def fill_ledger(tempo: TempoMap, cue: Cue, frame_s: Fraction) -> tuple[tuple[Landing, ...], tuple[Shortfall, ...]]:
    """Say where every hit of the cue lands, and list those that miss or sit on a weaker place than asked.

    Parameters
    ----------
    tempo
        The finished map (its own ledger is not read).
    cue
        Its hits are in picture time; class ``avoid`` gets no landing, only a shortfall when a bar line is near.
    frame_s
        One nominal frame in seconds.
    """
    landings, shortfalls = [], []
    for hit in cue.hits:
        if hit.kind == "avoid":
            shortfalls += _check_avoided(tempo, cue, hit)
            continue
        landing = _land(tempo, hit, hit.at_s - cue.start_s, frame_s)
        landings.append(landing)
        shortfalls += _check_landing(tempo, cue, hit, landing, frame_s)
    return tuple(landings), tuple(shortfalls)


def _land(tempo: TempoMap, hit: Hit, at_s: Fraction, frame_s: Fraction) -> Landing:
    early, late = TOLERANCES_MS[hit.kind]
    first, last = (math.floor(tempo.beat(at_s + Fraction(limit, 1000)) / _FINEST) for limit in (early, late))
    best = None
    for number in range(first - 2, last + 4):
        beat = number * _FINEST
        hold = tempo.hold_at(beat)
        if beat < 0 or (hold and hold.beat < beat):
            continue  # nobody plays before the cue, and nobody strikes inside a held beat
        bar = tempo.bar_at(beat)
        error_ms = float((tempo.seconds(beat) - at_s) * 1000)
        strength = bar.meter.strength(beat - bar.start_beat)
        landed = early <= error_ms <= late and (not hit.must or abs(error_ms) <= float(frame_s * 1000))
        if not landed and strength == 0:
            continue  # a miss is told from the nearest half beat
        rank = (landed, strength if landed else 0, -abs(error_ms))
        if best is None or rank > best[0]:
            best = (
                rank,
                Landing(at_s, hit.what, hit.kind, hit.must, beat, bar.number, beat - bar.start_beat, PLACES[strength], error_ms, landed),
            )
    assert best is not None
    return best[1]


def _check_landing(tempo: TempoMap, cue: Cue, hit: Hit, landing: Landing, frame_s: Fraction) -> list[Shortfall]:
    what = f"{'must-hit' if hit.must else 'hit'} “{hit.what}” at {float(landing.at_s):.2f} s into the cue"
    if not landing.landed:
        frames = landing.planned_error_ms / float(frame_s * 1000)
        given = f"{landing.planned_error_ms:+.0f} ms ({frames:+.1f} frames), bar {landing.bar} beat {float(landing.beat_in_bar) + 1:g}"
        why = f"no steady tempo meets it together with its neighbours; it would cost {_lurch(tempo, landing)}"
        return [Shortfall(cue.number, f"{what} on the {hit.landing}", given, why)]
    if _RANK[landing.place] < _RANK.get(hit.landing, 0):
        given = f"a {landing.place}: bar {landing.bar} beat {float(landing.beat_in_bar) + 1:g}"
        why = f"a bar line there would break the meter or crowd its neighbours; it would cost {_odd_bar(landing)}"
        return [Shortfall(cue.number, f"{what} on a {hit.landing}", given, why)]
    return []


def _lurch(tempo: TempoMap, landing: Landing) -> str:
    """What one beat would have to give for a hit that misses."""
    beat_ms = 1000 * float(tempo.seconds(landing.beat + 1) - tempo.seconds(landing.beat))
    return f"a change of {100 * abs(landing.planned_error_ms) / beat_ms:.0f} % in one beat"


def _odd_bar(landing: Landing) -> str:
    """The bar that would bring a hit to a downbeat."""
    beats = float(landing.beat_in_bar)
    return f"a bar of {beats:g} beat{'s' * (beats != 1)}"


def _check_avoided(tempo: TempoMap, cue: Cue, hit: Hit) -> list[Shortfall]:
    at_s = hit.at_s - cue.start_s
    early, late = TOLERANCES_MS["avoid"]
    for bar in tempo.bars:
        error_ms = float((tempo.seconds(bar.start_beat) - at_s) * 1000)
        if early < error_ms < late:
            given = f"bar {bar.number} begins {error_ms:+.0f} ms from it"
            return [Shortfall(cue.number, f"no accent at “{hit.what}”", given, "the neighbouring hits fix the bar line")]
    return []
