"""Broadcast wave files: 24-bit PCM with the timecode that a post house needs to place them.

The ``bext`` chunk (version 2) carries the time reference: samples since midnight of the film's start timecode; ``iXML`` repeats it with the
frame rate. Files over 4 GB become RF64. No dates are written, so the same sound gives the same bytes.
Sources: EBU Tech 3285 v2 (bext), EBU Tech 3306 (RF64), iXML specification 3.0 (Gallery).
"""

from __future__ import annotations

import struct
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import FormatError
from originalscore.files import checksum, whole_file
from originalscore.model.audio import AudioFile
from originalscore.times import Clock

_BEXT_BYTES, _JUNK_BYTES = 602, 28
RIFF_LIMIT = 2**32 - 2**16
"""Bytes from which a wave is written as RF64."""
FULL_SCALE = 2**23 - 1
"""Largest 24-bit sample."""


@dataclass(frozen=True)
class WaveFacts:
    """What a broadcast wave says of itself: ``time_reference`` in samples since midnight."""

    sample_rate: int
    channels: int
    samples: int
    time_reference: int
    description: str
    originator: str


def time_reference(clock: Clock, sample_rate: int) -> int:
    """Samples since midnight of the film's first frame (exact: label frames over the true rate)."""
    return round(Fraction(clock.start_frame) / clock.frame_rate.rate * sample_rate)


class WaveFile:
    """A plain 24-bit wave being written block by block; use it in a ``with`` statement, the file appears when it is whole."""

    def __init__(self, path: Path, *, sample_rate: int = 48_000, channels: int = 2) -> None:
        self.path, self._rate, self._channels = path, sample_rate, channels
        self._samples = 0
        self.peak = 0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._file: BinaryIO = stack.enter_context(stack.enter_context(whole_file(self.path)).open("w+b"))
            self._file.write(self._header())
            self._stack = stack.pop_all()
        return self

    def write(self, block: NDArray[np.int32]) -> None:
        """Append samples (channels, n) as integers within 24 bits."""
        if block.size:
            self.peak = max(self.peak, int(block.max()), -int(block.min()))
        octets = np.ascontiguousarray(block.T, "<i4").view(np.uint8).reshape(-1, 4)
        packed = np.empty((block.size, 3), np.uint8)
        for place in range(3):  # one strided copy an octet is three times as fast as all at once
            packed[:, place] = octets[:, place]
        self._file.write(packed.data)
        self._samples += block.shape[1]

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._stack.__exit__(kind, fault, trace)
            return
        with self._stack:
            if self._samples * self._channels * 3 % 2:
                self._file.write(b"\0")
            self._file.seek(0)
            self._file.write(self._header())

    @property
    def peak_dbfs(self) -> float:
        """Largest sample so far in decibels of full scale, -200 for silence."""
        return round(20 * float(np.log10(self.peak / FULL_SCALE)), 2) if self.peak else -200.0

    def listed(self, root: Path) -> AudioFile:
        """The finished file as a product, named from ``root``."""
        return AudioFile(self.path.relative_to(root).as_posix(), checksum(self.path), self._rate, self._channels, self._samples)

    def _description(self) -> bytes:
        """The chunks that say what the sound is."""
        return b""

    def _header(self) -> bytes:
        data = self._samples * self._channels * 3
        block = self._channels * 3
        fmt = struct.pack("<HHIIHH", 1, self._channels, self._rate, self._rate * block, block, 24)
        chunks = self._description() + _chunk(b"fmt ", fmt)
        size = 4 + 8 + _JUNK_BYTES + len(chunks) + 8 + data + data % 2
        if size < RIFF_LIMIT:
            opening = b"RIFF" + struct.pack("<I", size) + b"WAVE" + _chunk(b"JUNK", bytes(_JUNK_BYTES))
            return opening + chunks + b"data" + struct.pack("<I", data)
        ds64 = struct.pack("<QQQI", size, data, self._samples, 0)
        return b"RF64\xff\xff\xff\xffWAVE" + _chunk(b"ds64", ds64) + chunks + b"data\xff\xff\xff\xff"


