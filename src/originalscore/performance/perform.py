"""Playing the score: from beats to seconds, with the small freedoms that players take and the hits exact.

The ensemble phrases together (``phrasing``) and leans on what is remarkable (``charge``). Every section divides into players who come and tune
a little apart (``players``), notes are touched after the performance grammar of the KTH group (``touch``), held notes swell and vibrate (``swells``). A note that is played again is never played the same: another level,
another tuning. Notes that carry a hit sound at their exact time and nothing sounds just before them. Electronics are a machine: exact in
time, length and pitch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import inf

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.performance import Performance, PlayedNote, PlayedPart
from originalscore.model.plan import ChordSpan
from originalscore.model.score import Note, Part, Score
from originalscore.model.tempo import TempoMap
from originalscore.music.ensembles import GROUPS
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.performance.charge import Charges, find_charges
from originalscore.performance.pedal import is_pedalled, under_pedal
from originalscore.performance.phrasing import Phrasing, breaths, find_phrasing
from originalscore.performance.players import divide, following, habits
from originalscore.performance.swells import find_controls
from originalscore.performance.touch import MACHINE, STRUCK, electronic_kind, played_level, sounding_s, technique, under_slurs, weighed

#: Ring after the cue's end by its ending, seconds (ours).
TAILS_S = {"close": 3.5, "open": 3.0, "fade": 2.0, "cut": 0.12}
#: Techniques that speak slowly.
_GENTLE = ("legato", "sustain", "tremolo")
#: Two hands, of which the right is always the higher.
_KEYED = ("piano", "harp", "celesta")
#: How far behind a stroke the slower players of the same hit are placed, seconds (ours).
_BEHIND_STROKE_S = 0.018
#: How long after a hit harmony that changes on it is placed, seconds (ours): slow bows otherwise rise before the stroke.
_AFTER_HIT_S = 0.03
#: Decibels of the whole of our level scale (0.018 of it is about 0.6 dB).
_LEVEL_DB = 33
#: A breath between two notes, seconds (ours).
_BREATH_S = 0.22
#: How far a repeated note moves from the one before: of our level scale (about 0.6 dB), and cents (ours).
_OTHER_LEVEL, _OTHER_CENTS = 0.018, 1.5


def perform(score: Score, cue: Cue, tempo: TempoMap, stream: Stream, *, chords: tuple[ChordSpan, ...] = ()) -> Performance:
    """Play a cue; ``chords`` are its harmony, which players lean on and swell towards.

    Returns
    -------
    Performance
        Notes and controls in seconds from the cue's first frame; exact where a hit is carried.
    """
    exact = tuple(sorted({float(tempo.seconds(note.onset)) for part in score.parts for note in part.notes if note.carries_hit}))
    struck = {note.onset for part in score.parts if part.instrument in STRUCK for note in part.notes if note.carries_hit}
    playing = _Playing(
        cue, tempo, exact, frozenset(struck), find_phrasing(score, cue, tempo), find_charges(chords, score.key, tempo), chords
    )
    parts = tuple(playing.part(part, stream.split(part.instrument)) for part in score.parts)
    return Performance(cue.id, float(cue.length_s), TAILS_S[cue.ending], tuple(part for part in parts if part.notes))


@dataclass(frozen=True)
class _Playing:
    """One cue being played: what all players share."""

    cue: Cue
    tempo: TempoMap
    exact: tuple[float, ...]
    struck: frozenset[Fraction]
    phrasing: Phrasing
    charges: Charges
    chords: tuple[ChordSpan, ...]

    def part(self, part: Part, stream: Stream) -> PlayedPart:
        """One part, every player of it."""
        part = _balanced(part, self.cue)
        length_s, hand, machine = float(self.cue.length_s), _Hand(stream), part.instrument == MACHINE
        middles = _middles(part)
        players = divide(part)
        people = habits(part, players, length_s, stream)
        slurs, softer, breathing = under_slurs(part), weighed(part), self._breaths(part, players)
        played = []
        for number, (note, player, after) in enumerate(zip(part.notes, players, following(part, players), strict=True)):
            onset_s, end_s = (self.phrasing.played_s(float(self.tempo.seconds(beat))) for beat in (note.onset, note.onset + note.length))
            if onset_s >= length_s - 0.01:
                continue
            louder, longer = self.charges.lean(note.line, note.pitch.height if note.pitch else 0, onset_s)
            written_s = end_s - onset_s
            sounds_s = sounding_s(part, note, after, written_s, slurred=slurs[number]) * (1.0 if machine else longer)
            if number in breathing:
                sounds_s = max(0.6 * written_s, min(sounds_s, written_s - _BREATH_S))
            free_s = onset_s if machine else onset_s + people[player].offset_s(onset_s) + hand.jitter_s()
            at_s = max(0.0, _kept_clear(onset_s, free_s, self.exact, note.carries_hit))
            stop_s = _stop_s(part, note, at_s + sounds_s, self.tempo, self.cue)
            if stop_s - at_s < 0.02:
                continue
            bow = technique(part, note, sounds_s, slurred=slurs[number])
            carries = note.carries_hit
            beside = bow in _GENTLE and not carries and any(abs(onset_s - hit_s) < 1e-6 for hit_s in self.exact)
            level = (
                played_level(part, note, middles[note.line], self.tempo)
                - softer[number]
                + (0.0 if machine else louder + self.charges.lift(onset_s))
            )
            level, cents = hand.vary(note, player, level, people[player].cents)
            if carries and note.onset in self.struck and part.instrument not in (*STRUCK, MACHINE):
                at_s = onset_s + _BEHIND_STROKE_S  # the stroke has the first word, wind and bow swell out of it
            if beside:  # harmony that turns on a hit leaves the first word to it
                at_s = onset_s + _AFTER_HIT_S
            played.append(
                PlayedNote(
                    round(at_s, 6), round(stop_s - at_s, 6), note.pitch, note.sound, level, bow,
                    carries, player, 0.0 if machine else cents,
                )
            )  # fmt: skip
        played.sort(key=lambda note: (note.onset_s, note.pitch.height if note.pitch else 0, note.sound))
        if is_pedalled(part):
            played = under_pedal(played, self._pedal_changes(), self.exact, 60 / self.tempo.bpm_range[0])
        lift = None if machine else self.charges.lift
        tail_s = TAILS_S[self.cue.ending]
        return PlayedPart(
            part.instrument, tuple(played), find_controls(part, played, self.tempo, self.cue, tail_s, stream.split("swells"), lift)
        )

    def _pedal_changes(self) -> list[float]:
        """When a pedal is changed: with every harmony, every bar, and at the cue's end."""
        beats = {span.onset for span in self.chords} | {bar.start_beat for bar in self.tempo.bars} | {self.tempo.end_beat}
        return sorted(self.phrasing.played_s(float(self.tempo.seconds(beat))) for beat in beats if beat <= self.tempo.end_beat)

    def _breaths(self, part: Part, players: tuple[int, ...]) -> frozenset[int]:
        """The notes after which somebody breathes, each player of a part for himself."""
        family, found = INSTRUMENTS[part.instrument].stem, frozenset[int]()
        for player in sorted(set(players)):
            notes = [(n, part.notes[n]) for n in range(len(part.notes)) if players[n] == player]
            spans = [
                (n, float(self.tempo.seconds(note.onset)), float(self.tempo.seconds(note.onset + note.length)), note.slur in ("stop", "both"))
                for n, note in notes
            ]  # fmt: skip
            found |= breaths(family, spans)
        return found


