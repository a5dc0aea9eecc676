"""The least that any rendering of the same notes must cost: what the house's speed is measured against."""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np

from originalscore.chance import Stream
from originalscore.external.fluidsynth import BLOCK, SoundFont, Synth
from originalscore.model.performance import Performance
from originalscore.render import sounds, voice
from originalscore.render.calibration import calibration
from originalscore.render.casting import Casting
from originalscore.render.decided import Voiced
from originalscore.render.palette import shipped
from originalscore.render.playing import Player


def render_bare(performances: Iterable[Performance], *, sample_rate: int = 48_000) -> float:
    """Sound the same notes as :func:`render` with the orchestra, all of them, and throw the samples away.

    One synthesiser plays every cue, one after the other, each with the rest that its tail takes; notes start and stop and nothing
    moves. No stems, no room, no file. Reading the SoundFont and decoding its samples counts; finding out which notes to
    play does not.

    Returns
    -------
    float
        Seconds it took.
    """
    scripts = [(_script(played, sample_rate), round((played.length_s + played.tail_s) * sample_rate)) for played in performances]
    begun = time.perf_counter()
    font = SoundFont(sounds.soundfont())
    with Synth(font, sample_rate, sounds.GAIN_RATIO) as synth:
        channels = voice.Channels()
        for script, frames in scripts:
            _play(synth, channels, script, frames)
    font.close()
    return time.perf_counter() - begun


def _script(performance: Performance, sample_rate: int) -> list[tuple[int, bool, int, Voiced]]:
    """Every start (True) and stop of a note: (block, start, note number, note), in order."""
    script: list[tuple[int, bool, int, Voiced]] = []
    casting = Casting(shipped(), sample_rate)
    for part in performance.parts:
        player = Player(part, casting, calibration(), sample_rate=sample_rate, lead_s=0.0, chance=Stream(0, "bare", part.instrument))
        events, first = player.events.get(sounds.soundfont(), []), len(script)
        script += [
            (event.block, event.what == "on", first + event.note, player.voiced[event.note]) for event in events if event.what != "move"
        ]
    return sorted(script, key=lambda line: line[:3])


def _play(synth: Synth, channels: voice.Channels, script: list[tuple[int, bool, int, Voiced]], frames: int) -> None:
    at, waste = 0, np.zeros((2, BLOCK * 1024), np.float32)

    def write_until(block: int) -> None:
        nonlocal at
        while (count := min(waste.shape[1], block * BLOCK - at)) > 0:
            synth.write_into(waste[:, :count])
            at += count

    for block, starts, number, note in script:
        write_until(block)
        if starts:
            channel = channels.take(number)
            voice.prepare(synth, channel, note.patch, note.velocity, volume=note.volume, pan=note.pan, cents=note.cents)
            synth.note_on(channel, note.height, note.velocity)
        else:
            synth.note_off(channels.of(number), note.height)
    write_until(frames // BLOCK)
