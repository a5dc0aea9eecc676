"""Words over the staff: how strings are played, who of a section plays, which drum is meant, which electronic sound, and the pedal.

A technique is said where it changes, a division where it begins and where it is over for a while; a drum is named when it is first struck and
again after a long rest. Brass share a staff as players, not as a section: one line is the first player's where it is soft and two or
all of them where it is loud, chords name their players after a line (Gould, *Behind Bars*, 2011, on shared staves). Lengths and levels are ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from originalscore.model.score import Direction, Note
from originalscore.model.sketch import LinePoint, curve_level
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.orchestration.forces import ELECTRONICS, SECTIONS
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.rows import FIRM, FULL, LOUD

#: Beats without division after which a section is told that it plays together again.
_TOGETHER = Fraction(6)
#: Beats after which a drum that comes back is named again.
_FORGOTTEN = Fraction(32)
#: A rest after which it is said again who plays, if others do.
_BREAK = Fraction(2)
#: Soloists on one staff -> the levels from which two of them, and all of them, play one line.
_DESKS: dict[str, tuple[tuple[float, str], ...]] = {
    "horns": ((FULL, "a 4"), (FIRM, "a 2")), "trumpets": ((FULL, "a 3"), (LOUD, "a 2")), "trombones": ((FULL, "a 3"), (LOUD, "a 2")),
}  # fmt: skip


def part_words(
    instrument: str, passages: list[Passage], notes: list[Note], level: tuple[LinePoint, ...], *, single: bool
) -> tuple[Direction, ...]:
    """All words of a part in order; ``level`` is its dynamic, ``single``: it is one player's."""
    if instrument == ELECTRONICS:
        return _sounds(notes)
    if instrument == "percussion":
        return _drums(notes)
    words = _techniques(passages, notes)
    if not single and instrument in SECTIONS:
        words += _divisions(notes)
    if not single and instrument in _DESKS:
        words += _desks(instrument, notes, level)
    if instrument == "piano" and any(note.length >= 1 for note in notes):
        words.append(Direction(notes[0].onset, "con ped."))
    return tuple(sorted(words, key=lambda word: word.beat))


def _techniques(passages: list[Passage], notes: list[Note]) -> list[Direction]:
    """``pizz.`` and back to ``arco``, ``trem.`` and back to ``ord.``; a part begins bowed without saying so."""
    techniques = {passage.line: passage.technique for passage in passages}
    words: dict[Fraction, str] = {}
    last = "arco"
    for note in notes:
        now = techniques[note.line]
        if not now or now == last or note.onset in words:
            continue
        words[note.onset] = "arco" if last == "pizz." else "ord." if now == "arco" else now
        last = now
    return [Direction(beat, said) for beat, said in words.items()]


def _divisions(notes: list[Note]) -> list[Direction]:
    """``div.`` where strings divide, ``unis.`` where a section plays one line again."""
    found, together = list[Direction](), True
    for stretch in _stretches(notes):
        if (stretch.most == 1) != together:
            together = not together
            found.append(Direction(stretch.start, "unis." if together else "div."))
    return found


def _desks(instrument: str, notes: list[Note], level: tuple[LinePoint, ...]) -> list[Direction]:
    """Who of the brass on one staff plays: ``1.``, ``a 2``, ``a 4`` over one line, the players' numbers over a chord that follows it."""
    found, said = list[Direction](), ""
    everybody = INSTRUMENTS[instrument].voices
    for stretch in _stretches(notes):
        loudest = max(curve_level(level, note.onset) for note in notes if stretch.start <= note.onset < stretch.end)
        one = next((word for least, word in _DESKS[instrument] if loudest >= least), "1.")
        word = one if stretch.most == 1 else "".join(f"{n}." for n in range(1, min(stretch.most, everybody) + 1))
        if word != said and (said or stretch.most < everybody):
            found.append(Direction(stretch.start, word))
        said = word
    return found


class _Stretch(NamedTuple):
    """Beats in which a staff has one line, or chords of at most so many notes."""

    start: Fraction
    end: Fraction
    most: int


def _stretches(notes: list[Note]) -> Iterator[_Stretch]:
    """A staff cut where it goes over from chords to one line for a while, from one line to chords, and at rests."""
    ends: dict[Fraction, Fraction] = {}
    for note in notes:
        ends[note.onset] = max(ends.get(note.onset, note.onset), note.onset + note.length)
    sizes = _sizes(notes)
    chords = [onset for onset in sizes if sizes[onset] > 1]
    begun, together, ended = list[Fraction](), True, Fraction(0)
    for onset, end in sorted(ends.items()):
        alone = sizes[onset] == 1 and (together or bisect_left(chords, onset + _TOGETHER) == bisect_left(chords, onset))
        if not begun or alone != together or onset - ended >= _BREAK:
            begun.append(onset)
            together = alone
        ended = max(ended, end)
    for start, end in pairwise([*begun, ended]):
        yield _Stretch(start, end, max(size for onset, size in sizes.items() if start <= onset < end))


def _sizes(notes: list[Note]) -> dict[Fraction, int]:
    """How many notes sound where one begins."""
    starts, ends = sorted(note.onset for note in notes), sorted(note.onset + note.length for note in notes)
    return {onset: bisect_right(starts, onset) - bisect_right(ends, onset) for onset in dict.fromkeys(starts)}


def _drums(notes: list[Note]) -> tuple[Direction, ...]:
    """The names of drums and cymbals where they are first struck and after long rests."""
    last: dict[str, Fraction] = {}
    named: dict[Fraction, set[str]] = {}
    for note in notes:
        if note.onset - last.get(note.sound, -_FORGOTTEN) >= _FORGOTTEN:
            named.setdefault(note.onset, set()).add(note.sound)
        last[note.sound] = note.onset + note.length
    return _joined(named, ((row.id, row.name) for row in PERCUSSION.values()))


def _sounds(notes: list[Note]) -> tuple[Direction, ...]:
    """The printed names of electronic sounds where a voice takes up another one."""
    last: dict[tuple[int, int], str] = {}
    begun: dict[Fraction, set[str]] = {}
    for note in notes:
        if last.get((note.staff, note.voice)) != note.sound:
            begun.setdefault(note.onset, set()).add(note.sound)
        last[note.staff, note.voice] = note.sound
    return _joined(begun, ((row.id, row.name) for row in ELECTRONIC_SOUNDS.values()))


def _joined(begun: dict[Fraction, set[str]], names: Iterable[tuple[str, str]]) -> tuple[Direction, ...]:
    """Several names at once joined by a plus, in the order of their table."""
    table = list(names)
    return tuple(Direction(beat, " + ".join(name for sound, name in table if sound in sounds)) for beat, sounds in sorted(begun.items()))
