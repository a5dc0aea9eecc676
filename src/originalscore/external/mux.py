"""Laying the programme into the film with PyAV: picture packets copied bit for bit, sound encoded once.

The film keeps its container (MP4, MOV, MKV, WebM, TS; anything else becomes MKV), its start timecode, rotation and pixel shape. No dates.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile
from av.error import FFmpegError

from originalscore.errors import DeliveryError
from originalscore.files import whole_file
from originalscore.model.picture import Picture

#: Container -> (ending, sound codec, bit rate).
_CONTAINERS = {
    "mp4": (".mp4", "aac", 256_000), "mov": (".mov", "aac", 256_000), "mkv": (".mkv", "aac", 256_000), "webm": (".webm", "libopus", 192_000),
    "ts": (".ts", "aac", 256_000), "m4v": (".m4v", "aac", 256_000),
}  # fmt: skip
_RATE = 48_000


def write_scored_film(film: Path, programme: Path, stem: Path, picture: Picture) -> Path:
    """Write the scored film beside ``stem`` and return its path.

    Parameters
    ----------
    film
        The input.
    programme
        A wave of film sound and music, from the first displayed frame.
    stem
        Path without ending, such as ``folder/scored``.
    picture
        Gives container and start of picture.

    Raises
    ------
    DeliveryError
        If the container refuses the streams.
    """
    ending, codec, bit_rate = _CONTAINERS.get(picture.film.container, (".mkv", "aac", 256_000))
    out = stem.with_name(stem.name + ending)
    try:
        with whole_file(out) as partial, av.open(str(film)) as source, av.open(str(partial), "w", options=_options(ending)) as target:
            _copy(film, source, target, programme, codec, bit_rate, ending)
    except FFmpegError as fault:
        raise DeliveryError(
            f"{out.name} could not be written: {fault.strerror}", "the music lies in music/, the film is untouched"
        ) from None
    return out


def _options(ending: str) -> dict[str, str]:
    options = {"fflags": "+bitexact"}
    if ending in (".mp4", ".m4v", ".mov"):
        options["movflags"] = "+faststart+write_colr"
        options["use_editlist"] = "1"
    return options


def _copy(
    film: Path,
    source: av.container.InputContainer,
    target: av.container.OutputContainer,
    programme: Path,
    codec: str,
    bit_rate: int,
    ending: str,
) -> None:
    picture_in = source.streams.best("video") or source.streams.video[0]
    picture_out = target.add_stream_from_template(picture_in, opaque=True)
    picture_out.time_base = picture_in.time_base
    timecode = _timecode(source, picture_in)
    if timecode:
        target.metadata["timecode"] = timecode
        if ending in (".mp4", ".mov", ".m4v"):
            picture_out.metadata["timecode"] = timecode
    sound_out = target.add_stream(codec, rate=_RATE, layout="stereo")
    sound_out.bit_rate = bit_rate
    origin = _origin(film, picture_in.index)
    sound = _sound_packets(programme, sound_out)
    waiting = next(sound, None)
    for packet in source.demux(picture_in):
        if packet.dts is None or packet.size == 0:
            continue
        packet.pts = None if packet.pts is None else packet.pts - origin
        packet.dts = packet.dts - origin
        at_s = float(packet.dts * picture_in.time_base)
        while waiting is not None and _seconds(waiting) <= at_s:
            target.mux(waiting)
            waiting = next(sound, None)
        packet.stream = picture_out
        target.mux(packet)
    while waiting is not None:
        target.mux(waiting)
        waiting = next(sound, None)


def _origin(film: Path, stream_index: int) -> int:
    """The presentation time of the first displayed frame, in the stream's own units: it becomes zero."""
    with av.open(str(film)) as source:
        for frame in source.decode(source.streams[stream_index]):
            return int(frame.pts or 0)
    return 0


def _sound_packets(programme: Path, stream: av.AudioStream):  # type: ignore[no-untyped-def]
    at = 0
    with soundfile.SoundFile(programme) as wave:
        while (block := wave.read(_RATE // 2, dtype="float32", always_2d=True).T).shape[1]:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = _RATE, at, Fraction(1, _RATE)
            at += block.shape[1]
            yield from stream.encode(frame)
    yield from stream.encode(None)


def _seconds(packet: av.Packet) -> float:
    at = packet.dts if packet.dts is not None else packet.pts or 0
    return float(at * packet.time_base)


def _timecode(source: av.container.InputContainer, stream: av.VideoStream) -> str:
    places = [stream.metadata, source.metadata, *(other.metadata for other in source.streams)]
    return next((place["timecode"] for place in places if place.get("timecode")), "")
