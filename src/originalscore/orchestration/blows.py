"""A hit handed out: by its colour to bells and plucked strings, to the players beside the tune, or to everybody at once.

Whoever has the tune and arrives with it on the hit *carries* it: his own note is struck as hard as the others' chord, and stays his note. Where
nobody plucks or strikes, bows make the attack: every section in double stops, the basses an octave below.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.model.sketch import Line, LinePoint, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import ENSEMBLES
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.forces import KEYBOARDS, SECTIONS, voices_of
from originalscore.orchestration.passages import Notes, Passage, passage, shifted

_INSTANT = Fraction(1, 12)


def carried(line: Line, before: list[Passage]) -> list[Passage]:
    """The passages with every note of a tune that begins on the hit ``line`` struck with it, at its level if that is higher."""
    return [_carrying(one, line) if _arrives(one, line.notes[0].onset) else one for one in before]


def _arrives(one: Passage, at: Fraction) -> bool:
    return one.role == "melody" and any(note.onset == at for note in one.notes)


def _carrying(one: Passage, line: Line) -> Passage:
    """A passage whose notes on a hit are struck as hard as it, and let go at their end."""
    at, level, accent = line.notes[0].onset, line.level[0].level, max(note.accent for note in line.notes)
    notes = tuple(replace(note, accent=accent) if note.onset == at else note for note in one.notes)
    end = min(note.onset + note.length for note in notes if note.onset == at)
    edges = [LinePoint(beat, curve_level(one.level, beat)) for beat in (at - _INSTANT, end) if beat >= 0]
    struck = [LinePoint(beat, max(level, curve_level(one.level, beat))) for beat in (at, end - _INSTANT)]
    outside = [point for point in one.level if not at - _INSTANT <= point.beat <= end]
    return replace(one, notes=notes, level=tuple(sorted((*outside, *edges, *struck), key=lambda point: point.beat)))


def hand_out_strike(line: Line, present: tuple[str, ...], before: list[Passage], tempo: TempoMap, ensemble: str) -> list[Passage]:
    """Low notes go to the bottom, the chord to the middle, the top to the violins; a fast attack always carries it.

    An ensemble without strings or keyboard spreads the chord from the lowest player up, each where he sounds best.
    """
    notes = tuple(sorted((note for note in line.notes if note.pitch), key=lambda note: note.pitch.height if note.pitch else 0))
    if not notes:
        return [passage("percussion", line, line.notes, tempo)] if "percussion" in present else []
    if not any(name in present for name in (*SECTIONS, *KEYBOARDS)) or ENSEMBLES[ensemble].single:
        return _spread(line, notes, _listening(line, present, before, notes[0].onset), tempo, ensemble)
    low, middle, high = notes[:1], notes[1:-1] or notes, notes[-1:]
    wanted: list[tuple[str, Notes]] = [("harp", notes if line.color == "glassy" else (*low, *middle)), ("piano", notes)]
    if line.color == "glassy":
        wanted.append(("celesta", high))
    else:
        wanted += [("timpani", low), ("basses", low), ("cellos", notes[1:2] or low), ("violas", middle[-2:-1] or middle),
                   ("violins-2", middle[-1:]), ("violins-1", high), ("horns", middle[-2:]), ("celesta", high)]  # fmt: skip
    if line.color == "heavy":
        wanted += [("bassoon", low), ("clarinet", middle[-1:]), ("trombones", middle[:2]), ("trumpets", middle[-2:]), ("tuba", low),
                   ("flute", shifted(high, 12)), ("oboe", high), ("synth", low)]  # fmt: skip
    free = _listening(line, present, before, notes[0].onset)
    able = [(name, part) for name, part in wanted if name in free]
    if not able:  # nobody plucks or strikes: the strings touch it, or whoever is there
        able = _strung(notes, free)
    return [_blow(name, line, part, tempo) for name, part in able] or _spread(line, notes, free, tempo, ensemble)


def _listening(line: Line, present: tuple[str, ...], before: list[Passage], at: Fraction) -> tuple[str, ...]:
    """Who can strike: everybody but who arrives with the tune, in a hit that is not heavy but who has it; a keyboard's other hand always can."""
    singing = {
        one.instrument for one in before
        if one.role == "melody" and (_arrives(one, at) or (line.color != "heavy" and one.sounds_in(at, at + _INSTANT)))
    }  # fmt: skip
    return tuple(name for name in present if name not in singing or name in KEYBOARDS) or present


def _blow(name: str, line: Line, notes: Notes, tempo: TempoMap) -> Passage:
    """A player's share of a chord; which octave he takes it in is his own affair."""
    return replace(passage(name, line, notes, tempo), moved=0)


def _strung(notes: Notes, free: tuple[str, ...]) -> list[tuple[str, Notes]]:
    """A chord over the strings that are free, from the bottom up: two notes next to each other for every section, an octave below for the basses."""
    upper = [name for name in ("cellos", "violas", "violins-2", "violins-1") if name in free]
    last, steps = len(notes) - 2, max(1, len(upper) - 1)
    firsts = [max(0, round(place * last / steps)) for place in range(len(upper))]
    found: list[tuple[str, Notes]] = [(name, notes[first : first + 2]) for name, first in zip(upper, firsts)]
    return [("basses", shifted(notes[:1], -12)), *found] if "basses" in free else found


def _spread(line: Line, notes: Notes, present: tuple[str, ...], tempo: TempoMap, ensemble: str) -> list[Passage]:
    """One chord note to each player, the nearest to the middle of his comfort in any octave, lowest players first; sections take two."""
    players = sorted((name for name in present if INSTRUMENTS[name].pitched), key=lambda name: (centre(name), name))
    found = []
    for place, name in enumerate(players):
        most = min(2, voices_of(name, ensemble)) if name not in KEYBOARDS else len(notes)
        first = place * len(notes) // max(1, len(players))
        order = [notes[(first + n) % len(notes)] for n in range(most)] if most < len(notes) else list(notes)
        found.append(_blow(name, line, tuple(sorted(order, key=lambda note: note.pitch.height if note.pitch else 0)), tempo))
    return found


def centre(name: str) -> int:
    """The middle of an instrument's comfortable range."""
    instrument = INSTRUMENTS[name]
    return (Pitch.parse(instrument.low).height + Pitch.parse(instrument.high).height) // 2
