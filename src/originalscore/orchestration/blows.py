"""A hit handed out: by its colour to bells and plucked strings, to the players without the tune, or to everybody at once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.model.sketch import Line
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import ENSEMBLES
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.forces import KEYBOARDS, SECTIONS, voices_of
from originalscore.orchestration.passages import Notes, Passage, passage, shifted

_INSTANT = Fraction(1, 12)


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
        able = [(name, part) for name, part in _strung(notes) if name in free]
    return [_blow(name, line, part, tempo) for name, part in able] or _spread(line, notes, free, tempo, ensemble)


def _listening(line: Line, present: tuple[str, ...], before: list[Passage], at: Fraction) -> tuple[str, ...]:
    """Who can strike: all of them in a heavy hit, else everybody but who has the tune; a keyboard's other hand always can."""
    singing = {one.instrument for one in before if line.color != "heavy" and one.role == "melody" and one.sounds_in(at, at + _INSTANT)}
    return tuple(name for name in present if name not in singing or name in KEYBOARDS) or present


def _blow(name: str, line: Line, notes: Notes, tempo: TempoMap) -> Passage:
    """A player's share of a chord; which octave he takes it in is his own affair."""
    return replace(passage(name, line, notes, tempo), moved=0)


def _strung(notes: Notes) -> list[tuple[str, Notes]]:
    """A chord over the strings, one note each."""
    return [("cellos", notes[:1]), ("violas", notes[1:2] or notes), ("violins-2", notes[2:3] or notes[-1:]), ("violins-1", notes[-1:])]


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
