"""Held grounds over runs of bars: drones, pedals, open fifths, slow blooms, shimmer, clusters. They begin before words and lie under them.

A bed never enters on words: a note that began before them may last through. Long notes are renewed at bar lines, each strand at its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from originalscore.composition.texture.ground import Site, lowest
from originalscore.model.sketch import LineNote
from originalscore.music.pitch import Pitch


def _spans(sites: Sequence[Site], bars: int, offset: int = 0) -> list[tuple[Site, Fraction]]:
    """First bar and end of each renewal: every so many bars, never on words; a span whose end would fall on words lasts through them."""
    found: list[tuple[Site, Fraction]] = []
    for n, site in enumerate(sites):
        if site.bar.speech:
            if found and found[-1][1] == site.start:
                found[-1] = (found[-1][0], site.end)
            continue
        if found and found[-1][1] == site.start and (n + offset) % bars:
            found[-1] = (found[-1][0], site.end)
        else:
            found.append((site, site.end))
    return found


def pedal(sites: Sequence[Site]) -> list[LineNote]:
    """The tonic in the deep, renewed every four bars; the fifth instead in every third span."""
    notes = []
    for n, (site, end) in enumerate(_spans(sites, 4)):
        pitch = lowest(site.key.tonic, 28)
        notes.append(LineNote(site.start, end - site.start, site.key.spell(pitch.height + 7) if n % 3 == 2 else pitch))
    return notes


def drone(sites: Sequence[Site]) -> list[LineNote]:
    """Tonic and fifth in the low middle, held, the fifth coming a bar later."""
    notes = []
    for site, end in _spans(sites, 4):
        pitch = lowest(site.key.tonic, 40)
        notes.append(LineNote(site.start, end - site.start, pitch))
    for site, end in _spans(sites[1:], 4, 2):
        fifth = site.key.spell(lowest(site.key.tonic, 40).height + 7)
        notes.append(LineNote(site.start, end - site.start, fifth))
    return sorted(notes, key=lambda note: (note.onset, note.pitch or Pitch.parse("C4")))


def bloom(sites: Sequence[Site]) -> list[LineNote]:
    """Single chord notes of two bars, each a step or a third from the last: they rise and fade."""
    return _bloom(sites, 67, 0)


def low_bloom(sites: Sequence[Site]) -> list[LineNote]:
    """The same in the tenor, changing in the other bars."""
    return _bloom(sites, 55, 1)


def _bloom(sites: Sequence[Site], centre: int, offset: int) -> list[LineNote]:
    notes: list[LineNote] = []
    height = centre
    for n, (site, end) in enumerate(_spans(sites[offset:], 2, offset)):
        tones = [tone for tone in site.tones(site.start, centre - 7, 6) if tone.height != height]
        direction = 1 if n % 4 < 2 else -1
        pitch = min(tones, key=lambda tone: (abs(tone.height - (height + 3 * direction)), tone.height))
        height = pitch.height
        notes.append(LineNote(site.start, end - site.start, pitch))
    return notes


def shimmer(sites: Sequence[Site]) -> list[LineNote]:
    """High chord notes, one a harmony, for a tremolo that glitters over everything; silent where words are."""
    notes: list[LineNote] = []
    height = 79
    for site in sites:
        if site.bar.speech:
            continue
        halves = [site.start] if site.beats < 4 or site.turn % 2 == 0 else [site.start, site.start + site.beats / 2]
        for n, at in enumerate(halves):
            end = halves[n + 1] if n + 1 < len(halves) else site.end
            tones = site.tones(at, 74, 4)
            pitch = min(tones, key=lambda tone: (abs(tone.height - height) + 3 * (tone.height == height), tone.height))
            height = pitch.height
            notes.append(LineNote(at, end - at, pitch))
    return notes


def cluster(sites: Sequence[Site]) -> list[LineNote]:
    """Neighbouring semitones that pile up: one player, a bar later a second, then a third; then all let go and it begins lower or higher."""
    return _cluster(sites, 0)


def high_cluster(sites: Sequence[Site]) -> list[LineNote]:
    """The same an octave above, where violins are thin and cold."""
    return _cluster(sites, 12)


def _cluster(sites: Sequence[Site], up: int) -> list[LineNote]:
    notes = []
    for first in range(0, len(sites), 4):
        group = [site for site in sites[first : first + 4] if not site.bar.speech]
        if not group or group[0] is not sites[first]:
            continue
        base = lowest(group[0].key.tonic, (67, 72, 62)[first // 4 % 3]).height + up
        end = group[-1].end
        for n, site in enumerate(group[:3]):
            spot = base + (0, 1, -1)[n] + (6 if first % 8 == 4 and n == 2 else 0)
            notes.append(LineNote(site.start, end - site.start, site.key.spell(spot)))
    return sorted(notes, key=lambda note: (note.onset, note.pitch or Pitch.parse("C4")))


def fifths(sites: Sequence[Site]) -> list[LineNote]:
    """Open fifths of the harmony, two bars long, for horns: noble where it is bright, bare where it is dark."""
    notes = []
    for site, end in _spans(sites, 2):
        root = site.root(site.start, 48)
        notes += [LineNote(site.start, end - site.start, root), LineNote(site.start, end - site.start, site.key.spell(root.height + 7))]
    return notes


def turn(sites: Sequence[Site]) -> list[LineNote]:
    """A low wind turns around one note in slow values: the note, its upper semitone, the note, a third down; holes between."""
    notes = []
    for n, site in enumerate(sites):
        if site.bar.speech or n % 3 == 2 or site.beats < 3:
            continue
        base = site.tones(site.start, 52, 3)[n // 3 % 2]
        heights = (base.height, base.height + 1, base.height) if n % 2 == 0 else (base.height, base.height - 1, base.height - 3)
        lengths = (Fraction(1), Fraction(1), site.beats - 2)
        at = site.start
        for height, length in zip(heights, lengths, strict=True):
            notes.append(LineNote(at, length, base if height == base.height else site.key.spell(height)))
            at += length
    return notes
