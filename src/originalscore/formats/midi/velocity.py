"""How hard each written note is struck: as it was played, or by the level curve and accents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from originalscore.model.performance import PlayedNote, PlayedPart
from originalscore.model.score import Note, Part
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import TempoMap

#: A played note is matched to a written one within this time; chosen by us.
_MATCH_S = 0.4


class Levels:
    """A level curve made ready for many questions: straight lines between points, flat outside them."""

    def __init__(self, curve: Sequence[LinePoint]) -> None:
        self._beats = [float(point.beat) for point in curve]
        self._levels = [point.level for point in curve]

    def at(self, beat: float) -> float:
        """The level at a beat, 0 to 1; mezzo-forte where there is no curve."""
        if not self._beats:
            return 0.6
        place = bisect_left(self._beats, beat)
        if place in (0, len(self._beats)):
            return self._levels[min(place, len(self._levels) - 1)]
        share = (beat - self._beats[place - 1]) / (self._beats[place] - self._beats[place - 1])
        return self._levels[place - 1] + share * (self._levels[place] - self._levels[place - 1])


class Velocities:
    """How hard each written note is struck: as played, or by the level curve and accents."""

    def __init__(self, part: Part, played: PlayedPart | None, tempo: TempoMap) -> None:
        self._levels, self._tempo = Levels(part.level), tempo
        self._played: dict[int | str, list[PlayedNote]] = {}
        for note in sorted(played.notes, key=lambda note: note.onset_s) if played else ():
            self._played.setdefault(note.pitch.height if note.pitch else note.sound, []).append(note)

    def of(self, note: Note) -> int:
        """MIDI velocity, 1 to 127."""
        level = self._level_played(note)
        if level is None:
            level = self._levels.at(float(note.onset))
            level += 0.1 if note.articulation in ("accent", "marcato") else 0.0
        return max(1, min(127, round(1 + 126 * level)))

    def _level_played(self, note: Note) -> float | None:
        candidates = self._played.get(note.pitch.height if note.pitch else note.sound, [])
        at_s = float(self._tempo.seconds(note.onset))
        place = bisect_left(candidates, at_s, key=lambda played: played.onset_s)
        near = sorted(candidates[max(0, place - 1) : place + 1], key=lambda played: abs(played.onset_s - at_s))
        return near[0].level if near and abs(near[0].onset_s - at_s) <= _MATCH_S else None
