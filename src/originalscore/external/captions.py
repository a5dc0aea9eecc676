"""Text that a film carries in itself: subtitle tracks of words (mov_text, SubRip, ASS, WebVTT), and tracks that describe the picture.

Pictures of subtitles (DVD, Blu-ray) hold no words and are passed over. Times are picture time, as in ``media``.
Source: FFmpeg's subtitle decoders as wrapped by PyAV.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

_WORDS = ("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text")
_DESCRIBES = ("describ", "description", "audio-desc")


@dataclass(frozen=True)
class TextTrack:
    """One track: its rows as (start, end, words with their markup), what it is called, and whether it ``describes`` the picture."""

    rows: tuple[tuple[Fraction, Fraction, str], ...]
    name: str
    describes: bool
    is_default: bool


def text_tracks(path: Path, zero_s: Fraction) -> tuple[TextTrack, ...]:
    """Every track with words; none where the file holds none, or where it cannot be opened.

    Parameters
    ----------
    path
        A film.
    zero_s
        Time of the first displayed frame on the container's own clock.
    """
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            streams = [s for s in container.streams.subtitles if s.codec_context and s.codec_context.name in _WORDS]
            rows: dict[int, list[tuple[Fraction, Fraction, str]]] = {stream.index: [] for stream in streams}
            for packet in container.demux(*streams) if streams else ():
                rows[packet.stream.index] += _rows(packet, zero_s)
            tracks = [_track(stream, rows[stream.index]) for stream in streams]
    except av.error.FFmpegError:
        return ()
    return tuple(track for track in tracks if track.rows)


def _rows(packet: Any, zero_s: Fraction) -> list[tuple[Fraction, Fraction, str]]:
    if packet.pts is None or not packet.duration:
        return []
    start_s = packet.pts * packet.time_base - zero_s
    end_s = start_s + packet.duration * packet.time_base
    try:
        words = [bytes(part.dialogue).decode("utf-8", "replace") for part in packet.decode() if hasattr(part, "dialogue")]
    except av.error.FFmpegError:
        return []
    return [(start_s, end_s, text) for text in words if text.strip() and end_s > 0]


def _track(stream: Any, rows: list[tuple[Fraction, Fraction, str]]) -> TextTrack:
    names = [stream.metadata.get(name, "") for name in ("title", "handler_name", "language")]
    flags = av.stream.Disposition
    told = bool(stream.disposition & (flags.descriptions | flags.visual_impaired)) or any(
        word in name.lower() for name in names for word in _DESCRIBES
    )
    return TextTrack(tuple(rows), next((name for name in names if name), "text"), told, bool(stream.disposition & flags.default))
