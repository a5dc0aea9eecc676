"""From passages to a readable part: one voice a staff, chords where a section divides, slurs, articulations, marks and words.

Where two passages of one instrument meet, the later in order of importance gives way; a hit always stands. Dynamics are printed where the
level really changes, hairpins over real swells.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from originalscore.model.score import Direction, Dynamic, Hairpin, Note, Part
from originalscore.model.sketch import LineNote, LinePoint, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.assign import Passage

#: Upper bound of each printed dynamic on the level scale of 0 to 1.
_MARKS = ((0.20, "ppp"), (0.30, "pp"), (0.40, "p"), (0.51, "mp"), (0.63, "mf"), (0.77, "f"), (0.92, "ff"), (9.0, "fff"))
_PRIORITY = {
    "stinger": 0,
    "melody": 1,
    "run": 2,
    "counter": 3,
    "bass": 4,
    "figure": 5,
    "pulse": 5,
    "percussion": 5,
    "swell": 6,
    "harmony": 7,
}
_SPLIT = 59  # keyboard notes from here upwards go to the right hand
_TWO_STAVES = ("piano", "harp", "celesta")


def write_part(instrument: str, passages: list[Passage], tempo: TempoMap) -> Part:
    """One instrument's part."""
    ordered = sorted(passages, key=lambda passage: _PRIORITY.get(passage.role, 8))
    staves = (1, 2) if instrument in _TWO_STAVES else (1,)
    notes: list[Note] = []
    for staff in staves:
        notes += _staff(instrument, ordered, staff, tempo)
    notes.sort(key=lambda note: (note.onset, note.staff, note.voice, note.pitch.height if note.pitch else 0, note.sound))
    level = _level(ordered, notes)
    return Part(instrument, tuple(notes), _dynamics(notes, level), _hairpins(notes, level), _words(ordered, notes), level)


def mark(level: float) -> str:
    """The printed dynamic of a level."""
    return next(name for bound, name in _MARKS if level < bound)


def _staff(instrument: str, passages: list[Passage], staff: int, tempo: TempoMap) -> list[Note]:
    taken: list[tuple[Fraction, Fraction]] = []
    written: list[Note] = []
    for passage in passages:
        groups: dict[Fraction, list[LineNote]] = {}
        for note in passage.notes:
            if note.onset < 0 or note.onset >= tempo.end_beat + 4:
                continue
            if instrument in _TWO_STAVES and note.pitch and (staff == 1) != (note.pitch.height >= _SPLIT):
                continue
            groups.setdefault(note.onset, []).append(note)
        added: list[tuple[Fraction, Fraction]] = []
        onsets = sorted(groups)
        for n, onset in enumerate(onsets):
            length = min(note.length for note in groups[onset])
            if n + 1 < len(onsets):
                length = min(length, onsets[n + 1] - onset)
            free = _free(onset, onset + length, taken)
            if free is None:
                continue
            seen: set[object] = set()
            for note in groups[onset]:
                spot = note.pitch.height if note.pitch else note.sound
                if spot in seen or len(seen) >= INSTRUMENTS[instrument].voices:
                    continue
                seen.add(spot)
                written.append(
                    Note(free[0], free[1] - free[0], note.pitch, note.sound, staff, 1, "", _articulation(passage, note.accent, free[1] - free[0]),
                         note.accent == 2 and free[0] == onset, passage.line, "a" if instrument.startswith("choir") else "")
                )  # fmt: skip
            added.append(free)
        taken = sorted([*taken, *added])
        if passage.role in ("melody", "counter") and staff == 1:
            written = _slurred(written, passage.line, tempo)
    return written


def _free(start: Fraction, end: Fraction, taken: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction] | None:
    """The part of a span from its start that nobody else uses; None when its start is taken or what is left is too short."""
    for a, b in taken:
        if a <= start < b:
            return None
        if start < a < end:
            end = a
    return (start, end) if end - start >= Fraction(1, 4) else None


def _articulation(passage: Passage, accent: int, length: Fraction) -> str:
    if passage.role == "swell":
        return "roll"
    if passage.technique == "trem.":
        return "tremolo"
    if passage.role == "stinger" or accent == 2:
        return "marcato" if accent == 2 else "accent"
    if accent:
        return "accent"
    if passage.character == "staccato" and length <= Fraction(1, 2) and passage.technique != "pizz.":
        return "staccato"
    return ""


