"""Moments music might meet: edits, flashes, black, fades, titles, sudden sounds and sudden movement.

Strength is 0 to 1: how far a moment stands out among its kind. Cuts weigh by how unlike the pictures are; impacts by
their rise in loudness over what came just before. Limits are ours.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from originalscore.measures.loudness import Energy
from originalscore.model.picture import Event
from originalscore.picture.changes import Edits, Light
from originalscore.picture.curves import motion_of
from originalscore.picture.looks import Looks

_FULL_CHANGE = 90.0
"""Levels of change that make a cut or flash of strength 1."""
_RISE_DB, _FULL_RISE_DB = 10.0, 30.0
_IMPACT_SPACING_S = 1.0
_MOTION_RISE, _MOTION_SPACING_S = 0.22, 2.0
_TITLE_S = 0.8
_STROKES, _LETTERING, _LETTERED = 10, 0.25, 0.002
"""Lettering has so many borders of bright strokes in a row; small, on black, so many for each bright point, and so many of these."""
_TITLE_GROUND = (12.0, 40.0)
"""Mean level below which the ground is black, and dark."""
_TITLE_CHANGE, _TITLE_CLEAR_S = 2.5, 0.9
"""Lettering stands still: largest change to its next frame in levels; and appears so long before or after any edit."""
_FULL_LIGHT = 30.0
"""Levels of change that make a light of strength 1."""


def picture_events(looks: Looks, found: Edits) -> list[Event]:
    """Every visible event."""
    events = _edit_events(looks, found) + _span_events(looks, found)
    events += [Event(looks.times_s[flash.frame], "flash", _share(flash.change), "flash") for flash in found.flashes]
    events += [
        Event(looks.times_s[light.frame], "light", _strength(abs(light.change), _FULL_LIGHT), _words(light)) for light in found.lights
    ]
    return events + _titles(looks, found) + _movements(looks, found)


def _words(light: Light) -> str:
    if light.is_slow:
        return "it grows light"
    return "a light goes on" if light.change > 0 else "a light goes out"


def _edit_events(looks: Looks, found: Edits) -> list[Event]:
    into_spans = {span.first for span in found.spans}
    events = []
    for edit in found.edits:
        if edit.kind == "fade" or edit.frame in into_spans:
            continue
        words = "dissolve" if edit.kind == "dissolve" else "cut"
        events.append(Event(looks.times_s[edit.frame], "cut", _share(edit.change) * (0.6 if edit.kind == "dissolve" else 1.0), words))
    return events


def _span_events(looks: Looks, found: Edits) -> list[Event]:
    events = []
    for span in found.spans:
        colour = "white" if span.is_white else "black"
        if span.first > 0:
            if span.fades_out:
                events.append(Event(looks.times_s[span.first], "fade_out", 0.6, f"fade to {colour}"))
            elif span.is_white:
                events.append(Event(looks.times_s[span.first], "flash", 0.8, "white-out"))
            else:
                events.append(
                    Event(looks.times_s[span.first], "black", max(0.4, _share(float(looks.change[span.first]))), "smash to black")
                )
        if span.after < looks.count and span.fades_in:
            events.append(Event(looks.times_s[span.after], "fade_in", 0.5, f"fade from {colour}"))
    return events


def _titles(looks: Looks, found: Edits) -> list[Event]:
    """Still lettering for most of a second: on a dark ground, or where it appears over a picture without an edit."""
    small = (looks.luma < _TITLE_GROUND[0]) & (looks.lettering > _LETTERING) & (looks.bright > _LETTERED)
    lettered = small | (looks.strokes >= _STROKES)
    still = lettered & (np.concatenate((looks.change[1:], looks.change[-1:])) < _TITLE_CHANGE)
    edits_s = np.array([0.0, *(looks.seconds[edit.frame] for edit in found.edits)])
    events: list[Event] = []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], still.astype(np.int8), [0]))))
    last_end_s = -10.0
    for first, after in zip(edges[::2].tolist(), edges[1::2].tolist()):
        end_s = looks.seconds[after] if after < looks.count else float(looks.end_s)
        if end_s - looks.seconds[first] < _TITLE_S:
            continue
        dark = float(looks.luma[first:after].mean()) < _TITLE_GROUND[1]
        before = int(np.searchsorted(looks.seconds, looks.seconds[first] - _TITLE_CLEAR_S))
        appears = (
            float(np.abs(edits_s - looks.seconds[first]).min()) > _TITLE_CLEAR_S
            and looks.strokes[before] < float(np.median(looks.strokes[first:after])) / 2
        )
        if (dark or appears) and looks.seconds[first] - last_end_s > 1.0:
            events.append(Event(looks.times_s[first], "title", 0.7, "title"))
        last_end_s = end_s
    return events


def _movements(looks: Looks, found: Edits) -> list[Event]:
    """Where motion jumps within a shot and stays up for a quarter of a second."""
    motion = motion_of(looks, found)
    frame_s = float(looks.end_s) / looks.count
    reach = max(2, round(0.25 / frame_s))
    edges = np.array([moment.frame for moment in found.moments], int)
    sums = np.concatenate(([0.0], motion.cumsum()))
    events: list[Event] = []
    for frame in range(2 * reach, looks.count - reach):
        before = (sums[frame] - sums[frame - 2 * reach]) / (2 * reach)
        after = (sums[frame + reach] - sums[frame]) / reach
        if after - before < _MOTION_RISE or after < 2.5 * before:
            continue
        if len(edges) and np.abs(edges - frame).min() <= 2 * reach:
            continue
        if not events or looks.seconds[frame] - float(events[-1].at_s) > _MOTION_SPACING_S:
            events.append(Event(looks.times_s[frame], "motion", _strength(after - before, 0.6), "sudden movement"))
    return events


def sound_events(energy: Energy, film_lufs: float | None, end_s: Fraction) -> list[Event]:
    """Sudden sounds: a rise of at least 10 dB within 50 ms to about the film's own loudness or above."""
    if film_lufs is None or len(energy) < 60:
        return []
    level_db = -0.691 + 10 * np.log10(np.maximum(_mean(energy, 10), 1e-9))
    before = _largest_before(level_db, 30)
    rise = level_db - np.maximum(before, film_lufs - 30)
    loud = (level_db > film_lufs - 4) & (rise > _RISE_DB)
    events: list[Event] = []
    places = np.flatnonzero(loud)
    while len(places):
        best = int(places[np.argmax(rise[places])])
        first = int(best)
        steepest = int(
            np.argmax(np.diff(np.log(energy[max(0, first - 3) : first + 12] + 1e-9), prepend=np.log(energy[max(0, first - 4)] + 1e-9)))
        )
        at_s = Fraction(max(0, first - 3) + steepest, 100)
        if at_s < end_s:
            events.append(Event(at_s, "impact", _strength(float(rise[best]), _FULL_RISE_DB), "sudden sound"))
        places = places[np.abs(places - best) > _IMPACT_SPACING_S * 100]
    return sorted(events, key=lambda event: event.at_s)


def _mean(energy: Energy, steps: int) -> NDArray[np.float64]:
    """Mean over the next ``steps`` values, at every step."""
    sums = np.concatenate(([0.0], energy.astype(np.float64).cumsum()))
    after = np.minimum(np.arange(len(energy)) + steps, len(energy))
    return np.asarray((sums[after] - sums[:-1]) / (after - np.arange(len(energy))), np.float64)


def _largest_before(level_db: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Largest 100 ms level that ended before each step, within the last ``steps``."""
    padded = np.concatenate((np.full(steps + 10, -100.0), level_db))
    windows = np.lib.stride_tricks.sliding_window_view(padded, steps)
    return np.asarray(windows[: len(level_db)].max(axis=1), np.float64)


def _share(change: float) -> float:
    return _strength(change, _FULL_CHANGE)


def _strength(value: float, full: float) -> float:
    return round(float(np.clip(value / full, 0.05, 1.0)), 3)
