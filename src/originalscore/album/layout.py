"""Where every recording lies on the album, in samples, and where its tracks begin.

Tracks begin on a frame of the cue file (a 75th of a second), so that ``album.cue`` says their places exactly; the silence before a track belongs to the
file of the one before it, and all files joined are the album.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from originalscore.album.order import Planned
from originalscore.album.recordings import Recording
from originalscore.model.album import CUE_FRAMES_A_SECOND, AlbumWishes

_BREATH_S = Fraction(3, 4)
"""Silence within a suite after a piece that stops dead, seconds (ours)."""


@dataclass(frozen=True)
class Laid:
    """A recording at its place: the album's sample of its first one, its level, and how many samples at its ends are faded."""

    recording: Recording
    begin: int
    level_db: float
    fade_in: int
    fade_out: int

    @property
    def end(self) -> int:
        """The album's sample after its last one."""
        return self.begin + self.recording.samples


@dataclass(frozen=True)
class Span:
    """A track: where it begins, where its music ends, and where its file ends."""

    first: int
    music_end: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The whole album, sorted by place."""

    rate: int
    laid: tuple[Laid, ...]
    tracks: tuple[Span, ...]

    @property
    def samples(self) -> int:
        """Its length."""
        return self.tracks[-1].end


def lay_out(
    tracks: tuple[Planned, ...], recordings: Mapping[str, Recording], levels_db: Mapping[str, float], wishes: AlbumWishes, rate: int
) -> Layout:
    """Place every track after the one before it.

    Parameters
    ----------
    recordings
        By id of the piece.
    levels_db
        How much louder or softer than its recording a piece stands in the film's mix; 0 where nothing is said.
    rate
        Samples a second, a multiple of 75.
    """
    frame = rate // CUE_FRAMES_A_SECOND
    laid: list[Laid] = []
    spans: list[Span] = []
    at = 0
    for track in tracks:
        pieces = _track(track, recordings, levels_db, at, wishes, rate)
        music_end = pieces[-1].end
        gap_s = wishes.gap_s if track.wish.gap_s is None else track.wish.gap_s
        end = music_end + (0 if track is tracks[-1] else round(gap_s * rate))
        spans.append(Span(at, music_end, -(-end // frame) * frame))
        laid += pieces
        at = spans[-1].end
    return Layout(rate, tuple(laid), tuple(spans))


def _track(
    track: Planned, recordings: Mapping[str, Recording], levels_db: Mapping[str, float], at: int, wishes: AlbumWishes, rate: int
) -> list[Laid]:
    """The pieces of a track. The next one enters while the last one rings, or after a breath where nothing rings; what has not ended is never faded."""
    most = round(wishes.crossfade_s * rate)
    laid: list[Laid] = []
    for place, piece in enumerate(track.pieces):
        recording = recordings[piece.id]
        following = recordings[track.pieces[place + 1].id] if place + 1 < len(track.pieces) else None
        overlap = min(most, recording.ring, recording.samples // 2, following.samples // 2) if following else 0
        laid.append(
            Laid(recording, at, levels_db.get(piece.id, 0.0) + track.wish.level_db, recording.fade_in, max(recording.fade_out, overlap))
        )
        at += recording.samples - overlap
        if following and overlap <= recording.fade_out:
            at += round(_BREATH_S * rate)
    return laid
