"""Handing out the lines: every sketch line becomes passages for instruments.

The tune chooses first, then hits, runs, counter-line and figures; the strings that are left carry the harmony, spread wide
from the bass up, stretch by stretch of the form, so that the colour changes with the sections and nobody is asked to play
two things at once. Winds and brass double last, by loudness: an octave or another colour, never another pitch. Where several can play, those
come first who are convincing in the palette; the others where the music is loud enough.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from originalscore.model.cue import Cue
from originalscore.model.palette import Strengths
from originalscore.model.plan import CuePlan
from originalscore.model.sketch import Line, LineNote, Sketch, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import ENSEMBLES, SOLOISTS
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.alone import unaccompanied
from originalscore.orchestration.blows import carried, centre, hand_out_strike
from originalscore.orchestration.choirs import sung
from originalscore.orchestration.forces import CHOIRS, ELECTRONICS, KEYBOARDS, LARGE, forces, is_earned, player, threshold, voices_of
from originalscore.orchestration.pad import Stretch, hand_out_pad
from originalscore.orchestration.passages import Notes, Passage, fits, passage, thickest
from originalscore.orchestration.rows import BASS_THEME, DOUBLINGS, LOUD, MELODY, ROLES, SOFT, Row, holders
from originalscore.orchestration.singing import VOICE, as_sung, is_singable

_MIDDLE = ("run", "counter", "pulse", "figure", "percussion", "choir", "swell", "pedal")
_MOVABLE = ("figure", "pulse")  # lines that may lie an octave off where only such a player is free
_FIRST_CHOICES = 3  # rows that may take a line from beginning to end; others step in where these are busy (ours)
_HAND_APART = 9  # semitones between the middles of two lines that one hand each can play (ours)
_NEAR_BEST = 0.2  # how much less convincing than the best choice another may be and still take its turn (ours)
_PLAYED = {"pizzicato": "pizzicato", "staccato": "staccato", "tremolo": "tremolo", "marcato": "marcato", "legato": "legato"}


def assign(cue: Cue, plan: CuePlan, sketch: Sketch, tempo: TempoMap, strengths: Strengths, *, electronic: bool = False) -> list[Passage]:
    """All passages of a cue, in the order in which they were handed out; ``effect`` lines go to the electronics, if there are any."""
    present = forces(cue, plan, strengths)
    lines = [line for line in (_ended(line, tempo.end_beat) for line in sketch.lines) if line.notes]
    stretches = _stretches(sketch, lines, tempo.end_beat)
    if cue.staff.is_alone and present:
        return unaccompanied(present[0], lines, sketch, tempo)
    sings = ENSEMBLES[cue.ensemble].sings and "choir-women" in present
    few = cue.ensemble not in (*LARGE, "piano-and-strings")
    passages = sung(lines, present, tempo) if sings else _foreground(lines, present, tempo, strengths, few, _leads(cue, present))
    for line in lines:
        if line.role == "stinger":
            passages = carried(line, passages)
            passages += hand_out_strike(line, present, passages, tempo, cue.ensemble)
    if sings:
        return passages
    for role in _MIDDLE:
        for line in lines:
            if line.role == role:
                passages += _by_role(line, present, passages, stretches, tempo, strengths, cue.ensemble)
    voices = [line for line in lines if line.role == "harmony" or (line.role == "bass" and line.layer != "foreground")]
    for stretch in _short(stretches, tempo) if holders(cue.ensemble, present) and not cue.staff.keyed else stretches:
        passages += hand_out_pad(stretch, voices, present, passages, tempo, cue.ensemble)
        if cue.ensemble in LARGE:
            passages += _doubled(stretch, voices, present, passages, tempo, strengths)
    if electronic:
        passages += [passage(ELECTRONICS, line, line.notes, tempo) for line in lines if line.role == "effect"]
    return passages


def _leads(cue: Cue, present: tuple[str, ...]) -> tuple[Row, ...]:
    """Among soloists whoever bows or blows leads before those who strike."""
    return tuple((name,) for name in present if INSTRUMENTS[name].breath_s) if cue.ensemble == SOLOISTS else ()


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
    return replace(note, length=end - note.onset)


def _with_notes(line: Line, notes: Notes) -> Line:
    return replace(line, notes=notes)


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


def _short(stretches: tuple[Stretch, ...], tempo: TempoMap) -> tuple[Stretch, ...]:
    """The stretches cut at bar lines: where few play, who is free changes from bar to bar."""
    found: list[Stretch] = []
    for stretch in stretches:
        lines = [bar.start_beat for bar in tempo.bars if stretch.start < bar.start_beat < stretch.end]
        found += [Stretch(a, b) for a, b in itertools.pairwise([stretch.start, *lines, stretch.end])]
    return tuple(found)


def _foreground(
    lines: list[Line], present: tuple[str, ...], tempo: TempoMap, strengths: Strengths, alone: bool, leads: tuple[Row, ...] = ()
) -> list[Passage]:
    """The statements of the theme in order of time, each in another colour than the one before where there is a choice.

    ``alone``: few play, nobody doubles. ``leads`` are asked before anybody.
    """
    passages: list[Passage] = []
    last: Row = ()
    tunes = [line for line in lines if line.role == "melody" or (line.role == "bass" and line.layer == "foreground")]
    for number, line in enumerate(sorted(tunes, key=lambda line: (line.notes[0].onset, line.name))):
        peak = max(curve_level(line.level, note.onset) for note in line.notes)
        degree = 0 if peak < SOFT else 1 if peak < LOUD else 2
        rows = BASS_THEME[degree] if line.role == "bass" else MELODY[line.color or "warm"][degree]
        rows = (*leads, *rows)
        able = [row for row in rows if all(player(wish)[0] in present for wish in row) and (VOICE not in row or is_singable(line.notes))]
        able = [row for row in able if is_earned(row, peak, strengths, _PLAYED.get(line.character, ""))] or able
        well = [row for row in able if _lies_well(*player(row[0]), line.notes, tempo)] or able
        well = _most_convincing(well, strengths)
        other = [row for row in well if row != last] or well or [_anyone(line, present, tempo)]
        last = other[number % len(other)] if number else other[0]
        passages += _row(last[:1] if alone else last, line, line.notes, tempo)
    return passages


def _lies_well(name: str, shift: int, notes: Notes, tempo: TempoMap) -> bool:
    """Whether a tune lies comfortably for whoever leads; a voice takes it in its own octave."""
    return fits(name, as_sung(notes) if name == VOICE else notes, tempo, shift=shift, comfortably=True)


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


def _by_role(
    line: Line, present: tuple[str, ...], before: list[Passage], stretches: tuple[Stretch, ...], tempo: TempoMap, strengths: Strengths,
    ensemble: str,
) -> list[Passage]:  # fmt: skip
    """A line of the middle ground: one row of players throughout if it can be, else another in each stretch, else phrase by phrase."""
    rows = _rows(line, present)
    peak, how = max(curve_level(line.level, note.onset) for note in line.notes), _PLAYED.get(line.character, "")
    rows.sort(key=lambda row: not is_earned(row, peak, strengths, how))
    whole = _free_row(rows[:_FIRST_CHOICES], line.notes, before, tempo, ensemble)
    if whole or not rows:
        return _row(whole, line, line.notes, tempo) if whole else []
    found: list[Passage] = []
    for stretch in stretches:
        notes = stretch.of(line)
        row = _free_row(rows[:_FIRST_CHOICES], notes, [*before, *found], tempo, ensemble)
        if row or not notes:
            found += _row(row, line, notes, tempo) if row else []
            continue
        for phrase in _phrases(notes, tempo):
            row = _free_row(rows, phrase, [*before, *found], tempo, ensemble)
            row = row or (_free_row(rows, phrase, [*before, *found], tempo, ensemble, octaves=(12, -12)) if line.role in _MOVABLE else ())
            row = row or _least_busy(rows, phrase, [*before, *found], tempo, ensemble)
            found += _row(row, line, phrase, tempo)
    return found


def _rows(line: Line, present: tuple[str, ...]) -> list[Row]:
    """Who may take a line, those named for it first; then, for what is played on pitches, anybody."""
    name = line.name if line.name in ROLES else stem(line.name)
    rows = [row for row in ROLES.get(name, ROLES.get(line.role, ())) if all(player(wish)[0] in present for wish in row)]
    if line.role in ("percussion", "swell") or name == "timpani":
        return rows
    voices = ("choir-women", "choir-men", "voice-solo", "timpani")
    others = [(name,) for name in present if INSTRUMENTS[name].pitched and name not in voices and (name,) not in rows]
    others.sort(key=lambda row: abs(centre(row[0]) - _register(line.notes)))
    return rows + (others if line.role != "choir" else [])


def stem(name: str) -> str:
    """The name of a line without the number of its strand or passage."""
    head, _, tail = name.rpartition("-")
    return head if tail.isdigit() else name


def _phrases(notes: Notes, tempo: TempoMap) -> list[Notes]:
    """Notes in groups of two bars."""
    found: dict[int, list[LineNote]] = {}
    for note in notes:
        found.setdefault((tempo.bar_at(note.onset).number - 1) // 2, []).append(note)
    return [tuple(group) for group in found.values()]


def _free_row(
    rows: list[Row], notes: Notes, before: list[Passage], tempo: TempoMap, ensemble: str, *, octaves: tuple[int, ...] = (0,)
) -> Row:  # fmt: skip
    """The first row whose players have nothing else in hand and reach the notes (in one of ``octaves``); empty if there is none."""
    if not notes:
        return ()
    spans = [(note.onset, note.onset + note.length) for note in notes]
    for row in rows:
        names = [player(wish)[0] for wish in row]
        busy = any(one.instrument in names and _hinders(one, notes, ensemble) and _meet(one, spans) for one in before)
        voices = voices_of(names[0], ensemble)
        if not busy and any(fits(names[0], notes, tempo, shift=octave, voices=voices) for octave in octaves):
            return row
    return ()


def _hinders(one: Passage, notes: Notes, ensemble: str) -> bool:
    """Whether a passage keeps its player from another line: a hit does not, nor drums, a keyboard's other hand, a choir's other voice."""
    if one.role in ("stinger", "percussion", "swell"):
        return False
    if one.instrument in KEYBOARDS:
        return _crowded(one, notes) or (one.role in ("figure", "pulse") and not ENSEMBLES[ensemble].keyed)
    return one.role != "choir" or one.instrument not in CHOIRS


def _crowded(one: Passage, notes: Notes) -> bool:
    """Whether two lines in one pair of hands lie in each other's way: both quick and in the same register."""
    mine, other = _register(one.notes), _register(notes)
    return abs(mine - other) < _HAND_APART and thickest(one.notes) + thickest(notes) < 9 and one.role not in ("harmony", "bass", "melody")


