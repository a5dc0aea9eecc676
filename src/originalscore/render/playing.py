"""Turn what an instrument plays into events for the synthesiser, on its grid of 64 samples.

Every note starts early by its measured attack, so that it is *felt* at its onset: hits exactly, other notes by at most
0.2 s. Repeated notes take turns between neighbouring velocity steps, tunings and starts; held notes never stand still:
they follow the part's expression and breathe by 1 to 2 dB of their own. Rolls are made of single strokes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from originalscore.chance import Stream
from originalscore.external import fluidsynth
from originalscore.external.fluidsynth import BLOCK, CHANNELS
from originalscore.model.performance import Control, PlayedNote, PlayedPart
from originalscore.render import voice
from originalscore.render.calibration import Calibration
from originalscore.render.palette import SEATS, STRIKES, Patch, Seat, patch_for

ANCHOR_LEVEL, ANCHOR_LUFS = 0.55, -39.5
"""A single note of the first violins at mezzo-forte; a full orchestra of such notes then lies about -23 LUFS."""
MOST_EARLY_S, MOST_EARLY_HIT_S = 0.2, 0.48
HIT_STILL_S = 0.4
"""A hit keeps its attack as measured for so long before it begins to move."""
MOVE_BLOCKS = 32
"""Blocks between two moves of a held note: 43 ms at 48 kHz."""
STROKES_HZ = 13.5
_OVERLAP_S, _RING_S = 0.045, 0.35


@dataclass(frozen=True)
class Event:
    """Something to do at a block: start, stop or move a note (``what``), with what it needs."""

    block: int
    order: int
    what: str
    note: int
    controls: tuple[tuple[int, int], ...] = ()
    filter_cents: float = 0.0


@dataclass(frozen=True)
class Voiced:
    """A note ready to be sounded."""

    patch: Patch
    height: int
    velocity: int
    volume: int
    pan: int
    cents: float


class Dynamic:
    """A part's expression over time; a held note follows its change since the note began."""

    def __init__(self, controls: tuple[Control, ...], name: str) -> None:
        points = [(control.at_s, control.value) for control in controls if control.name == name]
        self._times = [at_s for at_s, _ in points]
        self._values = [value for _, value in points]

    def at(self, time_s: float, otherwise: float = 0.0) -> float:
        """The value at a time, between points in a straight line."""
        if not self._times:
            return otherwise
        after = bisect_right(self._times, time_s)
        if after == 0 or after == len(self._times):
            return self._values[min(after, len(self._times) - 1)]
        start_s, end_s = self._times[after - 1], self._times[after]
        share = (time_s - start_s) / (end_s - start_s) if end_s > start_s else 1.0
        return self._values[after - 1] + share * (self._values[after] - self._values[after - 1])


def target_lufs(seat: Seat, level: float, height: int) -> float:
    """How loud a single note should be: the orchestra's balance at this level and in this register."""
    register_db = seat.below_db * min(0, height - seat.pivot) + seat.above_db * max(0, height - seat.pivot)
    return ANCHOR_LUFS + seat.level_db + seat.span_db * (level - ANCHOR_LEVEL) + max(-9.0, min(4.0, register_db))


