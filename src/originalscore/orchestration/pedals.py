"""A harpist's seven pedals: every name of a note is flat, natural or sharp for the whole harp, and a foot needs time to change it.

Notes struck together are spelled so that no name is wanted in two ways at once and few pedals move, least of all one that sounded within the last
beat; a chord that no setting gives loses a note. A pedal takes about as long as a quarter note at a moderate tempo, two can move at once, one
a foot (Adler, *The Study of Orchestration*, 4th ed., 2016, ch. 4). The weights are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from originalscore.model.score import Note
from originalscore.music.pitch import Pitch, PitchName

_FOOT = Fraction(1)
_RESPELLED, _MOVED, _TOO_FAST, _THIRD_FOOT = 1.5, 1.0, 8.0, 4.0
_SPELLINGS = {
    height: [
        name for name in (PitchName.from_fifths(place) for place in range(-8, 13)) if abs(name.alter) <= 1 and name.pitch_class == height
    ]
    for height in range(12)
}


def with_pedals(notes: list[Note]) -> tuple[list[Note], list[Note]]:
    """A harp's notes as its pedals give them, and those that they cannot give."""
    pedals: dict[str, int] = {}
    used: dict[str, Fraction] = {}
    kept: list[Note] = []
    lost: list[Note] = []
    for onset in sorted({note.onset for note in notes}):
        struck = sorted((note for note in notes if note.onset == onset and note.pitch), key=lambda note: not note.carries_hit)
        names = _setting(
            [note.pitch.name for note in struck if note.pitch], pedals, {step for step, at in used.items() if onset - at < _FOOT}
        )
        for note in struck:
            name = names.get(note.pitch.name.pitch_class) if note.pitch else None
            if name is None or note.pitch is None:
                lost.append(note)
                continue
            kept.append(note if name == note.pitch.name else replace(note, pitch=Pitch.at(note.pitch.height, name)))
            pedals[name.step], used[name.step] = name.alter, onset
    return sorted(kept, key=lambda note: (note.onset, note.staff, note.voice, note.pitch.height if note.pitch else 0)), lost


def _setting(wanted: Sequence[PitchName], pedals: dict[str, int], busy: set[str]) -> dict[int, PitchName]:
    """The cheapest names for what is struck together, by pitch class; what finds none is left out, the last first."""
    written = {name.pitch_class: name for name in reversed(wanted)}
    ordered = list(dict.fromkeys(name.pitch_class for name in wanted))
    while ordered:
        choices = [
            choice for choice in product(*(_SPELLINGS[place] for place in ordered)) if len({name.step for name in choice}) == len(choice)
        ]
        if choices:
            best = min(choices, key=lambda choice: _price(choice, [written[place] for place in ordered], pedals, busy))
            return dict(zip(ordered, best, strict=True))
        ordered.pop()
    return {}


def _price(names: Sequence[PitchName], written: Sequence[PitchName], pedals: dict[str, int], busy: set[str]) -> float:
    moved = [name.step for name in names if pedals.get(name.step, name.alter) != name.alter]
    respelled = sum(name != other for name, other in zip(names, written, strict=True))
    return _RESPELLED * respelled + _MOVED * len(moved) + _TOO_FAST * len(busy & {*moved}) + _THIRD_FOOT * max(0, len(moved) - 2)
