"""Two-hour films at every rate: labels, markers and samples without a frame or a sample of drift."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest

from originalscore.formats.otio import write_otio
from originalscore.formats.wav import time_reference
from originalscore.mix.leader import leader
from originalscore.model.mark import mark_on
from originalscore.model.tempo import TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.times import Clock, FrameRate

RATES = ("24000/1001", "24", "25", "30000/1001", "29.97 DF", "30", "50", "60000/1001", "59.94 DF", "60")
STARTS = ("00:00:00:00", "01:00:00:00", "10:00:00:00", "00:59:58:00")
HOURS_S = 7200


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rate", RATES)
def test_every_frame_of_two_hours_is_found_again_by_its_label(rate: str, start: str) -> None:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame(start))
    for frame in (*range(0, int(HOURS_S * frame_rate.rate), 10_007), int(HOURS_S * frame_rate.rate)):
        at_s = frame / frame_rate.rate
        assert clock.seconds(clock.label(at_s)) == at_s
        assert round(clock.seconds(clock.label(at_s)) * 48_000) == round(frame * 48_000 / frame_rate.rate)


@pytest.mark.parametrize("sample_rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("rate", RATES)
def test_a_time_reference_is_the_start_label_in_samples(rate: str, sample_rate: int) -> None:
    frame_rate = FrameRate.parse(rate)
    frames = frame_rate.frame("02:00:00:00")
    assert time_reference(Clock(frame_rate, frames), sample_rate) == round(frames / frame_rate.rate * sample_rate)


@pytest.mark.parametrize("rate", RATES)
def test_a_two_pop_lies_two_labelled_seconds_early_to_the_sample(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame("01:00:00:00"))
    lead = leader(clock, 48_000, two_pop=True)
    assert time_reference(lead.clock, 48_000) + lead.samples == time_reference(clock, 48_000)
    assert abs(lead.samples - 2 * frame_rate.nominal / frame_rate.rate * 48_000) <= 1


@pytest.mark.parametrize("bpm_us", [500_000, 437_333, 612_001])
def test_two_hours_of_beats_do_not_drift_by_a_sample(bpm_us: int) -> None:
    tempo = TempoMap("1m1", (TempoPoint(Fraction(0), bpm_us), TempoPoint(Fraction(7), bpm_us + 1)), (), Fraction(20_000), Meter(4), 120, ())
    beat = Fraction(7) + Fraction((HOURS_S * 1_000_000 - 7 * bpm_us), bpm_us + 1)
    assert tempo.seconds(beat) == HOURS_S and tempo.beat(Fraction(HOURS_S)) == beat
    assert round(tempo.seconds(beat) * 48_000) == HOURS_S * 48_000


@pytest.mark.parametrize("rate", RATES)
def test_a_marker_two_hours_in_keeps_its_frame(rate: str, tmp_path: Path) -> None:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame("01:00:00:00"))
    frame = int(HOURS_S * frame_rate.rate) - 1
    mark = mark_on(clock, frame, "the end")
    write_otio(tmp_path / "m.otio", (mark,), clock, title="long", film="long.mov", frames=frame + 1)
    timeline = otio.adapters.read_from_file(str(tmp_path / "m.otio"))
    (found,) = list(timeline.tracks.markers) or [one for clip in timeline.find_clips() for one in clip.markers]
    starts = {0, clock.start_frame}
    assert any(round(found.marked_range.start_time.value) - begin == frame for begin in starts)
