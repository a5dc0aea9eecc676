"""Broken chords with an inner shape: waves, rocking, broken tenths under a hand, and bows that cross the strings.

A shape is a row of rungs on the ladder of chord tones, ``None`` for a hole. Shapes change with the phrase, the second bar of a pair
answers the first with its own turn, and where the harmony moves the ladder moves under them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.texture.ground import HALF, QUARTER, Site
from originalscore.model.sketch import LineNote
from originalscore.music.pitch import Pitch

Shape = tuple[int | None, ...]
#: Waves for a harp: eighths that rise, turn inside and fall; two shapes a pair, question and answer.
WAVES: tuple[tuple[Shape, Shape], ...] = (
    ((0, 2, 3, 4, 5, 4, 3, 2), (0, 1, 3, 2, 4, 3, 5, 4)),
    ((0, 1, 2, 4, 3, 4, 2, 3), (0, 2, 4, 5, 6, 5, 4, 2)),
    ((0, 2, 1, 3, 2, 4, 3, 2), (0, 3, 2, 4, 3, 5, 4, None)),
    ((0, 3, 4, 5, 4, 3, 4, 2), (0, 2, 3, 5, 4, 6, 5, 3)),
)
#: Broken chords under a left hand: bass, fifth and tenth; a hole to breathe.
BROKEN: tuple[tuple[Shape, Shape], ...] = (
    ((0, 2, 3, 4, 3, 2, 3, 2), (0, 2, 4, 3, 2, 3, 2, None)),
    ((0, 2, 4, 2, 3, 2, 4, 2), (0, 2, 3, 2, 4, 3, 2, None)),
    ((0, 3, 2, 4, 3, 2, 3, None), (0, 2, 4, 3, 4, 2, 3, 2)),
)
#: Rocking inside a chord, for winds and soft strings.
ROCKING: tuple[tuple[Shape, Shape], ...] = (
    ((1, 2, 3, 2, 1, 2, 3, None), (1, 3, 2, 3, 1, 3, 2, None)),
    ((2, 1, 3, 1, 2, 1, 3, None), (2, 3, 1, 3, 2, 1, 2, None)),
)
#: Sixteenths across three strings, the middle one the pivot.
CROSSING: tuple[tuple[Shape, Shape], ...] = (
    ((0, 1, 2, 1, 3, 1, 2, 1), (0, 2, 1, 2, 3, 2, 1, 2)),
    ((2, 0, 1, 0, 3, 0, 2, 0), (3, 1, 2, 1, 0, 1, 2, 1)),
    ((0, 1, 3, 1, 2, 1, 3, 2), (3, 2, 1, 2, 0, 1, 2, 3)),
)


def _shaped(site: Site, shapes: tuple[tuple[Shape, Shape], ...], step: Fraction, low: int, *, accent: bool = False) -> list[LineNote]:
    """A shape through the bar, begun anew at every half of it where the harmony changes there."""
    pair = shapes[(site.phrase + site.draw.below(2)) % len(shapes)]
    shape = pair[site.turn % 2]
    accents = site.accents(site.phrase) if accent else frozenset()
    notes = []
    for n, at in enumerate(site.steps(step)):
        rung = shape[n % len(shape)]
        if rung is None:
            continue
        tones = site.tones(at, low, 7)
        notes.append(LineNote(at, step, tones[min(rung, len(tones) - 1)], accent=int(at - site.start in accents)))
    return notes


def waves(site: Site) -> list[LineNote]:
    """A harp's waves; slower where the scene is thin, and let ring at the end of a phrase."""
    step = HALF if site.bar.density > 0.35 or site.bar.section in ("build", "hit") else Fraction(1)
    notes = _shaped(site, WAVES, step, 45 + 2 * (site.phrase % 3))
    return notes[: max(3, len(notes) * 5 // 8)] if site.turn % 4 == 3 else notes


def broken(site: Site) -> list[LineNote]:
    """A piano's left hand: the root low, then fifth, octave and tenth within reach of the pedal; the phrase ends with a held tenth."""
    slow = site.bar.density < 0.4 and site.bar.section not in ("build", "hit")
    notes = _shaped(site, BROKEN, Fraction(1) if slow else HALF, 43)
    return notes[: max(2, len(notes) * 5 // 8)] if site.turn % 4 == 3 else notes


def rocking(site: Site) -> list[LineNote]:
    """Two or three inner notes that rock in eighths, with a breath at the bar's end."""
    return _shaped(site, ROCKING, HALF, 55 + 2 * (site.phrase % 2))


def crossing(site: Site) -> list[LineNote]:
    """Violins across the strings in sixteenths, accents with the drums."""
    return _shaped(site, CROSSING, QUARTER, 67, accent=True)


def toccata(site: Site) -> list[LineNote]:
    """A keyboard that drives in sixteenths: the left hand alone under a tune, where there is none the right answers every stroke above."""
    notes = _shaped(site, CROSSING, QUARTER, 45, accent=True)
    if site.bar.statement >= 0:
        return notes
    return [
        replace(note, pitch=Pitch(note.pitch.name, note.pitch.octave + 1)) if n % 2 == 0 and note.pitch else note
        for n, note in enumerate(notes)
    ]


def sparse(site: Site) -> list[LineNote]:
    """Two or three single chord notes in a bar, never on the same places twice running."""
    places = site.steps(Fraction(1))[site.turn % 2 :] or site.steps(Fraction(1))
    chosen = sorted(site.draw.shuffled(places)[: 1 + int(site.bar.density > 0.3) + int(site.bar.density > 0.5)])
    return [
        LineNote(at, min(Fraction(2), site.end - at), site.draw.choose(site.tones(at, 60 if n else 55, 4)[:3]))
        for n, at in enumerate(chosen)
    ]


def bells(site: Site) -> list[LineNote]:
    """Single high chord notes, far apart."""
    places = site.draw.shuffled(site.steps(Fraction(1)))[: 1 + int(site.bar.density > 0.4)]
    return [LineNote(at, Fraction(1), site.draw.choose(site.tones(at, 76, 4))) for at in sorted(places)]


def flourish(site: Site) -> list[LineNote]:
    """Woodwinds rise in sixteenths through the last beats of a phrase into the next; nothing in other bars."""
    if site.bar.section not in ("statement", "build", "underscore", "bridge") or (site.bar.bar.number + site.phrase) % 4 != 0:
        return []
    count = 4 + 2 * site.draw.below(2)
    top = site.tones(site.end - QUARTER, 79, 1)[0].height
    shape = site.draw.choose((tuple(range(-count, 0)), (-count, -count + 2, -count + 1, *range(-count + 3, 0))))
    start = site.end - len(shape) * QUARTER
    if start < site.start:
        return []
    return [LineNote(start + n * QUARTER, QUARTER, site.walk(top, step)) for n, step in enumerate(shape)]