class BroadcastWave(WaveFile):
    """A wave that knows its place: the film's start timecode and a description (ASCII, 256 characters).

    ``loudness`` may be set until it is whole: integrated LUFS, range LU, true peak dBTP, highest momentary and short-term LUFS, None where unknown.
    """

    loudness: tuple[float | None, ...] = (None,) * 5

    def __init__(self, path: Path, *, clock: Clock, description: str, sample_rate: int = 48_000, channels: int = 2) -> None:
        super().__init__(path, sample_rate=sample_rate, channels=channels)
        self._reference = time_reference(clock, sample_rate)
        self._text, self._ixml = description, _ixml(clock, sample_rate, self._reference, channels)

    def _description(self) -> bytes:
        bext = struct.pack(
            "<256s32s32s10s8sQH", self._text.encode("ascii", "replace")[:256], b"OriginalScore", b"", b"", b"", self._reference, 2
        )
        bext = bext.ljust(_BEXT_BYTES, b"\0")
        bext = bext[:412] + struct.pack("<5h", *(0x7FFF if value is None else round(100 * value) for value in self.loudness)) + bext[422:]
        return _chunk(b"bext", bext) + _chunk(b"iXML", self._ixml)


def read_wave_facts(path: Path) -> WaveFacts:
    """What :class:`BroadcastWave` wrote.

    Raises
    ------
    FormatError
        If the file is no broadcast wave.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
            raise FormatError(f"{path.name}: not a wave file at offset 0")
        found: dict[bytes, bytes] = {}
        data = 0
        while len(header := file.read(8)) == 8:
            name, size = header[:4], struct.unpack("<I", header[4:])[0]
            if name == b"data":
                data = size if size != 0xFFFFFFFF else struct.unpack("<Q", found[b"ds64"][8:16])[0]
                break
            found[name] = file.read(size + size % 2)
    if b"bext" not in found or b"fmt " not in found:
        raise FormatError(f"{path.name}: no bext chunk; not a broadcast wave")
    _, channels, rate, _, block, _ = struct.unpack("<HHIIHH", found[b"fmt "][:16])
    text, originator = (found[b"bext"][a:b].rstrip(b"\0").decode("ascii", "replace") for a, b in ((0, 256), (256, 288)))
    return WaveFacts(rate, channels, data // block, struct.unpack("<Q", found[b"bext"][338:346])[0], text, originator)


def to_24_bit(sound: NDArray[np.floating]) -> NDArray[np.int32]:
    """Samples of full scale 1 as 24-bit integers, rounded to nearest, held inside the range."""
    scaled = np.rint(sound * sound.dtype.type(FULL_SCALE))
    whole: NDArray[np.int32] = np.clip(scaled, -FULL_SCALE - 1, FULL_SCALE, out=scaled).astype(np.int32)
    return whole


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _ixml(clock: Clock, sample_rate: int, reference: int, channels: int) -> bytes:
    rate = f"{clock.frame_rate.rate.numerator}/{clock.frame_rate.rate.denominator}"
    names = ("Left", "Right") if channels == 2 else tuple(f"Channel {n + 1}" for n in range(channels))
    tracks = "".join(
        f"<TRACK><CHANNEL_INDEX>{n}</CHANNEL_INDEX><INTERLEAVE_INDEX>{n}</INTERLEAVE_INDEX><NAME>{name}</NAME></TRACK>"
        for n, name in enumerate(names, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<BWFXML><IXML_VERSION>3.0</IXML_VERSION><SPEED>'
        f"<MASTER_SPEED>{rate}</MASTER_SPEED><CURRENT_SPEED>{rate}</CURRENT_SPEED><TIMECODE_RATE>{rate}</TIMECODE_RATE>"
        f"<TIMECODE_FLAG>{'DF' if clock.frame_rate.drop else 'NDF'}</TIMECODE_FLAG>"
        f"<FILE_SAMPLE_RATE>{sample_rate}</FILE_SAMPLE_RATE><AUDIO_BIT_DEPTH>24</AUDIO_BIT_DEPTH>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>{reference >> 32}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>{reference & 0xFFFFFFFF}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>"
        f"<TIMESTAMP_SAMPLE_RATE>{sample_rate}</TIMESTAMP_SAMPLE_RATE></SPEED>"
        f"<TRACK_LIST><TRACK_COUNT>{channels}</TRACK_COUNT>{tracks}</TRACK_LIST></BWFXML>\n"
    ).encode()
