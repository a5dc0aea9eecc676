"""Clips come to one loudness by one gain, never clip, and tell nothing of whose they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.meters import ffmpeg_loudness
from tests.unit.judging.sounds import RATE, clicks, heard, tone

from originalscore.errors import BriefError, PictureError, SoundError
from originalscore.judging import CEILING_DBTP, find_trials, match_loudness, with_references
from originalscore.judging.clips import TARGET_LUFS, lowpassed


def test_clips_have_one_loudness_by_another_meter_and_say_their_gain(tmp_path: Path) -> None:
    files = [tone(tmp_path / "soft.wav", 440, level=0.05), tone(tmp_path / "loud.wav", 880, level=0.8), clicks(tmp_path / "clicks.wav")]
    clips = match_loudness(find_trials(files), tmp_path)
    for clip, file in zip(clips, files):
        lufs, peak_dbtp = ffmpeg_loudness(heard(clip.file), RATE)
        assert abs(lufs - clip.lufs) < 0.15 and abs(lufs - clips[0].lufs) < 0.15
        assert peak_dbtp < CEILING_DBTP and abs(peak_dbtp - clip.peak_dbtp) < 0.3
        change = heard(clip.file)[:, : heard(file).shape[1]] - heard(file) * 10 ** (clip.gain_db / 20)
        assert np.abs(change).max() < 1e-3 * np.abs(heard(file)).max() + 1e-6, "one gain and nothing else"
    assert clips[0].gain_db > clips[1].gain_db


def test_a_high_peak_brings_all_clips_lower_instead_of_being_limited(tmp_path: Path) -> None:
    quiet = match_loudness(find_trials([tone(tmp_path / "a.wav", 440), tone(tmp_path / "b.wav", 880)]), tmp_path)
    assert {clip.lufs for clip in quiet} == {TARGET_LUFS}
    peaked = match_loudness(find_trials([tmp_path / "a.wav", clicks(tmp_path / "clicks.wav", level=0.99)]), tmp_path)
    assert peaked[0].lufs < TARGET_LUFS and peaked[0].lufs == pytest.approx(peaked[1].lufs, abs=0.01)
    assert CEILING_DBTP - 0.5 < peaked[1].peak_dbtp < CEILING_DBTP


def test_clips_of_a_trial_are_equally_long_and_say_nothing(tmp_path: Path) -> None:
    long, short = tone(tmp_path / "secret.wav", 440, length_s=2), tone(tmp_path / "other.wav", 440, length_s=1)
    clips = match_loudness(find_trials([long, short]), tmp_path)
    contents = [clip.file.read_bytes() for clip in clips]
    assert len(contents[0]) == len(contents[1])
    assert not np.abs(heard(clips[1].file)[:, RATE:]).any() and np.abs(heard(clips[1].file)[:, :RATE]).any()
    for content in contents:
        assert content[:4] == b"RIFF" and content[:200].count(b"fmt ") == 1
        assert not any(word in content for word in (b"secret", b"other", b"bext", b"iXML", b"LIST", b"ID3"))


def test_silence_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"nothing\.wav is silent"):
        match_loudness(find_trials([tone(tmp_path / "nothing.wav", 440, level=0)]), tmp_path)
    with pytest.raises(SoundError, match=r"short\.wav is silent, or too short"):
        match_loudness(find_trials([tone(tmp_path / "short.wav", 440, length_s=0.3)]), tmp_path)
    (tmp_path / "words.wav").write_text("la la la")
    with pytest.raises(PictureError, match=r"words\.wav cannot be opened"):
        match_loudness(find_trials([tmp_path / "words.wav"]), tmp_path)


@pytest.mark.parametrize("pass_hz", [3500, 7000])
def test_an_anchor_is_cut_as_the_standard_asks(pass_hz: int) -> None:
    impulse = np.zeros((2, RATE), np.float32)
    impulse[:, RATE // 2] = 1
    kept = lowpassed(impulse, pass_hz)
    assert kept.shape == impulse.shape and int(np.abs(kept[0]).argmax()) == RATE // 2, "not delayed"
    gains_db = 20 * np.log10(np.abs(np.fft.rfft(kept[0])) + 1e-12)
    assert np.abs(gains_db[20 : pass_hz + 1]).max() < 0.1
    assert gains_db[pass_hz + 500 :].max() < -25 and gains_db[pass_hz + 1000 :].max() < -50


def test_anchors_keep_the_gain_of_their_reference(tmp_path: Path) -> None:
    original = tone(tmp_path / "original.flac", 5000, kind="PCM_24")
    trials = with_references(find_trials([tone(tmp_path / "codec.wav", 5000, level=0.1)]), [original])
    gains = {clip.version.name: clip.gain_db for clip in match_loudness(trials, tmp_path)}
    assert gains["reference"] == gains["anchor35"] == gains["anchor70"] != gains["codec"]
    levels = {clip.version.name: np.abs(heard(clip.file)[:, RATE // 2 : RATE]).max() for clip in match_loudness(trials, tmp_path)}
    assert levels["anchor35"] < 0.01 * levels["anchor70"], "5 kHz is gone below 3.5 kHz"


def test_only_a_lossless_reference_is_taken(tmp_path: Path) -> None:
    trials = find_trials([tone(tmp_path / "version.wav", 440)])
    tone(tmp_path / "lossy.ogg", 440, kind="VORBIS")
    for places, told in (
        (["lossy.ogg"], r"lossy\.ogg is no lossless reference"),
        ([], "the trial has no reference"),
        (["absent.wav"], "there is no reference"),
        (["version.wav"], "nothing but the reference"),
    ):
        with pytest.raises(BriefError, match=told):
            with_references(trials, [tmp_path / place for place in places])
