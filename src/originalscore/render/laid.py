"""Notes that are made one by one (SFZ, synthesis, plug-ins) and laid into the stem to the sample.

Each note is made, tuned, darkened and measured by itself: it starts early by its own half-rise, so that it is felt at its
onset, and is brought to its level by its own loudest K-weighted 400 ms. Then its life is drawn over it as a gain curve, and it
is placed and added. Notes are made when the music comes to them, so a cue of any length takes the memory of what sounds.
"""

from __future__ import annotations

import math
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from originalscore.measures.timbre import felt_s, half_rise_s
from originalscore.render import makers, voice
from originalscore.render.calibration import LISTEN_HELD_S, LISTEN_HIT_S, LISTEN_S, LISTEN_SHORT_S, loudest_lufs
from originalscore.render.decided import MOST_EARLY_HIT_S, Laid
from originalscore.render.felt import heard_from
from originalscore.render.life import Dynamic, Life
from originalscore.render.makers import Maker, Sound, Wish
from originalscore.render.playing import Player

_MOVE_S = 0.04
"""Seconds between two points of a gain curve."""
_OPEN_HZ = 16_000.0
"""Where the low-pass stands for a note that is not darkened (ours)."""
_LEAST_CENTS = 0.2
_MOST_GAIN_DB = 60.0
"""Nothing is raised by more: what is softer is noise."""


class LaidChair:
    """An instrument whose notes are made one by one, stretch after stretch.

    Parameters
    ----------
    player
        Its notes.
    rate
        Hertz.
    lead_s
        Seconds of the render before the cue's first frame.
    stack
        Closes the makers.
    """

    def __init__(self, player: Player, rate: int, lead_s: float, stack: ExitStack) -> None:
        self._notes, self._expression, self._instrument = player.laid, player.expression, player.instrument
        self._pan_ratio = player.seat.pan_ratio
        self._rate, self._lead_s, self._stack = rate, lead_s, stack
        self._makers: dict[tuple[str, str, str], Maker] = {}
        self._early_s: dict[tuple[object, int, int], float] = {}
        self._next, self._at = 0, 0
        self._sounding: list[tuple[int, Sound]] = []

    def play(self, frames: int) -> Sound:
        """The next samples (2, ``frames``)."""
        end = self._at + frames
        while self._next < len(self._notes) and self._sample(self._notes[self._next].onset_s - MOST_EARLY_HIT_S) < end:
            self._sounding.append(self._made(self._notes[self._next]))
            self._next += 1
        sound = np.zeros((2, frames), np.float32)
        for start, note in self._sounding:
            first, last = max(start, self._at), min(start + note.shape[1], end)
            if first < last:
                sound[:, first - self._at : last - self._at] += note[:, first - start : last - start]
        self._sounding = [(start, note) for start, note in self._sounding if start + note.shape[1] > end]
        self._at = end
        return sound

    def _made(self, note: Laid) -> tuple[int, Sound]:
        """A note finished, and the sample where it starts."""
        maker = self._maker(note)
        sound = self._sounded(maker, note)
        heard = sound if maker.leading else self._listened(note, sound)
        grown = sound[:, : round(LISTEN_HELD_S * self._rate)] if not note.choice.patch.rings and not note.choice.patch.short else heard
        raised_db = min(_MOST_GAIN_DB, note.lufs - loudest_lufs(grown, self._rate))
        if maker.leading:
            early_s = 0.0
        elif note.most_early_s == MOST_EARLY_HIT_S:
            early_s = min(self._felt_s(sound, raised_db), note.most_early_s)
        else:
            early_s = min(half_rise_s(heard, self._rate), note.most_early_s)
        start = self._sample(note.onset_s + note.shift_s - early_s)
        gain_db = np.full(1, raised_db)
        if note.life is not None and not maker.leading:  # what leads grows by itself
            times_s, changes = life_of(note.life, self._expression)
            samples = (times_s + self._lead_s) * self._rate - start
            gain_db = gain_db + note.life.span_db * np.interp(np.arange(sound.shape[1]), samples, changes)
        sound *= np.power(10.0, gain_db / 20).astype(np.float32)
        return start, sound

    def _felt_s(self, sound: Sound, raised_db: float) -> float:
        """When a hit is felt from its instrument's place."""
        hit = sound[:, : round(LISTEN_HIT_S * self._rate)]
        return felt_s(heard_from(self._instrument, hit, self._rate, gain_db=raised_db, pan_ratio=self._pan_ratio), self._rate)[0]

    def _sounded(self, maker: Maker, note: Laid) -> Sound:
        """A note tuned, coloured and panned, held from its early start to its end."""
        name = (note.choice, note.height, note.velocity)
        early_s = 0.0 if note.choice.patch.rings or maker.leading else self._early_s.get(name)
        if early_s is None:
            probe = self._listened(note, self._finished(maker, note, min(note.held_s, LISTEN_S), 0.0))
            early_s = self._early_s[name] = min(half_rise_s(probe, self._rate), note.most_early_s)
        return self._finished(maker, note, note.held_s + early_s, early_s)

    def _finished(self, maker: Maker, note: Laid, held_s: float, early_s: float) -> Sound:
        made = maker.note(Wish(note.height, note.velocity, note.level, held_s, note.seed))
        tuned = detuned(made, note.cents)
        cutoffs_hz = np.full(1, _OPEN_HZ * 2 ** (voice.filter_cents(note.velocity, note.choice.patch) / 1200))
        if note.life is not None and note.choice.patch.open_cents:
            times_s, changes = life_of(note.life, self._expression)
            cents = [voice.filter_cents(max(10.0, min(127.0, note.velocity + 109 * change)), note.choice.patch) for change in changes]
            samples = (times_s - note.onset_s + early_s) * self._rate
            cutoffs_hz = _OPEN_HZ * 2 ** (np.interp(np.arange(tuned.shape[1]), samples, cents) / 1200)
        return panned(coloured(tuned, cutoffs_hz, self._rate), note.pan_ratio)

    def _listened(self, note: Laid, sound: Sound) -> Sound:
        """As much of a note as its attack and loudness are measured on."""
        return sound[:, : round((LISTEN_SHORT_S if note.choice.patch.short else LISTEN_S) * self._rate)]

    def _maker(self, note: Laid) -> Maker:
        choice = note.choice
        name = (choice.kind, str(choice.place), choice.patch.sound)
        if name not in self._makers:
            self._makers[name] = self._stack.enter_context(makers.opened_maker(choice.kind, choice.place, choice.patch.sound, self._rate))
        return self._makers[name]

    def _sample(self, time_s: float) -> int:
        return max(0, round((time_s + self._lead_s) * self._rate))


