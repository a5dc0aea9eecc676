"""VST3 instruments: refusals, and what the host is asked. No plug-in and no host is installed where the tests run."""

from __future__ import annotations

import importlib.machinery
import sys
from types import ModuleType

import numpy as np
import pytest

from originalscore.errors import SoundError, ToolError
from originalscore.external.vst3 import PluginNote, Vst3Instrument, midi_messages


class Plugin:
    """Stands for a plug-in that gives one pulse for each message it gets, at its time."""

    is_instrument = True

    def __init__(self, path: str) -> None:
        name = path.rpartition("/")[2]
        if name == "text.vst3":
            raise ImportError(f"Unable to scan plugin {path}: unsupported plugin format or scan failure.")
        if name == "two.vst3":
            raise ValueError("two.vst3 contains 2 plugins.\nOpen one by its name.")
        self.is_instrument = name != "hall.vst3"

    def __call__(self, messages, duration, sample_rate, num_channels, reset):
        assert reset
        if messages[0][0][1] == 0:
            raise RuntimeError("the plug-in gave up")
        sound = np.zeros((num_channels, int(duration * sample_rate)), np.float32)
        for data, at_s in messages:
            sound[:, int(at_s * sample_rate)] += data[2] / 127
        return sound


@pytest.fixture
def host(monkeypatch, tmp_path):
    module = ModuleType("pedalboard")
    module.__spec__ = importlib.machinery.ModuleSpec("pedalboard", None)
    module.VST3Plugin = Plugin
    monkeypatch.setitem(sys.modules, "pedalboard", module)
    for name in ("organ", "hall", "text", "two"):
        (tmp_path / f"{name}.vst3").write_text("")
    return tmp_path


def test_without_the_host_the_user_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pedalboard", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SoundError, match=r"organ\.vst3 needs .*pip install 'originalscore\[vst3\]'"):
        Vst3Instrument(tmp_path / "organ.vst3", 48_000)


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("gone", "there is no plug-in"),
        ("text", r"text\.vst3 is no VST3 plug-in for this machine"),
        ("two", r"could not be loaded: two\.vst3 contains 2 plugins\.; choose"),
        ("hall", "is an effect, not an instrument"),
    ],
)
def test_what_is_no_instrument_is_refused_in_one_line(host, name, match):
    with pytest.raises(SoundError, match=match) as fault:
        Vst3Instrument(host / f"{name}.vst3", 48_000)
    assert "\n" not in str(fault.value)


def test_a_note_is_asked_for_on_its_sample_and_is_as_long_as_asked(host):
    with Vst3Instrument(host / "organ.vst3", 48_000) as opened:
        sound = opened.note(60, 127, 0.25, 0.10001)
    assert sound.shape == (2, round(0.35001 * 48_000))
    assert sound.dtype == np.float32
    assert np.flatnonzero(sound[0]).tolist() == [0]


def test_a_part_is_played_in_one_go(host):
    with Vst3Instrument(host / "organ.vst3", 48_000) as opened:
        sound = opened.part((PluginNote(0.50009, 0.5, 62, 100), PluginNote(0.0, 1.0, 60, 90)), 1.5)
    assert np.flatnonzero(sound[0]).tolist() == [0, 24_004]


def test_a_plug_in_that_fails_is_named(host):
    with Vst3Instrument(host / "organ.vst3", 48_000) as opened, pytest.raises(ToolError, match=r"organ\.vst3 failed .* gave up"):
        opened.note(0, 90, 0.1, 0.1)


def test_a_note_ends_before_the_next_of_its_key_begins():
    messages = midi_messages((PluginNote(1.0, 1.0, 60, 90), PluginNote(0.0, 1.0, 60, 80)), 2)
    assert messages == [(b"\x90<P", 0.25), (b"\x80<\x00", 1.25), (b"\x90<Z", 1.25), (b"\x80<\x00", 2.25)]
