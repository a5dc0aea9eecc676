"""The picture of a measurement: the music's waveform with what was asked of it, and how far each moment is missed.

In the waveform: asked moments as lines in the colour of their fate, the strongest unasked accents as triangles. Below: the signed error of every
moment, late upwards, over the tolerance of its class as a grey bar; a cross at the edge is a moment at which nothing was heard. Long films go on in
rows.
"""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from originalscore.files import whole_file
from originalscore.measures.sync import SyncRow
from originalscore.model.cue import TOLERANCES_MS
from originalscore.sync.measure import Measured

_INK, _GREY, _PALE = "#222222", "#8c8c8c", "#e4e4e4"
_LANDED, _MISSED, _UNASKED = "#2c7a4b", "#c1121f", "#e07a1f"
_ROW_S, _MOST_ROWS = 100.0, 10
"""Seconds a row, and the most rows; longer films get longer rows (ours)."""
_REACH_MS = 160.0
_NAMED = 14
"""The most moments of a row that are all named; of more, must-hits and misses are (ours)."""


def draw_sync(path: Path, measured: Measured) -> None:
    """Draw the picture (PNG, 1760 pixels wide), whole or not at all.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    length_s = float(measured.length_s)
    rows = min(_MOST_ROWS, max(1, math.ceil(length_s / _ROW_S)))
    span_s = length_s / rows
    high = 0.7 + 4.2 * rows
    figure = Figure(figsize=(16, high), dpi=110)
    FigureCanvasAgg(figure)
    axes = figure.subplots(2 * rows, 1, squeeze=False, height_ratios=(1.4, 1) * rows)[:, 0]
    figure.subplots_adjust(left=0.05, right=0.96, top=1 - 0.35 / high, bottom=0.35 / high, hspace=0.18)
    axes[0].set_title(_title(measured), loc="left", color=_INK, fontsize=11)
    for row in range(rows):
        wave, errors = axes[2 * row], axes[2 * row + 1]
        first_s, last_s = row * span_s, (row + 1) * span_s
        _draw_wave(wave, measured, first_s, last_s)
        _draw_errors(errors, measured, first_s, last_s)
        for axis in (wave, errors):
            axis.set_xlim(first_s, last_s)
            axis.xaxis.set_major_locator(MaxNLocator(10))
        wave.set_xticklabels([])
        errors.xaxis.set_major_formatter(_labels(measured))
    with whole_file(path) as partial:
        figure.savefig(partial, metadata={"Software": None})


def _labels(measured: Measured) -> FuncFormatter:
    label = measured.clock.label
    return FuncFormatter(lambda value, place: label(Fraction(max(0.0, value)).limit_denominator(10**6)))


def _title(measured: Measured) -> str:
    found = measured.report
    return (
        f"{measured.name} against {measured.hits}: {len(found.rows)} moments, {found.within_frame:.0%} within a frame "
        f"(chance {found.frame_chance:.0%}), {found.landed:.0%} within tolerance (chance {found.chance:.0%}); "
        f"{measured.unasked_strong} as strong accents elsewhere"
    )


def _draw_wave(axis: Axes, measured: Measured, first_s: float, last_s: float) -> None:
    """The waveform, the moments in it and the strongest accents that nobody asked for."""
    a_s = len(measured.wave) / max(1e-9, float(measured.length_s))
    part = measured.wave[int(first_s * a_s) : int(last_s * a_s) + 1]
    times = first_s + np.arange(len(part)) / a_s
    loudest = max(1e-6, float(measured.wave.max(initial=0.0)))
    axis.fill_between(times, -part / loudest, part / loudest, color="#b9c4cf", linewidth=0)
    for row in _inside(measured, first_s, last_s):
        axis.axvline(float(row.at_s), color=_color(row), linewidth=2.0 if row.must else 1.0, alpha=0.9)
    unasked = [accent.at_s for accent in measured.unasked if first_s <= accent.at_s < last_s]
    axis.plot(unasked, [1.12] * len(unasked), "v", color=_UNASKED, markersize=7, clip_on=False)
    axis.set_ylim(-1.25, 1.25)
    axis.set_yticks([])
    axis.set_ylabel("music", color=_INK)


def _draw_errors(axis: Axes, measured: Measured, first_s: float, last_s: float) -> None:
    """Signed errors over the tolerances."""
    frame_ms = 1000 * float(measured.clock.frame_rate.frame_s)
    axis.axhspan(-frame_ms, frame_ms, color="#f3f6ef", zorder=0)
    axis.axhline(0, color=_GREY, linewidth=0.8, zorder=1)
    rows = _inside(measured, first_s, last_s)
    for row in rows:
        at_s, (early, late) = float(row.at_s), TOLERANCES_MS[row.kind]
        axis.plot([at_s, at_s], [max(early, -_REACH_MS), min(late, _REACH_MS)], color=_PALE, linewidth=6, solid_capstyle="butt", zorder=1)
        if row.error_ms is None:
            axis.plot([at_s], [-_REACH_MS + 8], "x", color=_MISSED, markersize=8, zorder=3)
        else:
            axis.plot([at_s, at_s], [0, row.error_ms], color=_color(row), linewidth=1.4, zorder=2)
            axis.plot([at_s], [row.error_ms], "D" if row.must else "o", color=_color(row), markersize=6, zorder=3)
    for row in rows:
        if len(rows) <= _NAMED or row.must or not row.landed:
            said = f"{row.what[:22]} {row.error_ms:+.0f}" if row.error_ms is not None else f"{row.what[:22]} –"
            axis.text(float(row.at_s), _REACH_MS - 6, said, rotation=90, ha="right", va="top", fontsize=7, color=_INK)
    axis.set_ylim(-_REACH_MS, _REACH_MS)
    axis.set_ylabel("ms late", color=_INK)


def _inside(measured: Measured, first_s: float, last_s: float) -> list[SyncRow]:
    return [row for row in measured.report.rows if first_s <= row.at_s < last_s]


def _color(row: SyncRow) -> str:
    return _LANDED if row.landed else _MISSED
