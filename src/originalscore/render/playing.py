"""Turn what an instrument plays into events for the synthesiser, on its grid of 64 samples, and into notes to be laid.

Every note starts early by its measured attack, so that it is *felt* at its onset: hits exactly, as heard in the hall, other notes by at
most 0.2 s. Repeated notes take turns between neighbouring velocity steps, tunings and starts, so that no two are the same sample;
held notes never stand still (``life.py``); players of a divided section sit and tune a little apart. Rolls are made of single
strokes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from originalscore.chance import Stream
from originalscore.external import fluidsynth
from originalscore.external.fluidsynth import BLOCK
from originalscore.model.palette import Patch
from originalscore.model.performance import PlayedNote, PlayedPart
from originalscore.render import voice
from originalscore.render.calibration import Calibration
from originalscore.render.casting import Casting, Choice, role_of
from originalscore.render.decided import MOST_EARLY_HIT_S, MOST_EARLY_S, Event, Laid, Sounded, Voiced, target_lufs
from originalscore.render.life import HIT_STILL_S, Dynamic, Life
from originalscore.render.listening import Listening

MOVE_BLOCKS = 32
"""Blocks between two moves of a held note: 43 ms at 48 kHz."""
STROKES_HZ = 13.5
_OVERLAP_S, _RING_S = 0.045, 0.35
_SILENCE_S = 0.25
"""A note is the last before a silence when nothing of its part begins within so long after it."""
_CLEAR_S = 0.6
_PARTING_TIMECENTS = 1000
"""Such a note is let go slowly: its release takes 1.8 times as long."""
_LEAST_APART_CENTS = 1.5
_CLEARER_CENTS, _DOUBT_S = (0.0, 2.0, -2.0, 4.0, -4.0), 0.005
"""Tunings that are tried for a hit whose rise is felt at two moments, in the hall, and what doubt is none (ours)."""
_SPREAD_CENTS = (0.0, 3.0, -3.0, 5.0, -5.0, 2.0, -2.0, 4.0)
_SPREAD_PAN = (0, -7, 7, -13, 13, -4, 4, -10)
"""How far the players of a divided section tune and sit (in steps of CC10) from its middle."""


class Player:
    """One instrument of one cue, its notes decided.

    Parameters
    ----------
    part
        What it plays.
    casting
        With which sounds.
    known
        Measured attacks and levels.
    lead_s
        Seconds of the render before the cue's first frame.
    chance
        For the small differences between players and repetitions; never the music.
    stop_s
        Where the cue stops dead; None: its last notes may leave.
    hits_s
        When anybody carries a hit: before one the air is kept clear, and no note leaves slowly.

    Attributes
    ----------
    events
        By SoundFont, in order.
    voiced
        The notes that events speak of.
    laid
        In order of their onsets.
    lacking
        Heights that a sound does not have, and that were played by the next one.
    expression
        The part's dynamic.
    """

    def __init__(
        self, part: PlayedPart, casting: Casting, known: Calibration, *, sample_rate: int, lead_s: float, chance: Stream,
        stop_s: float | None = None, hits_s: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        self.instrument = part.instrument
        self.seat = casting.seat(part.instrument)
        self.expression = Dynamic(part.controls, "expression")
        self.events: dict[Path, list[Event]] = {}
        self.voiced: list[Voiced] = []
        self.laid: list[Laid] = []
        self._part, self._casting, self._rate, self._lead_s = part, casting, sample_rate, lead_s
        self._ear = Listening(part.instrument, casting, known)
        self.lacking = self._ear.lacking
        self._chance, self._stop_s, self._hits_s = chance, stop_s, hits_s
        self._vibrato = Dynamic(part.controls, "vibrato")
        self._turns: dict[tuple[str, int], tuple[int, float]] = {}
        self._tuned: dict[tuple[Patch, int], float] = {}
        self._onsets = [note.onset_s for note in part.notes]
        self._ends = list(accumulate((note.onset_s + note.length_s for note in part.notes), max))
        self._decide()

    def _decide(self) -> None:
        for note in self._part.notes:
            parts = self._parts(note)
            for stroke in self._strokes(note):
                self._note(stroke, parts)
        for events in self.events.values():
            events.sort(key=lambda event: (event.block, event.order, event.note))
        self.laid.sort(key=lambda note: note.onset_s)

    def _parts(self, note: PlayedNote) -> bool:
        """Whether a note ends into silence: none that has begun by then, or begins soon after, sounds on."""
        end_s = note.onset_s + note.length_s
        if self._stop_s is not None and end_s > self._stop_s - 0.1:
            return False
        if any(end_s - 0.1 < hit_s < end_s + _CLEAR_S for hit_s in self._hits_s):
            return False
        begun = bisect_right(self._onsets, end_s + _SILENCE_S)
        return self._ends[begun - 1] < end_s + 0.02

    def _strokes(self, note: PlayedNote) -> Iterator[PlayedNote]:
        if not (note.technique in ("roll", "tremolo") and note.length_s > 1.5 / STROKES_HZ and self._sound(note).patch.rings):
            yield note
            return
        count = max(2, round(note.length_s * STROKES_HZ))
        start = self.expression.at(note.onset_s)
        for number in range(count):
            jitter_s = 0.0 if number == 0 else self._chance.between(-7, 7) / 1000
            onset_s = note.onset_s + number * note.length_s / count + jitter_s
            change = self.expression.at(onset_s) - start
            accent = 0.0 if number == 0 and note.carries_hit else -0.06 + self._chance.between(-20, 20) / 1000
            level = max(0.05, min(1.0, note.level + change + accent))
            yield PlayedNote(onset_s, 0.3, note.pitch, note.sound, level, "struck", note.carries_hit and number == 0, note.player)

    def _sound(self, note: PlayedNote) -> Sounded:
        """The first sound of the note's role that has its height."""
        found = None
        for choice in self._casting.choices(role_of(self.instrument, note)):
            sound = self._sounded(note, choice)
            found = found or sound
            if self._ear.has(sound):
                return sound
        assert found is not None  # choices raises where there is none
        return found

    def _sounded(self, note: PlayedNote, choice: Choice) -> Sounded:
        strike, patch = choice.strike, choice.patch
        if strike is not None:
            seat = replace(self.seat, pan_ratio=strike.pan_ratio, level_db=self.seat.level_db + strike.level_db)
            return Sounded(choice, patch, strike.height + patch.transpose, seat, strike.tune_cents)
        height = (note.pitch.height if note.pitch else 60) + patch.transpose
        heard = replace(patch, short=True) if note.carries_hit and not patch.rings else patch
        return Sounded(choice, heard, height, self.seat, patch.mended_cents(height))

    def _note(self, note: PlayedNote, parts: bool) -> None:
        sound = self._sound(note)
        patch, hit = sound.patch, note.carries_hit
        turn, shift_s = self._turn(note, sound.height)
        cents = self._apart(patch, sound.height, note.detune_cents + turn * 2.0 + _SPREAD_CENTS[note.player % 8]) + sound.tune_cents
        held_s = max(note.length_s, 0.06) + (_OVERLAP_S if note.technique == "legato" else 0.0) + (_RING_S if patch.rings else 0.0)
        life = None
        if note.length_s > 0.5 and not patch.rings:
            phase = self._chance.between(0, 628) / 100
            life = Life(note.onset_s, note.length_s, note.level, sound.seat.span_db, phase, HIT_STILL_S if hit else 0.0, parts)
        self._place(
            sound,
            Laid(
                sound.choice, sound.height, voice.velocity_of(note.level, patch, turn), note.level, held_s, note.onset_s,
                0.0 if hit else shift_s, MOST_EARLY_HIT_S if hit else MOST_EARLY_S,
                target_lufs(sound.seat, note.level, sound.height - patch.transpose) - self._ear.lift_db(sound), sound.seat.pan_ratio, cents, life, len(self.laid),
            ),
            0 if hit else _SPREAD_PAN[note.player % 8],
            _PARTING_TIMECENTS if parts and not patch.rings else 0,
        )  # fmt: skip

    def _place(self, sound: Sounded, note: Laid, aside: int, release_timecents: int) -> None:
        """Put a note among those to be laid, or write its events for the synthesiser."""
        if sound.choice.laid:
            self.laid.append(replace(note, pan_ratio=max(-1.0, min(1.0, note.pan_ratio + aside / 63))))
            return
        measured = self._ear.ask(sound, note.velocity)
        gain_db = note.lufs - measured.level_lufs
        attack_s, cents = measured.attack_s, note.cents
        if note.most_early_s == MOST_EARLY_HIT_S:
            attack_s, cents = self._clearest(sound, note, gain_db)
        number, pan = len(self.voiced), max(0, min(127, round(64 + 63 * note.pan_ratio) + aside))
        volume = voice.controller_for(gain_db)
        self.voiced.append(Voiced(sound.patch, note.height, note.velocity, volume, pan, cents, release_timecents))
        first = self._block(note.onset_s - min(attack_s, note.most_early_s) + note.shift_s)
        last = max(self._block(note.onset_s + note.held_s), first + 8)
        moves = self._moves(sound, note.life, note.velocity, number, first, last) if note.life else []
        self.events.setdefault(sound.choice.place, []).extend(
            [Event(first, 2, "on", number), *moves, Event(last, 0, "off", number)]
        )  # fmt: skip

    def _clearest(self, sound: Sounded, note: Laid, gain_db: float) -> tuple[float, float]:
        """When a hit is felt, and in which tuning: the first in which it speaks in one rise, else the first that at least halves the doubt."""
        attack_s, least_s, cents = 0.0, float("inf"), note.cents
        for aside_cents in _CLEARER_CENTS:
            felt_s, doubt_s = self._ear.felt_s(sound, note.velocity, gain_db, note.cents + aside_cents)
            if doubt_s <= max(_DOUBT_S, 0.5 * least_s):
                attack_s, least_s, cents = felt_s, doubt_s, note.cents + aside_cents
            if doubt_s <= _DOUBT_S:
                break
        self._tuned[sound.patch, sound.height] = cents - sound.tune_cents
        return attack_s, cents

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

    def _apart(self, patch: Patch, height: int, cents: float) -> float:
        """A tuning that differs from that of the last note of the same patch and height, however long ago."""
        last = self._tuned.get((patch, height))
        if last is not None and abs(cents - last) < _LEAST_APART_CENTS:
            cents = last + (_LEAST_APART_CENTS if last <= 0 else -_LEAST_APART_CENTS)
        self._tuned[patch, height] = cents
        return cents

    def _moves(self, sound: Sounded, life: Life, velocity: int, number: int, first: int, last: int) -> list[Event]:
        """The life of a held note: level, brightness, pitch, and vibrato that comes in late."""
        patch, base_cents = sound.patch, self.voiced[number].cents
        colours = {velocity: self._ear.colour_db(sound, velocity)} if patch.breath else {}
        moves, before = [], ((fluidsynth.EXPRESSION, voice.RESTING_EXPRESSION), (fluidsynth.BREATH, velocity), (fluidsynth.VIBRATO, 0))
        for block in range(first + MOVE_BLOCKS, last, MOVE_BLOCKS):
            now_s = block * BLOCK / self._rate - self._lead_s
            since_s = now_s - life.onset_s
            if since_s < life.still_s:
                continue
            change = life.change(self.expression, now_s)
            breath = max(voice.SOFTEST, min(patch.ceiling, round(velocity + 109 * change))) if patch.breath else velocity
            wanted_db = sound.seat.span_db * change
            if patch.breath:
                if breath not in colours:
                    colours[breath] = self._ear.colour_db(sound, breath)
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
                moves.append(Event(block, 1, "move", number, changed, brightness, base_cents + life.drift_cents(now_s)))
            before = controls
        return moves

    def _block(self, time_s: float) -> int:
        return max(0, round((time_s + self._lead_s) * self._rate / BLOCK))
