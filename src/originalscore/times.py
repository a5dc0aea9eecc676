"""Picture time: exact seconds, and the timecode labels that film people read.

Three clocks run in the house. *Picture time* is an exact ``Fraction`` of a second counted from the first
displayed frame. *Music time* is a ``Fraction`` of beats (one beat is a quarter note). *Performance time* is
a ``float`` of seconds. Only ``model.tempo.TempoMap`` crosses from beats to seconds; this module only labels
picture time. A label is not a duration: at 24000/1001 the label 01:00:00:00 stands for 3603.6 s.

Drop-frame skips the labels ;00 and ;01 of every minute except each tenth (SMPTE ST 12-1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError

_NTSC = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.95": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
}
_LABEL = re.compile(r"^(\d{1,2}):(\d{2}):(\d{2})([:;.])(\d{2,3})$")
_SECONDS = re.compile(r"^(\d{1,9}(?:\.\d{1,18})?|\d{1,24}/0*[1-9]\d{0,23})\s*s$")


@dataclass(frozen=True)
class FrameRate:
    """Frames a second as an exact fraction, and whether labels drop.

    Parameters
    ----------
    rate
        Frames per second, 1 to 300; for example ``Fraction(24000, 1001)``.
    drop
        Drop-frame labels; only for 30000/1001 and 60000/1001.
    """

    rate: Fraction
    drop: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.rate <= 300:
            raise BriefError(f"frame rate {self.rate} is outside 1 to 300 frames a second")
        if self.drop and self.nominal not in (30, 60):
            raise BriefError(f"drop-frame timecode does not exist at {self.rate} frames a second")

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        """Read ``"24"``, ``"24000/1001"``, ``"23.976"``, ``"29.97 DF"``.

        Raises
        ------
        BriefError
            If the text is no frame rate.
        """
        words = text.strip().lower().replace("df", " df").split()
        try:
            rate = _NTSC.get(words[0]) or Fraction(words[0])
        except (IndexError, ValueError, ZeroDivisionError):
            raise BriefError(f"“{text}” is not a frame rate", "write it like 24, 25 or 24000/1001") from None
        return cls(rate, "df" in words[1:])

    def __str__(self) -> str:
        return f"{self.rate}{' DF' if self.drop else ''}"

    @property
    def nominal(self) -> int:
        """Frames counted in one labelled second: 24 for 24000/1001."""
        return round(self.rate)

    @property
    def frame_s(self) -> Fraction:
        """Length of one frame in seconds."""
        return 1 / self.rate

    @property
    def day_frames(self) -> int:
        """Frames labelled in 24 hours."""
        return 144 * (600 * self.nominal - 9 * self._dropped)

    @property
    def _dropped(self) -> int:
        return self.nominal // 15 if self.drop else 0

    def label(self, frame: int) -> str:
        """The timecode label of frame number ``frame`` (0 is label 00:00:00:00); wraps at 24 hours."""
        nominal, dropped = self.nominal, self._dropped
        minute = 60 * nominal - dropped
        ten_minutes = 10 * minute + dropped
        frame %= self.day_frames
        if dropped:
            tens, rest = divmod(frame, ten_minutes)
            skipped_minutes = max(0, (rest - dropped) // minute)
            frame += dropped * (9 * tens + skipped_minutes)
        seconds, frames = divmod(frame, nominal)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}:{seconds:02}{';' if self.drop else ':'}{frames:02}"

    def frame(self, label: str) -> int:
        """The frame number of a timecode label.

        Raises
        ------
        BriefError
            If the label is malformed, or names a frame that does not exist.
        """
        match = _LABEL.match(label.strip())
        if not match:
            raise BriefError(f"“{label}” is not a timecode", "write it like 01:00:21:05")
        hours, minutes, seconds, _, frames = match.groups()
        h, m, s, f = int(hours), int(minutes), int(seconds), int(frames)
        if m > 59 or s > 59 or f >= self.nominal:
            raise BriefError(f"timecode {label} does not exist at {self} frames a second")
        if self._dropped and m % 10 and not s and f < self._dropped:
            raise BriefError(f"timecode {label} is skipped in drop-frame", f"use {h:02}:{m:02}:00;{self._dropped:02}")
        total_minutes = 60 * h + m
        count = (total_minutes * 60 + s) * self.nominal + f
        return count - self._dropped * (total_minutes - total_minutes // 10)


@dataclass(frozen=True)
class Clock:
    """Picture time and labels of one film.

    Parameters
    ----------
    frame_rate
        The film's nominal rate (its average rate where the true one varies).
    start_frame
        Number of the label of the first displayed frame; 86400 for 01:00:00:00 at 24.
    """

    frame_rate: FrameRate
    start_frame: int = 0

    def label(self, at_s: Fraction) -> str:
        """The label of the frame shown at picture time ``at_s`` (seconds, exact)."""
        return self.frame_rate.label(self.start_frame + int(at_s * self.frame_rate.rate + Fraction(1, 1000)))

    def seconds(self, text: str) -> Fraction:
        """Picture seconds of a label such as ``"01:00:21:05"``, or of ``"3.5s"``.

        Raises
        ------
        BriefError
            If the text is neither, or lies before the film's first frame. Labels after midnight belong to a film that
            begins before it: what seems more than half a day early lies on the next day.
        """
        text = text.strip()
        if text.endswith("s") or ":" not in text:
            exact = _SECONDS.match(text)
            if not exact:
                raise BriefError(f"“{text}” is neither timecode nor seconds", "write 01:00:21:05 or 3.5s")
            return Fraction(exact[1])
        frames = self.frame_rate.frame(text) - self.start_frame
        if 2 * frames < -self.frame_rate.day_frames:
            frames += self.frame_rate.day_frames
        if frames < 0:
            raise BriefError(f"timecode {text} lies before the film's first frame {self.label(Fraction(0))}")
        return frames / self.frame_rate.rate


def film_clock(rate: Fraction, timecode: str) -> tuple[Clock, str]:
    """The clock, and a remark (or nothing) where the tagged start label makes no sense at this rate."""
    frame_rate = FrameRate(rate)
    if not timecode:
        return Clock(frame_rate), ""
    if any(mark in timecode for mark in ";.") and frame_rate.nominal in (30, 60):
        frame_rate = FrameRate(rate, drop=True)
    try:
        return Clock(frame_rate, frame_rate.frame(timecode)), ""
    except BriefError as fault:
        return Clock(FrameRate(rate)), f"the film's start timecode is left out: {fault}"
