"""Meters that are not ours: FFmpeg's ebur128 filter, run by PyAV."""

from __future__ import annotations

import re
from fractions import Fraction

import av
import av.logging
import numpy as np
from av.filter import Graph


def ffmpeg_loudness(sound: np.ndarray, rate: int) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of samples (2, n), as FFmpeg measures them."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate))
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    told: list[dict[str, str]] = []
    for first in range(0, sound.shape[1], rate // 10):
        block = np.ascontiguousarray(sound[:, first : first + rate // 10].T.reshape(1, -1), np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, first, Fraction(1, rate)
        graph.push(frame)
        told += _pulled(graph)
    graph.push(None)
    told += _pulled(graph)
    heard = [float(row[name]) for row in told for name in row if re.match(r"lavfi\.r128\.true_peaks_ch", name)]
    peak = 20 * float(np.log10(max(heard, default=0.0) or 1e-10))
    return [float(row["lavfi.r128.I"]) for row in told if "lavfi.r128.I" in row][-1], peak


def _pulled(graph: Graph) -> list[dict[str, str]]:
    found = []
    while True:
        try:
            found.append(dict(graph.pull().metadata))
        except (av.error.BlockingIOError, av.error.EOFError):
            return found
