"""Every shipped palette has a sound for every instrument; the orchestra a patch of its own for each."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from tests.unit.render import heard

from originalscore.errors import BriefError, FormatError
from originalscore.external.fluidsynth import Synth
from originalscore.formats.soundfont import read_presets
from originalscore.model.performance import PLAYED
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.render import sounds, voice
from originalscore.render.palette import SHIPPED, open_palette, shipped
from originalscore.render.sounds import soundfont


def test_the_orchestra_has_a_patch_for_every_technique_and_a_seat_for_everybody():
    orchestra = shipped()
    for name, row in INSTRUMENTS.items():
        if name in orchestra.rows and row.pitched:
            assert all(orchestra.patch_for(name, technique) is not None for technique in PLAYED), name
    assert {name for name in INSTRUMENTS if name != "electronics"} <= set(orchestra.rows)


def test_every_percussion_sound_can_be_struck():
    assert set(shipped().strikes) == set(PERCUSSION) == set(shipped("chiptune").strikes)


def test_the_sound_set_has_every_preset_that_a_shipped_palette_asks_for():
    presets = read_presets(soundfont())
    for name in SHIPPED:
        for palette in shipped(name).chain():
            patches = [patch for row in palette.rows.values() for patch in row.patches.values()]
            patches += [strike.patch for strike in palette.strikes.values()]
            asked = {(patch.bank, patch.program) for patch in patches if palette.sources[patch.source].kind == "soundfont"}
            assert asked <= set(presets), (name, asked - set(presets))


def test_every_sound_that_is_said_to_open_answers_its_low_pass():
    deaf = []
    for name, how in (
        ("cello-solo", "legato"),
        ("cello-solo", "staccato"),
        ("violins-1", "sustain"),
        ("horns", "sustain"),
        ("flute", "legato"),
    ):
        patch = shipped().patch_for(name, how).patch
        assert patch.open_cents
        bright = [_above_2_khz(replace(patch, open_cents=0, dark_cents=closed)) for closed in (0, 5000)]
        if bright[1] > 0.5 * bright[0]:
            deaf.append((name, how))
    assert not deaf
    cello = replace(shipped().patch_for("cello-solo", "legato").patch, envelope_cents=0)  # control: its own envelope holds the filter open
    assert _above_2_khz(replace(cello, dark_cents=5000)) == pytest.approx(_above_2_khz(replace(cello, open_cents=0)), rel=0.1)


def test_the_solo_cello_is_in_tune_with_itself():
    patch = shipped().patch_for("cello-solo", "legato").patch
    for key in (41, 61, 75):
        hz = 440 * 2 ** ((key - 69) / 12)
        assert abs(heard.cents_off(_note(patch, key, patch.mended_cents(key), 1.5), hz, 48_000)) < 3
        assert abs(heard.cents_off(_note(patch, key, 0, 1.5), hz, 48_000)) > 10  # control: as its samples are


def _note(patch, key, cents=0, length_s=1.0):
    with sounds.lent_font() as font, Synth(font, 48_000, sounds.GAIN_RATIO, channels=16, voices=32) as synth:
        voice.prepare(synth, 0, patch, 90, volume=127, cents=cents)
        synth.note_on(0, key, 90)
        return synth.write(int(length_s * 48_000) // 64 * 64)


def _above_2_khz(patch):
    """Share of a note's power."""
    power = np.abs(np.fft.rfft(_note(patch, 62).mean(axis=0))) ** 2
    return power[2000:].sum() / power.sum()


def test_shipped_palettes_lie_in_the_package():
    assert {file.name for file in files("originalscore.render").joinpath("palettes").iterdir()} >= {f"{name}.toml" for name in SHIPPED}


def test_every_player_of_a_palette_can_be_heard_in_it():
    for name in SHIPPED:
        palette = shipped(name)
        for player in palette.players or palette.rows:
            assert player == "percussion" or palette.patch_for(player, "sustain") is not None, (name, player)


def test_measurements_say_who_convinces():
    strengths = shipped().strengths()
    good = [strengths.of(name) for name in ("piano", "harp", "celesta", "timpani", "violins-1", "cellos", "clarinet")]
    poor = [strengths.of(name) for name in ("trumpets", "trombones", "tuba", "choir-women", "choir-men", "violin-solo")]
    assert min(good) >= 0.8 and max(poor) <= 0.4
    assert strengths.of("violins-1", "staccato") < strengths.of("violins-1", "pizzicato") == strengths.of("violins-1")


def test_a_palette_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(BriefError, match=r"the palette “jazz” is unknown; known are orchestra, intimate"):
        open_palette("jazz")
    with pytest.raises(BriefError, match=r"there is no palette file .*mine\.toml"):
        open_palette("mine.toml", tmp_path)


def test_a_palette_of_ones_own_is_read_by_its_file_and_has_its_own_name(tmp_path):
    (tmp_path / "mine.toml").write_text('extends = "orchestra"\nplayers = ["piano"]\n')
    assert open_palette("mine.toml", tmp_path).name == "mine"
    (tmp_path / "mine.toml").write_text('name = "ambient"\nextends = "orchestra"\n')
    with pytest.raises(FormatError, match="is the name of a shipped palette"):
        open_palette("mine.toml", tmp_path)


def test_the_palettes_of_the_manual_can_be_read(tmp_path):
    text = (Path(__file__).parents[3] / "docs" / "palettes.md").read_text()
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 3
    for number, example in enumerate(examples):
        (tmp_path / f"example-{number}.toml").write_text(example)
        palette = open_palette(f"example-{number}.toml", tmp_path)
        assert palette.patch("violins-1", "pizzicato").palette == palette.name
