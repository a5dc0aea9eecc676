"""How loud the album is: one gain for every track, from the loudness of all of them joined.

Loudness of tracks cannot be averaged, so the joined sound is what is measured (rights.md 1.5). The gain is a plain factor: where the album's highest peak would
pass the ceiling the album stays softer and says so; nothing is limited, and the tracks keep the distances that the film's mix gave them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from originalscore.album.layout import Layout
from originalscore.album.sounding import album_blocks
from originalscore.measures.loudness import Energy, Meter, gated_lufs, to_dbtp

CEILING_DBTP = -1.0
"""True peak of the album, at most."""
_MARGIN_DB = 0.26
"""Kept below the ceiling: meters that oversample more finely read white noise up to 0.23 dB higher (measured for the mix's limiter)."""
_REFERENCE_LUFS = -18.0
"""Where players bring what carries ReplayGain (ReplayGain 2.0 specification)."""


@dataclass(frozen=True)
class Level:
    """Loudness (None: silent or too short) and true peak (full scale 1)."""

    lufs: float | None
    peak: float

    @property
    def dbtp(self) -> float:
        """The true peak in decibels."""
        return to_dbtp(self.peak)

    @property
    def gain_db(self) -> float:
        """The gain that brings it to the reference."""
        return 0.0 if self.lufs is None else round(_REFERENCE_LUFS - self.lufs, 2)


@dataclass(frozen=True)
class Levels:
    """The one gain, why it is no greater, and what all tracks and each of them measure with it."""

    gain_db: float
    held_back: str
    album: Level
    tracks: tuple[Level, ...]

    @property
    def loudest_lufs(self) -> float | None:
        """Of the loudest track."""
        return max((track.lufs for track in self.tracks if track.lufs is not None), default=None)


def find_levels(layout: Layout, wanted_lufs: float, progress: Callable[[float], None]) -> Levels:
    """Listen to the whole album once, and choose its gain.

    Parameters
    ----------
    wanted_lufs
        Of the joined album; reached unless its peaks stand in the way.
    progress
        Is told the share that has been heard, 0 to 1.
    """
    whole, each = Meter(layout.rate), [Meter(layout.rate) for _ in layout.tracks]
    for block in album_blocks(layout):
        whole.measure(block.sound)
        each[block.track].measure(block.sound)
        progress(block.at / layout.samples)
    lufs = gated_lufs(whole.energy())
    gain_db, held_back = _gain(lufs, whole.peak, wanted_lufs)
    return Levels(
        gain_db,
        held_back,
        _level(whole.energy(), whole.peak, gain_db),
        tuple(_level(meter.energy(), meter.peak, gain_db) for meter in each),
    )


def _gain(lufs: float | None, peak: float, wanted_lufs: float) -> tuple[float, str]:
    most = CEILING_DBTP - _MARGIN_DB - to_dbtp(peak)
    if lufs is None:
        return min(0.0, most), "it is too short or too soft to be measured"
    wanted = wanted_lufs - lufs
    if wanted <= most:
        return round(wanted, 2), ""
    gain_db = int(most * 100 // 1) / 100  # downwards, so that the ceiling holds
    return (
        gain_db,
        f"{wanted - gain_db:.1f} LU softer than {wanted_lufs:g} LUFS: its highest peak stands at the ceiling, and nothing is limited",
    )


def _level(energy: Energy, peak: float, gain_db: float) -> Level:
    """What is measured after the gain: exact, for a gain multiplies every energy alike."""
    factor = 10 ** (gain_db / 20)
    return Level(gated_lufs((energy * factor**2).astype(energy.dtype)), peak * factor)
