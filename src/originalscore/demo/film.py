"""A film that draws itself: shots, events, spoken lines and sound, and the truth about them.

Times are seconds from the first frame; every cut and event lies on a drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas
from originalscore.demo.sounds import Line, spans_of

FRAME_RATE = 24
#: Each drawing stands for this many frames: "on twos", as hand-drawn animation is; every event lies on an even frame.
ON = 2
#: (time, kind, what): what happens, as a music editor would note it.
Happening = tuple[float, str, str]


@dataclass(frozen=True)
class Shot:
    """A drawing function of (canvas, film time, time in the shot), and the fades at its edges in seconds."""

    start_s: float
    end_s: float
    draw: Callable[[Canvas, float, float], None]
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0
    flash_s: tuple[float, ...] = ()

    def light(self, t: float) -> float:
        """Brightness at film time ``t``, 0 to 1."""
        light = 1.0
        if self.fade_in_s:
            light = min(light, (t - self.start_s) / self.fade_in_s)
        if self.fade_out_s:
            light = min(light, (self.end_s - t) / self.fade_out_s)
        return max(0.0, light)

    def flash(self, t: float) -> float:
        """White at film time ``t``: full on the frame of a flash, gone a third of a second later."""
        return max((max(0.0, 0.92 - 2.8 * (t - at)) for at in self.flash_s if t >= at - 1e-6), default=0.0)


@dataclass(frozen=True)
class Film:
    """Everything that is drawn and heard, and what its composer is asked for: ``brief`` and ``palette``, empty for nothing."""

    name: str
    title: str
    shots: tuple[Shot, ...]
    events: tuple[Happening, ...]
    lines: tuple[Line, ...]
    sound: Callable[[], NDArray[np.float32]]
    brief: str = ""
    palette: str = ""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def length_s(self) -> float:
        """Seconds."""
        return self.shots[-1].end_s

    def truth(self) -> dict[str, object]:
        """Cuts, events and spoken spans, in seconds."""
        return {
            "length_s": self.length_s,
            "cuts_s": [shot.start_s for shot in self.shots[1:]],
            "events": [{"at_s": at_s, "kind": kind, "what": what} for at_s, kind, what in self.events],
            "speech": [{"start_s": round(a, 3), "end_s": round(b, 3), "words": words} for a, b, words in spans_of(self.lines)],
        }

    def picture(self, canvas: Canvas, number: int) -> NDArray[np.uint8]:
        """Frame ``number`` as RGB (height, width, 3)."""
        t = number / FRAME_RATE
        shot = next(shot for shot in self.shots if t < shot.end_s)
        canvas.clear()
        shot.draw(canvas, t, t - shot.start_s)
        return canvas.finish(number, light=shot.light(t), flash=shot.flash(t))

    def frames(self, progress: Callable[[float], None] | None = None) -> Iterator[NDArray[np.uint8]]:
        """Every frame in order, each drawing ``ON`` times."""
        canvas = Canvas(self.width, self.height)
        count = round(self.length_s * FRAME_RATE)
        for number in range(0, count, ON):
            yield from (self.picture(canvas, number),) * min(ON, count - number)
            if progress and number % FRAME_RATE == 0:
                progress(number / count)

    def subtitles(self) -> str:
        """The spoken lines as SRT."""
        rows = [f"{n}\n{_stamp(a)} --> {_stamp(b)}\n{words}\n" for n, (a, b, words) in enumerate(spans_of(self.lines), 1)]
        return "\n".join(rows)


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
