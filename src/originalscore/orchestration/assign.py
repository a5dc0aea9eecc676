"""Handing out the lines: every sketch line becomes passages for instruments, in their range and within their breath."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.model.plan import CuePlan
from originalscore.model.sketch import Line, LineNote, LinePoint, Sketch, curve_level
from originalscore.music.instrument import INSTRUMENTS, Instrument
from originalscore.music.pitch import Pitch
from originalscore.orchestration.forces import DOUBLINGS, ENSEMBLES, FAMILIES, MELODY, ROLES

#: Technique of a note from the line's character, for those who can.
_STRINGS = ("violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses")
#: Who chooses players first: the foreground, then what moves under it.
_ORDER = ("melody", "run", "counter", "bass", "harmony", "figure", "pulse")


@dataclass(frozen=True)
class Passage:
    """Notes one instrument plays for one line. ``technique``: ``arco``, ``pizz.``, ``trem.`` or empty."""

    instrument: str
    line: str
    role: str
    character: str
    technique: str
    notes: tuple[LineNote, ...]
    level: tuple[LinePoint, ...]


def assign(cue: Cue, plan: CuePlan, sketch: Sketch) -> list[Passage]:
    """All passages of a cue, foreground first: who plays the tune is not asked to play under it at the same time."""
    silenced = {name for family in plan.held_back for name in FAMILIES.get(family, ())}
    present = tuple(name for name in ENSEMBLES[cue.ensemble] if name not in silenced)
    passages: list[Passage] = []
    order = sorted(
        sketch.lines,
        key=lambda line: (
            ("melody", "run", "counter", "bass", "harmony", "figure", "pulse").index(line.role)
            if line.role in ("melody", "run", "counter", "bass", "harmony", "figure", "pulse")
            else 9
        ),
    )
    statements = 0
    for line in order:
        if line.role == "melody":
            passages += _melody(line, statements, present)
            statements += 1
        elif line.role == "stinger":
            passages += _tutti(line, present, cue.ensemble)
        else:
            passages += _by_role(line, present, passages)
    if cue.ensemble == "orchestra":
        passages += _doubled(sketch, present, passages)
    return passages


def _melody(line: Line, statement: int, present: tuple[str, ...]) -> list[Passage]:
    level = max(point.level for point in line.level)
    rows = MELODY[line.color or "warm"][0 if level < 0.42 else 1 if level < 0.66 else 2]
    able = [row for row in rows if all(name in present for name in row)] or [("violins-1",)]
    row = able[statement % len(able)]
    passages = []
    for n, name in enumerate(row):
        notes = line.notes
        if n and name in ("violins-1", "flute", "glockenspiel") and row[0] != name:
            notes = _shifted(notes, 12)
        passages.append(_passage(name, line, _in_range(notes, INSTRUMENTS[name])))
    return passages


def _by_role(line: Line, present: tuple[str, ...], before: list[Passage]) -> list[Passage]:
    name = line.name if line.name in ROLES else "harmony-1" if line.role == "harmony" else line.role if line.role in ROLES else "bass"
    busy = {p.instrument for p in before if p.role == "melody" and _overlap(p.notes, line.notes)}
    rows = [row for row in ROLES.get(name, ROLES["bass"]) if all(one in present for one in row)]
    free = [row for row in rows if not set(row) & busy] or rows
    if not free:
        return []
    passages = []
    for n, one in enumerate(free[0]):
        notes = _shifted(line.notes, 12) if n and line.role == "run" else line.notes
        passages.append(_passage(one, line, _in_range(notes, INSTRUMENTS[one])))
    return passages


def _tutti(line: Line, present: tuple[str, ...], ensemble: str) -> list[Passage]:
    """A strike: low notes to the bottom, chord to the middle, top to the violins; a fast attack always carries it."""
    notes = sorted((n for n in line.notes if n.pitch), key=lambda n: n.pitch.height)  # type: ignore[union-attr]
    level = line.level[0].level
    if not notes:
        return []
    low, middle, high = notes[:1], notes[1:-1] or notes, notes[-1:]
    wanted: list[tuple[str, list[LineNote]]] = []
    if ensemble == "piano-and-strings":
        wanted = [
            ("piano", notes),
            ("basses", low),
            ("cellos", low),
            ("violas", middle[-2:-1] or middle),
            ("violins-2", middle[-1:]),
            ("violins-1", high),
        ]
    else:
        wanted = [
            ("timpani", low),
            ("harp", [*low, *middle]),
            ("basses", low),
            ("cellos", low),
            ("violas", middle[:2]),
            ("violins-2", middle[-2:]),
            ("violins-1", high),
        ]
        if level > 0.5:
            wanted += [("horns", middle[-2:]), ("bassoon", low), ("clarinet", middle[-1:])]
        if level > 0.68:
            wanted += [("trombones", middle[:2]), ("trumpets", middle[-1:]), ("tuba", low), ("flute", list(_shifted(tuple(high), 12)[:1]))]
    return [_passage(name, line, _in_range(tuple(part), INSTRUMENTS[name])) for name, part in wanted if name in present and part]


def _doubled(sketch: Sketch, present: tuple[str, ...], before: list[Passage]) -> list[Passage]:
    """Winds and brass join the harmony where it is loud enough, for as long as it is."""
    passages = []
    lines = {line.name: line for line in sketch.lines}
    for threshold, name, instrument in DOUBLINGS:
        line = lines.get(name)
        if line is None or instrument not in present:
            continue
        busy = [p for p in before if p.instrument == instrument]
        loud = tuple(
            note for note in line.notes
            if curve_level(line.level, note.onset) >= threshold and not any(_overlap(p.notes, (note,)) for p in busy)
        )  # fmt: skip
        if len(loud) >= 2:
            notes = _shifted(loud, -12) if instrument == "tuba" else loud
            passages.append(_passage(instrument, line, _in_range(notes, INSTRUMENTS[instrument])))
    return passages


def _passage(name: str, line: Line, notes: tuple[LineNote, ...]) -> Passage:
    technique = ""
    if name in _STRINGS:
        technique = {"pizzicato": "pizz.", "tremolo": "trem."}.get(line.character, "arco")
        if line.role == "bass" and line.character == "detached":
            technique = "pizz."
    return Passage(name, line.name, line.role, line.character, technique, notes, line.level)


def _shifted(notes: tuple[LineNote, ...], semitones: int) -> tuple[LineNote, ...]:
    return tuple(replace(note, pitch=Pitch(note.pitch.name, note.pitch.octave + semitones // 12)) if note.pitch else note for note in notes)


def _in_range(notes: tuple[LineNote, ...], instrument: Instrument) -> tuple[LineNote, ...]:
    """Move a passage by whole octaves to where it lies best; notes still outside are moved alone."""
    if not instrument.pitched or not any(note.pitch for note in notes):
        return tuple(note for note in notes if note.sound) if not instrument.pitched else notes
    best = min(
        (-24, -12, 0, 12, 24),
        key=lambda shift: (_outside(notes, shift, instrument, False), _outside(notes, shift, instrument, True), abs(shift)),
    )
    moved = _shifted(notes, best)
    return tuple(_rescued(note, instrument) for note in moved)


def _outside(notes: tuple[LineNote, ...], shift: int, instrument: Instrument, comfortably: bool) -> int:
    return sum(
        note.pitch is not None and not instrument.reaches(Pitch(note.pitch.name, note.pitch.octave + shift // 12), comfortably=comfortably)
        for note in notes
    )


def _rescued(note: LineNote, instrument: Instrument) -> LineNote:
    pitch = note.pitch
    while pitch is not None and not instrument.reaches(pitch):
        step = 1 if pitch < Pitch.parse(instrument.lowest) else -1
        pitch = Pitch(pitch.name, pitch.octave + step)
    return replace(note, pitch=pitch)


def _overlap(one: tuple[LineNote, ...], other: tuple[LineNote, ...]) -> bool:
    return any(a.onset < b.onset + b.length and b.onset < a.onset + a.length for a in one for b in other)


def breaths(notes: tuple[LineNote, ...], longest_beats: Fraction) -> tuple[LineNote, ...]:
    """Held notes no longer than a breath or a bow: longer ones are taken again."""
    taken = []
    for note in notes:
        onset, left = note.onset, note.length
        while longest_beats and left > longest_beats:
            part = longest_beats
            taken.append(replace(note, onset=onset, length=part, accent=note.accent if onset == note.onset else 0))
            onset, left = onset + part, left - part
        taken.append(replace(note, onset=onset, length=left, accent=note.accent if onset == note.onset else 0))
    return tuple(taken)
