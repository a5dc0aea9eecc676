"""The sustained harmony and the bass of one stretch: spread over the strings that are free, wide below and close above.

From the top voice down each takes the highest free section that reaches it as it stands; when sections run out one divides,
then winds take over, then the piano. The bass lies in the cellos with the basses an octave below, or in the basses alone
while the cellos are needed above.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.sketch import Line, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.orchestration.forces import KEYBOARDS, voices_of
from originalscore.orchestration.passages import Notes, Passage, fits, passage
from originalscore.orchestration.rows import BASS_PLAYERS, BASSES_FROM, WIND_PAD, Row, holders

#: Share of a stretch up to which a counter-line or run is an answer inside the harmony and not a voice of its own.
_ANSWER = Fraction(2, 5)
_UPPER = ("violins-1", "violins-2", "violas", "cellos")


@dataclass(frozen=True)
class Stretch:
    """A span of beats in which nobody changes what he plays."""

    start: Fraction
    end: Fraction

    def of(self, line: Line) -> Notes:
        """The notes of a line that begin here."""
        return tuple(note for note in line.notes if self.start <= note.onset < self.end)

    def level(self, line: Line) -> float:
        """The mean level of a line over its notes here."""
        notes = self.of(line)
        return sum(curve_level(line.level, note.onset) for note in notes) / len(notes) if notes else 0.0


def hand_out_pad(
    stretch: Stretch, voices: list[Line], present: tuple[str, ...], before: list[Passage], tempo: TempoMap, ensemble: str
) -> list[Passage]:  # fmt: skip
    """Passages of the harmony voices, from the top, and of the bass."""
    busy = {one.instrument for one in before if _keeps_busy(one, stretch)}
    harmony = sorted((line for line in voices if line.role == "harmony" and stretch.of(line)), key=lambda line: line.name)
    locked = _held_over(stretch, before) if holders(ensemble, present) else {}
    taken: dict[str, int] = {}
    found: list[Passage] = []
    few = bool(holders(ensemble, present))
    if few:  # where few play the bass chooses first
        for line in voices:
            if line.role == "bass" and stretch.of(line):
                held = {name for name, lines in locked.items() if line.name not in lines and len(lines) >= voices_of(name, ensemble)}
                found += _bass(stretch, line, present, busy | held, tempo, ensemble)
        taken = {one.instrument: 1 for one in found}
    for place, line in enumerate(harmony):
        notes = stretch.of(line)
        name = _holder(line.name, notes, present, busy, taken, locked, tempo, ensemble) or _voice_player(
            place, notes, present, busy, taken, tempo
        )
        if name:
            taken[name] = taken.get(name, 0) + 1
            found.append(passage(name, line, notes, tempo))
    for line in voices if not few else ():
        if line.role == "bass" and stretch.of(line):
            found += _bass(stretch, line, present, busy | set(taken), tempo, ensemble)
    return found


def _keeps_busy(one: Passage, stretch: Stretch) -> bool:
    """Whether a passage leaves its player no hand free; a hit never does, nor a run or an answer of a few notes."""
    if one.role == "stinger" or not one.sounds_in(stretch.start, stretch.end):
        return False
    if one.role in ("harmony", "bass"):  # a held note that reaches in from before is let go
        return any(stretch.start <= note.onset < stretch.end for note in one.notes)
    if one.role in ("melody", "figure", "pulse", "pedal"):
        return True
    played = sum((note.length for note in one.notes if stretch.start <= note.onset < stretch.end), Fraction(0))
    return played > _ANSWER * (stretch.end - stretch.start)


def _held_over(stretch: Stretch, before: list[Passage]) -> dict[str, set[str]]:
    """Where few play: who still holds which lines as the stretch begins."""
    found: dict[str, set[str]] = {}
    for one in before:
        if one.role in ("harmony", "bass") and any(note.onset < stretch.start < note.onset + note.length for note in one.notes):
            found.setdefault(one.instrument, set()).add(one.line)
    return found


def _holder(
    line: str, notes: Notes, present: tuple[str, ...], busy: set[str], taken: dict[str, int], locked: dict[str, set[str]], tempo: TempoMap,
    ensemble: str,
) -> str:  # fmt: skip
    """In an ensemble with holders of its own: who holds the line already, else the first from the top with a voice to
    spare who reaches it, else who plays it an octave off."""
    row: Row = holders(ensemble, present)
    own = [name for name in dict.fromkeys(row) if line in locked.get(name, ())]
    spare = [
        name
        for name in dict.fromkeys([*own, *row])
        if name in present
        and taken.get(name, 0) + len(locked.get(name, set()) - {line}) < row.count(name)
        and (name not in busy or name in KEYBOARDS)
    ]
    return next((name for name in spare if fits(name, notes, tempo)), next(iter(spare), ""))


def _voice_player(place: int, notes: Notes, present: tuple[str, ...], busy: set[str], taken: dict[str, int], tempo: TempoMap) -> str:
    """Who takes a harmony voice; empty if nobody can."""
    free = [name for name in _UPPER if name in present and name not in busy]
    open_ = [name for name in free if name not in taken]
    winds = WIND_PAD[min(place, len(WIND_PAD) - 1)]
    divided = [name for name in reversed(free) if taken.get(name) == 1]
    others = [
        name
        for name in (*winds, "piano", "horns", "trombones", "bassoon", "synth")
        if name in present and name not in busy and name not in taken
    ]
    for names in (open_, divided, others):
        for name in names:
            if fits(name, notes, tempo):
                return name
    keyboard = [name for name in ("piano", "harp") if name in present]
    return next((name for name in (*open_, *others, *divided, *keyboard) if name), "")


def _bass(stretch: Stretch, line: Line, present: tuple[str, ...], busy: set[str], tempo: TempoMap, ensemble: str) -> list[Passage]:
    """The bass: cellos, with the basses an octave below from mezzo-piano on; else whoever is free from the bottom up."""
    notes = stretch.of(line)
    free = [name for name in BASS_PLAYERS if name in present and name not in busy]
    free += [name for name in reversed(holders(ensemble, present)) if name in present and name not in busy and name not in free]
    lead = next((name for name in free if fits(name, notes, tempo)), next(iter(free), ""))
    if not lead:
        lead = next((name for name in ("piano", "harp", "basses") if name in present), "")
        return [passage(lead, line, notes, tempo)] if lead else []
    found = [passage(lead, line, notes, tempo)]
    if lead == "cellos" and "basses" in free and stretch.level(line) >= BASSES_FROM:
        shift = -12 if fits("basses", notes, tempo, shift=-12) else 0
        if fits("basses", notes, tempo, shift=shift):
            found.append(passage("basses", line, notes, tempo, shift=shift, doubling=True))
    return found
