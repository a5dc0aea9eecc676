"""FluidSynth through its C interface."""

from pathlib import Path

import numpy as np
import pytest

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import BLOCK, SoundFont, Synth
from originalscore.render.sounds import soundfont


@pytest.fixture(scope="module")
def font():
    opened = SoundFont(soundfont())
    yield opened
    opened.close()


def played(font, bank, program, height):
    with Synth(font, 48_000) as synth:
        synth.program(0, bank, program)
        synth.note_on(0, height, 90)
        return synth.write(200 * BLOCK)


def test_a_note_starts_on_the_block_it_was_asked_for(font):
    with Synth(font, 48_000) as synth:
        synth.program(0, 0, 8)
        before = synth.write(10 * BLOCK)
        synth.note_on(0, 72, 100)
        after = synth.write(40 * BLOCK)
    assert not before.any()
    assert np.abs(after[:, : 4 * BLOCK]).max() > 1e-4


def test_two_new_synths_give_the_same_bits_whatever_the_font_played_between(font):
    first = played(font, 0, 46, 60)
    played(font, 0, 73, 70)
    assert first.any()
    assert np.array_equal(first, played(font, 0, 46, 60))


def test_two_fonts_of_one_file_sound_the_same(font):
    other = SoundFont(soundfont())
    theirs = played(other, 0, 46, 60)
    other.close()
    assert np.array_equal(theirs, played(font, 0, 46, 60))


def test_a_channel_without_a_preset_is_silent(font):
    with Synth(font, 48_000) as synth:
        synth.note_on(0, 60, 100)
        assert not synth.write(40 * BLOCK).any()


def test_missing_sounds_say_what_to_install():
    with pytest.raises(SoundError, match="apt-get install"):
        SoundFont(Path("nowhere.sf3"))


def test_a_file_that_is_no_soundfont_is_refused(tmp_path):
    (tmp_path / "a.sf3").write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(SoundError, match="not a SoundFont"):
        SoundFont(tmp_path / "a.sf3")


def test_a_preset_that_is_not_there_is_named(font):
    with Synth(font, 48_000) as synth, pytest.raises(SoundError, match="99:99"):
        synth.program(0, 99, 99)
