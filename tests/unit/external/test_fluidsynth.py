"""FluidSynth through its C interface."""

from pathlib import Path

import numpy as np
import pytest

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import BLOCK, Synth
from originalscore.render.sounds import soundfont


def test_a_note_starts_on_the_block_it_was_asked_for():
    synth = Synth(soundfont(), 48_000)
    synth.program(0, 0, 8)
    before = synth.write(10 * BLOCK)
    synth.note_on(0, 72, 100)
    after = synth.write(40 * BLOCK)
    synth.close()
    assert not before.any()
    assert np.abs(after[:, : 4 * BLOCK]).max() > 1e-4


def test_two_new_synths_give_the_same_bits():
    sounds = []
    for _ in range(2):
        synth = Synth(soundfont(), 48_000)
        synth.program(0, 0, 46)
        synth.note_on(0, 60, 90)
        sounds.append(synth.write(200 * BLOCK))
        synth.close()
    assert sounds[0].any()
    assert np.array_equal(sounds[0], sounds[1])


def test_missing_sounds_say_what_to_install():
    with pytest.raises(SoundError, match="apt-get install"):
        Synth(Path("nowhere.sf3"), 48_000)


def test_a_preset_that_is_not_there_is_named():
    synth = Synth(soundfont(), 48_000)
    with pytest.raises(SoundError, match="99:99"):
        synth.program(0, 99, 99)
    synth.close()
