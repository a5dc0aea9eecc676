"""Odd films keep their own time: frame times are the packets' presentation times, whatever the header says; pictures stand upright."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from originalscore.external.media import decode_picture, probe, upright_frames
from originalscore.picture.clock import nominal_rate
from originalscore.times import film_clock

pytestmark = [pytest.mark.media, pytest.mark.slow]

READABLE = (
    "vfr_sintel_52s.mp4", "vfr_noaudio_3026x1386.mp4", "vfr_rotated_phone.mp4", "tc_23976_clean_start_01h.mov", "tc_2997df_start_005958.mov",
    "sar_2x1.mp4", "bbb_2500ms.ts", "testsrc.mp4", "no_duration.webm", "green_card_burnt_tc_42s.mp4",
)  # fmt: skip


def packet_times(film: Path) -> list[Fraction]:
    """Presentation times of the packets of the picture in use, from the first displayed one."""
    index = probe(film).video_index
    with av.open(str(film)) as container:
        stream = container.streams[index]
        shown = [packet.pts * packet.time_base for packet in container.demux(stream) if packet.pts is not None and not packet.is_discard]
    return sorted(at_s - min(shown) for at_s in shown)


@pytest.mark.parametrize("name", READABLE)
def test_frame_times_are_the_packets_own(name: str, media: Path) -> None:
    film = media / "odd" / name
    found = [frame.at_s for frame in decode_picture(film)]
    expected = packet_times(film)
    assert found == expected[: len(found)] or set(found) <= set(expected)
    assert len(found) >= 0.99 * len(set(expected))


def test_counting_frames_would_lie_about_a_film_of_varying_rate(media: Path) -> None:
    film = media / "odd" / "vfr_sintel_52s.mp4"
    times = [frame.at_s for frame in decode_picture(film)]
    rate = nominal_rate(tuple(times), times[-1], probe(film).rate)
    assert max(abs(number / rate - at_s) for number, at_s in enumerate(times)) > 1 / rate


@pytest.mark.parametrize(
    ("name", "start", "rate", "drop"),
    [
        ("tc_23976_clean_start_01h.mov", "01:00:00:00", Fraction(24000, 1001), False),
        ("tc_2997df_start_005958.mov", "00:59:58;00", Fraction(30000, 1001), True),
    ],
)
def test_the_tagged_start_is_the_first_frames_label(name: str, start: str, rate: Fraction, drop: bool, media: Path) -> None:
    seen = probe(media / "odd" / name)
    clock, remark = film_clock(rate, seen.timecode)
    assert not remark
    assert (clock.label(Fraction(0)), clock.frame_rate.drop) == (start, drop)


def test_turned_and_wide_pixels_are_shown_as_a_player_shows_them(media: Path) -> None:
    wide = next(upright_frames(media / "odd" / "sar_2x1.mp4", 320))[1]
    stored = probe(media / "odd" / "sar_2x1.mp4")
    assert wide.shape[1] / wide.shape[0] == pytest.approx(2 * stored.width / stored.height, rel=0.02)
    phone = media / "odd" / "vfr_rotated_phone.mp4"  # held upside down: its tag says half a turn
    turned = next(upright_frames(phone, 160))[1]
    with av.open(str(phone)) as container:
        stored_frame = next(container.decode(video=0)).reformat(width=160, height=turned.shape[0], format="rgb24").to_ndarray()
    assert (turned == stored_frame[::-1, ::-1]).all() and not (turned == stored_frame).all()
