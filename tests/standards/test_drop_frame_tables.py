"""Drop-frame labels against the counting rule of SMPTE ST 12-1, one frame after another, and OpenTimelineIO."""

from __future__ import annotations

import opentimelineio as otio
import pytest

from originalscore.errors import BriefError
from originalscore.times import FrameRate


def count_by_hand(nominal: int, dropped: int, minutes: int) -> list[str]:
    """Labels in order, skipping the first ones of each minute but every tenth."""
    return [
        f"{minute // 60:02}:{minute % 60:02}:{second:02};{frame:02}"
        for minute in range(minutes)
        for second in range(60)
        for frame in range(nominal)
        if not (minute % 10 and second == 0 and frame < dropped)
    ]


@pytest.mark.parametrize(("rate", "nominal", "dropped"), [("29.97 DF", 30, 2), ("59.94 DF", 60, 4)])
def test_every_label_of_the_first_62_minutes_follows_the_counting_rule(rate: str, nominal: int, dropped: int) -> None:
    frame_rate = FrameRate.parse(rate)
    table = count_by_hand(nominal, dropped, 62)
    assert [frame_rate.label(frame) for frame in range(len(table))] == table


def test_a_labelled_hour_holds_107892_frames() -> None:
    assert FrameRate.parse("29.97 DF").frame("01:00:00;00") == 107_892
    assert FrameRate.parse("59.94 DF").frame("01:00:00;00") == 215_784
    assert FrameRate.parse("29.97").frame("01:00:00:00") == 108_000


@pytest.mark.parametrize(("frame", "label"), [(1799, "00:00:59;29"), (1800, "00:01:00;02"), (17981, "00:09:59;29"), (17982, "00:10:00;00")])
def test_known_edges(frame: int, label: str) -> None:
    assert FrameRate.parse("29.97 DF").label(frame) == label


@pytest.mark.parametrize("label", ["00:01:00;00", "00:01:00;01", "00:59:00;01"])
def test_skipped_labels_are_refused(label: str) -> None:
    with pytest.raises(BriefError, match="skipped in drop-frame"):
        FrameRate.parse("29.97 DF").frame(label)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "29.97 DF", "30", "50", "59.94 DF", "60"])
def test_opentimelineio_prints_the_same_labels(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)
    for frame in [*range(0, 200_000, 997), *range(1790, 1810), *range(107_880, 107_900)]:
        theirs = otio.opentime.to_timecode(
            otio.opentime.RationalTime(frame, float(frame_rate.rate)), float(frame_rate.rate), frame_rate.drop
        )
        assert frame_rate.label(frame) == theirs
