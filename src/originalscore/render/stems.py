"""Render a performance: instrument by instrument into stems, each in the room, each written as a wave.

Two threads take the stems, the longest first. A stem is made in stretches: its instruments play on (each on a synthesiser
of its own), are seated and summed, put into the room and written as 24-bit PCM, so a cue of any length takes the same
memory. The music mix is the sum of the stems.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.chance import Stream
from originalscore.external import fluidsynth
from originalscore.external.fluidsynth import BLOCK, Synth
from originalscore.formats.wav import WaveFile, to_24_bit
from originalscore.model.audio import CueStems, StemSound
from originalscore.model.palette import Palette
from originalscore.model.performance import Performance, PlayedPart
from originalscore.model.shortfall import Shortfall
from originalscore.music.instrument import INSTRUMENTS, STEMS
from originalscore.render import sounds, voice
from originalscore.render.calibration import Calibration, calibration
from originalscore.render.casting import Casting, cast
from originalscore.render.decided import Event, Voiced
from originalscore.render.laid import LaidChair
from originalscore.render.palette import shipped
from originalscore.render.playing import Player
from originalscore.render.room import Room, Sound
from originalscore.render.saturation import LOW_BRASS, Saturation
from originalscore.render.stage import FarEar

LEAD_S = 0.5
"""Sound before the cue's first frame, so that slow attacks can start early."""
CUT_S, CUT_ROOM_S = 0.06, 0.4
"""A dead stop: how long the dry sound and the room may take to end."""
RING_OUT_S = 1.0
DEAD_STOP_S = 0.2
"""A cue whose tail is shorter stops dead: its last notes do not leave."""
STRETCH = 6392 * BLOCK
"""Samples made at a time, 8.5 s at 48 kHz: with the room's ring at that rate it fills a transform of 2**19."""


def render(
    performance: Performance, folder: Path, *, palette: Palette | None = None, sample_rate: int = 48_000,
    progress: Callable[[float], None] | None = None,
) -> CueStems:  # fmt: skip
    """Render one cue's stems into ``folder``, as ``<stem>.wav``; silent stems are left out.

    Parameters
    ----------
    performance
        One cue as played.
    folder
        Made if need be; the files appear whole.
    palette
        Whose sounds are played; default: the orchestra.
    sample_rate
        44100, 48000 or 96000 Hz.
    progress
        Called with the share done, 0 to 1, from the rendering threads.

    Returns
    -------
    CueStems
        Sample ``lead_samples`` is the cue's first frame. Files are named absolutely. All stems have one length. Sounds that
        the palette could not give are shortfalls.

    Raises
    ------
    SoundError
        If an instrument has no sound at all: neither of the palette nor of the orchestra.
    """
    casting, roles = cast(palette, performance, sample_rate)
    parts = {name: [part for part in performance.parts if part.notes and INSTRUMENTS[part.instrument].stem == name] for name in STEMS}
    work = _Work(performance, folder.resolve(), sample_rate, calibration(), progress, casting)
    busy = sorted((name for name in STEMS if parts[name]), key=lambda name: -_sounding_s(parts[name]))  # the longest work first
    with ThreadPoolExecutor(max_workers=2) as pool:
        made = [stem for stem in pool.map(lambda name: work.stem(name, parts[name]), busy) if stem is not None]
    work.known.save()
    made.sort(key=lambda stem: STEMS.index(stem.name))
    shortfalls = (*casting.shortfalls(roles), *sorted(work.shortfalls, key=lambda one: one.wanted))
    return CueStems(performance.cue, round(LEAD_S * sample_rate), tuple(made), shortfalls)


def _sounding_s(parts: list[PlayedPart]) -> float:
    """Seconds of notes, the measure of a stem's work."""
    return sum(note.length_s for part in parts for note in part.notes)


