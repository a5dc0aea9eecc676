"""What was measured, drawn: a piano roll with the tension under it, the character on its scales, and the first page of the score.

In the roll the melody is dark, the bass blue, inner voices grey, and what the measures leave out (doublings, figures) faint. Below runs the
strain of what sounds, over two bars, and the target it was written to where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, cycle
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from originalscore.external import typst
from originalscore.external.verovio import Sheet, engrave
from originalscore.files import whole_file, write_whole
from originalscore.measures.abstract import Voice
from originalscore.study.page import page_source
from originalscore.study.read import Piece
from originalscore.study.study import Study
from originalscore.study.traits import Trait

_INK, _FAINT, _GREY, _BLUE, _RED = "#222222", "#e3d9c6", "#8c8c8c", "#2c5f8a", "#c0392b"
_A4_MM = (210.0, 297.0)
#: Millimetres of a page that a staff needs, and its own height (ours).
_ROOM_MM, _STAFF_MM = 14.5, 5.4
_PAGE = """
#set page(width: facts.width * 1mm, height: facts.height * 1mm, margin: 0mm, fill: white)
#place(image(bytes(facts.svg), format: "svg", width: 100%, height: 100%))
#place(top + center, dy: 9mm, text(size: 15pt, weight: "bold", facts.title))
#place(top + center, dy: 17mm, text(size: 9pt, style: "italic", facts.kind))
"""


def draw_roll(path: Path, piece: Piece, study: Study) -> None:
    """Draw the piano roll and the tension, whole or not at all.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    bars = [float(bar) for bar in piece.reading.bars]
    figure = Figure(figsize=(max(12.0, min(32.0, len(bars) * 0.45)), 8), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    roll, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    everything = [note for part in piece.reading.parts for note in part.notes]
    _draw(roll, tuple(everything), _FAINT, 3.5)
    for voices in piece.excerpts:
        for voice in voices.inner:
            _draw(roll, voice, _GREY, 3.0)
        _draw(roll, voices.bass, _BLUE, 3.5)
        _draw(roll, voices.melody, _INK, 3.5)
    heights = [height for _, _, height in everything]
    octaves = range(min(heights) // 12 * 12, max(heights) + 13, 12)
    roll.set_yticks(list(octaves), [f"C{height // 12 - 1}" for height in octaves])
    roll.set(ylim=(min(heights) - 2, max(heights) + 2), xlim=(bars[0], bars[-1]))
    roll.set_title(f"{study.title} · {study.key} · {study.bars} bars", loc="left", color=_INK, fontweight="bold")
    _draw_tension(below, study)
    for axes in (roll, below):
        for bar in bars:
            axes.axvline(bar, color="#dddddd", linewidth=0.7, zorder=0)
    step = max(1, len(bars) // 40)
    below.set_xticks(bars[:-1:step], [str(n + 1) for n in range(0, len(bars) - 1, step)], fontsize=8)
    below.set_xlabel("bar")
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def _draw(axes: Axes, notes: Voice, colour: str, width: float) -> None:
    strokes = [[(float(onset), height), (float(onset + length) - 0.05, height)] for onset, length, height in notes]
    axes.add_collection(LineCollection(strokes, colors=[colour], linewidths=width, capstyle="butt"))


def _draw_tension(axes: Axes, study: Study) -> None:
    """Strain on the left; the target on a scale of its own, since it knows nothing of the array's unit."""
    strain = [(point.beat, point.strain) for point in study.tension if point.strain is not None]
    axes.plot([beat for beat, _ in strain], [value for _, value in strain], color=_INK, linewidth=1.6, label="strain")
    axes.set_ylabel("strain")
    target = [(point.beat, point.target) for point in study.tension if point.target is not None]
    if target:
        other = axes.twinx()
        other.plot([beat for beat, _ in target], [value for _, value in target], color=_RED, linewidth=1.2, linestyle="--")
        held = "" if study.tension_held is None else f", r = {study.tension_held:.2f}"
        other.set_ylabel(f"target{held}", color=_RED)
        other.set_ylim(0, 1)


#: Colours of pieces side by side, and height of a row in inches (ours).
_COLORS = ("#c0392b", "#2c5f8a", "#d68910", "#1e8449", "#7d3c98", "#5d6d7e", "#a04000", "#148f77")
_ROW_IN = 0.27


def draw_character(path: Path, pieces: Sequence[tuple[str, Sequence[Trait]]]) -> None:
    """Draw the character of a few pieces, whole or not at all: a scale for every trait, on it a dot for every piece.

    A trait in which some two of them are not told apart has its name in grey.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    rows = list(zip(*(traits for _, traits in pieces), strict=True))
    figure = Figure(figsize=(10, 1.1 + _ROW_IN * len(rows)), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for height, row in enumerate(rows):
        alike = any(one.is_unlike(other) is False for one, other in combinations(row, 2))
        axes.axhline(height, color="#dddddd", linewidth=1, zorder=0)
        axes.text(-0.02, height, row[0].words, ha="right", va="center", fontsize=8, color=_GREY if alike else _INK)
        axes.text(1.02, height, f"{row[0].low:.2g} to {row[0].high:.3g}", ha="left", va="center", fontsize=7, color=_GREY)
    for (name, traits), color in zip(pieces, cycle(_COLORS)):
        dots = [(place, height) for height, trait in enumerate(traits) if (place := trait.place) is not None]
        places, heights = zip(*dots, strict=True)
        axes.scatter(places, heights, s=42, color=color, label=name, alpha=0.85, edgecolors="white", linewidths=0.8)
    axes.set(xlim=(-0.01, 1.01), ylim=(len(rows) - 0.4, -0.6), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, frameon=False)
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def draw_page(path: Path, piece: Piece) -> None:
    """Draw the first page of the score, or of a short score of the measured voices where the file is MIDI.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    ToolError
        If the page cannot be engraved.
    """
    source, staves = page_source(piece)
    width, height = _A4_MM[0], max(_A4_MM[1], 50 + _ROOM_MM * staves)
    sheet = Sheet(width, height, top_mm=28, staff_mm=_STAFF_MM)
    kind = "score" if piece.score else "short score of the measured voices"
    facts = {
        "width": width,
        "height": height,
        "svg": engrave(source, sheet)[0],
        "title": piece.reading.title,
        "kind": f"{kind}, first page",
    }
    write_whole(path, typst.set_pictures(_PAGE, facts, pixels_per_inch=110)[0])