class Player:
    """One instrument of one cue.

    Parameters
    ----------
    part
        What it plays.
    known
        Measured attacks and levels.
    lead_s
        Seconds of the render before the cue's first frame.
    chance
        For the small differences between players and repetitions; never the music.
    """

    def __init__(self, part: PlayedPart, known: Calibration, *, sample_rate: int, lead_s: float, chance: Stream) -> None:
        self.instrument = part.instrument
        self._part, self._known, self._rate, self._lead_s, self._chance = part, known, sample_rate, lead_s, chance
        self._seat = SEATS[part.instrument]
        self._expression = Dynamic(part.controls, "expression")
        self._vibrato = Dynamic(part.controls, "vibrato")
        self._turns: dict[tuple[str, int], tuple[int, float]] = {}
        self.voiced: list[Voiced] = []

    def events(self) -> list[Event]:
        """Every event of the part, in order."""
        made: list[Event] = []
        for note in self._part.notes:
            for stroke in self._strokes(note):
                made.extend(self._note(stroke))
        return sorted(made, key=lambda event: (event.block, event.order, event.note))

    def _strokes(self, note: PlayedNote) -> Iterator[PlayedNote]:
        patch, _, _ = self._sound(note)
        if not (patch.rings and note.technique in ("roll", "tremolo") and note.length_s > 1.5 / STROKES_HZ):
            yield note
            return
        count = max(2, round(note.length_s * STROKES_HZ))
        start = self._expression.at(note.onset_s)
        for number in range(count):
            jitter_s = 0.0 if number == 0 else self._chance.between(-7, 7) / 1000
            onset_s = note.onset_s + number * note.length_s / count + jitter_s
            change = self._expression.at(onset_s) - start
            accent = 0.0 if number == 0 and note.carries_hit else -0.06 + self._chance.between(-20, 20) / 1000
            level = max(0.05, min(1.0, note.level + change + accent))
            yield PlayedNote(onset_s, 0.3, note.pitch, note.sound, level, "struck", note.carries_hit and number == 0, note.player)

    def _sound(self, note: PlayedNote) -> tuple[Patch, int, Seat]:
        if note.pitch is None or self._part.instrument == "percussion":
            strike = STRIKES.get(note.sound, STRIKES["bass-drum"])
            return strike.patch, strike.height, Seat(strike.pan_ratio, self._seat.level_db + strike.level_db, self._seat.span_db)
        technique = "marcato" if note.carries_hit and note.technique in ("sustain", "legato") else note.technique
        patch = patch_for(self._part.instrument, technique)
        if note.carries_hit and not patch.rings:
            patch = replace(patch, short=True)
        return patch, note.pitch.height, self._seat

    def _note(self, note: PlayedNote) -> list[Event]:
        patch, height, seat = self._sound(note)
        turn, shift_s = self._turn(note, height)
        velocity = voice.velocity_of(note.level, patch, turn)
        strike = STRIKES.get(note.sound) if self._part.instrument == "percussion" else None
        tune, centre = strike.tune_cents if strike else 0, round(64 + 63 * seat.pan_ratio)
        measured = self._known.ask(patch, height, velocity, pan=centre, tune_cents=tune)
        early_s = min(measured.attack_s, MOST_EARLY_HIT_S if note.carries_hit else MOST_EARLY_S)
        start_s = note.onset_s - early_s + (0.0 if note.carries_hit else shift_s)
        held_s = max(note.length_s, 0.06) + (_OVERLAP_S if note.technique == "legato" else 0.0) + (_RING_S if patch.rings else 0.0)
        gain_db = target_lufs(seat, note.level, height) - measured.level_lufs
        cents = note.detune_cents + turn * 2.0 + tune
        pan = max(0, min(127, centre + (0 if note.carries_hit else _spread(note.player))))
        number = len(self.voiced)
        self.voiced.append(Voiced(patch, height, velocity, voice.controller_for(gain_db), pan, cents))
        first, last = self._block(start_s), self._block(note.onset_s + held_s)
        last = max(last, first + 8)
        moves = self._moves(note, patch, velocity, number, first, last) if note.length_s > 0.5 and not patch.rings else []
        return [Event(first, 2, "on", number), *moves, Event(last, 0, "off", number)]

    def _turn(self, note: PlayedNote, height: int) -> tuple[int, float]:
        """A step and a shift of the start for a note that repeats the last one of its pitch."""
        where = (note.technique, height)
        turn, last_s = self._turns.get(where, (0, -10.0))
        if note.onset_s - last_s < 2.5:
            turn = {0: 1, 1: -1, -1: 0}[turn]
            shift_s = self._chance.between(-4, 4) / 1000
        else:
            turn, shift_s = 0, self._chance.between(-2, 2) / 1000
        self._turns[where] = (turn, note.onset_s)
        return (0 if note.carries_hit else turn), shift_s

    def _moves(self, note: PlayedNote, patch: Patch, velocity: int, number: int, first: int, last: int) -> list[Event]:
        """The life of a held note: expression, a slow breath of its own, vibrato that comes in late."""
        begin = self._expression.at(note.onset_s)
        phase = self._chance.between(0, 628) / 100
        height = note.pitch.height if note.pitch else 60
        colours = {velocity: self._colour_db(patch, height, velocity)} if patch.breath else {}
        moves, before = [], ((fluidsynth.EXPRESSION, voice.RESTING_EXPRESSION), (fluidsynth.BREATH, velocity), (fluidsynth.VIBRATO, 0))
        for block in range(first + MOVE_BLOCKS, last, MOVE_BLOCKS):
            now_s = block * BLOCK / self._rate - self._lead_s
            since_s = now_s - note.onset_s
            if since_s < (HIT_STILL_S if note.carries_hit else 0.0):
                continue
            change = self._expression.at(now_s) - begin + _breath(since_s, note.length_s, phase)
            change *= min(1.0, (since_s - HIT_STILL_S) / 0.4) if note.carries_hit else 1.0
            change = max(0.02 - note.level, min(1.0 - note.level, change))
            breath = max(voice.SOFTEST, min(127, round(velocity + 109 * change))) if patch.breath else velocity
            wanted_db = self._seat.span_db * change
            if patch.breath:
                if breath not in colours:
                    colours[breath] = self._colour_db(patch, height, breath)
                wanted_db -= colours[breath] - colours[velocity]
            vibrato = round(30 * self._vibrato.at(now_s) * min(1.0, max(0.0, since_s - 0.3)))
            controls = (
                (fluidsynth.EXPRESSION, voice.controller_for(wanted_db, voice.RESTING_EXPRESSION)),
                (fluidsynth.BREATH, breath),
                (fluidsynth.VIBRATO, vibrato),
            )
            changed = tuple(pair for pair, old in zip(controls, before) if pair != old)
            if changed:
                brightness = voice.filter_cents(max(10.0, min(127.0, velocity + 109 * change)), patch)
                moves.append(Event(block, 1, "move", number, changed, brightness))
            before = controls
        return moves

    def _colour_db(self, patch: Patch, height: int, breath: int) -> float:
        """The patch's own loudness at a breath, between the measured steps in a straight line."""
        below = voice.step_below(breath)
        above = min(127, below + voice.STEP)
        pan = round(64 + 63 * self._seat.pan_ratio)
        low_db, high_db = (self._known.ask(patch, height, step, pan=pan).level_lufs for step in (below, above))
        return low_db + (high_db - low_db) * (breath - below) / max(1, above - below)

    def _block(self, time_s: float) -> int:
        return max(0, round((time_s + self._lead_s) * self._rate / BLOCK))


def _breath(since_s: float, length_s: float, phase: float) -> float:
    """A held note's own swell in levels: an arch over its length and, when long, a slow uneven wave."""
    arch = 0.045 * math.sin(math.pi * min(1.0, since_s / max(0.5, length_s)))
    wave = 0.028 * math.sin(2 * math.pi * since_s / 2.9 + phase) + 0.014 * math.sin(2 * math.pi * since_s / 1.3 + 2 * phase)
    return arch + wave * min(1.0, since_s / 1.5) if length_s > 1.2 else 0.5 * arch


def _spread(player: int) -> int:
    """Divisi players sit a little apart: CC10 steps from the middle of the section."""
    return (0, -7, 7, -13, 13, -4, 4, -10)[player % 8]


class Channels:
    """Hands out channels in turn, so that a note's tail is not disturbed by the next."""

    def __init__(self) -> None:
        self._next = 0
        self._of: dict[int, int] = {}

    def take(self, note: int) -> int:
        """A channel for a new note: the one that has rested longest."""
        channel = self._next
        self._next = (self._next + 1) % CHANNELS
        self._of[note] = channel
        return channel

    def of(self, note: int) -> int:
        """The channel of a sounding note."""
        return self._of[note]
