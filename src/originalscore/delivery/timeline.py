"""The timeline picture: the whole film and its music on one page.

From the top: frames of the film, shots and dialogue, the tension curve and moods, cues with their bars, hits, and the
loudness of film and music, all above one timecode axis.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from originalscore.external.media import frame_images
from originalscore.files import whole_file
from originalscore.model.cue import Cue, CueList, level_at
from originalscore.model.picture import Curve, Picture
from originalscore.model.sketch import Sketch, curve_level
from originalscore.model.tempo import TempoMap

MOOD_COLORS = {
    "neutral": "#9aa3ad", "daily": "#b7c68b", "tender": "#e8b4b8", "romance": "#d9798f", "comic": "#f2c14e", "joy": "#f7a93b",
    "wonder": "#7fc8f8", "mystery": "#7b6fa8", "suspense": "#5b5f97", "horror": "#3d2c4e", "conflict": "#a63d40",
    "action": "#d1495b", "sorrow": "#5d7a9c", "triumph": "#e3b505",
}  # fmt: skip
#: Width to height of the strip of frames on the page.
_STRIP_ASPECT = 24.0
HIT_COLORS = {"hard": "#c1121f", "firm": "#e07a1f", "soft": "#3a7d44", "avoid": "#8d99ae"}


def write_timeline(
    path: Path, *, picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...], sketches: tuple[Sketch, ...],
    music: Curve | None, film: Path | None,
) -> None:  # fmt: skip
    """Draw ``timeline.png`` (1980 pixels wide, one page whatever the film's length); ``music`` is the music's loudness."""
    length_s = float(picture.film.duration_s)
    figure = Figure(figsize=(18, 9.6), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(6, 1, sharex=True, height_ratios=(0.62, 0.7, 1.5, 1.3, 0.8, 1.5))
    _draw_frames(axes[0], picture, film, length_s)
    _draw_shots(axes[1], picture)
    _draw_tension(axes[2], cues, tempos, sketches)
    _draw_cues(axes[3], cues, tempos)
    _draw_hits(axes[4], cues, tempos)
    _draw_loudness(axes[5], picture, music)
    label = picture.film.clock.label
    axes[5].xaxis.set_major_formatter(FuncFormatter(lambda value, place: label(Fraction(max(0.0, value)).limit_denominator(10**6))))
    axes[5].set_xlim(0, length_s)
    axes[0].set_title(f"{Path(picture.film.file).name or 'project without picture'} — {len(cues.cues)} cues", loc="left")
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def _draw_frames(axis: Axes, picture: Picture, film: Path | None, length_s: float) -> None:
    axis.set_ylim(0, 1)
    axis.set_yticks([])
    axis.set_ylabel("picture")
    if film is None or not picture.film.has_picture:
        axis.text(length_s / 2, 0.5, "no picture", ha="center", va="center")
        return
    count = 14
    times = [Fraction(2 * n + 1, 2 * count) * picture.film.duration_s for n in range(count)]
    half = length_s / count / 2 * 0.96
    for at_s, image in zip(times, frame_images(film, tuple(times), 200)):
        height = min(1.0, 2 * half / length_s * _STRIP_ASPECT * image.shape[0] / image.shape[1])
        extent = (float(at_s) - half, float(at_s) + half, 0.5 - height / 2, 0.5 + height / 2)
        axis.imshow(image, extent=extent, aspect="auto", interpolation="bilinear")


def _draw_shots(axis: Axes, picture: Picture) -> None:
    for shot in picture.shots:
        color = "black" if shot.is_black else str(0.25 + 0.6 * min(1.0, shot.brightness * 1.6))
        axis.axvspan(float(shot.start_s), float(shot.end_s), ymin=0.5, color=color, lw=0)
        axis.axvline(float(shot.start_s), ymin=0.5, color="white", lw=0.6)
    for speech in picture.speech:
        axis.axvspan(float(speech.start_s), float(speech.end_s), ymax=0.42, color="#2a6f97", lw=0)
    axis.set_yticks([0.2, 0.75], ["speech", "shots"])
    axis.set_ylim(0, 1)


def _draw_tension(axis: Axes, cues: CueList, tempos: tuple[TempoMap, ...], sketches: tuple[Sketch, ...]) -> None:
    for cue, tempo, sketch in zip(cues.cues, tempos, sketches):
        axis.axvspan(float(cue.start_s), float(cue.end_s), color=MOOD_COLORS[cue.mood], alpha=0.35, lw=0)
        times = np.linspace(0, float(cue.length_s), 200)
        levels = [curve_level(sketch.tension, tempo.beat(Fraction(t).limit_denominator(1000))) for t in times]
        axis.plot(float(cue.start_s) + times, levels, color="#222222", lw=1.4)
        ends = (cue.start_s, *(p.at_s for p in cue.force), cue.end_s)
        axis.plot([float(at_s) for at_s in ends], [level_at(cue.force, at_s) for at_s in ends], color="#c1121f", lw=1, ls="--")
        axis.text(float(cue.start_s), 1.02, f" {cue.mood}", fontsize=9, va="bottom", clip_on=True)
    axis.set_ylim(0, 1.2)
    axis.set_yticks([0, 0.5, 1])
    axis.set_ylabel("tension\n(force - -)")


def _draw_cues(axis: Axes, cues: CueList, tempos: tuple[TempoMap, ...]) -> None:
    bar_count = sum(len(tempo.bars) for tempo in tempos)
    for cue, tempo in zip(cues.cues, tempos):
        axis.axvspan(float(cue.start_s), float(cue.end_s), color=MOOD_COLORS[cue.mood], alpha=0.55, lw=0)
        _draw_bars(axis, cue, tempo, every=max(1, bar_count // 160))
        slow, fast = tempo.bpm_range
        axis.text(float(cue.start_s), 0.78, f" {cue.number}", fontsize=11, weight="bold", clip_on=True)
        axis.text(float(cue.start_s), 0.56, f" {cue.purpose}", fontsize=8, clip_on=True)
        axis.text(float(cue.start_s), 0.36, f" ♩ {slow:.0f}–{fast:.0f}", fontsize=8, clip_on=True)
    for silence in cues.silences:
        axis.axvspan(float(silence.start_s), float(silence.end_s), color="white", hatch="//", ec="#bbbbbb", lw=0)
    axis.set_ylim(0, 1)
    axis.set_yticks([])
    axis.set_ylabel("cues, bars")


def _draw_bars(axis: Axes, cue: Cue, tempo: TempoMap, every: int) -> None:
    for bar in tempo.bars:
        at_s = float(cue.start_s + tempo.seconds(bar.start_beat))
        if at_s < float(cue.end_s) and bar.number % every == 0:
            axis.axvline(at_s, ymax=0.3, color="#333333", lw=1.2 if bar.number % (4 * every) == 1 else 0.5)


def _draw_hits(axis: Axes, cues: CueList, tempos: tuple[TempoMap, ...]) -> None:
    for cue, tempo in zip(cues.cues, tempos):
        for landing in tempo.landings:
            at_s = float(cue.start_s + landing.at_s)
            color = HIT_COLORS[landing.kind]
            axis.plot([at_s, at_s], [0, 0.55 if landing.must else 0.3], color=color, lw=2.4 if landing.must else 1.2)
            axis.plot(at_s, 0.55 if landing.must else 0.3, marker="o" if landing.landed else "x", color=color, ms=6)
            axis.text(at_s, 0.65, landing.what[:28], fontsize=7, rotation=18, clip_on=True)
    axis.set_ylim(0, 1.15)
    axis.set_yticks([])
    axis.set_ylabel("hits")


def _draw_loudness(axis: Axes, picture: Picture, music: Curve | None) -> None:
    for curve, color, width, what in ((picture.curve("loudness_lufs"), "#888888", 1, "film"), (music, "#1d3557", 1.3, "music")):
        if curve:
            axis.plot(
                np.arange(len(curve.values)) * float(curve.step_s), _floor(np.asarray(curve.values)), color=color, lw=width, label=what
            )
    axis.set_ylim(-62, -5)
    axis.set_ylabel("LUFS (3 s)")
    axis.legend(loc="upper right", fontsize=8)
    axis.grid(alpha=0.3)


def _floor(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.where(np.isfinite(levels), np.maximum(levels, -70), -70))
