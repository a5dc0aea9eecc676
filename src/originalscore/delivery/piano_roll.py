"""The piano roll: a whole cue on one picture, to see texture, register and whether the hits are met.

Time runs in seconds from the cue's first frame, bars are counted along the top, one colour an instrument in score order;
unpitched percussion has rows of its own below. Hits are dashed lines with their names; must-hits are solid.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from originalscore.files import whole_file
from originalscore.model.score import Part, Score
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.music.pitch import Pitch

_INK, _FAINT, _HIT = "#222222", "#d9d9d9", "#c0392b"
_GAP_S = 0.03
_ROW_SEMITONES = 2
_WIDEST, _NARROWEST = 7.0, 2.5


def piano_roll_png(path: Path, score: Score, tempo: TempoMap, *, title: str = "") -> None:
    """Draw a cue as a piano roll, whole or not at all.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    end_s = float(tempo.seconds(max([tempo.end_beat, *(n.onset + n.length for part in score.parts for n in part.notes)])))
    figure = Figure(figsize=(max(12.0, min(30.0, end_s / 4)), 8), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    lowest, highest = _span(score)
    sounds = sorted({note.sound for part in score.parts for note in part.notes if not note.pitch})
    rows = {sound: lowest - 3 - _ROW_SEMITONES * place for place, sound in enumerate(sounds)}
    colours = _colours(score)
    for place, part in enumerate(score.parts):
        width = _WIDEST - (_WIDEST - _NARROWEST) * place / max(1, len(score.parts) - 1)  # unisons show as stripes
        _draw_part(axes, part, tempo, rows, colours[part.instrument], width)
    _draw_bars(axes, tempo, end_s)
    bottom = min([lowest, *rows.values()]) - 2
    axes.set(xlim=(0, end_s), ylim=(bottom, highest + 3), xlabel="seconds from the cue’s first frame")
    _draw_hits(axes, tempo, highest + 3)
    octaves = [height for height in range(12, 120, 12) if lowest - 1 <= height <= highest + 3]
    axes.set_yticks(
        [*octaves, *rows.values()], [*(f"C{height // 12 - 1}" for height in octaves), *(PERCUSSION[sound].name for sound in rows)]
    )
    names = [Line2D([], [], color=colour, linewidth=5, label=INSTRUMENTS[name].name) for name, colour in colours.items()]
    axes.legend(handles=names, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    axes.set_title(title, loc="left", color=_INK, fontweight="bold")
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def _span(score: Score) -> tuple[int, int]:
    heights = [note.pitch.height for part in score.parts for note in part.notes if note.pitch] or [Pitch.parse("C4").height]
    return min(heights), max(heights)


def _colours(score: Score) -> dict[str, tuple[float, float, float, float]]:
    names = list(dict.fromkeys(part.instrument for part in score.parts))
    wheel = colormaps["turbo"]
    return {name: wheel(0.06 + 0.88 * place / max(1, len(names) - 1)) for place, name in enumerate(names)}


def _draw_part(
    axes: Axes, part: Part, tempo: TempoMap, rows: dict[str, int], colour: tuple[float, float, float, float], width: float
) -> None:
    strokes = []
    for note in part.notes:
        height = note.pitch.height if note.pitch else rows[note.sound]
        start_s, stop_s = float(tempo.seconds(note.onset)), float(tempo.seconds(note.onset + note.length))
        strokes.append([(start_s, height), (max(start_s + _GAP_S, stop_s - _GAP_S), height)])
    axes.add_collection(LineCollection(strokes, colors=[colour], linewidths=width, alpha=0.9, capstyle="butt"))


def _draw_bars(axes: Axes, tempo: TempoMap, end_s: float) -> None:
    bars = [(bar.number, float(tempo.seconds(bar.start_beat))) for bar in tempo.bars]
    bars = [(number, at_s) for number, at_s in bars if at_s <= end_s]
    for _, at_s in bars:
        axes.axvline(at_s, color=_FAINT, linewidth=0.8, zorder=0)
    step = max(1, len(bars) // 40)
    top = axes.secondary_xaxis("top")
    top.set_xticks([at_s for _, at_s in bars[::step]], [str(number) for number, _ in bars[::step]], fontsize=8)
    top.set_xlabel("bar", fontsize=8)


def _draw_hits(axes: Axes, tempo: TempoMap, top: float) -> None:
    for landing in tempo.landings:
        at_s = float(landing.at_s)
        axes.axvline(at_s, color=_HIT, linewidth=1.2, linestyle="-" if landing.must else (0, (4, 3)))
        axes.annotate(
            landing.what,
            (at_s, top),
            xytext=(3, -4),
            textcoords="offset points",
            rotation=90,
            va="top",
            fontsize=8,
            color=_HIT,
            backgroundcolor=(1, 1, 1, 0.8),
        )
