"""Every instrument has its sounds and its seat."""

import pytest

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import SoundFont
from originalscore.model.performance import PLAYED
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.render.palette import PATCHES, SEATS, STRIKES, patch_for, used_presets
from originalscore.render.sounds import soundfont


def test_every_instrument_has_a_patch_for_every_technique_and_a_seat():
    assert set(SEATS) == set(INSTRUMENTS)
    assert set(PATCHES) == {name for name, row in INSTRUMENTS.items() if row.pitched}
    for name in PATCHES:
        for technique in PLAYED:
            assert patch_for(name, technique).program >= 0


def test_every_percussion_sound_can_be_struck():
    assert set(STRIKES) == set(PERCUSSION)


def test_the_sound_set_has_every_preset_of_the_palette():
    font = SoundFont(soundfont())
    presets = font.presets()
    font.close()
    assert [place for place in used_presets() if place not in presets] == []


def test_an_unknown_instrument_is_named():
    with pytest.raises(SoundError, match="kazoo"):
        patch_for("kazoo", "sustain")
