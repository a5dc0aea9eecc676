"""Measured attacks and levels."""

import numpy as np
import pytest

from originalscore.measures.timbre import half_rise_s
from originalscore.render.calibration import RATE, Calibration, loudest_lufs
from originalscore.render.palette import shipped


def patch_for(instrument, technique):
    return shipped().patch_for(instrument, technique).patch


def test_the_felt_onset_of_a_step_is_where_it_starts():
    sound = np.zeros((2, RATE), np.float32)
    sound[:, 4800:] = 0.5
    # a centred 10 ms window holds a quarter of the power (half the amplitude) 2.5 ms before the step
    assert half_rise_s(sound) == pytest.approx(0.0975, abs=0.0002)


def test_a_full_scale_tone_in_one_channel_reads_as_the_standard_says():
    sound = np.zeros((2, RATE), np.float32)
    sound[0] = np.sin(2 * np.pi * 997 * np.arange(RATE) / RATE)
    assert loudest_lufs(sound) == pytest.approx(-3.01, abs=0.05)


def test_measurements_are_kept_and_asked_only_once(tmp_path):
    patch = patch_for("harp", "struck")
    first = Calibration(tmp_path / "a.json")
    heard = first.ask(patch, 60, 88)
    first.save()
    second = Calibration(tmp_path / "a.json")
    assert second.ask(patch, 60, 88) == heard
    assert heard.attack_s < 0.02


def test_a_damaged_cache_is_measured_again(tmp_path):
    (tmp_path / "a.json").write_text("{broken")
    assert Calibration(tmp_path / "a.json").ask(patch_for("harp", "struck"), 60, 88).level_lufs > -60
