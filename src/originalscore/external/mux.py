"""Laying the programme into the film with PyAV: picture packets copied bit for bit, sound encoded once.

The film keeps its container (MP4, MOV, MKV, WebM, TS, FLV; anything else, or a picture that its container refuses to take back, becomes
MKV, else MOV or AVI), its start timecode, rotation, pixel shape, subtitles and tags. No dates of our making. A film that breaks off is copied
as far as it can be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from av.error import FFmpegError

from originalscore.errors import DeliveryError, PictureError
from originalscore.external.aside import attend
from originalscore.external.media import Probe, probe
from originalscore.files import whole_file

_RATES = {"aac": (44_100, 48_000), "libopus": (48_000,)}
"""Codec -> sample rates it gets. Opus knows 48 kHz alone; AAC-LC above 48 kHz is beyond the level that players must know (ISO/IEC 14496-3, AAC
Profile level 2), so a programme at 96 kHz is halved once, on its way into the film."""
_ADVICE = "the music lies in music/, the film is untouched; convert the film to mp4 and score that"
_TRIAL_BYTES, _TRIAL_PACKETS = 64_000_000, 300
"""How much of a film is copied to see whether it decodes again, at most (ours): some begin long before their first whole picture."""
_ISO = (".mp4", ".mov")


@dataclass(frozen=True)
class Container:
    """How a scored film is wrapped: ending, FFmpeg's name of the format, sound codec and its bit rate."""

    ending: str
    name: str
    codec: str = "aac"
    bit_rate: int = 256_000


_OWN = {
    "mp4": Container(".mp4", "mp4"), "mov": Container(".mov", "mov"), "webm": Container(".webm", "webm", "libopus", 192_000),
    "ts": Container(".ts", "mpegts"), "flv": Container(".flv", "flv"),
}  # fmt: skip
_ANY = (Container(".mkv", "matroska"), Container(".mov", "mov"), Container(".avi", "avi", "pcm_s16le"))
"""For films of other kinds, the first that takes the picture."""
#: Tags of a file that do not describe the film but how and when the file was made.
_OF_THE_FILE = ("encoder", "creation_time", "major_brand", "minor_version", "compatible_brands", "vendor_id", "duration", "timecode")


def choose_container(film: Path, probed: Probe) -> tuple[Container, bool]:
    """The container for the scored film, and whether the film's subtitles go with it: found by writing a head into memory.

    Raises
    ------
    PictureError
        If no container takes the picture as it is.
    """
    own = _OWN.get(probed.container)
    for container in dict.fromkeys((*((own,) if own else ()), *_ANY)):
        for with_subtitles in (True, False) if container == own else (False,):
            if _takes(container, film, probed, with_subtitles):
                return container, with_subtitles
    raise PictureError(f"{film.name}: its picture cannot be laid into a film again without loss", "convert it to mp4 first")


def _takes(container: Container, film: Path, probed: Probe, with_subtitles: bool) -> bool:
    """Whether the film's beginning, copied into memory, decodes again."""
    place, taken = BytesIO(), False
    with suppress(FFmpegError, ValueError):
        with _source(film) as source, av.open(place, "w", format=container.name) as target:
            copy = _Copy(source, target, probed, container, with_subtitles)
            target.start_encoding()
            copied = 0
            for packet in copy.packets():
                target.mux(packet)
                copied += packet.size + _TRIAL_BYTES // _TRIAL_PACKETS
                if copied >= _TRIAL_BYTES:
                    break
        place.seek(0)
        with av.open(place) as again:
            stream = again.streams.best("video")
            taken = stream is not None and next(again.decode(stream), None) is not None
    return taken


def write_scored_film(film: Path, programme: Path, stem: Path) -> Path:
    """Write the scored film beside ``stem`` and return its path.

    Parameters
    ----------
    film
        The input.
    programme
        A wave of film sound and music, from the first displayed frame.
    stem
        Path without ending, such as ``folder/scored``.

    Raises
    ------
    PictureError
        If no container takes the picture as it is.
    DeliveryError
        If the film cannot be written.
    """
    probed = probe(film)
    container, with_subtitles = choose_container(film, probed)
    out = stem.with_name(stem.name + container.ending)
    try:
        with whole_file(out) as partial, _source(film) as source, _target(partial, container) as target:
            _Copy(source, target, probed, container, with_subtitles, soundfile.info(programme).samplerate).run(programme)
    except (FFmpegError, ValueError) as fault:
        told = " ".join(str(fault).split())
        raise DeliveryError(f"{out.name} could not be written: {told}", _ADVICE) from None
    return out


def _source(film: Path) -> Any:
    """The film open for copying; presentation times that its container does not keep are worked out."""
    return av.open(str(film), options={"fflags": "+genpts"}, metadata_errors="replace")


