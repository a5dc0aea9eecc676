"""How loud each line is, and where lines fall silent."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from originalscore.composition.form import Form
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.model.sketch import Line, LineNote, LinePoint, curve_level

Span = tuple[Fraction, Fraction]
#: A background under words is written softer by this much (0 to 1): writing makes room first, the mix only what is missing (ours).
_UNDER_WORDS = 0.15
#: A note of a swelling line begins and ends at these shares of its level, and is fullest in the middle (ours).
_SWELL = (0.45, 1.15, 0.4)
_SHORTEST_LEFT = Fraction(1)
_GRID = Fraction(1, 12)


def background(form: Form, idiom: str, shift: float) -> tuple[LinePoint, ...]:
    """Dynamics of a background: force, a breath every four bars, growth in a build, less under words and after a hit."""
    points, row = [], idiom_of(idiom)
    for n, (bar, nearer) in enumerate(zip(form.bars, _towards_hits(form), strict=True)):
        level = row.level_base + row.growth * bar.force + row.swell * (nearer - 0.5) + row.relief * shift + (0.03, 0.05, 0.02, -0.02)[n % 4]
        if bar.speech:
            level -= _UNDER_WORDS
        if bar.section == "aftermath":
            level *= 0.7
        points.append(LinePoint(bar.bar.start_beat, round(min(1.0, max(0.1, level)), 3)))
        if bar.section == "build":
            points.append(LinePoint(bar.bar.end_beat - Fraction(1, 4), round(min(1.0, level + 0.22), 3)))
    return tuple(points)


def _towards_hits(form: Form) -> list[float]:
    """How far each bar is on its way (0 to 1) from the last must-hit, or the beginning, to the next one, or the end."""
    edges = [0, *(n for n, bar in enumerate(form.bars) if n and any(hit.must for hit in bar.hits)), len(form.bars)]
    return [(n - first) / max(1, last - first - 1) for first, last in pairwise(edges) for n in range(first, last)]


def arched(form: Form, idiom: str, first: int, bars: int, shift: float) -> tuple[LinePoint, ...]:
    """A phrase that rises to two thirds of the statement and comes back."""
    points, row = [], idiom_of(idiom)
    for n in range(bars):
        bar = form.bars[first + n]
        arch = 0.10 * (1 - abs(n + 0.5 - 0.66 * bars) / bars)
        level = row.level_base + (row.growth - 0.06) * bar.force + row.relief * (shift + arch)
        points.append(LinePoint(bar.bar.start_beat, round(min(1.0, max(0.15, level)), 3)))
    return tuple(points)


def swelling(notes: list[LineNote], level: tuple[LinePoint, ...]) -> tuple[LinePoint, ...]:
    """A level curve with a rise and fall on every note of a beat or more."""
    found: dict[Fraction, float] = {}
    for note in notes:
        middle, end = note.onset + note.length / 2, note.onset + note.length - _GRID
        for beat, share in zip((note.onset, middle, end), _SWELL, strict=True):
            found[beat] = round(min(1.0, max(0.08, share * curve_level(level, beat))), 3)
    return tuple(LinePoint(beat, value) for beat, value in sorted(found.items())) or level


def stops(form: Form) -> list[Span]:
    """From just after a smash to black to the next bar line at least two beats on, everything is silent."""
    found = []
    for n, bar in enumerate(form.bars):
        hit = next((hit for hit in bar.hits if hit.must and bar.stop), None)
        if hit is None or n == len(form.bars) - 1:
            continue
        end = bar.bar.end_beat if bar.bar.end_beat - hit.beat >= 2 else form.bars[n + 1].bar.end_beat
        found.append((hit.beat, end))
    return found


def quieted(line: Line, spans: list[Span]) -> Line:
    """A line with silent stretches cut out: notes that begin inside vanish, notes that reach in end there."""
    return replace(line, notes=tuple(without_overlap(list(line.notes), spans)))


def without_overlap(notes: list[LineNote], spans: list[Span]) -> list[LineNote]:
    """The notes with silent stretches cut out: notes that begin inside vanish, notes that reach in end there."""
    kept = []
    for note in notes:
        end = note.onset + note.length
        for start, stop in spans:
            if start <= note.onset < stop:
                end = note.onset
            elif note.onset < start < end:
                end = start
        if end > note.onset:
            kept.append(replace(note, length=end - note.onset))
    return kept


def resting(notes: list[LineNote], spans: list[Span]) -> list[LineNote]:
    """The notes with stretches cut out in which somebody else speaks for them: what is left of a note on either side goes on."""
    pieces = list(notes)
    for start, stop in spans:
        cut: list[LineNote] = []
        for note in pieces:
            end = note.onset + note.length
            if end <= start or note.onset >= stop:
                cut.append(note)
                continue
            if note.onset < start:
                cut.append(replace(note, length=start - note.onset))
            if end - stop >= _SHORTEST_LEFT:
                cut.append(replace(note, onset=stop, length=end - stop, accent=0))
        pieces = cut
    return pieces
