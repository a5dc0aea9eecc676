"""A film cut anew: frames and sound of an old one in another order, encoded again at another size and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from originalscore.external.encode import encode_film
from originalscore.external.media import decode_sound

RATE = 48_000


def drawn(frames: int, size: tuple[int, int], seed: int = 3) -> Iterator[np.ndarray]:
    """A shot of no film: a bright disc on its way over stripes."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    for number in range(frames):
        disc = (x - width * (0.2 + 0.6 * number / frames)) ** 2 + (y - height * 0.4) ** 2 < (height / 5) ** 2
        image = np.where((x // 23 + seed) % 2, 60, 150) + np.where(disc, 90, 0)
        yield np.stack([image, image // 2, image // 3], axis=-1).astype(np.uint8)


def cut_film(
    old: Path, new: Path, edits: Sequence[tuple[int, int] | int], *, size: tuple[int, int] = (320, 180), grade: float = 0.85
) -> None:
    """Encode the frames ``(first, after)`` of the old film one stretch after another; a plain number is that many frames of a new shot.

    The sound goes with its picture; ``grade`` is a gamma, and lifts the blacks a little.
    """
    rate = Fraction(24)
    with av.open(str(old)) as container:
        frames = [frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray() for frame in container.decode(video=0)]
    sound = np.concatenate(list(decode_sound(old, RATE, 2)), axis=1)
    table = (8 + 240 * (np.arange(256) / 255) ** grade).astype(np.uint8)
    a_frame = RATE // 24

    def images() -> Iterator[np.ndarray]:
        for edit in edits:
            if isinstance(edit, int):
                yield from drawn(edit, size)
            else:
                yield from (table[frames[number]] for number in range(*edit))

    heard = [
        np.zeros((2, edit * a_frame), np.float32) if isinstance(edit, int) else sound[:, edit[0] * a_frame : edit[1] * a_frame]
        for edit in edits
    ]
    encode_film(new, images(), frame_rate=rate, sound=np.concatenate(heard, axis=1), sample_rate=RATE, start_timecode="01:00:00:00")
