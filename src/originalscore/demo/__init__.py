"""The film that draws itself: *The Keeper*, ninety seconds, and the truth about it.

It is the product's own example and its first test film: cuts, events and spoken lines are known because they are drawn
and spoken here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.canvas import Canvas
from originalscore.demo.sound import film_sound, line_spans
from originalscore.demo.storyboard import EVENTS, FRAME_RATE, LENGTH_S, SHOTS
from originalscore.external.encode import encode_film
from originalscore.files import write_whole

__all__ = ["draw_demo", "truth"]

#: Each drawing stands for this many frames: "on twos", as hand-drawn animation is; every event lies on an even frame.
ON = 2


def draw_demo(path: Path, *, progress: Callable[[float], None] | None = None) -> None:
    """Draw the film to ``path`` (MP4, 1280 x 544, 24 frames a second, from 01:00:00:00), with its subtitles beside it (``.srt``).

    Raises
    ------
    ToolError
        If espeak-ng is missing.
    """
    sound = film_sound()
    write_whole(path.with_suffix(".srt"), _subtitles())
    write_whole(path.with_suffix(".truth.json"), json.dumps(truth(), indent=1) + "\n")
    encode_film(path, _frames(progress), frame_rate=Fraction(FRAME_RATE), sound=sound, start_timecode="01:00:00:00")


def truth() -> dict[str, object]:
    """Cuts, events and spoken spans of the film, in seconds."""
    return {
        "length_s": LENGTH_S,
        "cuts_s": [shot.start_s for shot in SHOTS[1:]],
        "events": [{"at_s": at_s, "kind": kind, "what": what} for at_s, kind, what in EVENTS],
        "speech": [{"start_s": round(a, 3), "end_s": round(b, 3), "words": words} for a, b, words in line_spans()],
    }


def _frames(progress: Callable[[float], None] | None) -> Iterator[NDArray[np.uint8]]:
    canvas = Canvas()
    count = round(LENGTH_S * FRAME_RATE)
    shots = iter(SHOTS)
    shot = next(shots)
    for number in range(0, count, ON):
        t = number / FRAME_RATE
        while t >= shot.end_s:
            shot = next(shots)
        shot.draw(canvas, t, t - shot.start_s)
        frame = canvas.finish(number, light=shot.light(t), flash=shot.flash(t))
        yield from (frame,) * min(ON, count - number)
        if progress and number % FRAME_RATE == 0:
            progress(number / count)


def _subtitles() -> str:
    def stamp(seconds: float) -> str:
        whole = round(seconds * 1000)
        return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"

    rows = [f"{n}\n{stamp(a)} --> {stamp(b)}\n{words}\n" for n, (a, b, words) in enumerate(line_spans(), 1)]
    return "\n".join(rows)
