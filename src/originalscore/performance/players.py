"""Who plays which note, and what he is like: divisi players of a section, each with a timing and a tuning of his own.

Notes of one part that are written to sound together belong to different players, the upper note to the lower number, so that a single
line is always the whole section under its leader (player 0). Players who follow come a few milliseconds apart and drift around their
leader; ensembles of good players spread by 30 to 50 ms at one written onset (Rasch, "Synchronization in performed ensemble music", Acustica 43,
1979); all values here are ours and stay well below that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.score import Note, Part
from originalscore.music.instrument import INSTRUMENTS

#: One person with many keys, strings or drums.
ALONE = ("timpani", "percussion", "glockenspiel", "vibraphone", "harp", "celesta", "piano", "synth", "electronics")
_STEPS_A_SECOND = 2
_OCTAVES, _OCTAVE_MS = 5, 3
"""A player's drift is 1/f noise over periods of half a second to eight, as in tapping people (Gilden 1995; KTH noise rule); its spread is ours."""


@dataclass(frozen=True)
class Drift:
    """A player's timing: steps in milliseconds at every half second, joined by lines."""

    steps_ms: tuple[float, ...]

    def at(self, seconds: float) -> float:
        """Seconds early (-) or late (+)."""
        place = max(0.0, seconds) * _STEPS_A_SECOND
        index = min(int(place), len(self.steps_ms) - 2)
        share = min(1.0, place - index)
        return (self.steps_ms[index] * (1 - share) + self.steps_ms[index + 1] * share) / 1000


@dataclass(frozen=True)
class Habits:
    """One player: his drift, how late he usually comes (negative: early), and where he tunes."""

    drift: Drift
    late_s: float
    cents: float

    def offset_s(self, at_s: float) -> float:
        """Seconds early (-) or late (+) at a moment of the cue."""
        return self.drift.at(at_s) + self.late_s


def divide(part: Part) -> tuple[int, ...]:
    """The player of every note of a part, from 0; a free player with the lowest number takes the next note from the top."""
    players = [0] * len(part.notes)
    if part.instrument in ALONE:
        return tuple(players)
    most = max(1, INSTRUMENTS[part.instrument].voices)
    free_at: list[Fraction] = []
    for number in sorted(range(len(part.notes)), key=lambda n: (part.notes[n].onset, -_height(part.notes[n]))):
        note = part.notes[number]
        player = next((n for n, free in enumerate(free_at) if free <= note.onset), len(free_at))
        if player == most:  # more notes than players: he who is free soonest lets go
            player = free_at.index(min(free_at))
        if player == len(free_at):
            free_at.append(Fraction(0))
        free_at[player] = note.onset + note.length
        players[number] = player
    return tuple(players)


def _height(note: Note) -> int:
    return note.pitch.height if note.pitch else 0


def following(part: Part, players: Sequence[int]) -> tuple[Note | None, ...]:
    """The next note that each note's player plays, None after his last; notes of one chord share what comes after."""
    found: list[Note | None] = [None] * len(part.notes)
    later: dict[int, list[int]] = {}
    for number, player in enumerate(players):
        later.setdefault(player, []).append(number)
    for numbers in later.values():
        numbers.sort(key=lambda n: part.notes[n].onset)
        after: Note | None = None
        for place in range(len(numbers) - 1, -1, -1):
            found[numbers[place]] = after
            earlier = part.notes[numbers[place - 1]] if place else None
            if earlier is not None and earlier.onset < part.notes[numbers[place]].onset:
                after = part.notes[numbers[place]]
    return tuple(found)


def habits(part: Part, players: Sequence[int], length_s: float, stream: Stream) -> tuple[Habits, ...]:
    """The players of a part. The leader carries the part's drift; the others stay half as far again around him."""
    lead = _drift(stream.split("drift"), length_s)
    found = [Habits(lead, 0.0, stream.split("tuning").bell(4) / 2)]
    for player in range(1, max(players, default=0) + 1):
        own = stream.split("player", player)
        around = _drift(own.split("drift"), length_s)
        steps_ms = tuple(a + 0.5 * b for a, b in zip(lead.steps_ms, around.steps_ms, strict=True))
        found.append(Habits(Drift(steps_ms), own.split("late").between(-3, 9) / 1000, own.split("tuning").bell(9) / 2))
    return tuple(found)


def _drift(stream: Stream, length_s: float) -> Drift:
    """Pink noise (Voss's way): a step that is drawn anew every half second, one every second, every two, four and eight."""
    count = int(length_s * _STEPS_A_SECOND) + 4
    octaves = [
        [value for value in (draw.between(-_OCTAVE_MS, _OCTAVE_MS) for _ in range(count // every + 1)) for _ in range(every)]
        for every, draw in ((2**octave, stream.split(octave)) for octave in range(_OCTAVES))
    ]
    return Drift((0.0, *(float(sum(column)) for column in zip(*(octave[:count] for octave in octaves), strict=True))))
