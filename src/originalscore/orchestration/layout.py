"""Laying passages into one part: staves and voices without overlap, nothing lost that a second voice can hold.

Passages are laid in order of importance. Notes that begin and end together share a chord; a section that divides, a keyboard
or a percussion stand may use a second voice; where a single player is asked for two things, held notes come in late and the
rest is counted as lost. A hit always stands.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from originalscore.model.score import Note
from originalscore.model.sketch import LineNote
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.forces import ELECTRONICS, GRAND_STAFF, SECTIONS
from originalscore.orchestration.passages import Passage

#: Who gives way to whom on one staff.
PRIORITY = {
    "stinger": 0, "melody": 1, "run": 2, "counter": 3, "bass": 4, "figure": 5, "pulse": 5, "percussion": 5, "swell": 6, "pedal": 6,
    "effect": 6, "harmony": 7,
}  # fmt: skip
_HELD = ("harmony", "bass", "pedal", "swell", "melody", "counter")
_DIVIDES = ("harmony", "bass", "pedal", "counter")
_SPLIT = 59  # keyboard notes from here upwards go to the right hand
_SHORTEST = Fraction(1, 6)
_LATE = Fraction(1, 2)  # a held note that comes in late is worth so much at least


@dataclass(frozen=True)
class _Place:
    """A chord already laid: its span, the role it came from and its heights or sounds."""

    start: Fraction
    end: Fraction
    role: str
    spots: tuple[object, ...]


@dataclass
class _Page:
    """The staves of one instrument while they fill."""

    instrument: str
    voices: dict[tuple[int, int], list[_Place]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)


def lay_out(instrument: str, passages: list[Passage]) -> tuple[list[Note], Counter[str]]:
    """The notes of a part, and how many of each line found no place (doublings and what a strike replaces are not counted)."""
    page = _Page(instrument)
    for passage in sorted(passages, key=lambda one: (PRIORITY.get(one.role, 8), one.doubling)):
        for staff in (1, 2) if instrument in GRAND_STAFF else (1,):
            _lay(page, passage, staff)
    page.notes.sort(key=lambda note: (note.onset, note.staff, note.voice, note.pitch.height if note.pitch else 0, note.sound))
    return page.notes, page.lost


def _lay(page: _Page, passage: Passage, staff: int) -> None:
    groups: dict[Fraction, list[LineNote]] = {}
    for note in passage.notes:
        if page.instrument in GRAND_STAFF and note.pitch and (staff == 1) != (note.pitch.height >= _SPLIT):
            continue
        groups.setdefault(note.onset, []).append(note)
    onsets = sorted(groups)
    for n, onset in enumerate(onsets):
        end = onset + min(note.length for note in groups[onset])
        if n + 1 < len(onsets):
            end = min(end, onsets[n + 1])
        found = _find(page, passage, staff, onset, end)
        if found is None:
            if not passage.doubling and not _struck(page, staff, onset):
                page.lost[passage.line] += len(groups[onset])
            continue
        _write(page, passage, staff, found, onset, groups[onset])


def _struck(page: _Page, staff: int, onset: Fraction) -> bool:
    """Whether a strike stands where a note would begin."""
    return any(place.role == "stinger" and place.start <= onset < place.end for place in page.voices.get((staff, 1), []))


def _find(page: _Page, passage: Passage, staff: int, start: Fraction, end: Fraction) -> tuple[int, Fraction, Fraction] | None:
    """Voice and span for a chord: as it is, in the second voice, or shortened from either end."""
    first, second = page.voices.get((staff, 1), []), page.voices.get((staff, 2), [])
    blockers = [place for place in first if place.start < end and start < place.end]
    if not blockers or all((place.start, place.end) == (start, end) for place in blockers):
        return 1, start, end
    if _may_divide(page.instrument, passage, blockers) and not any(place.start < end and start < place.end for place in second):
        return 2, start, end
    if any(place.start <= start < place.end for place in blockers):
        late = max(place.end for place in blockers if place.start <= start < place.end)
        if passage.role not in _HELD or (passage.doubling and passage.role == "melody"):
            return None
        start = late
    end = min([end, *(place.start for place in blockers if place.start >= start)])
    blocked = any(place.start < end and start < place.end for place in blockers)
    return None if blocked or end - start < (_LATE if passage.role in _HELD else _SHORTEST) else (1, start, end)


def _may_divide(instrument: str, passage: Passage, blockers: list[_Place]) -> bool:
    if instrument in GRAND_STAFF or instrument == "percussion":
        return True
    roles = {place.role for place in blockers} | {passage.role}
    return instrument in SECTIONS and roles <= set(_DIVIDES) and passage.technique != "pizz."


def _write(
    page: _Page, passage: Passage, staff: int, found: tuple[int, Fraction, Fraction], onset: Fraction, group: list[LineNote]
) -> None:
    voice, start, end = found
    slot = page.voices.setdefault((staff, voice), [])
    beside = [place for v in (1, 2) for place in page.voices.get((staff, v), []) if place.start < end and start < place.end]
    taken = {spot for place in beside for spot in place.spots}
    free = INSTRUMENTS[page.instrument].voices - _most_at_once(beside, start)
    spots: list[object] = []
    for note in group:
        spot = _spot(page.instrument, note)
        if spot in taken or spot in spots:
            continue  # it sounds already
        if len(spots) >= free:
            page.lost[passage.line] += not passage.doubling
            continue
        spots.append(spot)
        carries = note.accent == 2 and start == onset
        articulation = _articulation(passage, note.accent if start == onset else 0, end - start)
        lyric = "a" if page.instrument.startswith("choir") else ""
        page.notes.append(Note(start, end - start, note.pitch, note.sound, staff, voice, "", articulation, carries, passage.line, lyric))
    if spots:
        slot.append(_Place(start, end, passage.role, tuple(spots)))


def _spot(instrument: str, note: LineNote) -> object:
    """What cannot sound twice at once: a height, a drum, or one electronic sound at one height."""
    if instrument == ELECTRONICS:
        return note.sound, note.pitch.height if note.pitch else 0
    return note.pitch.height if note.pitch else note.sound


def _most_at_once(places: list[_Place], start: Fraction) -> int:
    """The most notes that sound together at ``start`` or where another chord begins after it."""
    moments = {start, *(place.start for place in places if place.start > start)}
    return max(sum(len(place.spots) for place in places if place.start <= at < place.end) for at in moments)


def _articulation(passage: Passage, accent: int, length: Fraction) -> str:
    if passage.role == "swell":
        return "roll"
    if accent == 2:
        return "accent" if passage.character == "detached" else "marcato"
    if passage.technique == "trem." and length >= 1:
        return "tremolo"
    if accent or passage.role == "stinger":
        return "accent"
    if passage.character == "staccato" and length <= Fraction(1, 2) and passage.technique != "pizz.":
        return "staccato"
    return ""
