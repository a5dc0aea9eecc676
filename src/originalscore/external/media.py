"""Open films and sound files through PyAV: what they hold, their pictures, their sound.

Times are picture time: seconds from the first displayed frame; in a file without picture, from the first sound
sample. Presentation times come from the frames themselves, never from frame number and average rate. A damaged
packet is skipped and decoding goes on, so a truncated file gives everything that decodes. Planes are sampled by
stride straight from the decoder (no scaling), which costs a few per cent over bare decoding.
Nothing here writes or muxes. Source: FFmpeg's libavformat and libavcodec as wrapped by PyAV.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from originalscore.errors import PictureError
from originalscore.external.planes import Planes, sample_planes

Sound = NDArray[np.float32]
"""Samples as float32 (channels, samples), full scale 1."""

_SHORT_NAMES = {"matroska,webm": "mkv", "mpegts": "ts", "mov,mp4,m4a,3gp,3g2,mj2": "mp4"}
_GAP_S = 0.1
"""A hole in the sound's own times longer than this is filled with silence (our choice; rounding of containers is below 0.03 s)."""
_SEEK_FRAMES = 240
"""Frames decoded after a key frame in search of one picture before the nearest one reached is taken (our choice)."""
_THREADS_PAY = 300_000
"""Pixels of a frame from which decoding several frames at once is quicker (measured: below, handing them round costs more)."""
_ADVICE = "choose a film that plays, or convert it to mp4 first"


@dataclass(frozen=True)
class Probe:
    """What a file claims, and where its first frame and first sample lie.

    Parameters
    ----------
    container
        Short name: ``mp4``, ``mov``, ``mkv``, ``webm``, ``ts``, ``avi``, ``wav`` ...
    video_index, audio_index
        Stream numbers of the picture and sound that are used; None where there is none that decodes.
    width, height
        Stored pixels; 0 without picture.
    zero_s
        Time of the first displayed frame on the container's own clock (first sample without picture).
    sound_offset_s
        Picture time of the first sound sample.
    claimed_s
        Length of the picture (of the sound without one) as the header states it, counted from picture zero; None where it does not.
    rate
        Average frame rate as the header states it, or None.
    timecode
        Start label as tagged, such as ``01:00:00:00``; empty where there is none.
    sound_rate, sound_channels
        Of the sound stream; 0 without sound.
    remarks
        Lines for the user.
    lossless
        Whether the sound is stored without loss (PCM, FLAC, ALAC ...); not whether it went through a lossy codec before.
    """

    container: str
    video_index: int | None
    audio_index: int | None
    width: int
    height: int
    zero_s: Fraction
    sound_offset_s: Fraction
    claimed_s: Fraction | None
    rate: Fraction | None
    timecode: str
    sound_rate: int
    sound_channels: int
    remarks: tuple[str, ...] = ()
    lossless: bool = False

    @property
    def has_picture(self) -> bool:
        """Whether a picture stream decodes."""
        return self.video_index is not None

    @property
    def has_sound(self) -> bool:
        """Whether a sound stream decodes."""
        return self.audio_index is not None


@dataclass(frozen=True)
class PictureFrame:
    """One decoded frame, sampled to at most about 160 x 90: picture time, length in seconds, and its planes."""

    at_s: Fraction
    length_s: Fraction | None
    planes: Planes


