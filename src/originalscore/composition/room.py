"""Room: who gives way to whom, so that a quintet has five lines and a pianist two hands, and the tune stays on top.

Held harmony gives way to a figure that is the harmony itself, and to whatever an ensemble has no player left for; the counter-line
gives way next. A figure that would climb over the tune plays that bar an octave lower.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.form import Form, FormBar
from originalscore.composition.levels import Span, resting
from originalscore.composition.texture import KINDS
from originalscore.model.sketch import Line, LineNote
from originalscore.music.ensembles import Ensemble
from originalscore.music.pitch import Pitch

#: Harmony voices in the order in which they are kept: the top sings, the lowest carries, the middle goes first.
_KEPT = ("harmony-1", "harmony-3", "harmony-2")
#: Figures that may sparkle above a tune.
_ABOVE = ("bell", "shimmer", "flourish", "slow-cells")
_LOWEST = 40


def below(kind: str, notes: list[LineNote], form: Form, melodies: list[list[LineNote]]) -> list[LineNote]:
    """A figure's notes with the bars that climb over the tune moved down an octave."""
    if kind in _ABOVE or kind == "percussion":
        return notes
    moved: list[LineNote] = []
    for bar in form.bars:
        mine = [note for note in notes if bar.bar.start_beat <= note.onset < bar.bar.end_beat]
        tune = [note for melody in melodies for note in melody if _touches(note, bar)]
        floor = min((note.pitch.height for note in tune if note.pitch), default=200)
        top = max((note.pitch.height for note in mine if note.pitch), default=0)
        bottom = min((note.pitch.height for note in mine if note.pitch), default=0)
        moved += [_octave_down(note) for note in mine] if top >= floor and bottom - 12 >= _LOWEST else mine
    return moved


def _octave_down(note: LineNote) -> LineNote:
    return replace(note, pitch=Pitch(note.pitch.name, note.pitch.octave - 1)) if note.pitch else note


def make_room(lines: list[Line], form: Form, ensemble: Ensemble) -> list[Line]:
    """The lines, with harmony and counter-lines resting in the bars where the ensemble has nobody left for them."""
    rests: dict[str, list[Span]] = {}
    for bar in form.bars:
        for name in _without_players(lines, bar, ensemble):
            rests.setdefault(name, []).append((bar.bar.start_beat, bar.bar.end_beat))
    kept = [replace(line, notes=tuple(resting(list(line.notes), rests[line.name]))) if line.name in rests else line for line in lines]
    return [line for line in kept if line.notes]


def _without_players(lines: list[Line], bar: FormBar, ensemble: Ensemble) -> list[str]:
    sounding = {line.name: line for line in lines if any(_touches(note, bar) for note in line.notes)}
    harmony = [name for name in _KEPT if name in sounding]
    if ensemble.sings:
        return ["bass"] if any(name.startswith("theme-bass") for name in sounding) else []
    alone = any(KINDS[stem(name)].alone for name in sounding if stem(name) in KINDS)
    if ensemble.keyed and alone:
        beaten = any(KINDS[stem(name)].deep for name in sounding if stem(name) in KINDS)
        return [*(["bass"] if beaten else []), *harmony, *(name for name in sounding if name.startswith("counter"))]
    deep = [name for name in sounding if stem(name) in KINDS and KINDS[stem(name)].deep]
    spared = ["bass"] if deep and "bass" in sounding and (ensemble.single or ensemble.keyed) else []
    needed = sum(
        KINDS[stem(name)].strands if stem(name) in KINDS else 1
        for name, line in sounding.items()
        if line.role in ("melody", "bass", "pulse", "figure", "pedal") and name == stem(name) and name != "timpani"
    )  # fmt: skip
    needed += sum(line.role in ("melody", "bass") for name, line in sounding.items() if name != stem(name))
    left = max(0, ensemble.room - needed + len(spared))
    counters = [name for name, line in sounding.items() if line.role == "counter"]
    wanted = [*harmony[:2], *counters, *harmony[2:]]
    return [*spared, *wanted[left:]]


def stem(name: str) -> str:
    """The name of a line without the number of its strand or passage."""
    head, _, tail = name.rpartition("-")
    return head if tail.isdigit() else name


def strands(notes: list[LineNote]) -> list[list[LineNote]]:
    """Notes that overlap without beginning and ending together, told apart into lines."""
    found: list[list[LineNote]] = []
    for note in notes:
        place = next((line for line in found if _follows(line, note)), None)
        if place is None:
            found.append([note])
        else:
            place.append(note)
    return found


def _follows(line: list[LineNote], note: LineNote) -> bool:
    last = line[-1]
    together = (last.onset, last.length) == (note.onset, note.length)
    return together or max(one.onset + one.length for one in line if one.onset == last.onset) <= note.onset


def _touches(note: LineNote, bar: FormBar) -> bool:
    return note.onset < bar.bar.end_beat and note.onset + note.length > bar.bar.start_beat


def accents_of(notes: list[LineNote]) -> list[Fraction]:
    """The beats that a line leans on."""
    return sorted({note.onset for note in notes if note.accent})
