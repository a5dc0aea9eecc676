"""A second look at who is free: notes that found no player in the first round go to whoever has a hand, a desk or a chair left.

Lines are handed out stretch by stretch; what a stretch has nobody for, single bars often have. A section then divides in two, the second
trombone or horn takes a voice beside the first, a quiet wind or the first desk's soloist lends one. Each takes as many notes in a row as he can,
so that a voice does not wander from note to note. What still finds nobody stays a shortfall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.score import Note
from originalscore.model.sketch import Line, LineNote
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.blows import centre
from originalscore.orchestration.forces import CHOIRS, KEYBOARDS
from originalscore.orchestration.layout import may_divide
from originalscore.orchestration.passages import Passage, fits, passage

_ROLES = ("harmony", "bass", "counter", "figure", "pulse")
_MOST_VOICES = 2
#: What a keyboard's hands may hold already when they lend a finger (ours).
_LENT = 3


@dataclass(frozen=True)
class _Held:
    """What a player has in hand: his notes, and role and technique of each line."""

    notes: Sequence[Note]
    roles: Mapping[str, str]
    techniques: Mapping[str, str]

    def during(self, note: LineNote) -> list[Note]:
        return [one for one in self.notes if one.onset < note.onset + note.length and note.onset < one.onset + one.length]


def second_round(
    lines: Sequence[Line], laid: Mapping[str, list[Note]], by_player: Mapping[str, list[Passage]], present: Sequence[str], tempo: TempoMap,
    *, single: bool,
) -> list[Passage]:  # fmt: skip
    """Passages for the notes that nobody plays, as far as somebody is free.

    Parameters
    ----------
    laid
        Each player's notes as the first round wrote them.
    by_player
        The passages they come from.
    present
        Who is there, playing or not.
    single
        Whether every wind and string is one player.
    """
    heard = {(note.line, note.onset) for notes in laid.values() for note in notes}
    keys = {(note.onset, note.pitch.height % 12) for name in KEYBOARDS for note in laid.get(name, []) if note.pitch}
    asked = {(one.line, note.onset) for name in KEYBOARDS for one in by_player.get(name, []) for note in one.notes}

    struck = [(note.onset, note.onset + note.length) for line in lines if line.role == "stinger" for note in line.notes]
    held = {name: _in_hand(laid.get(name, []), by_player.get(name, [])) for name in present}
    found: list[Passage] = []
    for line in lines:
        if line.role not in _ROLES:
            continue
        missing = [
            note for note in line.notes
            if note.pitch and note.onset < tempo.end_beat and (line.name, note.onset) not in heard
            and not _in_hand_anyhow(line, note, asked, keys) and not any(start <= note.onset < end for start, end in struck)
        ]  # fmt: skip
        for name, notes in _runs(missing, line, held, tempo, single):
            found.append(passage(name, line, notes, tempo))
            held[name] = _with(held[name], found[-1], _voice(held[name], notes))
    return found


def _in_hand_anyhow(line: Line, note: LineNote, asked: set[tuple[str, Fraction]], keys: set[tuple[Fraction, int]]) -> bool:
    """Whether a hand left out a note because it strikes one of that name already."""
    return note.pitch is not None and (line.name, note.onset) in asked and (note.onset, note.pitch.height % 12) in keys


def _in_hand(notes: Sequence[Note], passages: Sequence[Passage]) -> _Held:
    return _Held(notes, {one.line: one.role for one in passages}, {one.line: one.technique for one in passages})


def _voice(held: _Held, notes: Sequence[LineNote]) -> int:
    return 2 if any(one.voice == 1 for note in notes for one in held.during(note)) else 1


def _with(held: _Held, one: Passage, voice: int) -> _Held:
    added = [Note(note.onset, note.length, note.pitch, "", 1, voice, "", "", False, one.line) for note in one.notes]
    return _Held([*held.notes, *added], {**held.roles, one.line: one.role}, {**held.techniques, one.line: one.technique})


def _runs(
    missing: list[LineNote], line: Line, held: Mapping[str, _Held], tempo: TempoMap, single: bool
) -> list[tuple[str, tuple[LineNote, ...]]]:
    """The missing notes in runs, each with the player who can take most of it from its beginning."""
    found = []
    at = 0
    while at < len(missing):
        best, count = "", 0
        for name in _asked(missing[at], held):
            able = 0
            while at + able < len(missing) and _free(name, missing[at + able], line, held[name], tempo, single):
                able += 1
            if able > count:
                best, count = name, able
        if best:
            found.append((best, tuple(missing[at : at + count])))
        at += max(1, count)
    return found


def _asked(note: LineNote, held: Mapping[str, _Held]) -> list[str]:
    """Who is asked, in order: who lies nearest to the note; keyboards last; drums and voices never."""
    height = note.pitch.height if note.pitch else 60
    names = [name for name in held if INSTRUMENTS[name].pitched and name not in (*CHOIRS, "voice-solo", "timpani", "electronics")]
    return sorted(names, key=lambda name: (name in KEYBOARDS, abs(centre(name) - height), name))


def _free(name: str, note: LineNote, line: Line, held: _Held, tempo: TempoMap, single: bool) -> bool:
    """Whether a player reaches a note and has a hand for it."""
    octaves = (0, 12, -12) if line.role in ("figure", "pulse") else (0,)
    if not any(fits(name, (note,), tempo, shift=octave) for octave in octaves):
        return False
    there = held.during(note)
    if not there:
        return True
    if name in KEYBOARDS:
        return len(there) < _LENT
    roles = {held.roles.get(one.line, "") for one in there}
    plucked = any(held.techniques.get(one.line) == "pizz." for one in there)
    lines = {one.line for one in there}
    return not plucked and len(lines) < _MOST_VOICES and may_divide(name, line.role, roles, single=single) and len({one.voice for one in there}) < _MOST_VOICES  # fmt: skip
