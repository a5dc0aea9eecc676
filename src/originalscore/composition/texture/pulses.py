"""Pulses and ostinati: what drives. Accents follow the meter's own groups; pitches come from the harmony and the theme's head.

A pulse repeats one note and leans (not on the bar line, which is heavy of itself); an ostinato has a contour, the motif of the cue's theme in diminution where there is one; a minimal
cell grows by a note and shrinks again. No two bars of a pair are alike: the answer bar turns its end.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.texture.ground import HALF, QUARTER, Site
from originalscore.model.sketch import LineNote

#: Densities below which a nervous pulse goes in quarters, and from which some and all of its eighths are struck twice (ours).
_CALM, _BUSY, _FRANTIC = 0.4, 0.52, 0.66
#: Contours in scale steps for cues without a theme (ours).
_CELLS = (
    ((0, True), (1, False), (2, True)),
    ((0, True), (2, False), (1, False), (4, True)),
    ((0, True), (-1, False), (0, False), (3, True)),
)


def pulse(site: Site) -> list[LineNote]:
    """Eighths on the bass note that lean with the meter; the last group of every second bar moves to fifth, octave or the note above."""
    return _pulse(site, 36, HALF)


def nervous_pulse(site: Site) -> list[LineNote]:
    """The pulse of a thriller goes with the picture: quarters where little happens, eighths, and pairs of sixteenths on weak eighths where much does."""
    if site.bar.density < _CALM and site.bar.section not in ("build", "hit"):
        return _pulse(site, 36, Fraction(1))
    notes = _pulse(site, 36, HALF)
    if site.bar.density < _BUSY:
        return notes
    found = []
    for note in notes:
        weak = (note.onset - site.start) % 1 == HALF
        twice = not note.accent and (weak or site.bar.density >= _FRANTIC)
        found += [replace(note, length=QUARTER), replace(note, onset=note.onset + QUARTER, length=QUARTER)] if twice else [note]
    return found


def high_pulse(site: Site) -> list[LineNote]:
    """Repeated eighths on a chord tone in the middle of the strings."""
    return _pulse(site, 57, HALF)


def _pulse(site: Site, low: int, step: Fraction) -> list[LineNote]:
    accents = site.accents(site.phrase + site.turn // 2)
    last = max(accents)
    notes = []
    for at in site.steps(step):
        offset = at - site.start
        pitch = site.bass(at, low)
        if offset >= last and site.turn % 2:
            turned = site.tones(at, pitch.height, 3)
            pitch = site.walk(pitch.height, 1) if site.phrase % 3 == 2 and offset > last else turned[1 + site.turn // 2 % 2]
        elif site.turn % 4 == 2 and offset == 0 and site.bar.density > 0.5:
            pitch = type(pitch)(pitch.name, pitch.octave + 1)
        hole = site.turn % 4 == 3 and offset == site.beats - step and site.bar.section != "build"
        if not hole:
            notes.append(LineNote(at, step, pitch, accent=int(offset in accents and offset > 0)))
    return notes


def motto(site: Site) -> list[LineNote]:
    """The head of the theme in eighths, over and over, from the third or the root; the answer bar breaks off its end."""
    return _contour(site, 52, HALF, site.turn % 4 == 3)


def low_motto(site: Site) -> list[LineNote]:
    """The same in the cellos' low register: the middle stays empty."""
    return _contour(site, 43, HALF, site.turn % 4 == 3)


def driving(site: Site) -> list[LineNote]:
    """Low strings in sixteenths: the root hammered, on the accents the motif's contour above it."""
    return _driving(site, 40)


def high_driving(site: Site) -> list[LineNote]:
    """The same drive in the violins, an octave and a half above and in other groups."""
    return _driving(site, 62)