def _register(notes: Notes) -> float:
    heights = [note.pitch.height for note in notes if note.pitch]
    return sum(heights) / len(heights) if heights else 60.0


def _least_busy(rows: list[Row], notes: Notes, before: list[Passage], tempo: TempoMap, ensemble: str) -> Row:
    """Of those who reach the notes, whose hands are emptiest meanwhile; of nobody, the first who could hold as many at once."""
    able = [row for row in rows if fits(player(row[0])[0], notes, tempo, voices=voices_of(player(row[0])[0], ensemble))]
    if not able:
        return next((row for row in rows if voices_of(player(row[0])[0], ensemble) >= thickest(notes)), rows[-1])
    start, end = notes[0].onset, max(note.onset + note.length for note in notes)
    taken: dict[str, Fraction] = {}
    for one in before:
        if one.role not in ("stinger", "percussion", "swell"):
            inside = (note.length for note in one.notes if start <= note.onset < end)
            taken[one.instrument] = taken.get(one.instrument, Fraction(0)) + sum(inside, Fraction(0))
    return min(able, key=lambda row: taken.get(player(row[0])[0], Fraction(0)))[:1]


def _meet(one: Passage, spans: list[tuple[Fraction, Fraction]]) -> bool:
    """Whether any note of a passage sounds inside one of the spans (sorted by start)."""
    mine = [(note.onset, note.onset + note.length) for note in one.notes]
    here = there = 0
    while here < len(mine) and there < len(spans):
        if mine[here][1] <= spans[there][0]:
            here += 1
        elif spans[there][1] <= mine[here][0]:
            there += 1
        else:
            return True
    return False


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
