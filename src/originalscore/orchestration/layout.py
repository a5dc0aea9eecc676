"""Laying passages into one part: staves and voices without overlap, nothing lost that a second voice can hold.

Passages are laid in order of importance. Notes that begin and end together share a chord; a section that divides, a keyboard
or a percussion stand may use a second voice; where a single player is asked for two things, held notes come in late and the
rest is counted as lost. A hit always stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction

from originalscore.model.score import Note
from originalscore.model.sketch import LineNote
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.forces import CHOIRS, DIVIDING, ELECTRONICS, GRAND_STAFF, SHARED
from originalscore.orchestration.hands import is_keyed, lay_in_hands
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.touches import PRIORITY, articulation

_HELD = ("harmony", "bass", "pedal", "swell", "melody", "counter", "choir")
_DIVIDES = ("harmony", "bass", "pedal", "counter", "figure", "pulse", "choir")
_MOVING = ("figure", "pulse")
#: Sections of soloists: one of them may have the tune while another holds a voice.
_DESKS = ("horns", "trumpets", "trombones")
_SPLIT = 59  # keyboard notes from here upwards go to the right hand
#: Who holds several notes even where every wind is one player.
_MANY = (*GRAND_STAFF, "percussion", "timpani", "vibraphone", "glockenspiel")
_SHORTEST, _INSTANT = Fraction(1, 6), Fraction(1, 12)
_SCRAP = Fraction(1)  # a second voice that comes in for no longer is not worth dividing for (ours)
_LATE = Fraction(1, 2)  # a held note that comes in late is worth so much at least


@dataclass(frozen=True)
class _Place:
    """A chord already laid: its span, the role it came from and its heights or sounds."""

    start: Fraction
    end: Fraction
    role: str
    spots: tuple[object, ...]


class _Slot:
    """The chords of one voice in order; they never overlap but as one chord."""

    def __init__(self) -> None:
        self._starts: list[Fraction] = []
        self._places: list[_Place] = []

    def add(self, place: _Place) -> None:
        """Lay a chord."""
        index = bisect_right(self._starts, place.start)
        self._starts.insert(index, place.start)
        self._places.insert(index, place)

    def meeting(self, start: Fraction, end: Fraction) -> list[_Place]:
        """The chords that sound in a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        while first > 0 and self._places[first - 1].end > start:
            first -= 1
        return self._places[first:last]


@dataclass
class _Page:
    """The staves of one instrument while they fill."""

    instrument: str
    single: bool = False
    voices: dict[tuple[int, int], _Slot] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)


def lay_out(instrument: str, passages: list[Passage], *, single: bool = False) -> tuple[list[Note], Counter[str]]:
    """The notes of a part, and how many of each line found no place (doublings and what a strike replaces are not counted).

    ``single``: a wind or string part is one player, who never divides.
    """
    if is_keyed(instrument):
        return lay_in_hands(instrument, passages)
    page = _Page(instrument, single)
    for passage in sorted(passages, key=lambda one: (PRIORITY.get(one.role, 8), one.doubling)):
        for staff in (1, 2) if instrument in GRAND_STAFF else (1,):
            _lay(page, passage, staff)
    _without_scraps(page, {passage.line for passage in passages if passage.doubling})
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


def _without_scraps(page: _Page, doublings: set[str]) -> None:
    """A second voice stands only beside a first: its notes go to the first where that rests. And half a section does not come in for a
    note or two: what is hardly heard goes to nobody here, so that another player may be found for it."""
    if page.instrument not in SHARED:
        return
    first = [(note.onset, note.onset + note.length) for note in page.notes if note.voice == 1]
    for run in _runs(sorted((note for note in page.notes if note.voice == 2), key=lambda note: note.onset)):
        beside = [note for note in run if any(start < note.onset + note.length and note.onset < end for start, end in first)]
        sounds = max(note.onset + note.length for note in run) - run[0].onset
        scrap = sounds <= _SCRAP and not any(note.carries_hit for note in run)
        for note in run:
            if note not in beside:
                page.notes[page.notes.index(note)] = replace(note, voice=1)
            elif scrap:
                page.notes.remove(note)
                page.lost[note.line] += note.line not in doublings