def _driving(site: Site, low: int) -> list[LineNote]:
    cell = site.motif or _CELLS[site.phrase % len(_CELLS)]
    accents = sorted(site.accents(site.phrase + site.turn // 2 + int(low > 50)))
    ground = {at: site.bass(at, low) if low < 50 else site.tones(at, low, 1)[0] for at in site.steps(HALF)}
    notes, place = [], site.turn
    for n, at in enumerate(site.steps(QUARTER)):
        offset = at - site.start
        root = ground[at if at in ground else at - QUARTER]
        if offset in accents:
            tones = site.tones(at, root.height + 1, 4)
            pitch = tones[abs(cell[place % len(cell)][0]) % len(tones)] if site.turn % 2 or offset else root
            place += 1
        elif site.turn % 2 and offset >= accents[-1]:
            pitch = site.walk(root.height, 1 + n % 2)
        else:
            pitch = root
        if site.turn % 4 == 3 and offset >= site.beats - HALF and site.bar.section not in ("build", "hit"):
            continue
        notes.append(LineNote(at, QUARTER, pitch, accent=int(offset in accents and offset > 0)))
    return notes


def _contour(site: Site, low: int, step: Fraction, broken: bool) -> list[LineNote]:
    cell = site.motif or _CELLS[site.phrase % len(_CELLS)]
    accents = site.accents(site.phrase)
    places = site.steps(step)
    end = len(places) * 5 // 8 if broken else len(places)
    notes = []
    for n, at in enumerate(places[:end]):
        move, held = cell[(n + site.turn * len(places)) % len(cell)]
        base = site.tones(at, low, 2)[site.turn // 2 % 2].height
        if move == 0 or held:
            tones = site.tones(at, base - 5, 6)
            pitch = min(tones, key=lambda tone: (abs(tone.height - site.walk(base, move).height), tone.height))
        else:
            pitch = site.walk(base, move)
        notes.append(LineNote(at, step, pitch, accent=int(at - site.start in accents and at > site.start)))
    return notes


def cells(site: Site) -> list[LineNote]:
    """Additive process: a cell of eighths gains a note every two bars until it fills the bar, then loses them again."""
    return _additive(site, 60, HALF, Fraction(0))


def slow_cells(site: Site) -> list[LineNote]:
    """A second cell of quarters in threes, against the bar: it comes round to the bar line every third bar."""
    cell = site.motif or _CELLS[1]
    notes = []
    for n, at in enumerate(site.steps(Fraction(1))):
        count = site.turn * int(site.beats) + n
        if count % 3 == 2:
            continue
        tones = site.tones(at, 69, 4)
        notes.append(LineNote(at, Fraction(1), tones[abs(cell[count // 3 % len(cell)][0]) % 3 + count % 3]))
    return notes


def _additive(site: Site, low: int, step: Fraction, shift: Fraction) -> list[LineNote]:
    places = site.steps(step)
    width = len(places)
    grown = site.turn // 2 % (2 * width - 6 if width > 4 else 4)
    size = min(width, 3 + grown) if 3 + grown <= width else max(3, 2 * width - 3 - grown)
    order = (0, 2, 1, 3, 2, 4, 1, 3)
    notes = []
    for n, at in enumerate(places[:size]):
        tones = site.tones(at, low, 5)
        rung = order[(n + site.turn % 2 * (n >= size - 2)) % len(order)]
        notes.append(LineNote(at + shift, step, tones[min(rung, len(tones) - 1)], accent=int(n == size - 1)))
    return notes


def heartbeat(site: Site) -> list[LineNote]:
    """Two low beats and a long wait; in dense bars a second pair."""
    low = site.root(site.start, 33)
    pairs = [Fraction(0)] + ([site.beats / 2] if site.bar.density > 0.6 and site.beats >= 4 else [])
    gap = HALF if site.turn % 2 == 0 else Fraction(3, 4)
    return [
        LineNote(site.start + at + offset, HALF, low) for at in pairs for offset in (Fraction(0), gap) if at + offset + HALF <= site.beats
    ]


def burst(site: Site) -> list[LineNote]:
    """A scramble of sixteenths on neighbouring semitones, anywhere in the bar, then nothing."""
    if not site.draw.happens(450):
        return []
    places = site.steps(QUARTER)
    first = site.draw.below(max(1, len(places) - 8))
    base = site.root(site.start, 72 if site.draw.happens(650) else 40).height
    count = site.draw.between(5, 9)
    return [
        LineNote(at, QUARTER, site.key.spell(base + site.draw.choose((0, 1, 6, 7, 1, 2))), accent=int(n == 0))
        for n, at in enumerate(places[first : first + count])
    ]
