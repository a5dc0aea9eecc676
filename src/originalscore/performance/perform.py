"""Playing the score: from beats to seconds, with the small freedoms that players take and the hits exact.

Every section divides into players who come and tune a little apart (``players``), notes are touched after the performance grammar of the
KTH group (``touch``), held notes swell and vibrate (``swells``). A note that is played again is never played the same: another level,
another tuning. Notes that carry a hit sound at their exact time and nothing sounds just before them. Electronics are a machine: exact in
time, length and pitch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.performance import Performance, PlayedNote, PlayedPart
from originalscore.model.score import Note, Part, Score
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.performance.players import divide, following, habits
from originalscore.performance.swells import find_controls
from originalscore.performance.touch import MACHINE, STRUCK, electronic_kind, played_level, sounding_s, technique, under_slurs

#: Ring after the cue's end by its ending, seconds (ours).
TAILS_S = {"close": 3.5, "open": 3.0, "fade": 2.0, "cut": 0.12}
#: How far a repeated note moves from the one before: of our level scale (about 0.6 dB), and cents (ours).
_OTHER_LEVEL, _OTHER_CENTS = 0.018, 1.5


def perform(score: Score, cue: Cue, tempo: TempoMap, stream: Stream) -> Performance:
    """Play a cue.

    Returns
    -------
    Performance
        Notes and controls in seconds from the cue's first frame; exact where a hit is carried.
    """
    length_s = float(cue.length_s)
    tail_s = TAILS_S[cue.ending]
    exact = tuple(sorted({float(tempo.seconds(note.onset)) for part in score.parts for note in part.notes if note.carries_hit}))
    parts = tuple(_play(part, tempo, cue, exact, length_s, tail_s, stream.split(part.instrument)) for part in score.parts)
    return Performance(cue.id, length_s, tail_s, tuple(part for part in parts if part.notes))


def _play(part: Part, tempo: TempoMap, cue: Cue, exact: tuple[float, ...], length_s: float, tail_s: float, stream: Stream) -> PlayedPart:
    hand = _Hand(stream)
    heights = [note.pitch.height for note in part.notes if note.pitch]
    middle = sum(heights) / len(heights) if heights else 60
    players = divide(part)
    people = habits(part, players, length_s, stream)
    played = []
    for note, player, after, slurred in zip(part.notes, players, following(part, players), under_slurs(part), strict=True):
        onset_s = float(tempo.seconds(note.onset))
        if onset_s >= length_s - 0.01:
            continue
        sounds_s = sounding_s(part, note, after, float(tempo.seconds(note.onset + note.length)) - onset_s, slurred=slurred)
        machine = part.instrument == MACHINE
        free_s = onset_s if machine else onset_s + people[player].offset_s(onset_s) + hand.jitter_s()
        at_s = max(0.0, _kept_clear(onset_s, free_s, exact, note.carries_hit))
        stop_s = _stop_s(part, note, at_s + sounds_s, tempo, cue, length_s, tail_s)
        if stop_s - at_s < 0.02:
            continue
        level, cents = hand.vary(note, player, played_level(part, note, middle, tempo), people[player].cents)
        played.append(
            PlayedNote(
                round(at_s, 6), round(stop_s - at_s, 6), note.pitch, note.sound, level, technique(part, note, sounds_s, slurred=slurred),
                note.carries_hit, player, 0.0 if machine else cents,
            )
        )  # fmt: skip
    played.sort(key=lambda note: (note.onset_s, note.pitch.height if note.pitch else 0, note.sound))
    return PlayedPart(part.instrument, tuple(played), find_controls(part, played, tempo, cue, tail_s, stream.split("swells")))


@dataclass
class _Hand:
    """The chances of one part, note by note: small differences of time, level and tuning, and a memory of what was last played."""

    stream: Stream
    last: dict[tuple[int, object], tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._time, self._level, self._tuning = self.stream.split("jitter"), self.stream.split("level"), self.stream.split("cents")

    def jitter_s(self) -> float:
        """A note's own lateness."""
        return self._time.bell(4) / 1000

    def vary(self, note: Note, player: int, level: float, cents: float) -> tuple[float, float]:
        """The level (0.08 to 1) and tuning of a note, both unlike those of the last note of its pitch that this player played."""
        level += self._level.bell(25) / 1000
        cents += self._tuning.bell(5) / 2
        name = (player, note.sound or note.pitch)
        before = self.last.get(name)
        if before is not None:
            level = _moved(level, before[0], _OTHER_LEVEL, most=1.0)
            cents = _moved(cents, before[1], _OTHER_CENTS)
        level, cents = round(min(1.0, max(0.08, level)), 4), round(cents, 2)
        self.last[name] = (level, cents)
        return level, cents


def _moved(value: float, before: float, least: float, *, most: float = inf) -> float:
    """The value, moved at least so far from the one before; where there is no room above it gives way downwards."""
    if abs(value - before) >= least:
        return value
    return before + least if value > before and before + least <= most else before - least


def _stop_s(part: Part, note: Note, stop_s: float, tempo: TempoMap, cue: Cue, length_s: float, tail_s: float) -> float:
    """When a note ends: last chords are held over the end, a cut ends everything at once."""
    stop_s = min(stop_s, length_s + (tail_s if cue.ending != "cut" else 0.0))
    last = note.onset + note.length >= tempo.end_beat - 1 and cue.ending in ("close", "open")
    decays = part.instrument in STRUCK or (part.instrument == MACHINE and electronic_kind(note) != "held")
    if last and not decays:
        stop_s = min(length_s + 0.6, max(stop_s, length_s + 0.4))
    return min(stop_s, length_s) if cue.ending == "cut" else stop_s


def _kept_clear(onset_s: float, free_s: float, exact: tuple[float, ...], carries: bool) -> float:
    """Exact notes stay; what is written with a hit comes with it or up to 5 ms after; nothing else sounds in the 40 ms before it."""
    if carries:
        return onset_s
    for hit_s in exact:
        if abs(onset_s - hit_s) < 1e-6:
            return hit_s + min(0.005, max(0.0, free_s - hit_s))
        if hit_s - 0.04 < free_s < hit_s:
            return min(free_s, onset_s) if onset_s < hit_s - 0.04 else max(0.0, hit_s - 0.06)
    return free_s


def can_play(instrument: str, note: PlayedNote) -> bool:
    """Whether a played note exists on its instrument."""
    if instrument == MACHINE:
        return note.sound in ELECTRONIC_SOUNDS and note.pitch is not None and INSTRUMENTS[instrument].reaches(note.pitch)
    if note.sound:
        return note.sound in PERCUSSION
    return note.pitch is not None and INSTRUMENTS[instrument].reaches(note.pitch)