class _Work:
    """One cue being rendered."""

    def __init__(
        self, performance: Performance, folder: Path, rate: int, known: Calibration, progress: Callable[[float], None] | None,
        casting: Casting | None = None,
    ) -> None:  # fmt: skip
        self.casting = casting or Casting(shipped(), rate)
        self.shortfalls: list[Shortfall] = []
        self.performance, self.folder, self.rate, self.known = performance, folder, rate, known
        self._progress, self._lock = progress, threading.Lock()
        self._cut = performance.tail_s < CUT_S
        self._hits_s = tuple(sorted({note.onset_s for part in performance.parts for note in part.notes if note.carries_hit}))
        dry_s = LEAD_S + performance.length_s + (CUT_S if self._cut else performance.tail_s)
        self.frames = -(-round(dry_s * rate) // BLOCK) * BLOCK
        self._notes, self._done = sum(len(part.notes) for part in performance.parts), 0.0

    def stem(self, name: str, parts: list[PlayedPart]) -> StemSound | None:
        """Render, place and write one stem; None if it is silent."""
        room = Room(name, self.rate)
        places = [room.seat(part.instrument) for part in parts]
        with WaveFile(self.folder / f"{name}.wav", sample_rate=self.rate) as wave:
            for chairs in self.chair_blocks(parts):
                seated = sum((place.add(dry) for place, dry in zip(places, chairs, strict=True)), np.zeros_like(chairs[0]))
                wave.write(to_24_bit(room.add(seated)))
            wave.write(to_24_bit(self._ring(room)))
        if not wave.peak:
            wave.path.unlink()
            return None
        listed = wave.listed(self.folder)
        return StemSound(name, replace(listed, file=str(wave.path)), wave.peak_dbfs)

    def dry_blocks(self, parts: list[PlayedPart]) -> Iterator[Sound]:
        """The sum of some instruments, panned and faded at the cue's end, block by block."""
        for chairs in self.chair_blocks(parts):
            yield np.sum(chairs, axis=0)

    def chair_blocks(self, parts: list[PlayedPart]) -> Iterator[list[Sound]]:
        """Each instrument by itself, dry, panned and faded at the cue's end, block by block."""
        share = sum(len(part.notes) for part in parts) / max(1, self._notes)
        with ExitStack() as stack:
            desks = [Desk(self._player(part), self.rate, stack) for part in parts]
            for first in range(0, self.frames, STRETCH):
                count = min(STRETCH, self.frames - first)
                blocks = [desk.play(count) for desk in desks]
                for dry in blocks:
                    self._fade(dry, first)
                yield blocks
                self._report(share * count / self.frames)

    def _player(self, part: PlayedPart) -> Player:
        chance = Stream(0, "render", self.performance.cue, part.instrument)
        stop_s = self.performance.length_s if self.performance.tail_s < DEAD_STOP_S else None
        player = Player(
            part, self.casting, self.known, sample_rate=self.rate, lead_s=LEAD_S, chance=chance, stop_s=stop_s, hits_s=self._hits_s
        )  # fmt: skip
        for choice, heights in player.lacking.items():
            keys = ", ".join(str(height) for height in sorted(heights))
            wanted = f"{INSTRUMENTS[part.instrument].name} {choice.offer.articulation} of {choice.offer.palette}, keys {keys}"
            self.shortfalls.append(Shortfall("", wanted, "the next sound that has them", "there is no sample at these keys"))
        return player

    def _fade(self, dry: Sound, first: int) -> None:
        """Fade the dry sound out at the cue's end: at once for a dead stop, else over the last second of its tail."""
        length = max(1, round((CUT_S if self._cut else min(RING_OUT_S, self.performance.tail_s)) * self.rate))
        begin = max(first, self.frames - length)
        if begin < first + dry.shape[1]:
            done = np.arange(begin, first + dry.shape[1]) - (self.frames - length)
            dry[:, begin - first :] *= _falling(done / max(1, length - 1))

    def _ring(self, room: Room) -> Sound:
        """The room's ring after the last dry sample; it too ends soon after a dead stop."""
        ring = room.ring()
        if self._cut:
            length = round(CUT_ROOM_S * self.rate)
            ring = ring[:, :length] * _falling(np.linspace(0, 1, length))
        return ring

    def _report(self, share: float) -> None:
        with self._lock:
            self._done += share
            if self._progress is not None:
                self._progress(min(1.0, self._done))


def _falling(share: NDArray[np.float64]) -> NDArray[np.float32]:
    """Half a cosine from 1 to 0 while ``share`` goes from 0 to 1."""
    return (0.5 + 0.5 * np.cos(np.pi * share)).astype(np.float32)


class Desk:
    """An instrument in its place on the stage: everything that sounds for it, whatever makes it."""

    def __init__(self, player: Player, rate: int, stack: ExitStack) -> None:
        fonts = {path: stack.enter_context(sounds.lent_font(path)) for path in sorted(player.events)}
        synths = {path: stack.enter_context(sounds.new_synth(font, rate)) for path, font in fonts.items()}
        self._chairs: list[Chair | LaidChair] = [Chair(player.events[path], player.voiced, synth) for path, synth in synths.items()]
        if player.laid:
            self._chairs.append(LaidChair(player, rate, LEAD_S, stack))
        self._far = FarEar(player.seat.pan_ratio, rate)
        self._warm = Saturation(player.instrument, rate) if player.instrument in LOW_BRASS else None

    def play(self, frames: int) -> Sound:
        """The next samples (2, ``frames``); a multiple of 64, except at the end."""
        sound = self._chairs[0].play(frames) if self._chairs else np.zeros((2, frames), np.float32)
        for chair in self._chairs[1:]:
            sound += chair.play(frames)
        sound = self._far.add(sound)
        return self._warm.add(sound) if self._warm else sound


class Chair:
    """Notes played on a synthesiser of their own, stretch after stretch."""

    def __init__(self, events: list[Event], voiced: list[Voiced], synth: Synth) -> None:
        self._synth, self._voiced = synth, voiced
        self._events, self._next, self._channels, self._at = events, 0, voice.Channels(), 0

    def play(self, frames: int) -> Sound:
        """The next samples (2, ``frames``); a multiple of 64, except at the end."""
        sound = np.zeros((2, frames), np.float32)
        at = 0
        while self._next < len(self._events) and (until := self._events[self._next].block * BLOCK - self._at) < frames:
            if until > at:
                self._synth.write_into(sound[:, at:until])
                at = until
            self._do(self._events[self._next])
            self._next += 1
        self._synth.write_into(sound[:, at:])
        self._at += frames
        return sound

    def _do(self, event: Event) -> None:
        synth, note = self._synth, self._voiced[event.note]
        if event.what == "on":
            channel = self._channels.take(event.note)
            voice.prepare(
                synth, channel, note.patch, note.velocity, volume=note.volume, pan=note.pan, cents=note.cents,
                release_timecents=note.release_timecents,
            )  # fmt: skip
            synth.note_on(channel, note.height, note.velocity)
        elif event.what == "off":
            synth.note_off(self._channels.of(event.note), note.height)
        else:
            channel = self._channels.of(event.note)
            for controller, value in event.controls:
                synth.control(channel, controller, value)
            synth.offset(channel, fluidsynth.FILTER_CENTS, event.filter_cents)
            synth.tune(channel, event.cents)
