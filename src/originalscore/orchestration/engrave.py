"""From passages to a readable part: notes laid in staves and voices, slurs by the bar, articulations, words where techniques change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from originalscore.model.score import Direction, Note, Part
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS
from originalscore.orchestration.dynamics import part_level, printed_dynamics
from originalscore.orchestration.forces import ELECTRONICS
from originalscore.orchestration.layout import lay_out
from originalscore.orchestration.passages import Passage

_SLURRED = ("melody", "counter")
_LONGEST_SLUR_BARS = 2


def write_part(instrument: str, passages: list[Passage], tempo: TempoMap, *, single: bool = False) -> tuple[Part, Counter[str]]:
    """One instrument's part, and how many notes of each line found no place in it; ``single``: it is one player's."""
    notes, lost = lay_out(instrument, passages, single=single)
    for line in dict.fromkeys(passage.line for passage in passages if passage.role in _SLURRED and passage.technique != "pizz."):
        notes = _slurred(notes, line, tempo)
    if INSTRUMENTS[instrument].stem == "choir":
        notes = _syllables(notes)
    level = part_level(passages, notes)
    dynamics, hairpins = printed_dynamics(notes, level)
    words = _sounds(notes) if instrument == ELECTRONICS else _words(passages, notes)
    if instrument == "piano" and any(note.length >= 1 for note in notes):
        words = (Direction(notes[0].onset, "con ped."), *words)
    return Part(instrument, tuple(notes), dynamics, hairpins, words, level), lost


def _slurred(notes: list[Note], line: str, tempo: TempoMap) -> list[Note]:
    """A slur over each run of a legato line in one voice, from bar line to bar line, two bars at most."""
    result = list(notes)
    for staff, voice in sorted({(note.staff, note.voice) for note in notes if note.line == line}):
        mine = [n for n, note in enumerate(notes) if (note.line, note.staff, note.voice) == (line, staff, voice)]
        run: list[int] = []
        for n in mine:
            if run and not _joined(notes[run[0]], notes[run[-1]], notes[n], tempo):
                _close(result, run)
                run = []
            if not notes[n].articulation and (not run or notes[n].onset > notes[run[-1]].onset):
                run.append(n)
        _close(result, run)
    return result


def _syllables(notes: list[Note]) -> list[Note]:
    """A vowel where a voice begins, after a breath or where it is struck anew; once where two voices begin together."""
    result = []
    sung: dict[tuple[int, int], Note] = {}
    printed: set[tuple[int, Fraction]] = set()
    for note in notes:
        before = sung.get((note.staff, note.voice))
        goes_on = before is not None and before.onset < note.onset == before.onset + before.length and not note.articulation
        silent = goes_on or (note.staff, note.onset) in printed
        if before is None or before.onset < note.onset:
            sung[note.staff, note.voice] = note
        printed |= set() if silent else {(note.staff, note.onset)}
        result.append(replace(note, lyric="") if silent else note)
    return result


def _joined(first: Note, last: Note, now: Note, tempo: TempoMap) -> bool:
    """Whether a note goes on under the slur: it follows at once, is not struck, repeats no pitch and is within two bars."""
    if now.articulation or now.onset != last.onset + last.length or now.pitch == last.pitch:
        return False
    return tempo.bar_at(now.onset).number - tempo.bar_at(first.onset).number < _LONGEST_SLUR_BARS


def _close(notes: list[Note], run: list[int]) -> None:
    if len(run) > 1:
        notes[run[0]] = replace(notes[run[0]], slur="start")
        notes[run[-1]] = replace(notes[run[-1]], slur="stop")


def _words(passages: list[Passage], notes: list[Note]) -> tuple[Direction, ...]:
    """Techniques where they change: ``pizz.`` and back to ``arco``, ``trem.`` and back to ``ord.``; a part begins bowed without saying so."""
    techniques = {passage.line: passage.technique for passage in passages}
    words: dict[Fraction, str] = {}
    last = "arco"
    for note in notes:
        now = techniques[note.line]
        if not now or now == last or note.onset in words:
            continue
        words[note.onset] = "arco" if last == "pizz." else "ord." if now == "arco" else now
        last = now
    return tuple(Direction(beat, said) for beat, said in sorted(words.items()))


def _sounds(notes: list[Note]) -> tuple[Direction, ...]:
    """The printed names of electronic sounds where a voice takes up another one; several at once are joined by a plus."""
    last: dict[tuple[int, int], str] = {}
    begun: dict[Fraction, set[str]] = {}
    for note in notes:
        if last.get((note.staff, note.voice)) != note.sound:
            begun.setdefault(note.onset, set()).add(note.sound)
        last[note.staff, note.voice] = note.sound
    return tuple(
        Direction(beat, " + ".join([row.name for row in ELECTRONIC_SOUNDS.values() if row.id in sounds]))
        for beat, sounds in sorted(begun.items(), key=lambda item: item[0])
    )