def probe(path: Path) -> Probe:
    """Look into a film or sound file; decodes one frame of each stream it will use.

    Raises
    ------
    PictureError
        If there is no such file, it is empty, cannot be opened, or holds neither picture nor sound that decodes.
    """
    with _opened(path) as container:
        video, video_first, video_remarks = _first_decoding(path, container, "video")
        audio, audio_first, audio_remarks = _first_decoding(path, container, "audio")
        if video is None and audio is None:
            kind = "no frame of it decodes" if container.streams.video or container.streams.audio else "it holds neither picture nor sound"
            raise PictureError(f"{path.name}: {kind}", _ADVICE)
        zero_s = video_first if video is not None else audio_first
        remarks = [*video_remarks, *audio_remarks]
        main = video if video is not None else audio
        return Probe(
            container=_short_name(container, path),
            video_index=None if video is None else video.index,
            audio_index=None if audio is None else audio.index,
            width=0 if video is None else int(video.codec_context.width),
            height=0 if video is None else int(video.codec_context.height),
            zero_s=zero_s,
            sound_offset_s=Fraction(0) if audio is None else audio_first - zero_s,
            claimed_s=_claimed(container, main, zero_s),
            rate=None if video is None else _exact(video.average_rate or video.guessed_rate),
            timecode=_timecode(container, video),
            sound_rate=0 if audio is None else int(audio.codec_context.sample_rate),
            sound_channels=0 if audio is None else int(audio.codec_context.channels),
            remarks=tuple(remarks),
            lossless=audio is not None and audio.codec_context.codec.lossless and not audio.codec_context.codec.lossy,
        )


def decode_picture(path: Path, probed: Probe | None = None) -> Iterator[PictureFrame]:
    """Every frame in order of presentation, as small planes; frames that do not decode are left out.

    Raises
    ------
    PictureError
        If the file cannot be opened.
    """
    probed = probed or probe(path)
    if probed.video_index is None:
        return
    last_s = Fraction(-1)
    with _opened(path) as container:
        stream = container.streams[probed.video_index]
        stream.thread_type = "AUTO" if probed.width * probed.height >= _THREADS_PAY else "SLICE"
        for frame in _frames(container, stream):
            at_s = _stamp(frame, probed.zero_s)
            if at_s is None:
                at_s = last_s + 1 / (probed.rate or Fraction(25)) if last_s >= 0 else Fraction(0)
            if at_s <= last_s or at_s < 0:
                continue
            tick_s = frame.time_base
            length_s = Fraction(frame.duration * tick_s.numerator, tick_s.denominator) if frame.duration else None
            yield PictureFrame(at_s, length_s, sample_planes(frame))
            last_s = at_s


def decode_sound(path: Path, rate: int, channels: int, *, probed: Probe | None = None) -> Iterator[Sound]:
    """The sound in blocks of a few thousand samples, resampled; the first sample is picture time 0.

    A film whose sound begins late starts with silence; sound before the first frame is cut off. Holes in the
    stream's own times are filled with silence. The sound is not cut at the picture's end. Yields nothing without sound.

    Parameters
    ----------
    path
        A film or sound file.
    rate
        Samples a second wanted.
    channels
        1 or 2; more channels are mixed down with FFmpeg's standard coefficients.
    probed
        Saves a second look into the file.

    Raises
    ------
    PictureError
        If the file cannot be opened.
    ValueError
        If ``channels`` is neither 1 nor 2.
    """
    if channels not in (1, 2):
        raise ValueError(f"channels must be 1 or 2, not {channels}")
    probed = probed or probe(path)
    if probed.audio_index is None:
        return
    with _opened(path) as container:
        stream = container.streams[probed.audio_index]
        resampler = av.AudioResampler(format="fltp", layout="mono" if channels == 1 else "stereo", rate=rate)
        samples_a_tick, zero_samples = stream.time_base * rate, probed.zero_s * rate
        taken = skip = 0
        for frame in _frames(container, stream):
            if frame.pts is not None:
                wanted = _whole(frame.pts, samples_a_tick, zero_samples)
                drift = wanted - taken
                if taken == 0 or drift > _GAP_S * rate:
                    yield from _silence(channels, max(0, drift))
                    skip = max(0, -drift)
                    taken = max(taken, wanted) if drift > 0 else taken - skip
                frame.pts = None
            taken += (2 * frame.samples * rate + frame.sample_rate) // (2 * frame.sample_rate)
            for block in _resampled(resampler, frame):
                kept = block[:, skip:]
                skip -= block.shape[1] - kept.shape[1]
                if kept.shape[1]:
                    yield kept
        yield from (block for block in _resampled(resampler, None) if block.shape[1])


