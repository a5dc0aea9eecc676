"""Writing a new film from frames and sound with PyAV (for the demo and for films that tests draw)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from originalscore.files import whole_file


def encode_film(
    path: Path,
    frames: Iterable[NDArray[np.uint8]],
    *,
    frame_rate: Fraction,
    sound: NDArray[np.float32] | Iterable[NDArray[np.float32]] | None = None,
    sample_rate: int = 48_000,
    quality: int = 24,
    start_timecode: str = "",
) -> None:
    """Encode RGB frames (height, width, 3) as H.264 and sound (2, n), whole or in blocks of 1024, as AAC; the container follows the path's ending.

    ``quality`` is x264's constant rate factor, 0 (lossless) to 51. The same input gives the same bytes.
    """
    with whole_file(path) as partial, av.open(str(partial), "w", options={"fflags": "+bitexact"}) as film:
        if start_timecode:
            film.metadata["timecode"] = start_timecode
        video = None
        audio = _sound_stream(film, sample_rate) if sound is not None else None
        for number, image in enumerate(frames):
            if video is None:
                video = _picture_stream(film, image, frame_rate, quality)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = number, 1 / frame_rate
            film.mux(video.encode(frame))
        if video is not None:
            film.mux(video.encode(None))
        if audio is not None and sound is not None:
            blocks = (
                (sound[:, begin : begin + 1024] for begin in range(0, sound.shape[1], 1024)) if isinstance(sound, np.ndarray) else sound
            )
            for number, samples in enumerate(blocks):
                block = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
                block.sample_rate, block.pts, block.time_base = sample_rate, 1024 * number, Fraction(1, sample_rate)
                film.mux(audio.encode(block))
            film.mux(audio.encode(None))


def _picture_stream(film: av.container.OutputContainer, image: NDArray[np.uint8], frame_rate: Fraction, quality: int) -> av.VideoStream:
    video = film.add_stream("libx264", rate=frame_rate, options={"crf": str(quality), "preset": "veryfast", "threads": "2"})
    video.height, video.width = image.shape[:2]
    video.pix_fmt = "yuv420p"
    video.time_base = 1 / frame_rate
    video.gop_size = 48
    return video


def _sound_stream(film: av.container.OutputContainer, sample_rate: int) -> av.AudioStream:
    audio = film.add_stream("aac", rate=sample_rate, layout="stereo")
    audio.bit_rate = 192_000
    return audio
