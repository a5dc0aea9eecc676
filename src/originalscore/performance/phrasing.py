"""How the ensemble breathes together: phrases that set out gently, press on and take their time to end, without moving a single hit.

A phrase arch after the performance grammar of the KTH group (Friberg, Bresin and Sundberg 2006; Todd 1985 for its parabolas), on phrases of four
bars and on their halves: notes last longer at a phrase's ends than in its middle. On film the sum must come to nothing: within every stretch
between two anchors (phrase starts, landings, the cue's ends) the deviation is renormalised, so that anchors sound on their exact times. A
ritard is played only after the last anchor. How much of this is done depends on the mood: none where a pulse drives, none with machines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from originalscore.model.cue import Cue
from originalscore.model.score import Score
from originalscore.model.tempo import PHRASE_BARS, TempoMap

#: Mood -> how freely time is taken, 0 (a machine) to 1 (ours).
RUBATO = {
    "neutral": 0.6, "daily": 0.4, "tender": 1.0, "romance": 1.0, "comic": 0.15, "joy": 0.25, "wonder": 0.8, "mystery": 0.6, "suspense": 0.0,
    "horror": 0.3, "conflict": 0.0, "action": 0.0, "sorrow": 1.0, "triumph": 0.35,
}  # fmt: skip
_START, _END, _TURN = 0.10, 0.20, 0.6
"""How much longer notes last at a phrase's start and end (KTH), and where between them the tempo is quickest (share of the phrase; ours)."""
_LEVELS = ((4, 0.5), (2, 0.25))
"""Bars of a phrase, and how much of the arch is played on it."""
_FARTHEST_S = 0.055
"""No note is carried farther than this from its written time by one arch (ours): the players stay with the picture between its hits."""
_RITARD_S, _RITARD_OVER_S, _ROOM_S = 0.22, 1.8, 0.8
"""The last chord comes so much later, after slowing down for so long, if so much of the cue is left for it (ours)."""
_STEADY_LINES = ("pulse", "motor", "ostinato", "percussion")
_STEADY_SHARE = 0.25
"""Where more notes than this belong to lines that keep time, everybody does."""
_BREATHS_S = {"woodwinds": 8.0, "brass": 6.0, "choir": 8.0}
"""Family -> the longest that is played in one breath, seconds (ours)."""


@dataclass(frozen=True)
class _Arch:
    """One phrase between two anchors; ``depth`` of the whole arch is played."""

    start_s: float
    end_s: float
    depth: float

    def late_s(self, at_s: float) -> float:
        """How late (+) or early (-) a moment inside sounds; nothing at either end."""
        length_s = self.end_s - self.start_s
        share = (at_s - self.start_s) / length_s
        mean = _START * _TURN / 3 + _END * (1 - _TURN) / 3
        if share <= _TURN:
            gained = _START * _TURN / 3 * (1 - (1 - share / _TURN) ** 3)
        else:
            gained = _START * _TURN / 3 + _END * (1 - _TURN) / 3 * ((share - _TURN) / (1 - _TURN)) ** 3
        return self.depth * length_s * (gained - mean * share)


