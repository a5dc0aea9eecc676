"""Sync, proved on the sound: how far the accents of finished audio lie from the moments they should meet.

Errors are music minus picture, positive is late. A hit has *landed* inside its class tolerance; a must-hit also within
one frame. Chance is measured, not assumed: the same hit list is shifted ten random ways against the same audio, and the
share beyond chance is (seen - chance) / (1 - chance), so dense music earns nothing by being dense.
Source: the tolerances of ``model.cue``; correction for chance as in Cohen, "A Coefficient of Agreement", 1960.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

import numpy.typing as npt

from originalscore.chance import Stream
from originalscore.measures.onsets import Accents
from originalscore.model.cue import TOLERANCES_MS

SHIFTS = 10
_LEAST_SHIFT_MS = 1000


@dataclass(frozen=True)
class SyncHit:
    """A moment that the audio should accent: seconds from its first sample, class and whether it is a must."""

    at_s: Fraction
    what: str
    kind: str
    must: bool


@dataclass(frozen=True)
class SyncRow:
    """What was heard at one hit; errors are None when no accent lies within 150 ms."""

    at_s: Fraction
    what: str
    kind: str
    must: bool
    error_ms: float | None
    error_frames: float | None
    landed: bool


@dataclass(frozen=True)
class SyncReport:
    """All hits and their summary.

    Shares run from 0 to 1: ``landed`` and ``within_frame`` of all hits, ``must_landed`` of must-hits (1 when there are
    none), ``chance`` is the landed share of shifted lists, ``beyond_chance`` the corrected share (negative is worse
    than chance); ``frame_chance`` and ``frame_beyond_chance`` are the same for ``within_frame``. ``median_ms`` is the median
    size of the errors heard, None without any.
    """

    rows: tuple[SyncRow, ...]
    landed: float
    within_frame: float
    must_landed: float
    median_ms: float | None
    chance: float
    beyond_chance: float
    frame_chance: float
    frame_beyond_chance: float


#: The signed error in seconds of the accent near a moment, None where there is none.
Listen = Callable[[Fraction], float | None]


def check_sync(audio: npt.NDArray[Any], sample_rate: int, hits: Sequence[SyncHit], *, frame_s: Fraction, seed: int = 0) -> SyncReport:
    """Measure every hit on finished audio, shape (channels, samples), from the same zero as the hits; see :func:`measure_sync`."""
    length_s = Fraction(audio.shape[1], sample_rate)
    accents = Accents(lambda first, last: audio[:, first:last], audio.shape[1], sample_rate)
    return measure_sync(lambda at_s: accents.error_s(float(at_s)), length_s, hits, frame_s=frame_s, seed=seed)


def measure_sync(listen: Listen, length_s: Fraction, hits: Sequence[SyncHit], *, frame_s: Fraction, seed: int = 0) -> SyncReport:
    """Measure every hit by asking ``listen`` where the accent near it sounds.

    Parameters
    ----------
    listen
        Hears the audio around a moment; the audio itself may stay on disk.
    length_s
        Of the audio, seconds.
    hits
        Class ``avoid`` is left out.
    frame_s
        One nominal frame in seconds.
    seed
        Of the shifts that measure chance.
    """
    wanted = [hit for hit in hits if hit.kind != "avoid"]
    rows = tuple(_row(listen, hit, hit.at_s, frame_s) for hit in wanted)
    landed, within = _share([row.landed for row in rows]), _share([_is_within_frame(row) for row in rows])
    shifted = _shifted(listen, length_s, wanted, frame_s, seed)
    chance = _share([row.landed for row in shifted]) if shifted else 0.0
    frame_chance = _share([_is_within_frame(row) for row in shifted]) if shifted else 0.0
    errors = [abs(row.error_ms) for row in rows if row.error_ms is not None]
    return SyncReport(
        rows=rows,
        landed=landed,
        within_frame=within,
        must_landed=_share([row.landed for row in rows if row.must]),
        median_ms=median(errors) if errors else None,
        chance=chance,
        beyond_chance=_beyond(landed, chance),
        frame_chance=frame_chance,
        frame_beyond_chance=_beyond(within, frame_chance),
    )


def _is_within_frame(row: SyncRow) -> bool:
    return row.error_frames is not None and abs(row.error_frames) <= 1


def _beyond(seen: float, chance: float) -> float:
    return (seen - chance) / (1 - chance) if chance < 1 else 0.0


def _row(listen: Listen, hit: SyncHit, at_s: Fraction, frame_s: Fraction) -> SyncRow:
    error_s = listen(at_s)
    if error_s is None:
        return SyncRow(at_s, hit.what, hit.kind, hit.must, None, None, False)
    error_ms, frames = error_s * 1000, error_s / float(frame_s)
    early, late = TOLERANCES_MS[hit.kind]
    landed = early <= error_ms <= late and (not hit.must or abs(frames) <= 1)
    return SyncRow(at_s, hit.what, hit.kind, hit.must, error_ms, frames, landed)


def _shifted(listen: Listen, length_s: Fraction, hits: list[SyncHit], frame_s: Fraction, seed: int) -> list[SyncRow]:
    """The same hits, shifted ten random ways round the music; none where it is too short."""
    length_ms = int(length_s * 1000)
    if length_ms <= 2 * _LEAST_SHIFT_MS:
        return []
    stream = Stream(seed, "sync", "chance")
    shifts_ms = [stream.between(_LEAST_SHIFT_MS, length_ms - _LEAST_SHIFT_MS) for _ in range(SHIFTS)]
    return [
        _row(listen, hit, Fraction((int(hit.at_s * 1000) + shift_ms) % length_ms, 1000), frame_s) for shift_ms in shifts_ms for hit in hits
    ]


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 1.0