def _slurred(notes: list[Note], line: str, tempo: TempoMap) -> list[Note]:
    """A slur over each run of a legato line, from bar line to bar line, two bars at most."""
    mine = [n for n, note in enumerate(notes) if note.line == line and note.staff == 1]
    result = list(notes)
    run: list[int] = []
    for n in [*mine, None]:
        joined = n is not None and run and notes[n].onset == notes[run[-1]].onset + notes[run[-1]].length and not notes[n].articulation
        if joined and n is not None and tempo.bar_at(notes[n].onset).number - tempo.bar_at(notes[run[0]].onset).number < 2:
            run.append(n)
            continue
        if len(run) > 1:
            result[run[0]] = _with_slur(result[run[0]], "start")
            result[run[-1]] = _with_slur(result[run[-1]], "stop")
        run = [n] if n is not None else []
    return result


def _with_slur(note: Note, slur: str) -> Note:
    return Note(
        note.onset,
        note.length,
        note.pitch,
        note.sound,
        note.staff,
        note.voice,
        slur,
        note.articulation,
        note.carries_hit,
        note.line,
        note.lyric,
    )


def _level(passages: list[Passage], notes: list[Note]) -> tuple[LinePoint, ...]:
    """The part's own dynamic: at each note the level of the line it came from, with that line's points between."""
    curves = {passage.line: passage.level for passage in passages}
    points: dict[Fraction, float] = {}
    for note in sorted(notes, key=lambda note: (note.onset, -_rank(note, passages))):
        curve = curves[note.line]
        points[note.onset] = curve_level(curve, note.onset)
        for point in curve:
            if note.onset < point.beat < note.onset + note.length:
                points[point.beat] = point.level
        points[note.onset + note.length - Fraction(1, 12)] = curve_level(curve, note.onset + note.length)
    return tuple(LinePoint(beat, round(level, 3)) for beat, level in sorted(points.items())) or (LinePoint(Fraction(0), 0.3),)


def _rank(note: Note, passages: list[Passage]) -> int:
    return next(n for n, passage in enumerate(passages) if passage.line == note.line)


def _dynamics(notes: list[Note], level: tuple[LinePoint, ...]) -> tuple[Dynamic, ...]:
    """A mark at each entry after rest and wherever the level has moved by more than a mark since the last."""
    printed: list[Dynamic] = []
    end: Fraction | None = None
    last = -1.0
    for note in notes:
        now = curve_level(level, note.onset)
        entry = end is None or note.onset >= end + 2
        wanted = (entry and (mark(now) != mark(last) or end is None or note.onset >= end + 8)) or abs(now - last) > 0.13
        if wanted and (not printed or printed[-1].beat != note.onset):
            printed.append(Dynamic(note.onset, mark(now)))
            last = now
        end = max(end or Fraction(0), note.onset + note.length)
    return tuple(printed)


def _hairpins(notes: list[Note], level: tuple[LinePoint, ...]) -> tuple[Hairpin, ...]:
    """Over held notes and passages whose level climbs or falls by more than a mark within two to eight beats."""
    found: list[Hairpin] = []
    for before, after in pairwise(level):
        rise, length = after.level - before.level, after.beat - before.beat
        sounding = any(note.onset <= before.beat and note.onset + note.length >= after.beat for note in notes)
        if abs(rise) >= 0.12 and 1 <= length <= 8 and sounding and (not found or found[-1].end_beat <= before.beat):
            found.append(Hairpin(before.beat, after.beat, "crescendo" if rise > 0 else "diminuendo"))
    return tuple(found)


def _words(passages: list[Passage], notes: list[Note]) -> tuple[Direction, ...]:
    """Techniques where they change; a string part begins arco without saying so."""
    techniques = {passage.line: passage.technique for passage in passages}
    words: list[Direction] = []
    last = "arco"
    for note in notes:
        now = techniques[note.line]
        if now and now != last:
            said = "arco" if last == "pizz." and now == "trem." else now if now != "arco" or last == "pizz." else "ord."
            if now in ("pizz.", "arco") or last == "pizz." or now == "trem.":
                words.append(Direction(note.onset, said))
            last = now
    return tuple(words)


def lowest_highest(part: Part) -> tuple[Pitch, Pitch] | None:
    """The part's compass, or None for unpitched parts."""
    pitches = [note.pitch for note in part.notes if note.pitch]
    return (min(pitches), max(pitches)) if pitches else None
