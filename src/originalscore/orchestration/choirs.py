"""A choir by itself: who of it sings which line."""

from __future__ import annotations

from collections.abc import Sequence

from originalscore.model.sketch import Line, curve_level
from originalscore.model.tempo import TempoMap
from originalscore.orchestration.passages import Passage, passage
from originalscore.orchestration.rows import SOFT
from originalscore.orchestration.singing import VOICE, is_singable


def sung(lines: Sequence[Line], present: tuple[str, ...], tempo: TempoMap) -> list[Passage]:
    """A choir by itself: sopranos and altos on one staff, tenors and basses on the other; a soft tune is one voice's alone."""
    found = []
    for line in lines:
        if line.role not in ("melody", "harmony", "bass", "choir", "counter", "run"):
            continue
        low = line.role == "bass" or line.name == "harmony-3"
        soft = line.role == "melody" and max(curve_level(line.level, note.onset) for note in line.notes) < SOFT
        name = "choir-men" if low else VOICE if soft and VOICE in present and is_singable(line.notes) else "choir-women"
        found.append(passage(name, line, line.notes, tempo))
    return found