def frame_images(path: Path, times_s: Sequence[Fraction], width: int) -> Iterator[NDArray[np.uint8]]:
    """Small upright pictures near given moments, for drawing: uint8 (height, width, 3), red green blue.

    Seeks to the key frame before each moment and decodes on to it, at most 240 frames; square pixels, rotation
    applied. A moment past the end gives the last picture that decodes. Yields nothing without picture.

    Parameters
    ----------
    path
        The film.
    times_s
        Picture times, in any order.
    width
        Pixels across of the picture as displayed, 16 to 1920.
    """
    probed = probe(path)
    if probed.video_index is None:
        return
    with _opened(path) as container:
        stream = container.streams[probed.video_index]
        stream.thread_type = "AUTO"
        for at_s in times_s:
            frame = _frame_near(container, stream, at_s + probed.zero_s)
            if frame is not None:
                yield _upright(frame, stream, width)


def upright_frames(path: Path, width: int) -> Iterator[tuple[Fraction, NDArray[np.uint8]]]:
    """Every frame in order of presentation as it is displayed, ``width`` pixels across: picture time, and uint8 (height, width, 3).

    Square pixels, rotation applied. Yields nothing without picture.
    """
    probed = probe(path)
    if probed.video_index is None:
        return
    with _opened(path) as container:
        stream = container.streams[probed.video_index]
        stream.thread_type = "AUTO"
        last_s = Fraction(-1)
        for frame in _frames(container, stream):
            at_s = _stamp(frame, probed.zero_s)
            if at_s is not None and at_s > last_s:
                yield at_s, _upright(frame, stream, width)
                last_s = at_s


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The open container; opening faults become one line."""
    if not path.exists():
        raise PictureError(f"there is no file {path}", "check the name")
    if path.is_dir():
        raise PictureError(f"{path} is a folder, not a film", "name the film file inside it")
    if path.stat().st_size == 0:
        raise PictureError(f"{path.name} is empty (0 bytes)", "copy or export it again")
    try:
        container = av.open(str(path), metadata_errors="replace")
    except av.error.PermissionError:
        raise PictureError(f"{path.name} may not be read", "check its permissions") from None
    except av.error.FFmpegError as fault:
        raise PictureError(f"{path.name} cannot be opened as a film or sound file ({fault.strerror})", _ADVICE) from None
    with container:
        yield container


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """All frames of one stream that decode; damaged packets are skipped, a broken end is an end."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            yield from _decoded(stream.codec_context, None)
            return
        yield from _decoded(stream, packet)


def _decoded(decoder: Any, packet: Any) -> list[Any]:
    try:
        return list(decoder.decode(packet))
    except av.error.FFmpegError:
        return []


def _first_decoding(path: Path, container: Any, kind: str) -> tuple[Any, Fraction, list[str]]:
    """The best stream of a kind that gives a frame, the frame's time, and remarks on streams passed over."""
    streams = [
        s
        for s in getattr(container.streams, kind)
        if not s.disposition & (av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails)
    ]
    best = container.streams.best(kind)
    streams.sort(key=lambda s: (not s.disposition & av.stream.Disposition.default, s is not best, s.index))
    remarks = []
    name = "picture" if kind == "video" else "sound"
    for stream in streams:
        if stream.codec_context is not None:
            with _opened(path) as fresh:
                frame = next(_frames(fresh, fresh.streams[stream.index]), None)
                if frame is not None:
                    if len(streams) > 1:
                        remarks.append(f"{len(streams)} {name} streams: stream {stream.index} is used")
                    return stream, _frame_time(frame, Fraction(0), Fraction(0)), remarks
        remarks.append(f"{name} stream {stream.index} does not decode and is left out")
    return None, Fraction(0), remarks


