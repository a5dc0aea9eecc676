"""Handing out the lines: every sketch line becomes passages for instruments.

The tune chooses first, then hits, runs, counter-line and figures; the strings that are left carry the harmony, spread wide
from the bass up, stretch by stretch of the form, so that the colour changes with the sections and nobody is asked to play
two things at once. Winds and brass double last, by loudness: an octave or another colour, never another pitch. Where several can play, those
come first who are convincing in the palette; the others where the music is loud enough.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.model.palette import Strengths
from originalscore.model.plan import CuePlan
from originalscore.model.sketch import Line, LineNote, Sketch, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.forces import (
    BASS_THEME,
    DOUBLINGS,
    ELECTRONICS,
    LOUD,
    MELODY,
    ROLES,
    SOFT,
    Row,
    forces,
    is_earned,
    player,
    threshold,
)
from originalscore.orchestration.pad import Stretch, hand_out_pad
from originalscore.orchestration.passages import Notes, Passage, fits, passage, shifted

_MIDDLE = ("run", "counter", "figure", "pulse", "percussion", "swell", "pedal")
_INSTANT = Fraction(1, 12)
_NEAR_BEST = 0.2  # how much less convincing than the best choice another may be and still take its turn (ours)
_PLAYED = {"pizzicato": "pizzicato", "staccato": "staccato", "tremolo": "tremolo", "marcato": "marcato", "legato": "legato"}


def assign(cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, strengths: Strengths, *, electronic: bool = False) -> list[Passage]:
    """All passages of a cue, in the order in which they were handed out; ``effect`` lines go to the electronics, if there are any."""
    present = forces(cue, plan, strengths)
    lines = [line for line in (_ended(line, tempo.end_beat) for line in sketch.lines) if line.notes]
    stretches = _stretches(sketch, lines, tempo.end_beat)
    passages = _foreground(lines, present, tempo, strengths)
    for line in lines:
        if line.role == "stinger":
            passages += _strike(line, present, passages, tempo)
    for role in _MIDDLE:
        for line in lines:
            if line.role == role:
                passages += _by_role(line, present, passages, stretches, tempo, strengths)
    voices = [line for line in lines if line.role == "harmony" or (line.role == "bass" and line.layer != "foreground")]
    for stretch in stretches:
        passages += hand_out_pad(stretch, voices, present, passages, tempo)
        if cue.ensemble == "orchestra":
            passages += _doubled(stretch, voices, present, passages, tempo, strengths)
    if electronic:
        passages += [passage(ELECTRONICS, line, line.notes, tempo) for line in lines if line.role == "effect"]
    return passages


def _ended(line: Line, end: Fraction) -> Line:
    """The line up to the last written beat; a hit on that beat itself still sounds."""
    notes = []
    for note in line.notes:
        if note.onset < end:
            notes.append(note if note.onset + note.length <= end else _cut(note, end))
        elif note.onset == end and note.accent == 2:
            notes.append(note)
    return _with_notes(line, tuple(notes))


def _cut(note: LineNote, end: Fraction) -> LineNote:
    return LineNote(note.onset, end - note.onset, note.pitch, note.sound, note.accent)


def _with_notes(line: Line, notes: Notes) -> Line:
    return Line(line.name, line.role, line.layer, line.character, line.theme, line.guise, line.color, notes, line.level)


def _stretches(sketch: Sketch, lines: list[Line], end: Fraction) -> tuple[Stretch, ...]:
    """The cue cut where sections, statements of the theme and plucked or pulsing figures begin and end."""
    edges = {Fraction(0), end}
    for section in sketch.sections:
        edges |= {section.start_beat, section.end_beat}
    for line in lines:
        if line.layer == "foreground":
            edges |= {line.notes[0].onset, max(note.onset + note.length for note in line.notes)}
    inside = sorted(edge for edge in edges if 0 <= edge <= end)
    kept = [inside[0]]
    for edge in inside[1:]:
        if edge - kept[-1] >= 2:
            kept.append(edge)
    kept[-1] = end if len(kept) > 1 else kept[-1]
    return tuple(Stretch(a, b) for a, b in itertools.pairwise(kept)) or (Stretch(Fraction(0), end),)


def _foreground(lines: list[Line], present: tuple[str, ...], tempo: TempoMap, strengths: Strengths) -> list[Passage]:
    """The statements of the theme in order of time, each in another colour than the one before where there is a choice."""
    passages: list[Passage] = []
    last: Row = ()
    tunes = [line for line in lines if line.role == "melody" or (line.role == "bass" and line.layer == "foreground")]
    for number, line in enumerate(sorted(tunes, key=lambda line: (line.notes[0].onset, line.name))):
        peak = max(curve_level(line.level, note.onset) for note in line.notes)
        degree = 0 if peak < SOFT else 1 if peak < LOUD else 2
        rows = BASS_THEME[degree] if line.role == "bass" else MELODY[line.color or "warm"][degree]
        able = [row for row in rows if all(player(wish)[0] in present for wish in row)]
        able = [row for row in able if is_earned(row, peak, strengths, _PLAYED.get(line.character, ""))] or able
        well = [row for row in able if fits(player(row[0])[0], line.notes, tempo, shift=player(row[0])[1], comfortably=True)] or able
        well = _most_convincing(well, strengths)
        other = [row for row in well if row != last] or well or [_anyone(line, present, tempo)]
        last = other[number % len(other)] if number else other[0]
        passages += _row(last, line, line.notes, tempo)
    return passages


def _most_convincing(rows: list[Row], strengths: Strengths) -> list[Row]:
    """The rows that come near the most convincing one; those with the most convincing leader first, else in their order."""
    least = [min(strengths.of(player(wish)[0]) for wish in row) for row in rows]
    near = [row for row, value in zip(rows, least, strict=True) if value >= max(least) - _NEAR_BEST]
    return sorted(near, key=lambda row: -strengths.of(player(row[0])[0]))


def _anyone(line: Line, present: tuple[str, ...], tempo: TempoMap) -> Row:
    """Somebody for a tune that no row provides for: who reaches it, else the first violins or whoever is there."""
    pitched = [name for name in present if INSTRUMENTS[name].pitched]
    well = [name for name in pitched if fits(name, line.notes, tempo)] or pitched
    return ("violins-1",) if "violins-1" in well or not well else (well[-1],)


def _row(row: Row, line: Line, notes: Notes, tempo: TempoMap) -> list[Passage]:
    """Every player of a row; players after the first are doublings and may be left out."""
    found = []
    for place, wish in enumerate(row):
        name, shift = player(wish)
        found.append(passage(name, line, notes, tempo, shift=shift, doubling=place > 0))
    return found


def _strike(line: Line, present: tuple[str, ...], before: list[Passage], tempo: TempoMap) -> list[Passage]:
    """A hit by its colour: bells and plucked strings over the music, the players without the tune, or everybody at once.

    Low notes go to the bottom, the chord to the middle, the top to the violins; a fast attack always carries it.
    """
    notes = tuple(sorted((note for note in line.notes if note.pitch), key=lambda note: note.pitch.height if note.pitch else 0))
    if not notes:
        return [passage("percussion", line, line.notes, tempo)] if "percussion" in present else []
    low, middle, high = notes[:1], notes[1:-1] or notes, notes[-1:]
    wanted: list[tuple[str, Notes]] = [("harp", notes if line.color == "glassy" else (*low, *middle)), ("piano", notes)]
    if line.color == "glassy":
        wanted.append(("celesta", high))
    else:
        wanted += [("timpani", low), ("basses", low), ("cellos", notes[1:2] or low), ("violas", middle[-2:-1] or middle),
                   ("violins-2", middle[-1:]), ("violins-1", high), ("horns", middle[-2:])]  # fmt: skip
    if line.color == "heavy":
        wanted += [("bassoon", low), ("clarinet", middle[-1:]), ("trombones", middle[:2]), ("trumpets", middle[-2:]), ("tuba", low),
                   ("flute", shifted(high, 12)), ("oboe", high)]  # fmt: skip
    at = notes[0].onset
    singing = {one.instrument for one in before if line.color != "heavy" and one.role == "melody" and one.sounds_in(at, at + _INSTANT)}
    return [passage(name, line, part, tempo) for name, part in wanted if name in present and name not in singing]


def _by_role(
    line: Line, present: tuple[str, ...], before: list[Passage], stretches: tuple[Stretch, ...], tempo: TempoMap, strengths: Strengths
) -> list[Passage]:  # fmt: skip
    """A line of the middle ground: one row of players throughout if it can be, else another in each stretch."""
    name = line.name if line.name in ROLES else line.role
    rows = [row for row in ROLES.get(name, ROLES["figure"]) if all(player(wish)[0] in present for wish in row)]
    peak, how = max(curve_level(line.level, note.onset) for note in line.notes), _PLAYED.get(line.character, "")
    rows.sort(key=lambda row: not is_earned(row, peak, strengths, how))
    whole = _free_row(rows, line.notes, before, tempo)
    if whole or not rows:
        return _row(whole, line, line.notes, tempo) if whole else []
    found: list[Passage] = []
    for stretch in stretches:
        notes = stretch.of(line)
        row = _free_row(rows, notes, before, tempo) or (_first_reaching(rows, notes, tempo) if notes else ())
        found += _row(row, line, notes, tempo) if row else []
    return found


def _free_row(rows: list[Row], notes: Notes, before: list[Passage], tempo: TempoMap) -> Row:
    """The first row whose players have nothing else in hand and reach the notes; empty if there is none."""
    if not notes:
        return ()
    spans = [(note.onset, note.onset + note.length) for note in notes]
    for row in rows:
        names = [player(wish)[0] for wish in row]
        busy = any(one.instrument in names and one.role != "stinger" and _meet(one, spans) for one in before if one.role != "percussion")
        if not busy and fits(names[0], notes, tempo):
            return row
    return ()


def _first_reaching(rows: list[Row], notes: Notes, tempo: TempoMap) -> Row:
    return next((row for row in rows if fits(player(row[0])[0], notes, tempo)), rows[-1])


def _meet(one: Passage, spans: list[tuple[Fraction, Fraction]]) -> bool:
    first, last = spans[0][0], max(end for _, end in spans)
    mine = [(note.onset, note.onset + note.length) for note in one.notes if note.onset < last and note.onset + note.length > first]
    return any(a < end and start < b for a, b in mine for start, end in spans)


def _doubled(
    stretch: Stretch, voices: list[Line], present: tuple[str, ...], before: list[Passage], tempo: TempoMap, strengths: Strengths
) -> list[Passage]:  # fmt: skip
    """Winds and brass join the voices of a stretch that is loud enough, where they reach them as they are."""
    found: list[Passage] = []
    for least, name, wish in DOUBLINGS:
        instrument, shift = player(wish)
        line = next((voice for voice in voices if voice.name == name), None)
        notes = stretch.of(line) if line else ()
        if line is None or len(notes) < 2 or instrument not in present or stretch.level(line) < threshold(least, instrument, strengths):
            continue
        busy = any(
            one.instrument == instrument and one.role != "stinger" and one.sounds_in(stretch.start, stretch.end)
            for one in (*before, *found)
        )
        octave = next((octave for octave in (shift, 0) if fits(instrument, notes, tempo, shift=octave)), None)
        if not busy and octave is not None:
            found.append(passage(instrument, line, notes, tempo, shift=octave, doubling=True))
    return found
