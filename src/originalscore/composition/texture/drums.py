"""Drums by role: low drums carry the accents, skins fill between, metal and wood mark time above. Layers come with force, and leave.

Every layer is written in one line (chords are players beside each other). After a hit the drums stay away; before one they fill. A groove
has weight without accents: those belong to the picture's hits, which must stand above it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from originalscore.composition.texture.ground import HALF, QUARTER, Site, lowest
from originalscore.model.sketch import LineNote

Struck = dict[Fraction, list[tuple[str, int]]]


def battle(site: Site) -> list[LineNote]:
    """Action: bass drum and taikos on the accents, toms in sixteenths between them, metal above from forte on, a fill into the next phrase."""
    found: Struck = {}
    accents = sorted(site.accents(site.phrase + site.turn // 2))
    if site.turn % 8 == 7 and site.bar.section not in ("build", "hit"):  # drop-out: a bar of air
        _strike(found, site.start, "bass-drum", 0)
        return _written(site, found)
    for n, offset in enumerate(accents):
        _strike(found, site.start + offset, "bass-drum" if n == 0 else "low-tom", 0)
        if site.bar.force > 0.75 and n == 0:
            _strike(found, site.start + offset, "low-tom", 0)
    for n, at in enumerate(site.steps(HALF)):
        if at - site.start in accents or site.bar.force < 0.5:
            continue
        if (n + site.turn) % 3 or site.bar.force > 0.8:
            _strike(found, at, "mid-tom", 0)
        if site.bar.force > 0.65 and (n + site.turn) % 4 == 1:
            _strike(found, at + QUARTER, "high-tom", 0)
    if site.bar.force > 0.7 and site.turn % 2 == 1:
        _strike(found, site.start + accents[-1], "snare", 0)
    if site.turn % 4 == 3 or site.bar.section == "build":
        _fill(site, found)
    return _written(site, found)


def march(site: Site) -> list[LineNote]:
    """Triumph: a snare with its drags, bass drum on the strong beats; the cymbals wait for a hit."""
    found: Struck = {}
    pulses = site.steps(Fraction(1))
    for n, at in enumerate(pulses):
        if n % 2 == 0:
            _strike(found, at, "bass-drum", 0)
        pattern = ((Fraction(0),), (Fraction(0), HALF), (HALF, HALF + QUARTER), (Fraction(0), HALF, HALF + QUARTER))[(n + site.turn) % 4]
        for offset in pattern:
            if at + offset < site.end:
                _strike(found, at + offset, "snare", 0)
    if site.turn % 4 == 3 and site.bar.force > 0.5:
        _fill(site, found)
    return _written(site, found)


def dark(site: Site) -> list[LineNote]:
    """Thriller: few and low, on the accents, with holes; before a hit they close up."""
    found: Struck = {}
    accents = sorted(site.accents(site.phrase + site.turn // 2))
    chosen = accents if site.bar.section in ("build", "hit") else accents[: 1 + site.turn % 2]
    for n, offset in enumerate(chosen):
        _strike(found, site.start + offset, "bass-drum" if n == 0 else "low-tom", 0)
    if site.bar.section == "build":
        _fill(site, found)
    return _written(site, found)


def timpani(site: Site) -> list[LineNote]:
    """Two drums, tuned to tonic and fifth: on the accents where the harmony has them, in eighths towards a hit, silent otherwise."""
    tonic = lowest(site.key.tonic, 40)
    fifth = site.key.spell(tonic.height + 7 if tonic.height + 7 <= 57 else tonic.height - 5)
    offsets = sorted(site.accents(site.phrase + site.turn // 2))
    if site.bar.section == "build":
        offsets = [at - site.start for at in site.steps(HALF)]
    elif site.turn % 4 == 3:
        offsets = offsets[-1:]
    notes = []
    for n, offset in enumerate(offsets):
        at = site.start + offset
        tones = {tone.height % 12 for tone in site.tones(at, 40, 5)}
        drum = tonic if tonic.height % 12 in tones and (n % 2 == 0 or fifth.height % 12 not in tones) else fifth
        if drum.height % 12 in tones:
            notes.append(LineNote(at, HALF, drum))
    return notes


def doom(site: Site) -> list[LineNote]:
    """Dread: a bass drum or a tam-tam by itself, once in two bars."""
    if site.turn % 2:
        return []
    return [LineNote(site.start, min(Fraction(2), site.beats), None, "tam-tam" if site.turn % 4 else "bass-drum", 0)]


def sparkle(site: Site) -> list[LineNote]:
    """Light: triangle on after-beats, shaker in dense bars; a tambourine would cut through everything."""
    found: Struck = {}
    for n, at in enumerate(site.steps(Fraction(1))):
        if n % 2 == 1 and (n + site.turn) % 4 != 0:
            _strike(found, at, "triangle", 0)
        if site.bar.density > 0.6 and site.turn % 4 != 3:
            _strike(found, at + HALF, "shaker", 0)
    return _written(site, found)


def chip_beat(site: Site) -> list[LineNote]:
    """Noise channel: kick, snare and hat in eighths, a break every fourth bar."""
    found: Struck = {}
    for n, at in enumerate(site.steps(HALF)):
        if n % 4 == 0:
            _strike(found, at, "bass-drum", 0)
        elif n % 4 == 2:
            _strike(found, at, "snare", 0)
        elif site.turn % 2 or n % 4 == 1:
            _strike(found, at, "shaker", 0)
    if site.turn % 4 == 3:
        _fill(site, found)
    return _written(site, found)


def _fill(site: Site, found: Struck) -> None:
    """The last beat in sixteenths over the toms."""
    for n, sound in enumerate(
        site.draw.choose(
            (
                ("high-tom", "high-tom", "mid-tom", "low-tom"),
                ("mid-tom", "high-tom", "mid-tom", "low-tom"),
                ("snare", "high-tom", "mid-tom", "mid-tom"),
            )
        )
    ):
        at = site.end - 1 + n * QUARTER
        found[at] = [(sound, 0)]


def _strike(found: Struck, at: Fraction, sound: str, accent: int) -> None:
    if sound not in [name for name, _ in found.get(at, [])]:
        found.setdefault(at, []).append((sound, accent))


def _written(site: Site, found: Struck) -> list[LineNote]:
    """The strokes as notes that reach to the next, at most an eighth long in quick music, a beat otherwise."""
    onsets = sorted(at for at in found if site.start <= at < site.end)
    notes = []
    for at, following in pairwise([*onsets, site.end]):
        length = min(following - at, Fraction(1))
        notes += [LineNote(at, length, None, sound, accent) for sound, accent in sorted(found[at])]
    return notes