def _balanced(part: Part, cue: Cue) -> Part:
    """A part as loud as the director wants it beside the others."""
    shift_db = sum(db for name, db in cue.balance if part.instrument in GROUPS[name])
    if not shift_db:
        return part
    level = tuple(replace(point, level=min(1.0, max(0.05, point.level + shift_db / _LEVEL_DB))) for point in part.level)
    return replace(part, level=level)


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


def _middles(part: Part) -> dict[str, float]:
    """Line -> the mean height from which a player's notes count as high: of all he has, on a keyboard of each line by itself."""
    heights: dict[str, list[int]] = {}
    for note in part.notes:
        heights.setdefault(note.line, []).extend([note.pitch.height] if note.pitch else [])
    whole = [height for line in heights.values() for height in line] or [60]
    alone = part.instrument in _KEYED
    return {line: sum(own) / len(own) if alone and own else sum(whole) / len(whole) for line, own in heights.items()}


def _stop_s(part: Part, note: Note, stop_s: float, tempo: TempoMap, cue: Cue) -> float:
    """When a note ends: last chords are held over the end, a cut ends everything at once."""
    length_s, tail_s = float(cue.length_s), TAILS_S[cue.ending]
    stop_s = min(stop_s, length_s + (tail_s if cue.ending != "cut" else 0.0))
    last = note.onset + note.length >= tempo.end_beat - 1 and cue.ending in ("close", "open")
    last = last and all(other.onset <= note.onset for other in part.notes if other.line == note.line)
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