def life_of(life: Life, expression: Dynamic) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times of the cue, and the level then against the note's beginning."""
    times_s = np.linspace(life.onset_s, life.onset_s + life.length_s, 2 + int(life.length_s / _MOVE_S))
    return times_s, np.array([life.change(expression, float(now_s)) for now_s in times_s])


def detuned(sound: Sound, cents: float) -> Sound:
    """The same sound a few cents off, by cubic interpolation (Catmull-Rom) between samples."""
    if abs(cents) < _LEAST_CENTS:
        return sound
    ratio = 2 ** (cents / 1200)
    at = np.arange(max(1, int((sound.shape[1] - 1) / ratio))) * ratio
    whole = at.astype(np.int64)
    share = (at - whole).astype(np.float32)
    padded = np.pad(sound, ((0, 0), (1, 3)))
    a, b, c, d = (padded[:, whole + step] for step in range(4))
    made: Sound = b + 0.5 * share * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)))
    return made


def coloured(sound: Sound, cutoffs_hz: NDArray[np.float64], rate: int) -> Sound:
    """The sound through a low-pass that moves between its lowest and highest place: two fixed ones, faded into each other.

    Parameters
    ----------
    cutoffs_hz
        One value, or one for each sample.
    """
    low_hz, high_hz = float(cutoffs_hz.min()), float(cutoffs_hz.max())
    dark = _low_passed(sound, low_hz, rate)
    if high_hz < 1.02 * low_hz:
        return dark
    share = (np.log(cutoffs_hz / low_hz) / math.log(high_hz / low_hz)).astype(np.float32)
    return dark + share * (_low_passed(sound, high_hz, rate) - dark)


def _low_passed(sound: Sound, cutoff_hz: float, rate: int) -> Sound:
    if cutoff_hz >= 0.99 * _OPEN_HZ:
        return sound
    filtered: Sound = sosfilt(butter(2, cutoff_hz, fs=rate, output="sos").astype(np.float32), sound, axis=1).astype(np.float32)
    return filtered


def panned(sound: Sound, pan_ratio: float) -> Sound:
    """The sound at its place, the power of the middle kept."""
    angle = 0.25 * math.pi * (pan_ratio + 1)
    gains = math.sqrt(2) * np.array([[math.cos(angle)], [math.sin(angle)]], np.float32)
    made: Sound = sound * gains
    return made
