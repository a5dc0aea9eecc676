"""Words over the staff: how strings are played, who of a section plays, which drum is meant, which electronic sound, and the pedal.

A technique is said where it changes, a division where it begins and where it is over for a while; a drum is named when it is first struck and
again after a long rest. Lengths are ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction

from originalscore.model.score import Direction, Note
from originalscore.music.instrument import ELECTRONIC_SOUNDS, PERCUSSION
from originalscore.orchestration.forces import ELECTRONICS, SECTIONS
from originalscore.orchestration.passages import Passage

#: Beats without division after which a section is told that it plays together again.
_TOGETHER = Fraction(6)
#: Beats after which a drum that comes back is named again.
_FORGOTTEN = Fraction(32)
#: Soloists on one staff: a single line is everybody's.
_DESKS = ("horns", "trumpets", "trombones")


def part_words(instrument: str, passages: list[Passage], notes: list[Note], *, single: bool) -> tuple[Direction, ...]:
    """All words of a part in order; ``single``: it is one player's."""
    if instrument == ELECTRONICS:
        return _sounds(notes)
    if instrument == "percussion":
        return _drums(notes)
    words = _techniques(passages, notes)
    if not single and instrument in (*SECTIONS, *_DESKS):
        words += _divisions(notes, begun=instrument in SECTIONS)
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


def _divisions(notes: list[Note], *, begun: bool) -> list[Direction]:
    """``div.`` where strings divide, ``unis.`` where a section plays one line again; brass in chords need no word, one line does."""
    starts, ends = sorted(note.onset for note in notes), sorted(note.onset + note.length for note in notes)
    onsets = sorted(set(starts))
    divided = [onset for onset in onsets if bisect_right(starts, onset) - bisect_right(ends, onset) > 1]
    found = []
    together: bool | None = True if begun else None
    for onset in onsets:
        if onset in divided and together is not False:
            found += [Direction(onset, "div.")] if begun else []
            together = False
        elif onset not in divided and not together and bisect_left(divided, onset + _TOGETHER) == bisect_left(divided, onset):
            found.append(Direction(onset, "unis."))
            together = True
    return found


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
