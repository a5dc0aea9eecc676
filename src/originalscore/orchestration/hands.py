"""Two hands: everything a keyboard or harp is given, laid so that a player reaches it.

Notes struck together are divided between the hands where that costs least: a tenth for each hand and five notes (four for a harp), the
tune on top in the right, the bass in the left, the hands not crossing and not leaping more than they must. What no hand reaches moves an
octave inward or, where its name sounds anyhow, is left out. Held notes beyond reach are the pedal's. Each hand writes at most two voices.
A tenth is the reach of most professional hands (general practice).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.model.score import Note
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.touches import PRIORITY, articulation

REACH, FINGERS = 16, {"harp": 4}
"""Semitones and fingers of a hand."""
_MIDDLE = 60
_LEADS = ("melody", "counter", "run")
_DEEP = ("bass", "pedal")
_MOVING = ("figure", "pulse")


@dataclass(frozen=True)
class _Key:
    """A note that is struck: its place, and the passage it comes from."""

    onset: Fraction
    end: Fraction
    pitch: Pitch
    accent: int
    passage: Passage

    @property
    def rank(self) -> int:
        return 2 * PRIORITY.get(self.passage.role, 8) + int(self.passage.doubling)


Hands = tuple[list[_Key], list[_Key]]  # left, right


def lay_in_hands(instrument: str, passages: list[Passage]) -> tuple[list[Note], Counter[str]]:
    """The notes of a part, and how many of each line found neither finger nor octave."""
    lost: Counter[str] = Counter()
    left: list[_Key] = []
    right: list[_Key] = []
    last = (48, 67)
    tune = sorted((note.onset, note.onset + note.length) for one in passages if one.role in _LEADS for note in one.notes)
    for struck in _moments(passages):
        led = _sounds(tune, struck[0].onset)
        hands = _divided(struck, last, led)
        kept = tuple(_reached(hand, struck, instrument, lost) for hand in hands)
        left += kept[0]
        right += kept[1]
        last = (_middle(kept[0], last[0]), _middle(kept[1], last[1]))
    notes = [*_written(instrument, right, 1), *_written(instrument, left, 2)]
    notes.sort(key=lambda note: (note.onset, note.staff, note.voice, note.pitch.height if note.pitch else 0))
    return notes, lost


def _moments(passages: list[Passage]) -> Iterator[list[_Key]]:
    """What is struck together, from the bottom up; one key is struck once, by whoever is nearer to the listener."""
    struck: dict[Fraction, dict[int, _Key]] = {}
    for passage in passages:
        for note in passage.notes:
            if note.pitch is None:
                continue
            key = _Key(note.onset, note.onset + note.length, note.pitch, note.accent, passage)
            there = struck.setdefault(note.onset, {}).get(note.pitch.height)
            if there is None or key.rank < there.rank:
                struck[note.onset][note.pitch.height] = key
    for onset in sorted(struck):
        yield [struck[onset][height] for height in sorted(struck[onset])]


def _sounds(spans: list[tuple[Fraction, Fraction]], at: Fraction) -> bool:
    """Whether one of the spans (sorted, hardly overlapping) holds a moment."""
    place = bisect_right(spans, (at, Fraction(10**9)))
    return any(start <= at < end for start, end in spans[max(0, place - 2) : place])


def _divided(struck: list[_Key], last: tuple[int, int], led: bool) -> Hands:
    """The cheapest place to divide a chord between the hands; ``led``: the right hand has the tune."""
    best = min(range(len(struck) + 1), key=lambda cut: (_price(struck[:cut], struck[cut:], last, led), abs(2 * cut - len(struck))))
    return struck[:best], struck[best:]


def _price(left: list[_Key], right: list[_Key], last: tuple[int, int], led: bool) -> int:
    price = 0
    for keys, place, home in ((left, last[0], 0), (right, last[1], 1)):
        if not keys:
            continue
        span = keys[-1].pitch.height - keys[0].pitch.height
        price += 60 * max(0, span - REACH) + 40 * max(0, len(keys) - 5)
        price += abs(_middle(keys, place) - place) + 2 * max(0, span - 12)
        for key in keys:
            price += 22 * (home == 1 and led and key.passage.role in _MOVING and key.pitch.height < 67)
            price += 14 * (home == 0 and key.passage.role in _LEADS and key.pitch.height >= 55)
            price += 20 * (home == 1 and key.passage.role in _DEEP) + max(0, key.pitch.height - 72) * (home == 0)
            price += 2 * max(0, 57 - key.pitch.height) * (home == 1)
            price += abs(key.pitch.height - _MIDDLE) // 6 * (home != int(key.pitch.height >= _MIDDLE))
    return price


def _middle(keys: list[_Key], otherwise: int) -> int:
    return (keys[0].pitch.height + keys[-1].pitch.height) // 2 if keys else otherwise


def _reached(keys: list[_Key], struck: list[_Key], instrument: str, lost: Counter[str]) -> list[_Key]:
    """What one hand plays of its share: the most important note decides where it lies, the others come inside its reach."""
    fingers = FINGERS.get(instrument, 5)
    kept: list[_Key] = []
    for key in sorted(keys, key=lambda key: (key.rank, -key.pitch.height)):
        place = _inside(key, kept)
        if place is not None and len(kept) < fingers:
            kept.append(place)
        elif not any(other is not key and other.pitch.height % 12 == key.pitch.height % 12 for other in struck):
            lost[key.passage.line] += int(not key.passage.doubling)
    return sorted(kept, key=lambda key: key.pitch.height)


def _inside(key: _Key, kept: list[_Key]) -> _Key | None:
    """The key as it is or an octave or two nearer, so that one hand spans it with the others; None if it cannot be or is there already."""
    heights = [other.pitch.height for other in kept]
    for octaves in (0, 1, -1, 2, -2):
        pitch = Pitch(key.pitch.name, key.pitch.octave + octaves)
        span = [*heights, pitch.height]
        if max(span) - min(span) <= REACH and pitch.height not in heights:
            return replace(key, pitch=pitch)
    return None


def _written(instrument: str, keys: list[_Key], staff: int) -> list[Note]:
    """One staff: the tune above what accompanies it, the bass below what lies over it; alone, each has the staff to itself."""
    apart = [key for key in keys if key.passage.role in (_LEADS if staff == 1 else _DEEP)]
    rest = [key for key in keys if key not in apart]
    voices: dict[int, list[_Key]] = {1: [], 2: []}
    for key in keys:
        others = rest if key in apart else apart
        beside = any(
            other.onset < key.end and key.onset < other.end and (other.onset, other.end) != (key.onset, key.end) for other in others
        )
        voices[2 if beside and (key in apart) == (staff == 2) else 1].append(key)
    return [note for voice, held in voices.items() for note in _voice(instrument, held, staff, voice)]


def _voice(instrument: str, keys: list[_Key], staff: int, voice: int) -> list[Note]:
    """The chords of one voice: each lasts to the next at the latest."""
    chords: dict[Fraction, list[_Key]] = {}
    for key in keys:
        chords.setdefault(key.onset, []).append(key)
    onsets = sorted(chords)
    notes = []
    for n, onset in enumerate(onsets):
        end = max(key.end for key in chords[onset])
        if n + 1 < len(onsets):
            end = min(end, onsets[n + 1])
        for key in chords[onset]:
            mark = articulation(key.passage, key.accent, end - onset)
            notes.append(Note(onset, end - onset, key.pitch, "", staff, voice, "", mark, key.accent == 2, key.passage.line))
    return notes


def check_hands(notes: list[Note], instrument: str) -> list[Note]:
    """The notes that stand in a chord no hand reaches: more than a tenth, or more notes than fingers, struck together on one staff."""
    found = []
    for staff, onset in sorted({(note.staff, note.onset) for note in notes}):
        chord = [note for note in notes if (note.staff, note.onset) == (staff, onset) and note.pitch]
        heights = [note.pitch.height for note in chord if note.pitch]
        if heights and (max(heights) - min(heights) > REACH or len(heights) > FINGERS.get(instrument, 5)):
            found += chord
    return found


def is_keyed(instrument: str) -> bool:
    """Whether an instrument is played by two hands on two staves."""
    return instrument in ("piano", "harp", "celesta") and len(INSTRUMENTS[instrument].clefs) == 2
