"""Small pictures straight from the decoder's planes: brightness and two colour differences by stride sampling.

Values are 0 to 1 floats in uint8 clothing: luma 0 is black and 255 white whatever the film's range; colour differences
are centred on 128. About 160 x 90 points of luma and 40 x 23 of colour. Only unusual pixel formats go through the scaler.
Source: Rec. ITU-R BT.709 quantisation (luma 16 to 235 in limited range).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

_WIDE, _HIGH = 160, 90
_DIRECT = {
    "yuv420p": 8, "yuvj420p": 8, "yuv422p": 8, "yuvj422p": 8, "yuv444p": 8, "yuvj444p": 8, "yuva420p": 8, "yuv440p": 8, "yuv411p": 8,
    "yuv420p10le": 10, "yuv422p10le": 10, "yuv444p10le": 10, "yuv420p12le": 12, "yuv422p12le": 12, "yuv444p12le": 12,
}  # fmt: skip
"""Planar pixel formats read without scaling, and their bits."""
_FULL_RANGE = 2
_LIMITED = np.clip((np.arange(256) - 16) * 255.0 / 219.0, 0, 255).round().astype(np.uint8).tobytes()
_COLOUR = 4
"""Colour is sampled this many times more coarsely than luma, in each direction."""


@dataclass(frozen=True)
class Planes:
    """Luma (0 black, 255 white), blue and red difference (128 neutral); uint8 (height, width)."""

    luma: Plane
    blue: Plane
    red: Plane


def sample_planes(frame: Any) -> Planes:
    """The frame's planes: luma of between 80 x 45 and 160 x 90 points (smaller frames as they are), colour of a quarter each way."""
    bits = _DIRECT.get(frame.format.name)
    if bits is None:
        frame = frame.reformat(width=min(frame.width, _WIDE), height=min(frame.height, _HIGH), format="yuv420p")
        bits = 8
    full = frame.color_range == _FULL_RANGE or frame.format.name.startswith("yuvj")
    luma, blue, red = frame.planes[:3]
    sampled = _stride(luma, bits, 1)
    return Planes(sampled if full else _stretched(sampled), _stride(blue, bits, _COLOUR), _stride(red, bits, _COLOUR))


def _stretched(luma: Plane) -> Plane:
    """Limited range made full: 16 to 0, 235 to 255. Python's own table is the quickest for bytes."""
    return np.frombuffer(luma.tobytes().translate(_LIMITED), np.uint8).reshape(luma.shape)


def _stride(plane: Any, bits: int, reduce: int) -> Plane:
    across, down = max(1, -(-plane.width * reduce // _WIDE)), max(1, -(-plane.height * reduce // _HIGH))
    if bits == 8:
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        return rows[down // 2 : plane.height : down, across // 2 : plane.width : across].copy()
    deep = np.frombuffer(plane, np.uint16).reshape(-1, plane.line_size // 2)
    return (deep[down // 2 : plane.height : down, across // 2 : plane.width : across] >> (bits - 8)).astype(np.uint8)