def _runs(notes: list[Note]) -> list[list[Note]]:
    """Notes of one voice in runs, with less than a beat of rest inside."""
    found: list[list[Note]] = []
    end = Fraction(-100)
    for note in notes:
        if note.onset - end >= 1:
            found.append([])
        found[-1].append(note)
        end = max(end, note.onset + note.length)
    return found


def _struck(page: _Page, staff: int, onset: Fraction) -> bool:
    """Whether a strike stands where a note would begin."""
    return any(
        place.role == "stinger" for place in page.voices.get((staff, 1), _Slot()).meeting(onset, onset + _INSTANT) if place.start <= onset
    )


def _find(page: _Page, passage: Passage, staff: int, start: Fraction, end: Fraction) -> tuple[int, Fraction, Fraction] | None:
    """Voice and span for a chord: as it is, in the second voice, or shortened from either end."""
    first, second = page.voices.get((staff, 1), _Slot()), page.voices.get((staff, 2), _Slot())
    blockers = first.meeting(start, end)
    if not blockers or all((place.start, place.end) == (start, end) for place in blockers):
        return 1, start, end
    if _may_divide(page, passage, blockers) and not second.meeting(start, end):
        return 2, start, end
    if page.instrument == "percussion" and not page.voices.get((staff, 3), _Slot()).meeting(start, end):
        return 3, start, end
    if any(place.start <= start < place.end for place in blockers):
        late = max(place.end for place in blockers if place.start <= start < place.end)
        if passage.role not in _HELD or (passage.doubling and passage.role == "melody"):
            return None
        start = late
    end = min([end, *(place.start for place in blockers if place.start >= start)])
    blocked = any(place.start < end and start < place.end for place in blockers)
    return None if blocked or end - start < (_LATE if passage.role in _HELD else _SHORTEST) else (1, start, end)


def _may_divide(page: _Page, passage: Passage, blockers: list[_Place]) -> bool:
    roles = {place.role for place in blockers}
    return may_divide(page.instrument, passage.role, roles, single=page.single, plucked=passage.technique == "pizz.")


def may_divide(instrument: str, role: str, others: set[str], *, single: bool = False, plucked: bool = False) -> bool:
    """Whether a part can take a line of ``role`` on a second voice beside lines of other roles."""
    if instrument in GRAND_STAFF or instrument == "percussion":
        return True
    if single or instrument not in DIVIDING:
        return False
    if instrument in _DESKS:  # each is a player by himself: the second holds a voice under the first one's tune
        return {role, *others} <= {*_DIVIDES, "melody"} and not (role in _MOVING and others & {*_MOVING, "melody"})
    moving = role in _MOVING and bool(others & set(_MOVING))  # half a section cannot hold each of two figures
    return instrument in CHOIRS or ({role, *others} <= set(_DIVIDES) and not moving and not plucked)


def _write(
    page: _Page, passage: Passage, staff: int, found: tuple[int, Fraction, Fraction], onset: Fraction, group: list[LineNote]
) -> None:
    voice, start, end = found
    slot = page.voices.setdefault((staff, voice), _Slot())
    beside = [place for v in (1, 2, 3) for place in page.voices.get((staff, v), _Slot()).meeting(start, end)]
    taken = {spot for place in beside for spot in place.spots}
    free = (1 if page.single and page.instrument not in _MANY else INSTRUMENTS[page.instrument].voices) - _most_at_once(beside, start)
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
        sign = articulation(passage, note.accent if start == onset else 0, end - start)
        lyric = (passage.lyric or "ah") if INSTRUMENTS[page.instrument].stem == "choir" else ""
        page.notes.append(Note(start, end - start, note.pitch, note.sound, staff, voice, "", sign, carries, passage.line, lyric))
    if spots:
        slot.add(_Place(start, end, passage.role, tuple(spots)))


def _spot(instrument: str, note: LineNote) -> object:
    """What cannot sound twice at once: a height, a drum, or one electronic sound at one height."""
    if instrument == ELECTRONICS:
        return note.sound, note.pitch.height if note.pitch else 0
    return note.pitch.height if note.pitch else note.sound


def _most_at_once(places: list[_Place], start: Fraction) -> int:
    """The most notes that sound together at ``start`` or where another chord begins after it."""
    moments = {start, *(place.start for place in places if place.start > start)}
    return max(sum(len(place.spots) for place in places if place.start <= at < place.end) for at in moments)
