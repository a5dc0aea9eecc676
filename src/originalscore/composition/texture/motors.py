"""Light motors: plucked off-beats, interlocking winds, answers in the gaps and sudden rests. Comedy is timing: what is left out counts."""

from __future__ import annotations

from fractions import Fraction

from originalscore.composition.texture.ground import HALF, QUARTER, Site
from originalscore.model.sketch import LineNote


def offbeats(site: Site) -> list[LineNote]:
    """The upper of two plucked off-beats."""
    return _offbeats(site, 1)


def low_offbeats(site: Site) -> list[LineNote]:
    """The lower of two plucked off-beats."""
    return _offbeats(site, 0)


def _offbeats(site: Site, strand: int) -> list[LineNote]:
    """After-beats with a hole at the end of the bar; every second bar one comes early, every fourth is nearly empty."""
    half_bars = [at for n, at in enumerate(site.steps(HALF)) if n % 2 == 1]
    places = half_bars[:-1] if len(half_bars) > 1 else half_bars
    if site.turn % 4 == 3:
        places = places[: len(places) // 2]
    notes = []
    for n, at in enumerate(places):
        early = site.turn % 2 == 1 and n == len(places) - 1 and site.phrase % 2 == 0
        tones = site.tones(at, 57 + (site.turn // 4 % 2) * 2, 4)
        pitch = tones[strand + int(n % 2 == 1 and site.turn % 2 == 1)]
        notes.append(LineNote(at - QUARTER if early else at, QUARTER if early else HALF, pitch))
    return notes


def motor(site: Site) -> list[LineNote]:
    """A plucked motor in eighths with two holes that wander through the bar."""
    holes = {(site.turn * 3 + 5) % 8, (site.turn * 5 + 2) % 8}
    order = ((0, 2, 1, 2, 3, 2, 1, 2), (0, 1, 2, 3, 2, 1, 2, 0), (1, 0, 2, 0, 3, 0, 2, 1))[site.phrase % 3]
    notes = []
    for n, at in enumerate(site.steps(HALF)):
        if n % 8 in holes and n:
            continue
        notes.append(LineNote(at, HALF, site.tones(at, 55, 4)[order[n % 8]], accent=int(n == 0)))
    return notes


def spiccato(site: Site) -> list[LineNote]:
    """Light sixteenths in groups of four on some pulses of the bar, around one note: turn, neighbour, turn."""
    notes = []
    for n, at in enumerate(site.steps(Fraction(1))):
        if (n + site.turn) % 3 == 1 or (site.turn % 4 == 3 and n > 1):
            continue
        tones = site.tones(at, 67, 4)
        top = tones[(n + site.turn) % 3]
        other = site.walk(top.height, 1 if n % 2 else -1)
        shape = (top, other, top, tones[(n + site.turn + 1) % 3]) if site.turn % 2 else (top, tones[(n + 1) % 3], top, other)
        notes += [LineNote(at + k * QUARTER, QUARTER, pitch, accent=int(k == 0 and n == 0)) for k, pitch in enumerate(shape)]
    return notes


def chatter(site: Site) -> list[LineNote]:
    """The first of two winds that finish each other's sentences: it speaks on the beat."""
    return _chatter(site, 0)


def second_chatter(site: Site) -> list[LineNote]:
    """The second: it answers in the other half of the beat, a sixth or so below."""
    return _chatter(site, 1)


def _chatter(site: Site, strand: int) -> list[LineNote]:
    notes = []
    pulses = site.steps(Fraction(1))
    for n, at in enumerate(pulses):
        if (n + site.turn) % 3 == 2 or (n == len(pulses) - 1 and site.turn % 2):
            continue
        tones = site.tones(at, 67 if strand == 0 else 60, 4)
        top = tones[(n + site.turn) % 3]
        first = at + strand * HALF
        if (n + site.turn // 2) % 2:
            notes.append(LineNote(first, HALF, top))
        else:
            notes += [LineNote(first, QUARTER, top), LineNote(first + QUARTER, QUARTER, site.walk(top.height, -1 if strand else 1))]
    return notes


def comment(site: Site) -> list[LineNote]:
    """A dry low remark at the end of a phrase: three or four notes down to the root, one of them wrong."""
    if site.turn % 4 != 3 or site.beats < 2:
        return []
    low = site.root(site.end - HALF, 43)
    wrong = site.key.spell(low.height + 1)
    start = site.end - 2
    upper = site.walk(low.height, 4)
    return [LineNote(start, HALF, upper), LineNote(start + HALF, HALF, wrong), LineNote(start + 1, HALF, low, accent=1)]
