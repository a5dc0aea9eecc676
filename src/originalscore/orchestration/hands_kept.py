"""Who keeps what: the orchestration of an earlier take, and guests whom the director asked for and whom nobody gave anything to play."""

from __future__ import annotations

from originalscore.model.cue import Cue
from originalscore.model.score import Score
from originalscore.model.sketch import Line, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import GROUPS
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.passages import Passage, fits, passage

ByPlayer = dict[str, list[Passage]]
#: What a guest may double, the nearest to the listener first, and the octaves in which it may lie.
_ROLES = ("melody", "counter", "choir", "harmony", "bass", "figure", "pulse")
_OCTAVES = (0, 12, -12, 24, -24)


def as_before(by_player: ByPlayer, held: Score, sketch: Sketch, tempo: TempoMap) -> ByPlayer:
    """Every line that the earlier take had too in the hands of those who had it there."""
    had: dict[str, set[str]] = {}
    for part in held.parts:
        for note in part.notes:
            had.setdefault(note.line, set()).add(part.instrument)
    lines = {line.name: line for line in sketch.lines}
    kept = {name: [one for one in passages if one.line not in had or name in had[one.line]] for name, passages in by_player.items()}
    for line, names in had.items():
        for name in sorted(names):
            if line in lines and not any(one.line == line for one in kept.get(name, [])):
                kept.setdefault(name, []).append(
                    passage(name, lines[line], lines[line].notes, tempo, shift=_shift(name, lines[line], tempo) or 0)
                )
    return {name: passages for name, passages in kept.items() if passages}


def with_guests(by_player: ByPlayer, cue: Cue, sketch: Sketch, tempo: TempoMap) -> ByPlayer:
    """Of every group that was added to the ensemble somebody plays: whoever fits doubles the line nearest to the listener that lies well for him."""
    found = dict(by_player)
    for group in cue.add:
        if any(found.get(name) for name in GROUPS[group]):
            continue
        for line in sorted(
            (one for one in sketch.lines if one.role in _ROLES and one.notes), key=lambda one: (_ROLES.index(one.role), one.name)
        ):
            able = [
                (name, shift) for name in GROUPS[group] if INSTRUMENTS[name].pitched and (shift := _shift(name, line, tempo)) is not None
            ]
            if able:
                name, shift = able[0]
                found[name] = [passage(name, line, line.notes, tempo, shift=shift, doubling=False)]
                break
    return found


def _shift(name: str, line: Line, tempo: TempoMap) -> int | None:
    """Octaves (in semitones) by which an instrument plays a line; None where it cannot."""
    return next((shift for shift in _OCTAVES if fits(name, line.notes, tempo, shift=shift)), None)
