"""The conductor's film: streamers and punches over the picture, timecode and bar burnt in, the click as its sound.

A streamer is a line that sweeps from left to right and reaches the edge on the frame of a hit; a punch is a disc that flashes there. A white
one leads into the first beat of every cue, a small white punch marks the downbeat where the tempo has moved. Colours tell the class of a
hit. Two seconds of sweep are usual (three feet of 35 mm film), three for must-hits; sizes and colours are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from originalscore.delivery.listing import listed
from originalscore.external.encode import encode_film
from originalscore.external.media import upright_frames
from originalscore.model.cue import CueList
from originalscore.model.delivery import Delivery
from originalscore.model.picture import Picture
from originalscore.model.tempo import TempoMap
from originalscore.times import Clock

Image8 = NDArray[np.uint8]

WIDTH, _BLANK_HEIGHT = 640, 360
COLORS = {"hard": (225, 40, 40), "firm": (240, 150, 40), "soft": (80, 200, 110), "start": (255, 255, 255), "tempo": (255, 255, 255)}
_SWEEP_S, _MUST_SWEEP_S = Fraction(2), Fraction(3)
_PUNCH_FRAMES = 3
_PUNCH, _SMALL_PUNCH = 0.11, 0.05  # radius as a share of the height
_MOVED = 0.02  # a tempo is new when it differs by this much from the last one that was marked
_LINE_PIXELS = 7


@dataclass(frozen=True)
class Signal:
    """A frame to be met: its number, what it is (a name of ``COLORS``), and how many frames the line takes to it (0 for a punch alone)."""

    frame: int
    kind: str
    sweep_frames: int


def signals_of(clock: Clock, cues: CueList, tempos: tuple[TempoMap, ...]) -> tuple[Signal, ...]:
    """All streamers and punches of a film, in order of their frames."""
    found = []
    for cue, tempo in zip(cues.cues, tempos, strict=True):
        found.append(Signal(_frame(clock, cue.start_s), "start", _frames(clock, _SWEEP_S)))
        for landing in tempo.landings:
            sweep_s = _MUST_SWEEP_S if landing.must else _SWEEP_S
            found.append(Signal(_frame(clock, cue.start_s + landing.at_s), landing.kind, _frames(clock, sweep_s)))
        found += [Signal(_frame(clock, cue.start_s + at_s), "tempo", 0) for at_s in _tempo_changes(tempo)]
    return tuple(sorted(found, key=lambda signal: (signal.frame, signal.kind)))


def deliver_streamers(
    root: Path, *, picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...], film: Path | None,
    sound: Iterable[NDArray[np.float32]], sample_rate: int,
) -> Delivery:  # fmt: skip
    """Draw ``documents/streamers.mp4``: the film small, as it is displayed, at its nominal rate (a black one without picture).

    ``sound`` is the click in blocks of 1024 samples, float32 (2, n), from picture zero.
    """
    clock = picture.film.clock
    count = max(1, round(picture.film.duration_s * clock.frame_rate.rate))
    shown = _shown(film if picture.film.has_picture else None, clock, count)
    signals = signals_of(clock, cues, tempos)
    path = root / "documents" / "streamers.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = (draw(image, n, clock, signals, cues, tempos) for n, image in enumerate(shown))
    encode_film(
        path, drawn, frame_rate=clock.frame_rate.rate, sound=sound, sample_rate=sample_rate, quality=28,
        start_timecode=clock.label(Fraction(0)),
    )  # fmt: skip
    return Delivery((listed(root, path, "document"),))


def draw(image: Image8, frame: int, clock: Clock, signals: tuple[Signal, ...], cues: CueList, tempos: tuple[TempoMap, ...]) -> Image8:
    """One frame with what the conductor sees on it; ``image`` is uint8 (height, width, 3)."""
    canvas = Image.fromarray(image)
    pen = ImageDraw.Draw(canvas)
    width, height = canvas.size
    for signal in signals:
        left = signal.frame - frame
        color = COLORS[signal.kind]
        if 0 <= left < signal.sweep_frames:
            x = round((width - _LINE_PIXELS) * (1 - left / signal.sweep_frames))
            pen.rectangle((x, 0, x + _LINE_PIXELS - 1, height), fill=color)
        if 0 <= -left < _PUNCH_FRAMES:
            radius = height * (_PUNCH if signal.sweep_frames else _SMALL_PUNCH)
            pen.ellipse((width / 2 - radius, height / 2 - radius, width / 2 + radius, height / 2 + radius), fill=color)
    at_s = frame / clock.frame_rate.rate
    font = ImageFont.load_default(size=max(12, height // 16))
    pen.text((10, height - 8), clock.label(at_s), fill="white", font=font, anchor="ls", stroke_width=2, stroke_fill="black")
    words = _where(at_s, cues, tempos)
    pen.text((width - 10, height - 8), words, fill="white", font=font, anchor="rs", stroke_width=2, stroke_fill="black")
    return np.asarray(canvas)


def _where(at_s: Fraction, cues: CueList, tempos: tuple[TempoMap, ...]) -> str:
    """Cue, bar.beat and tempo at a moment of the film; nothing where no music is written."""
    for cue, tempo in zip(cues.cues, tempos, strict=True):
        beat = tempo.beat(at_s - cue.start_s)
        if cue.start_s <= at_s < cue.end_s and beat < tempo.end_beat:
            bar = tempo.bar_at(beat)
            pulse = sum(edge <= beat - bar.start_beat for edge in accumulate(bar.meter.groups)) + 1
            return f"{cue.number}  {bar.number}.{pulse}  {bar.meter}  {_bpm(tempo, bar.start_beat):.1f}"
    return ""


def _tempo_changes(tempo: TempoMap) -> Iterator[Fraction]:
    """Seconds of the downbeats at which the tempo has moved since it was last marked."""
    marked = tempo.points[0].bpm
    for bar in tempo.bars:
        if 0 < bar.start_beat < tempo.end_beat and abs(_bpm(tempo, bar.start_beat) / marked - 1) >= _MOVED:
            marked = _bpm(tempo, bar.start_beat)
            yield tempo.seconds(bar.start_beat)


def _bpm(tempo: TempoMap, beat: Fraction) -> float:
    return float(60 / (tempo.seconds(beat + 1) - tempo.seconds(beat)))


def _frame(clock: Clock, at_s: Fraction) -> int:
    return int(at_s * clock.frame_rate.rate + Fraction(1, 1000))


def _frames(clock: Clock, length_s: Fraction) -> int:
    return round(length_s * clock.frame_rate.rate)


def _shown(film: Path | None, clock: Clock, count: int) -> Iterator[Image8]:
    """The picture on screen at each of ``count`` even frames: by presentation times, so a film of varying rate keeps its time."""
    image: Image8 = np.zeros((_BLANK_HEIGHT, WIDTH, 3), np.uint8)
    frames = upright_frames(film, WIDTH) if film is not None else iter(())
    following = next(frames, None)
    if following is not None:
        image = _even(following[1])
    for number in range(count):
        while following is not None and _frame(clock, following[0]) <= number:
            image, following = _even(following[1]), next(frames, None)
        yield image


def _even(image: Image8) -> Image8:
    """Cut to even sides, as the encoder asks."""
    return image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
