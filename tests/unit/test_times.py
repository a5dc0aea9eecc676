"""Labels and frames at every rate, above all where drop-frame labels skip."""

from __future__ import annotations

from fractions import Fraction

import pytest

from originalscore.errors import BriefError
from originalscore.times import Clock, FrameRate

RATES = ["24000/1001", "24", "25", "30000/1001", "29.97 DF", "30", "50", "60000/1001", "59.94 DF", "60"]


@pytest.mark.parametrize("rate", RATES)
def test_labels_around_minutes_and_hours_come_back_as_the_same_frames(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    hour = frame_rate.frame("01:00:00:00")
    minute = frame_rate.frame("00:01:00:00") if not frame_rate.drop else 60 * frame_rate.nominal
    for edge in (0, minute, 10 * minute, hour, 2 * hour, 23 * hour):
        for frame in range(max(0, edge - 70), edge + 70):
            assert frame_rate.frame(frame_rate.label(frame)) == frame


@pytest.mark.parametrize("rate", RATES)
def test_neighbouring_frames_never_share_a_label(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    labels = [frame_rate.label(frame) for frame in range(0, 11 * 60 * frame_rate.nominal)]
    assert len(set(labels)) == len(labels)
    assert labels == sorted(labels)


@pytest.mark.parametrize("rate", RATES)
def test_a_day_of_labels_wraps(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    last = frame_rate.frame(f"23:59:59:{frame_rate.nominal - 1}")
    assert frame_rate.label(last + 1) == frame_rate.label(0)


def test_an_hour_of_labels_at_23976_lasts_3603_6_seconds() -> None:
    frame_rate = FrameRate.parse("23.976")
    assert frame_rate.frame("01:00:00:00") / frame_rate.rate == Fraction("3603.6")
    assert frame_rate.frame("01:00:00:00") / frame_rate.rate * 48000 == 172_972_800


@pytest.mark.parametrize("text", ["", "fast", "0", "-24", "24/0", "301", "25 DF"])
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(BriefError):
        FrameRate.parse(text)


@pytest.mark.parametrize("label", ["01:00:60:00", "01:60:00:00", "1:2:3", "01:00:00:24", "noon"])
def test_labels_that_do_not_exist_are_refused(label: str) -> None:
    with pytest.raises(BriefError, match=label):
        FrameRate.parse("24").frame(label)


def test_a_clock_reads_labels_and_seconds_and_knows_its_start() -> None:
    rate = FrameRate.parse("24")
    clock = Clock(rate, rate.frame("01:00:00:00"))
    assert clock.seconds("01:00:21:06") == Fraction(85, 4)
    assert clock.seconds("3.5s") == Fraction(7, 2)
    assert clock.label(Fraction(85, 4)) == "01:00:21:06"
    with pytest.raises(BriefError, match="before the film"):
        clock.seconds("00:59:59:00")


@pytest.mark.parametrize("rate", RATES)
def test_a_clock_gives_every_frame_its_own_label_at_its_start_and_just_before_its_end(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    clock = Clock(frame_rate, frame_rate.frame("00:59:58:00"))
    for frame in range(0, 200):
        at_s = frame / frame_rate.rate
        assert clock.label(at_s) == frame_rate.label(clock.start_frame + frame)
        assert clock.label(at_s + frame_rate.frame_s * Fraction(99, 100)) == clock.label(at_s)
        assert clock.seconds(clock.label(at_s)) == at_s
