"""Brass of its own: low stabs with the drums, a chorale in close spacing, fanfares in the gaps. Brass is kept for where it is earned."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.composition.texture.ground import HALF, QUARTER, Site
from originalscore.model.sketch import LineNote
from originalscore.music.pitch import Pitch


def _close(site: Site, at: Fraction, low: int) -> list[Pitch]:
    """Three chord notes in close spacing; the lowest never a third above a low root."""
    tones = site.tones(at, low, 4)
    return [tones[0], tones[1], tones[2]] if tones[1].height - tones[0].height >= 4 or low >= 52 else [tones[0], tones[2], tones[3]]


def stabs(site: Site) -> list[LineNote]:
    """Short low chords: on one or two accents of the bar, never the same in two bars running, out every fourth."""
    accents = sorted(site.accents(site.phrase + site.turn // 2))
    if site.turn % 4 == 3 and site.bar.section not in ("build", "hit"):
        return []
    chosen = ((0,), (1, 2), (0, 2), (1,))[(site.turn + site.phrase) % 4]
    notes = []
    for index in chosen:
        if index >= len(accents):
            continue
        at = site.start + accents[index]
        length = QUARTER * 3 if index == len(accents) - 1 else HALF
        notes += [LineNote(at, min(length, site.end - at), pitch, accent=1) for pitch in _close(site, at, 46)]
    return notes


def chorale(sites: Sequence[Site]) -> list[LineNote]:
    """The harmony in close brass, renewed with every chord; a breath before each fourth bar line."""
    notes: list[LineNote] = []
    top = 62
    for n, site in enumerate(sites):
        if site.bar.speech:
            continue
        changes = sorted({site.start, *(span.onset for span in site.chords if site.start < span.onset < site.end)})
        for at, following in zip(changes, [*changes[1:], site.end], strict=True):
            end = following - HALF if following == site.end and n % 4 == 3 and following - at > 1 else following
            ways = [_close(site, at, low) for low in range(50, 60)]
            chord = min(ways, key=lambda way: (abs(way[-1].height - top), way[0].height))
            top = chord[-1].height
            notes += [LineNote(at, end - at, pitch) for pitch in chord]
    return notes


def fanfare(site: Site) -> list[LineNote]:
    """Where the tune is silent: a call on root, fifth and octave, quick notes and a long one; another call in the next gap."""
    if site.bar.statement >= 0 or site.beats < 3:
        return []
    low = site.root(site.start, 60)
    if low.height > 66:
        low = Pitch(low.name, low.octave - 1)
    fifth, octave = site.key.spell(low.height + 7), Pitch(low.name, low.octave + 1)
    third = site.tones(site.start, low.height + 1, 1)[0]
    calls: tuple[tuple[tuple[Fraction, Fraction, Pitch], ...], ...] = (
        ((Fraction(0), HALF + QUARTER, low), (HALF + QUARTER, QUARTER, low), (Fraction(1), Fraction(1), fifth), (Fraction(2), site.beats - 2, octave)),
        ((Fraction(0), Fraction(1), fifth), (Fraction(1), HALF, low), (Fraction(3, 2), HALF, third), (Fraction(2), site.beats - 2, fifth)),
        ((HALF, HALF, low), (Fraction(1), HALF, fifth), (Fraction(3, 2), HALF, fifth), (Fraction(2), site.beats - 2, octave)),
    )  # fmt: skip
    call = calls[(site.turn // 2 + site.phrase) % len(calls)]
    return [LineNote(site.start + at, length, pitch, accent=int(length >= 1)) for at, length, pitch in call] if site.turn % 2 == 0 else []