def _target(place: Path, container: Container) -> Any:
    options = {"fflags": "+bitexact"}
    if container.ending in _ISO:
        options |= {"movflags": "+faststart+write_colr", "use_editlist": "1"}
    return av.open(str(place), "w", format=container.name, options=options)


class _Copy:
    """One attempt to copy a film with new sound."""

    def __init__(self, source: Any, target: Any, probed: Probe, container: Container, with_subtitles: bool, rate: int = 48_000) -> None:
        self._source, self._target, self._probed = source, target, probed
        self._picture = source.streams[probed.video_index or 0]
        kept = [self._picture, *(source.streams.subtitles if with_subtitles else ())]
        self._streams: dict[int, Any] = {}
        for stream in kept:
            copied: Any = target.add_stream_from_template(stream, opaque=True)
            copied.time_base = stream.time_base
            if stream is self._picture and stream.sample_aspect_ratio:
                copied.codec_context.sample_aspect_ratio = stream.sample_aspect_ratio  # where only the container knows it
            copied.metadata.update(_tags(stream.metadata))
            copied.disposition = stream.disposition
            self._streams[stream.index] = copied
        self._last_dts: dict[int, int] = {}
        target.metadata.update(_tags(source.metadata))
        if probed.timecode:
            target.metadata["timecode"] = probed.timecode
            if container.ending in _ISO:
                self._streams[self._picture.index].metadata["timecode"] = probed.timecode
        self._sound = target.add_stream(container.codec, rate=_rate(container.codec, rate), layout="stereo")
        self._sound.bit_rate = container.bit_rate
        if probed.audio_index is not None:
            self._sound.metadata.update(_tags(source.streams[probed.audio_index].metadata))

    def run(self, programme: Path) -> None:
        """Copy every packet, the sound between them in order of time."""
        sound = _sound_packets(programme, self._sound)
        waiting = next(sound, None)
        for packet in self.packets():
            while waiting is not None and _seconds(waiting) <= _seconds(packet):
                self._target.mux(waiting)
                waiting = next(sound, None)
            self._target.mux(packet)
        while waiting is not None:
            self._target.mux(waiting)
            waiting = next(sound, None)

    def packets(self) -> Iterator[Any]:
        """The packets of the kept streams for the target, their clock begun at the first displayed frame; a broken end is an end."""
        packets = self._source.demux([self._source.streams[index] for index in self._streams])
        while True:
            try:
                packet = next(packets)
            except (StopIteration, FFmpegError):
                return
            if packet.size and not (packet.pts is None and packet.dts is None):
                self._retime(packet)
                packet.stream = self._streams[packet.stream.index]
                yield packet

    def _retime(self, packet: Any) -> None:
        """Count from picture zero; decoding times must rise, as every container asks."""
        index, origin = packet.stream.index, round(self._probed.zero_s / packet.time_base)
        pts = packet.pts if packet.pts is not None else packet.dts
        dts = packet.dts if packet.dts is not None else self._last_dts.get(index, pts - origin - 1) + 1 + origin
        dts = max(dts - origin, self._last_dts.get(index, dts - origin - 1) + 1)
        packet.pts, packet.dts = max(pts - origin, dts), dts
        self._last_dts[index] = dts


def _tags(metadata: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in metadata.items() if name.lower() not in _OF_THE_FILE and not name.startswith("_")}


def _rate(codec: str, rate: int) -> int:
    """The sample rate that a codec gets for a programme at ``rate``: its own where it may be, else 48 kHz."""
    known = _RATES.get(codec, (rate,))
    return rate if rate in known else known[-1]


def _sound_packets(programme: Path, stream: av.AudioStream) -> Iterator[Any]:
    """The programme encoded; resampled first where the codec gets another rate."""
    with soundfile.SoundFile(programme) as wave:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=stream.rate) if stream.rate != wave.samplerate else None
        at = 0
        while (block := wave.read(wave.samplerate // 2, dtype="float32", always_2d=True).T).shape[1]:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = wave.samplerate, at, Fraction(1, wave.samplerate)
            at += block.shape[1]
            for part in resampler.resample(frame) if resampler else (frame,):
                yield from stream.encode(part)
    for part in resampler.resample(None) if resampler else ():
        yield from stream.encode(part)
    yield from stream.encode(None)


def _seconds(packet: Any) -> float:
    at = packet.dts if packet.dts is not None else packet.pts or 0
    return float(at * packet.time_base)


if __name__ == "__main__":  # beside a run: the film and the stem as arguments, a programme as a line; answers with the film's name
    _film, _stem = map(Path, sys.argv[1:])
    attend(lambda programme: write_scored_film(_film, Path(programme), _stem).name)
