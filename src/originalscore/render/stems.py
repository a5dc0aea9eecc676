"""Render a performance: instrument by instrument into stems, each in the room, each written as a wave.

Two threads take the stems in order, one at a time each, so at most two are in memory. A stem is the sum of its
instruments, dry and seated, put into the room and written as 24-bit PCM. The music mix is the sum of the stems.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.chance import Stream
from originalscore.external import fluidsynth
from originalscore.external.fluidsynth import BLOCK, Synth
from originalscore.files import checksum, whole_file
from originalscore.model.audio import AudioFile, CueStems, StemSound
from originalscore.model.performance import Performance, PlayedPart
from originalscore.music.instrument import INSTRUMENTS, STEMS
from originalscore.render import sounds, voice
from originalscore.render.calibration import Calibration, calibration
from originalscore.render.palette import SEATS
from originalscore.render.playing import Channels, Event, Player
from originalscore.render.room import add_room

LEAD_S = 0.5
"""Sound before the cue's first frame, so that slow attacks can start early."""
CUT_S, CUT_ROOM_S = 0.06, 0.4
"""A dead stop: how long the dry sound and the room may take to end."""
RING_OUT_S = 1.0
_FAR_EAR_S = 0.00025


def render(
    performance: Performance, folder: Path, *, sample_rate: int = 48_000, progress: Callable[[float], None] | None = None
) -> CueStems:
    """Render one cue's stems into ``folder``, as ``<stem>.wav``; silent stems are left out.

    Parameters
    ----------
    performance
        One cue as played.
    folder
        Made if need be; the files appear whole.
    sample_rate
        44100, 48000 or 96000 Hz.
    progress
        Called with the share done, 0 to 1, from the rendering threads.

    Returns
    -------
    CueStems
        Sample ``lead_samples`` is the cue's first frame. Files are named absolutely. All stems have one length.

    Raises
    ------
    SoundError
        If the synthesiser, the sounds or an instrument's patch are missing.
    """
    sounds.soundfont()
    parts = {name: [part for part in performance.parts if part.notes and INSTRUMENTS[part.instrument].stem == name] for name in STEMS}
    busy = [name for name in STEMS if parts[name]]
    total = max(1, sum(len(part.notes) for name in busy for part in parts[name]))
    work = _Work(performance, folder.resolve(), sample_rate, calibration(), total, progress)
    with ThreadPoolExecutor(max_workers=2) as pool:
        made = [stem for stem in pool.map(lambda name: work.stem(name, parts[name]), busy) if stem is not None]
    work.known.save()
    return CueStems(performance.cue, round(LEAD_S * sample_rate), tuple(made))


class _Work:
    """One cue being rendered."""

    def __init__(
        self, performance: Performance, folder: Path, rate: int, known: Calibration, total: int, progress: Callable[[float], None] | None
    ) -> None:
        self.performance, self.folder, self.rate, self.known = performance, folder, rate, known
        self._total, self._done, self._progress, self._lock = total, 0, progress, threading.Lock()
        self._cut = performance.tail_s < CUT_S
        dry_s = LEAD_S + performance.length_s + (CUT_S if self._cut else performance.tail_s)
        self._frames = -(-round(dry_s * rate) // BLOCK) * BLOCK

    def stem(self, name: str, parts: list[PlayedPart]) -> StemSound | None:
        """Render, place and write one stem; None if it is silent."""
        sound = np.zeros((2, self._frames), np.float32)
        for part in parts:
            sound += self._instrument(part)
            self._report(len(part.notes))
        self._end(sound)
        wet = add_room(sound, stem=name, sample_rate=self.rate)
        if self._cut:
            wet = _cut_room(wet, self._frames, self.rate)
        peak = float(np.max(np.abs(wet))) if wet.size else 0.0
        if peak < 2.0**-23:
            return None
        path = self.folder / f"{name}.wav"
        _write(path, wet, self.rate)
        audio = AudioFile(str(path), checksum(path), self.rate, 2, wet.shape[1])
        return StemSound(name, audio, round(20 * float(np.log10(peak)), 2))

    def _instrument(self, part: PlayedPart) -> NDArray[np.float32]:
        chance = Stream(0, "render", self.performance.cue, part.instrument)
        player = Player(part, self.known, sample_rate=self.rate, lead_s=LEAD_S, chance=chance)
        events = player.events()
        with sounds.synth(self.rate) as synth:
            sound = _perform(synth, player, events, self._frames)
        return _seat(sound, SEATS[part.instrument].pan_ratio, self.rate)

    def _end(self, sound: NDArray[np.float32]) -> None:
        """Fade the dry sound out at the cue's end: at once for a dead stop, else over the last second of its tail."""
        fade_s = CUT_S if self._cut else min(RING_OUT_S, self.performance.tail_s)
        fade = max(1, round(fade_s * self.rate))
        sound[:, -fade:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fade))).astype(np.float32)

    def _report(self, notes: int) -> None:
        with self._lock:
            self._done += notes
            if self._progress is not None:
                self._progress(self._done / self._total)


def _perform(synth: Synth, player: Player, events: list[Event], frames: int) -> NDArray[np.float32]:
    sound = np.zeros((2, frames), np.float32)
    channels, at = Channels(), 0
    for event in events:
        until = min(frames, event.block * BLOCK)
        if until > at:
            synth.write_into(sound[:, at:until])
            at = until
        if at >= frames:
            break
        _do(synth, player, channels, event)
    if at < frames:
        synth.write_into(sound[:, at:])
    return sound


def _do(synth: Synth, player: Player, channels: Channels, event: Event) -> None:
    note = player.voiced[event.note]
    if event.what == "on":
        channel = channels.take(event.note)
        voice.prepare(synth, channel, note.patch, note.velocity, volume=note.volume, pan=note.pan, cents=note.cents)
        synth.note_on(channel, note.height, note.velocity)
    elif event.what == "off":
        synth.note_off(channels.of(event.note), note.height)
    else:
        channel = channels.of(event.note)
        for controller, value in event.controls:
            synth.control(channel, controller, value)
        synth.offset(channel, fluidsynth.FILTER_CENTS, event.filter_cents)


def _seat(sound: NDArray[np.float32], pan_ratio: float, rate: int) -> NDArray[np.float32]:
    """Let the farther ear hear a little later (at most 0.25 ms), which places a mono patch better than level alone."""
    late = round(abs(pan_ratio) * _FAR_EAR_S * rate)
    far = 0 if pan_ratio > 0 else 1
    if late:
        sound[far, late:] = sound[far, :-late].copy()
        sound[far, :late] = 0
    return sound


def _cut_room(wet: NDArray[np.float32], dry_frames: int, rate: int) -> NDArray[np.float32]:
    fade = min(round(CUT_ROOM_S * rate), wet.shape[1] - dry_frames)
    if fade < 1:
        return wet
    kept = wet[:, : dry_frames + fade].copy()
    kept[:, dry_frames:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fade))).astype(np.float32)
    return kept


def _write(path: Path, sound: NDArray[np.float32], rate: int) -> None:
    """Write 24-bit PCM: rounded to the nearest step, no dither, so that the same sound gives the same bytes."""
    steps = np.clip(np.rint(sound.astype(np.float64) * 2**23), -(2**23), 2**23 - 1).astype(np.int32) << 8
    with whole_file(path) as partial:
        soundfile.write(partial, np.ascontiguousarray(steps.T), rate, subtype="PCM_24", format="WAV")
