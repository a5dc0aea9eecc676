"""ffmpeg's loudness meter (the filter ebur128) through PyAV: a meter that is not ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
_PIECE = 1 << 18
SILENCE_LUFS = -70.0


@dataclass(frozen=True)
class Reading:
    """Integrated loudness (-70 for silence), true peak, and the momentary loudness of every 100 ms (of the 400 ms that end there)."""

    lufs: float
    dbtp: float
    momentary: NDArray[np.float64]


def read(sound: NDArray[Any], *, peak: bool = False) -> Reading:
    """Meter a sound, (2, n) at 48 kHz."""
    return read_blocks((sound[:, at : at + _PIECE] for at in range(0, sound.shape[1], _PIECE)), peak=peak)


def read_blocks(blocks: Iterable[NDArray[Any]], *, peak: bool = False) -> Reading:
    """Meter a sound of any length."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="fltp", sample_rate=RATE, layout="stereo", time_base=Fraction(1, RATE))
    meter, sink = graph.add("ebur128", f"metadata=1:peak={'true' if peak else 'none'}"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    said: list[dict[str, str]] = []
    at = 0
    for block in blocks:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block, np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        at += block.shape[1]
        source.push(frame)
        _drain(sink, said)
    source.push(None)
    _drain(sink, said)
    last = said[-1] if said else {}
    ratio = max(float(last.get("lavfi.r128.true_peak", 0.0)), 1e-10)
    momentary = np.array([float(one.get("lavfi.r128.M", SILENCE_LUFS)) for one in said])
    return Reading(float(last.get("lavfi.r128.I", SILENCE_LUFS)), 20 * float(np.log10(ratio)), momentary)


def _drain(sink: Any, said: list[dict[str, str]]) -> None:
    while True:
        try:
            words = dict(sink.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return
        if words:
            said.append(words)
