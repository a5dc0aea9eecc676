"""Broadcast waves, read back by other libraries."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from wavinfo import WavInfoReader

from originalscore.errors import FormatError
from originalscore.formats import wav
from originalscore.formats.wav import FULL_SCALE, BroadcastWave, WaveFile, read_wave_facts, time_reference, to_24_bit
from originalscore.times import Clock, FrameRate

#: Frame rate -> real seconds of the label 01:00:00:00.
HOURS = {"24000/1001": 3603.6, "24": 3600, "25": 3600, "30000/1001": 3603.6, "29.97 DF": 107_892 * 1001 / 30_000, "50": 3600}


def clock_at(label: str, rate: str = "24") -> Clock:
    frame_rate = FrameRate.parse(rate)
    return Clock(frame_rate, frame_rate.frame(label))


def ramp(samples: int) -> np.ndarray:
    return np.stack([np.linspace(-FULL_SCALE - 1, FULL_SCALE, samples), np.linspace(500, -500, samples)]).astype(np.int32)


def written(path: Path, clock: Clock, sound: np.ndarray, block: int = 1000) -> Path:
    with BroadcastWave(path, clock=clock, description="keeper music") as wave:
        for first in range(0, sound.shape[1], block):
            wave.write(sound[:, first : first + block])
    return path


@pytest.mark.parametrize("samples", [0, 1, 2, 3, 4801])
def test_every_sample_comes_back(tmp_path: Path, samples: int) -> None:
    sound = ramp(samples)
    path = written(tmp_path / "a.wav", clock_at("00:00:00:00"), sound, block=777)
    read, rate = soundfile.read(path, dtype="int32", always_2d=True)
    assert rate == 48_000 and soundfile.info(path).subtype == "PCM_24"
    assert np.array_equal(read.T >> 8, sound)
    assert path.stat().st_size % 2 == 0


@pytest.mark.parametrize("rate", HOURS)
def test_the_time_reference_is_the_start_timecode_in_samples(tmp_path: Path, rate: str) -> None:
    clock = clock_at("01:00:00:00", rate)
    found = WavInfoReader(str(written(tmp_path / "a.wav", clock, ramp(100))))
    assert found.bext.time_reference == round(HOURS[rate] * 48_000) == time_reference(clock, 48_000)


def test_other_libraries_read_who_made_it_and_what_it_is(tmp_path: Path) -> None:
    found = WavInfoReader(str(written(tmp_path / "a.wav", clock_at("10:00:00:00", "29.97 DF"), ramp(4800))))
    assert found.bext.originator == "OriginalScore"
    assert found.bext.description == "keeper music"
    assert found.bext.version == 2
    assert found.bext.originator_date in ("", None)
    assert (found.fmt.sample_rate, found.fmt.channel_count, found.fmt.bits_per_sample) == (48_000, 2, 24)
    assert found.data.frame_count == 4800
    speed = found.ixml.parsed.find("SPEED")
    assert speed.findtext("TIMECODE_RATE") == "30000/1001"
    assert speed.findtext("TIMECODE_FLAG") == "DF"
    high, low = (int(speed.findtext(f"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{half}")) for half in ("HI", "LO"))
    assert (high << 32) + low == found.bext.time_reference
    assert [track.name for track in found.ixml.track_list] == ["Left", "Right"]


def test_our_own_reading_agrees(tmp_path: Path) -> None:
    facts = read_wave_facts(written(tmp_path / "a.wav", clock_at("01:00:00:00"), ramp(321)))
    assert (facts.sample_rate, facts.channels, facts.samples) == (48_000, 2, 321)
    assert (facts.time_reference, facts.description, facts.originator) == (3600 * 48_000, "keeper music", "OriginalScore")


def test_beyond_four_gigabytes_the_same_file_becomes_rf64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, clock = ramp(5000), clock_at("01:00:00:00")
    plain = written(tmp_path / "plain.wav", clock, sound)
    monkeypatch.setattr(wav, "RIFF_LIMIT", 20_000)
    large = written(tmp_path / "large.wav", clock, sound)
    assert plain.read_bytes()[:4] == b"RIFF" and large.read_bytes()[:4] == b"RF64"
    assert plain.stat().st_size == large.stat().st_size
    read, _ = soundfile.read(large, dtype="int32")
    assert soundfile.info(large).format == "RF64"
    assert np.array_equal(read.T >> 8, sound)
    assert WavInfoReader(str(large)).bext.time_reference == 3600 * 48_000
    assert read_wave_facts(large) == read_wave_facts(plain)


def test_the_switch_lies_where_32_bits_end() -> None:
    assert 2**32 - 2**20 < wav.RIFF_LIMIT < 2**32


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(tmp_path / f"{n}.wav", clock_at("01:00:00:00"), ramp(999), block) for n, block in ((1, 100), (2, 999)))
    assert first.read_bytes() == second.read_bytes()


def test_a_plain_wave_has_no_timecode_and_its_peak_is_known(tmp_path: Path) -> None:
    with WaveFile(tmp_path / "a.wav", sample_rate=44_100) as wave:
        wave.write(np.array([[0, FULL_SCALE // 2], [-100, 3]], np.int32))
    assert wave.peak_dbfs == pytest.approx(-6.02, abs=0.01)
    assert soundfile.info(tmp_path / "a.wav").samplerate == 44_100
    with pytest.raises(FormatError, match="no bext chunk"):
        read_wave_facts(tmp_path / "a.wav")


def test_a_file_that_is_no_wave_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"OggS" + bytes(50))
    with pytest.raises(FormatError, match="not a wave file"):
        read_wave_facts(tmp_path / "a.wav")


def test_a_wave_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(struct.error), BroadcastWave(tmp_path / "a.wav", clock=clock_at("00:00:00:00"), description="") as wave:
        wave.write(ramp(100))
        raise struct.error("killed")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("value", "whole"), [(0.0, 0), (1.0, FULL_SCALE), (-1.0, -FULL_SCALE), (1.5, FULL_SCALE), (-2.0, -FULL_SCALE - 1)])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_samples_are_rounded_and_held_inside_24_bits(value: float, whole: int, kind: type) -> None:
    assert to_24_bit(np.array([[value]], kind)).tolist() == [[whole]]
