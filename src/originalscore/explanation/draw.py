"""The film's music coloured by kind, on one time axis; kinds have rows and names of their own, so colour is never alone in telling them apart."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MultipleLocator

from originalscore.files import whole_file
from originalscore.model.ledger import KINDS, Ledger

#: Colours that stay apart to colour-blind eyes (Okabe and Ito, "Color Universal Design", 2008).
KIND_COLORS = {"score": "#0072b2", "song": "#d55e00", "source": "#009e73", "pre-existing": "#cc79a7", "logo": "#e69f00"}
_DARK_ON = ("pre-existing", "logo")
_UNSAID, _UNSAID_COLOR = "nobody has said", "#bdbdbd"
#: Steps of the time axis, seconds; the first that gives at most so many labels is taken.
_STEPS_S, _MOST_LABELS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800), 10
#: Inches of a row and of everything around the rows; characters that fit into an inch of bar (ours).
_ROW, _AROUND, _LETTERS_AN_INCH, _WIDTH = 0.52, 1.1, 9.5, 14.0


def draw_kinds(path: Path, ledger: Ledger) -> None:
    """Draw the picture (1540 pixels wide): a row for every kind that the film has, and one for music of which nobody has said what it is.

    Raises
    ------
    DeliveryError
        If it cannot be written.
    """
    rows = [kind for kind in KINDS if any(entry.kind == kind for entry in ledger.entries)]
    rows += [_UNSAID] if ledger.undeclared else []
    figure = Figure(figsize=(_WIDTH, _AROUND + _ROW * max(1, len(rows))), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axis = figure.subplots()
    for row, kind in enumerate(rows):
        _draw_row(axis, ledger, kind, row)
    axis.set_yticks(range(len(rows)), rows)
    axis.set_ylim(max(1, len(rows)) - 0.4, -0.6)
    axis.set_xlim(0, ledger.frames)
    axis.xaxis.set_major_locator(MultipleLocator(_step_frames(ledger)))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, place: ledger.label(max(0, round(value)))))
    axis.set_title(f"{ledger.title}: its music by kind", loc="left")
    if not rows:
        axis.text(ledger.frames / 2, 0, "no music is heard", ha="center", va="center")
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="x", color="#e5e5e5", zorder=0)
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def _step_frames(ledger: Ledger) -> float:
    rate = ledger.clock.frame_rate.rate
    steps = [step for step in _STEPS_S if ledger.frames / rate / step <= _MOST_LABELS]
    return float((steps[0] if steps else 3600) * rate)


def _draw_row(axis: Axes, ledger: Ledger, kind: str, row: int) -> None:
    if kind == _UNSAID:
        for first, end in ledger.undeclared:
            axis.barh(row, end - first, left=first, height=0.7, color=_UNSAID_COLOR, hatch="//", edgecolor="#fff", zorder=2)
        return
    for entry in (one for one in ledger.entries if one.kind == kind):
        axis.barh(row, entry.frames, left=entry.first_frame, height=0.7, color=KIND_COLORS[kind], edgecolor="#fff", zorder=2)
        room = int(entry.frames / max(1, ledger.frames) * (_WIDTH - 1.5) * _LETTERS_AN_INCH)
        label = next((text for text in (f"{entry.id}  {entry.title}", entry.id) if len(text) <= room), "")
        middle = Fraction(entry.first_frame + entry.end_frame, 2)
        axis.text(
            float(middle), row, label, ha="center", va="center", color="#1d1b1a" if kind in _DARK_ON else "#fff", fontsize=9, zorder=3
        )
