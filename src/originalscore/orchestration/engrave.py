"""From passages to a readable part: notes laid in staves and voices, slurs by the bar, dynamics, words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from originalscore.model.score import Note, Part
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.copying import as_copied
from originalscore.orchestration.dynamics import part_level, printed_dynamics, said_once
from originalscore.orchestration.layout import lay_out
from originalscore.orchestration.passages import Passage
from originalscore.orchestration.pedals import with_pedals
from originalscore.orchestration.singing import VOICE, with_vowels
from originalscore.orchestration.words import part_words

_SLURRED = ("melody", "counter")
#: A slur is one bow or one breath: two bars at most, and so many seconds (ours).
_LONGEST_SLUR_BARS, _LONGEST_BOW_S = 2, 5


def write_part(instrument: str, passages: list[Passage], tempo: TempoMap, *, single: bool = False) -> tuple[Part, Counter[str]]:
    """One instrument's part, and how many notes of each line found no place in it; ``single``: it is one player's."""
    notes, lost = lay_out(instrument, passages, single=single)
    plucked = frozenset(passage.line for passage in passages if passage.technique == "pizz.")
    notes = as_copied(instrument, notes, tempo, plucked=plucked)
    if instrument == "harp":
        notes, missed = with_pedals(notes)
        lost.update(note.line for note in missed)
    for line in dict.fromkeys(passage.line for passage in passages if passage.role in _SLURRED and passage.technique != "pizz."):
        notes = _slurred(notes, line, tempo)
    level = part_level(passages, notes)
    if INSTRUMENTS[instrument].stem == "choir":
        notes = _syllables(with_vowels(notes, level) if instrument == VOICE else notes)
    dynamics, hairpins = printed_dynamics(notes, level, beat_s=60 / tempo.bpm_range[1], dies_away=not INSTRUMENTS[instrument].breath_s)
    hairpins, again = said_once(dynamics, hairpins)
    words = tuple(sorted((*part_words(instrument, passages, notes, level, single=single), *again), key=lambda word: word.beat))
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
    """Whether a note goes on under the slur: it follows at once, is not struck, repeats no pitch, is within two bars and one bow."""
    if now.articulation or now.onset != last.onset + last.length or now.pitch == last.pitch:
        return False
    if tempo.seconds(now.onset + now.length) - tempo.seconds(first.onset) > _LONGEST_BOW_S:
        return False
    return tempo.bar_at(now.onset).number - tempo.bar_at(first.onset).number < _LONGEST_SLUR_BARS


def _close(notes: list[Note], run: list[int]) -> None:
    if len(run) > 1:
        notes[run[0]] = replace(notes[run[0]], slur="start")
        notes[run[-1]] = replace(notes[run[-1]], slur="stop")
