"""Sound encoded with loss by PyAV: Opus, MP3 and AAC, block after block, without any tags of the encoder's making.

Source: FFmpeg's libavcodec with libopus, libmp3lame and its own AAC. The same samples give the same bytes.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Lossy:
    """A way to encode.

    Parameters
    ----------
    ending
        Of the file.
    container, codec
        FFmpeg's names.
    bit_rate
        Bits a second for two channels; 0: the options say it.
    rates
        Hertz that it takes; what comes at another rate is resampled to the last of them.
    options
        Of the codec, and of the container: FFmpeg's names and values.
    """

    ending: str
    container: str
    codec: str
    bit_rate: int
    rates: tuple[int, ...]
    codec_options: tuple[tuple[str, str], ...] = ()
    container_options: tuple[tuple[str, str], ...] = ()


OPUS = Lossy(".opus", "opus", "libopus", 160_000, (48_000,))
#: V0, the best of LAME's variable rates; its own tag is left out, the frame that says where the sound begins and ends is kept.
MP3 = Lossy(
    ".mp3",
    "mp3",
    "libmp3lame",
    0,
    (44_100, 48_000),
    (("flags", "+qscale"), ("global_quality", "0")),
    (("id3v2_version", "0"), ("write_id3v1", "0")),
)
M4A = Lossy(".m4a", "ipod", "aac", 256_000, (44_100, 48_000))


class LossyFile:
    """A file being encoded; use it in a ``with`` statement. ``said`` are tags for containers that FFmpeg itself writes them into."""

    def __init__(self, path: Path, kind: Lossy, *, rate: int, said: dict[str, str] | None = None) -> None:
        self._path, self._kind, self._rate, self._said = path, kind, rate, said or {}
        self._taken = 0

    def __enter__(self) -> Self:
        kind = self._kind
        with ExitStack() as stack:
            options = {"fflags": "+bitexact", **dict(kind.container_options)}
            self._file = stack.enter_context(av.open(str(self._path), "w", format=kind.container, options=options))
            target = self._rate if self._rate in kind.rates else kind.rates[-1]
            self._stream = self._file.add_stream(kind.codec, rate=target, layout="stereo", options=dict(kind.codec_options))
            self._stream.codec_context.flags |= av.codec.context.Flags.bitexact
            if kind.bit_rate:
                self._stream.bit_rate = kind.bit_rate
            for name, value in self._said.items():
                (self._stream.metadata if kind.container == "opus" else self._file.metadata)[name] = value
            form = self._stream.codec_context.format
            self._resampler = av.AudioResampler(format=form, layout="stereo", rate=target)
            self._stack = stack.pop_all()
        return self

    def write(self, sound: NDArray[np.float32]) -> None:
        """Append samples (2, n), full scale 1."""
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = self._rate, self._taken, Fraction(1, self._rate)
        self._taken += sound.shape[1]
        self._encode(frame)

    def _encode(self, frame: av.AudioFrame | None) -> None:
        for part in self._resampler.resample(frame):
            self._file.mux(self._stream.encode(part))

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        with self._stack:
            if kind is None:
                self._encode(None)
                self._file.mux(self._stream.encode(None))