@dataclass(frozen=True)
class Phrasing:
    """The time that is taken: from written to played seconds, the same for every player, rising throughout."""

    anchors_s: frozenset[float]
    levels: tuple[tuple[_Arch, ...], ...]
    ritard: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Where it begins, where the last chord is written, and by how much that comes later; seconds."""

    def played_s(self, at_s: float) -> float:
        """When a written moment sounds."""
        if at_s in self.anchors_s:
            return at_s
        played = at_s
        for arches in self.levels:
            index = bisect_right(arches, at_s, key=lambda arch: arch.start_s) - 1
            if index >= 0 and at_s < arches[index].end_s:
                played += arches[index].late_s(at_s)
        begin_s, end_s, late_s = self.ritard
        if late_s and at_s > begin_s:
            played += late_s * min(1.0, (at_s - begin_s) / (end_s - begin_s)) ** 2
        return played


STRICT = Phrasing(frozenset(), ())
"""No time is taken."""


def find_phrasing(score: Score, cue: Cue, tempo: TempoMap) -> Phrasing:
    """The phrasing of one cue, from where its melodies begin, its bars and its landings."""
    depth = RUBATO.get(cue.mood, 0.0) * _freedom(score)
    if not depth:
        return STRICT
    last_s = float(tempo.seconds(tempo.end_beat))
    fixed = {float(tempo.seconds(note.onset)) for part in score.parts for note in part.notes if note.carries_hit}
    fixed |= {float(tempo.seconds(landing.beat)) for landing in tempo.landings if landing.kind != "avoid"} | {0.0, last_s}
    levels = []
    for bars, share in _LEVELS:
        edges = sorted(fixed | {float(tempo.seconds(beat)) for beat in _phrase_starts(score, tempo, bars)})
        levels.append(tuple(_arch(start, end, depth * share) for start, end in pairwise(edges) if end - start > 1.0 and end <= last_s))
    return Phrasing(frozenset(fixed), tuple(levels), _ritard(score, cue, tempo, max(fixed - {last_s}), depth))


def _freedom(score: Score) -> float:
    """1 where nothing keeps time, 0 where a machine does."""
    if any(part.instrument == "electronics" for part in score.parts):
        return 0.0
    lines = [note.line for part in score.parts for note in part.notes]
    steady = sum(line.startswith(_STEADY_LINES) for line in lines)
    return 1.0 if steady <= _STEADY_SHARE * len(lines) else 0.3


def _arch(start_s: float, end_s: float, depth: float) -> _Arch:
    arch = _Arch(start_s, end_s, depth)
    farthest = max(abs(arch.late_s(start_s + share * (end_s - start_s) / 8)) for share in range(1, 8))
    return _Arch(start_s, end_s, depth * min(1.0, _FARTHEST_S / farthest)) if farthest else arch


def _phrase_starts(score: Score, tempo: TempoMap, bars: int) -> set[Fraction]:
    """Every so many bars, counted afresh where a melody begins and where the tempo map breaks a phrase off."""
    first: dict[str, Fraction] = {}
    for part in score.parts:
        for note in part.notes:
            if note.line.startswith("melody"):
                first[note.line] = min(note.onset, first.get(note.line, note.onset))
    sung = {tempo.bar_at(beat).start_beat for beat in first.values()}
    starts, count = set(), 0
    for bar in tempo.bars:
        broken = bar.start_beat in tempo.phrases and count % PHRASE_BARS
        count = 0 if bar.start_beat in sung or broken else count
        if count % bars == 0:
            starts.add(bar.start_beat)
        count += 1
    return {start for start in starts if start < tempo.end_beat}


def _ritard(score: Score, cue: Cue, tempo: TempoMap, anchor_s: float, depth: float) -> tuple[float, float, float]:
    """A closing cue slows into its last chord, if nothing after that is fixed and the cue leaves the room."""
    onsets = [note.onset for part in score.parts for note in part.notes]
    if cue.ending != "close" or not onsets:
        return (0.0, 0.0, 0.0)
    last_s, late_s = float(tempo.seconds(max(onsets))), depth * _RITARD_S
    begin_s = max(anchor_s, last_s - _RITARD_OVER_S)
    if last_s - begin_s < _RITARD_OVER_S / 2 or last_s + late_s + _ROOM_S > float(cue.length_s):
        return (0.0, 0.0, 0.0)
    return begin_s, last_s, late_s


def breaths(family: str, spans_s: Iterable[tuple[int, float, float, bool]]) -> frozenset[int]:
    """After which notes a wind player or a singer breathes.

    Parameters
    ----------
    family
        A stem; strings and keys need no breath.
    spans_s
        Number, start and end of each note of one player, in order, and whether a slur ends with it.
    """
    most_s = _BREATHS_S.get(family)
    if most_s is None:
        return frozenset()
    found, since_s, last_end_s = set(), 0.0, -1.0
    best: tuple[float, int, float] | None = None
    for number, start_s, end_s, ends_slur in spans_s:
        if start_s - last_end_s > 0.15:
            since_s, best = start_s, None
        if end_s - since_s > most_s and best is not None:
            found.add(best[1])
            since_s, best = best[2], None
        place = (end_s - since_s) / most_s + (0.5 if ends_slur else 0.0) + 0.2 * min(2.0, end_s - start_s)
        if end_s - since_s > 0.35 * most_s and end_s - start_s > 0.3 and (best is None or place > best[0]):
            best = (place, number, end_s)
        last_end_s = end_s
    return frozenset(found)
