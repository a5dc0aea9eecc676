"""FluidSynth through its C interface."""

import importlib.util
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


@pytest.fixture(scope="module")
def other_path() -> Path:
    """A SoundFont as a user may bring one: SF2, plain General MIDI, other samples (it lies in a library of the tests)."""
    spec = importlib.util.find_spec("pretty_midi")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).with_name("TimGM6mb.sf2")


@pytest.fixture(scope="module")
def other(other_path):
    opened = SoundFont(other_path)
    yield opened
    opened.close()


def test_a_soundfont_of_the_users_own_plays(other, font):
    presets = other.presets()
    assert len(presets) == 136
    assert presets[0, 40] == "Violin"
    sound = played(other, 0, 40, 69)
    assert np.array_equal(sound, played(other, 0, 40, 69))
    assert not np.array_equal(sound, played(font, 0, 40, 69))
    spectrum = np.abs(np.fft.rfft(sound[0] * np.hanning(sound.shape[1]), 1 << 17))
    pitch_hz = np.argmax(spectrum[: 1 << 12]) * 48_000 / (1 << 17)
    assert 1200 * abs(np.log2(pitch_hz / 440)) < 20


def test_a_preset_that_a_users_soundfont_lacks_is_refused_in_one_line(other):
    with (
        Synth(other, 48_000) as synth,
        pytest.raises(SoundError, match=r"TimGM6mb\.sf2 has no preset 20:48") as fault,
    ):  # first violins of the default set
        synth.program(0, 20, 48)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.1, 0.9, 0.999])
def test_a_soundfont_that_broke_off_is_refused(other_path, tmp_path, share):
    whole = other_path.read_bytes()
    (tmp_path / "broken.sf2").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(SoundError, match=r"broken\.sf2 is not a SoundFont"):
        SoundFont(tmp_path / "broken.sf2")


def test_a_refused_soundfont_leaves_the_others_playing(other_path, other, tmp_path):
    before = played(other, 0, 0, 60)
    (tmp_path / "broken.sf2").write_bytes(other_path.read_bytes()[:100_000])
    with pytest.raises(SoundError):
        SoundFont(tmp_path / "broken.sf2")
    assert np.array_equal(before, played(other, 0, 0, 60))