def _frame_time(frame: Any, fallback_s: Fraction, zero_s: Fraction) -> Fraction:
    at_s = _stamp(frame, zero_s)
    return fallback_s if at_s is None else at_s


def _stamp(frame: Any, zero_s: Fraction) -> Fraction | None:
    """The frame's own time, if it has one; asked for every frame, so one fraction is made where one will do."""
    ticks = frame.pts if frame.pts is not None else frame.dts
    if ticks is None:
        return None
    tick_s = frame.time_base
    at_s = Fraction(ticks * tick_s.numerator, tick_s.denominator)
    return at_s - zero_s if zero_s else at_s


def _claimed(container: Any, stream: Any, zero_s: Fraction) -> Fraction | None:
    if stream.duration:
        start = stream.start_time or 0
        end_s: Fraction = (Fraction(stream.duration) + start) * stream.time_base
        return end_s - zero_s
    if container.duration:
        start_s = Fraction(container.start_time or 0, av.time_base)
        return Fraction(container.duration, av.time_base) + start_s - zero_s
    return None


def _timecode(container: Any, video: Any) -> str:
    """The tagged start label: of the picture stream first, then of data streams, then of the file."""
    tagged = [video] if video is not None else []
    for holder in (*tagged, *container.streams, container):
        for name, text in holder.metadata.items():
            if name.lower() == "timecode" and text.strip():
                return str(text).strip()
    return ""


def _short_name(container: Any, path: Path) -> str:
    name, ending = str(container.format.name), path.suffix.lower().lstrip(".")
    if ending and (ending in name.split(",") or (ending == "mkv" and "matroska" in name)):
        return ending
    return _SHORT_NAMES.get(name, name.split(",")[0])


def _exact(rate: Fraction | None) -> Fraction | None:
    return Fraction(rate.numerator, rate.denominator) if rate else None


def _whole(ticks: int, samples_a_tick: Fraction, zero_samples: Fraction) -> int:
    """The nearest whole sample of a time in ticks; in integers, for it is asked for every few milliseconds of sound."""
    below = 2 * samples_a_tick.denominator * zero_samples.denominator
    above = 2 * ticks * samples_a_tick.numerator * zero_samples.denominator - 2 * zero_samples.numerator * samples_a_tick.denominator
    return (above + below // 2) // below


def _silence(channels: int, samples: int) -> Iterator[Sound]:
    while samples > 0:
        size = min(samples, 65536)
        yield np.zeros((channels, size), np.float32)
        samples -= size


def _resampled(resampler: Any, frame: Any) -> list[Sound]:
    return [np.ascontiguousarray(part.to_ndarray(), np.float32) for part in resampler.resample(frame)]


def _frame_near(container: Any, stream: Any, at_s: Fraction) -> Any:
    """The frame shown at a container time, or the nearest one reached."""
    try:
        container.seek(int(at_s / stream.time_base), stream=stream, backward=True)
    except av.error.FFmpegError:
        return None
    nearest = None
    for count, frame in enumerate(_frames(container, stream)):
        if nearest is not None and _frame_time(frame, at_s, Fraction(0)) > at_s:
            break
        nearest = frame
        if count >= _SEEK_FRAMES:
            break
    return nearest


def _upright(frame: Any, stream: Any, width: int) -> NDArray[np.uint8]:
    """Scaled to square pixels and turned as a player would."""
    turns = round(frame.rotation / 90) % 4
    pixel_ratio = stream.sample_aspect_ratio or Fraction(1)
    shape = Fraction(frame.height) / (frame.width * pixel_ratio)
    across = max(2, width if turns % 2 == 0 else round(width / shape))
    small = frame.reformat(width=across, height=max(2, round(across * shape)), format="rgb24").to_ndarray()
    return np.ascontiguousarray(np.rot90(small, turns))
